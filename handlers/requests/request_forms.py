"""The forms of a respondent: filled in, sent, changed, given back, put off."""

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError, StaleError
from bot.forms.drafts import Draft
from bot.forms.pages import Page
from bot.people.people import SlackUserId
from bot.requests.requests import RequestId
from bot.requests.respondent_forms import hint_before_submitting, pages_as_asked, pages_of
from bot.ui.kit.blocks import View
from bot.ui.requests import request_forms as modal
from bot.ui.requests import request_replies as request_reply
from bot.ui.requests import requests
from bot.ui.requests.request_forms import Reading
from casework.requests.asking import meeting_still_ahead
from casework.requests.request_keeping import (
    OWN,
    about_request,
    draft_kind,
    form_of,
    keep_form,
    keep_reply,
    log_view,
    new_draft,
    open_request,
    request_of,
    taken_request,
)
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.keystrokes import TypingKeeper
from handlers.kit.surroundings import Surroundings
from storage import Scope


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
            request = taken_request(scope, RequestId(int(body["actions"][0]["value"])))
            left = scope.drafts.latest(draft_kind(OWN, request))
            left = left if left and left.answers else None
            draft = left or new_draft(scope, request)
            if draft.answers and not left:
                # The pages not shown yet have their words from here.
                scope.drafts.keep(draft)
            view = self.draw(scope, draft, continued=bool(left))
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def fresh(self, scope: Scope, like: Draft) -> Draft:
        request = scope.requests.get(request_of(like.kind))
        return replace(new_draft(scope, request), answers={})

    def draw(self, scope: Scope, draft: Draft, **said: Any) -> View:
        request = taken_request(scope, request_of(draft.kind))
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
        request = taken_request(scope, request_of(draft.kind))
        keep_form(scope, request, draft, self.surroundings.content)
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
            request = open_request(scope, RequestId(int(body["actions"][0]["value"])))
            log_view(scope, request, "opened a request")
            view = request_reply.render(about_request(scope, request))
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def reply(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Give the request back with its reason, or keep until when it is needed."""
        try:
            with self._door(body) as scope:
                request = open_request(scope, request_reply.request_in(view))
                meeting = meeting_still_ahead(scope, request)
                said = request_reply.read(view, meeting=meeting, today=scope.today)
                keep_reply(scope, request, said)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack()
            self.surroundings.wake()

    def _door(self, body: Body) -> AbstractContextManager[Scope]:
        return self.door(SlackUserId(person_in(body)))
