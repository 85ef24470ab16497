"""The modal in which a case manager makes a private link, and follows what becomes of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import date_words
from bot.links_outside.link_codes import CODE_FOR, in_halves
from bot.links_outside.private_links import Link, LinkSeen, LinkState
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.elements import Element
from bot.ui.links_outside.link_mails import fate_in_words

NEW = "request_link_new"
CLOSE = "request_link_close"
SAY_CODE = "request_link_say_code"
MAIL_LINK = "request_link_mail"
MAIL_CODE = "request_link_mail_code"


def render(
    one: LinkSeen,
    *,
    now: datetime,
    zone: ZoneInfo,
    address: str = "",
    code: str = "",
    notice: str = "",
) -> View:
    """Draw the modal; `address` and `code` are shown this once, since neither is kept."""
    who = markup.short(one.respondent, 120)
    drawn = blocks.done(markup.escaped(notice))
    drawn.append(
        blocks.section(
            f"A link for *{who}* alone, to this one form: "
            f"{one.request.form.words} for *{one.alias}*."
        )
    )
    if address:
        drawn += [
            blocks.context("Copy this link and send it to them. It is shown only now."),
            blocks.spoken(address, block_id="address"),
        ]
    if code:
        drawn += _code(code)
    drawn.append(blocks.section(_how_it_stands(one, now=now, zone=zone)))
    mails = (fate_in_words("link", one.link_mail), fate_in_words("code", one.code_mail))
    drawn += [blocks.context(said) for said in mails if said]
    drawn.append(blocks.context(_how_it_opens(one)))
    if controls := _controls(one, now=now):
        drawn.append(blocks.actions(controls, block_id="link"))
    return blocks.modal("Private link", drawn, callback_id="request_link")


def line(link: Link | None, *, now: datetime, zone: ZoneInfo) -> str:
    """Say in a sentence how the link stands, for the request's own modal; empty without one."""
    if link is None:
        return ""
    match link.state:
        case LinkState.LOCKED:
            return "The private link closed itself after five wrong codes."
        case LinkState.CLOSED:
            return "The private link is closed."
        case LinkState.OPEN if not link.works(now=now):
            return "The private link has expired."
        case LinkState.OPEN:
            opened = f"last opened {markup.moment(link.opened_at)}" if link.opened_at else ""
            return f"A private link works {_until(link, zone)}, {opened or 'not opened yet'}."


def _code(code: str) -> list[Block]:
    minutes = int(CODE_FOR.total_seconds() // 60)
    return [
        blocks.section(f"Say this code on the phone: *{in_halves(code)}*", block_id="code"),
        blocks.context(
            f"It opens the link once, within {minutes} minutes, and is shown only now. Say it only "
            "to them."
        ),
    ]


def _how_it_stands(one: LinkSeen, *, now: datetime, zone: ZoneInfo) -> str:
    link = one.link
    stands = line(link, now=now, zone=zone)
    if link is None or not link.works(now=now):
        return stands or "There is no link yet."
    left = link.tries_left
    closes = "One more wrong code closes it." if left == 1 else f"{left} wrong codes close it."
    return f"{stands} {closes}"


def _until(link: Link, zone: ZoneInfo) -> str:
    local = link.until.astimezone(zone)
    if local.hour or local.minute:
        return f"until {date_words.in_words(local.date())}, {date_words.clock_time(local.time())}"
    return f"until the end of {date_words.in_words(local.date() - timedelta(days=1))}"


def _how_it_opens(one: LinkSeen) -> str:
    if one.mails:
        return (
            "It opens only with a code. They can have one e-mailed to the address on record, from "
            "the page itself; or you can say one on the phone. Before the code, nothing about the "
            "student is shown."
        )
    return (
        "It opens only with a code that you say on the phone, while they have the page open. "
        "Before the code, nothing about the student is shown."
    )


def _controls(one: LinkSeen, *, now: datetime) -> list[Element]:
    value, may = one.request.id, one.may_have_one
    works = one.link is not None and one.link.works(now=now)
    say = elements.button("Say a code on the phone", SAY_CODE, value=value, style="primary")
    anew = elements.confirm(
        "Make a new link?",
        "The one from before stops working at once, and so does a form that is open through it.",
        yes="New link",
        no="Keep the old one",
    )
    sure = elements.confirm(
        "Close the link?",
        "It stops working at once. What they saved up to their last page stays theirs; what they "
        "are typing at this moment does not arrive.",
        yes="Close the link",
        no="Leave it open",
    )
    offered = (
        (works, say),
        (may and one.mails, elements.button("E-mail the link", MAIL_LINK, value=value)),
        (works and one.mails, elements.button("E-mail a code", MAIL_CODE, value=value)),
        (may, elements.button("New link", NEW, value=value, confirm=anew if works else None)),
        (
            works,
            elements.button("Close the link", CLOSE, value=value, style="danger", confirm=sure),
        ),
    )
    return [button for stands, button in offered if stands]
