"""A parent asked for a meeting: the form, and what is on record."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.hold_by import rows_of_requests
from bot.errors import FormError
from bot.forms.meetings.parent_requests import request_from
from bot.meetings.parent_requests import ParentRequest, ParentRequestId
from bot.people.people import PersonId
from bot.students import StudentId
from bot.ui.kit.reading import answers_in
from bot.ui.meetings import parent_requests as modal
from tests.bot.a_case import a_case, a_meeting, a_student, day
from tests.bot.ui.filled import filled
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

TODAY = day("2026-10-08")
MEETING = a_meeting("2026-10-27", "2026-08-20")


def a_request(number=1, **fields: Any) -> ParentRequest:
    known: dict[str, Any] = {
        "id": ParentRequestId(number),
        "student": StudentId(7),
        "received_on": TODAY,
        "written": True,
        "whose": "the grandmother",
        "by": PersonId(1),
        "at": datetime(2026, 10, 8, 16, tzinfo=UTC),
    }
    return ParentRequest(**(known | fields))


def shown(*requests, planned=(MEETING,), student=None, **more):
    case = a_case(parent_requests=requests)
    rows = rows_of_requests(case, WEEKDAYS, today=TODAY, rules=DEFAULT_RULES)
    by_subject = {row.subject: row for row in rows}
    return modal.render(student or a_student(), requests, by_subject, planned, today=TODAY, **more)


def read(**answers):
    view = shown()
    filled_in = filled(view, {f"{key}@0": value for key, value in answers.items()})
    return request_from(answers_in(filled_in), today=TODAY)


def test_what_is_filled_in_is_what_is_read():
    asked = read(how="yes", received="2026-10-05", whose=" the mother ", meeting="12")

    assert (asked.written, asked.received_on, asked.whose) == (
        True,
        day("2026-10-05"),
        "the mother",
    )
    assert asked.meeting == 12


def test_a_spoken_one_needs_no_meeting_and_can_have_come_in_today():
    asked = read(how="no")

    assert (asked.written, asked.received_on, asked.meeting) == (False, TODAY, None)


@pytest.mark.parametrize(
    ("received", "words"),
    [
        pytest.param(None, "Please choose the day", id="no-day"),
        pytest.param("2026-10-09", "still to come", id="tomorrow"),
    ],
)
def test_a_day_on_which_nothing_can_have_come_in_is_refused(received, words):
    with pytest.raises(FormError) as refused:
        read(how="yes", received=received)

    assert words in refused.value.problems["received"]


def test_what_is_on_record_says_by_when_and_what_was_a_mistake():
    words = words_of(shown(a_request(), a_request(2, withdrawn=True), a_request(3, written=False)))

    assert "Hold the meeting by Friday, November 6, 2026: open." in words
    assert "Recorded by mistake." in words
    assert "Say how to ask in writing by Friday, October 9, 2026: open." in words


def test_hold_by_is_said_with_its_source_once_saved():
    (row,) = rows_of_requests(
        a_case(parent_requests=(a_request(),)), WEEKDAYS, today=TODAY, rules=DEFAULT_RULES
    )

    said = modal.saved(row, written=True)

    assert "held by *Friday, November 6, 2026* at the latest" in said
    assert "California Education Code, section 56343.5" in said


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_it_whatever_people_typed(words):
    student = a_student(first_name=words[:250], last_name=words[:250])
    many = [a_request(number, whose=words[:250]) for number in range(1, 30)]
    view = shown(*many, student=student, planned=[MEETING] * 60, notice="Saved.")

    assert_slack_takes(view)
    assert_harmless(view)
