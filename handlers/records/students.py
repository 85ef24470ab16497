"""One student: found by name, opened from the home tab, and shown with what can be done."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.dates.cases import Case
from bot.digest.digest_lines import Entry
from bot.digest.digest_rows import Morning, by_due_date
from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.records.caseloads import glance
from bot.students import StudentId, named
from bot.ui.conversations import conversations as conversation
from bot.ui.kit.blocks import View
from bot.ui.kit.elements import Element
from bot.ui.meetings import set_meeting
from bot.ui.records import students as student
from casework.dates.settling import their_today
from casework.office.office_told import told_of
from handlers.kit.asked import Asked
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.listening import Shows
from handlers.kit.screens import show, show_instead
from handlers.kit.surroundings import Surroundings
from storage import Scope

MOST_OPTIONS = 20
"""A type-ahead longer than that is not read, it is typed further."""


@dataclass(frozen=True, kw_only=True)
class StudentHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(student.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.action(set_meeting.BACK)(ack=acknowledge, lazy=[told_of_errors(self.back)])
        app.view(student.FIND)(self.open_found)
        app.options(student.STUDENT)(self.suggest)

    def find(self, body: Body, words: str, client: WebClient) -> None:
        """`/iep find Maya`: open the student, or ask which one is meant."""
        with self._caseload(body) as caseload:
            students = caseload.students.named(words) or named(words, caseload.students.gone())
            if len(students) == 1:
                view = student_screen(caseload, students[0].id)
            else:
                view = student.render_find(not_found(words, len(students)))
        show(client, body, view)

    def open(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as caseload:
            view = student_screen(caseload, StudentId(int(body["actions"][0]["value"])))
        show(client, body, view)

    def back(self, body: Body, client: WebClient) -> None:
        """From a screen that took the student's place, to the student as they are by now."""
        with self._caseload(body) as caseload:
            view = student_screen(caseload, StudentId(int(body["actions"][0]["value"])))
        show_instead(client, body, view)

    def open_found(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        with self._caseload(body) as caseload:
            shown = student_screen(caseload, student.found(view))
        ack(response_action="update", view=shown)

    def suggest(self, ack: Ack, body: Body) -> None:
        """The caller's own students whose names begin with what is typed so far."""
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        with surroundings.storage.caseload_of(
            user, now=surroundings.clock.now(), reading=True
        ) as caseload:
            words = body.get("value") or ""
            students = caseload.students.named(words) if words else caseload.students.all()
        ack(options=[conversation.student_option(one) for one in students[:MOST_OPTIONS]])

    def _caseload(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def student_screen(caseload: Scope, student_id: StudentId, *, notice: str = "") -> View:
    """The screen about one student of the caller's own; the view is logged first."""
    caseload.require(Act.TALK_WITH_PARENTS, student_id)
    case = caseload.case_of(student_id)
    seen = glance([case], caseload.calendar, caseload.rules, today=caseload.today)
    caseload.audit.log("opened a student", student=student_id)
    meeting = seen.students[0].meeting
    return student.render(
        seen.students[0],
        seen,
        caseload.rules,
        entries=rows_of(caseload, case),
        office=told_of(caseload, meeting) if meeting else None,
        notice=notice,
    )


def rows_of(caseload: Scope, case: Case) -> list[Entry]:
    """What there is to do and what is done for one student, by due date."""
    morning = Morning(
        on=their_today(caseload), calendar=caseload.calendar, rules=caseload.rules, cases=(case,)
    )
    return sorted(morning.entries.values(), key=by_due_date)


def suggest_students(asked: Asked) -> list[Element]:
    """Offer the caller's own students whose names begin with what is typed so far."""
    with asked.caseload(reading=True) as caseload:
        words = asked.words
        students = caseload.students.named(words) if words else caseload.students.all()
    return [conversation.student_option(one) for one in students[:MOST_OPTIONS]]


def about_named(screen: Callable[[Scope, StudentId], View]) -> Shows:
    """Show the screen about the student whom the words name; else ask which one is meant."""

    def shows(asked: Asked) -> View:
        with asked.caseload() as caseload:
            students = caseload.students.named(asked.words)
            if len(students) == 1:
                return screen(caseload, students[0].id)
            return student.render_find(not_found(asked.words, len(students)))

    return shows


def not_found(words: str, fitting: int) -> str:
    """What to say where the words after a verb do not say which student is meant."""
    if not words.strip():
        return ""
    if fitting:
        return f"These words fit {fitting} of your students. Please choose one."
    return "None of your students is called that. Please choose one."
