"""Private links for people outside Slack, as their case manager makes, mails and closes them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.clock import Wire
from bot.errors import StaleError
from bot.links_outside.private_links import CODE_FOR, Link, works_until
from bot.messages import MessageKind
from bot.permissions import Act
from bot.requests.requests import Request, RequestId
from bot.ui.kit.blocks import View
from bot.ui.links_outside import link_mails
from bot.ui.links_outside import request_links as modal
from bot.ui.links_outside.request_links import Linked
from bot.ui.requests import requests_asked
from casework.requests.asking import meeting_still_ahead
from handlers.kit.errors import Body, acknowledge, told_of_errors
from handlers.kit.surroundings import Surroundings
from handlers.requests.requests import caseload
from handlers.requests.requests_seen import asked_for
from storage import Errand, Scope

Does = Callable[["LinkHandlers", Scope, Request], dict[str, Any]]
"""What a control does; the words to be shown with what stands then."""


@dataclass(frozen=True, kw_only=True)
class LinkHandlers:
    surroundings: Surroundings
    wire: Wire

    def register(self, app: App) -> None:
        app.action(requests_asked.LINK)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        clicks: dict[str, Does] = {
            modal.NEW: LinkHandlers.new,
            modal.CLOSE: LinkHandlers.close,
            modal.SAY_CODE: LinkHandlers.say_code,
            modal.MAIL_LINK: LinkHandlers.mail_link,
            modal.MAIL_CODE: LinkHandlers.mail_code,
        }
        for action, does in clicks.items():
            app.action(action)(ack=acknowledge, lazy=[told_of_errors(self._listener(does))])

    def open(self, body: Body, client: WebClient) -> None:
        """Make the first link of a request, or show how the one it has stands."""
        with caseload(self.surroundings, body) as scope:
            request = self._asked(scope, body)
            said = {} if scope.links.of(request.id) else self.new(scope, request)
            view = self._draw(scope, request, **said)
        client.views_push(trigger_id=body["trigger_id"], view=view)

    def new(self, scope: Scope, request: Request) -> dict[str, Any]:
        _, token = self._made(scope, request)
        return {"address": link_mails.address(self.surroundings.public_url, token)}

    def close(self, scope: Scope, request: Request) -> dict[str, Any]:
        scope.links.close(request)
        return {"notice": "The link is closed. It opens nothing any more."}

    def say_code(self, scope: Scope, request: Request) -> dict[str, Any]:
        link = _working(scope, request)
        until = self.wire.now() + CODE_FOR
        return {"code": scope.links.new_code(link, until_wire=until, how="to be spoken")}

    def mail_link(self, scope: Scope, request: Request) -> dict[str, Any]:
        """Put the mail; its link is made when it leaves, since no link is kept anywhere."""
        _refuse_who_has_another_way(scope, request)
        link = scope.links.of(request.id)
        if link is None or not link.works(now=scope.now):
            link, _ = self._made(scope, request)
        self._put(scope, MessageKind.LINK_MAIL, link)
        return {
            "notice": (
                "A new link goes out to the address on record. One that you copied earlier stops "
                "working then."
            )
        }

    def mail_code(self, scope: Scope, request: Request) -> dict[str, Any]:
        self._put(scope, MessageKind.CODE_MAIL, _working(scope, request))
        return {"notice": "A code goes out to the address on record."}

    def _made(self, scope: Scope, request: Request) -> tuple[Link, str]:
        meeting = meeting_still_ahead(scope, request)
        _refuse_who_has_another_way(scope, request)
        until = works_until(meeting, scope.workspace.zone, now=scope.now)
        return scope.links.make(request, until=until)

    def _put(self, scope: Scope, kind: str, link: Link) -> None:
        if not self.surroundings.mails:
            raise StaleError("Preiep sends no mail here. Nothing was sent.")
        scope.outbox.put(mail_errand(kind, link, self.wire))

    def _listener(self, does: Does) -> Callable[[Body, WebClient], None]:
        def clicked(body: Body, client: WebClient) -> None:
            with caseload(self.surroundings, body) as scope:
                request = self._asked(scope, body)
                view = self._draw(scope, request, **does(self, scope, request))
            client.views_update(view_id=body["view"]["id"], view=view)
            self.surroundings.wake()

        return clicked

    def _asked(self, scope: Scope, body: Body) -> Request:
        """The request clicked, for whoever may send it: asked anew at every click."""
        request = scope.requests.get(RequestId(int(body["actions"][0]["value"])))
        scope.require(Act.SEND_REQUESTS, request.student)
        if not self.surroundings.public_url:
            raise StaleError(requests_asked.NO_ADDRESS)
        return request

    def _draw(self, scope: Scope, request: Request, **said: Any) -> View:
        scope.audit.log(
            "looked at a private link", student=request.student, meeting=request.meeting
        )
        link = scope.links.of(request.id)
        address = scope.people.get(request.respondent).email
        one = Linked(
            asked=asked_for(scope, request),
            link=link,
            mails=self.surroundings.mails and bool(address),
        )
        if link is not None:
            one = replace(
                one,
                mailed=_mailed(scope, link, MessageKind.LINK_MAIL, "link"),
                code_mailed=_mailed(scope, link, MessageKind.CODE_MAIL, "code"),
            )
        return modal.render(one, now=scope.now, zone=scope.workspace.zone, **said)


def mail_errand(kind: str, link: Link, wire: Wire) -> Errand:
    """A mail to the person of a link: at most one of a kind in a minute."""
    return Errand(
        kind=kind,
        addressee=f"request:{link.request}",
        subject=link_mails.subject(link.id),
        step=wire.now().isoformat(timespec="minutes"),
    )


def _refuse_who_has_another_way(scope: Scope, request: Request) -> None:
    if not asked_for(scope, request).may_have_link:
        raise StaleError(
            "A private link is for a form that is still waited for, from somebody outside Slack. "
            "Nothing was changed."
        )


def _working(scope: Scope, request: Request) -> Link:
    link = scope.links.of(request.id)
    if link is None or not link.works(now=scope.now):
        raise StaleError("This link does not work any more. Please make a new one.")
    return link


def _mailed(scope: Scope, link: Link, kind: str, what: str) -> str:
    subject = link_mails.subject(link.id)
    fate = scope.outbox.fate(kind, subject)
    if fate is None:
        return ""
    sent = scope.messages.of(kind, subject)
    return link_mails.fate_in_words(
        what,
        waits=fate.waits,
        error=fate.error,
        sent_at=sent[0].posted_at if sent else None,
    )
