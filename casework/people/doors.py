"""Which doors stand open to somebody, and to which students: asked of the doors themselves."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.errors import NotAllowedError
from bot.meetings.meetings import MeetingId
from bot.people.people import Person, SlackUserId
from bot.permissions import Act
from storage import Scope, Storage

Door = Callable[..., AbstractContextManager[Scope]]


@dataclass(frozen=True, kw_only=True)
class OpenDoor:
    """What somebody sees through one door, and of whom."""

    shows: str
    aliases: tuple[str, ...]


def doors_open_to(storage: Storage, person: Person, *, now: datetime) -> Iterator[OpenDoor]:
    """Yield what opens to somebody in Slack at this moment, and of which students.

    Nothing opens to who has left, or is not in Slack: to them a form goes by a private link.
    """
    if person.slack_id is None:
        return
    for shows, door in _DOORS.items():
        if aliases := _behind(door, storage, person.slack_id, now=now):
            yield OpenDoor(shows=shows, aliases=tuple(sorted(aliases)))
    helped: set[str] = set()
    for meeting in _helped_by(storage, person, now=now):
        door = partial(Storage.meeting_of, meeting=meeting, act=Act.READ_MEETING_NOTES)
        helped |= _behind(door, storage, person.slack_id, now=now)
    if helped:
        yield OpenDoor(shows="one meeting, as a helper", aliases=tuple(sorted(helped)))


def _behind(door: Door, storage: Storage, user: SlackUserId, *, now: datetime) -> set[str]:
    """Return the aliases behind a door; nobody's where it does not open."""
    try:
        with door(storage, user, now=now, reading=True) as scope:
            return {*scope.students.aliases().values()}
    except NotAllowedError:
        return set()


def _helped_by(storage: Storage, person: Person, *, now: datetime) -> list[MeetingId]:
    with storage.jobs(now=now, reading=True) as scope:
        return scope.helpers.meetings_of(person.id)


_DOORS: dict[str, Door] = {
    "everything, as their case manager or substitute": Storage.caseload_of,
    "name, grade, meeting and their own forms, as a member of the team": Storage.team_of,
    "the forms that they were asked for": Storage.requests_to,
    "what they took on after meetings": Storage.handed_to,
    "what an invitation needs, for the office": Storage.invitations_of,
    "obligations and counts by alias, and more for a logged reason": Storage.district_of,
    "who saw and changed what, by alias, as an admin": Storage.logs_for,
}
