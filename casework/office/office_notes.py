"""The office is told with one tap, and the note can be taken back."""

from collections.abc import Iterable, Sequence

from bot.dates.obligation_rows import Standing, State
from bot.dates.obligation_rules import ObligationId, Place
from bot.digest.digest_lines import Entry
from bot.digest.digests import work_of
from bot.digest.listings import Listing
from bot.errors import CaseworkError, StaleError
from bot.meetings.meetings import Meeting
from bot.messages import MessageKind
from bot.office.office_cards import OfficePlace, month_subject
from bot.office.office_notes import TAKEN_BACK, WITH_THE_OFFICE, OfficeNote
from bot.office.office_told import HAVE_THEM, NOT_REACHABLE, OfficeTold, refused
from bot.requests.nudges import told_from
from casework.dates.settling import morning_of_caseload, their_today
from casework.meetings.meeting_changes import record
from casework.office.office_cards import places_for, places_of_office
from casework.office.office_told import told_of
from storage import Errand, Scope


def tell_office(scope: Scope, meeting: Meeting) -> None:
    """Have a note sent, once; raise an error that says why none can be."""
    told = told_of(scope, meeting)
    if told is None:
        raise StaleError(
            f"This meeting is {meeting.state}, or your district does not tell the office this "
            "way. Nothing was sent."
        )
    if not told.can_be_sent:
        error = StaleError if told.reachable else CaseworkError
        raise error(refused(told))
    _send(scope, told)


def tell_office_of_all(scope: Scope, entries: Iterable[Entry]) -> None:
    """Have a note sent for each row where none stands yet; raise StaleError if that is none."""
    if not places_of_office(scope):
        raise CaseworkError(NOT_REACHABLE)
    meetings = [entry.row.meeting for entry in entries if entry.row.meeting is not None]
    found = [told_of(scope, scope.meetings.get(meeting)) for meeting in meetings]
    to_send = [told for told in found if told is not None and told.can_be_sent]
    if not to_send and any(told and not told.reachable for told in found):
        raise CaseworkError(NOT_REACHABLE)
    if not to_send:
        raise StaleError(HAVE_THEM)
    for told in to_send:
        _send(scope, told)


def listed_for_office(scope: Scope, listing: Listing) -> Sequence[Entry]:
    """Return what a digest listed for the office, and nothing that came up since."""
    work = work_of(listing, morning_of_caseload(scope, listing.on), Place.OFFICE.name)
    return work.to_tell if work else ()


def due_for_office(scope: Scope) -> Sequence[Entry]:
    """Return what the home tab counts for the office."""
    today = morning_of_caseload(scope, their_today(scope))
    found = today.open_in(Place.OFFICE.name)
    return [entry for entry in found if entry.is_left(today.on)]


def take_note_back(scope: Scope, meeting: Meeting) -> None:
    """Strike the note; telling the office is open again, and to be done again if it was before."""
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


def _send(scope: Scope, told: OfficeTold) -> None:
    """Put the meeting on the office's card of its month."""
    meeting = told.meeting
    anew = told.row.revise or (told.failed and told.noted is not None and told.noted.note.anew)
    note = scope.office_notes.add(meeting, anew=anew, wanted_by=told.row.due_on)
    standing = Standing(
        state=State.PLANNED,
        reason=WITH_THE_OFFICE,
        stays_due_on=told.row.standing.stays_due_on,
    )
    record(scope, meeting, ObligationId.OFFICE_INFORMED, standing)
    for place in places_for(scope, meeting):
        _have_posted(scope, note, place)


def _have_posted(scope: Scope, note: OfficeNote, place: OfficePlace) -> None:
    """Have the card posted with the first note of a day; those after it only make it grow.

    A card that waits to be posted will have this note on it. Where what was put last came to
    nothing, or has gone from Slack, this note begins anew.
    """
    kind, subject = MessageKind.OFFICE_CARD, month_subject(note.on)
    later = told_from(place, now=scope.now, hours=scope.workspace.hours)
    day = (later or scope.now).astimezone(place.zone).date().isoformat()
    fate = scope.outbox.fate(kind, subject, place.addressee)
    if fate and fate.waits:
        return
    lost = fate and (fate.dropped or not scope.messages.of(kind, subject, place.addressee))
    scope.outbox.put(
        Errand(
            kind=kind,
            addressee=place.addressee,
            subject=subject,
            step=f"{day} {note.id}" if lost else day,
            not_before=later,
        )
    )
