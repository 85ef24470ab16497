"""What people outside Slack do at their link: a code first, then their form, page by page.

Nothing of HTTP is in here, and nothing of Slack: what came is read already, and what is answered
is a page, a place to go on at, or an error that whoever serves turns into a page.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import ParamSpec

from bot.clock import Wire
from bot.errors import LinkDeadError
from bot.forms.drafts import Draft
from bot.links_outside.link_codes import Tried
from bot.requests.respondent_forms import longest_form
from bot.ui.links_outside import web_forms as web_form
from bot.ui.links_outside import web_pages as web_page
from bot.ui.links_outside.link_mails import address
from bot.ui.links_outside.web_forms import Frame, PageSent, answers_in
from casework.links_outside.link_codes import mail_code_to_the_door, try_code
from casework.links_outside.link_drafts import OutsideForm, keep_page
from casework.requests.request_forms import about_request, log_view, taken_request
from handlers.kit.surroundings import ListenerSurroundings
from handlers.links_outside.link_forms import KEEPS_ITS_PAGE, OPENED, Answer, OpenedForm, do, show
from storage import Threshold, Visit

P = ParamSpec("P")

KEPT = (
    "This page was closed because nothing was sent for a while. What you typed is kept. Please "
    "enter a new code to continue."
)
RUN_OUT = (
    "Your link has expired. What you typed is kept for you; please ask the case manager for a new "
    "link to continue."
)


@dataclass(frozen=True, kw_only=True)
class LinkVisits:
    """What a link answers to whoever comes to it."""

    surroundings: ListenerSurroundings
    wire: Wire

    def waiting_since_now(self, answers: Callable[P, Answer]) -> Callable[P, Answer]:
        """Return the same for a thread of its own: whoever asked waits from now on."""
        since = self.surroundings.seconds()

        def answering(*what: P.args, **how: P.kwargs) -> Answer:
            with self.surroundings.waited_for(since=since):
                return answers(*what, **how)

        return answering

    def look(self, token: str, session: str, *, part: str = "") -> Answer:
        """Show what stands at a link. Without a session it reads, and changes nothing."""
        if session:
            with suppress(LinkDeadError), self._visit(token, session) as visit:
                if visit.shows:
                    return self._shown(visit, token, session, part)
        return self._threshold(token)

    def press(self, token: str, session: str, sent: PageSent) -> Answer:
        """Do what a button says, for whoever may."""
        match sent.does:
            case web_page.CODE:
                return self._try_code(token, sent.field("code"))
            case web_page.MAIL_CODE:
                return self._mail_code(token)
            case _:
                if not compare_digest(sent.guard.encode(), guard_of(session).encode()):
                    raise LinkDeadError
                return self._in_form(token, session, sent)

    def _threshold(self, token: str, said: str = "") -> Answer:
        with self._at_threshold(token, reading=True) as threshold:
            return self._asks(threshold, token, said=said)

    def _try_code(self, token: str, typed: str) -> Answer:
        with self._at_threshold(token) as threshold:
            trial = try_code(threshold, typed)
            if trial.tried not in (Tried.RIGHT, Tried.LOCKED):
                problem = web_page.refusal(trial.tried, trial.left)
                return self._asks(threshold, token, problem=problem)
        if trial.tried is Tried.LOCKED:
            raise LinkDeadError
        return Answer(go_to=path_of(token), session=trial.session)

    def _mail_code(self, token: str) -> Answer:
        with self._at_threshold(token) as threshold:
            mails = self.surroundings.mails
            said = mail_code_to_the_door(threshold, wire_now=self.wire.now()) if mails else ""
            return self._asks(threshold, token, said=said)

    def _asks(
        self, threshold: Threshold, token: str, *, said: str = "", problem: str = ""
    ) -> Answer:
        can_mail = self.surroundings.mails and threshold.can_mail
        html = web_page.threshold(path_of(token), can_mail=can_mail, problem=problem, said=said)
        return Answer(html=html, status=422 if problem else 200)

    def _shown(self, visit: Visit, token: str, session: str, part: str) -> Answer:
        opened = self._opened(visit, token, session)
        log_view(opened.scope, opened.request, OPENED)
        return show(opened, part)

    def _in_form(self, token: str, session: str, sent: PageSent) -> Answer:
        """Keep what was typed first, whatever becomes of it then: it stays its author's."""
        with self._visit(token, session) as visit:
            shows, running = visit.shows, visit.link.works(now=visit.scope.now)
            kept = self._kept(visit, sent) if sent.does in KEEPS_ITS_PAGE else None
        if not shows:
            return (
                self._threshold(token, KEPT)
                if running
                else Answer(html=web_form.ended(RUN_OUT), status=403)
            )
        if sent.does == web_form.LEAVE:
            now, wire_now = self.surroundings.clock.now(), self.wire.now()
            self.surroundings.storage.links.leave(token, session, now=now, wire_now=wire_now)
            return Answer(html=web_form.left(), session="")
        with self._visit(token, session) as visit:
            return do(self._opened(visit, token, session), sent, kept)

    def _kept(self, visit: Visit, sent: PageSent) -> tuple[Draft, bool]:
        content = self.surroundings.content
        came = answers_in(sent, longest_form(visit.link.form, content))
        return keep_page(visit, sent.draft, sent.page, came, OutsideForm(content=content))

    def _opened(self, visit: Visit, token: str, session: str) -> OpenedForm:
        scope = visit.scope
        request = taken_request(scope, visit.link.request)
        about = about_request(scope, request)
        frame = Frame(action=path_of(token), guard=guard_of(session), about=about)
        form = OutsideForm(content=self.surroundings.content)
        return OpenedForm(scope=scope, request=request, frame=frame, form=form)

    def _visit(self, token: str, session: str) -> AbstractContextManager[Visit]:
        return self.surroundings.storage.links.visit(
            token, session, now=self.surroundings.clock.now(), wire_now=self.wire.now()
        )

    def _at_threshold(
        self, token: str, *, reading: bool = False
    ) -> AbstractContextManager[Threshold]:
        return self.surroundings.storage.links.threshold(
            token, now=self.surroundings.clock.now(), wire_now=self.wire.now(), reading=reading
        )


def path_of(token: str) -> str:
    return address("", token)


def guard_of(session: str) -> str:
    """Return what only pages of this session can send along; it does not give the session away."""
    return sha256(f"guard of {session}".encode()).hexdigest()
