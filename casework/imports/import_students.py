"""One imported student: kept as the row says, with team and meeting, in one transaction."""

import secrets
from collections import Counter
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from bot.calendar import SchoolCalendar
from bot.dates.obligation_rows import meeting_subject
from bot.dates.obligations import before_meeting
from bot.errors import NotAllowedError
from bot.imports.import_moves import standings_after
from bot.imports.import_rows import CaseloadRow
from bot.imports.imports import MeetingChange, RowChange, TeamChange, change_of, student_with
from bot.imports.pastes import is_own
from bot.meetings.meetings import MeetingState
from bot.people.people import Person, PersonReference, Role, TeamMember, new_alias
from bot.students import Student
from casework.imports.import_people import Directory
from storage import Scope

_WHY = "imported"

NOT_YOURS = (
    "case_manager: this row names somebody else. You can paste your own students; an admin can "
    "paste everybody's."
)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What came of one row: how many of each thing changed, and what is to be said about it."""

    changes: Counter[str]
    warnings: tuple[str, ...]
    columns: frozenset[str] = frozenset()
    """In which the row says something new."""


@dataclass(frozen=True, kw_only=True)
class Intake:
    """Takes in rows within one scope."""

    scope: Scope
    directory: Directory
    calendar: SchoolCalendar
    """With the closures of the same import."""
    aliases: set[str]
    """All that were ever given, these rows' own included."""
    own: Person | None = None
    """Whose own students these are alone; None where the rows may be anybody's."""

    def take(self, row: CaseloadRow) -> Counted:
        """Keep what the row changes; raise an error with a sentence where it is a bad one."""
        scope = self.scope
        student = scope.students.by_number(row.number)
        if self.own is not None:
            row = self._as_own(row, self.own, is_new=student is None)
        change = change_of(
            row,
            last=scope.students.imported(student.id) if student else {},
            student=student,
            meetings=scope.meetings.of(student.id) if student else (),
            calendar=self.calendar.of(row.school or (student.school if student else "")),
            today=scope.today,
        )
        counts: Counter[str] = Counter()
        if change.columns:
            counts = self._keep(row, change, student)
        return Counted(changes=counts, warnings=change.warnings, columns=change.columns)

    def _as_own(self, row: CaseloadRow, own: Person, *, is_new: bool) -> CaseloadRow:
        """A row of a case manager's own; whoever is new comes on their caseload."""
        if not is_own(row, own):
            raise NotAllowedError(NOT_YOURS)
        reference = PersonReference(slack_id=own.slack_id) if is_new else None
        return replace(row, case_manager=reference)

    def _keep(self, row: CaseloadRow, change: RowChange, student: Student | None) -> Counter[str]:
        scope = self.scope
        counts: Counter[str] = Counter()
        if student is None:
            student = self._add(row)
            counts["student added"] += 1
        elif self._changed(student, row, change.columns):
            counts["student changed"] += 1
        if change.team and self._change_team(student, change.team) and not counts:
            counts["team changed"] += 1
        if change.meeting:
            counts[self._change_meeting(student, change.meeting)] += 1
        said = {**scope.students.imported(student.id), **row.said()}
        scope.students.keep_imported(student.id, said)
        return counts

    def _add(self, row: CaseloadRow) -> Student:
        assert row.case_manager is not None, "a new student without a case manager is a bad row"
        scope = self.scope
        first_name, last_name = row.first_name or "", row.last_name or ""
        alias = new_alias(first_name, last_name, taken=self.aliases, draw=secrets.choice)
        self.aliases.add(alias)
        return scope.students.add(
            alias=alias,
            first_name=first_name,
            last_name=last_name,
            number=row.number,
            case_manager=self.directory.somebody(
                scope, row.case_manager, role=Role.CASE_MANAGER
            ).id,
            grade=row.grade or "",
            school=row.school or "",
            home_language=row.home_language or "",
            interpreter=row.interpreter or False,
            annual_due=row.annual_due,
            triennial_due=row.triennial_due,
        )

    def _changed(self, student: Student, row: CaseloadRow, columns: AbstractSet[str]) -> bool:
        changed = student_with(student, row, columns)
        if row.case_manager is not None and "case_manager" in columns:
            case_manager = self.directory.somebody(
                self.scope, row.case_manager, role=Role.CASE_MANAGER
            )
            changed = replace(changed, case_manager=case_manager.id)
        if changed == student:
            return False
        self.scope.students.keep(changed)
        return True

    def _change_team(self, student: Student, change: TeamChange) -> bool:
        """Add and take away whom the file does; who came or left in Slack stays so."""
        people = self.scope.people
        before = people.team_of(student.id)
        removed = {_place(self.directory.member(self.scope, entry)) for entry in change.removed}
        after = [member for member in before if _place(member) not in removed]
        for entry in change.added:
            member = self.directory.member(self.scope, entry)
            if _place(member) not in map(_place, after):
                after.append(member)
        if tuple(after) == before:
            return False
        people.set_team(student.id, after)
        self.scope.follow_team(student.id)
        return True

    def _change_meeting(self, student: Student, change: MeetingChange) -> str:
        scope = self.scope
        if change.before is None:
            held = change.state is MeetingState.HELD
            scope.meetings.add(
                student=student.id,
                on=change.on,
                at=change.at,
                kind=change.kind,
                mode=change.mode,
                state=change.state,
                held_on=change.on if held else None,
                why=_WHY,
            )
            return "past meeting added as held" if held else "meeting added"
        self._record_standings(student, change)
        changed = change.applied(change.before, today=scope.today)
        scope.meetings.keep(changed, why=_WHY)
        scope.requests_follow(changed)
        return "meeting moved" if change.moves else "meeting changed"

    def _record_standings(self, student: Student, change: MeetingChange) -> None:
        assert change.before is not None
        scope, case = self.scope, self.scope.case_of(student.id)
        rows = before_meeting(
            change.before,
            self.calendar.of(student.school),
            team=case.team,
            standings=case.standings,
            today=scope.today,
            rules=scope.rules,
        )
        after = standings_after(
            change,
            rows,
            today=scope.today,
            calendar=self.calendar.of(student.school),
            conversation_on=scope.conversations.held_last_for(change.before),
        )
        for obligation, standing in after.items():
            scope.obligations.record(
                meeting_subject(change.before.id),
                obligation,
                student=student.id,
                meeting=change.before.id,
                state=standing.state,
                reason=standing.reason or "",
                on_whose_word=standing.by,
                revise=standing.revise,
                snoozed_until=standing.snoozed_until,
                stays_due_on=standing.stays_due_on,
            )


def _place(member: TeamMember) -> tuple[int, str, str | None]:
    return (member.person, member.role, member.service)
