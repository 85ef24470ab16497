"""The after-list: what follows a meeting that was held, each row with its date."""

from collections.abc import Sequence

from bot import date_words
from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import ObligationId
from bot.meeting_day.checklists import RunningMeeting
from bot.meetings.meetings import MeetingState
from bot.messages import MessageKind
from bot.ui.after_meetings import after_steps
from bot.ui.digest.hub import UNCONFIRMED
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Block, Message
from bot.ui.meeting_day import thread_controls as ids
from bot.ui.meeting_day.thread_controls import Boxes, Clicked


def after_message(running: RunningMeeting, rows: Sequence[Obligation]) -> Message:
    """Draw the after-list; `rows` are what follows the meeting, the signature among them."""
    if running.meeting.state is not MeetingState.HELD:
        words = "Not held after all: what follows a meeting is not due."
        return blocks.message(words, [blocks.section(words)])
    plain = [row for row in rows if row.id is not ObligationId.CONSENT]
    consent = next((row for row in rows if row.id is ObligationId.CONSENT), None)
    done = sum(row.settled for row in rows)
    return blocks.message(
        f"After the meeting: {done} of {len(rows)} done.",
        [
            blocks.section(f"*After the meeting:* {done} of {len(rows)} done"),
            *([] if running.confirmed else [blocks.context(UNCONFIRMED)]),
            *_boxes(running, plain),
            *([_signature(running, consent)] if consent else []),
            blocks.actions([*_steps(running), _not_held(running)]),
        ],
    )


def _boxes(running: RunningMeeting, rows: Sequence[Obligation]) -> list[Block]:
    drawn_from = Boxes(
        meeting=running.meeting.id,
        list=MessageKind.AFTER,
        part=0,
        revision=sum(row.standing.revision for row in rows),
    )
    options = [elements.option(row.id, row.why.rule.what, description=_due(row)) for row in rows]
    ticked = [row.id for row in rows if row.settled]
    if not options:
        return []
    return [
        blocks.actions(
            [elements.checkboxes(ids.AFTER_TICK, options, ticked=ticked)],
            block_id=drawn_from.block_id,
        )
    ]


def _due(row: Obligation) -> str:
    if row.settled:
        return "Done"
    if row.due_on is None:
        return row.why.note
    return f"By {date_words.in_words(row.due_on)}"


def _signature(running: RunningMeeting, consent: Obligation) -> Block:
    value = Clicked(meeting=running.meeting.id).value
    if consent.settled:
        words, button = "*Signature:* what the parents decided is recorded.", "Change"
    else:
        words = "*Signature:* not there yet. Until it is, the IEP shows as draft."
        button = "Record signature"
    label = "Change what is recorded about the signature" if consent.settled else None
    return blocks.section(
        words, accessory=elements.button(button, ids.CONSENT, value=value, label=label)
    )


def _steps(running: RunningMeeting) -> list[elements.Element]:
    """Draw a button for each step that has a modal; its row is ticked with it."""
    value = Clicked(meeting=running.meeting.id).value
    return [elements.button(words, control, value=value) for control, words in after_steps.STEPS]


def _not_held(running: RunningMeeting) -> elements.Element:
    sure = elements.confirm(
        "Not held after all?",
        "The meeting is planned again and its checklist goes on. Everything ticked and written "
        "stays.",
        yes="Not held",
        no="It was held",
    )
    value = Clicked(meeting=running.meeting.id).value
    return elements.button("Not held after all", ids.NOT_HELD, value=value, confirm=sure)
