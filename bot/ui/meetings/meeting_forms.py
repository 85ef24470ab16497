"""What is asked before a meeting is moved, cancelled, adjourned, or marked as held."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from bot.calendar import SchoolCalendar
from bot.dates.date_checks import DateCheck
from bot.dates.obligation_rules import Rules
from bot.errors import FormError
from bot.meetings.meetings import Meeting, MeetingId, MeetingState, Mode
from bot.ui.dates import date_warnings
from bot.ui.digest.hub import UNCONFIRMED
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Block, View
from bot.ui.meetings import meetings as meeting
from bot.ui.meetings import set_meeting

SAVE_MOVE = "meeting_move_save"
SAVE_CANCEL = "meeting_cancel_save"
SAVE_ADJOURN = "meeting_adjourn_save"
SAVE_HELD = "meeting_held_save"
TAKE = "meeting_take"
"""Takes the date that is offered in the form to move, or to adjourn."""

ON, AT, MODE, WHY = "on", "at", "mode", "why"


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What somebody filled in; what a form does not ask for is as the meeting has it."""

    on: date | None = None
    at: time | None = None
    mode: Mode
    why: str = ""
    warned_of: date | None = None


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Which meeting a form is about, as it was when the form was drawn."""

    meeting: MeetingId
    on: date
    at: time | None
    state: MeetingState

    def is_still(self, now: Meeting) -> bool:
        """Whether nobody has moved or marked the meeting since."""
        return (self.on, self.at, self.state) == (now.on, now.at, now.state)


def render_move(
    about: Meeting,
    *,
    rules: Rules,
    confirmed: bool = True,
    typed: Typed | None = None,
    check: DateCheck | None = None,
) -> View:
    typed = typed or Typed(at=about.at, mode=about.mode)
    return _dated(
        "Move the meeting",
        SAVE_MOVE,
        about,
        "Forms and the parent conversation stay. What named the old day to somebody is to be "
        "revised: calendar, notice, invitation form, office, and an agenda that was sent."
        + _unconfirmed(confirmed),
        (typed, rules, check),
    )


def render_adjourn(
    about: Meeting,
    *,
    rules: Rules,
    confirmed: bool = True,
    typed: Typed | None = None,
    check: DateCheck | None = None,
) -> View:
    typed = typed or Typed(mode=about.mode)
    return _dated(
        "Adjourn the meeting",
        SAVE_ADJOURN,
        about,
        "What was said and ticked is kept, and the meeting goes on another time: answers, forms "
        "and open concerns go with it, and nothing is asked twice. Where the day is not agreed "
        "yet, choose a likely one and move it later." + _unconfirmed(confirmed),
        (typed, rules, check),
    )


def _unconfirmed(confirmed: bool) -> str:  # noqa: FBT001 - the one fact it is about
    return "" if confirmed else f"\n{UNCONFIRMED}"


def render_cancel(about: Meeting) -> View:
    return _form(
        "Cancel the meeting",
        SAVE_CANCEL,
        about,
        [
            blocks.section("What is open for it is closed. This can be undone."),
            _why("", required=True),
        ],
    )


def render_held(about: Meeting, *, today: date) -> View:
    chosen = min(about.on, today)
    field = elements.date_picker(ON, chosen=chosen.isoformat())
    return _form(
        "The meeting was held",
        SAVE_HELD,
        about,
        [
            blocks.field(
                "On which day?",
                field,
                block_id=ON,
                hint="Where it was held on another day than planned, choose that day. What "
                "follows the meeting counts from it.",
                required=True,
            ),
        ],
    )


def drawn(view: Mapping[str, Any]) -> Drawn:
    carried = json.loads(view["private_metadata"])
    return Drawn(
        meeting=MeetingId(int(carried["meeting"])),
        on=date.fromisoformat(carried["on"]),
        at=time.fromisoformat(carried["at"]) if carried["at"] else None,
        state=MeetingState(carried["state"]),
    )


def typed_in(view: Mapping[str, Any]) -> Typed:
    """Everything in the form to move or to adjourn but the date."""
    values = view["state"]["values"]
    warned_of = json.loads(view["private_metadata"])["warned_of"]
    return Typed(
        at=date_warnings.read_time(view, AT),
        mode=Mode(values[MODE][MODE]["selected_option"]["value"]),
        why=read_why(view),
        warned_of=date.fromisoformat(warned_of) if warned_of else None,
    )


def read_dated(view: Mapping[str, Any], *, today: date, calendar: SchoolCalendar) -> Typed:
    """The new date with the rest; raise FormError at the date where no meeting can be then."""
    on = date_warnings.read_date(
        view, ON, today=today, calendar=calendar, missing="Please choose the new date."
    )
    return replace(typed_in(view), on=on)


def read_why(view: Mapping[str, Any]) -> str:
    return str(view["state"]["values"][WHY][WHY].get("value") or "").strip()


def read_reason(view: Mapping[str, Any]) -> str:
    """Why it is cancelled; raise FormError where nothing is said."""
    why = read_why(view)
    if not why:
        raise FormError({WHY: "Please say in a few words why it is cancelled, and who asked."})
    return why


def read_held(view: Mapping[str, Any], *, today: date) -> date:
    """The day on which it was held; raise FormError for one on which no meeting was."""
    picked = view["state"]["values"][ON][ON].get("selected_date")
    if not picked:
        raise FormError({ON: "Please choose the day on which it was held."})
    on = date.fromisoformat(picked)
    if on > today:
        raise FormError({ON: "That day lies ahead. Please choose the day on which it was held."})
    if on.weekday() >= 5:
        raise FormError({ON: "That day is at a weekend. Please look at the date again."})
    return on


def _dated(
    title: str,
    callback_id: str,
    about: Meeting,
    words: str,
    asked: tuple[Typed, Rules, DateCheck | None],
) -> View:
    typed, rules, check = asked
    modes = [elements.option(mode, mode.capitalize()) for mode in Mode]
    on = typed.on.isoformat() if typed.on else ""
    return _form(
        title,
        callback_id,
        about,
        [
            *(date_warnings.warnings(check, rules, take=TAKE) if check else []),
            blocks.context(words),
            blocks.field(
                "New date", elements.date_picker(ON, chosen=on), block_id=ON, required=True
            ),
            blocks.field("New time", elements.time_picker(AT, chosen=typed.at), block_id=AT),
            blocks.field(
                "How", elements.radio(MODE, modes, chosen=typed.mode), block_id=MODE, required=True
            ),
            _why(typed.why),
        ],
        check=check,
    )


def _why(text: str, *, required: bool = False) -> Block:
    return blocks.field(
        "Why, and who asked",
        elements.text_field(WHY, text=text),
        block_id=WHY,
        hint="Kept with the meeting's dates.",
        required=required,
    )


def _form(
    title: str,
    callback_id: str,
    about: Meeting,
    asked: Sequence[Block],
    *,
    check: DateCheck | None = None,
) -> View:
    back = elements.button("Back to the meeting", set_meeting.SEE, value=str(about.id))
    return blocks.modal(
        title,
        [
            blocks.section(f"The meeting of {meeting.in_words(about)}."),
            *asked,
            blocks.actions([back], block_id=f"back:{about.id}"),
        ],
        callback_id=callback_id,
        submit=date_warnings.SAVE_ANYWAY if check else "Save",
        private_metadata=json.dumps(
            {
                "meeting": about.id,
                "on": about.on.isoformat(),
                "at": about.at.isoformat() if about.at else None,
                "state": about.state,
                "warned_of": check.on.isoformat() if check else None,
            }
        ),
    )
