"""Adding a student by hand, and mending what is on record about one."""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from bot.errors import FormError
from bot.forms.drafts import DraftKey
from bot.imports.import_cells import a_grade
from bot.people.people import SlackUserId
from bot.students import Description, Student, StudentId
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.submitted import (
    Submitted,
    colleague_in,
    day_in,
    has,
    is_changed,
    ticked_in,
    words_in,
)

ADD = "student_add"
"""A button, and the modal that it opens."""
EDIT = "student_edit"

NUMBER = "number"
CASE_MANAGER = "case_manager"

_FIRST, _LAST = "first_name", "last_name"
_GRADE, _SCHOOL, _LANGUAGE = "grade", "school", "home_language"
_INTERPRETER, _ANNUAL, _TRIENNIAL = "interpreter", "annual_due", "triennial_due"

NUMBER_TAKEN = (
    "This id is on record already, perhaps with a colleague. Please look at the number again, or "
    "ask your special education office who has it."
)
NO_CASE_MANAGER = "Please choose whose caseload the student comes on."
NOT_STAFF = (
    "They cannot have a caseload here: guests, apps and people of other organizations are left "
    "out. Please choose a colleague."
)


@dataclass(frozen=True, kw_only=True)
class ToAdd:
    """A student as somebody typed them; the draft makes a second press of Save harmless."""

    draft: DraftKey
    description: Description
    case_manager: SlackUserId | None
    """None where the modal did not ask, and they come on the caseload of whoever fills it in."""


def render_add(draft: DraftKey, *, for_others: bool, chosen: SlackUserId | None = None) -> View:
    """`for_others` asks whose caseload it is, as an admin may choose."""
    whose: list[Block] = []
    if for_others:
        whose = [
            blocks.field(
                "Case manager",
                elements.person_select(CASE_MANAGER, chosen=chosen),
                block_id=CASE_MANAGER,
                required=True,
            )
        ]
    return blocks.modal(
        "Add a student",
        [
            blocks.context(
                "Messages will carry an alias, which is made once and stays. Whatever you leave "
                "empty is shown as unknown."
            ),
            *whose,
            *_fields(Description()),
        ],
        callback_id=ADD,
        submit="Add",
        private_metadata=json.dumps({"draft": draft}),
    )


def read_add(view: Submitted) -> ToAdd:
    """What was typed; raise FormError where something has to be mended."""
    problems = _problems(view)
    case_manager = colleague_in(view, CASE_MANAGER)
    if has(view, CASE_MANAGER) and case_manager is None:
        problems[CASE_MANAGER] = NO_CASE_MANAGER
    if problems:
        raise FormError(problems)
    return ToAdd(
        draft=DraftKey(str(json.loads(view["private_metadata"])["draft"])),
        description=_description(view),
        case_manager=case_manager,
    )


def render_edit(student: Student) -> View:
    return blocks.modal(
        "Edit a student",
        [
            blocks.context(
                f"The alias stays {student.alias}, whatever the name. What you change here is not "
                "changed back by the next import, unless the district's file changes as well."
            ),
            *_fields(student.described),
        ],
        callback_id=EDIT,
        submit="Save",
        private_metadata=str(student.id),
    )


def read_edit(view: Submitted) -> tuple[StudentId, Callable[[Description], Description]]:
    """Whom it is about, and what to make of their description as it is by now.

    Only what was changed in the modal is: two people who mend one student at once both count.
    Raises FormError where something has to be mended.
    """
    if problems := _problems(view):
        raise FormError(problems)
    typed = _description(view)
    changed = {
        one.name: getattr(typed, one.name)
        for one in fields(Description)
        if is_changed(view, one.name)
    }
    return StudentId(int(view["private_metadata"])), lambda now: replace(now, **changed)


def added_for_another(alias: str, case_manager: str) -> View:
    """What an admin sees, who has put a student on somebody else's caseload."""
    return blocks.modal(
        "Student added",
        [
            blocks.section(
                f"*{alias}* is on the caseload of {markup.escaped(case_manager)} now, who sees "
                "the student in the home tab."
            )
        ],
        callback_id="student_added",
    )


def _fields(said: Description) -> list[Block]:
    return [
        _line("First name", _FIRST, said.first_name),
        _line("Last name", _LAST, said.last_name),
        _line(
            "Student id",
            NUMBER,
            said.number,
            hint="The district's own. An import finds the student by it.",
        ),
        _line("Grade", _GRADE, said.grade),
        _line("School", _SCHOOL, said.school),
        _line("Home language", _LANGUAGE, said.home_language),
        blocks.field(
            "Interpreter",
            elements.checkboxes(
                _INTERPRETER,
                [elements.option(_INTERPRETER, "The parents need an interpreter")],
                ticked=[_INTERPRETER] if said.interpreter else [],
            ),
            block_id=_INTERPRETER,
        ),
        *(
            blocks.field(
                label,
                elements.date_picker(name, chosen=on.isoformat() if on else ""),
                block_id=name,
                hint="Leave it empty while nobody knows it; it then shows as unknown.",
            )
            for label, name, on in (
                ("Annual review due", _ANNUAL, said.annual_due),
                ("Triennial review due", _TRIENNIAL, said.triennial_due),
            )
        ),
    ]


def _line(label: str, name: str, text: str, *, hint: str = "") -> Block:
    return blocks.field(
        label, elements.text_field(name, text=text, multiline=False), block_id=name, hint=hint
    )


def _problems(view: Submitted) -> dict[str, str]:
    if words_in(view, _FIRST) or words_in(view, _LAST):
        return {}
    return {_LAST: "Please give a name; a first or a last name is enough."}


def _description(view: Submitted) -> Description:
    return Description(
        first_name=words_in(view, _FIRST),
        last_name=words_in(view, _LAST),
        number=words_in(view, NUMBER),
        grade=a_grade(words_in(view, _GRADE)) if words_in(view, _GRADE) else "",
        school=words_in(view, _SCHOOL),
        home_language=words_in(view, _LANGUAGE),
        interpreter=bool(ticked_in(view, _INTERPRETER)),
        annual_due=day_in(view, _ANNUAL),
        triennial_due=day_in(view, _TRIENNIAL),
    )
