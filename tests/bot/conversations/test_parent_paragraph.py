"""The paragraph of parent input says what was said, in plain sentences, and nothing else."""

import pytest

from bot.conversations.conversation_pages import DraftCopy, How
from bot.conversations.parent_paragraph import in_parts, parent_paragraph
from bot.meetings.meetings import Mode
from tests.bot.talks import a_talk


def paragraph(**fields):
    return parent_paragraph(a_talk(**{"answers": {}, **fields}), "Quill")


def test_a_whole_conversation_becomes_a_paragraph_in_the_order_it_was_asked():
    said = paragraph(
        how=How.VIDEO,
        with_whom="his mother",
        interpreter="used_and_needed",
        language="Hmong",
        draft_copy=DraftCopy.YES,
        draft_of=("present_levels", "goals"),
        attendance=Mode.PHONE,
        answers={
            "anything_else": "He has a new sister.",
            "strengths": "Draws dragons",
            "strengths_more": "At grandma's, on Sundays",
            "difficulties": "Noise\nMornings",
            "familiarity": "4",
        },
    )
    assert said == (
        "Parent input was gathered on October 7, 2026, by video, with his mother. "
        "An interpreter took part (Hmong). "
        "Asked about Quill's strengths, they said: Draws dragons. "
        "They added: At grandma's, on Sundays. "
        "They described what is hard at present: Noise; Mornings. "
        "They rated how well they know the IEP process with 4 out of 10. "
        "They also want the school to know: He has a new sister. "
        "They would like a draft copy before the meeting (present levels and goals). "
        "They prefer to attend by phone. "
        "An interpreter is needed at the meeting."
    )


def test_what_was_not_answered_is_not_mentioned():
    said = paragraph()
    assert said == "Parent input was gathered on October 7, 2026, on the phone, with mother."


@pytest.mark.parametrize("answer", ["She is the best", "Best. School. Ever", "“the best”", "最好"])
def test_their_own_words_are_not_altered(answer):
    assert answer in paragraph(answers={"strengths": answer})


@pytest.mark.parametrize("answer", ["Yes!", "Why?", "So be it.", "“Yes.”", "好。", "चलो।"])
def test_a_sentence_that_has_its_end_gets_no_second_one(answer):
    assert paragraph(answers={"goals": answer}).endswith(answer)


def test_a_refused_draft_is_said_and_one_not_asked_about_is_not():
    assert "They do not want a draft copy" in paragraph(draft_copy=DraftCopy.NO)
    assert "draft copy" not in paragraph(draft_copy=DraftCopy.NOT_ASKED)


def test_every_answer_stands_in_it():
    answers = {
        f"{prompt}{more}": f"said-{prompt}{more}"
        for prompt in (
            "strengths",
            "difficulties",
            "far_goal",
            "worries",
            "goals",
            "about_meeting",
            "anything_else",
        )
        for more in ("", "_more")
    } | {"hopes": "said-hopes", "way_there": "said-way", "familiarity_more": "said-more"}
    said = paragraph(answers=answers)
    assert [answer for answer in answers.values() if answer not in said] == []


@pytest.mark.parametrize("longest", [10, 50, 2400])
@pytest.mark.parametrize("text", ["one two three four five " * 40, "x" * 5000, "é 好 " * 900])
def test_the_parts_are_all_of_it_and_none_is_too_long(text, longest):
    parts = in_parts(text, longest)
    assert max(map(len, parts)) <= longest
    assert "".join("".join(parts).split()) == "".join(text.split())
