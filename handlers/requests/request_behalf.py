"""Forms that a case manager writes down for somebody who said it on the phone or in a mail."""

import uuid
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.forms.drafts import Draft, DraftKey
from bot.forms.fields import choice, day, line
from bot.forms.pages import Page
from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.requests.requests import Request, RequestId, Said
from bot.requests.respondent_forms import hint_before_submitting, pages_of
from bot.ui.kit.blocks import View
from bot.ui.requests import request_forms as request_form
from bot.ui.requests import requests_asked
from casework.requests.asking import meeting_still_ahead
from casework.requests.request_keeping import (
    about_request,
    draft_kind,
    form_of,
    keep_form,
    log_view,
    request_of,
)
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.keystrokes import TypingKeeper
from handlers.kit.surroundings import Surroundings
from storage import Scope

BEHALF = "behalf"

SAID = Page(
    title="Who said it",
    intro="You write this down for somebody else. It is kept with who said it, how and when.",
    fields=(
        line("said_who", "Who said it", required=True),
        choice(
            "said_how",
            "How",
            {"phone": "On the phone", "in_person": "In person", "mail": "By mail"},
            required=True,
        ),
        day(
            "said_on",
            "When",
            required=True,
            not_ahead="That day lies ahead. Please give the day on which they said it.",
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class BehalfHandlers:
    surroundings: Surroundings
    typing: TypingKeeper
    name: str = BEHALF

    def register(self, app: App) -> None:
        app.action(requests_asked.ON_BEHALF)(ack=acknowledge, lazy=[told_of_errors(self.open)])

    def door(self, user: SlackUserId) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())

    def pages(self, draft: Draft) -> tuple[Page, ...]:
        return (SAID, *pages_of(form_of(draft.kind), draft.answers, self.surroundings.content))

    def open(self, body: Body, client: WebClient) -> None:
        self.typing.flush()
        with self.door(SlackUserId(person_in(body))) as scope:
            request = scope.requests.get(RequestId(int(body["actions"][0]["value"])))
            left = scope.drafts.latest(draft_kind(BEHALF, request))
            left = left if left and left.answers else None
            view = self.draw(scope, left or _new_draft(scope, request), continued=bool(left))
        client.views_push(trigger_id=body["trigger_id"], view=view)

    def fresh(self, scope: Scope, like: Draft) -> Draft:
        return _new_draft(scope, scope.requests.get(request_of(like.kind)))

    def draw(self, scope: Scope, draft: Draft, **said: Any) -> View:
        request = scope.requests.get(request_of(draft.kind))
        scope.require(Act.SEND_REQUESTS, request.student)
        log_view(scope, request, "opened a form on somebody's behalf")
        pages = self.pages(draft)
        answers = {"said_on": scope.today.isoformat(), **draft.answers}
        return request_form.render(
            replace(draft, answers=answers, page=min(draft.page, len(pages) - 1)),
            pages,
            about_request(scope, request),
            now=scope.now,
            **said,
        )

    def hint(self, draft: Draft) -> str:
        return hint_before_submitting(self.pages(draft), draft.answers)

    def finish(self, scope: Scope, draft: Draft) -> View:
        request = scope.requests.get(request_of(draft.kind))
        scope.require(Act.SEND_REQUESTS, request.student)
        meeting_still_ahead(scope, request)
        said = Said(
            who=draft.answers["said_who"].strip(),
            how=draft.answers["said_how"].replace("_", " "),
            on=date.fromisoformat(draft.answers["said_on"]),
        )
        keep_form(scope, request, draft, self.surroundings.content, said=said)
        about = about_request(scope, request)
        return request_form.kept(about, case_manager=about.asked_by)


def _new_draft(scope: Scope, request: Request) -> Draft:
    """A draft that stands nowhere yet: it is kept with the first keystroke or page turn."""
    return Draft(
        key=DraftKey(uuid.uuid4().hex),
        owner=scope.person.id,
        kind=draft_kind(BEHALF, request),
        student=None,
        answers={},
        updated_at=scope.now,
    )
