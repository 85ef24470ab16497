"""Concerns: the modal to write one down, and the list in which each is dealt with."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.concerns import Concern, ConcernId, ConcernState
from bot.conversations import DraftKey
from bot.errors import FormError
from bot.meetings import MeetingId
from bot.ui import blocks, reason
from bot.ui import thread_controls as ids
from bot.ui.blocks import Block, View

ADD = "concern_add"
KEEP = "concern_keep"

_TEXT = "text"
_STATE = "state"
_NOTE = "note"

_MOST_SHOWN = 30
"""A modal holds a hundred blocks, and each concern takes three."""

_LARGEST = 200_000
"""Of the 250 KB that a modal may weigh, where every character beyond ASCII is escaped."""

_STATES = {
    ConcernState.OPEN: "Open",
    ConcernState.ADDRESSED: "Addressed in the meeting",
    ConcernState.ANSWERED: "Answered",
    ConcernState.DEFERRED: "Deferred",
    ConcernState.UNRESOLVED: "Unresolved, and recorded so",
}


@dataclass(frozen=True, kw_only=True)
class Added:
    """One concern as it was written down; the draft makes a second press of Save harmless."""

    draft: DraftKey
    meeting: MeetingId
    text: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What somebody made of one concern."""

    concern: ConcernId
    state: ConcernState
    note: str


def render_add(meeting: MeetingId, draft: DraftKey, *, asks_reason: bool = False) -> View:
    return blocks.modal(
        "Add a concern",
        [
            blocks.field(
                "What the parents raised",
                blocks.text_field(_TEXT),
                block_id=_TEXT,
                hint="A short, factual summary. It stays open until somebody deals with it.",
                required=True,
            ),
            *([reason.field("")] if asks_reason else []),
        ],
        callback_id=ADD,
        submit="Save",
        private_metadata=ids.metadata(meeting, draft=draft),
    )


def read_add(view: Mapping[str, Any]) -> Added:
    text = str(view["state"]["values"][_TEXT][_TEXT].get("value") or "").strip()
    if not text:
        raise FormError({_TEXT: "Please write down what was raised."})
    return Added(
        draft=DraftKey(ids.carried(view, "draft")), meeting=ids.meeting_in(view), text=text
    )


def render_list(meeting: MeetingId, concerns: Sequence[Concern], *, why: str = "") -> View:
    """`why` is the reason that a supervisor gave."""
    rows = _rows_that_fit(concerns)
    more = len(concerns) - len(rows)
    return blocks.modal(
        "Concerns",
        [
            *([] if rows else [blocks.section("No concern is written down yet.")]),
            *(block for row in rows for block in row),
            *([blocks.context(f"+ {more} more; they come up as these are closed")] if more else []),
            *reason.fields(why),
        ],
        callback_id=KEEP,
        submit="Save" if rows else None,
        private_metadata=ids.metadata(meeting),
    )


def _rows_that_fit(concerns: Sequence[Concern]) -> list[list[Block]]:
    """As many as a modal holds, the open ones first."""
    fitting: list[list[Block]] = []
    weight = 0
    for concern in sorted(concerns, key=lambda concern: concern.state is not ConcernState.OPEN):
        row = _row(concern)
        weight += len(json.dumps(row))
        if weight > _LARGEST or len(fitting) == _MOST_SHOWN:
            break
        fitting.append(row)
    return fitting


def _row(concern: Concern) -> list[Block]:
    states = [blocks.option(state, words) for state, words in _STATES.items()]
    return [
        blocks.spoken(concern.text),
        blocks.field(
            "What became of it",
            blocks.select(_STATE, states, chosen=concern.state),
            block_id=f"{_STATE}:{concern.id}",
            required=True,
        ),
        blocks.field(
            "Note",
            blocks.text_field(_NOTE, text=concern.note, multiline=False),
            block_id=f"{_NOTE}:{concern.id}",
            hint="To when it is deferred, or what was said.",
        ),
    ]


def read_list(view: Mapping[str, Any]) -> list[Outcome]:
    """What this person changed; what they left as it was drawn may be another's by now."""
    values = view["state"]["values"]
    drawn = {str(block.get("block_id")): block.get("element", {}) for block in view["blocks"]}
    outcomes: list[Outcome] = []
    problems: dict[str, str] = {}
    for block_id in drawn:
        name, _, number = block_id.partition(":")
        if name != _STATE:
            continue
        note_id = f"{_NOTE}:{number}"
        state = str(values[block_id][_STATE]["selected_option"]["value"])
        note = str(values[note_id][_NOTE].get("value") or "").strip()
        before = (
            drawn[block_id]["initial_option"]["value"],
            str(drawn[note_id].get("initial_value") or "").strip(),
        )
        if state == ConcernState.DEFERRED and not note:
            problems[note_id] = "Please say to when it is deferred."
        if (state, note) != before:
            outcomes.append(
                Outcome(concern=ConcernId(int(number)), state=ConcernState(state), note=note)
            )
    if problems:
        raise FormError(problems)
    return outcomes
