"""Find the student whom words mean, and show the screen about one."""

from collections.abc import Callable, Sequence

from bot.permissions import Act
from bot.students import Student, StudentId, named, nearly_named
from bot.ui.conversations.conversations import student_option
from bot.ui.kit.blocks import View
from bot.ui.kit.elements import Element
from bot.ui.records import students as screen
from casework.office.office_told import told_of
from casework.records.students import open_student
from handlers.kit.asked import Asked
from handlers.kit.listening import Shows
from storage import Scope

TYPED_NEARLY = "was among the students whose names are near what was typed"
OFFERED = "was among the students offered while typing"
MOST_OPTIONS = 20
"""A type-ahead longer than that is not read, it is typed further."""


def about_named(show: Callable[[Scope, StudentId], View], *, gone: bool = False) -> Shows:
    """Show the screen about the student whom the words name; else ask which one is meant.

    Who has left is found only where `gone` says so.
    """

    def shows(asked: Asked) -> View:
        with asked.caseload() as caseload:
            words, students = asked.words, caseload.students
            fitting = students.named(words) or (named(words, students.gone()) if gone else [])
            if len(fitting) == 1:
                return show(caseload, fitting[0].id)
            if not fitting and (near := nearly_named(words, students.all())):
                return name_nearest(caseload, near)
            return screen.render_find(_not_found(words, len(fitting)))

    return shows


def name_nearest(caseload: Scope, near: Sequence[Student]) -> View:
    """Offer whom a mistyped name may mean: nothing is begun about somebody else by mistake."""
    caseload.audit.saw(TYPED_NEARLY, (one.id for one in near))
    return screen.render_which(near, nearly=True)


def _not_found(words: str, fitting: int) -> str:
    """Say that the words after a verb name nobody, or how many; empty where there are none."""
    if not words.strip():
        return ""
    if fitting:
        return f"These words fit {fitting} of your students. Please choose one."
    return "None of your students is called that. Please choose one."


def suggest_students(asked: Asked) -> list[Element]:
    """Offer the caller's own students whose names begin with what is typed, or are near it.

    Each is logged once a day: who types on has seen them already.
    """
    with asked.caseload(reading=True) as caseload:
        words = asked.words
        everybody = caseload.students.all()
        fitting = named(words, everybody) or nearly_named(words, everybody) if words else everybody
        offered = fitting[:MOST_OPTIONS]
        known = caseload.audit.seen_today(OFFERED, [one.id for one in offered])
    if not known.issuperset(one.id for one in offered):
        with asked.caseload() as caseload:
            caseload.audit.saw(OFFERED, (one.id for one in offered), anew=True)
    return [student_option(one) for one in offered]


def opened(caseload: Scope, act: Act, student: StudentId, what: str) -> Student:
    """Return a student about whom somebody may do something; that they are opened is logged."""
    caseload.require(act, student)
    caseload.audit.log(f"opened {what}", student=student)
    return caseload.students.get(student)


def student_screen(
    caseload: Scope, student: StudentId, *, notice: str = "", nearly: bool = False
) -> View:
    """Show one student of the caller's own as they are by now."""
    found = open_student(caseload, student)
    meeting = found.seen.meeting
    office = told_of(caseload, meeting) if meeting else None
    return screen.render(found, office=office, notice=notice, nearly=nearly)
