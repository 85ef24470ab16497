"""What moving or cancelling a meeting does to its obligations."""

from dataclasses import replace

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId as Id
from bot.dates.obligations import before_meeting
from bot.meetings.meetings import moved
from bot.meetings.moved_meetings import (
    closed_by_cancelling,
    overdue_in_spite_of_moving,
    reopened_by_moving,
)
from tests.bot.a_case import a_case, a_meeting, day, recorded

MEETING = a_meeting("2026-10-27", "2026-08-20")


def rows_of(meeting, standings, today):
    return before_meeting(meeting, WEEKDAYS, a_case(standings=standings), today=day(today))


def everything(state):
    return recorded(state, *Id)


@pytest.mark.parametrize("state", [State.DONE, State.PROVEN])
def test_moving_reopens_what_named_the_old_date_and_leaves_forms_and_conversation(state):
    rows = rows_of(MEETING, everything(state), "2026-10-20")

    assert reopened_by_moving(rows) == {
        Id.MASTER_CALENDAR,
        Id.MEETING_NOTICE,
        Id.INVITATION_FORM,
        Id.OFFICE_INFORMED,
        Id.AGENDA,
    }


def test_moving_reopens_the_note_that_the_office_has_read_whether_it_ticked_or_not():
    rows = rows_of(MEETING, everything(State.PLANNED), "2026-10-20")

    assert reopened_by_moving(rows) == {Id.OFFICE_INFORMED}


@pytest.mark.parametrize("state", [State.OPEN, State.NOT_NEEDED, State.CLOSED])
def test_moving_reopens_nothing_that_was_never_done(state):
    assert reopened_by_moving(rows_of(MEETING, everything(state), "2026-10-20")) == frozenset()


def still_overdue(meeting, to, today, standings=None):
    rows = rows_of(meeting, standings or {}, today)
    return overdue_in_spite_of_moving(
        rows, meeting, to=day(to), today=day(today), calendar=WEEKDAYS
    )


@pytest.mark.parametrize(
    ("to", "today", "stays"),
    [
        pytest.param("2026-10-29", "2026-09-11", True, id="within-the-month"),
        pytest.param("2026-10-20", "2026-09-11", True, id="earlier-in-the-month"),
        pytest.param("2026-10-29", "2026-09-10", False, id="on-the-day-it-is-due"),
        pytest.param("2026-11-03", "2026-09-11", False, id="to-a-month-with-a-10th-of-its-own"),
    ],
)
def test_what_was_overdue_stays_so_unless_its_own_rule_names_a_later_day(to, today, stays):
    found = still_overdue(MEETING, to, today)

    assert found.get(Id.MEETING_NOTICE) == (day("2026-09-10") if stays else None)
    assert Id.AGENDA not in found


def test_what_counts_from_the_meeting_is_excused_by_a_later_meeting():
    assert still_overdue(MEETING, "2026-10-28", "2026-10-26").keys() == {
        row.id
        for row in rows_of(MEETING, {}, "2026-10-26")
        if row.due_on == day("2026-09-10") and row.id is not Id.AGREE_DATE
    }
    assert Id.AGENDA in still_overdue(MEETING, "2026-10-27", "2026-10-26")


def test_moving_within_september_does_not_excuse_what_was_due_after_creation():
    september = a_meeting("2026-09-22", "2026-08-20")

    found = still_overdue(september, "2026-09-29", "2026-09-10")

    assert found[Id.MEETING_NOTICE] == day("2026-08-21")


def test_what_is_done_cannot_be_overdue():
    done = recorded(State.DONE, Id.MEETING_NOTICE)

    assert Id.MEETING_NOTICE not in still_overdue(MEETING, "2026-10-29", "2026-09-11", done)


def test_what_stays_overdue_does_so_through_a_second_move():
    found = still_overdue(MEETING, "2026-10-29", "2026-09-11")
    standings = {
        (meeting_subject(MEETING.id), row): Standing(stays_due_on=on) for row, on in found.items()
    }
    once = moved(MEETING, to=day("2026-10-29"), at=None, today=day("2026-09-11"), calendar=WEEKDAYS)

    again = still_overdue(once, "2026-10-30", "2026-09-14", standings)

    assert again == found
    assert still_overdue(once, "2026-11-05", "2026-09-14", standings).keys() == set()


def test_the_rows_of_a_meeting_whose_day_has_passed_can_stay_overdue_too():
    assert Id.MEETING_NOTICE in still_overdue(MEETING, "2026-10-30", "2026-10-28")


def test_cancelling_closes_what_is_open():
    standings = {
        **recorded(State.DONE, Id.MEETING_NOTICE),
        **recorded(State.NOT_NEEDED, Id.DRAFT_COPY),
        **recorded(State.PLANNED, Id.PARENT_CONVERSATION),
    }
    rows = rows_of(replace(MEETING), standings, "2026-09-01")

    closed = closed_by_cancelling(rows)

    assert {Id.PARENT_CONVERSATION, Id.AGENDA} <= closed
    assert not closed & {Id.MEETING_NOTICE, Id.DRAFT_COPY, Id.AGREE_DATE}
