"""Setting a meeting by hand, from `/iep meeting`, the student or the home tab."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.cases import Case
from bot.date_checks import DateCheck
from bot.errors import FormError
from bot.hold_by import without_a_meeting
from bot.meetings import Kind, Meeting
from bot.people import SlackUserId
from bot.permissions import Act
from bot.students import StudentId
from bot.ui import blocks
from bot.ui import meeting as screen
from bot.ui import set_meeting as modal
from bot.ui import student as student_modal
from bot.ui.blocks import View
from bot.ui.set_meeting import Wanted
from handlers.errors import Body, acknowledge, person_in, told_of_errors
from handlers.meeting_dates import check_new, still_possible
from handlers.one_meeting import meeting_screen
from handlers.screens import show_instead
from handlers.students import not_found
from handlers.surroundings import Surroundings
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class SetMeetingHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(modal.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.action(screen.OF_STUDENT)(ack=acknowledge, lazy=[told_of_errors(self.see)])
        app.action(modal.TAKE)(ack=acknowledge, lazy=[told_of_errors(self.take)])
        app.view(modal.SAVE)(self.save)

    def typed(self, body: Body, words: str, client: WebClient) -> None:
        """`/iep meeting Juniper`: the next meeting, or setting one, or asking whom is meant."""
        with self._caseload(body) as scope:
            students = scope.students.named(words)
            if len(students) == 1:
                view = meeting_or_form(scope, students[0].id)
            else:
                view = student_modal.render_find(not_found(words, len(students)))
        show_instead(client, body, view)

    def open(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as scope:
            view = form_for(scope, StudentId(int(body["actions"][0]["value"])))
        show_instead(client, body, view)

    def see(self, body: Body, client: WebClient) -> None:
        """From the student: their next meeting, or the form where none is set."""
        with self._caseload(body) as scope:
            view = meeting_or_form(scope, StudentId(int(body["actions"][0]["value"])))
        show_instead(client, body, view)

    def save(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep the meeting, or say first what its date would cost; then show the meeting."""
        try:
            with self._caseload(body) as scope:
                calendar = scope.calendar_for(modal.student_in(view))
                wanted = modal.read(view, today=scope.today, calendar=calendar)
                shown = _warned_or_set(scope, wanted)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)
            self.surroundings.wake()

    def take(self, body: Body, client: WebClient) -> None:
        """One tap takes the date that was offered, with everything else as it was typed."""
        on = date.fromisoformat(str(body["actions"][0]["value"]))
        with self._caseload(body) as scope:
            still_possible(scope, modal.student_in(body["view"]), on)
            shown = _warned_or_set(scope, replace(modal.typed(body["view"]), on=on))
        client.views_update(view_id=body["view"]["id"], view=shown)
        self.surroundings.wake()

    def _caseload(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def meeting_or_form(scope: Scope, student: StudentId) -> View:
    """The student's next meeting; where none is planned, the form in which one is set."""
    meeting = scope.meetings.next_of(student, after=scope.today - timedelta(days=1))
    return meeting_screen(scope, meeting.id) if meeting else form_for(scope, student)


def form_for(scope: Scope, student: StudentId) -> View:
    """The modal in which a meeting is set; the view of the student is logged first."""
    scope.require(Act.HOLD_MEETING, student)
    case = scope.case_of(student)
    scope.audit.log("opened a student to set a meeting", student=student)
    asked = tuple(request.id for request in without_a_meeting(case))
    kind = Kind.PARENT_REQUEST if asked else _likely_kind(case)
    wanted = Wanted(student=student, kind=kind, asked=asked, newest=_newest(case))
    return _form(scope, case, wanted)


def _warned_or_set(scope: Scope, wanted: Wanted) -> View:
    """The form again with what has to be said first, or the meeting that is set."""
    assert wanted.on is not None, "the form asks for a date"
    scope.require(Act.HOLD_MEETING, wanted.student)
    case = scope.case_of(wanted.student)
    check = check_new(scope, wanted.student, wanted.on)
    if not wanted.asked:
        # What the parents asked for is another meeting, and its last day says nothing of this one.
        check = replace(check, hold_by=None)
    told = check if check.warned and wanted.warned_of != wanted.on else None
    notice = _set_meanwhile(case, wanted)
    if told or notice:
        return _form(scope, case, wanted, told, notice)
    added = scope.meetings.add(
        student=wanted.student, on=wanted.on, at=wanted.at, kind=wanted.kind, mode=wanted.mode
    )
    for request in without_a_meeting(case):
        if request.id in wanted.asked:
            scope.parent_requests.set_meeting(request, added.id)
    return meeting_screen(scope, added.id, notice="Saved.")


def _form(
    scope: Scope, case: Case, wanted: Wanted, check: DateCheck | None = None, notice: str = ""
) -> View:
    return modal.render(
        case.student,
        replace(wanted, newest=_newest(case)),
        rules=scope.rules,
        confirmed=scope.calendar.confirmed,
        check=check,
        notice=notice,
        latest=case.meetings[-1].id if case.meetings else None,
        requests=without_a_meeting(case),
    )


def _set_meanwhile(case: Case, wanted: Wanted) -> str:
    """What to say where somebody else, or a second press, has set a meeting since."""
    since = [one for one in case.meetings if one.waits and one.id > (wanted.newest or 0)]
    if not since:
        return ""
    return f"A meeting was set meanwhile: {_called(since[-1])}. Save again only if this is another."


def _called(meeting: Meeting) -> str:
    at = f" at {blocks.clock_time(meeting.at)}" if meeting.at else ""
    return f"{meeting.kind}, {blocks.in_words(meeting.on)}{at}"


def _newest(case: Case) -> Any:
    return max((meeting.id for meeting in case.meetings), default=None)


def _likely_kind(case: Case) -> Kind:
    student = case.student
    triennial = student.triennial_due is not None and case.review_on == student.triennial_due
    return Kind.TRIENNIAL if triennial else Kind.ANNUAL
