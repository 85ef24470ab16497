"""The draft that a page of the web form belongs to: kept whatever becomes of the form."""

import re
import uuid
from dataclasses import dataclass, replace

from bot.content import Content
from bot.forms.drafts import Draft, DraftKey
from bot.forms.fields import ANY_OF, ONE_OF
from bot.forms.pages import Page
from bot.requests.requests import Form
from bot.requests.respondent_forms import hint_before_submitting, longest_form, pages_of
from bot.ui.links_outside.web_fields import cleaned, name_of
from bot.ui.links_outside.web_forms import Posted
from casework.requests.request_keeping import OWN, form_of, keep_form, request_of, taken_request
from storage import Scope, Visit


@dataclass(frozen=True, kw_only=True)
class WebTurns:
    """A respondent's form as its pages turn; once it is in, its own page stands elsewhere."""

    content: Content

    def pages(self, draft: Draft) -> tuple[Page, ...]:
        return pages_of(form_of(draft.kind), draft.answers, self.content)

    def hint(self, draft: Draft) -> str:
        return hint_before_submitting(self.pages(draft), draft.answers)

    def finish(self, scope: Scope, draft: Draft) -> None:
        request = taken_request(scope, request_of(draft.kind))
        keep_form(scope, request, draft, self.content)


def with_page(visit: Visit, posted: Posted, turns: WebTurns) -> tuple[Draft, bool]:
    """Keep the page that was sent; whether it came after its form had been sent already.

    Needs no more than that the draft is their own, so that it works for who is no longer asked.
    """
    scope, link = visit.scope, visit.link
    kind = f"{OWN}:{link.request}:{link.form}"
    kept = _kept_draft(scope, posted, kind)
    draft = kept or Draft(
        key=DraftKey(posted.draft if _is_free(scope, posted.draft) else uuid.uuid4().hex),
        owner=scope.person.id,
        kind=kind,
        student=None,
        answers={},
        updated_at=scope.now,
    )
    answers = {**draft.answers, **_answers_in(posted, link.form, draft, turns)}
    late = draft.submitted
    if late and answers == dict(draft.answers):
        return draft, False
    if late:
        draft = replace(draft, key=DraftKey(uuid.uuid4().hex), submitted=False)
    draft = replace(draft, answers=answers, page=posted.page, updated_at=scope.now)
    scope.drafts.keep(draft)
    return draft, late


def _kept_draft(scope: Scope, posted: Posted, kind: str) -> Draft | None:
    kept = scope.drafts.get(DraftKey(posted.draft))
    return kept if kept and kept.kind == kind else None


def _is_free(scope: Scope, key: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-f]{32}", key)) and scope.drafts.get(DraftKey(key)) is None


def _answers_in(posted: Posted, form: Form, draft: Draft, turns: WebTurns) -> dict[str, str]:
    """Every answer that came. A choice that was not made does not come: on its page it is empty."""
    came = {name for name, _ in posted.fields}
    answers = {
        question.id: cleaned(question, posted.field(name_of(question.id)))
        for page in longest_form(form, turns.content)
        for question in page.fields
        if name_of(question.id) in came
    }
    pages = turns.pages(draft)
    here = pages[min(posted.page, len(pages) - 1)].fields
    if any(question.id in answers for question in here):
        choices = [one.id for one in here if one.kind in ONE_OF | ANY_OF]
        answers = {**dict.fromkeys(choices, ""), **answers}
    return answers
