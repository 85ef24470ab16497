"""Adding a student by hand, and mending what is on record about one."""

from bot.forms import tags
from bot.forms.drafts import DraftKey
from bot.forms.records.students import ADD_STUDENT, CASE_MANAGER, DESCRIPTION, EDIT_STUDENT
from bot.people.people import SlackUserId
from bot.students import Student
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import modal

ADD, EDIT = ADD_STUDENT.name, EDIT_STUDENT.name
"""Buttons, each called as the modal that it opens."""


def render_add(draft: DraftKey, *, for_others: bool, chosen: SlackUserId | None = None) -> View:
    """Ask who the student is; `for_others` asks whose caseload it is, as an admin may choose."""
    return modal(
        ADD_STUDENT,
        [
            blocks.context(
                "Messages will carry an alias, which is made once and stays. Whatever you leave "
                "empty is shown as unknown."
            ),
            *([CASE_MANAGER.showing(chosen)] if for_others else []),
            *DESCRIPTION,
        ],
        carries=[tags.DRAFT.of(draft)],
    )


def render_edit(student: Student) -> View:
    return modal(
        EDIT_STUDENT,
        [
            blocks.context(
                f"The alias stays {student.alias}, whatever the name. What you change here is not "
                "changed back by the next import, unless the district's file changes as well."
            ),
            *EDIT_STUDENT.filled_from(student),
        ],
        carries=[tags.STUDENT.of(student.id)],
    )


def added_for_another(alias: str, case_manager: str) -> View:
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
