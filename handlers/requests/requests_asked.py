"""What a case manager sees of their requests, and does about one of them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError, StaleError
from bot.messages import MessageKind
from bot.people.people import Person, TeamMember
from bot.requests.nudges import told_from
from bot.requests.requests import Request, RequestId, RequestState, request_subject
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import helpers as helper
from bot.ui.requests import request_forms as request_form
from bot.ui.requests import requests_asked as modal
from bot.ui.requests import requests_to_send
from casework.requests.asking import ask_again, changed, meeting_still_ahead
from handlers.kit.errors import Body, acknowledge, told_of_errors
from handlers.kit.people_in_slack import colleague_in_slack
from handlers.kit.surroundings import Surroundings
from handlers.requests.requests import caseload
from handlers.requests.requests_seen import (
    PDF_COMES,
    asked_for,
    everything_asked,
    form_that_came_in,
    one_request,
    put_pdf,
)
from storage import Errand, Scope


@dataclass(frozen=True, kw_only=True)
class AskedHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        clicks: Mapping[Any, Callable[[Body, WebClient], None]] = {
            modal.LOOK: self.look,
            re.compile(f"^{requests_to_send.STATUS}"): self.show_all,
            modal.ONE: self.show_one,
            re.compile(f"^{modal.READ}"): self.read,
            re.compile(f"^{modal.MAKE_PDF}"): self.make_pdf,
            modal.REMIND: self.remind,
            modal.WITHDRAW: self.withdraw,
            modal.ASK_AGAIN: self.ask_again,
            modal.ANOTHER_DATE: self.ask_date,
            modal.SOMEBODY_ELSE: self.ask_person,
        }
        for action, listener in clicks.items():
            app.action(action)(ack=acknowledge, lazy=[told_of_errors(listener)])
        app.view(modal.SAVE_DATE)(self.save_date)
        app.view(modal.SAVE_SOMEBODY)(self.send_to_somebody_else)

    def look(self, body: Body, client: WebClient) -> None:
        with caseload(self.surroundings, body) as scope:
            view = everything_asked(scope, page=0)
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def show_all(self, body: Body, client: WebClient) -> None:
        with caseload(self.surroundings, body) as scope:
            view = everything_asked(scope, page=int(body["actions"][0]["value"]))
        client.views_update(view_id=body["view"]["id"], view=view)

    def show_one(self, body: Body, client: WebClient) -> None:
        with caseload(self.surroundings, body) as scope:
            view = self._one(scope, _clicked(scope, body))
        client.views_push(trigger_id=body["trigger_id"], view=view)

    def read(self, body: Body, client: WebClient) -> None:
        """Show what came in, page by page: logged before it is shown."""
        action = body["actions"][0]
        wanted, page = request_form.turned_to(action)
        with caseload(self.surroundings, body) as scope:
            view = form_that_came_in(
                scope, scope.requests.get(wanted), self.surroundings.content, page=page
            )
        if action["action_id"] == modal.READ:
            client.views_push(trigger_id=body["trigger_id"], view=view)
        else:
            client.views_update(view_id=body["view"]["id"], view=view)

    def make_pdf(self, body: Body, client: WebClient) -> None:
        """Have the form that came in made into a file for whoever asks, and say where it comes."""
        action = body["actions"][0]
        wanted, page = request_form.turned_to(action)
        content = self.surroundings.content
        with caseload(self.surroundings, body) as scope:
            request = scope.requests.get(wanted)
            put_pdf(scope, request, asked_from=body["view"]["hash"])
            view = (
                self._one(scope, request, notice=PDF_COMES)
                if action["action_id"] == modal.MAKE_PDF
                else form_that_came_in(scope, request, content, page=page, notice=PDF_COMES)
            )
        client.views_update(view_id=body["view"]["id"], view=view)
        self.surroundings.wake()

    def remind(self, body: Body, client: WebClient) -> None:
        """Put one more nudge; a second within a day only where they said that they are sure."""
        sure = body["actions"][0]["value"].endswith("|sure")
        with caseload(self.surroundings, body) as scope:
            request = _clicked(scope, body)
            one = asked_for(scope, _looked_at(scope, request))
            if not one.is_open or not one.in_slack:
                raise StaleError("This form is not waited for any more. Nobody was reminded.")
            if modal.was_told_lately(one, now=scope.now) and not sure:
                notice = (
                    "They were reminded within the last day. Press again to remind them anyway."
                )
            else:
                _put_nudge(scope, request)
                notice = "They are reminded."
            view = modal.render_one(one, now=scope.now, notice=notice)
        client.views_update(view_id=body["view"]["id"], view=view)
        self.surroundings.wake()

    def withdraw(self, body: Body, client: WebClient) -> None:
        with caseload(self.surroundings, body) as scope:
            request = _clicked(scope, body)
            _refuse_what_is_in(request)
            changed(scope, replace(request, state=RequestState.WITHDRAWN))
            view = self._one(
                scope, scope.requests.get(request.id), notice="The request is withdrawn."
            )
        client.views_update(view_id=body["view"]["id"], view=view)
        self.surroundings.wake()

    def ask_again(self, body: Body, client: WebClient) -> None:
        with caseload(self.surroundings, body) as scope:
            request = _clicked(scope, body)
            meeting_still_ahead(scope, request)
            _refuse_what_is_in(request)
            ask_again(scope, request, scope.people.get(request.respondent))
            view = self._one(scope, scope.requests.get(request.id), notice="They are asked again.")
        client.views_update(view_id=body["view"]["id"], view=view)
        self.surroundings.wake()

    def ask_date(self, body: Body, client: WebClient) -> None:
        with caseload(self.surroundings, body) as scope:
            view = modal.ask_date(asked_for(scope, _looked_at(scope, _clicked(scope, body))))
        client.views_push(trigger_id=body["trigger_id"], view=view)

    def ask_person(self, body: Body, client: WebClient) -> None:
        with caseload(self.surroundings, body) as scope:
            view = modal.ask_person(asked_for(scope, _looked_at(scope, _clicked(scope, body))))
        client.views_push(trigger_id=body["trigger_id"], view=view)

    def save_date(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        try:
            with caseload(self.surroundings, body) as scope:
                request = scope.requests.get(modal.request_in(view))
                meeting = meeting_still_ahead(scope, request)
                day = modal.read_date(view, meeting=meeting, today=scope.today)
                changed(scope, replace(request, due_on=day, needs_until=None, own_date=True))
                shown = self._one(
                    scope, scope.requests.get(request.id), notice="The date is changed."
                )
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)
            self.surroundings.wake()

    def send_to_somebody_else(
        self, ack: Ack, body: Body, view: Mapping[str, Any], client: WebClient
    ) -> None:
        """Withdraw the request, and ask a colleague, who joins the team in the same role."""
        try:
            chosen = modal.read_person(view)
            storage = self.surroundings.storage
            known = storage.person_by_slack(chosen)
            here = storage.workspace_id
            met = None if known else colleague_in_slack(client, chosen, here=here)
            if not (known and known.on_staff) and met is None:
                raise modal.refused_person(helper.REFUSED)
            with caseload(self.surroundings, body) as scope:
                request = scope.requests.get(modal.request_in(view))
                meeting_still_ahead(scope, request)
                _refuse_what_is_in(request)
                person = scope.people.by_slack(chosen) or scope.people.add(
                    slack_id=chosen,
                    name=met.name if met else "",
                    timezone=met.timezone if met else None,
                )
                _put_on_team(scope, request, person)
                changed(scope, replace(request, state=RequestState.WITHDRAWN))
                ask_again(scope, request, person)
                shown = everything_asked(scope, page=0)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)
            self.surroundings.wake()

    def _one(self, scope: Scope, request: Request, *, notice: str = "") -> View:
        return one_request(scope, request, web=bool(self.surroundings.public_url), notice=notice)


def _clicked(scope: Scope, body: Body) -> Request:
    number = str(body["actions"][0]["value"]).partition("|")[0]
    return scope.requests.get(RequestId(int(number)))


def _looked_at(scope: Scope, request: Request) -> Request:
    """The request, whose screen names the student: logged before it is shown."""
    scope.audit.log("looked at a request", student=request.student, meeting=request.meeting)
    return request


def _refuse_what_is_in(request: Request) -> None:
    """A form may come in while its screen stands open; then nobody is asked anything more."""
    if request.state is RequestState.IN:
        raise StaleError("This form is in already. Nothing was changed.")


def _put_nudge(scope: Scope, request: Request) -> None:
    respondent = scope.people.get(request.respondent)
    assert respondent.slack_id is not None, "only who is in Slack can be reminded there"
    scope.audit.log("reminded a respondent", student=request.student, meeting=request.meeting)
    scope.outbox.put(
        Errand(
            kind=MessageKind.NUDGE,
            addressee=respondent.slack_id,
            subject=request_subject(request.id),
            step=scope.now.isoformat(timespec="minutes"),
            not_before=told_from(respondent, now=scope.now, hours=scope.workspace.hours),
        )
    )


def _put_on_team(scope: Scope, request: Request, person: Person) -> None:
    """Let a colleague join the team in the role of whoever was asked first."""
    team = scope.people.team_of(request.student)
    role = request.form.asked_of
    if any(one.person == person.id and one.role is role for one in team):
        return
    services = [one.service for one in team if one.person == request.respondent and one.service]
    joins = TeamMember(person=person.id, role=role, service=services[0] if services else None)
    scope.people.set_team(request.student, [*team, joins])
