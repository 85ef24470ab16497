"""What people look at in their home tab, opened by them or drawn anew."""

from datetime import datetime

from bot.digest.home import HomeTab
from bot.digest.owed import Waiting
from bot.district.district import School, schools_of
from bot.people.people import Person, Role
from bot.records.caseloads import glance
from casework.district.district import morning_of_district
from casework.office.office_cards import places_of_office
from casework.office.office_lists import invitations_at_home
from storage import Scope, Storage


def home_tab(
    caseload: Scope, storage: Storage, waiting: tuple[Waiting, ...], *, anew: bool = False
) -> HomeTab:
    """Return all the work of whoever looks; that it is shown, the caller logs.

    What others wait for was read before: a look that waits for another, with its own transaction
    open, would hold two of the database's connections. With `anew` it is drawn again while they may
    be looking at it.
    """
    roles = caseload.person.roles
    return HomeTab(
        glance=glance(caseload.cases(), caseload.calendar, caseload.rules, today=caseload.today),
        rules=caseload.rules,
        names=caseload.workspace.names_at_home,
        confirmed=caseload.calendar.confirmed,
        roles=roles,
        waiting=waiting,
        progress=caseload.settings.progress() if Role.ADMIN in roles else None,
        schools=_schools(storage, caseload.person, now=caseload.now),
        goals=caseload.goals_pressing(),
        notes=bool(places_of_office(caseload)),
        invitations=invitations_at_home(caseload, storage, anew=anew),
    )


def _schools(storage: Storage, person: Person, *, now: datetime) -> tuple[School, ...]:
    """Return a supervisor's schools, read in a look of its own; nothing for everybody else."""
    if Role.SUPERVISOR not in person.roles or person.slack_id is None:
        return ()
    with storage.district_of(person.slack_id, now=now) as district:
        return schools_of(morning_of_district(district))
