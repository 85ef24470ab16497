"""Make a private link, mail it, and look at how it stands."""

from datetime import datetime

from bot.errors import StaleError
from bot.links_outside.private_links import (
    Link,
    LinkSeen,
    MailSeen,
    link_subject,
    may_have_link,
    works_until,
)
from bot.messages import MessageKind
from bot.permissions import Act
from bot.requests.requests import Request, RequestId, is_taken
from casework.requests.asking import meeting_still_ahead
from storage import Errand, Scope


def request_to_link(scope: Scope, wanted: RequestId) -> Request:
    """Return a request, for whoever may send it."""
    request = scope.requests.get(wanted)
    scope.require(Act.SEND_REQUESTS, request.student)
    return request


def make_link(scope: Scope, request: Request) -> tuple[Link, str]:
    """Make a link in place of any earlier one; its token is told here alone."""
    meeting = meeting_still_ahead(scope, request)
    _refuse_who_has_another_way(scope, request)
    until = works_until(meeting, scope.workspace.zone, now=scope.now)
    return scope.links.make(request, until=until)


def mail_link(scope: Scope, request: Request, *, wire_now: datetime) -> None:
    """Put the mail; its address is made when it leaves, since no address is kept anywhere."""
    _refuse_who_has_another_way(scope, request)
    link = scope.links.of(request.id)
    if link is None or not link.works(now=scope.now):
        link, _ = make_link(scope, request)
    put_mail(scope, MessageKind.LINK_MAIL, link, wire_now)


def link_seen(scope: Scope, request: Request, *, mails: bool) -> LinkSeen:
    """Return how the link of a request stands; that it is looked at is logged."""
    scope.audit.log("looked at a private link", student=request.student, meeting=request.meeting)
    link = scope.links.of(request.id)
    respondent = scope.people.get(request.respondent)
    return LinkSeen(
        request=request,
        alias=scope.students.get(request.student).alias,
        respondent=respondent.name,
        link=link,
        may_have_one=_may_have_link(scope, request),
        mails=mails and bool(respondent.email),
        link_mail=_mail_seen(scope, MessageKind.LINK_MAIL, link),
        code_mail=_mail_seen(scope, MessageKind.CODE_MAIL, link),
    )


def put_mail(scope: Scope, kind: MessageKind, link: Link, wire_now: datetime) -> bool:
    """Put a mail to the person of a link: at most one of a kind in a minute."""
    return scope.outbox.put(
        Errand(
            kind=kind,
            addressee=f"request:{link.request}",
            subject=link_subject(link.id),
            step=wire_now.isoformat(timespec="minutes"),
        )
    )


def _may_have_link(scope: Scope, request: Request) -> bool:
    respondent = scope.people.get(request.respondent)
    return may_have_link(
        request,
        in_slack=respondent.slack_id is not None and respondent.active,
        takes_forms=is_taken(scope.meetings.get(request.meeting), today=scope.today),
    )


def _refuse_who_has_another_way(scope: Scope, request: Request) -> None:
    if not _may_have_link(scope, request):
        raise StaleError(
            "A private link is for a form that is still open, for somebody outside Slack. Nothing "
            "was changed."
        )


def working_link(scope: Scope, request: Request) -> Link:
    """Return the link of a request; raise an error where it does not work any more."""
    link = scope.links.of(request.id)
    if link is None or not link.works(now=scope.now):
        raise StaleError("This link does not work any more. Please make a new one.")
    return link


def _mail_seen(scope: Scope, kind: MessageKind, link: Link | None) -> MailSeen | None:
    if link is None:
        return None
    subject = link_subject(link.id)
    fate = scope.outbox.fate(kind, subject)
    if fate is None:
        return None
    sent = scope.messages.of(kind, subject)
    return MailSeen(waits=fate.waits, error=fate.error, sent_at=sent[0].posted_at if sent else None)
