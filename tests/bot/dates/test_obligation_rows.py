"""One obligation as it stands: open, settled, overdue, at rest, shown."""

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.obligation_rows import State
from bot.dates.obligation_rules import ObligationId as Id
from bot.dates.obligations import obligations_of
from bot.meetings.meetings import held
from tests.bot.a_case import a_case, a_meeting, day, recorded

TODAY = day("2026-09-01")
MEETING = a_meeting("2026-10-27", "2026-08-20")
HELD = held(MEETING, on=day("2026-10-27"))


def rows_of(*meetings, today=TODAY, **fields):
    rows = obligations_of(a_case(*meetings, **fields), WEEKDAYS, today=today)
    return {row.id: row for row in rows}


@pytest.mark.parametrize(
    ("preference", "copy", "shown"),
    [
        pytest.param(State.OPEN, State.OPEN, False, id="not-asked-yet"),
        pytest.param(State.PROVEN, State.OPEN, True, id="they-said-yes"),
        pytest.param(State.DONE, State.OPEN, True, id="somebody-wrote-down-a-yes"),
        pytest.param(State.PROVEN, State.NOT_NEEDED, False, id="they-said-no"),
        pytest.param(State.NOT_NEEDED, State.OPEN, False, id="nobody-will-ask"),
        pytest.param(State.OPEN, State.DONE, True, id="given-without-being-asked-for"),
    ],
)
def test_the_draft_copy_is_shown_only_after_a_yes(preference, copy, shown):
    standings = {
        **recorded(preference, Id.DRAFT_PREFERENCE),
        **recorded(copy, Id.DRAFT_COPY),
    }

    rows = rows_of(MEETING, standings=standings)

    assert rows[Id.DRAFT_COPY].shown is shown
    assert rows[Id.DRAFT_PREFERENCE].shown


@pytest.mark.parametrize(
    ("today", "resting"),
    [("2026-10-26", False), ("2026-10-27", False), ("2026-10-28", True)],
)
def test_the_rows_of_a_meeting_that_nobody_marked_rest_from_the_day_after(today, resting):
    row = rows_of(MEETING, today=day(today))[Id.MEETING_NOTICE]

    assert row.resting is resting
    assert row.overdue(day(today)) is not resting


def test_what_was_left_undone_before_a_meeting_rests_once_it_was_held():
    rows = rows_of(HELD, today=day("2026-10-27"))

    assert rows[Id.AGENDA].resting
    assert not rows[Id.MINUTES_IN_IEP].resting


@pytest.mark.parametrize(
    ("state", "today", "overdue"),
    [
        pytest.param(State.OPEN, "2026-09-10", False, id="due-today"),
        pytest.param(State.OPEN, "2026-09-11", True, id="a-day-over"),
        pytest.param(State.PLANNED, "2026-09-11", True, id="only-planned"),
        pytest.param(State.DONE, "2026-09-11", False, id="done"),
        pytest.param(State.PROVEN, "2026-09-11", False, id="proven"),
        pytest.param(State.NOT_NEEDED, "2026-09-11", False, id="not-needed"),
        pytest.param(State.CLOSED, "2026-09-11", False, id="closed"),
    ],
)
def test_only_what_is_not_settled_can_be_overdue(state, today, overdue):
    standings = recorded(state, Id.MEETING_NOTICE)
    row = rows_of(MEETING, today=day(today), standings=standings)[Id.MEETING_NOTICE]

    assert row.overdue(day(today)) is overdue
    assert row.settled is (state not in (State.OPEN, State.PLANNED))


def test_a_row_without_a_date_is_never_overdue():
    assert not rows_of(HELD)[Id.CONSENT].overdue(day("2027-06-01"))


@pytest.mark.parametrize(
    ("today", "is_open"),
    [("2026-09-27", False), ("2026-09-28", True), ("2026-10-20", True)],
)
def test_a_conversation_can_be_held_from_the_day_its_window_opens(today, is_open):
    rows = rows_of(MEETING)

    assert (rows[Id.PARENT_CONVERSATION].opens_on <= day(today)) is is_open
    assert rows[Id.MEETING_NOTICE].opens_on is None


def test_what_was_recorded_stands_on_the_row():
    standings = recorded(State.OPEN, Id.MEETING_NOTICE, revise=True, revision=4)
    row = rows_of(MEETING, standings=standings)[Id.MEETING_NOTICE]

    assert (row.state, row.revise, row.standing.revision) == (State.OPEN, True, 4)


def test_a_broken_promise_is_said_until_the_row_is_settled():
    late = a_meeting("2026-10-27", "2026-10-24")
    standings = recorded(State.NOT_NEEDED, Id.DRAFT_COPY)

    assert rows_of(late)[Id.DRAFT_COPY].missed_promise
    assert rows_of(late, standings=standings)[Id.DRAFT_COPY].missed_promise is None


def test_a_row_that_was_overdue_when_its_meeting_moved_stays_so_until_it_is_done():
    moved_meeting = a_meeting("2026-10-29", "2026-09-21")
    since = day("2026-09-10")
    overdue = recorded(State.OPEN, Id.MEETING_NOTICE, stays_due_on=since)
    done = recorded(State.DONE, Id.MEETING_NOTICE, stays_due_on=since)

    row = rows_of(moved_meeting, standings=overdue)[Id.MEETING_NOTICE]
    assert (row.due_on, row.expedited) == (since, False)
    assert row.why.text.endswith(
        "Tuesday, September 22, 2026. That is the new date, but this was overdue before the "
        "meeting moved and stays so: Thursday, September 10, 2026."
    )
    assert rows_of(moved_meeting, standings=done)[Id.MEETING_NOTICE].due_on == day("2026-09-22")
    later = recorded(State.OPEN, Id.MEETING_NOTICE, stays_due_on=day("2026-09-22"))
    assert rows_of(moved_meeting, standings=later)[Id.MEETING_NOTICE].expedited


def test_of_a_row_that_nobody_touched_nothing_is_recorded():
    rows = [*rows_of(MEETING).values(), *rows_of(HELD).values(), *rows_of().values()]
    untouched = [row for row in rows if not row.settled]

    assert len(untouched) > 20
    assert not any(row.revise or row.standing.revision for row in untouched)
    assert all(row.shown for row in untouched if row.id is not Id.DRAFT_COPY)
    assert not any(row.resting for row in rows_of().values())
