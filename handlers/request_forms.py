"""The forms of a respondent: filled in, sent, changed, given back, put off."""

import re
import uuid
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError, StaleError
from bot.forms import Draft, DraftKey, Page
from bot.people import SlackUserId, TeamRole
from bot.requests import FilledForm, Form, Request, RequestId, RequestState
from bot.respondent_forms import (
    answers_to_keep,
    hint_before_submitting,
    pages_as_asked,
    pages_of,
    wording,
)
from bot.ui import request_form as modal
from bot.ui import request_reply, requests
from bot.ui.blocks import View
from bot.ui.request_form import About, Reading
from handlers.asking import changed, meeting_still_ahead
from handlers.errors import Body, acknowledge, person_in, told_of_errors
from handlers.surroundings import Surroundings
from handlers.typing import TypingKeeper
from storage import Scope

OWN = "request"

WITHDRAWN = (
    "This form is no longer needed: the case manager withdrew the request. Nothing was sent; what "
    "you typed is kept for you as a draft."
)


@dataclass(frozen=True, kw_only=True)
class RequestFormHandlers:
    surroundings: Surroundings
    typing: TypingKeeper
    name: str = OWN

    def register(self, app: App) -> None:
        app.action(requests.FILL_IN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.action(re.compile(f"^{modal.LAST_TIME}"))(
            ack=acknowledge, lazy=[told_of_errors(self.show_last_time)]
        )
        app.action(requests.NOT_MINE)(ack=acknowledge, lazy=[told_of_errors(self.ask_why)])
        app.view(request_reply.SAVE)(self.reply)

    def door(self, user: SlackUserId) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        return surroundings.storage.requests_to(user, now=surroundings.clock.now())

    def pages(self, draft: Draft) -> tuple[Page, ...]:
        return pages_of(form_of(draft.kind), draft.answers, self.surroundings.content)

    def open(self, body: Body, client: WebClient) -> None:
        """Open the form where it was left, or with what came in, or empty."""
        self.typing.flush()
        with self._door(body) as scope:
            request = _taken(scope, RequestId(int(body["actions"][0]["value"])))
            left = scope.drafts.latest(draft_kind(OWN, request))
            left = left if left and left.answers else None
            draft = left or _new_draft(scope, request)
            if draft.answers and not left:
                # The pages not shown yet have their words from here.
                scope.drafts.keep(draft)
            view = self.draw(scope, draft, continued=bool(left))
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def fresh(self, scope: Scope, like: Draft) -> Draft:
        request = scope.requests.get(request_of(like.kind))
        return replace(_new_draft(scope, request), answers={})

    def draw(self, scope: Scope, draft: Draft, **said: Any) -> View:
        request = _taken(scope, request_of(draft.kind))
        about = about_request(scope, request)
        log_view(scope, request, "opened a form")
        pages = self.pages(draft)
        return modal.render(
            # Where fewer goals are reported on than before, there are fewer pages.
            replace(draft, page=min(draft.page, len(pages) - 1)),
            pages,
            about,
            now=scope.now,
            last_time=scope.requests.last_time(request) is not None,
            **said,
        )

    def hint(self, draft: Draft) -> str:
        return hint_before_submitting(self.pages(draft), draft.answers)

    def finish(self, scope: Scope, draft: Draft) -> View:
        request = _taken(scope, request_of(draft.kind))
        pages = self.pages(draft)
        answers = answers_to_keep(pages, draft.answers, today=scope.today)
        scope.requests.keep_form(
            FilledForm(
                request=request.id,
                draft=draft.key,
                answers=answers,
                by=scope.person.id,
                at=scope.now,
                wording=wording(pages),
                wording_version=self.surroundings.content.version,
            )
        )
        scope.drafts.submit(draft.key)
        changed(scope, replace(request, state=RequestState.IN, reason=""))
        about = about_request(scope, request)
        return modal.kept(about, case_manager=about.asked_by)

    def show_last_time(self, body: Body, client: WebClient) -> None:
        """What the same person said last of this student, on top of the form."""
        action = body["actions"][0]
        wanted, page = modal.turned_to(action)
        with self._door(body) as scope:
            request = scope.requests.get(wanted)
            filled = scope.requests.last_time(request)
            if filled is None:
                raise StaleError("There is no earlier form of yours for this student.")
            log_view(scope, request, "looked at an earlier form")
            reading = Reading(
                request=request.id,
                form=request.form,
                line=about_request(scope, scope.requests.get(filled.request)).line,
                said="",
                answers=filled.answers,
            )
            pages = pages_as_asked(request.form, filled, self.surroundings.content)
            view = modal.reading(reading, pages, page=page, turn_to=modal.LAST_TIME)
        if action["action_id"] == modal.LAST_TIME:
            client.views_push(trigger_id=body["trigger_id"], view=view)
        else:
            client.views_update(view_id=body["view"]["id"], view=view)

    def ask_why(self, body: Body, client: WebClient) -> None:
        with self._door(body) as scope:
            request = _taken(scope, RequestId(int(body["actions"][0]["value"])))
            log_view(scope, request, "opened a request")
            view = request_reply.render(about_request(scope, request))
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def reply(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Give the request back with its reason, or keep until when it is needed."""
        try:
            with self._door(body) as scope:
                request = _taken(scope, request_reply.request_in(view))
                meeting = meeting_still_ahead(scope, request)
                said = request_reply.read(view, meeting=meeting, today=scope.today)
                state = request.state if said.until else RequestState.RETURNED
                changed(
                    scope,
                    replace(request, state=state, needs_until=said.until, reason=said.why),
                )
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack()
            self.surroundings.wake()

    def _door(self, body: Body) -> AbstractContextManager[Scope]:
        return self.door(SlackUserId(person_in(body)))


def draft_kind(name: str, request: Request) -> str:
    """What a draft of a request's form is called; the form stands in it for its pages."""
    return f"{name}:{request.id}:{request.form}"


def request_of(kind: str) -> RequestId:
    return RequestId(int(kind.split(":")[1]))


def form_of(kind: str) -> Form:
    return Form(kind.split(":")[2])


def about_request(scope: Scope, request: Request) -> About:
    student = scope.students.get(request.student)
    return About.of(
        request,
        student,
        scope.meetings.get(request.meeting),
        scope.people.team_of(request.student),
        scope.people.get(student.case_manager),
    )


def log_view(scope: Scope, request: Request, what: str) -> None:
    """Log that something is about to be shown; a contracted provider's view is disclosed, too."""
    scope.audit.log(
        f"{what}: {request.form.words}", student=request.student, meeting=request.meeting
    )
    me = scope.person.id
    team = scope.people.team_of(request.student)
    if any(member.person == me and member.role is TeamRole.PROVIDER for member in team):
        scope.disclosures.log(me, request.student, f"{what}, as they were asked for a report")


def _taken(scope: Scope, wanted: RequestId) -> Request:
    """The request, if its form is still taken; else an error that says what became of it."""
    request = scope.requests.get(wanted)
    meeting_still_ahead(scope, request)
    if request.state is RequestState.WITHDRAWN:
        raise StaleError(WITHDRAWN)
    return request


def _new_draft(scope: Scope, request: Request) -> Draft:
    """A draft that stands nowhere yet; where a form came in, it begins with what stands there."""
    forms = scope.requests.forms(request.id)
    return Draft(
        key=DraftKey(uuid.uuid4().hex),
        owner=scope.person.id,
        kind=draft_kind(OWN, request),
        student=None,
        answers=forms[0].answers if forms else {},
        updated_at=scope.now,
    )
