"""The draft that a page of the web form belongs to: kept whatever becomes of the form."""

import re
import uuid
from dataclasses import dataclass, replace

from bot.content import Content
from bot.forms.answers import Texts
from bot.forms.drafts import Draft, DraftKey
from bot.forms.fields import ANY_OF, ONE_OF
from bot.forms.pages import Page
from bot.requests.respondent_forms import hint_before_submitting, pages_of
from casework.forms.drafts import begun
from casework.requests.request_forms import OWN, form_of, keep_form, request_of, taken_request
from storage import Scope, Visit


@dataclass(frozen=True, kw_only=True)
class OutsideForm:
    """A respondent's form as its pages turn; once it is in, its own page stands elsewhere."""

    content: Content

    def pages(self, draft: Draft) -> tuple[Page, ...]:
        return pages_of(form_of(draft.kind), draft.answers, self.content)

    def hint(self, draft: Draft) -> str:
        return hint_before_submitting(self.pages(draft), draft.answers)

    def finish(self, scope: Scope, draft: Draft) -> None:
        request = taken_request(scope, request_of(draft.kind))
        keep_form(scope, request, draft, self.content)


def keep_page(
    visit: Visit, key: str, page: int, came: Texts, form: OutsideForm
) -> tuple[Draft, bool]:
    """Keep the page that was sent; say whether it came after its form had been sent already.

    `came` are the answers that arrived, by question. It needs no more than that the draft is their
    own, so that it works for who is no longer asked.
    """
    scope, link = visit.scope, visit.link
    kind = f"{OWN}:{link.request}:{link.form}"
    kept = scope.drafts.get(DraftKey(key))
    draft = kept if kept and kept.kind == kind else _new_draft(scope, key, kind)
    answers = {**draft.answers, **_with_choices_taken_back(came, page, form.pages(draft))}
    late = draft.submitted
    if late and answers == dict(draft.answers):
        return draft, False
    if late:
        draft = replace(draft, key=DraftKey(uuid.uuid4().hex), submitted=False)
    draft = replace(draft, answers=answers, page=page, updated_at=scope.now)
    scope.drafts.keep(draft)
    return draft, late


def _new_draft(scope: Scope, key: str, kind: str) -> Draft:
    """Make a draft under the key that the page was drawn with, if nobody else's is called so."""
    is_free = re.fullmatch(r"[0-9a-f]{32}", key) and scope.drafts.get(DraftKey(key)) is None
    return begun(scope, kind, key=DraftKey(key) if is_free else None)


def _with_choices_taken_back(came: Texts, page: int, pages: tuple[Page, ...]) -> Texts:
    """Add the choices that were not made: they do not come, and on their page they are empty."""
    here = pages[min(page, len(pages) - 1)].fields
    if not any(question.id in came for question in here):
        return came
    choices = [one.id for one in here if one.kind in ONE_OF | ANY_OF]
    return {**dict.fromkeys(choices, ""), **came}
