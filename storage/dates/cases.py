"""Everything the rules need of many students, in a fixed number of queries."""

from collections import defaultdict

from bot.dates.cases import Case
from bot.dates.obligation_rows import Standing, Subject
from bot.dates.obligation_rules import ObligationId
from bot.people.people import TeamMember
from bot.students import StudentId
from storage import tables as rows
from storage.conversations.booked_calls import CALLS, agreed
from storage.dates.standing_values import STANDINGS
from storage.meetings.meetings import MEETINGS, in_order
from storage.meetings.parent_requests import PARENT_REQUESTS
from storage.people.people import in_order as team_in_order
from storage.people.people import member_from, team_rows
from storage.records.students import STUDENTS, present
from storage.requests.requests import REQUESTS
from storage.scopes.reach import Reach


def cases(reach: Reach, *, only: StudentId | None = None) -> list[Case]:
    """Return the cases of all students within reach who have not left: seven queries, however many.

    `only` asks for one student, who may have left.
    """
    here = present(reach.today) if only is None else STUDENTS.c.id == only
    connection = reach.connection
    team: defaultdict[int, list[TeamMember]] = defaultdict(list)
    for row in team_in_order(connection.execute(team_rows(reach, here))):
        team[row.student_id].append(member_from(row, reach))
    standings: defaultdict[int, dict[tuple[Subject, ObligationId], Standing]] = defaultdict(dict)
    about = reach.about_students(rows.standings, here)
    for row in connection.execute(STANDINGS.select(reach).where(about)):
        key = (Subject(row.subject), ObligationId(row.obligation))
        standings[row.student_id][key] = STANDINGS.read(row, reach.words)
    meetings = MEETINGS.by_student(reach, here)
    requests = REQUESTS.by_student(reach, here)
    calls = CALLS.by_student(reach, here, agreed(reach))
    asked_for = PARENT_REQUESTS.by_student(reach, here)
    students = connection.execute(
        STUDENTS.select(reach).where(reach.within, here).order_by(STUDENTS.c.id)
    )
    return [
        Case(
            student=STUDENTS.read(row, reach.words),
            team=tuple(team[row.id]),
            meetings=tuple(in_order(meetings[row.id])),
            standings=standings[row.id],
            requests=tuple(requests[row.id]),
            calls=tuple(calls[row.id]),
            parent_requests=tuple(asked_for[row.id]),
        )
        for row in students
    ]
