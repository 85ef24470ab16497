"""The modals that work with a conversation: concerns to keep, and the paragraph to copy."""

import pytest

from bot.conversations.kept_conversations import ConversationSeen
from bot.conversations.parent_paragraph import in_parts
from bot.errors import FormError
from bot.forms.conversations.proposed_concerns import Decision, decisions_from
from bot.ui.conversations import parent_paragraph, proposed_concerns
from bot.ui.kit.reading import answers_in
from tests.bot.a_case import a_student
from tests.bot.talks import a_talk
from tests.bot.ui.filled import filled
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

SHOWN = ConversationSeen(conversation=a_talk(), student=a_student(), by="Pat")
THREE = ["Bus", "Lunch", "Noise"]


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_both_whatever_parents_said(words):
    one = ConversationSeen(
        conversation=a_talk(with_whom=(words * 250)[:250]),
        student=a_student(first_name=(words * 250)[:250]),
        by=words,
    )
    longest = (words * 3000)[:3000]
    parts = in_parts(f"{longest} " * 16)
    for view in (
        proposed_concerns.render(one, [longest] * 40, notice="3 kept."),
        proposed_concerns.render(one, [words[:3000]]),
        parent_paragraph.render(one, parts, open_=True),
        parent_paragraph.render(one, parts, start=len(parts) - 1, open_=False),
    ):
        assert_slack_takes(view)
        assert_harmless(view)


def test_each_proposal_is_kept_put_in_other_words_dropped_or_left_for_later():
    view = proposed_concerns.render(SHOWN, THREE)
    done = filled(view, {"text:0": "The late bus", "what:1": "drop", "what:2": "later"})
    assert decisions_from(answers_in(done)) == [
        Decision(proposed="Bus", text="The late bus", keep=True),
        Decision(proposed="Lunch", text="Lunch", keep=False),
    ]


def test_a_concern_to_keep_needs_words_and_one_to_drop_does_not():
    view = proposed_concerns.render(SHOWN, THREE[:1])
    with pytest.raises(FormError) as refused:
        decisions_from(answers_in(filled(view, {"text:0": " "})))
    assert list(refused.value.problems) == ["text:0"]
    assert decisions_from(answers_in(filled(view, {"text:0": " ", "what:0": "drop"})))


def test_a_paragraph_that_fits_no_screen_goes_on_in_the_next_part():
    parts = ["🦉" * 2400] * 20
    first = parent_paragraph.render(SHOWN, parts, open_=True)
    shown = sum(block["type"] == "section" for block in first["blocks"])
    assert 0 < shown < 20
    assert f"Part 1 to {shown} of 20." in words_of(first)
    assert "Next part" in str(first)
    assert "Next part" not in str(parent_paragraph.render(SHOWN, parts, start=19, open_=True))


def test_the_tick_stands_there_only_while_the_row_is_open():
    assert parent_paragraph.render(SHOWN, ["x"], open_=True)["submit"]
    assert "submit" not in parent_paragraph.render(SHOWN, ["x"], open_=False)
