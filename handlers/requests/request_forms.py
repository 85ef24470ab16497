"""Listen to the forms of a respondent: filled in, sent, changed, given back, put off."""

import re
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Unpack

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.drafts import Draft
from bot.forms.pages import Page
from bot.forms.requests.request_replies import REPLY
from bot.forms.requests.requests_asked import REQUEST
from bot.people.people import SlackUserId
from bot.requests.respondent_forms import hint_before_submitting, pages_of
from bot.ui.kit.blocks import View
from bot.ui.kit.form import PageSays
from bot.ui.requests import request_forms as screen
from bot.ui.requests import request_replies, requests
from casework.requests import request_forms as keeping
from casework.requests import request_replies as replies
from handlers.kit.asked import Asked
from handlers.kit.forms import FormKind
from handlers.kit.listening import ON_TOP, Listening
from storage import Scope


class RespondentForm(FormKind):
    """The form that somebody was asked for, as they fill it in themselves."""

    name = keeping.OWN

    def listen(self, on: Listening) -> None:
        on.click(requests.FILL_IN, self.open)
        on.click(screen.LAST_TIME, show_last_time, shown=ON_TOP)
        on.click(re.compile(f"^{screen.LAST_TIME}:"), show_last_time)
        on.click(requests.NOT_MINE, ask_why)
        on.submit(REPLY, reply)

    def door(self, user: SlackUserId, *, reading: bool = False) -> AbstractContextManager[Scope]:
        """Open the forms that this person is asked for."""
        now = self.surroundings.clock.now()
        return self.surroundings.storage.requests_to(user, now=now, reading=reading)

    def pages(self, draft: Draft) -> tuple[Page, ...]:
        return pages_of(keeping.form_of(draft.kind), draft.answers, self.surroundings.content)

    def open(self, asked: Asked) -> View:
        """Open the form where it was left, or with what came in, or as good as empty."""
        self.typing.flush()
        with asked.requests() as scope:
            request = keeping.taken_request(scope, asked.clicked(REQUEST))
            if left := keeping.draft_left(scope, request, name=keeping.OWN):
                return self.draw(scope, left, continued=True)
            draft, carried = keeping.new_draft(scope, request, self.surroundings.content)
            return self.draw(scope, draft, notice=carried)

    def fresh(self, scope: Scope, like: Draft) -> Draft:
        return keeping.empty_draft(scope, scope.requests.get(keeping.request_of(like.kind)))

    def draw(self, scope: Scope, draft: Draft, **said: Unpack[PageSays]) -> View:
        request = keeping.taken_request(scope, keeping.request_of(draft.kind))
        keeping.log_view(scope, request, "opened a form")
        pages = self.pages(draft)
        return screen.render(
            # Where fewer goals are reported on than before, there are fewer pages.
            replace(draft, page=min(draft.page, len(pages) - 1)),
            pages,
            keeping.about_request(scope, request),
            now=scope.now,
            last_time=scope.requests.last_time(request) is not None,
            **said,
        )

    def hint(self, draft: Draft) -> str:
        return hint_before_submitting(self.pages(draft), draft.answers)

    def finish(self, scope: Scope, draft: Draft) -> View:
        request = keeping.taken_request(scope, keeping.request_of(draft.kind))
        keeping.keep_form(scope, request, draft, self.surroundings.content)
        return screen.kept(keeping.about_request(scope, request))


def show_last_time(asked: Asked) -> View:
    with asked.requests() as scope:
        read = keeping.last_form(scope, asked.clicked(REQUEST), asked.content)
        return screen.reading(read, page=asked.clicked(tags.PAGE), turn_to=screen.LAST_TIME)


def ask_why(asked: Asked) -> View:
    with asked.requests() as scope:
        request = replies.open_request(scope, asked.clicked(REQUEST))
        keeping.log_view(scope, request, "opened a form to fill in")
        return request_replies.render(keeping.about_request(scope, request))


def reply(asked: Asked, answers: Answers) -> None:
    with asked.requests() as scope:
        request = replies.open_request(scope, asked.carried(REQUEST))
        replies.keep_reply(scope, request, answers)
