"""The card in the office's channel: all invitations for the meetings of a month, by alias.

It names nobody. Names and languages open in a window, for the office alone.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from bot import date_words
from bot.calendar import SchoolYear
from bot.office.office_cards import OfficeList, is_received, month_subject
from bot.office.office_notes import Noted, NoteState
from bot.settings.district_links import DistrictLinks
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Message
from bot.ui.kit.elements import Element
from bot.ui.office.office_notes import when_and_how

OPEN_LIST = "office_open_list"

MOST_LINES = 20
"""Meetings on one card; the others take their place as these are ticked."""

MOST_NOTICES = 6
"""Languages whose notice of rights a card names; the window has the one that is wanted."""


def message(month: date, listed: OfficeList, links: DistrictLinks, *, today: date) -> Message:
    """Draw the card of a month, named by its first day; it shrinks as it is worked off."""
    to_send = listed.to_send
    title = f"Invitations for {date_words.month(month)}: {_how_many(listed)}"
    drawn = [blocks.header(title)]
    if to_send:
        drawn += [
            blocks.section("\n".join([to_do(listed, today=today), *_notices(links)])),
            blocks.section(_lines([_line(one, listed.year) for one in to_send])),
        ]
    if listed.stopped:
        drawn.append(
            blocks.section(
                _lines([STOPPED, *(stopped_line(one, listed.year) for one in listed.stopped)])
            )
        )
    drawn += map(blocks.context, settled_words(listed))
    if to_send:
        words = "Names and languages open in a window, for office staff only."
        opens = open_list("Open the list", month=month)
        drawn += [blocks.actions([opens]), blocks.context(words)]
    return blocks.message(f"{title}.", drawn)


def replaced(month: date) -> Message:
    """Draw what is left of a card that stands anew further down, or in another place."""
    of = date_words.month(month)
    words = f"Invitations for {of}: a newer list has taken the place of this one."
    return blocks.message(words, [blocks.context(words)])


STOPPED = (
    "*Do not send these.* If an invitation already went out, please tell the parents that it no "
    "longer holds."
)


def open_list(words: str, *, month: date | None = None) -> Element:
    """Return the button that opens, for the office alone, whom to invite: in a month, or ever."""
    value = month_subject(month) if month else ""
    return elements.button(words, OPEN_LIST, value=value, style="primary")


def stopped_line(noted: Noted, year: SchoolYear) -> str:
    """Say of a note that is over why nobody acts on it any more, by alias."""
    sent = ", after the invitation went out" if noted.invitation else ""
    when = date_words.day_and_hour(noted.note.on, noted.note.at, year)
    return f"~{markup.escaped(noted.alias)}, {when}~ {_why_stopped(noted, year)}{sent}"


def settled_words(listed: OfficeList) -> Iterator[str]:
    """Count what is out of the office's hands, where anything is."""
    sent, received = len(listed.went_out), sum(map(is_received, listed.went_out))
    parts = (
        [f"{sent} sent" + (f", {received} of them received" if received else "")] if sent else []
    )
    if listed.said_done:
        parts.append(f"{len(listed.said_done)} ticked as done by the case manager")
    if parts:
        yield f":white_check_mark: {'; '.join(parts)}."


def to_do(listed: OfficeList, *, today: date) -> str:
    """Ask for what is to be sent, and by when the first of it."""
    words = (
        "lease invite by DocuSign, with the *rights notice* (procedural safeguards) enclosed, "
        "in the parents' language."
    )
    if listed.wanted_by is None:
        return f"P{words}"
    due = by_when(listed.wanted_by, listed.year, today=today)
    return f"{due[0].upper()}{due[1:]}: p{words}"


def due_words(noted: Noted, listed: OfficeList, *, today: date) -> str:
    """Say by when one is to be sent, where that is not what was said of the first."""
    wanted_by = noted.note.wanted_by
    other = wanted_by is not None and wanted_by != listed.wanted_by
    if wanted_by is None or not other:
        return ""
    due = by_when(wanted_by, listed.year, today=today)
    return due if wanted_by < today else f"send {due}"


def by_when(wanted_by: date, year: SchoolYear, *, today: date) -> str:
    """Say by which day the office is to have invited."""
    day = date_words.in_short(wanted_by, year)
    return f"was due on {day}" if wanted_by < today else f"by {day}"


def still_owed(noted: Noted) -> str:
    """Say what is unusual about an invitation that is still to be sent; empty where nothing is."""
    if noted.state is NoteState.RIGHTS_OWED:
        return ":warning: the rights notice is still owed"
    return "you were told a different date before" if noted.note.anew else ""


def _how_many(listed: OfficeList) -> str:
    if listed.to_send:
        return f"{len(listed.to_send)} to send"
    if listed.went_out or listed.said_done:
        # Of a meeting that is over nobody can say any more that it will be sent.
        return "all sent" if not any(map(_was_missed, listed.over)) else "none left to send"
    return "none to send"


def _was_missed(noted: Noted) -> bool:
    return noted.state.waits or noted.state is NoteState.HELD


def _notices(links: DistrictLinks) -> list[str]:
    notices = [markup.link(address, language) for language, address in links.rights[:MOST_NOTICES]]
    return [f"Rights notice: {', '.join(notices)}"] if notices else []


def _line(noted: Noted, year: SchoolYear) -> str:
    unusual = still_owed(noted)
    who = f"*{markup.escaped(noted.alias)}* {when_and_how(noted, year)}"
    return f"{who} · {unusual}" if unusual else who


def _lines(lines: Sequence[str]) -> str:
    return "\n".join([*lines[:MOST_LINES], *markup.more(len(lines) - MOST_LINES)])


def _why_stopped(noted: Noted, year: SchoolYear) -> str:
    match noted.state:
        case NoteState.WITHDRAWN:
            return "taken back by the case manager"
        case NoteState.MOVED:
            meeting = noted.meeting
            return f"moved to {date_words.day_and_hour(meeting.on, meeting.at, year)}"
        case NoteState.CANCELLED:
            return "cancelled"
        case NoteState.ADJOURNED:
            return "adjourned"
        case NoteState.LEFT:
            return "the student has left"
        case _:
            return "needs no invitation from the office"
