"""What people outside Slack do at their link: a code first, then their form, page by page.

Nothing of HTTP is in here, and nothing of Slack: what came is read already, and what is answered
is a page, a place to go on at, or an error that whoever serves turns into a page.
"""

from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from bot.clock import Wire
from bot.errors import LinkDeadError
from bot.links_outside.private_links import MOST_CODES_MAILED, Tried
from bot.messages import MessageKind
from bot.requests.nudges import told_from
from bot.requests.requests import Request
from bot.ui.links_outside import link_mails
from bot.ui.links_outside import web_forms as web_form
from bot.ui.links_outside import web_pages as web_page
from bot.ui.links_outside.web_forms import Frame, Posted
from casework.requests.request_keeping import about_request, log_view, taken_request
from handlers.kit.surroundings import Surroundings
from handlers.links_outside.link_drafts import WebTurns, with_page
from handlers.links_outside.link_forms import KEEPS_ITS_PAGE, OPENED, Answer, LinkForm
from handlers.links_outside.request_links import mail_errand
from storage import Errand, Scope, Threshold, Visit

KEPT = (
    "This page was closed because nothing was sent for a while. What you typed is kept. Please "
    "enter a new code to go on."
)
RUN_OUT = (
    "Your link has run out. What you typed is kept for you; please ask the case manager for a new "
    "link to go on."
)
ON_ITS_WAY = "A code is on its way to the address on record. It may take a minute or two."
ENOUGH_MAILED = (
    "Several codes were mailed already. Please ask the person who sent you the link for a code."
)


@dataclass(frozen=True, kw_only=True)
class LinkVisits:
    surroundings: Surroundings
    wire: Wire

    def look(self, token: str, session: str, *, part: str = "") -> Answer:
        """Show what stands at a link. Without a session it reads, and changes nothing."""
        if session:
            with suppress(LinkDeadError), self._visit(token, session) as visit:
                if visit.shows:
                    return self._shown(visit, token, session, part)
        return self._threshold(token)

    def press(self, token: str, session: str, posted: Posted) -> Answer:
        """Do what a button says, for whoever may."""
        match posted.does:
            case web_page.CODE:
                return self._try_code(token, posted.field("code"))
            case web_page.MAIL_CODE:
                return self._mail_code(token)
            case _:
                if not compare_digest(posted.guard.encode(), guard_of(session).encode()):
                    raise LinkDeadError
                return self._in_form(token, session, posted)

    def _threshold(self, token: str, said: str = "") -> Answer:
        with self._at_threshold(token, reading=True) as threshold:
            return self._asks(threshold, token, said=said)

    def _try_code(self, token: str, typed: str) -> Answer:
        with self._at_threshold(token) as threshold:
            trial = threshold.try_code(typed)
            if trial.tried is Tried.LOCKED:
                _tell_case_manager(threshold)
            elif trial.tried is not Tried.RIGHT:
                problem = web_page.refusal(trial.tried, trial.left)
                return self._asks(threshold, token, problem=problem, status=422)
        if trial.tried is Tried.LOCKED:
            raise LinkDeadError
        return Answer(go_to=path_of(token), session=trial.session)

    def _mail_code(self, token: str) -> Answer:
        with self._at_threshold(token) as threshold:
            if not (self.surroundings.mails and threshold.can_mail):
                return self._asks(threshold, token)
            if threshold.link.codes_mailed >= MOST_CODES_MAILED:
                return self._asks(threshold, token, said=ENOUGH_MAILED)
            if threshold.scope.outbox.put(
                mail_errand(MessageKind.CODE_MAIL, threshold.link, self.wire)
            ):
                threshold.ask_for_code()
            return self._asks(threshold, token, said=ON_ITS_WAY)

    def _asks(self, threshold: Threshold, token: str, *, status: int = 200, **said: Any) -> Answer:
        can_mail = self.surroundings.mails and threshold.can_mail
        html = web_page.threshold(path_of(token), can_mail=can_mail, **said)
        return Answer(html=html, status=status)

    def _shown(self, visit: Visit, token: str, session: str, part: str) -> Answer:
        scope = visit.scope
        request = taken_request(scope, visit.link.request)
        log_view(scope, request, OPENED)
        return self._form(scope, request, token, session).shown(part)

    def _form(self, scope: Scope, request: Request, token: str, session: str) -> LinkForm:
        about = about_request(scope, request)
        frame = Frame(action=path_of(token), guard=guard_of(session), about=about)
        return LinkForm(scope=scope, request=request, frame=frame, turns=self._turns)

    @property
    def _turns(self) -> WebTurns:
        return WebTurns(content=self.surroundings.content)

    def _in_form(self, token: str, session: str, posted: Posted) -> Answer:
        """Keep what was typed first, whatever becomes of it then: it stays its author's."""
        with self._visit(token, session) as visit:
            shows, running = visit.shows, visit.link.works(now=visit.scope.now)
            kept = with_page(visit, posted, self._turns) if posted.does in KEEPS_ITS_PAGE else None
        if not shows:
            return (
                self._threshold(token, KEPT)
                if running
                else Answer(html=web_form.ended(RUN_OUT), status=403)
            )
        if posted.does == web_form.LEAVE:
            now, wire_now = self.surroundings.clock.now(), self.wire.now()
            self.surroundings.storage.links.leave(token, session, now=now, wire_now=wire_now)
            return Answer(html=web_form.left(), session="")
        with self._visit(token, session) as visit:
            request = taken_request(visit.scope, visit.link.request)
            return self._form(visit.scope, request, token, session).done(posted, kept)

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
    return link_mails.address("", token)


def guard_of(session: str) -> str:
    """What only pages of this session can send along; it does not give the session away."""
    return sha256(f"guard of {session}".encode()).hexdigest()


def _tell_case_manager(threshold: Threshold) -> None:
    """The link has closed itself: whoever made it hears of it, within their day."""
    person = threshold.case_manager()
    if person.slack_id is None or not person.leads:
        return
    threshold.scope.outbox.put(
        Errand(
            kind=MessageKind.LINK_NOTICE,
            addressee=person.slack_id,
            subject=link_mails.subject(threshold.link.id),
            step="locked",
            not_before=told_from(
                person, now=threshold.scope.now, hours=threshold.scope.workspace.hours
            ),
        )
    )
