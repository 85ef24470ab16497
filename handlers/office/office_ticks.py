"""The office opens a note and says what it sent: asked anew on every click who it is."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import date_words
from bot.dates.obligation_rows import State
from bot.errors import FormError, StaleError
from bot.meetings.meetings import Meeting, MeetingId
from bot.office.office_notes import (
    TICK_TAKEN_BACK,
    Invitation,
    NoteId,
    OfficeNote,
    OfficeTick,
    settlement,
)
from bot.permissions import Act
from bot.ui.kit.blocks import View
from bot.ui.office import office_notes as office_note
from bot.ui.office import office_ticks as modal
from bot.ui.office.office_notes import Noted
from casework.dates.settling import their_today
from casework.office.office_told import as_it_stands
from handlers.kit.errors import Body, acknowledge, told_of_errors
from handlers.kit.surroundings import Surroundings
from handlers.meeting_day.threads import meeting_scope
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class Found:
    """A note that somebody of the office has before them, as it is now."""

    note: OfficeNote
    meeting: Meeting
    noted: Noted
    ticks: list[OfficeTick]


@dataclass(frozen=True, kw_only=True)
class OfficeTickHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(office_note.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.action(modal.TAKE_BACK)(ack=acknowledge, lazy=[told_of_errors(self.take_back)])
        app.view(modal.SAVE)(self.save)

    def open(self, body: Body, client: WebClient) -> None:
        meeting_id, note_id = modal.note_in(body["actions"][0])
        with self._scope(body, meeting_id) as scope:
            view = _shown(scope, _found(scope, meeting_id, note_id))
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def save(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep what the office says; the note in the channel shows it."""
        drawn = modal.drawn_in(view)
        try:
            with self._scope(body, drawn.meeting) as scope:
                found = _found(scope, drawn.meeting, drawn.note)
                invitation = modal.read(view, today=their_today(scope))
                _keep(scope, found, invitation, seen=drawn.tick)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack()
            self.surroundings.wake()

    def take_back(self, body: Body, client: WebClient) -> None:
        drawn = modal.drawn_in(body["view"])
        with self._scope(body, drawn.meeting) as scope:
            found = _found(scope, drawn.meeting, drawn.note)
            if found.noted.invitation is None or found.ticks[0].id != drawn.tick:
                raise StaleError(_meanwhile(scope, found.ticks))
            scope.office_notes.tick(found.note, None)
            scope.obligations.settle_invitation(found.meeting, State.PLANNED, TICK_TAKEN_BACK)
            again = _found(scope, drawn.meeting, drawn.note)
            view = _shown(scope, again, notice="Taken back. The note waits again.")
        client.views_update(view_id=body["view"]["id"], view=view)
        self.surroundings.wake()

    def _scope(self, body: Body, meeting: MeetingId) -> AbstractContextManager[Scope]:
        return meeting_scope(self.surroundings, body, meeting, Act.TICK_INVITATION)


def _found(scope: Scope, meeting_id: MeetingId, note_id: NoteId) -> Found:
    """The note, if it can be ticked still; raise StaleError that says what became of it."""
    note = scope.office_notes.get(note_id)
    meeting = scope.meetings.get(meeting_id)
    if note.meeting != meeting.id:
        raise StaleError("This note is about another meeting. Nothing was changed.")
    newest = scope.office_notes.of_meeting(meeting.id)[0].id == note.id
    ticks = scope.office_notes.ticks(note)
    noted = as_it_stands(scope, note, meeting, ticks, newest=newest)
    if not noted.state.can_be_ticked:
        raise StaleError(f"{office_note.over_words(noted)} Nothing was changed.")
    return Found(note=note, meeting=meeting, noted=noted, ticks=ticks)


def _keep(scope: Scope, found: Found, invitation: Invitation, *, seen: int) -> None:
    """Record it. The same twice is once; what somebody else said meanwhile is not overwritten."""
    if invitation == found.noted.invitation:
        return
    if (found.ticks[0].id if found.ticks else 0) != seen:
        raise StaleError(_meanwhile(scope, found.ticks))
    scope.office_notes.tick(found.note, invitation)
    scope.obligations.settle_invitation(found.meeting, *settlement(invitation))


def _meanwhile(scope: Scope, ticks: list[OfficeTick]) -> str:
    """Who was first, and with what; the language is left out, since a message may carry this."""
    if not ticks:
        return "Nothing is ticked here any more. Nothing was changed."
    who = scope.people.get(ticks[0].by).name
    said = ticks[0].invitation
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


def _shown(scope: Scope, found: Found, *, notice: str = "") -> View:
    """The invitation with the student's name; the view is logged before it is shown."""
    meeting = found.meeting
    scope.audit.log("saw whom to invite", student=meeting.student, meeting=meeting.id)
    names = {tick.by: scope.people.get(tick.by).name for tick in found.ticks}
    return modal.render(
        found.noted,
        scope.students.get(meeting.student),
        found.ticks,
        names,
        scope.workspace.links,
        today=their_today(scope),
        notice=notice,
    )
