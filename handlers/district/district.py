"""Listen to a supervisor: the district in counts, the rows behind them, one for a reason."""

import re

from bot.digest.listings import key_from
from bot.digest.plain_words import AROUND_WORDS
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.district.district import GIVE_REASON
from bot.forms.supervisor_reasons import REASON
from bot.people.people import Role
from bot.students import Student
from bot.ui.dates import obligation_rows as row
from bot.ui.digest import plain_answers as answers
from bot.ui.district import district as screen
from bot.ui.kit.blocks import View
from casework.district.district import (
    log_rows,
    look_at_school,
    look_at_schools,
    look_at_student,
    open_row,
)
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening
from handlers.kit.typed_words import Said, Typed
from storage import Scope

MOST_WORDS = 5
"""Words of a question that are looked up as an alias."""


def listen(on: Listening) -> None:
    on.verb("district", open_district)
    on.click(screen.OPEN, open_district, shown=ON_TOP)
    on.click(screen.ROWS, open_rows, shown=ON_TOP)
    on.click(re.compile(f"^{screen.TO_PAGE}:"), open_rows)
    on.click(screen.OPEN_ROW, ask_reason, shown=ON_TOP)
    on.click(screen.STUDENT, open_student, shown=ON_TOP)
    on.finder(find_in_district)
    on.submit(GIVE_REASON, open_for_reason)


def open_district(asked: Asked) -> View:
    with asked.district(reading=False) as scope:
        schools = look_at_schools(scope)
        return screen.render(schools, confirmed=scope.calendar.confirmed)


def open_rows(asked: Asked) -> View:
    wanted, page = screen.page_in(asked.value)
    with asked.district(reading=False) as scope:
        school = look_at_school(scope, wanted)
        log_rows(scope, screen.rows_on(school, page)[0])
        return screen.render_rows(school, page, confirmed=scope.calendar.confirmed)


def find_in_district(asked: Asked, typed: Typed) -> Said | None:
    """Find a student of a supervisor's schools, by alias or student id: names are closed."""
    if Role.SUPERVISOR not in typed.roles or typed.nearly:
        return None
    with asked.district(reading=False) as scope:
        for word in typed.words.split()[:MOST_WORDS]:
            one = scope.students.known_as(word.strip(AROUND_WORDS))
            if one is not None and typed.opens:
                return student_in_district(scope, one)
            if one is not None:
                scope.audit.log("asked in plain words, as a supervisor", student=one.id)
                return answers.elsewhere(one, "", opens=screen.STUDENT)
    return None


def open_student(asked: Asked) -> View:
    with asked.district(reading=False) as scope:
        return student_in_district(scope, scope.students.get(asked.clicked(tags.STUDENT)))


def student_in_district(scope: Scope, student: Student) -> View:
    """Show what is open for one student, by alias."""
    return screen.render_student(
        look_at_student(scope, student.id),
        student.alias,
        confirmed=scope.calendar.confirmed,
    )


def ask_reason(asked: Asked) -> View:
    student, key = asked.clicked(tags.STUDENT), asked.clicked(screen.ROW)
    with asked.district(reading=False) as scope:
        scope.students.get(student)
        return screen.ask_reason(student, key_from(key))


def open_for_reason(asked: Asked, answers: Answers) -> View:
    """Show the row with name and history, once the reason is logged."""
    GIVE_REASON.check(answers)
    student, key = asked.carried(tags.STUDENT), asked.carried(screen.ROW)
    with asked.record(student, reason=answers[REASON]) as scope:
        opened = open_row(scope, student, key_from(key))
        return row.render(
            opened.entry, opened.morning, opened.history, opened.names, changing=False
        )
