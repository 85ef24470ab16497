"""Everything that is open in a caseload, meeting by meeting and page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import Label
from bot.digest.home import HomeTab
from bot.digest.plain_answers import DaysAskedFor, is_due_in
from bot.digest.plain_words import Query
from bot.meetings.meetings import MeetingId
from bot.records.caseloads import Glance, StudentGlance

ROWS_A_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class OpenMeeting:
    """What is open for one meeting of a student; also what there is to do before one is set."""

    seen: StudentGlance
    meeting: MeetingId | None
    on: date | None
    rows: Sequence[Obligation]
    unmarked: bool = False
    """Whether its day has passed and nobody has said if it was held; until then its rows rest."""


@dataclass(frozen=True, kw_only=True)
class OpenPage:
    """One page of all that is open for a person."""

    work: HomeTab
    asked: Query
    """Whether all that is open was asked for, or what is due on certain days."""
    meetings: Sequence[OpenMeeting]
    page: int
    pages: int
    first: int
    """How manieth of all the caseload's open things the first on this page is."""
    count: int


def page_of(
    work: HomeTab, page: int, asked: Query = Query.DUE, days: DaysAskedFor | None = None
) -> OpenPage:
    """Return a page, or the last where there are not so many; of these `days` alone, if any."""
    things = [thing for one in by_meeting(work.glance) for thing in _things(one, days)]
    if days is not None:
        theirs = tuple(one for one in work.waiting if one.by in days)
        work = replace(work, waiting=theirs, goals=None, progress=None, schools=())
    pages = max(1, -(-len(things) // ROWS_A_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = things[page * ROWS_A_PAGE : (page + 1) * ROWS_A_PAGE]
    return OpenPage(
        work=work,
        asked=asked,
        meetings=[*_together(shown)],
        page=page,
        pages=pages,
        first=page * ROWS_A_PAGE + 1,
        count=len(things),
    )


def by_meeting(glance: Glance) -> list[OpenMeeting]:
    """Return what is open: what the law has a date for first, then by the date of the meeting."""
    found = [one for seen in glance.students for one in _of_student(seen, glance.today)]
    return sorted(found, key=_order)


def _of_student(seen: StudentGlance, today: date) -> Iterator[OpenMeeting]:
    asked_about = seen.meeting if seen.meeting and seen.meeting.unmarked(today=today) else None
    meetings: dict[MeetingId | None, date | None] = {None: None}
    meetings |= {row.meeting: row.meeting_on for row in seen.open if row.meeting is not None}
    if asked_about is not None:
        meetings[asked_about.id] = asked_about.on
    for meeting, on in meetings.items():
        rows = tuple(row for row in seen.open if row.meeting == meeting)
        unmarked = asked_about is not None and asked_about.id == meeting
        if rows or unmarked:
            yield OpenMeeting(seen=seen, meeting=meeting, on=on, rows=rows, unmarked=unmarked)


def _things(
    one: OpenMeeting, days: DaysAskedFor | None
) -> list[tuple[OpenMeeting, Obligation | None]]:
    """Return the rows with their meeting; a meeting to be asked about is a thing without one."""
    if days is not None:
        return [(one, row) for row in one.rows if is_due_in(row, days)]
    return [(one, row) for row in one.rows] or [(one, None)]


def _order(one: OpenMeeting) -> tuple[bool, date, tuple[str, str]]:
    law = any(row.why.label is Label.LAW for row in one.rows)
    first = min((row.due_on for row in one.rows if row.due_on), default=date.max)
    return (not law, one.on or first, one.seen.student.by_last_name)


def _together(
    things: Sequence[tuple[OpenMeeting, Obligation | None]],
) -> Iterator[OpenMeeting]:
    """Put what stands on one page under its meetings again."""
    for one, found in groupby(things, key=lambda thing: thing[0]):
        yield replace(one, rows=[row for _, row in found if row is not None])
