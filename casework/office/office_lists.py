"""What somebody of the office has before them, for all the meetings to come, and ticks at once."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.errors import CaseworkError
from bot.office.office_cards import OfficeList, listed, month_in
from bot.office.office_notes import Invitation, Noted, NoteId
from casework.office.office_ticks import note_to_tick, tick
from storage import Scope

SAW = "saw whom to invite"

GONE_FROM_LIST = (
    "One of these is not on your list any more: its day has passed, or another office invites for "
    "it. Nothing was saved of that one."
)


def list_of(scope: Scope, month: str = "") -> OfficeList:
    """Return what the person of this scope invites for: in the month of a card, or ever."""
    days = month_in(month) or (scope.today, date.max)
    return listed(scope.office_notes.between(*days), today=scope.today, year=scope.school_year)


def languages_of(scope: Scope) -> dict[NoteId, str]:
    """Return the parents' language for each note, those included that are over by now."""
    noted = scope.office_notes.between(scope.today)
    return {one.note.id: one.student.home_language for one in noted}


def tick_all(
    scope: Scope, said: Mapping[NoteId, Invitation], *, seen: Mapping[NoteId, int]
) -> list[str]:
    """Record what the office says of several; return, by alias, what was not saved and why.

    Each is as if it were ticked alone: one that has changed meanwhile keeps none of the others.
    """
    problems = []
    known = {one.note.id: one for one in scope.office_notes.between(scope.today)}
    for note, invitation in said.items():
        if note not in known:
            problems.append(GONE_FROM_LIST)
            continue
        noted = known[note]
        try:
            current = note_to_tick(scope, noted.meeting.id, note)
            tick(scope, current, invitation, seen=seen.get(note, 0))
        except CaseworkError as error:
            problems.append(f"{noted.alias}: {error}")
    return problems


def log_at_home(caseload: Scope, invitations: OfficeList, *, anew: bool) -> None:
    """Log whom somebody of the office is about to see at home, by name or by alias.

    Drawn anew, only those are logged whom they have not seen that day.
    """
    caseload.audit.saw(SAW, (one.student.id for one in invitations.shown_at_home), anew=anew)


def log_seen(scope: Scope, noted: Iterable[Noted]) -> None:
    """Log whose names somebody of the office is about to be shown."""
    for one in noted:
        scope.audit.log(SAW, student=one.student.id, meeting=one.meeting.id)
