"""What changed of a record, as its trail says it to a case manager."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.conversations.conversation_pages import DraftCopy
from bot.dates.obligation_rows import Standing, State
from bot.meeting_day.checklists import RightsAnswers, SignOff
from bot.people.parents import Access
from bot.people.people import PersonId
from bot.records.changes import in_words, with_names
from tests.bot.a_case import a_meeting, a_student
from tests.bot.parents import a_parent

HERE = ZoneInfo("America/Los_Angeles")
TEN = datetime(2026, 10, 6, 21, 0, tzinfo=UTC)
JUNIPER = a_student(grade="3")
MEETING = a_meeting("2026-10-27", created="2026-09-01")
ROSA = a_parent()


@pytest.mark.parametrize(
    ("record", "change", "said"),
    [
        pytest.param(JUNIPER, {"grade": "4"}, "grade: 3, now 4", id="a-grade"),
        pytest.param(
            replace(JUNIPER, annual_due=None),
            {"annual_due": date(2026, 11, 20)},
            "annual review due: nothing, now November 20, 2026",
            id="a-date-that-was-unknown",
        ),
        pytest.param(
            replace(JUNIPER, interpreter=False),
            {"interpreter": True},
            "interpreter needed: no, now yes",
            id="yes-or-no",
        ),
        pytest.param(
            replace(MEETING, at=time(14)),
            {"at": time(8, 30)},
            "time: 2:00 pm, now 8:30 am",
            id="the-time-of-a-meeting",
        ),
        pytest.param(
            replace(ROSA, access=(), draft_copy=DraftCopy.NO),
            {"access": (Access.CAPTIONS, Access.BRAILLE), "draft_copy": DraftCopy.YES},
            "needs to take part: nothing, now captions, braille; draft copy: no, now yes",
            id="several-fields",
        ),
        pytest.param(
            Standing(),
            {"state": State.NOT_NEEDED, "by": PersonId(3), "at": TEN, "revision": 1},
            "state: open, now not needed",
            id="who-and-when-are-said-beside-it",
        ),
        pytest.param(JUNIPER, {}, "", id="nothing"),
    ],
)
def test_a_change_is_said_in_words(record, change, said):
    """It read "interpreter: False -> True; by: None -> 3; revision: 0 -> 1"."""
    assert in_words(record, replace(record, **change), HERE) == said


def test_people_are_numbers_in_the_log_and_names_for_whoever_may_read_them():
    moved = in_words(
        replace(JUNIPER, case_manager=PersonId(3)),
        replace(JUNIPER, case_manager=PersonId(4)),
        HERE,
    )

    assert moved == "case manager: person ⟨3⟩, now person ⟨4⟩"
    assert with_names(moved, {PersonId(4): "Pat Fennimore"}) == (
        "case manager: person 3, now Pat Fennimore"
    )


def test_what_holds_fields_of_its_own_is_said_field_by_field():
    @dataclass(frozen=True, kw_only=True)
    class Hours:
        first: time
        last: time

    @dataclass(frozen=True, kw_only=True)
    class School:
        hours: Hours

    early, late = (School(hours=Hours(first=time(hour), last=time(18))) for hour in (6, 7))
    assert in_words(early, late, HERE) == (
        "hours: first 6:00 am, last 6:00 pm, now first 7:00 am, last 6:00 pm"
    )


def test_words_that_parents_said_are_never_taken_for_somebody_on_record():
    """An answer about rights, kept word for word, was shown with the names of two colleagues."""
    said = "person 1 at the desk was rude, person ⟨2⟩ was not"
    answered = in_words(RightsAnswers(), RightsAnswers(questions=said), HERE)

    names = {PersonId(1): "Pat Fennimore", PersonId(2): "Kim Larkspur"}
    assert with_names(answered, names) == (
        "questions about the rights: nothing, now person 1 at the desk was rude, person (2) was not"
    )


def test_who_may_be_listed_is_said_by_name():
    listed = in_words(SignOff(), SignOff(listed=("1", "parents")), HERE)

    assert with_names(listed, {PersonId(1): "Pat Fennimore"}) == (
        "may be listed: nothing, now Pat Fennimore, parents"
    )
