"""What people look at in their home tab, opened by them or drawn anew."""

from dataclasses import dataclass
from datetime import datetime

from bot.digest.home import HomeTab
from bot.digest.owed import Waiting
from bot.district.district import School, schools_of
from bot.office.office_cards import OfficeList
from bot.people.people import Role, SlackUserId
from bot.records.caseloads import glance
from casework.digest.owed import waiting_for
from casework.district.district import morning_of_district
from casework.office.office_cards import places_of_office
from casework.office.office_lists import list_of
from casework.people.unreached import unreached_at_home
from storage import Scope, Storage

AT_HOME = "saw in the home tab"


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What is somebody's to do besides the work of their own students."""

    waiting: tuple[Waiting, ...]
    """What others wait for."""
    invitations: OfficeList | None
    """Of somebody of the office."""
    schools: tuple[School, ...]
    """Of a supervisor."""


def look_beside(
    storage: Storage, user: SlackUserId, *, now: datetime, schools: bool = True
) -> Beside:
    """Read it in looks of its own, before the caseload opens.

    A look that waits for another, with its own transaction open, would hold two of the database's
    connections. Counting `schools` reads a whole district.
    """
    person = storage.person_by_slack(user)
    roles = person.roles if person else ()
    invitations = _invitations(storage, user, now=now) if Role.OFFICE in roles else None
    return Beside(
        waiting=waiting_for(storage, user, now=now, invitations=invitations),
        invitations=invitations,
        schools=_schools(storage, user, now=now) if schools and Role.SUPERVISOR in roles else (),
    )


def home_tab(caseload: Scope, beside: Beside, *, reopened: str = "") -> HomeTab:
    """Return all the work of whoever looks; that it is shown, the caller logs.

    `reopened` is the channel of the office of which Slack says that it can be posted in again.
    """
    roles = caseload.person.roles
    return HomeTab(
        glance=glance(caseload.cases(), caseload.calendar, caseload.rules, today=caseload.today),
        rules=caseload.rules,
        names=caseload.workspace.names_at_home,
        confirmed=caseload.calendar.confirmed,
        roles=roles,
        waiting=beside.waiting,
        progress=caseload.settings.progress() if Role.ADMIN in roles else None,
        unreached=unreached_at_home(caseload, reopened=reopened),
        given_up=caseload.unsent.count() if Role.ADMIN in roles else 0,
        schools=beside.schools,
        goals=caseload.goals_pressing(),
        notes=bool(places_of_office(caseload)),
        invitations=beside.invitations,
    )


def kept_text(page: int, reopened: str) -> str:
    """Write down what a look showed that a redraw cannot find out for itself."""
    return f"{page} {reopened}".strip()


def kept_from(text: str) -> tuple[int, str]:
    page, _, reopened = text.partition(" ")
    return int(page), reopened


def _invitations(storage: Storage, user: SlackUserId, *, now: datetime) -> OfficeList:
    with storage.invitations_of(user, now=now, reading=True) as office:
        return list_of(office)


def _schools(storage: Storage, user: SlackUserId, *, now: datetime) -> tuple[School, ...]:
    with storage.district_of(user, now=now) as district:
        return schools_of(morning_of_district(district))
