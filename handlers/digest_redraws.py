"""Which digests are drawn anew when something is recorded: a tick anywhere shows everywhere."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import timedelta

from bot.digest_lines import Entry
from bot.digests import Listing, key_text
from bot.meetings import Meeting
from bot.obligations import meeting_subject
from bot.office_notes import OFFICE_NOTE
from bot.people import Person
from bot.students import StudentId
from handlers.threads import AFTER, redraw
from storage import Posted, Scope

DIGEST = "digest"

CALL = "call"
"""The reminder of a call agreed with parents."""

HOME = "home"
AT_HOME = timedelta(hours=2)
"""A home tab opened no longer ago is drawn anew; a later look draws it in any case."""

DRAWN_ANEW = 5
"""Of each person's digests the last school week is kept true; who scrolls further sees history."""


def redraw_what_shows(scope: Scope, entries: Iterable[Entry]) -> None:
    """Have every message drawn anew that shows one of these rows."""
    keys = {key_text(entry.key) for entry in entries}
    for posted in _recent(scope, {entry.row.student for entry in entries}):
        if posted.kind == HOME or any(key in posted.kept for key in keys):
            scope.messages.want_redraw_of(posted.id)
    for meeting in {entry.row.meeting for entry in entries}:
        if meeting is not None:
            redraw(scope, meeting, AFTER, OFFICE_NOTE)


def redraw_what_tells_of(scope: Scope, meeting: Meeting) -> None:
    """Have every digest drawn anew that lists work for the meeting, or asks if it was held."""
    rows = f'"{meeting_subject(meeting.id)}|'
    for posted in _recent(scope, {meeting.student}):
        if posted.kind == HOME or rows in posted.kept or _asks_about(posted, meeting):
            scope.messages.want_redraw_of(posted.id)


def redraw_what_tells_of_student(scope: Scope, student: StudentId) -> None:
    """Have every digest drawn anew that a change of the student's meetings can show in.

    The newest always: it tells of today's meetings and legal dates, whatever it listed.
    """
    meetings = [f'"{meeting_subject(one.id)}|' for one in scope.meetings.of(student)]
    asked = {one.id for one in scope.meetings.of(student)}
    newest: set[str] = set()
    for posted in _recent(scope, {student}):
        told = any(rows in posted.kept for rows in (f'"student:{student}:', *meetings))
        if (
            posted.kind == HOME
            or told
            or posted.addressee not in newest
            or asked & dict(Listing.from_text(posted.kept).asked).keys()
        ):
            scope.messages.want_redraw_of(posted.id)
        newest.add(posted.addressee)


def redraw_digests_about(scope: Scope, students: Iterable[StudentId]) -> None:
    """Have the last digests drawn anew of whoever has one of these students in theirs."""
    for posted in _recent(scope, frozenset(students)):
        scope.messages.want_redraw_of(posted.id)


def redraw_homes_about(scope: Scope, students: Iterable[StudentId]) -> None:
    """Have the home tab drawn anew of whoever has one of these students on it."""
    for posted in _recent(scope, frozenset(students)):
        if posted.kind == HOME:
            scope.messages.want_redraw_of(posted.id)


def redraw_home_of(scope: Scope, person: Person) -> None:
    """Have somebody's home tab drawn anew, whose role or standing has changed."""
    if person.slack_id is not None and person.active:
        scope.messages.want_redraw(HOME, "", person.slack_id)


def _asks_about(posted: Posted, meeting: Meeting) -> bool:
    return meeting.id in dict(Listing.from_text(posted.kept).asked)


def _recent(scope: Scope, students: AbstractSet[StudentId]) -> Iterator[Posted]:
    """The last digests, and the home tab, of whoever has one of these students in theirs."""
    readers = {scope.person.slack_id}
    for case in scope.cases():
        if case.student.id in students:
            readers |= {member.slack_id for member in case.team if member.stands_in_on(scope.today)}
    case_managers = {scope.students.get(student).case_manager for student in students}
    readers |= {scope.people.get(person).slack_id for person in case_managers}
    for reader in readers - {None}:
        yield from scope.messages.of(DIGEST, "", reader)[:DRAWN_ANEW]
        yield from (
            home
            for home in scope.messages.of(HOME, "", reader)
            if home.posted_at > scope.now - AT_HOME
        )
