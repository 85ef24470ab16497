"""What is typed elsewhere about meetings, for whoever is about to see it."""

from collections.abc import Iterable

from bot.digest.digest_lines import Entry
from bot.digest.digest_rows import Morning
from bot.meetings.meeting_values import (
    MOST_SHOWN,
    MeetingValues,
    Values,
    values_of,
    wants_values,
)
from bot.meetings.meetings import MeetingId
from storage import Scope


def values_for_rows(scope: Scope, entries: Iterable[Entry], morning: Morning) -> Values:
    """Return what the open notices and invitation forms ask for, once each look is logged."""
    asking = filter(wants_values, entries)
    meetings = (one.row.meeting for one in asking if one.row.meeting)
    values = values_of_meetings(scope, meetings, morning)
    log_looks(scope, values.values())
    return values


def log_looks(scope: Scope, values: Iterable[MeetingValues]) -> None:
    """Log that somebody is about to see what is to be entered about these meetings."""
    for one in values:
        scope.audit.log(
            "looked at what to enter about a meeting",
            student=one.student.id,
            meeting=one.meeting.id,
        )


def values_of_meetings(scope: Scope, meetings: Iterable[MeetingId], morning: Morning) -> Values:
    """Return the values of as many meetings as a modal shows; whoever shows them logs the looks."""
    wanted = [one for one in dict.fromkeys(meetings) if one in morning.meetings][:MOST_SHOWN]
    cases = {case.student.id: case for case in morning.cases}
    found = {}
    for number in wanted:
        meeting = morning.meetings[number].meeting
        case = cases[meeting.student]
        found[number] = values_of(
            case,
            meeting,
            parents=scope.parents.of(meeting.student),
            leader=scope.people.get(case.student.case_manager).name,
            year=morning.year,
        )
    return found
