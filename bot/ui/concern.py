"""Concerns: the modal to write one down, and the list in which each is dealt with."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.checklists import RunningMeeting, TickState
from bot.concerns import Concern, ConcernId, ConcernState
from bot.errors import FormError
from bot.forms import DraftKey
from bot.meetings import MeetingId
from bot.ui import blocks, reason
from bot.ui import thread_controls as ids
from bot.ui.blocks import Block, View

ADD = "concern_add"
KEEP = "concern_keep"
HOLD = "concern_hold"

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
    """What somebody made of one concern; None where they left it as it was drawn."""

    concern: ConcernId
    state: ConcernState | None
    note: str | None


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


def render_held(running: RunningMeeting) -> View:
    """Before a meeting is marked as held: what is open is listed, and none of it blocks."""
    open_concerns = [one for one in running.concerns if one.state is ConcernState.OPEN]
    lists = running.checklist
    left = [line.short for line in lists.lines if lists.state_of(line) is not TickState.DONE]
    rows = _rows_that_fit(open_concerns)
    return blocks.modal(
        "Meeting held?",
        [
            blocks.section(
                "What follows the meeting will be listed in the thread. Whatever is open stays "
                "on record and can be filled in later."
            ),
            *([blocks.spoken(f"Lines not ticked: {'; '.join(left)}.")] if left else []),
            *([blocks.header(f"Open concerns: {len(open_concerns)}")] if rows else []),
            *(block for row in rows for block in row),
        ],
        callback_id=HOLD,
        submit="Meeting held",
        close="Not yet",
        private_metadata=ids.metadata(running.meeting.id),
    )


def read_list(view: Mapping[str, Any]) -> list[Outcome]:
    """What this person changed; what they left as it was drawn may be another's by now."""
    fields = {str(block.get("block_id")): block.get("element", {}) for block in view["blocks"]}
    numbers = [name.partition(":")[2] for name in fields if name.startswith(f"{_STATE}:")]
    read = [_Row(fields=fields, values=view["state"]["values"], number=one) for one in numbers]
    problems = {
        f"{_NOTE}:{row.number}": "Please say to when it is deferred."
        for row in read
        if row.state is ConcernState.DEFERRED and not row.note
    }
    if problems:
        raise FormError(problems)
    return [row.outcome for row in read if row.is_changed]


@dataclass(frozen=True, kw_only=True)
class _Row:
    """One concern of a submitted list: what was drawn, and what stands there now."""

    fields: Mapping[str, Any]
    values: Mapping[str, Any]
    number: str

    @property
    def state(self) -> ConcernState:
        chosen = self.values[f"{_STATE}:{self.number}"][_STATE]["selected_option"]
        return ConcernState(chosen["value"])

    @property
    def note(self) -> str:
        return str(self.values[f"{_NOTE}:{self.number}"][_NOTE].get("value") or "").strip()

    @property
    def is_changed(self) -> bool:
        return (self.outcome.state, self.outcome.note) != (None, None)

    @property
    def outcome(self) -> Outcome:
        drawn_state = self.fields[f"{_STATE}:{self.number}"]["initial_option"]["value"]
        drawn_note = self.fields[f"{_NOTE}:{self.number}"].get("initial_value") or ""
        return Outcome(
            concern=ConcernId(int(self.number)),
            state=None if self.state == drawn_state else self.state,
            note=None if self.note == str(drawn_note).strip() else self.note,
        )
