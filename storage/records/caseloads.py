"""Every caseload in turn, for the morning's plan: a few case managers at a time."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import exists, false, select

from bot.dates.cases import Case
from bot.errors import SealBrokenError
from bot.people.people import Person
from bot.workspaces import Workspace
from storage import tables as rows
from storage.dates.cases import cases
from storage.engine.database import Database
from storage.engine.seals import Seal
from storage.people.people import PEOPLE
from storage.scopes.reach import Reach
from storage.scopes.words import Words

_people, _students = rows.people.c, rows.students.c

AT_A_TIME = 100
"""Case managers; with their students they fit in memory many times over."""


def every_caseload(
    database: Database, workspace: Workspace, seal: Seal, *, now: datetime
) -> Iterator[tuple[Person, list[Case]]]:
    """Yield each case manager who has students, with their cases.

    Each batch is a look of its own, so that no transaction is open while its cases are weighed,
    and takes the same number of queries however many students there are.
    """
    after = 0
    while True:
        batch, last = _batch(database, workspace, seal, after, now=now)
        yield from batch
        if last == after:
            return
        after = last


def _batch(
    database: Database, workspace: Workspace, seal: Seal, after: int, *, now: datetime
) -> tuple[list[tuple[Person, list[Case]]], int]:
    with database.reading() as connection:
        found = connection.execute(
            select(*(column for column in _people if column.name != "private"))
            .where(
                _people.workspace_id == workspace.id,
                _people.id > after,
                _people.active,
                exists().where(
                    _students.workspace_id == workspace.id,
                    _students.case_manager_id == _people.id,
                ),
            )
            .order_by(_people.id)
            .limit(AT_A_TIME)
        )
        words = Words(connection=connection, workspace_id=workspace.id, seal=seal)
        people = [PEOPLE.read(row, words) for row in found]
        if not people:
            return [], after
        reach = Reach(
            words=words,
            workspace=workspace,
            person=None,
            now=now,
            today=workspace.today(now),
            students=false(),
            whole=True,
            names=False,
        )
        return list(_with_their_cases(reach, people)), people[-1].id


def _with_their_cases(reach: Reach, people: list[Person]) -> Iterator[tuple[Person, list[Case]]]:
    """Yield people with their cases; whose do not open, is left out, and none of the others.

    What does not open was logged where it was opened.
    """
    theirs = _students.case_manager_id.in_([person.id for person in people])
    by_case_manager: defaultdict[int, list[Case]] = defaultdict(list)
    try:
        for case in cases(replace(reach, students=theirs)):
            by_case_manager[case.student.case_manager].append(case)
    except SealBrokenError:
        for person in people if len(people) > 1 else ():
            yield from _with_their_cases(reach, [person])
    else:
        for person in people:
            yield person, by_case_manager[person.id]
