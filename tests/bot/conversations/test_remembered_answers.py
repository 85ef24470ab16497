"""What the parents were asked before is known in the next talk."""

from typing import Any

from bot.conversations.conversation_pages import DraftCopy
from bot.conversations.conversations import Withdrawal
from bot.conversations.remembered_answers import remembered
from bot.meetings.meetings import Mode
from bot.people.people import PersonId
from tests.bot.a_case import a_student
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
