"""The record of access to a student's record, for whoever is to be told (34 CFR 300.614)."""

import heapq
from collections.abc import Iterator

from bot.people.people import Person
from bot.records.exports import Named, Names
from bot.records.trails import TrailEntry
from bot.students import StudentId
from casework.records.trails import acts_in_words
from storage import Scope


def log_access_read(scope: Scope, student: StudentId) -> None:
    """Log that the access record is about to be read, which is a look by itself."""
    scope.audit.log("looked at who saw the record", student=student)


def access_record(
    scope: Scope, student: StudentId, names: Names, *, details: bool = True
) -> Iterator[TrailEntry]:
    """Yield every look, change and disclosure, the oldest first; read as it is asked for.

    Without `details`, that something was changed and not what.
    """
    acts = acts_in_words(scope)
    logged = (
        TrailEntry(
            at=entry.at,
            who=str(names.of(entry.by)) if entry.by else "",
            act=acts.get(entry.act, entry.act),
            why=entry.why,
            detail=names.within(entry.detail) if details else "",
        )
        for entry in scope.audit.whole(student)
    )
    disclosed = [
        TrailEntry(at=look.at, who=str(names.of(look.person)), act=look.purpose, disclosed=True)
        for look in reversed(scope.disclosures.of(student))
    ]
    return heapq.merge(logged, disclosed, key=lambda entry: entry.at)


def names_for(scope: Scope, student: StudentId) -> Names:
    """Name everybody on record as they are to the student, else as they are in the workspace."""
    leader = scope.students.get(student).case_manager
    on_team = {one.person: one.role.called for one in scope.people.team_of(student)}
    everybody = scope.people.all()

    def named(one: Person) -> Named:
        role = "Case manager" if one.id == leader else on_team.get(one.id) or _roles_of(one)
        return Named(name=_called(one), role=role.lower())

    return Names(
        people={one.id: named(one) for one in everybody},
        by_slack={str(one.slack_id): _called(one) for one in everybody if one.slack_id},
    )


def _called(one: Person) -> str:
    return one.name or one.email or str(one.slack_id)


def _roles_of(one: Person) -> str:
    return ", ".join(sorted(role.replace("_", " ") for role in one.roles))
