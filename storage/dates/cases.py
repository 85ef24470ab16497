"""Everything the rules need of many students, in a fixed number of queries."""

from collections import defaultdict

from sqlalchemy import select

from bot.conversations.booked_calls import BookedCall
from bot.dates.cases import Case
from bot.dates.obligation_rows import Standing, Subject
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Meeting
from bot.meetings.parent_requests import ParentRequest
from bot.people.people import TeamMember
from bot.requests.requests import Request
from bot.students import StudentId
from storage import tables as rows
from storage.conversations.booked_calls import call_from, call_rows
from storage.dates.standing_values import standing_from, standing_rows
from storage.meetings.meetings import in_order, meeting_from
from storage.meetings.parent_requests import parent_request_from, parent_request_rows
from storage.people.people import in_order as team_in_order
from storage.people.people import member_from, team_rows
from storage.records.students import present, student_from
from storage.requests.requests import request_from, request_rows
from storage.scopes.reach import Reach


def cases(reach: Reach, *, only: StudentId | None = None) -> list[Case]:
    """Return the cases of all students within reach who have not left: seven queries, however many.

    `only` asks for one student, who may have left.
    """
    connection = reach.connection
    here = present(reach.today) if only is None else rows.students.c.id == only
    team: defaultdict[int, list[TeamMember]] = defaultdict(list)
    for row in team_in_order(connection.execute(team_rows(reach, here))):
        team[row.student_id].append(member_from(row))
    meetings: defaultdict[int, list[Meeting]] = defaultdict(list)
    for row in connection.execute(
        select(rows.meetings).where(reach.about_students(rows.meetings, here))
    ):
        meetings[row.student_id].append(meeting_from(row))
    standings: defaultdict[int, dict[tuple[Subject, ObligationId], Standing]] = defaultdict(dict)
    for row in connection.execute(
        standing_rows(reach).where(reach.about_students(rows.standings, here))
    ):
        key = (Subject(row.subject), ObligationId(row.obligation))
        standings[row.student_id][key] = standing_from(row)
    requests: defaultdict[int, list[Request]] = defaultdict(list)
    for row in connection.execute(
        request_rows(reach)
        .where(reach.about_students(rows.requests, here))
        .order_by(rows.requests.c.id)
    ):
        requests[row.student_id].append(request_from(row))
    calls: defaultdict[int, list[BookedCall]] = defaultdict(list)
    for row in connection.execute(call_rows(reach).where(reach.about_students(rows.calls, here))):
        calls[row.student_id].append(call_from(row))
    asked_for: defaultdict[int, list[ParentRequest]] = defaultdict(list)
    for row in connection.execute(
        parent_request_rows(reach)
        .where(reach.about_students(rows.parent_requests, here))
        .order_by(rows.parent_requests.c.received_on, rows.parent_requests.c.id)
    ):
        asked_for[row.student_id].append(parent_request_from(row))
    students = connection.execute(
        select(*reach.columns_of(rows.students))
        .where(reach.within, here)
        .order_by(rows.students.c.id)
    )
    return [
        Case(
            student=student_from(row),
            team=tuple(team[row.id]),
            meetings=tuple(in_order(meetings[row.id])),
            standings=standings[row.id],
            requests=tuple(requests[row.id]),
            calls=tuple(calls[row.id]),
            parent_requests=tuple(asked_for[row.id]),
        )
        for row in students
    ]
