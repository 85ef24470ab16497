"""One imported student: kept as the row says, with team and meeting, in one transaction."""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date

from bot.errors import NotAllowedError
from bot.forms.meetings.meetings import Wanted
from bot.imports.import_rows import CaseloadRow
from bot.imports.imports import RowChange, TeamChange, change_of, student_with
from bot.imports.pastes import is_own
from bot.meetings.meetings import MeetingState
from bot.meetings.moved_meetings import MeetingChange
from bot.people.confirmations import Gift, comes_to
from bot.people.people import Person, PersonId, PersonReference, Role, TeamMember
from bot.students import Description, Student, StudentId
from casework.imports.import_people import PeopleOnRecord
from casework.meetings.meeting_changes import move
from casework.meetings.meetings import set_meeting
from casework.people.team_changes import change_team
from casework.records.students import add_student
from storage import Scope

_WHY = "imported"

ONE_LEFT = (
    "student_id: the new case manager had made a record with this id, {alias}. It has left, and "
    "they can bring it back from the students who have left."
)

NOT_YOURS = (
    "case_manager: this row names someone else. You can paste your own students; an admin can "
    "paste everybody's."
)


@dataclass(frozen=True, kw_only=True)
class RowOutcome:
    """What came of one row: how many of each thing changed, and what is to be said about it."""

    changes: Counter[str]
    warnings: tuple[str, ...]
    columns: frozenset[str] = frozenset()
    """In which the row says something new."""
    gift: Gift | None = None
    """What the row would give the one who brings it in; it waits for another admin."""


@dataclass(kw_only=True)
class Known:
    """What is read once for all rows of a file, and what the rows have added to it."""

    people: PeopleOnRecord
    aliases: set[str]
    """All that were ever given."""
    moved: dict[tuple[PersonId | None, PersonId], list[StudentId]] = field(default_factory=dict)
    """Students by whose they were and whose they are: nobody's before where they are new, and the
    same person's where it is their team that changed."""
    closed: frozenset[date] = frozenset()
    """Days that the same import closed; in a dry run no calendar knows of them yet."""
    own: Person | None = None
    """Whose own students these are alone; None where the rows may be anybody's."""


def take_student(scope: Scope, row: CaseloadRow, known: Known) -> RowOutcome:
    """Keep what a row changes; raise an error with a sentence where it is a bad one."""
    student = scope.students.by_number(row.number)
    if known.own is not None:
        row = _as_own(row, known.own, is_new=student is None)
    change = _change(scope, row, student, known)
    gift = gift_in(row, change, student, known, scope.person) if scope.by else None
    if gift is not None and known.own is None:
        return RowOutcome(changes=Counter(), warnings=(), columns=change.columns, gift=gift)
    counts = _keep(scope, row, change, student, known) if change.columns else Counter[str]()
    left = _let_newer_leave(scope, student) if student and "case_manager" in change.columns else ()
    return RowOutcome(changes=counts, warnings=(*change.warnings, *left), columns=change.columns)


def _let_newer_leave(scope: Scope, before: Student) -> tuple[str, ...]:
    """Let leave what whoever has the student now had made of them, or all would come twice."""
    student = scope.students.get(before.id)
    if student.case_manager == before.case_manager:
        return ()
    newer = scope.students.newer_of(student)
    if newer and student.exited_on:
        scope.students.keep(replace(student, exited_on=None))
    for one in newer:
        scope.students.keep(replace(one, exited_on=scope.today))
    return tuple(ONE_LEFT.format(alias=one.alias) for one in newer)


def gifts_to(scope: Scope, rows: Iterable[CaseloadRow], person: Person) -> list[Gift]:
    """Return what rows would give somebody at this moment."""
    known = Known(people=PeopleOnRecord(scope.people.all()), aliases=set())
    gifts = []
    for row in rows:
        student = scope.students.by_number(row.number)
        gift = gift_in(row, _change(scope, row, student, known), student, known, person)
        gifts += [gift] if gift else []
    return gifts


def gift_in(
    row: CaseloadRow, change: RowChange, student: Student | None, known: Known, person: Person
) -> Gift | None:
    """Return the student, or the part on a team, that a row newly gives somebody, if it does.

    Who leads cases adds new students to their own, and is on the teams of their own as they like.
    Whoever supervises a school, or is its office, is given the student whom a row moves there.
    """
    named = "case_manager" in change.columns and known.people.means(row.case_manager, person)
    is_theirs = named if student is None else student.case_manager == person.id
    gift = Gift(
        student=student.id if student else None,
        case_manager=student.case_manager if student else None,
    )
    if named and not (is_theirs and Role.CASE_MANAGER in person.roles):
        return gift
    added = change.team.added if change.team and not is_theirs else ()
    parts = [one.role.called.lower() for one in added if known.people.means(one.person, person)]
    if student and not is_theirs and "school" in change.columns:
        part = comes_to(person, row.school or "", before=student.school)
        parts += [part] if part else []
    return replace(gift, part=parts[0]) if parts else None


def _change(scope: Scope, row: CaseloadRow, student: Student | None, known: Known) -> RowChange:
    calendar = replace(scope.calendar, closures=scope.calendar.closures | known.closed)
    return change_of(
        row,
        last=scope.students.imported(student.id) if student else {},
        student=student,
        meetings=scope.meetings.of(student.id) if student else (),
        calendar=calendar.of(row.school or (student.school if student else "")),
        today=scope.today,
    )


def _as_own(row: CaseloadRow, own: Person, *, is_new: bool) -> CaseloadRow:
    """Take a row for a case manager's own; whoever is new comes on their caseload."""
    if not is_own(row, own):
        raise NotAllowedError(NOT_YOURS)
    reference = PersonReference(slack_id=own.slack_id) if is_new else None
    return replace(row, case_manager=reference)


def _keep(
    scope: Scope, row: CaseloadRow, change: RowChange, before: Student | None, known: Known
) -> Counter[str]:
    """Keep student, team and meeting as the row says; return what was changed."""
    counts: Counter[str] = Counter()
    if before is None:
        student = _add(scope, row, known)
        counts["student added"] += 1
    else:
        student = _as_said(scope, before, row, change.columns, known.people)
        counts["student changed"] += student != before
    team = change.team is not None and _follow_team(scope, student, change.team, known.people)
    if team and not +counts:
        counts["team changed"] += 1
    if change.meeting:
        counts[_keep_meeting(scope, student, change.meeting)] += 1
    said = {**scope.students.imported(student.id), **row.said()}
    scope.students.keep_imported(student.id, said)
    whose = before.case_manager if before else None
    if team or whose != student.case_manager:
        known.moved.setdefault((whose, student.case_manager), []).append(student.id)
    return counts


def _add(scope: Scope, row: CaseloadRow, known: Known) -> Student:
    assert row.case_manager is not None, "a new student without a case manager is a bad row"
    said = Description(
        first_name=row.first_name or "",
        last_name=row.last_name or "",
        number=row.number,
        grade=row.grade or "",
        school=row.school or "",
        home_language=row.home_language or "",
        interpreter=row.interpreter or False,
        annual_due=row.annual_due,
        triennial_due=row.triennial_due,
    )
    case_manager = known.people.somebody(scope, row.case_manager, role=Role.CASE_MANAGER)
    student = add_student(scope, said, case_manager=case_manager.id, taken=known.aliases)
    known.aliases.add(student.alias)
    return student


def _as_said(
    scope: Scope,
    student: Student,
    row: CaseloadRow,
    columns: AbstractSet[str],
    people: PeopleOnRecord,
) -> Student:
    """Keep what the row says anew of somebody on record."""
    changed = student_with(student, row, columns)
    if row.case_manager is not None and "case_manager" in columns:
        case_manager = people.somebody(scope, row.case_manager, role=Role.CASE_MANAGER)
        changed = replace(changed, case_manager=case_manager.id)
    if changed != student:
        scope.students.keep(changed)
    return changed


def _follow_team(
    scope: Scope, student: Student, change: TeamChange, people: PeopleOnRecord
) -> bool:
    """Add and take away whom the file does; who came or left in Slack stays so."""
    before = scope.people.team_of(student.id)
    removed = {_place(people.member(scope, entry)) for entry in change.removed}
    after = [member for member in before if _place(member) not in removed]
    for entry in change.added:
        member = people.member(scope, entry)
        if _place(member) not in map(_place, after):
            after.append(member)
    if tuple(after) == before:
        return False
    change_team(scope, student.id, after)
    return True


def _keep_meeting(scope: Scope, student: Student, change: MeetingChange) -> str:
    """Set or move the student's meeting; return what is counted of it."""
    on, at, kind, mode = change.on, change.at, change.kind, change.mode
    if change.before is not None:
        move(scope, change.before, to=on, at=at, kind=kind, mode=mode, why=_WHY)
        return "meeting moved" if change.moves else "meeting changed"
    if change.state is MeetingState.HELD:
        scope.meetings.add(
            student=student.id,
            on=on,
            at=at,
            kind=kind,
            mode=mode,
            state=change.state,
            held_on=on,
            why=_WHY,
        )
        return "past meeting added as held"
    set_meeting(scope, Wanted(student=student.id, on=on, at=at, kind=kind, mode=mode), why=_WHY)
    return "meeting added"


def _place(member: TeamMember) -> tuple[int, str, str | None]:
    return (member.person, member.role, member.service)
