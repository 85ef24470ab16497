"""The people of a workspace: roles, teams, and the aliases of students."""

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from typing import Any, NewType
from zoneinfo import ZoneInfo, available_timezones

PersonId = NewType("PersonId", int)
SlackUserId = NewType("SlackUserId", str)

DIGEST_AT = time(6, 45)
"""When a person's digest comes, in their own zone, unless they set another time."""

ALIAS_CHARACTERS = "23456789CDFGHJKMNPQRTVWX"
"""No pair such as 0/O, 1/I, 5/S or 8/B that a tired reader mixes up on a phone, and no vowel: a
child is not to go through the year under a word that chance has spelled."""

ZONES = frozenset(available_timezones())

_DRAWS_OF_ONE_LENGTH = 50
"""After so many aliases that were all taken, the next ones get a character more."""

EMAIL = re.compile(r"[^@\s<>;,]+@[^@\s<>;,]+\.[^@\s<>;,]+")
_SLACK_ID = re.compile(r"[UW][A-Z0-9]{4,}")
_NAME_AND_MAIL = re.compile(rf"(?P<name>[^<>@]+?)\s*<(?P<email>{EMAIL.pattern})>")


def is_mail_address(text: str) -> bool:
    return EMAIL.fullmatch(text) is not None


class Role(StrEnum):
    """What a person is in the whole workspace."""

    CASE_MANAGER = "case_manager"
    OFFICE = "office"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class Level(StrEnum):
    """How high above the case manager a supervisor stands, for a school."""

    PROGRAM_SPECIALIST = "program_specialist"
    DIRECTOR = "director"
    ASSISTANT_SUPERINTENDENT = "assistant_superintendent"

    @property
    def called(self) -> str:
        return {
            Level.PROGRAM_SPECIALIST: "Program specialist",
            Level.DIRECTOR: "Director of special education",
            Level.ASSISTANT_SUPERINTENDENT: "Assistant superintendent",
        }[self]


class TeamRole(StrEnum):
    """What a person is to one student."""

    TEACHER = "teacher"
    PROVIDER = "provider"
    STAFF_PROVIDER = "staff-provider"
    PSYCHOLOGIST = "psychologist"
    DESIGNEE = "designee"
    INTERPRETER = "interpreter"
    SUBSTITUTE = "substitute"

    @property
    def called(self) -> str:
        """Return how the facilitator calls on them; the service is said elsewhere."""
        return {
            TeamRole.TEACHER: "General-education teacher",
            TeamRole.PROVIDER: "Service provider",
            TeamRole.STAFF_PROVIDER: "Service provider",
            TeamRole.PSYCHOLOGIST: "School psychologist",
            TeamRole.DESIGNEE: "Administrative designee",
            TeamRole.INTERPRETER: "Interpreter",
            TeamRole.SUBSTITUTE: "Substitute case manager",
        }[self]


def known_zone(named: object, *, otherwise: str) -> str:
    """Return the zone that Slack names, or `otherwise` where this machine knows none such.

    With one that nobody knows, a person's morning could not be told, and nobody's would be.
    """
    return named if isinstance(named, str) and named in ZONES else otherwise


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody on record in the workspace, inside Slack or outside."""

    id: PersonId
    slack_id: SlackUserId | None
    """None until a connection matches their e-mail, and for people outside Slack."""
    name: str
    email: str | None
    timezone: str
    roles: frozenset[Role] = frozenset()
    schools: frozenset[str] = frozenset()
    """The schools a supervisor or office member answers for; empty means all."""
    channel: str | None = None
    """The private channel in which a case manager's checklist threads stand."""
    digest_at: time = DIGEST_AT
    active: bool = True
    guest: bool = False
    """Whether Slack has them as a guest or a stranger: only a contracted provider is let in."""
    paused_until: date | None = None
    """Their first day back from a leave: before it no digest comes. None where they are here."""
    level: Level | None = None
    """Only of a supervisor, and only where an admin said so."""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def is_paused(self, today: date) -> bool:
        """Tell whether they are on leave on `today`, their date; on the day named they are back."""
        return self.paused_until is not None and today < self.paused_until

    @property
    def on_staff(self) -> bool:
        """Tell whether they can lead: a full member of the workspace who has not left."""
        return self.active and not self.guest

    @property
    def leads(self) -> bool:
        """Tell whether they may have a caseload at this moment."""
        return self.on_staff and Role.CASE_MANAGER in self.roles


def is_guest(user: Mapping[str, Any], *, here: str) -> bool:
    """Tell whether Slack's record of a user is a guest's, or somebody's of another workspace.

    `here` is our workspace's id in Slack. Of other workspaces Slack flags as strangers only those
    who share no channel with us: whoever shares one is told by their own workspace alone.
    """
    flags = ("is_restricted", "is_ultra_restricted", "is_stranger")
    workspaces = {user.get("team_id"), *(user.get("enterprise_user") or {}).get("teams", ())}
    return here not in workspaces or any(user.get(flag) for flag in flags)


def as_slack_tells(person: Person, user: Mapping[str, Any], *, here: str) -> Person:
    """Change a person to what Slack's record says: who, where, and whether they belong."""
    return replace(
        person,
        slack_id=SlackUserId(user["id"]),
        name=person.name or user.get("real_name") or user.get("name", ""),
        timezone=known_zone(user.get("tz"), otherwise=person.timezone),
        active=not user.get("deleted", False),
        guest=is_guest(user, here=here),
    )


@dataclass(frozen=True, kw_only=True)
class PersonReference:
    """How a file names somebody: by Slack id, by e-mail, or as `Name <mail>` outside Slack."""

    slack_id: SlackUserId | None = None
    email: str | None = None
    name: str | None = None

    @property
    def outside_slack(self) -> bool:
        return self.name is not None


@dataclass(frozen=True, kw_only=True)
class TeamMember:
    """Somebody attached to one student, with a role."""

    person: PersonId
    role: TeamRole
    service: str | None = None
    """Only for providers. A service can reveal a disability: it stays out of messages."""
    name: str = ""
    slack_id: SlackUserId | None = None
    """None for who is outside Slack, and for who has left it."""
    left: bool = False
    """Whether they left the workspace. What they owe is owed still."""
    from_on: date | None = None
    until_on: date | None = None

    def serves_on(self, day: date) -> bool:
        """Tell whether the membership covers `day`; without dates it always does."""
        return (self.from_on or day) <= day <= (self.until_on or day)

    def stands_in_on(self, day: date) -> bool:
        """Tell whether they lead in the case manager's place on `day`."""
        return self.role is TeamRole.SUBSTITUTE and self.serves_on(day)


def person_reference(text: str) -> PersonReference:
    """Read how a file names somebody; raise ValueError with a sentence where it cannot be read."""
    text = text.strip()
    if match := _NAME_AND_MAIL.fullmatch(text):
        return PersonReference(name=match["name"].strip(), email=match["email"].lower())
    if EMAIL.fullmatch(text):
        return PersonReference(email=text.lower())
    if _SLACK_ID.fullmatch(text):
        return PersonReference(slack_id=SlackUserId(text))
    raise ValueError("a person is an e-mail, a Slack user id, or Name <e-mail>")


@dataclass(frozen=True, kw_only=True)
class TeamEntry:
    """One `role:person` of a team as a file gives it."""

    role: TeamRole
    service: str | None
    person: PersonReference


def team_entries(text: str) -> list[TeamEntry]:
    """Read `role:person` joined by `;`; raise ValueError with a sentence for the first bad one."""
    return [_team_entry(part) for part in text.split(";") if part.strip()]


def _team_entry(text: str) -> TeamEntry:
    role_text, colon, person_text = text.strip().partition(":")
    role_name, _, service = role_text.strip().lower().partition("/")
    try:
        role = TeamRole(role_name)
    except ValueError:
        raise ValueError(f"'{role_name}' is not a role on a team") from None
    if not colon:
        raise ValueError("a team member is written role:person")
    if role is TeamRole.SUBSTITUTE:
        raise ValueError(
            "a substitute stands in between two dates, which a file does not give; please name "
            "them in Slack, on the student's team"
        )
    needs_service = role in (TeamRole.PROVIDER, TeamRole.STAFF_PROVIDER)
    if needs_service and not service.strip():
        raise ValueError(f"a {role} needs a service, as in {role}/speech")
    return TeamEntry(
        role=role, service=service.strip() or None, person=person_reference(person_text)
    )


def new_alias(
    first_name: str,
    last_name: str,
    *,
    taken: Container[str],
    draw: Callable[[str], str],
    initials: bool = True,
) -> str:
    """Make the name by which a student goes in messages: initials and three random characters.

    `taken` holds every alias ever given in the workspace, since none is reused. `draw` picks one
    of the characters it is handed, at random. A district can choose the characters alone. Where
    nearly all aliases of that length are taken, it is longer.
    """
    prefix = f"{_initial(first_name)}{_initial(last_name)}-" if initials else ""
    tried = 0
    while True:
        length = (3 if initials else 5) + tried // _DRAWS_OF_ONE_LENGTH
        alias = prefix + "".join(draw(ALIAS_CHARACTERS) for _ in range(length))
        if alias not in taken:
            return alias
        tried += 1


def _initial(name: str) -> str:
    letters = [letter for letter in name if letter.isalpha()]
    # Some letters have a capital of two, as the German sharp s.
    return letters[0].upper()[0] if letters else "X"
