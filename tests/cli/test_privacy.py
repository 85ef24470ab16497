"""What docs/privacy.md says that a command shows, the command shows, in the order of the page."""

import re
import shlex
from collections.abc import Iterator

import pytest
from cryptography.fernet import Fernet

from cli import _COMMANDS
from tests.conftest import KEYS
from tests.test_house import ROOT

PAGE = (ROOT / "docs" / "privacy.md").read_text()
NEEDED = {"access", "audit", "backup", "doctor", "export", "hold", "people", "purge", "rotate-keys"}
"""The commands by which a privacy officer checks something."""

OTIS = (
    "4711,Otis,Plumfield,7,Marsh,,,U0PAT,2027-11-02,,2027-10-27,9:00,annual,phone,"
    "teacher:U0TEA;provider/speech:Lee Ng <lee@clinic.example>"
)


def shown() -> Iterator[tuple[list[str], list[str]]]:
    """Yield each command of the page with the lines that it is said to print."""
    for block in re.findall(r"```console\n(.*?)```", PAGE, flags=re.DOTALL):
        for one in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            typed, *lines = one.splitlines()
            program, script, *arguments = shlex.split(typed)
            assert (program, script) == ("python", "app.py")
            yield arguments, lines


def fits(line: str, printed: str) -> bool:
    """Tell whether a line stands there; `…` is for whatever differs."""
    return bool(re.search(".*".join(map(re.escape, line.split("…"))), printed))


@pytest.fixture
def district(command):
    """A student with the id that the page names, and tokens of nobody."""
    assert command("import", command.caseload(OTIS)).code == 0
    return command


def test_each_command_of_the_page_prints_what_the_page_says(district):
    for arguments, lines in shown():
        if arguments == ["rotate-keys"]:  # for which somebody puts a new one before it
            newest = Fernet.generate_key().decode()
            district.environ["PREIEP_KEYS"] = f"{newest},{KEYS[0]}"
        outcome = district(*arguments)

        refused = [line.removeprefix("! ") for line in lines if line.startswith("! ")]
        assert (outcome.code != 0) == bool(refused), (arguments, outcome)
        assert not any(word in outcome.err for word in ("Traceback", "Otis"))
        for line in lines:
            printed = outcome.err if line.startswith("! ") else outcome.out
            assert fits(line.removeprefix("! "), printed), (arguments, line, printed)


def test_the_page_shows_every_command_that_answers_a_privacy_officer():
    assert {arguments[0] for arguments, _ in shown()} == NEEDED
    assert {*_COMMANDS} >= NEEDED


def test_each_section_of_the_law_stands_on_the_page():
    numbers = re.findall(r"^\| 300\.6([\d, to]+)", PAGE, flags=re.MULTILINE)
    sections = set()
    for words in numbers:
        found = [*map(int, re.findall(r"\d+", words))]
        found = [int(str(one)[-2:]) for one in found]
        sections |= {*range(found[0], found[-1] + 1)} if "to" in words else {*found}
    assert sections == {*range(10, 28)}
    for law in ("99.31(a)(1)", "49073.1", "49064", "22584"):
        assert law in PAGE
