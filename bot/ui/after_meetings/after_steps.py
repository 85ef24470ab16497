"""What is done after a meeting, each in a modal: the at-a-glance, the way out, the next date."""

from collections.abc import Sequence
from datetime import date

from bot import date_words
from bot.after_meetings.duties import Reader
from bot.after_meetings.signatures import SignatureAttempt
from bot.forms import tags
from bot.forms.after_meetings import after_steps as form
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import MeetingId
from bot.ui.after_meetings.duties import UNSIGNED
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import modal
from bot.ui.kit.elements import Element

OPEN_GLANCE = "after_glance"
OPEN_SENT = "after_sent"
OPEN_ATTEMPT = "after_attempt"
OPEN_NEXT = "after_next"

STEPS = (
    (OPEN_SENT, "Sent for signature"),
    (OPEN_ATTEMPT, "Log an attempt"),
    (OPEN_GLANCE, "Send at-a-glance"),
    (OPEN_NEXT, "Next annual date"),
)
"""The button of each step, in the order of the days after a meeting."""

_SIGNED = "The IEP is signed. It goes to every teacher, also to those who had a page before that."

_MOST_SHOWN = 20


def render_glance(
    meeting: MeetingId,
    readers: Sequence[Reader],
    draft: DraftKey,
    *,
    link: str,
    is_signed: bool = False,
) -> View:
    rows = [f"• {markup.escaped(one.name) or 'Name not on record'}: {_how(one)}" for one in readers]
    return modal(
        form.SEND_GLANCE,
        [
            blocks.section(
                "Each teacher in Slack gets a message by alias, opens the page of the SIS from "
                "it, and says *I have read it and know my part*. When all have, the row is done."
            ),
            blocks.context(_SIGNED if is_signed else UNSIGNED),
            blocks.section("\n".join(rows[:_MOST_SHOWN]) or "No teacher is on the team."),
            *map(blocks.context, markup.more(len(rows) - _MOST_SHOWN)),
            form.LINK.showing(link),
        ],
        carries=[tags.MEETING.of(meeting), tags.DRAFT.of(draft)],
    )


def _how(reader: Reader) -> str:
    if not reader.in_slack:
        return "not in Slack; tell them yourself, then tick the row"
    if reader.handed is None:
        return "not sent yet"
    if reader.handed.precedes(reader.signed):
        had = "was sent it" if reader.handed.is_open else "read what was sent"
        return f"{had} before the IEP was signed; send it again"
    return "was sent it" if reader.handed.is_open else "has read it and knows their part"


def render_sent(meeting: MeetingId, way: str, *, today: date) -> View:
    """Draw it; `way` is what the parents chose, empty where that is not kept."""
    chosen = (
        f"The parents chose: *{markup.escaped(way)}*."
        if way
        else "Nobody has written down how the IEP reaches the parents. The ending list asks for it."
    )
    return modal(
        form.SENT,
        [blocks.section(chosen), form.SENT_ON.showing(today)],
        carries=[tags.MEETING.of(meeting)],
    )


def render_attempt(
    meeting: MeetingId, attempts: Sequence[SignatureAttempt], draft: DraftKey, *, today: date
) -> View:
    return modal(
        form.LOG_SIGNATURE_TRY,
        [
            blocks.context("Every attempt to get the signature counts, once it is logged."),
            *(_attempt(one) for one in attempts[-_MOST_SHOWN:]),
            form.TRIED_ON.showing(today),
            form.HOW,
            form.NOTE,
        ],
        carries=[tags.MEETING.of(meeting), tags.DRAFT.of(draft)],
    )


def _attempt(one: SignatureAttempt) -> Block:
    said = f": {one.note}" if one.note else ""
    on = date_words.in_full(one.tried_on)
    return blocks.spoken(f"{on}, {form.WAYS.get(one.how, one.how)}{said}")


def enter_next(held: MeetingId, alias: str) -> Element:
    """Draw the way to the next annual date, wherever it is said that it is unknown."""
    label = f"Enter the next annual date of {alias}"
    return elements.button("Enter it", OPEN_NEXT, value=held, label=label)


def render_next(meeting: MeetingId, *, suggested: date) -> View:
    return modal(
        form.SET_NEXT,
        [
            blocks.section(
                "The day by which the next annual review is due. Enter it in SEIS, too: Preiep "
                "does not write there."
            ),
            form.NEXT_DUE.showing(suggested),
        ],
        carries=[tags.MEETING.of(meeting)],
    )
