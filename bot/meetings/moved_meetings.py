"""What becomes of a meeting's obligations when it is moved or cancelled."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from bot.calendar import SchoolCalendar
from bot.conversations.conversations import STAYS_FRESH
from bot.dates.due_dates import rule_date, run_up
from bot.dates.obligation_rows import Obligation, Standing, State
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Kind, Meeting, MeetingState, Mode, moved

REOPENED_BY_A_MOVE = frozenset(
    {
        ObligationId.MASTER_CALENDAR,
        ObligationId.MEETING_NOTICE,
        ObligationId.INVITATION_FORM,
        ObligationId.OFFICE_INFORMED,
        ObligationId.AGENDA,
    }
)
"""What names the date to somebody; forms and the conversation stay as they are."""


@dataclass(frozen=True, kw_only=True)
class MeetingChange:
    """A meeting as a file or a person would have it; `before` is None where it is a new one."""

    before: Meeting | None
    on: date
    at: time | None
    kind: Kind
    mode: Mode
    state: MeetingState = MeetingState.PLANNED

    @property
    def moves(self) -> bool:
        return self.before is not None and self.before.on != self.on

    @property
    def names_another_time(self) -> bool:
        """Tell whether the day or the hour of which people were told is now wrong."""
        before = self.before
        return before is not None and (
            before.on != self.on or (before.at is not None and before.at != self.at)
        )

    def applied(self, meeting: Meeting, *, today: date, calendar: SchoolCalendar) -> Meeting:
        """Return the meeting as changed; what its new date asks for arises today."""
        changed = replace(meeting, kind=self.kind, mode=self.mode)
        if self.on < today:
            # A day that has passed asks for nothing, and what is due after it counts as before.
            return replace(changed, on=self.on, at=self.at)
        return moved(changed, to=self.on, at=self.at, today=today, calendar=calendar)


def reopened_by_moving(rows: Iterable[Obligation]) -> frozenset[ObligationId]:
    """Find the rows that open again as *revise*: those done with the old date.

    The office has read the old date as soon as it has the note, ticked or not.
    """
    return frozenset(
        row.id
        for row in rows
        if row.id in REOPENED_BY_A_MOVE and (row.state.accomplished or row.lies_with_the_office)
    )


def overdue_in_spite_of_moving(
    rows: Iterable[Obligation],
    meeting: Meeting,
    *,
    to: date,
    today: date,
    calendar: SchoolCalendar,
) -> dict[ObligationId, date]:
    """Find the rows that are overdue and stay so on the new date, with their due dates.

    They are recorded in `Standing.stays_due_on`. A row whose own rule names a later day for the
    new date is excused, and has to have that recording taken away.
    """
    before = run_up(meeting.on, meeting.arose_on, calendar)
    after = run_up(to, meeting.arose_on, calendar)
    return {
        row.id: row.due_on
        for row in rows
        if not row.settled and row.due_on is not None and row.due_on < today
        if rule_date(row.why.rule, after) <= rule_date(row.why.rule, before)
    }


def closed_by_cancelling(rows: Iterable[Obligation]) -> frozenset[ObligationId]:
    """Find the rows of the meeting that cancelling closes: those still open."""
    return frozenset(row.id for row in rows if not row.settled)


def standings_after(
    change: MeetingChange,
    rows: Iterable[Obligation],
    *,
    today: date,
    calendar: SchoolCalendar,
    conversation_on: date | None = None,
) -> dict[ObligationId, Standing]:
    """Decide what is to be recorded anew about the rows of the meeting that changes.

    What was done with the old day or hour is to be revised, and a move does not excuse what was
    overdue already. Forms stay, and so does the conversation held on `conversation_on`, unless it
    is too old by now for a meeting on another day.
    """
    assert change.before is not None, "a new meeting has nothing recorded yet"
    rows = list(rows)
    revised = reopened_by_moving(rows)
    overdue = overdue_in_spite_of_moving(
        rows, change.before, to=change.on, today=today, calendar=calendar
    )
    after: dict[ObligationId, Standing] = {}
    for row in rows:
        standing = row.standing
        if change.moves and _is_stale(row, conversation_on, today=today):
            standing = Standing(state=State.OPEN, revise=True, reason="the conversation is old")
        elif change.names_another_time:
            standing = standing_anew(row, revised, overdue, reason="the meeting has changed")
        if standing != row.standing:
            after[row.id] = standing
    return after


def standing_anew(
    row: Obligation,
    revised: Collection[ObligationId],
    overdue: Mapping[ObligationId, date],
    *,
    reason: str,
) -> Standing:
    """Return how a row stands for another day or hour: revised, overdue still, or as it did."""
    stays_due_on = overdue.get(row.id)
    if row.id in revised:
        return Standing(state=State.OPEN, revise=True, reason=reason, stays_due_on=stays_due_on)
    return row.standing if row.settled else replace(row.standing, stays_due_on=stays_due_on)


def _is_stale(row: Obligation, conversation_on: date | None, *, today: date) -> bool:
    """Tell whether the row was settled by a conversation that is to be proposed anew."""
    if row.id is not ObligationId.PARENT_CONVERSATION or not row.state.accomplished:
        return False
    return conversation_on is not None and conversation_on < today - STAYS_FRESH
