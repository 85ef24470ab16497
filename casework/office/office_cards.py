"""Where the office is told, and what stands on its card of a month."""

from collections.abc import Sequence

from bot.meetings.meetings import Meeting
from bot.office.office_cards import OfficeList, OfficePlace, listed, month_in
from bot.office.office_notes import Noted
from storage import Scope


def places_of_office(scope: Scope) -> tuple[OfficePlace, ...]:
    """Return where the office is told: in its channel, else each of its people in Slack."""
    workspace = scope.workspace
    if channel := workspace.office_channel:
        return (OfficePlace(addressee=channel, zone=workspace.zone, digest_at=workspace.digest_at),)
    return tuple(
        OfficePlace(
            addressee=person.slack_id, zone=person.zone, digest_at=person.digest_at, person=person
        )
        for person in scope.people.office()
        if person.slack_id and person.on_staff
    )


def places_for(scope: Scope, meeting: Meeting) -> tuple[OfficePlace, ...]:
    """Return those that answer for the school of the meeting's student."""
    student = scope.students.get(meeting.student)
    return tuple(place for place in places_of_office(scope) if place.invites_for(student))


def list_at(scope: Scope, subject: str, place: OfficePlace) -> OfficeList:
    """Return what a place is to hear of the meetings of a month."""
    here = (one for one in _of_month(scope, subject) if place.invites_for(one.student))
    return listed(here, today=scope.today, year=scope.school_year)


def waiting_in(scope: Scope, subject: str) -> Sequence[Noted]:
    """Return what the office still has to send for the meetings of a month that are to come."""
    return listed(_of_month(scope, subject), today=scope.today, year=scope.school_year).to_send


def untold_in(scope: Scope, subject: str) -> list[Noted]:
    """Return what the office has to hear of anew, where its card of a month stands nowhere."""
    return [one for one in _of_month(scope, subject) if one.state.wants_another]


def _of_month(scope: Scope, subject: str) -> list[Noted]:
    month = month_in(subject)
    return scope.office_notes.between(*month) if month else []
