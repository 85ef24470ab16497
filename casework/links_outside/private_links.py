"""What is done about a private link: made, mailed and closed, and opened with its code."""

from datetime import datetime

from bot.errors import StaleError
from bot.links_outside.private_links import (
    CODE_FOR,
    MOST_CODES_MAILED,
    Link,
    LinkSeen,
    MailSeen,
    Tried,
    link_subject,
    may_have_link,
    works_until,
)
from bot.messages import MessageKind
from bot.permissions import Act
from bot.requests.nudges import told_from
from bot.requests.requests import Request, RequestId, is_taken
from casework.requests.asking import meeting_still_ahead
from storage import Errand, Scope, Threshold, Trial

ON_ITS_WAY = "A code is on its way to the address on record. It may take a minute or two."
ENOUGH_MAILED = (
    "Several codes were mailed already. Please ask the person who sent you the link for a code."
)


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


def make_code(scope: Scope, request: Request, *, wire_now: datetime) -> str:
    """Make the code that is said on the phone; it is told here alone."""
    until = wire_now + CODE_FOR
    return scope.links.new_code(_working(scope, request), until_wire=until, how="to be spoken")


def mail_link(scope: Scope, request: Request, *, wire_now: datetime) -> None:
    """Put the mail; its address is made when it leaves, since no address is kept anywhere."""
    _refuse_who_has_another_way(scope, request)
    link = scope.links.of(request.id)
    if link is None or not link.works(now=scope.now):
        link, _ = make_link(scope, request)
    _put_mail(scope, MessageKind.LINK_MAIL, link, wire_now)


def mail_code(scope: Scope, request: Request, *, wire_now: datetime) -> None:
    """Put a mail with a code, which is made when it leaves."""
    _put_mail(scope, MessageKind.CODE_MAIL, _working(scope, request), wire_now)


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


def try_code(threshold: Threshold, typed: str) -> Trial:
    """Try a code; where that closes the link, whoever made it hears so within their day."""
    trial = threshold.try_code(typed)
    person = threshold.case_manager() if trial.tried is Tried.LOCKED else None
    if person and person.slack_id is not None and person.leads:
        scope = threshold.scope
        scope.outbox.put(
            Errand(
                kind=MessageKind.LINK_NOTICE,
                addressee=person.slack_id,
                subject=link_subject(threshold.link.id),
                step="locked",
                not_before=told_from(person, now=scope.now, hours=scope.workspace.hours),
            )
        )
    return trial


def mail_code_to_the_door(threshold: Threshold, *, wire_now: datetime) -> str:
    """Mail a code to whoever stands at a link and asks for one; return what to tell them."""
    if not threshold.can_mail:
        return ""
    if threshold.link.codes_mailed >= MOST_CODES_MAILED:
        return ENOUGH_MAILED
    if _put_mail(threshold.scope, MessageKind.CODE_MAIL, threshold.link, wire_now):
        threshold.ask_for_code()
    return ON_ITS_WAY


def _put_mail(scope: Scope, kind: MessageKind, link: Link, wire_now: datetime) -> bool:
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
            "A private link is for a form that is still waited for, from somebody outside Slack. "
            "Nothing was changed."
        )


def _working(scope: Scope, request: Request) -> Link:
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
