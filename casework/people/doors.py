"""Which doors stand open to somebody, and to which students: asked of the doors themselves."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from bot.errors import NotAllowedError
from bot.people.people import Person
from storage import Scope, Storage


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
        try:
            with door(storage, person.slack_id, now=now, reading=True) as scope:
                aliases = tuple(sorted(scope.students.aliases().values()))
        except NotAllowedError:
            continue
        if aliases:
            yield OpenDoor(shows=shows, aliases=aliases)


_DOORS: dict[str, Callable[..., AbstractContextManager[Scope]]] = {
    "everything, as their case manager or substitute": Storage.caseload_of,
    "name, grade, meeting and their own forms, as a member of the team": Storage.team_of,
    "the forms that they were asked for": Storage.requests_to,
    "what they took on after meetings": Storage.handed_to,
    "what an invitation needs, for the office": Storage.invitations_of,
    "obligations and counts by alias, and more for a logged reason": Storage.district_of,
}
