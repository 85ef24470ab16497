"""Promises to parents that a date breaks, and the windows in which work begins."""

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.obligation_rules import ObligationId as Id
from tests.bot.a_case import day
from tests.bot.due_dates import closed_from, closed_on, dues, said


@pytest.mark.parametrize(
    ("created", "draft_is_broken", "agenda_is_broken"),
    [
        pytest.param("2026-10-22", False, False, id="on-the-day-of-the-draft"),
        pytest.param("2026-10-23", True, False, id="on-the-day-of-the-agenda"),
        pytest.param("2026-10-24", True, True, id="too-late-for-either"),
    ],
)
def test_a_promise_that_cannot_be_kept_is_said(created, draft_is_broken, agenda_is_broken):
    found = dues("2026-10-27", created)
    draft, agenda = found[Id.DRAFT_COPY].missed_promise, found[Id.AGENDA].missed_promise

    assert (draft is not None, agenda is not None) == (draft_is_broken, agenda_is_broken)
    if draft:
        assert draft == day("2026-10-22")


def test_only_promises_to_parents_carry_that_warning():
    late = dues("2026-10-27", "2026-10-26")

    assert {row for row, due in late.items() if due.missed_promise} == {Id.DRAFT_COPY, Id.AGENDA}


def test_a_draft_moved_before_its_day_keeps_the_promise():
    assert dues("2027-01-15", "2026-11-02")[Id.DRAFT_COPY].missed_promise is None


@pytest.mark.parametrize(
    ("on", "calendar", "window"),
    [
        pytest.param(
            "2027-01-15",
            closed_from("2026-12-18", "2027-01-04"),
            "2026-12-04 … 2027-01-05",
            id="a-break-opens-it-earlier",
        ),
        pytest.param(
            "2026-09-21", WEEKDAYS, "2026-08-24 … 2026-09-11", id="thirty-days-on-a-saturday"
        ),
        pytest.param("2026-09-14", WEEKDAYS, "2026-08-17 … 2026-09-04", id="never-before-the-year"),
    ],
)
def test_the_conversation_opens_early_enough(on, calendar, window):
    assert said(dues(on, "2026-06-03", calendar)[Id.PARENT_CONVERSATION]) == window


def test_the_ten_school_days_count_from_the_date_after_all_shifts():
    # Due on Wednesday, October 14 instead of Saturday 17, ten school days before which it opens:
    # two days later than thirty days before the meeting, had that not been a long break.
    calendar = closed_on("2026-10-15", "2026-10-16", *(f"2026-09-{n}" for n in (28, 29, 30)))
    found = dues("2026-10-27", calendar=calendar)[Id.PARENT_CONVERSATION]

    assert said(found) == "2026-09-25 … 2026-10-14"
    assert calendar.school_days_between(day("2026-09-25"), day("2026-10-14")) == 9 + 1


def test_a_window_that_would_open_after_the_due_date_opens_on_it():
    found = dues("2026-11-18", calendar=closed_on("2026-11-13"))

    assert said(found[Id.AGENDA]) == "2026-11-12 … 2026-11-12"


def test_a_window_is_not_cut_to_the_day_of_creation():
    assert dues("2026-10-27", "2026-10-12")[Id.PARENT_CONVERSATION].opens_on == day("2026-09-28")


def test_most_rows_have_no_window():
    windows = {row for row, due in dues("2026-10-27").items() if due.opens_on}

    assert windows == {Id.PARENT_CONVERSATION, Id.DRAFT_PREFERENCE, Id.AGENDA}
