"""The office's part of the home tab: what is still to be sent, and what came of the rest."""

from collections.abc import Iterator
from datetime import date

from bot.calendar import SchoolYear
from bot.office.office_cards import MOST_SENT, MOST_TO_SEND, OfficeList
from bot.office.office_notes import Noted
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block
from bot.ui.office.office_cards import (
    STOPPED,
    by_when,
    due_words,
    open_list,
    settled_words,
    still_owed,
    stopped_line,
)
from bot.ui.office.office_notes import open_one, when_and_how

RECEIVED = "office_received"

MOST_STOPPED = 6

LONGEST_NAME = 120


def section(listed: OfficeList, *, names: bool, today: date) -> Iterator[Block]:
    """Draw what the office has before it; `names` says whether the district allows them here."""
    to_send = listed.to_send
    if not to_send:
        yield blocks.section("*Invitations*\nNone is waiting to be sent.")
    else:
        the_first = "the first " if len(to_send) > 1 else ""
        due = (
            f", {the_first}{by_when(listed.wanted_by, listed.year, today=today)}"
            if listed.wanted_by
            else ""
        )
        all_sent = open_list("All sent …") if len(to_send) > 1 else None
        words = f"*Invitations to send: {len(to_send)}*{due}"
        yield blocks.section(words, accessory=all_sent, block_id="office")
    for one in to_send[:MOST_TO_SEND]:
        due = due_words(one, listed, today=today)
        words = f"{_line(one, listed.year, names=names)}{f' · {due}' if due else ''}"
        yield blocks.section(
            words, accessory=open_one(one, "Sent …"), block_id=f"invite:{one.note.id}"
        )
    yield from map(blocks.context, markup.more(len(to_send) - MOST_TO_SEND, "more to send"))
    yield from _sent(listed, names=names)
    if listed.stopped:
        lines = [*(stopped_line(one, listed.year) for one in listed.stopped[:MOST_STOPPED])]
        more = markup.more(len(listed.stopped) - MOST_STOPPED)
        yield blocks.section("\n".join([STOPPED, *lines, *more]))
    if listed.received or listed.said_done:
        yield from map(blocks.context, settled_words(listed))
    yield blocks.divider()


def _sent(listed: OfficeList, *, names: bool) -> Iterator[Block]:
    """Draw what went out, until the office has heard that the parents have it."""
    sent = listed.sent
    if sent:
        yield blocks.section(f"*Sent, and not yet known to be received: {len(sent)}*")
    for one in sent[:MOST_SENT]:
        yield blocks.section(_line(one, listed.year, names=names))
        value = f"{one.meeting.id}:{one.note.id}"
        label = f"Received: the invitation for {one.alias}"
        received = elements.button("Received", RECEIVED, value=value, label=label)
        yield blocks.actions([received, open_one(one, "Open")], block_id=f"sent:{one.note.id}")
    yield from map(blocks.context, markup.more(len(sent) - MOST_SENT, "more sent"))


def _line(noted: Noted, year: SchoolYear, *, names: bool) -> str:
    student = noted.student
    alias = markup.escaped(noted.alias)
    name = markup.short(student.name, LONGEST_NAME) if names else ""
    who = f"*{name}* ({alias})" if name else f"*{alias}*"
    return f"{who}\n{_when(noted, year)}"


def _when(noted: Noted, year: SchoolYear) -> str:
    unusual = still_owed(noted)
    return f"{when_and_how(noted, year)}{f' · {unusual}' if unusual else ''}"
