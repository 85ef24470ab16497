"""A student's team changed by hand: who is on it, until when, and what that does to requests."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.errors import StaleError
from bot.people.people import PersonId, TeamMember, TeamRole
from bot.requests.requests import Request, RequestState

SERVICES = frozenset({TeamRole.PROVIDER, TeamRole.STAFF_PROVIDER})
"""The roles that go with a service."""

OFF_THE_TEAM = "No longer on the team in this role."
"""Why a request was withdrawn that comes back if its respondent does."""

CHANGED_MEANWHILE = (
    "The team has changed since this was shown. Nothing was changed; please open it again."
)


@dataclass(frozen=True, kw_only=True)
class PlaceOnTeam:
    """One membership of a team, by what may stand in a button: no service, no name."""

    at: int
    """Its place in the order in which they were named."""
    person: PersonId
    role: TeamRole

    def __str__(self) -> str:
        return f"{self.at}:{self.person}:{self.role}"


def place_from(text: str) -> PlaceOnTeam:
    """Read a place as it was written."""
    at, person, role = text.split(":")
    return PlaceOnTeam(at=int(at), person=PersonId(int(person)), role=TeamRole(role))


def places(team: Sequence[TeamMember]) -> list[PlaceOnTeam]:
    return [
        PlaceOnTeam(at=at, person=member.person, role=member.role) for at, member in enumerate(team)
    ]


def member_at(team: Sequence[TeamMember], place: PlaceOnTeam) -> TeamMember:
    """Return the membership meant; raise StaleError where somebody else stands there by now."""
    if place not in places(team):
        raise StaleError(CHANGED_MEANWHILE)
    return team[place.at]


def with_member(team: Sequence[TeamMember], member: TeamMember) -> list[TeamMember]:
    """Add somebody to the team; named twice in one role and service, they have the new dates."""
    key = _key(member)
    kept = [member if _key(one) == key else one for one in team]
    return kept if key in map(_key, team) else [*kept, member]


def with_changed(
    team: Sequence[TeamMember], place: PlaceOnTeam, member: TeamMember
) -> list[TeamMember]:
    member_at(team, place)
    return [member if at == place.at else one for at, one in enumerate(team)]


def ended(member: TeamMember, *, today: date) -> TeamMember:
    """End access from this moment on: the last day was yesterday."""
    return replace(member, until_on=today - timedelta(days=1))


def put_back(member: TeamMember) -> TeamMember:
    """Take the end away; raise StaleError for a substitute, who always has one."""
    if member.role is TeamRole.SUBSTITUTE:
        raise StaleError(
            "A substitute stands in between two dates. Please change the dates instead; nothing "
            "was changed now."
        )
    return replace(member, until_on=None)


def has_ended(member: TeamMember, *, today: date) -> bool:
    return member.until_on is not None and member.until_on < today


def requests_after(
    requests: Iterable[Request], team: Sequence[TeamMember], *, today: date
) -> Iterator[Request]:
    """Yield the requests that a changed team withdraws, and those that it brings back."""
    for request in requests:
        owes = any(
            member.person == request.respondent
            and member.role is request.form.asked_of
            and member.serves_on(today)
            for member in team
        )
        if request.state is RequestState.OPEN and not owes:
            yield replace(request, state=RequestState.WITHDRAWN, reason=OFF_THE_TEAM)
        elif request.state is RequestState.WITHDRAWN and request.reason == OFF_THE_TEAM and owes:
            yield replace(request, state=RequestState.OPEN, reason="")


def _key(member: TeamMember) -> tuple[PersonId, TeamRole, str]:
    return (member.person, member.role, (member.service or "").casefold())
