"""The after-list: what follows a meeting that was held, each row with its date."""

from collections.abc import Sequence

from bot import date_words
from bot.calendar import SchoolYear
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
from bot.ui.meeting_day.thread_controls import button


def after_message(running: RunningMeeting, rows: Sequence[Obligation]) -> Message:
    """Draw the after-list; `rows` are what follows the meeting, the signature among them."""
    if running.meeting.state is not MeetingState.HELD:
        words = "Not held after all: what follows a meeting is not due."
        return blocks.message(words, [blocks.section(words)])
    plain = [row for row in rows if row.id is not ObligationId.CONSENT]
    consent = next((row for row in rows if row.id is ObligationId.CONSENT), None)
    done = f"{sum(row.settled for row in plain)} of {len(plain)} done"
    if consent and not consent.settled:
        done += ", the signature still to come"
    steps = [button(words, step, running.meeting.id) for step, words in after_steps.STEPS]
    return blocks.message(
        f"After the meeting: {done}.",
        [
            blocks.section(f"*After the meeting:* {done}"),
            *([] if running.confirmed else [blocks.context(UNCONFIRMED)]),
            *_boxes(running, plain),
            *([_signature(running, consent)] if consent else []),
            blocks.actions([*steps, _not_held(running)]),
        ],
    )


def _boxes(running: RunningMeeting, rows: Sequence[Obligation]) -> list[Block]:
    if not rows:
        return []
    options = [
        elements.option(row.id, row.why.rule.what, description=_due(row, running.year))
        for row in rows
    ]
    ticked = [row.id for row in rows if row.settled]
    revision = sum(row.standing.revision for row in rows)
    return [
        blocks.actions(
            [elements.checkboxes(ids.AFTER_TICK, options, ticked=ticked)],
            block_id=ids.boxes_id(running.meeting.id, MessageKind.AFTER, revision=revision),
        )
    ]


def _due(row: Obligation, year: SchoolYear) -> str:
    if row.settled:
        return "Done"
    if row.due_on is None:
        return row.why.note
    by = f"By {date_words.in_words(row.due_on, year)}"
    return f"{by}. {row.why.note}" if row.why.note else by


def _signature(running: RunningMeeting, consent: Obligation) -> Block:
    meeting = running.meeting.id
    if consent.settled:
        words = "*Signature:* what the parents decided is recorded."
        label = "Change what is recorded about the signature"
        change = button("Change", ids.CONSENT, meeting, label=label)
        return blocks.section(words, accessory=change)
    words = "*Signature:* not there yet. Until it is, the IEP shows as draft."
    record = button("Record signature", ids.CONSENT, meeting)
    return blocks.section(words, accessory=record)


def _not_held(running: RunningMeeting) -> elements.Element:
    sure = elements.confirm(
        "Not held after all?",
        "The meeting is planned again and its checklist continues. Everything ticked and written "
        "stays.",
        yes="Not held",
        no="It was held",
    )
    return button("Not held after all", ids.NOT_HELD, running.meeting.id, confirm=sure)
