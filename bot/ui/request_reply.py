"""*Not mine, or later …*: a respondent gives a request back, or says until when they need."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.errors import FormError
from bot.meetings import Meeting
from bot.requests import RequestId
from bot.ui import blocks
from bot.ui.blocks import View
from bot.ui.request_form import About

SAVE = "request_reply_save"

_WHAT, _UNTIL, _WHY = "what", "until", "why"
_NOT_MINE, _LATER = "not_mine", "later"


@dataclass(frozen=True, kw_only=True)
class Reply:
    until: date | None
    """The day until which they need; None where the form is not theirs."""
    why: str


def render(about: About) -> View:
    return blocks.modal(
        "Not mine, or later",
        [
            blocks.section(about.line),
            blocks.field(
                "What should the case manager know?",
                blocks.radio(
                    _WHAT,
                    [
                        blocks.option(_NOT_MINE, "This form is not mine"),
                        blocks.option(_LATER, "I need until the day below"),
                    ],
                ),
                block_id=_WHAT,
                required=True,
            ),
            blocks.field(
                "I need until",
                blocks.date_picker(_UNTIL),
                block_id=_UNTIL,
                hint=f"Before the meeting on {blocks.in_words(about.meeting.on)}.",
            ),
            blocks.field(
                "Why",
                blocks.text_field(_WHY),
                block_id=_WHY,
                hint="Needed where it is not yours; say whose it is, if you know.",
            ),
        ],
        callback_id=SAVE,
        submit="Tell them",
        private_metadata=json.dumps({"request": about.request.id}),
    )


def request_in(view: Mapping[str, Any]) -> RequestId:
    return RequestId(int(json.loads(view["private_metadata"])["request"]))


def read(view: Mapping[str, Any], *, meeting: Meeting, today: date) -> Reply:
    """What they say; raise FormError where the reason or a possible day is missing."""
    values = view["state"]["values"]
    why = str(values[_WHY][_WHY].get("value") or "").strip()
    if values[_WHAT][_WHAT]["selected_option"]["value"] == _NOT_MINE:
        if not why:
            raise FormError(
                {_WHY: "Please say why in a few words, so that somebody else is asked."}
            )
        return Reply(until=None, why=why)
    picked = values[_UNTIL][_UNTIL].get("selected_date")
    until = date.fromisoformat(picked) if picked else None
    if until is None or not today < until < meeting.on:
        raise FormError(
            {_UNTIL: f"Please choose a day after today and before {blocks.in_words(meeting.on)}."}
        )
    return Reply(until=until, why=why)
