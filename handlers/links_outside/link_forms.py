"""The form behind a private link: the draft that a page belongs to, and what its buttons do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.errors import FormError, StaleError
from bot.forms.answers import Answers
from bot.forms.drafts import Draft
from bot.requests.requests import Request, RequestState
from bot.requests.respondent_forms import pages_as_asked
from bot.ui.links_outside import web_forms as web_form
from bot.ui.links_outside import web_replies as web_reply
from bot.ui.links_outside.web_forms import Frame, PageSent, answers_in
from casework.forms.page_turns import PageShown, Refused, turned_forward
from casework.links_outside.link_drafts import OutsideForm
from casework.requests import request_forms as keeping
from casework.requests import request_replies as replies
from casework.requests.asking import meeting_still_ahead
from storage import Scope

SAVED = (
    "Your form is saved as a draft. You can close this page, and continue later through your link."
)
SENT_MEANWHILE = (
    "This form was sent already from another page. What you typed here is kept as a change; it "
    "counts when you send it."
)

STANDS = {
    RequestState.IN: (
        "You are changing a form that is in. What you sent before counts until you send it again."
    ),
    RequestState.RETURNED: (
        "You have said that this form is not yours. If it is yours after all, fill it in and send "
        "it."
    ),
}
"""What a form says above its questions, by how its request stands."""

OPENED = "opened a form through a private link"

LAST, REPLY, TOLD = "last", "reply", "told"
"""The pages beside the form, as their addresses end."""

KEEPS_ITS_PAGE = frozenset(
    {
        web_form.NEXT,
        web_form.BACK,
        web_form.SAVE,
        web_form.LAST_TIME,
        web_form.REPLY,
        web_form.LEAVE,
    }
)
"""The buttons below the questions of a page: whichever is pressed, what was typed is kept."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is sent back."""

    html: str = ""
    status: int = 200
    go_to: str = ""
    """A path, in place of a page."""
    session: str | None = None
    """The new session's secret; an empty one ends what the browser remembers."""


@dataclass(frozen=True, kw_only=True)
class OpenedForm:
    """The form behind one link, for whoever a code has let in, within one visit."""

    scope: Scope
    request: Request
    frame: Frame
    form: OutsideForm


def show(opened: OpenedForm, part: str) -> Answer:
    """Show a page; whoever asks for one has had it logged, and disclosed where due."""
    match part:
        case "told":
            return Answer(html=web_form.replied(opened.frame))
        case "reply":
            return Answer(html=web_reply.reply_page(opened.frame, {}))
        case "last":
            return _last_time(opened)
        case _:
            return _where_it_was_left(opened)


def do(opened: OpenedForm, sent: PageSent, kept: tuple[Draft, bool] | None) -> Answer:
    """Do what a button says, whose page is kept already."""
    home = Answer(go_to=opened.frame.action)
    match sent.does:
        case web_form.CHANGE:
            keeping.new_draft(opened.scope, opened.request, opened.form.content)
            return home
        case web_form.TELL:
            return _tell(opened, sent)
        case _ if kept is None:
            return home
    draft, late = kept
    if draft.submitted:
        return home
    if late:
        return _drawn_and_logged(opened, draft, said=SENT_MEANWHILE)
    return _turn(opened, sent, draft)


def _where_it_was_left(opened: OpenedForm) -> Answer:
    scope, request = opened.scope, opened.request
    left = keeping.draft_left(scope, request, name=keeping.OWN)
    if left is None and request.state is RequestState.IN:
        return Answer(html=web_form.sent(opened.frame))
    if left:
        return _drawn(opened, left, said=STANDS.get(request.state, ""))
    draft, carried = keeping.new_draft(scope, request, opened.form.content)
    return _drawn(opened, draft, said=STANDS.get(request.state, "") or carried)


def _last_time(opened: OpenedForm) -> Answer:
    scope, request = opened.scope, opened.request
    filled = scope.requests.last_time(request)
    if filled is None:
        raise StaleError("There is no earlier form of yours for this student.")
    keeping.log_view(scope, request, "looked at an earlier form through a private link")
    earlier = keeping.about_request(scope, scope.requests.get(filled.request))
    pages = pages_as_asked(request.form, filled, opened.form.content)
    return Answer(html=web_form.last_answers(opened.frame, pages, filled.answers, earlier.meeting))


def _turn(opened: OpenedForm, sent: PageSent, draft: Draft) -> Answer:
    action = opened.frame.action
    match sent.does:
        case web_form.BACK:
            back = replace(draft, page=max(0, draft.page - 1), turn=draft.turn + 1)
            opened.scope.drafts.keep(back)
            return Answer(go_to=action)
        case web_form.LAST_TIME:
            return Answer(go_to=f"{action}/{LAST}")
        case web_form.REPLY:
            return Answer(go_to=f"{action}/{REPLY}")
        case web_form.SAVE:
            return _drawn_and_logged(opened, draft, said=SAVED)
    return _turn_forward(opened, draft)


def _turn_forward(opened: OpenedForm, draft: Draft) -> Answer:
    pages = opened.form.pages(draft)
    here = replace(draft, page=min(draft.page, len(pages) - 1))
    match turned_forward(opened.scope, here, opened.form):
        case Refused(draft=again, problems=problems):
            return _drawn_and_logged(opened, again, problems=problems)
        case PageShown(draft=again, problems=problems) if problems:
            return _drawn_and_logged(opened, again, problems=problems)
        case PageShown(draft=again, notice=notice) if notice:
            return _drawn_and_logged(opened, again, said=notice)
        case _:
            return Answer(go_to=opened.frame.action)


def _tell(opened: OpenedForm, sent: PageSent) -> Answer:
    scope = opened.scope
    meeting = meeting_still_ahead(scope, opened.request)
    given = answers_in(sent, [web_reply.questions(meeting)])
    try:
        replies.keep_reply(scope, opened.request, Answers(texts=given))
    except FormError as error:
        keeping.log_view(scope, opened.request, OPENED)
        html = web_reply.reply_page(opened.frame, given, problems=error.problems)
        return Answer(html=html, status=422)
    return Answer(go_to=f"{opened.frame.action}/{TOLD}")


def _drawn_and_logged(opened: OpenedForm, draft: Draft, **said: Any) -> Answer:
    keeping.log_view(opened.scope, opened.request, OPENED)
    return _drawn(opened, draft, **said)


def _drawn(
    opened: OpenedForm,
    draft: Draft,
    *,
    said: str = "",
    problems: Mapping[str, str] | None = None,
) -> Answer:
    pages = opened.form.pages(draft)
    html = web_form.form_page(
        opened.frame,
        # Where fewer goals are reported on than before, there are fewer pages.
        replace(draft, page=min(draft.page, len(pages) - 1)),
        pages,
        problems=problems,
        said=said,
        last_time=opened.scope.requests.last_time(opened.request) is not None,
    )
    return Answer(html=html, status=422 if problems else 200)
