"""The office says what it sent: each word is kept, and none overwrites one not seen."""

from dataclasses import replace
from datetime import date

from bot import date_words
from bot.dates.obligation_rows import State
from bot.errors import StaleError
from bot.meetings.meetings import MeetingId
from bot.office.office_notes import (
    TICK_TAKEN_BACK,
    Invitation,
    Noted,
    NoteId,
    over_words,
    settlement,
)
from bot.requests.requests import is_taken
from bot.students import StudentId
from storage import Scope


def note_to_tick(scope: Scope, meeting_id: MeetingId, note_id: NoteId) -> Noted:
    """Return a note that can be ticked; raise StaleError that says what became of it."""
    noted = scope.office_notes.get(note_id)
    if noted.meeting.id != meeting_id:
        raise StaleError("This note is about another meeting. Nothing was changed.")
    if not noted.state.can_be_ticked:
        raise StaleError(f"{over_words(noted)} Nothing was changed.")
    return noted


def note_of_student(scope: Scope, student: StudentId) -> Noted | None:
    """Return the note about a student's next meeting that can be ticked; None where none stands."""
    ahead = [one for one in scope.meetings.of(student) if is_taken(one, today=scope.today)]
    for meeting in sorted(ahead, key=lambda one: (one.on, one.id)):
        for newest in scope.office_notes.of_meeting(meeting.id)[:1]:
            if newest.state.can_be_ticked:
                return newest
    return None


def tick(scope: Scope, noted: Noted, invitation: Invitation, *, seen: int) -> None:
    """Record what the office says; the same twice is once. `seen` is the last tick it saw."""
    if invitation == noted.invitation:
        return
    if noted.last_tick != seen:
        raise StaleError(_meanwhile(scope, noted))
    scope.office_notes.tick(noted.note, invitation)
    scope.obligations.settle_invitation(noted.meeting, *settlement(invitation))


def receive(scope: Scope, noted: Noted, *, on: date) -> None:
    """Record that the parents have the invitation; the same twice is once."""
    invitation = noted.invitation
    if invitation is None:
        raise StaleError(_meanwhile(scope, noted))
    if invitation.received_on is None:
        tick(scope, noted, replace(invitation, received_on=on), seen=noted.last_tick)


def take_tick_back(scope: Scope, noted: Noted, *, seen: int) -> None:
    """Let the note wait again; raise StaleError where `seen` is not the last tick."""
    if noted.invitation is None or noted.last_tick != seen:
        raise StaleError(_meanwhile(scope, noted))
    scope.office_notes.tick(noted.note, None)
    scope.obligations.settle_invitation(noted.meeting, State.PLANNED, TICK_TAKEN_BACK)


def _meanwhile(scope: Scope, noted: Noted) -> str:
    """Say who was first, and with what; without the language, as a message may carry this."""
    if not noted.ticks:
        return "Nothing is ticked here any more. Nothing was changed."
    who = scope.people.get(noted.ticks[0].by).name
    said = noted.ticks[0].invitation
    if said is None:
        what = "took the tick back"
    else:
        rights = "with" if said.rights else "without"
        day = date_words.in_words(said.sent_on)
        what = f"ticked it: sent on {day}, {rights} the rights notice"
    return (
        f"{who} was here meanwhile and {what}. Nothing of yours was saved; please close this and "
        "open the note again."
    )
