"""Turning a form's page forward, wherever it is filled in: in a modal, or on the web."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from bot.errors import FormError
from bot.forms.drafts import Draft
from bot.forms.pages import Page, page_of, problems_of_page
from storage import Scope

HINTED = "_hinted"
"""Under which a draft remembers the hint that was given; no question is called so."""


class TurnsPages(Protocol):
    """What a kind of form has to say when its pages turn."""

    def pages(self, draft: Draft) -> tuple[Page, ...]:
        """Return what is asked, as far as the answers so far say."""
        ...

    def hint(self, draft: Draft) -> str:
        """Say once what to think over before the form is submitted; mostly nothing."""
        ...

    def finish(self, scope: Scope, draft: Draft) -> Any:
        """Keep what was filled in, and close the draft; raise where that cannot be.

        What it returns stands in the form's place.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class Refused:
    """The page stays, with what must be mended on it, by question id."""

    draft: Draft
    problems: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class PageShown:
    """Another page is to be shown, or the same again with something to think over."""

    draft: Draft
    notice: str = ""
    problems: Mapping[str, str] | None = None
    """Where the form as a whole was refused: what must be mended on the page it went back to."""


@dataclass(frozen=True, kw_only=True)
class Finished:
    """The form is kept."""

    instead: Any = None
    """What stands in its place; None where it closes."""


def turned_forward(scope: Scope, draft: Draft, kind: TurnsPages) -> Refused | PageShown | Finished:
    """Go on from *Next*, or from the last page's button; the page itself is kept already."""
    pages = kind.pages(draft)
    shown = pages[min(draft.page, len(pages) - 1)]
    if problems := problems_of_page(shown, draft.answers, today=scope.today):
        return Refused(draft=draft, problems=problems)
    if draft.page + 1 < len(pages):
        return _kept(scope, replace(draft, page=draft.page + 1))
    hint = kind.hint(draft)
    if hint and draft.answers.get(HINTED) != hint:
        return _kept(scope, replace(draft, answers={**draft.answers, HINTED: hint}), notice=hint)
    try:
        return Finished(instead=kind.finish(scope, draft))
    except FormError as error:
        return _sent_back(scope, draft, pages, error)


def _sent_back(
    scope: Scope, draft: Draft, pages: tuple[Page, ...], error: FormError
) -> Refused | PageShown:
    """Go back to the first answer to be mended: Slack marks those of its own page only."""
    question, problem = next(iter(error.problems.items()))
    page = page_of(question, pages)
    return _kept(scope, replace(draft, page=page), notice=problem, problems=error.problems)


def _kept(
    scope: Scope, draft: Draft, *, notice: str = "", problems: Mapping[str, str] | None = None
) -> PageShown:
    turned = replace(draft, turn=draft.turn + 1)
    scope.drafts.keep(turned)
    return PageShown(draft=turned, notice=notice, problems=problems)
