"""An invented school, a few lines of it for each test."""

from dataclasses import dataclass
from datetime import date

from bot.meetings.meetings import Meeting
from bot.people.people import Person, Role, SlackUserId, TeamMember, TeamRole
from bot.students import Description, Student
from bot.workspaces import WorkspaceId
from storage import Database, Storage, make_workspace
from tests.conftest import NOW

ELSEWHERE = WorkspaceId("T0OTHER")


def another_workspace(database: Database) -> Storage:
    """A second district in the same database."""
    make_workspace(database, ELSEWHERE, timezone="UTC", region="none", now=NOW)
    return Storage(database, ELSEWHERE)


PLANTED = "Zephyrine"
"""A name that stands nowhere by chance."""


@dataclass
class School:
    """Puts people, students and meetings on record, with what a test does not care about."""

    storage: Storage
    made: int = 0

    def person(self, slack_id: str, *roles: Role, **fields) -> Person:
        with self.storage.jobs(now=NOW) as scope:
            return scope.people.add(
                slack_id=SlackUserId(slack_id),
                name=fields.pop("name", f"Invented {slack_id}"),
                roles=roles,
                **fields,
            )

    def case_manager(self, slack_id: str = "U0PAT", **fields) -> Person:
        return self.person(slack_id, Role.CASE_MANAGER, **fields)

    def student(self, case_manager: Person, *, alias: str = "", **fields) -> Student:
        self.made += 1
        given = {
            "first_name": PLANTED,
            "last_name": f"Wexford{self.made}",
            "number": f"90{self.made:04}",
        }
        with self.storage.jobs(now=NOW) as scope:
            return scope.students.add(
                Description(**(given | fields)),
                alias=alias or f"ZW-{self.made:03}",
                case_manager=case_manager.id,
            )

    def meeting(self, student: Student, on: date = date(2026, 10, 27), **fields) -> Meeting:
        with self.storage.jobs(now=NOW) as scope:
            return scope.meetings.add(student=student.id, on=on, **fields)

    def on_team(self, student: Student, person: Person, role: TeamRole, **fields) -> None:
        with self.storage.jobs(now=NOW) as scope:
            scope.people.set_team(
                student.id,
                [
                    *scope.people.team_of(student.id),
                    TeamMember(person=person.id, role=role, **fields),
                ],
            )
