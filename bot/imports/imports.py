"""What an imported row changes: only what the file says otherwise than it did last time."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from bot.calendar import SchoolCalendar
from bot.date_words import in_full
from bot.errors import CaseworkError
from bot.imports.import_rows import CaseloadRow
from bot.meetings.meetings import Kind, Meeting, MeetingState, Mode, check_date
from bot.meetings.moved_meetings import MeetingChange
from bot.people.people import TeamEntry, team_entries
from bot.students import Student

Said = Mapping[str, str]
"""What a file said last about a student, by column; empty for one who is new."""

_COPIED = (
    "first_name",
    "last_name",
    "grade",
    "school",
    "home_language",
    "interpreter",
    "annual_due",
    "triennial_due",
)
_OF_THE_MEETING = frozenset({"meeting_date", "meeting_time", "meeting_kind", "meeting_mode"})


@dataclass(frozen=True, kw_only=True)
class TeamChange:
    """Who came to the team in the file, and who left it; others stay as they are."""

    added: tuple[TeamEntry, ...]
    removed: tuple[TeamEntry, ...]


@dataclass(frozen=True, kw_only=True)
class RowChange:
    columns: frozenset[str]
    """Those in which the file says something new."""
    team: TeamChange | None = None
    meeting: MeetingChange | None = None
    warnings: tuple[str, ...] = ()


def change_of(
    row: CaseloadRow,
    *,
    last: Said,
    student: Student | None,
    meetings: Sequence[Meeting],
    calendar: SchoolCalendar,
    today: date,
) -> RowChange:
    """Decide what a row changes; raise an error with a sentence where the row is a bad one.

    A field changes only where the file differs from what it said last, so that what was edited
    in Slack since then survives. `student` is None for one who is not on record yet.
    """
    if student is None:
        _refuse_without_essentials(row)
    new = frozenset(column for column, value in row.said().items() if last.get(column, "") != value)
    meeting = _meeting_change(row, new, last=last, meetings=meetings, today=today)
    warnings: tuple[str, ...] = ()
    if "meeting_date" in new and row.meeting_date is not None:
        check_date(row.meeting_date, calendar)
        warnings = tuple(_warnings(row, meeting, student, calendar))
    return RowChange(
        columns=new,
        team=_team_change(row, last) if "team" in new else None,
        meeting=meeting,
        warnings=warnings,
    )


def student_with(student: Student, row: CaseloadRow, columns: AbstractSet[str]) -> Student:
    """Return the student with what the row says in `columns`, save who their case manager is."""
    return replace(
        student, **{column: getattr(row, column) for column in _COPIED if column in columns}
    )


def _refuse_without_essentials(row: CaseloadRow) -> None:
    missing = [] if row.first_name or row.last_name else ["first_name and last_name"]
    missing += [] if row.case_manager else ["case_manager"]
    if missing:
        raise CaseworkError(f"A new student needs {' and '.join(missing)}; please fill that in.")


def _team_change(row: CaseloadRow, last: Said) -> TeamChange:
    now, before = row.team or (), team_entries(last.get("team", ""))
    return TeamChange(
        added=tuple(dict.fromkeys(entry for entry in now if entry not in before)),
        removed=tuple(entry for entry in before if entry not in now),
    )


def _meeting_change(
    row: CaseloadRow,
    new: AbstractSet[str],
    *,
    last: Said,
    meetings: Sequence[Meeting],
    today: date,
) -> MeetingChange | None:
    """Decide what the row comes to: a meeting on record, changed or moved, or a new one."""
    if not new & _OF_THE_MEETING:
        return None
    last_on = date.fromisoformat(last["meeting_date"]) if "meeting_date" in last else None
    last_kind = Kind(last.get("meeting_kind", Kind.ANNUAL))
    kind = row.meeting_kind or last_kind
    on = row.meeting_date if "meeting_date" in new else None
    if on is None:
        meant = _planned(meetings, last_kind, preferably_on=last_on)
        return _changed(meant, row, new, on=meant.on, kind=kind) if meant else None
    for meeting in meetings:
        known = meeting.kind is kind and meeting.on == on
        if known and meeting.state is not MeetingState.CANCELLED:
            return _changed(meeting, row, new, on=on, kind=kind) if meeting.waits else None
    meant = _planned(meetings, kind, preferably_on=last_on)
    if meant is not None and (on >= today or meant.on < today or meant.on == last_on):
        return _changed(meant, row, new, on=on, kind=kind)
    return MeetingChange(
        before=None,
        on=on,
        at=row.meeting_time,
        kind=kind,
        mode=row.meeting_mode or Mode.IN_PERSON,
        state=MeetingState.PLANNED if on >= today else MeetingState.HELD,
    )


def _planned(
    meetings: Iterable[Meeting], kind: Kind, *, preferably_on: date | None
) -> Meeting | None:
    """Find the planned meeting of that kind: the one the file named last, else the earliest."""
    planned = [meeting for meeting in meetings if meeting.waits and meeting.kind is kind]
    return min(planned, key=lambda meeting: (meeting.on != preferably_on, meeting.on), default=None)


def _changed(
    meeting: Meeting, row: CaseloadRow, new: AbstractSet[str], *, on: date, kind: Kind
) -> MeetingChange | None:
    at = row.meeting_time if "meeting_time" in new else meeting.at
    mode = row.meeting_mode if "meeting_mode" in new else meeting.mode
    change = MeetingChange(before=meeting, on=on, at=at, kind=kind, mode=mode or meeting.mode)
    same = (meeting.on, meeting.at, meeting.kind, meeting.mode)
    return None if same == (change.on, change.at, change.kind, change.mode) else change


def _warnings(
    row: CaseloadRow,
    meeting: MeetingChange | None,
    student: Student | None,
    calendar: SchoolCalendar,
) -> Iterable[str]:
    if meeting is None or meeting.state is MeetingState.HELD:
        return
    if not calendar.is_school_day(meeting.on):
        yield (
            f"meeting_date: {in_full(meeting.on)} is a closure in the school calendar. "
            "The meeting was added anyway; please check its date."
        )
    reviews = {"annual": row.annual_due or (student.annual_due if student else None)}
    if meeting.kind is Kind.TRIENNIAL:
        reviews["triennial"] = row.triennial_due or (student.triennial_due if student else None)
    for review, due_on in reviews.items():
        if meeting.kind in (Kind.ANNUAL, Kind.TRIENNIAL) and due_on and due_on < meeting.on:
            yield (
                f"meeting_date: {in_full(meeting.on)} is after the {review} review falls due, "
                f"on {in_full(due_on)}. Please choose an earlier date."
            )
