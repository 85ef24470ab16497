"""What is seen in two runs is told apart by what is on the screen, and by nothing else."""

import sys

import pytest

from tests.journeys.compare import main
from tests.journeys.outline import outlined

BUTTON = {
    "type": "button",
    "text": {"type": "plain_text", "text": "Send"},
    "action_id": "send",
    "value": "7",
}
MESSAGE = {"text": "Two notes", "blocks": [{"type": "actions", "elements": [BUTTON]}]}


@pytest.fixture
def compared(tmp_path, monkeypatch):
    def compare(before: dict[str, str], after: dict[str, str]) -> int:
        for run, told in (("before", before), ("after", after)):
            for file, words in told.items():
                path = tmp_path / run / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(words)
        folders = [str(tmp_path / run) for run in ("before", "after")]
        monkeypatch.setattr(sys, "argv", ["compare", *folders])
        return main()

    return compare


def test_an_outline_has_the_words_and_not_the_ids():
    outline = " ".join("\n".join(outlined(MESSAGE, "text", "blocks")).split())
    assert outline == "text: Two notes blocks actions elements button text: Send"


def test_what_was_seen_alike_is_the_same(compared, capsys):
    october = "# Pat\n- presses Send\n"
    assert compared({"sqlite/october.txt": october}, {"postgresql/october.txt": october}) == 0
    assert capsys.readouterr().out == "october: the same\n"


def test_one_other_word_is_told_with_whose_it_is(compared, capsys):
    before, after = "# Kim\n- says hello\n\n# Pat\n- presses Send\n", "# Kim\n- says hello\n"
    assert compared({"october.txt": f"{before}  sent"}, {"october.txt": f"{before}  kept"}) == 1
    assert "--- Pat" in (told := capsys.readouterr().out)
    assert "-  sent\n+  kept" in told
    assert "hello" not in told
    assert compared({"october.txt": before}, {"october.txt": after}) == 1


def test_a_journey_that_ran_only_once_is_different(compared):
    assert compared({"october.txt": "# Pat\n"}, {}) == 1
    assert compared({"october.txt": "# Pat\n"}, {"october.txt": "# Pat\n", "year.txt": ""}) == 1
