"""The after-list: what follows a meeting that was held, each row with its date."""

from collections.abc import Sequence

from bot.checklists import RunningMeeting
from bot.meetings import MeetingState
from bot.messages import MessageKind
from bot.obligations import Obligation, ObligationId
from bot.ui import after_steps, blocks
from bot.ui import thread_controls as ids
from bot.ui.blocks import Block, Message
from bot.ui.hub import UNCONFIRMED
from bot.ui.thread_controls import Boxes, Clicked


def after_message(running: RunningMeeting, rows: Sequence[Obligation]) -> Message:
    """`rows` are the obligations after the meeting, the signature among them."""
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
    options = [blocks.option(row.id, row.why.rule.what, description=_due(row)) for row in rows]
    ticked = [row.id for row in rows if row.settled]
    if not options:
        return []
    return [
        blocks.actions(
            [blocks.checkboxes(ids.AFTER_TICK, options, ticked=ticked)],
            block_id=drawn_from.block_id,
        )
    ]


def _due(row: Obligation) -> str:
    if row.settled:
        return "Done"
    if row.due_on is None:
        return row.why.note
    return f"By {blocks.in_words(row.due_on)}"


def _signature(running: RunningMeeting, consent: Obligation) -> Block:
    value = Clicked(meeting=running.meeting.id).value
    if consent.settled:
        words, button = "*Signature:* what the parents decided is recorded.", "Change"
    else:
        words = "*Signature:* not there yet. Until it is, the IEP shows as draft."
        button = "Record signature"
    label = "Change what is recorded about the signature" if consent.settled else None
    return blocks.section(
        words, accessory=blocks.button(button, ids.CONSENT, value=value, label=label)
    )


def _steps(running: RunningMeeting) -> list[blocks.Element]:
    """What is done from here, each in a modal; its row is ticked with it."""
    value = Clicked(meeting=running.meeting.id).value
    return [blocks.button(words, control, value=value) for control, words in after_steps.STEPS]


def _not_held(running: RunningMeeting) -> blocks.Element:
    sure = blocks.confirm(
        "Not held after all?",
        "The meeting is planned again and its checklist goes on. Everything ticked and written "
        "stays.",
        yes="Not held",
        no="It was held",
    )
    value = Clicked(meeting=running.meeting.id).value
    return blocks.button("Not held after all", ids.NOT_HELD, value=value, confirm=sure)
