"""Listen to `/iep due`, which lists everything open, and `/iep why Juniper`, which says why."""

import re

from bot.digest.plain_words import Query, understood
from bot.forms import tags
from bot.students import StudentId
from bot.ui.dates import due as screen
from bot.ui.digest import owed
from bot.ui.kit.blocks import View
from casework.dates.due import look_at_due, look_at_why
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening
from handlers.kit.students_named import about_named
from storage import Scope


def listen(on: Listening) -> None:
    on.verb("due", due_as_typed)
    on.verb("why", about_named(why))
    on.click(owed.ALL, all_due, shown=ON_TOP)
    on.click(screen.WHY, open_why, shown=ON_TOP)
    on.click(re.compile(f"^({screen.DUE_PAGE}|{screen.WHY_PAGE}):"), turn)


def all_due(asked: Asked) -> View:
    return due(asked)


def due_as_typed(asked: Asked) -> View:
    """Show what is due on the days that stand behind the verb: today, tomorrow, this week."""
    return due(asked, of=understood(f"due {asked.words}", ()).asked)


def open_why(asked: Asked) -> View:
    with asked.caseload() as caseload:
        return why(caseload, asked.clicked(tags.STUDENT))


def turn(asked: Asked) -> View:
    page, student, of = screen.page_in(asked.value)
    if student is None:
        return due(asked, page=page, of=of)
    with asked.caseload() as caseload:
        return why(caseload, student, page=page)


def due(asked: Asked, *, page: int = 0, of: Query = Query.DUE) -> View:
    return screen.render_due(
        look_at_due(asked.storage, asked.user, now=asked.now, page=page, asked=of)
    )


def why(caseload: Scope, student: StudentId, *, page: int = 0) -> View:
    seen = look_at_why(caseload, student)
    return screen.render_why(
        seen.students[0], seen, caseload.rules, page=page, confirmed=caseload.calendar.confirmed
    )
