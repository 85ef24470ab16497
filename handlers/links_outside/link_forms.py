"""The form behind a private link: the draft that a page belongs to, and what its buttons do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.errors import FormError, StaleError
from bot.forms.drafts import Draft
from bot.requests.request_replies import UNTIL, WHAT, WHY, reply_of
from bot.requests.requests import Request, RequestState
from bot.requests.respondent_forms import pages_as_asked
from bot.ui.links_outside import web_forms as web_form
from bot.ui.links_outside import web_replies as web_reply
from bot.ui.links_outside.web_fields import cleaned, name_of
from bot.ui.links_outside.web_forms import Frame, Posted
from casework.forms.page_turns import Refused, Shown, turned_forward
from casework.requests.asking import meeting_still_ahead
from casework.requests.request_keeping import (
    OWN,
    about_request,
    draft_kind,
    keep_reply,
    log_view,
    new_draft,
)
from handlers.links_outside.link_drafts import WebTurns
from storage import Scope

SAVED = "Your form is saved as a draft. You can close this page, and go on later through your link."
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
class LinkForm:
    """The form behind one link, for whoever a code has let in, within one visit."""

    scope: Scope
    request: Request
    frame: Frame
    turns: WebTurns

    def shown(self, part: str) -> Answer:
        """A page of the form; whoever asks for one has had it logged, and disclosed where due."""
        match part:
            case "told":
                return Answer(html=web_form.replied(self.frame))
            case "reply":
                return Answer(html=web_reply.reply_page(self.frame, {}))
            case "last":
                return self._last_time()
            case _:
                return self._form()

    def done(self, posted: Posted, kept: tuple[Draft, bool] | None) -> Answer:
        """Do what the button says, whose page is kept already."""
        home = Answer(go_to=self.frame.action)
        match posted.does:
            case web_form.CHANGE:
                self.scope.drafts.keep(new_draft(self.scope, self.request))
                return home
            case web_form.TELL:
                return self._told(posted)
            case _ if kept is None:
                return home
        draft, late = kept
        if draft.submitted:
            return home
        if late:
            return self._logged().drawn(draft, said=SENT_MEANWHILE)
        return self._turned(posted, draft)

    def drawn(
        self, draft: Draft, *, said: str = "", problems: Mapping[str, str] | None = None
    ) -> Answer:
        pages = self.turns.pages(draft)
        html = web_form.form_page(
            self.frame,
            # Where fewer goals are reported on than before, there are fewer pages.
            replace(draft, page=min(draft.page, len(pages) - 1)),
            pages,
            problems=problems,
            said=said,
            last_time=self.scope.requests.last_time(self.request) is not None,
        )
        return Answer(html=html, status=422 if problems else 200)

    def _form(self) -> Answer:
        """The form where it was left; once it is in, the thanks for it."""
        left = self.scope.drafts.latest(draft_kind(OWN, self.request))
        left = left if left and left.answers else None
        if left is None and self.request.state is RequestState.IN:
            return Answer(html=web_form.sent(self.frame))
        draft = left or new_draft(self.scope, self.request)
        if draft.answers and not left:
            # The pages not shown yet have their words from here.
            self.scope.drafts.keep(draft)
        return self.drawn(draft, said=STANDS.get(self.request.state, ""))

    def _last_time(self) -> Answer:
        filled = self.scope.requests.last_time(self.request)
        if filled is None:
            raise StaleError("There is no earlier form of yours for this student.")
        log_view(self.scope, self.request, "looked at an earlier form through a private link")
        earlier = about_request(self.scope, self.scope.requests.get(filled.request))
        pages = pages_as_asked(self.request.form, filled, self.turns.content)
        html = web_form.last_answers(self.frame, pages, filled.answers, earlier.meeting)
        return Answer(html=html)

    def _turned(self, posted: Posted, draft: Draft) -> Answer:
        action = self.frame.action
        match posted.does:
            case web_form.BACK:
                back = replace(draft, page=max(0, draft.page - 1), turn=draft.turn + 1)
                self.scope.drafts.keep(back)
                return Answer(go_to=action)
            case web_form.LAST_TIME:
                return Answer(go_to=f"{action}/{LAST}")
            case web_form.REPLY:
                return Answer(go_to=f"{action}/{REPLY}")
            case web_form.SAVE:
                return self._logged().drawn(draft, said=SAVED)
        return self._next(draft)

    def _next(self, draft: Draft) -> Answer:
        pages = self.turns.pages(draft)
        here = replace(draft, page=min(draft.page, len(pages) - 1))
        match turned_forward(self.scope, here, self.turns):
            case Refused(draft=again, problems=problems):
                return self._logged().drawn(again, problems=problems)
            case Shown(draft=again, problems=problems) if problems:
                return self._logged().drawn(again, problems=problems)
            case Shown(draft=again, notice=notice) if notice:
                return self._logged().drawn(again, said=notice)
            case _:
                return Answer(go_to=self.frame.action)

    def _told(self, posted: Posted) -> Answer:
        meeting = meeting_still_ahead(self.scope, self.request)
        page = web_reply.questions(meeting)
        given = {one.id: cleaned(one, posted.field(name_of(one.id))) for one in page.fields}
        try:
            said = reply_of(
                given[WHAT], given[UNTIL], given[WHY], meeting=meeting, today=self.scope.today
            )
        except FormError as error:
            self._logged()
            html = web_reply.reply_page(self.frame, given, problems=error.problems)
            return Answer(html=html, status=422)
        keep_reply(self.scope, self.request, said)
        return Answer(go_to=f"{self.frame.action}/{TOLD}")

    def _logged(self) -> "LinkForm":
        log_view(self.scope, self.request, OPENED)
        return self
