"""Listen to forms that a case manager writes down for somebody who said it elsewhere."""

from dataclasses import replace
from typing import Unpack

from bot.forms.answers import Answers
from bot.forms.drafts import Draft
from bot.forms.pages import Page
from bot.forms.requests.request_behalf import WHEN, WHO_SAID_IT, said_from
from bot.forms.requests.requests_asked import REQUEST
from bot.permissions import Act
from bot.requests.respondent_forms import hint_before_submitting, pages_of
from bot.ui.kit.blocks import View
from bot.ui.kit.form import PageSays
from bot.ui.requests import request_forms as screen
from bot.ui.requests import requests_asked
from casework.requests import request_forms as keeping
from casework.requests.asking import meeting_still_ahead
from handlers.kit.asked import Asked
from handlers.kit.forms import FormKind
from handlers.kit.listening import ON_TOP, Listening
from storage import Scope

BEHALF = "behalf"


class FormOnBehalf(FormKind):
    """The form of somebody else, with a first page that says who said it."""

    name = BEHALF

    def listen(self, on: Listening) -> None:
        on.click(requests_asked.ON_BEHALF, self.open, shown=ON_TOP)

    def pages(self, draft: Draft) -> tuple[Page, ...]:
        asked = pages_of(keeping.form_of(draft.kind), draft.answers, self.surroundings.content)
        return (WHO_SAID_IT, *asked)

    def open(self, asked: Asked) -> View:
        self.typing.flush()
        with asked.caseload() as scope:
            request = scope.requests.get(asked.clicked(REQUEST))
            left = keeping.draft_left(scope, request, name=BEHALF)
            draft = left or keeping.empty_draft(scope, request, name=BEHALF)
            return self.draw(scope, draft, continued=bool(left))

    def fresh(self, scope: Scope, like: Draft) -> Draft:
        return keeping.empty_draft(
            scope, scope.requests.get(keeping.request_of(like.kind)), name=BEHALF
        )

    def draw(self, scope: Scope, draft: Draft, **said: Unpack[PageSays]) -> View:
        request = scope.requests.get(keeping.request_of(draft.kind))
        scope.require(Act.SEND_REQUESTS, request.student)
        keeping.log_view(scope, request, "opened a form on somebody's behalf")
        pages = self.pages(draft)
        answers = {WHEN.key: scope.today.isoformat(), **draft.answers}
        return screen.render(
            replace(draft, answers=answers, page=min(draft.page, len(pages) - 1)),
            pages,
            keeping.about_request(scope, request),
            now=scope.now,
            **said,
        )

    def hint(self, draft: Draft) -> str:
        return hint_before_submitting(self.pages(draft), draft.answers)

    def finish(self, scope: Scope, draft: Draft) -> View:
        request = scope.requests.get(keeping.request_of(draft.kind))
        scope.require(Act.SEND_REQUESTS, request.student)
        meeting_still_ahead(scope, request)
        said = said_from(Answers(texts=draft.answers))
        keeping.keep_form(scope, request, draft, self.surroundings.content, said=said)
        return screen.kept(keeping.about_request(scope, request))
