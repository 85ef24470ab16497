"""Who has which role in the workspace, and what hangs on it."""

from sqlalchemy import Text, cast, func, select

from bot.people.people import Person, PersonId, Role
from storage import tables as rows
from storage.people.people import PEOPLE
from storage.scopes.reach import Reach


class Roles:
    """The people of the workspace by what they are in it. No student is opened to say so."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def everybody(self) -> list[Person]:
        """List everybody who has a role in the workspace, in Slack or not yet."""
        return PEOPLE.here(self._reach, cast(PEOPLE.c.roles, Text) != "[]")

    def admins(self) -> list[Person]:
        """List those who can be asked as admins: in the workspace still, and no guests."""
        listed = cast(PEOPLE.c.roles, Text).like(f'%"{Role.ADMIN}"%')
        return PEOPLE.here(self._reach, listed, PEOPLE.c.active, ~PEOPLE.c.guest)

    def leads_how_many(self, person: PersonId) -> int:
        """Count the students who have this person as their case manager; none of them is opened."""
        students = rows.students.c
        count = select(func.count()).where(
            students.workspace_id == self._reach.workspace_id,
            students.case_manager_id == person,
            students.exited_on.is_(None),
        )
        return self._reach.connection.scalar(count) or 0

    def schools(self) -> list[str]:
        """List the schools of the workspace's students, as the caseloads spell them."""
        school = rows.students.c.school_id
        found = self._reach.connection.scalars(
            select(school)
            .where(rows.students.c.workspace_id == self._reach.workspace_id, school.is_not(None))
            .distinct()
        )
        return sorted(map(self._reach.schools.name, found))
