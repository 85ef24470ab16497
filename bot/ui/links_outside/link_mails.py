"""Mails to people outside Slack: two, one with a link and one with a code; they name no student."""

from datetime import date

from bot import date_words
from bot.links_outside.link_codes import CODE_FOR, in_halves
from bot.links_outside.mails import Mail
from bot.links_outside.private_links import MailSeen
from bot.requests.requests import Request
from bot.ui.kit import markup
from bot.ui.requests.request_forms import due_in_full

UNTRUE = "no longer true"
"""Why a mail was dropped that nobody needs any more."""


def address(public_url: str, token: str) -> str:
    """Return where a link leads; it says nothing but where."""
    return f"{public_url}/form/{token}"


def link_mail(
    request: Request, where: str, *, asked_by: str, until: date, asked_late: bool
) -> Mail:
    """Write the mail that carries a link; `until` is the last day on which it works."""
    # A mail's head ends with a line break.
    asked_by = markup.shortened(" ".join(asked_by.split()), 120)
    return Mail(
        subject=f"A form for you to fill in: {request.form.words}",
        text=(
            f"Hello,\n\n{asked_by} asks you to fill in a form for an IEP meeting: "
            f"{request.form.words}. {due_in_full(request, asked_late=asked_late)}.\n\n"
            f"Your private link, from Preiep, the assistant that {asked_by} uses:\n{where}\n\n"
            f"The page asks for a code. It can e-mail you one, or {asked_by} can tell you one on "
            "the phone. Please do not share the link or the code.\n\n"
            f"The link works until {date_words.in_full(until)}. If you need it after that, ask "
            f"{asked_by} for a new one. If you got more than one of these e-mails, use the link in "
            "the newest one. You can stop at any page and continue later.\n\n"
            f"If you did not expect this, please do not open the link. Tell {asked_by}.\n"
        ),
    )


def code_mail(code: str) -> Mail:
    minutes = int(CODE_FOR.total_seconds() // 60)
    return Mail(
        subject="Your code for a private form",
        text=(
            f"Hello,\n\nYour code is:\n\n    {in_halves(code)}\n\n"
            f"It opens your private link once, within {minutes} minutes. If you asked for more "
            "than one code, use the newest.\n\n"
            "If you did not ask for a code, you do not need to do anything. Please do not give it "
            "to anyone.\n"
        ),
    )


def fate_in_words(what: str, mail: MailSeen | None) -> str:
    """Say what became of a mail, if there is one; `what` is the link or the code in it."""
    if mail is None:
        return ""
    if mail.waits and not mail.error:
        return f"The e-mail with the {what} is on its way."
    if mail.waits:
        why = _why(mail.error)
        return f"The e-mail with the {what} could not be sent yet: {why}. Preiep will try again."
    if mail.error == UNTRUE:
        return f"The e-mail with the {what} was not sent: it came too late, or is no longer needed."
    if mail.error:
        return (
            f"The e-mail with the {what} could not be sent: {_why(mail.error)}. Please check the "
            "address on record, or hand the link over yourself and say the code on the phone."
        )
    when = f" {markup.moment(mail.sent_at)}" if mail.sent_at else ""
    return f"The {what} was e-mailed{when}."


def _why(error: str) -> str:
    kind, _, number = error.partition("_")
    if kind == "smtp" and number:
        return f"the e-mail server refused it (answer {number})"
    return f"the e-mail server cannot be reached ({error})"
