"""The office is told with one tap, and the note can be taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient

from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId, Place
from bot.digest.digest_lines import Entry
from bot.digest.digests import work_of
from bot.errors import CaseworkError, StaleError
from bot.meetings.meetings import Meeting, MeetingId
from bot.messages import MessageKind
from bot.office.office_notes import TAKEN_BACK, WITH_THE_OFFICE
from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.records.caseloads import SOON
from bot.ui.digest import digest_controls, home
from bot.ui.kit.blocks import View
from bot.ui.office import telling_office
from bot.ui.office.telling_office import Told
from bot.ui.records import students as student_modal
from casework.dates.settling import morning_of_caseload, their_today
from casework.digest.digests import listing_at
from casework.meetings.meeting_changes import record
from casework.office.office_told import told_of
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.screens import show_instead
from handlers.kit.surroundings import Surroundings
from handlers.meeting_day.threads import meeting_scope
from handlers.meetings.one_meeting import meeting_screen
from handlers.records.students import student_screen
from storage import Errand, Scope


@dataclass(frozen=True, kw_only=True)
class OfficeNoteHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        for control, work in ((telling_office.TELL, tell), (telling_office.WITHDRAW, take_back)):
            app.action(control)(ack=acknowledge, lazy=[told_of_errors(self._does(work))])
        for all_of_them, rows in (
            (digest_controls.SEND_NOTES, _listed),
            (home.SEND_NOTES, _at_home),
        ):
            app.action(all_of_them)(ack=acknowledge, lazy=[told_of_errors(self._tells_all(rows))])

    def _does(self, work: Callable[[Scope, Meeting], str]) -> Callable[[Body, WebClient], None]:
        """Do it, then show the screen on which it was asked for as it is now."""

        def clicked(body: Body, client: WebClient) -> None:
            meeting_id = MeetingId(int(body["actions"][0]["value"]))
            with meeting_scope(self.surroundings, body, meeting_id, Act.TELL_OFFICE) as scope:
                meeting = scope.meetings.get(meeting_id)
                notice = work(scope, meeting)
                view = _screen(scope, body, meeting, notice)
            self.surroundings.wake()
            show_instead(client, body, view)

        return clicked

    def _tells_all(
        self, rows: Callable[[Scope, Body], Sequence[Entry]]
    ) -> Callable[[Body, WebClient], None]:
        """Send a note for each row that the message or home tab offered, where none stands yet."""

        def clicked(body: Body, client: WebClient) -> None:  # noqa: ARG001 - a lazy's shape
            surroundings = self.surroundings
            user = SlackUserId(person_in(body))
            with surroundings.storage.caseload_of(user, now=surroundings.clock.now()) as scope:
                if not scope.workspace.office_channel:
                    raise CaseworkError(telling_office.NO_CHANNEL)
                meetings = [
                    scope.meetings.get(entry.row.meeting)
                    for entry in rows(scope, body)
                    if entry.row.meeting is not None
                ]
                if not sum(_tells(scope, meeting) for meeting in meetings):
                    raise StaleError(telling_office.HAVE_THEM)
            surroundings.wake()

        return clicked


def _tells(scope: Scope, meeting: Meeting) -> bool:
    """Whether there was anything to tell."""
    told = told_of(scope, meeting)
    if told is None or not told.can_be_sent:
        return False
    _send(scope, told)
    return True


def _listed(scope: Scope, body: Body) -> Sequence[Entry]:
    """What the digest of a click listed for the office, and nothing that came up since."""
    listing = listing_at(scope, body["container"]["channel_id"], body["container"]["message_ts"])
    work = work_of(listing, morning_of_caseload(scope, listing.on), Place.OFFICE.name)
    return work.to_tell if work else ()


def _at_home(scope: Scope, body: Body) -> Sequence[Entry]:  # noqa: ARG001 - as above
    """What the home tab counts for the office."""
    today = morning_of_caseload(scope, their_today(scope))
    soon = scope.calendar.school_days_after(today.on, SOON)
    found = today.open_in(Place.OFFICE.name, until=soon)
    return [entry for entry in found if entry.is_left(today.on)]


def tell(scope: Scope, meeting: Meeting) -> str:
    """Have the note sent, once; return what to say of it."""
    told = told_of(scope, meeting)
    if told is None:
        raise StaleError(
            f"This meeting is {meeting.state}, or your district does not tell the office this "
            "way. Nothing was sent."
        )
    if not told.can_be_sent:
        error = StaleError if told.channel else CaseworkError
        raise error(telling_office.refused(told))
    _send(scope, told)
    return "The note goes into the office's channel. You see here when the office has ticked it."


def _send(scope: Scope, told: Told) -> None:
    meeting = told.meeting
    anew = told.row.revise or (told.failed and told.noted is not None and told.noted.note.anew)
    note = scope.office_notes.add(meeting, anew=anew)
    standing = Standing(
        state=State.PLANNED,
        reason=WITH_THE_OFFICE,
        stays_due_on=told.row.standing.stays_due_on,
    )
    record(scope, meeting, ObligationId.OFFICE_INFORMED, standing)
    scope.outbox.put(
        Errand(
            kind=MessageKind.OFFICE_NOTE,
            addressee=scope.workspace.office_channel,
            subject=meeting_subject(meeting.id),
            step=str(note.id),
        )
    )


def take_back(scope: Scope, meeting: Meeting) -> str:
    """Strike the note; telling the office is open again, and to be done anew if it was before."""
    told = told_of(scope, meeting)
    if told is None or told.noted is None or not told.can_be_taken_back:
        raise StaleError(
            "This note cannot be taken back any more: the office has ticked it, or it is over. "
            "Nothing was changed."
        )
    note = scope.office_notes.withdraw(told.noted.note)
    standing = Standing(
        state=State.OPEN,
        reason=TAKEN_BACK,
        revise=note.anew,
        stays_due_on=told.row.standing.stays_due_on,
    )
    record(scope, meeting, ObligationId.OFFICE_INFORMED, standing)
    return "The note is taken back. Telling the office is open again."


def _screen(scope: Scope, body: Body, meeting: Meeting, notice: str) -> View:
    if body["view"]["callback_id"] == student_modal.OPEN:
        return student_screen(scope, meeting.student, notice=notice)
    return meeting_screen(scope, meeting.id, notice=notice)
