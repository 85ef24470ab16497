"""What is asked of a student: which one is meant, who they are, and when they leave."""

from dataclasses import replace

from bot.forms.answers import Answers
from bot.forms.fields import box, day, line, person, student
from bot.forms.modals import Modal
from bot.imports.import_cells import a_grade
from bot.students import Description

STUDENT = student(
    "student_found",
    "Student",
    placeholder="Type the beginning of a name",
    missing="Please choose a student.",
)
FIND_STUDENT = Modal(name="student_find", title="Find a student", fields=(STUDENT,), submit="Open")

CASE_MANAGER = person(
    "case_manager", "Case manager", missing="Please choose whose caseload the student is on."
)
FIRST_NAME = line("first_name", "First name", prefilled="first_name")
LAST_NAME = line("last_name", "Last name", prefilled="last_name")
NUMBER = line(
    "number",
    "Student id",
    hint="The district's own. An import finds the student by it.",
    prefilled="number",
)
_UNKNOWN = "Leave it empty while nobody knows it; it then shows as unknown."
DESCRIPTION = (
    FIRST_NAME,
    LAST_NAME,
    NUMBER,
    line("grade", "Grade", prefilled="grade"),
    line("school", "School", prefilled="school"),
    line("home_language", "Home language", prefilled="home_language"),
    box("interpreter", "Interpreter", "The parents need an interpreter", prefilled="interpreter"),
    day("annual_due", "Annual review due", hint=_UNKNOWN, prefilled="annual_due"),
    day("triennial_due", "Triennial review due", hint=_UNKNOWN, prefilled="triennial_due"),
)
ADD_STUDENT = Modal(
    name="student_add", title="Add a student", fields=(CASE_MANAGER, *DESCRIPTION), submit="Add"
)
EDIT_STUDENT = Modal(name="student_edit", title="Edit a student", fields=DESCRIPTION)

NUMBER_TAKEN = "Another of these students has this id already. Please look at the number again."
NOT_STAFF = (
    "They cannot have a caseload here: guests, apps and people of other organizations are left "
    "out. Please choose a colleague."
)

LEFT_ON = day(
    "left_on",
    "Last day is before",
    hint="The first day on which the student is no longer yours to serve.",
    missing="Please give the day.",
)
STUDENT_LEAVES = Modal(name="student_left", title="Student leaves", fields=(LEFT_ON,))


def description_from(modal: Modal, answers: Answers, before: Description) -> Description:
    """Return the description with what this person changed of it in the modal.

    What they left as it was drawn may be another's by now. Raises FormError where no name is left.
    """
    named = answers.get(FIRST_NAME) or answers.get(LAST_NAME)
    problem = "Please give a name; a first or a last name is enough."
    modal.check(answers, {} if named else {LAST_NAME: problem})
    changed = answers.changes(DESCRIPTION)
    if grade := changed.get("grade"):
        changed["grade"] = a_grade(grade)
    return replace(before, **changed)
