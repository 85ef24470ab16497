"""Students by hand: added, mended, gone, and back again."""

import secrets
import uuid
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError, NumberTakenError
from bot.forms.drafts import Draft, DraftKey
from bot.people.people import Person, PersonId, Role, SlackUserId, new_alias
from bot.permissions import Act
from bot.requests.requests import RequestState, is_taken
from bot.students import StudentId
from bot.ui.kit.blocks import View
from bot.ui.records import student_forms as student_form
from bot.ui.records import student_leaving
from bot.ui.records import students as screen
from bot.ui.records.student_forms import ToAdd
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.screens import show, show_instead
from handlers.kit.surroundings import Surroundings
from handlers.people.people import newcomer_chosen
from handlers.records.students import student_screen
from storage import Scope

KIND = "student"


@dataclass(frozen=True, kw_only=True)
class StudentRecordHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(student_form.ADD)(ack=acknowledge, lazy=[told_of_errors(self.ask_for_new)])
        app.view(student_form.ADD)(self.add)
        app.action(student_form.EDIT)(ack=acknowledge, lazy=[told_of_errors(self.ask_for_changes)])
        app.view(student_form.EDIT)(self.edit)
        app.action(student_leaving.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.ask_for_day)])
        app.view(student_leaving.SAVE)(self.leave)
        app.action(student_leaving.BACK)(ack=acknowledge, lazy=[told_of_errors(self.come_back)])

    def typed(self, body: Body, _words: str, client: WebClient) -> None:
        """`/iep add`."""
        self.ask_for_new(body, client)

    def gone(self, body: Body, _words: str, client: WebClient) -> None:
        """`/iep gone`: who has left, to be opened or taken back."""
        with self._caseload(body) as caseload:
            caseload.require(Act.KEEP_STUDENT)
            caseload.audit.log("looked at who has left")
            view = student_leaving.render_gone(caseload.students.gone(), opens=screen.OPEN)
        show(client, body, view)

    def ask_for_new(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as caseload:
            caseload.require_leader()
            roles = caseload.person.roles
        view = student_form.render_add(
            DraftKey(uuid.uuid4().hex),
            for_others=Role.ADMIN in roles,
            chosen=SlackUserId(person_in(body)) if Role.CASE_MANAGER in roles else None,
        )
        show(client, body, view)

    def add(self, ack: Ack, body: Body, view: Mapping[str, Any], client: WebClient) -> None:
        """Keep the student, and show them in place of the modal."""
        try:
            added = student_form.read_add(view)
            if added.case_manager in (None, person_in(body)):
                with self._caseload(body) as caseload:
                    shown = self._add_own(caseload, added)
            else:
                shown = self._add_for_another(body, added, client)
        except NumberTakenError:
            ack(response_action="errors", errors={student_form.NUMBER: student_form.NUMBER_TAKEN})
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)

    def ask_for_changes(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as caseload:
            student = clicked(body)
            caseload.require(Act.KEEP_STUDENT, student)
            caseload.audit.log("opened a student to edit", student=student)
            view = student_form.render_edit(caseload.students.get(student))
        show_instead(client, body, view)

    def edit(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        try:
            student_id, mended = student_form.read_edit(view)
            with self._caseload(body) as caseload:
                student = caseload.students.get(student_id)
                caseload.students.keep(student.described_as(mended(student.described)))
                shown = student_screen(caseload, student_id)
        except NumberTakenError:
            ack(response_action="errors", errors={student_form.NUMBER: student_form.NUMBER_TAKEN})
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)
            self.surroundings.wake()

    def ask_for_day(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as caseload:
            student_id = clicked(body)
            caseload.require(Act.KEEP_STUDENT, student_id)
            case = caseload.case_of(student_id)
            planned = {one.id for one in case.meetings if is_taken(one, today=caseload.today)}
            forms = [
                one
                for one in case.requests
                if one.meeting in planned and one.state is RequestState.OPEN
            ]
            caseload.audit.log("opened a student to exit", student=student_id)
            view = student_leaving.render(
                case.student, meetings=len(planned), forms=len(forms), today=caseload.today
            )
        show_instead(client, body, view)

    def leave(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep the day. Nothing else is changed, so that coming back undoes all of it."""
        try:
            student_id, on = student_leaving.read(view)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
            return
        with self._caseload(body) as caseload:
            student = caseload.students.get(student_id)
            caseload.students.keep(replace(student, exited_on=on))
            shown = student_screen(caseload, student_id)
        ack(response_action="update", view=shown)
        self.surroundings.wake()

    def come_back(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as caseload:
            student_id = clicked(body)
            student = caseload.students.get(student_id)
            caseload.students.keep(replace(student, exited_on=None))
            shown = student_screen(caseload, student_id)
        show_instead(client, body, shown)
        self.surroundings.wake()

    def _add_own(self, caseload: Scope, added: ToAdd) -> View:
        student = _kept(caseload, added, caseload.person.id)
        return student_screen(caseload, student)

    def _add_for_another(self, body: Body, added: ToAdd, client: WebClient) -> View:
        """As an admin: the chosen colleague is a case manager from now on."""
        assert added.case_manager is not None, "whoever is chosen is somebody"
        refused = {student_form.CASE_MANAGER: student_form.NOT_STAFF}
        surroundings = self.surroundings
        newcomer = newcomer_chosen(
            surroundings.storage, client, added.case_manager, refused=refused
        )
        admin = SlackUserId(person_in(body))
        with surroundings.storage.intake_by(admin, now=surroundings.clock.now()) as scope:
            person = scope.people.by_slack(added.case_manager) or scope.people.add(
                slack_id=added.case_manager,
                name=newcomer.name if newcomer else "",
                timezone=newcomer.timezone if newcomer else None,
            )
            person = _as_case_manager(scope, person)
            student = _kept(scope, added, person.id)
            return student_form.added_for_another(scope.students.get(student).alias, person.name)

    def _caseload(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def clicked(body: Body) -> StudentId:
    """The student whose id the button carries."""
    return StudentId(int(body["actions"][0]["value"]))


def _as_case_manager(scope: Scope, person: Person) -> Person:
    if Role.CASE_MANAGER not in person.roles:
        person = replace(person, roles=person.roles | {Role.CASE_MANAGER})
        scope.people.keep(person)
    return person


def _kept(scope: Scope, added: ToAdd, case_manager: PersonId) -> StudentId:
    """Keep a new student once, however often Save is pressed."""
    kept = scope.drafts.get(added.draft)
    if kept is not None and kept.student is not None:
        return kept.student
    said = added.description
    student = scope.students.add(
        alias=new_alias(
            said.first_name,
            said.last_name,
            taken=scope.students.aliases_taken(),
            draw=secrets.choice,
        ),
        case_manager=case_manager,
        first_name=said.first_name,
        last_name=said.last_name,
        number=said.number,
        grade=said.grade,
        school=said.school,
        home_language=said.home_language,
        interpreter=said.interpreter,
        annual_due=said.annual_due,
        triennial_due=said.triennial_due,
    )
    scope.drafts.keep(
        Draft(
            key=added.draft,
            owner=scope.person.id,
            kind=KIND,
            student=student.id,
            answers={},
            updated_at=scope.now,
            submitted=True,
        )
    )
    return student.id
