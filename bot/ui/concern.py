"""Concerns: the modal to write one down, and the list in which each is dealt with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.concerns import Concern, ConcernId, ConcernState
from bot.errors import FormError
from bot.forms import DraftKey
from bot.meetings import MeetingId
from bot.people import PersonId
from bot.ui import blocks, paging, reason
from bot.ui import thread_controls as ids
from bot.ui.blocks import Block, View

ADD = "concern_add"
KEEP = "concern_keep"

_TEXT = "text"
_STATE = "state"
_NOTE = "note"

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


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of the list: what is shown now, and what comes on the pages after it."""

    meeting: MeetingId
    concerns: tuple[Concern, ...]
    rest: tuple[ConcernId, ...]
    names: Mapping[PersonId, str]
    """Of whoever raised or settled one of them."""


def in_order(concerns: Sequence[Concern]) -> list[Concern]:
    """In which order concerns are listed: those that are open first, else as they came."""
    return sorted(concerns, key=lambda concern: concern.state is not ConcernState.OPEN)


def page_of(concerns: Sequence[Concern], *, most: int = paging.MOST_ON_A_PAGE) -> list[Concern]:
    return paging.page_of(concerns, lambda one: [one.text, one.note], most=most)


def render_list(listing: Listing, *, why: str = "") -> View:
    """`why` is the reason that a supervisor gave."""
    shown, rest = listing.concerns, listing.rest
    more = f"{len(rest)} more on the next page"
    return blocks.modal(
        "Concerns",
        [
            *([] if shown else [blocks.section("No concern is written down yet.")]),
            *(block for one in shown for block in _row(one, listing.meeting, listing.names)),
            *([blocks.context(more)] if rest else []),
            *reason.fields(why),
        ],
        callback_id=KEEP,
        submit=("Save, next page" if rest else "Save") if shown else None,
        private_metadata=ids.metadata(listing.meeting, rest=paging.joined(rest)),
    )


def rest_of(view: Mapping[str, Any]) -> list[ConcernId]:
    """What comes on the pages after the one that was submitted."""
    return [ConcernId(one) for one in paging.parted(ids.carried(view, "rest"))]


def rows_in_short(concerns: Sequence[Concern]) -> list[Block]:
    """Each concern with what became of it, for a modal that is about something else."""
    return [block for concern in concerns for block in (_words(concern), *_fields(concern))]


def _row(concern: Concern, meeting: MeetingId, names: Mapping[PersonId, str]) -> list[Block]:
    where = "" if meeting in (concern.meeting, concern.settled_in) else "From earlier. "
    raised = f"Written down by {_name(names, concern.by)}, {blocks.moment(concern.at)}."
    return [
        _words(concern),
        blocks.context(f"{where}{raised}{_settled(concern, names)}"),
        *_fields(concern),
    ]


def _words(concern: Concern) -> Block:
    return blocks.spoken(concern.text or "No words are on record.")


def _fields(concern: Concern) -> tuple[Block, Block]:
    closed = concern.state is not ConcernState.OPEN
    words = {**_STATES, ConcernState.OPEN: "Open again"} if closed else _STATES
    states = [blocks.option(state, said) for state, said in words.items()]
    return (
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
    )


def _settled(concern: Concern, names: Mapping[PersonId, str]) -> str:
    if concern.settled_by is None or concern.settled_at is None:
        return ""
    word = "Reopened" if concern.reopened else _STATES[concern.state]
    who = _name(names, concern.settled_by)
    return f" {word}: {who}, {blocks.moment(concern.settled_at)}."


def _name(names: Mapping[PersonId, str], person: PersonId) -> str:
    return blocks.escaped(blocks.shortened(names.get(person) or "name not on record", 80))


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
