"""What is done after a meeting, each in a modal: the at-a-glance, the way out, the next date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import date_words
from bot.after_meetings.duties import is_address
from bot.after_meetings.signatures import SignatureAttempt
from bot.errors import FormError
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import Meeting
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.meeting_day import thread_controls as ids

GLANCE = "after_glance"
SENT = "after_sent"
ATTEMPT = "after_attempt"
NEXT = "after_next"

STEPS = (
    (SENT, "Sent for signature"),
    (ATTEMPT, "Log an attempt"),
    (GLANCE, "Send at-a-glance"),
    (NEXT, "Next annual date"),
)
"""The button of each step, in the order of the days after a meeting."""

SEND_GLANCE = "after_glance_send"
KEEP_SENT = "after_sent_keep"
KEEP_ATTEMPT = "after_attempt_keep"
KEEP_NEXT = "after_next_keep"

_LINK = "link"
_ON = "on"
_HOW = "how"
_NOTE = "note"
_MOST_SHOWN = 20

_WAYS = {
    "phone": "On the phone",
    "mail": "By e-mail",
    "letter": "By letter",
    "docusign": "Through DocuSign, once more",
    "in_person": "In person",
}


@dataclass(frozen=True, kw_only=True)
class Reader:
    """A teacher, and how far they are with the at-a-glance."""

    name: str
    state: str


def render_glance(
    meeting: Meeting, readers: Sequence[Reader], draft: DraftKey, *, link: str
) -> View:
    rows = [f"• {markup.escaped(one.name) or 'Name not on record'}: {one.state}" for one in readers]
    rest = len(rows) - _MOST_SHOWN
    return blocks.modal(
        "Send at-a-glance",
        [
            blocks.section(
                "Each teacher in Slack gets a message by alias, opens the page of the SIS from a "
                "window, and says *I have read it and know my part*. When all have, the row is "
                "done."
            ),
            blocks.section("\n".join(rows[:_MOST_SHOWN]) or "No teacher is on the team."),
            *([blocks.context(f"+ {rest} more")] if rest > 0 else []),
            blocks.field(
                "Address of the at-a-glance in the SIS",
                elements.text_field(_LINK, text=link, multiline=False),
                block_id=_LINK,
                hint="It begins with https. Only whoever may sign in there can read it.",
                required=True,
            ),
        ],
        callback_id=SEND_GLANCE,
        submit="Send",
        private_metadata=ids.metadata(meeting.id, draft=draft),
    )


def read_glance(view: Mapping[str, Any]) -> str:
    """The address; raise FormError where it is none."""
    link = str(view["state"]["values"][_LINK][_LINK].get("value") or "").strip()
    if not is_address(link):
        raise FormError({_LINK: "Please paste the whole address, with https in front."})
    return link


def render_sent(meeting: Meeting, way: str, *, today: date) -> View:
    """`way` is what the parents chose at the end of the meeting; empty where it is not kept."""
    chosen = (
        f"The parents chose: *{markup.escaped(way)}*."
        if way
        else ("How the IEP reaches the parents is not kept; the ending list asks for it.")
    )
    return blocks.modal(
        "Sent for signature",
        [blocks.section(chosen), _day("Sent on", today)],
        callback_id=KEEP_SENT,
        submit="Sent",
        private_metadata=ids.metadata(meeting.id),
    )


def render_attempt(
    meeting: Meeting, attempts: Sequence[SignatureAttempt], draft: DraftKey, *, today: date
) -> View:
    options = [elements.option(way, words) for way, words in _WAYS.items()]
    shown = attempts[-_MOST_SHOWN:]
    return blocks.modal(
        "Log an attempt",
        [
            blocks.context("Every try to get the signature counts, once it is logged."),
            *(_attempt(one) for one in shown),
            _day("Tried on", today),
            blocks.field("How", elements.radio(_HOW, options), block_id=_HOW, required=True),
            blocks.field(
                "What came of it",
                elements.text_field(_NOTE, multiline=False),
                block_id=_NOTE,
                hint="For example: left a message with the grandmother.",
            ),
        ],
        callback_id=KEEP_ATTEMPT,
        submit="Log",
        private_metadata=ids.metadata(meeting.id, draft=draft),
    )


def _attempt(one: SignatureAttempt) -> Block:
    said = f": {one.note}" if one.note else ""
    return blocks.spoken(
        f"{date_words.in_words(one.tried_on)}, {_WAYS.get(one.how, one.how)}{said}"
    )


def read_attempt(view: Mapping[str, Any]) -> tuple[str, str]:
    """How it was tried, and what came of it."""
    values = view["state"]["values"]
    note = str(values[_NOTE][_NOTE].get("value") or "").strip()
    return str(values[_HOW][_HOW]["selected_option"]["value"]), note


def render_next(meeting: Meeting, *, suggested: date) -> View:
    return blocks.modal(
        "Next annual date",
        [
            blocks.section(
                "The day by which the next annual review is due. Enter it in SEIS, too: Preiep "
                "does not write there."
            ),
            _day("Next annual review due", suggested),
        ],
        callback_id=KEEP_NEXT,
        submit="Save",
        private_metadata=ids.metadata(meeting.id),
    )


def _day(label: str, chosen: date) -> Block:
    picker = elements.date_picker(_ON, chosen=chosen.isoformat())
    return blocks.field(label, picker, block_id=_ON, required=True)


def read_past_day(view: Mapping[str, Any], meeting: Meeting, *, today: date) -> date:
    """A day between the meeting and today; raise FormError for any other."""
    on = _picked(view)
    if not (meeting.held_on or meeting.on) <= on <= today:
        raise FormError({_ON: "Please give a day between the meeting and today."})
    return on


def read_next(view: Mapping[str, Any], meeting: Meeting) -> date:
    on = _picked(view)
    if on <= (meeting.held_on or meeting.on):
        raise FormError({_ON: "The next review is due after this meeting. Please look again."})
    return on


def _picked(view: Mapping[str, Any]) -> date:
    picked = view["state"]["values"][_ON][_ON].get("selected_date")
    if not picked:
        raise FormError({_ON: "Please choose a day."})
    return date.fromisoformat(str(picked))
