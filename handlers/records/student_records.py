"""Listen to students by hand: added, mended, gone, and back again."""

import uuid

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.drafts import DraftKey
from bot.forms.records.students import (
    ADD_STUDENT,
    CASE_MANAGER,
    EDIT_STUDENT,
    LEFT_ON,
    NOT_STAFF,
    STUDENT_LEAVES,
    description_from,
)
from bot.people.people import Role
from bot.permissions import Act
from bot.students import Description, StudentId
from bot.ui.kit.blocks import View
from bot.ui.records import student_forms as form
from bot.ui.records import student_leaving as leaving
from bot.ui.records import students as screen
from casework.records import students
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening, in_caseload
from handlers.kit.people_in_slack import newcomer_chosen
from handlers.kit.students_named import opened, student_screen
from storage import Scope


def listen(on: Listening) -> None:
    on.verb("add", ask_for_new)
    on.verb("gone", list_gone)
    on.click(form.ADD, ask_for_new, shown=ON_TOP)
    on.submit(ADD_STUDENT, add)
    on.click(form.EDIT, in_caseload(_edit_form, tags.STUDENT))
    on.submit(EDIT_STUDENT, mend)
    on.click(leaving.OPEN, in_caseload(_leaving_form, tags.STUDENT))
    on.submit(STUDENT_LEAVES, leave)
    on.click(leaving.BACK, in_caseload(come_back, tags.STUDENT))


def list_gone(asked: Asked) -> View:
    with asked.caseload() as caseload:
        caseload.require(Act.KEEP_STUDENT)
        gone = caseload.students.gone()
        caseload.audit.saw("looked at who has left", leaving.named_in(gone))
        return leaving.render_gone(gone, opens=screen.OPEN)


def ask_for_new(asked: Asked) -> View:
    with asked.caseload() as caseload:
        caseload.require_leader()
        roles = caseload.person.roles
        return form.render_add(
            DraftKey(uuid.uuid4().hex),
            for_others=Role.ADMIN in roles,
            chosen=asked.user if Role.CASE_MANAGER in roles else None,
        )


def add(asked: Asked, answers: Answers) -> View:
    """Keep the student on the caller's own caseload, or on that of whom an admin chose."""
    said = description_from(ADD_STUDENT, answers, Description())
    draft, chosen = asked.carried(tags.DRAFT), answers.get(CASE_MANAGER)
    if chosen in (None, asked.user):
        with asked.caseload() as caseload:
            me = caseload.person.id
            student = students.add_by_hand(caseload, said, case_manager=me, draft=draft)
            return student_screen(caseload, student)
    assert chosen is not None, "whoever is chosen is somebody"
    newcomer = newcomer_chosen(asked, chosen, CASE_MANAGER.refused(NOT_STAFF))
    with asked.intake() as intake:
        person = students.make_case_manager(intake, chosen, newcomer)
        student = students.add_by_hand(intake, said, case_manager=person.id, draft=draft)
        return form.added_for_another(intake.students.get(student).alias, person.name)


def mend(asked: Asked, answers: Answers) -> View:
    student = asked.carried(tags.STUDENT)
    with asked.caseload() as caseload:
        students.mend_student(caseload, student, answers)
        return student_screen(caseload, student)


def leave(asked: Asked, answers: Answers) -> View:
    STUDENT_LEAVES.check(answers)
    student = asked.carried(tags.STUDENT)
    with asked.caseload() as caseload:
        students.let_leave(caseload, student, answers[LEFT_ON])
        return student_screen(caseload, student)


def come_back(caseload: Scope, student: StudentId) -> View:
    students.let_leave(caseload, student, None)
    return student_screen(caseload, student)


def _edit_form(caseload: Scope, student: StudentId) -> View:
    return form.render_edit(opened(caseload, Act.KEEP_STUDENT, student, "a student to edit"))


def _leaving_form(caseload: Scope, student: StudentId) -> View:
    closes = students.what_leaving_closes(caseload, student)
    return leaving.render(
        closes.student, meetings=closes.meetings, forms=closes.forms, today=caseload.today
    )
