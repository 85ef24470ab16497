"""What the thread's controls are called, and what they carry: ids, never names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.meetings.meetings import MeetingId
from bot.ui.kit import elements
from bot.ui.kit.elements import Element
from bot.ui.kit.reading import value_of

DONE = "thread_done"
SKIP = "thread_skip"
TICK = "thread_tick"
BACK_TO_SKIPPED = "thread_back_to_skipped"
TICK_LATER = "thread_tick_later"
TENSE = "thread_tense"
HELD = "thread_held"
NOT_HELD = "thread_not_held"
AFTER_TICK = "thread_after_tick"

RIGHTS = "thread_rights"
SIGN_OFF = "thread_sign_off"
ADD_CONCERN = "thread_add_concern"
VIEW_CONCERNS = "thread_view_concerns"
ADD_PROPOSAL = "thread_add_proposal"
VIEW_PROPOSALS = "thread_view_proposals"
CLOSE_OUT = "thread_close_out"
RESPONSIBILITIES = "thread_responsibilities"
PEOPLE = "thread_people"
HELPER = "thread_helper"
CONSENT = "thread_consent"
CHOICE = "thread_choice:"
"""Followed by the line's id, since two such buttons may stand in one row."""
ANY_CHOICE = re.compile(f"^{CHOICE}")
MENU = "thread_menu:"
"""Followed by the list beside which it stands."""
ANY_MENU = re.compile(f"^{MENU}")


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Something that can be opened from a thread, by a button or from a menu."""

    text: str
    control: str
    line: str = ""


@dataclass(frozen=True, kw_only=True)
class Clicked:
    """Which meeting, and where it matters which line, a button is about."""

    meeting: MeetingId
    line: str = ""


def button(
    text: str,
    action_id: str,
    meeting: MeetingId,
    line: str = "",
    *,
    style: str | None = None,
    confirm: Element | None = None,
    label: str | None = None,
) -> Element:
    """Return a button that carries its meeting, and where it matters its line."""
    value = f"{meeting}:{line}"
    return elements.button(text, action_id, value=value, style=style, confirm=confirm, label=label)


def offered(offer: Offer, meeting: MeetingId) -> Element:
    return button(offer.text, offer.control, meeting, offer.line)


def menu(name: str, meeting: MeetingId, offers: Sequence[Offer]) -> Element | None:
    """Return what stands beside a list: a menu, a button where one thing is offered, or nothing."""
    if len(offers) <= 1:
        return next((offered(one, meeting) for one in offers), None)
    options = [elements.option(f"{one.control} {meeting}:{one.line}", one.text) for one in offers]
    return elements.menu(f"{MENU}{name}", options)


def chosen(action: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was chosen from a menu, as the press of a button that it stands for."""
    control, _, value = value_of(action).partition(" ")
    return {"action_id": control, "value": value, "action_ts": action["action_ts"]}


def clicked(action: Mapping[str, Any]) -> Clicked:
    meeting, _, line = str(action["value"]).partition(":")
    return Clicked(meeting=MeetingId(int(meeting)), line=line)


def boxes_id(meeting: MeetingId, name: str, *, revision: int, part: int = 0) -> str:
    """Name a group of boxes by the list it is of, and by the revision it is drawn from."""
    return f"{name}:{meeting}:{part}:{revision}"


def meeting_of_boxes(block_id: str) -> MeetingId:
    return MeetingId(int(block_id.split(":")[1]))


def selected(action: Mapping[str, Any]) -> list[str]:
    """Return the values that a person's own screen now shows as ticked."""
    return value_of(action).split()


def drawn(message: Mapping[str, Any], block_id: str) -> list[str] | None:
    """Return the values that we drew as ticked; None where the message has moved on."""
    for block in message.get("blocks") or []:
        if block.get("block_id") == block_id:
            return [
                option["value"]
                for element in block.get("elements") or []
                for option in element.get("initial_options") or []
            ]
    return None
