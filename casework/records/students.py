"""What people do with students: open, add and mend them, let them leave, and take them back."""

import secrets
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from bot.digest.digest_rows import Morning
from bot.digest.tallies import by_due_date
from bot.errors import NumberTakenError
from bot.forms.answers import Answers
from bot.forms.drafts import DraftKey
from bot.forms.records.students import EDIT_STUDENT, NUMBER, NUMBER_TAKEN, description_from
from bot.people.colleagues import Colleague
from bot.people.people import Person, PersonId, Role, SlackUserId, new_alias
from bot.permissions import Act
from bot.records.caseloads import OpenedStudent, glance
from bot.requests.requests import RequestState, is_taken
from bot.students import Description, Student, StudentId
from casework.dates.settling import their_today
from casework.forms.drafts import kept_before, mark_kept
from casework.people.admin_acts import tell_of_caseload, tell_of_roles
from casework.people.confirmations import ask_whose_it_is
from casework.requests.requests_asked import forms_about
from storage import Scope

KIND = "student"
"""Of the drafts that make a second press of Save harmless."""


def open_student(caseload: Scope, student: StudentId) -> OpenedStudent:
    """Return one student of the caller's own with their open work; the view is logged."""
    caseload.require(Act.TALK_WITH_PARENTS, student)
    case, rules = caseload.case_of(student), caseload.rules
    seen = glance([case], caseload.calendar, rules, today=caseload.today)
    caseload.audit.log("opened a student", student=student)
    morning = Morning(
        on=their_today(caseload), calendar=caseload.calendar, rules=rules, cases=(case,)
    )
    return OpenedStudent(
        seen=seen.students[0],
        glance=seen,
        rules=rules,
        parents=tuple(caseload.parents.of(student)),
        entries=tuple(sorted(morning.entries.values(), key=by_due_date)),
        forms=tuple(forms_about(caseload, case)),
    )


def add_student(
    scope: Scope,
    said: Description,
    *,
    case_manager: PersonId,
    taken: AbstractSet[str] | None = None,
) -> Student:
    """Add a student under a new alias; `taken` are those given already, where they are known.

    Raises NumberTakenError where another student within reach has the district's id. Where one on
    another caseload has it, this says nothing, and the admins are asked.
    """
    alias = new_alias(
        said.first_name,
        said.last_name,
        taken=scope.students.aliases_taken() if taken is None else taken,
        draw=secrets.choice,
    )
    student = scope.students.add(said, alias=alias, case_manager=case_manager)
    ask_whose_it_is(scope, student)
    return student


def add_by_hand(
    scope: Scope, said: Description, *, case_manager: PersonId, draft: DraftKey
) -> StudentId:
    """Add a student once, however often Save is pressed; raise FormError for an id on record."""
    kept = kept_before(scope, draft)
    if kept and kept.student:
        return kept.student
    try:
        student = add_student(scope, said, case_manager=case_manager)
    except NumberTakenError as error:
        raise NUMBER.refused(NUMBER_TAKEN) from error
    mark_kept(scope, draft, kind=KIND, student=student.id)
    if case_manager != scope.by:
        tell_of_caseload(scope, None, case_manager, [student.id])
    return student.id


def make_case_manager(intake: Scope, slack_id: SlackUserId, newcomer: Colleague | None) -> Person:
    """Return who is chosen to have a student, on record and a case manager from now on."""
    person = intake.people.by_slack(slack_id) or intake.people.add(
        slack_id=slack_id,
        name=newcomer.name if newcomer else "",
        timezone=newcomer.timezone if newcomer else None,
    )
    if Role.CASE_MANAGER not in person.roles:
        person = replace(person, roles=person.roles | {Role.CASE_MANAGER})
        intake.people.keep(person)
        tell_of_roles(intake, person)
    return person


def mend_student(caseload: Scope, student_id: StudentId, answers: Answers) -> None:
    """Keep what somebody changed of a student; raise FormError where it cannot be."""
    student = caseload.students.get(student_id)
    said = description_from(EDIT_STUDENT, answers, student.described)
    after = student.described_as(said)
    try:
        caseload.students.keep(after)
    except NumberTakenError as error:
        raise NUMBER.refused(NUMBER_TAKEN) from error
    if after.number != student.number:
        ask_whose_it_is(caseload, after)


def let_leave(caseload: Scope, student: StudentId, on: date | None) -> None:
    """Keep the day of leaving, if any, and all else as it is: coming back undoes all of it."""
    caseload.students.keep(replace(caseload.students.get(student), exited_on=on))


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """Who is to leave, and how much that closes."""

    student: Student
    meetings: int
    forms: int


def what_leaving_closes(caseload: Scope, student: StudentId) -> Leaving:
    """Count the planned meetings and the open forms of a student; the view is logged."""
    caseload.require(Act.KEEP_STUDENT, student)
    case = caseload.case_of(student)
    planned = {one.id for one in case.meetings if is_taken(one, today=caseload.today)}
    forms = [
        one for one in case.requests if one.meeting in planned and one.state is RequestState.OPEN
    ]
    caseload.audit.log("opened a student to exit", student=student)
    return Leaving(student=case.student, meetings=len(planned), forms=len(forms))
