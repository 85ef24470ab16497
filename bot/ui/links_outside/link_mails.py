"""Mails to people outside Slack: two, one with a link and one with a code; they name no student."""

from dataclasses import dataclass
from datetime import date, datetime

from bot import date_words
from bot.links_outside.mails import Mail
from bot.links_outside.private_links import CODE_FOR, LinkId, in_halves
from bot.requests.requests import Form
from bot.ui.kit import markup

UNTRUE = "no longer true"
"""Why a mail was dropped that nobody needs any more."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a mail says of a request: who asks, which kind of form, by when."""

    asked_by: str
    form: Form
    by: date


def address(public_url: str, token: str) -> str:
    """Where a link leads; it says nothing but where."""
    return f"{public_url}/form/{token}"


def subject(link: LinkId) -> str:
    """What an errand about a link is about."""
    return f"link:{link}"


def link_in(about: str) -> LinkId:
    return LinkId(int(about.partition(":")[2]))


def link_mail(wanted: Wanted, where: str, *, until: date) -> Mail:
    asked_by = _in_one_line(wanted.asked_by)
    return Mail(
        subject=f"A form for you to fill in: {wanted.form.words}",
        text=(
            f"Hello,\n\n{asked_by} asks you for a {wanted.form.words} by "
            f"{date_words.in_words(wanted.by)}.\n\n"
            f"Your private link:\n{where}\n\n"
            "It opens with a code. The page can mail you one, or "
            f"{asked_by} tells you one on the phone. Please pass neither on to anybody.\n\n"
            f"The link works until {date_words.in_words(until)}. If you got several of these "
            "mails, the link in the newest one works. You can stop at any page and go on later.\n\n"
            f"If you expected nothing of the kind, please tell {asked_by}, and open nothing.\n"
        ),
    )


def code_mail(code: str) -> Mail:
    minutes = int(CODE_FOR.total_seconds() // 60)
    return Mail(
        subject="Your code for a private form",
        text=(
            f"Hello,\n\nyour code is:\n\n    {in_halves(code)}\n\n"
            f"It opens your private link once, within {minutes} minutes. If you asked for several, "
            "the newest one works.\n\n"
            "If you did not ask for a code, you need do nothing. Please give it to nobody.\n"
        ),
    )


def fate_in_words(what: str, *, waits: bool, error: str, sent_at: datetime | None) -> str:
    """What became of a mail, for the case manager; `what` is the link or the code in it."""
    if waits and not error:
        return f"The mail with the {what} is on its way."
    if waits:
        return f"The mail with the {what} could not be sent yet: {_why(error)}. Preiep tries again."
    if error == UNTRUE:
        return f"The mail with the {what} was not sent: it came too late, or nobody needs it now."
    if error:
        return (
            f"The mail with the {what} could not be sent: {_why(error)}. Please check the address "
            "on record, or hand the link over yourself and say the code on the phone."
        )
    when = f" {markup.moment(sent_at)}" if sent_at else ""
    return f"The {what} was mailed{when}."


def _why(error: str) -> str:
    kind, _, number = error.partition("_")
    if kind == "smtp" and number:
        return f"the mail server refused it (answer {number})"
    return f"the mail server cannot be reached ({error})"


def _in_one_line(name: str) -> str:
    """A name as a mail takes it: no line of its own making."""
    return markup.shortened(" ".join(name.split()), 120)
