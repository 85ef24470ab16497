"""Recording what is said of open work, wherever it is: done, put off, not needed, open again."""

from datetime import date
from typing import assert_never

from bot.dates.obligation_rows import State
from bot.digest.digest_lines import Entry
from bot.digest.digest_rows import Morning
from bot.district.supervision import supervised_by
from bot.ui.dates.settling import Picked, What
from storage import Scope


def morning_of_caseload(scope: Scope, on: date) -> Morning:
    return Morning(
        on=on,
        calendar=scope.calendar,
        rules=scope.rules,
        cases=tuple(scope.cases()),
        zone=scope.person.zone,
        supervised=supervised_by(scope.people.supervisors()),
        back_on=scope.person.paused_until,
    )


def their_today(scope: Scope) -> date:
    """The date where the person is."""
    return scope.now.astimezone(scope.person.zone).date()


def record_picked(scope: Scope, picked: Picked) -> None:
    """Record it of each row."""
    for entry in picked.entries:
        _record_one(scope, entry, picked)


def record(
    scope: Scope, entry: Entry, state: State, *, reason: str, until: date | None = None
) -> None:
    """Record a row; what is put off keeps everything else that was said of it."""
    row = entry.row
    scope.obligations.record(
        row.subject,
        row.id,
        student=row.student,
        meeting=row.meeting,
        state=state,
        reason=reason,
        revise=row.revise and not state.settled,
        snoozed_until=until,
        stays_due_on=row.standing.stays_due_on,
    )


def _record_one(scope: Scope, entry: Entry, picked: Picked) -> None:
    match picked.what:
        case What.DONE:
            record(scope, entry, State.DONE, reason=picked.reason)
        case What.NOT_NEEDED:
            record(scope, entry, State.NOT_NEEDED, reason=picked.reason)
        case What.TOMORROW | What.MONDAY | What.DATE:
            record(scope, entry, entry.row.state, reason=picked.reason, until=picked.until)
        case What.OPEN_AGAIN:
            _open_again(scope, entry, reason=picked.reason)
        case _:
            assert_never(picked.what)


def _open_again(scope: Scope, entry: Entry, *, reason: str) -> None:
    """Bring back what stood before; where that was settled or put off as well, it is open."""
    before = scope.obligations.undo(*entry.key)
    if before.state.settled or before.snoozed_until:
        record(scope, entry, State.OPEN, reason=reason)
