"""What the parents were asked before is known in the next talk."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.conversations.conversation_pages import DraftCopy
from bot.conversations.conversations import Withdrawal
from bot.conversations.remembered_answers import as_remembered, remembered, talks_with
from bot.meetings.meetings import Mode
from bot.people.parents import Interpreting, ParentId
from bot.people.people import PersonId
from tests.bot.a_case import a_student
from tests.bot.parents import a_parent
from tests.bot.talks import a_talk

ASKED: dict[str, Any] = {
    "interpreter": "used_and_needed",
    "language": "Spanish",
    "draft_copy": DraftCopy.YES,
    "draft_of": ("goals",),
    "attendance": Mode.VIDEO,
}
MAYA = a_student()


def test_interpreter_language_draft_and_attending_are_remembered():
    assert remembered(MAYA, [a_talk(**ASKED)]) == {
        "interpreter": "used_and_needed",
        "language": "Spanish",
        "draft_copy": "yes",
        "draft_of": "goals",
        "attendance": "video",
    }


def test_of_two_answers_the_later_one_is_remembered_and_silence_takes_nothing_back():
    before, later = a_talk("2026-09-01", **ASKED), a_talk("2026-10-01", language="English")

    found = remembered(MAYA, [later, before])

    assert (found["language"], found["draft_copy"]) == ("English", "yes")


def test_who_wants_no_draft_any_more_wants_no_part_of_one():
    before, later = a_talk("2026-09-01", **ASKED), a_talk("2026-10-01", draft_copy=DraftCopy.NO)

    found = remembered(MAYA, [before, later])

    assert (found["draft_copy"], found.get("draft_of")) == ("no", None)


def test_what_was_withdrawn_is_remembered_by_nobody():
    gone = Withdrawal(by=PersonId(1), at=a_talk().at, why="another family's")

    assert remembered(MAYA, [a_talk(withdrawn=gone, **ASKED)]) == {}


def test_before_the_first_talk_it_is_known_what_the_record_of_the_student_says():
    student = a_student(home_language="Hmong", interpreter=True)

    assert remembered(student, []) == {"language": "Hmong", "interpreter": "needed"}
    assert remembered(student, [a_talk(interpreter="none")])["interpreter"] == "none"


ROSA = a_parent(language="Spanish", interpreting=Interpreting.SPOKEN, draft_copy=DraftCopy.NO)
LUIS = a_parent("Luis Marsh", "father", id=ParentId(2), attendance=Mode.IN_PERSON)


def test_what_stands_with_a_parent_on_record_is_known_before_the_first_talk():
    student = a_student(home_language="Hmong")

    assert remembered(student, [], ROSA) == {
        "interpreter": "needed",
        "language": "Spanish",
        "draft_copy": "no",
    }
    assert remembered(student, [], LUIS) == {"language": "Hmong", "attendance": "in person"}


def test_of_a_talk_and_the_record_whichever_was_kept_later_is_remembered():
    talk = a_talk("2026-10-01", **ASKED)
    since = replace(ROSA, at=talk.at + timedelta(hours=1))

    assert remembered(MAYA, [talk], ROSA) == remembered(MAYA, [talk])
    assert remembered(MAYA, [talk], since)["draft_copy"] == "no"
    assert remembered(MAYA, [talk], since)["attendance"] == "video"


def test_what_one_parent_said_is_not_the_other_ones():
    with_rosa = a_talk(with_whom="Rosa Marsh, mother", **ASKED)
    with_an_aunt = a_talk(with_whom="an aunt", number=2)
    both = [ROSA, LUIS]

    assert talks_with(ROSA, both, [with_rosa, with_an_aunt]) == [with_rosa, with_an_aunt]
    assert talks_with(LUIS, both, [with_rosa, with_an_aunt]) == [with_an_aunt]


@pytest.mark.parametrize(
    ("said", "before", "now"),
    [
        pytest.param("used_and_needed", None, Interpreting.SPOKEN, id="needed"),
        pytest.param("needed", Interpreting.SIGNED, Interpreting.SIGNED, id="signed-as-before"),
        pytest.param("none", Interpreting.SPOKEN, Interpreting.NONE, id="needed-no-more"),
        pytest.param("", Interpreting.SIGNED, Interpreting.SIGNED, id="nothing-said"),
        pytest.param("", None, None, id="unknown"),
    ],
)
def test_a_parent_is_shown_with_what_they_said_in_a_talk(said, before, now):
    talk = a_talk(with_whom="her mother", **{**ASKED, "interpreter": said})
    parent = replace(ROSA, interpreting=before, draft_copy=DraftCopy.NOT_ASKED)

    shown = as_remembered(parent, [parent, LUIS], MAYA, [talk])

    assert shown.interpreting is now
    assert (shown.draft_copy, shown.draft_of) == (DraftCopy.YES, ("goals",))
    assert (shown.language, shown.attendance) == ("Spanish", Mode.VIDEO)
