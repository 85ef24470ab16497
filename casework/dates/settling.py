"""What people say of open work, wherever it stands: done, put off, not needed, open again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from bot.dates.obligation_rows import Obligation, Standing, StandingChange, State
from bot.digest.covering import covering_on
from bot.digest.digest_lines import Entry, Key
from bot.digest.digest_rows import Morning
from bot.district.summary_matters import supervised_by
from bot.errors import StaleError
from bot.forms.answers import Answers
from bot.forms.dates.settling import Picked, What, picked_from
from bot.meetings.meeting_values import Values
from bot.meetings.meetings import MeetingId
from bot.meetings.shown_meetings import has_moved
from bot.people.people import PersonId
from bot.permissions import Act
from bot.settings.district_links import NO_LINKS, DistrictLinks
from casework.meetings.meeting_values import values_for_rows
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class RowSeen:
    """One row as its screen shows it."""

    entry: Entry
    morning: Morning
    history: list[StandingChange]
    """The latest first."""
    names: dict[PersonId, str]
    """Of those who changed it."""
    values: Values = field(default_factory=dict)
    """What is typed elsewhere for such a row."""
    links: DistrictLinks = NO_LINKS


def morning_of_caseload(scope: Scope, on: date) -> Morning:
    """Return the caller's caseload as a digest of that day sees it."""
    cases = scope.cases()
    leading = {case.student.case_manager for case in cases} - {scope.person.id}
    names = {person: scope.people.get(person).name for person in leading}
    return Morning(
        on=on,
        calendar=scope.calendar,
        rules=scope.rules,
        cases=tuple(cases),
        covering=covering_on(on, cases, scope.person.id, names),
        zone=scope.person.zone,
        supervised=supervised_by(scope.people.supervisors()),
        back_on=scope.person.paused_until,
    )


def their_today(scope: Scope) -> date:
    return scope.now.astimezone(scope.person.zone).date()


def look_at_row(scope: Scope, key: Key) -> RowSeen:
    """Return a row with its history, once the look is logged; raise StaleError if it is gone."""
    morning = morning_of_caseload(scope, their_today(scope))
    entry = _entry(morning, key)
    scope.require(Act.TICK_OBLIGATION, entry.row.student)
    scope.audit.log(
        f"looked at {entry.row.id}", student=entry.row.student, meeting=entry.row.meeting
    )
    return replace(
        with_history(scope, entry, morning),
        values=values_for_rows(scope, [entry], morning),
        links=scope.workspace.links,
    )


def with_history(scope: Scope, entry: Entry, morning: Morning) -> RowSeen:
    history = scope.obligations.history(*entry.key)
    names = {change.by: scope.people.get(change.by).name for change in history if change.by}
    return RowSeen(entry=entry, morning=morning, history=history, names=names)


def settle_row(scope: Scope, key: Key, answers: Answers, shown: Mapping[MeetingId, str]) -> None:
    """Record what was said of one row; raise FormError, or StaleError where it was settled.

    Where its meeting is not when it was `shown` to be, nothing is recorded either.
    """
    morning = morning_of_caseload(scope, their_today(scope))
    entry = _entry(morning, key)
    meeting = morning.meeting_of(entry)
    if meeting and has_moved(meeting, shown):
        raise StaleError(
            "The meeting has moved since this was opened, so nothing was changed now. Please "
            "close this and open it again to see how it stands."
        )
    picked = picked_from(answers, [entry], morning)
    if not picked.entries:
        raise StaleError(
            "Somebody settled this meanwhile, so nothing was changed now. Please "
            "close this and open it again to see how it stands."
        )
    record_picked(scope, picked)


def record_picked(scope: Scope, picked: Picked) -> None:
    for entry in picked.entries:
        _record_one(scope, entry, picked)


def record(
    scope: Scope, entry: Entry, state: State, *, reason: str, until: date | None = None
) -> None:
    """Record a row; what is put off keeps everything else that was said of it."""
    row = entry.row
    standing = Standing(
        state=state,
        reason=reason,
        revise=row.revise and not state.settled,
        snoozed_until=until,
        stays_due_on=row.standing.stays_due_on,
    )
    _keep(scope, row, standing)


def _keep(scope: Scope, row: Obligation, standing: Standing) -> None:
    scope.obligations.keep(row.subject, row.id, standing, student=row.student, meeting=row.meeting)


def _entry(morning: Morning, key: Key) -> Entry:
    entry = morning.entries.get(key)
    if entry is None:
        raise StaleError(
            "This is not on your list any more: the student or the meeting has changed. "
            "Nothing was changed; `/iep` shows what is due."
        )
    return entry


def _record_one(scope: Scope, entry: Entry, picked: Picked) -> None:
    match picked.what:
        case What.DONE:
            record(scope, entry, State.DONE, reason=picked.reason)
        case What.NOT_NEEDED:
            record(scope, entry, State.NOT_NEEDED, reason=picked.reason)
        case What.TOMORROW | What.MONDAY | What.DATE:
            record(scope, entry, entry.row.state, reason=picked.reason, until=picked.until)
        case What.OPEN_AGAIN:
            open_again(scope, entry.row, reason=picked.reason)
        case _:
            assert_never(picked.what)


def open_again(scope: Scope, row: Obligation, *, reason: str = "") -> None:
    """Bring back what stood before; where that was settled or put off as well, it is open."""
    before = scope.obligations.undo(row.subject, row.id)
    if before.state.settled or before.snoozed_until:
        open_ = replace(before, state=State.OPEN, reason=reason, snoozed_until=None)
        _keep(scope, row, replace(open_, by=None, at=None))
