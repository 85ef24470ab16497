"""Listen to a student's parents on record: looked at, added, changed, taken off, put back."""

import uuid
from collections.abc import Callable

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.drafts import DraftKey
from bot.forms.people.parents import KEEP_PARENT, PARENT
from bot.people.parents import ParentId
from bot.permissions import Act
from bot.students import StudentId
from bot.ui.kit.blocks import View
from bot.ui.people import parents as screen
from casework.people import parents
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening, in_caseload
from handlers.kit.students_named import opened
from storage import Scope


def listen(on: Listening) -> None:
    on.click(screen.OPEN, in_caseload(_parents, tags.STUDENT), shown=ON_TOP)
    on.click(screen.ADD, in_caseload(_ask_who, tags.STUDENT))
    on.click(screen.CHANGE, in_caseload(_ask_what, PARENT))
    on.click(screen.TAKE_OFF, in_caseload(_shown_after(parents.take_off), PARENT))
    on.click(screen.PUT_BACK, in_caseload(_shown_after(parents.put_back), PARENT))
    on.submit(KEEP_PARENT, keep)


def keep(asked: Asked, answers: Answers) -> View:
    """Keep somebody new, or what was changed of somebody, and show them all."""
    wanted, student = asked.may_carry(PARENT), asked.carried(tags.STUDENT)
    with asked.caseload() as caseload:
        if wanted is None:
            draft = asked.carried(tags.DRAFT)
            parents.add_parent(caseload, student, answers, draft=draft)
        else:
            parents.change_parent(caseload, wanted, answers)
        return _parents(caseload, student)


def _parents(caseload: Scope, student: StudentId) -> View:
    return screen.render(parents.see_parents(caseload, student))


def _ask_who(caseload: Scope, student: StudentId) -> View:
    about = opened(caseload, Act.KEEP_STUDENT, student, "the parents to add somebody")
    draft = DraftKey(uuid.uuid4().hex)
    return screen.render_one(about, parents.begun_parent(caseload, about, draft))


def _ask_what(caseload: Scope, wanted: ParentId) -> View:
    parent = parents.open_parent(caseload, wanted)
    return screen.render_one(caseload.students.get(parent.student), parent)


def _shown_after(
    does: Callable[[Scope, ParentId], StudentId],
) -> Callable[[Scope, ParentId], View]:
    """Do something with one, then show them all as they are by now."""

    def shows(caseload: Scope, wanted: ParentId) -> View:
        return _parents(caseload, does(caseload, wanted))

    return shows
