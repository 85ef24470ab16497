"""*Not mine, or later …*: a respondent gives a request back, or says until when they need."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot import date_words
from bot.meetings.meetings import Meeting
from bot.requests.request_replies import LATER, NOT_MINE, UNTIL, WHAT, WHY, Reply, reply_of
from bot.requests.requests import RequestId
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import View
from bot.ui.requests.request_forms import About

SAVE = "request_reply_save"


def render(about: About) -> View:
    return blocks.modal(
        "Not mine, or later",
        [
            blocks.section(about.line),
            blocks.field(
                "What should the case manager know?",
                elements.radio(
                    WHAT,
                    [
                        elements.option(NOT_MINE, "This form is not mine"),
                        elements.option(LATER, "I need until the day below"),
                    ],
                ),
                block_id=WHAT,
                required=True,
            ),
            blocks.field(
                "I need until",
                elements.date_picker(UNTIL),
                block_id=UNTIL,
                hint=f"Before the meeting on {date_words.in_words(about.meeting.on)}.",
            ),
            blocks.field(
                "Why",
                elements.text_field(WHY),
                block_id=WHY,
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
    return reply_of(
        values[WHAT][WHAT]["selected_option"]["value"],
        values[UNTIL][UNTIL].get("selected_date") or "",
        str(values[WHY][WHY].get("value") or ""),
        meeting=meeting,
        today=today,
    )
