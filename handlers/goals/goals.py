"""Goals by their labels, and how each stands in the reporting period."""

import uuid
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import CaseworkError, FormError
from bot.forms.drafts import Draft, DraftKey
from bot.goals.goals import not_looked_at, period_to_tell
from bot.goals.reporting_periods import ReportingPeriod
from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.students import StudentId
from bot.ui.goals import goals as screen
from bot.ui.goals.goals import Named
from bot.ui.kit.blocks import View
from bot.ui.records import students as student_modal
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.screens import show, show_instead
from handlers.kit.surroundings import Surroundings
from handlers.records.student_records import clicked
from handlers.records.students import not_found
from storage import Scope

KIND = "goals"


@dataclass(frozen=True, kw_only=True)
class GoalHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(screen.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.action(screen.LABELS)(ack=acknowledge, lazy=[told_of_errors(self.ask_for_labels)])
        app.action(screen.LIST)(ack=acknowledge, lazy=[told_of_errors(self.open_list)])
        app.view(screen.SAVE)(self.save)
        app.view(screen.LABELS)(self.save_labels)

    def typed(self, body: Body, words: str, client: WebClient) -> None:
        """`/iep progress`: whose goals are open; with a name, that student's."""
        with self._caseload(body) as caseload:
            students = caseload.students.named(words)
            if not words:
                view = _list(caseload)
            elif len(students) == 1:
                view = _progress(caseload, students[0].id)
            else:
                view = student_modal.render_find(not_found(words, len(students)))
        show(client, body, view)

    def open(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as caseload:
            view = _progress(caseload, clicked(body))
        show(client, body, view)

    def open_list(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as caseload:
            view = _list(caseload)
        show(client, body, view)

    def save(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        told = screen.read(view)
        with self._caseload(body) as caseload:
            for goal, progress in told.marks.items():
                caseload.goals.mark(goal, told.period, progress)
            shown = _list(caseload)
        ack(response_action="update", view=shown)
        self.surroundings.wake()

    def ask_for_labels(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as caseload:
            student = clicked(body)
            goals = caseload.goals.of(student)
            caseload.audit.log("opened the goals", student=student)
            draft = DraftKey(uuid.uuid4().hex)
            view = screen.render_labels(caseload.students.get(student), goals, draft)
        show_instead(client, body, view)

    def save_labels(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep the labels, and show how the goals stand in the modal's place."""
        try:
            named = screen.read_labels(view)
            with self._caseload(body) as caseload:
                _keep_labels(caseload, named)
                shown = _progress(caseload, named.student)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)
            self.surroundings.wake()

    def _caseload(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def _period(caseload: Scope) -> ReportingPeriod | None:
    return period_to_tell(caseload.settings.periods(), today=caseload.today)


def _open(caseload: Scope, period: ReportingPeriod) -> dict[StudentId, int]:
    return not_looked_at(caseload.goals.open(), caseload.goals.marks(period.id))


def _progress(caseload: Scope, student: StudentId) -> View:
    """A student's goals in the present period; the view is logged first."""
    caseload.require(Act.FOLLOW_GOALS, student)
    period = _period(caseload)
    marks = caseload.goals.marks(period.id, student) if period else {}
    caseload.audit.log("opened the progress on goals", student=student)
    return screen.render(caseload.students.get(student), caseload.goals.of(student), period, marks)


def _list(caseload: Scope) -> View:
    caseload.require(Act.FOLLOW_GOALS)
    period = _period(caseload)
    counts = _open(caseload, period) if period else {}
    caseload.audit.log("looked at whose goals are not yet looked at")
    students = [(one, counts[one.id]) for one in caseload.students.all() if one.id in counts]
    return screen.render_list(students, period)


def _keep_labels(caseload: Scope, named: Named) -> None:
    """Rename, close and reopen as typed; new ones are added once, however often Save is pressed."""
    caseload.require(Act.FOLLOW_GOALS, named.student)
    goals = {goal.id: goal for goal in caseload.goals.of(named.student)}
    try:
        # What is closed goes first: it makes room for what is opened again.
        ids = sorted(named.labels.keys() | named.closed.keys())
        for goal in sorted(ids, key=lambda one: not named.closed.get(one)):
            now = goals[goal]
            label, closed = named.labels.get(goal, now.label), named.closed.get(goal, now.closed)
            caseload.goals.keep(replace(now, label=label, closed=closed))
        if not _added_before(caseload, named):
            for label in named.new:
                caseload.goals.add(named.student, label)
    except CaseworkError as error:
        raise FormError({screen.NEW: str(error)}) from error


def _added_before(caseload: Scope, named: Named) -> bool:
    kept = caseload.drafts.get(named.draft)
    if kept is not None:
        return True
    caseload.drafts.keep(
        Draft(
            key=named.draft,
            owner=caseload.person.id,
            kind=KIND,
            student=named.student,
            answers={},
            updated_at=caseload.now,
            submitted=True,
        )
    )
    return False
