"""Say or mail the code of a private link, and try what somebody typed for it."""

from datetime import datetime

from bot.links_outside.link_codes import CODE_FOR, MOST_CODES_MAILED, Tried
from bot.links_outside.private_links import link_subject
from bot.messages import MessageKind
from bot.requests.nudges import told_from
from bot.requests.requests import Request
from casework.links_outside.private_links import put_mail, working_link
from storage import Errand, Scope, Threshold, Trial

ON_ITS_WAY = "A code is on its way to the address on record. It may take a minute or two."
ENOUGH_MAILED = (
    "Several codes were e-mailed already. Please ask the person who sent you the link for a code."
)


def make_code(scope: Scope, request: Request, *, wire_now: datetime) -> str:
    """Make the code that is said on the phone; it is told here alone."""
    until = wire_now + CODE_FOR
    return scope.links.new_code(working_link(scope, request), until_wire=until, how="to be spoken")


def mail_code(scope: Scope, request: Request, *, wire_now: datetime) -> None:
    """Put a mail with a code, which is made when it leaves."""
    put_mail(scope, MessageKind.CODE_MAIL, working_link(scope, request), wire_now)


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
    if put_mail(threshold.scope, MessageKind.CODE_MAIL, threshold.link, wire_now):
        threshold.ask_for_code()
    return ON_ITS_WAY
