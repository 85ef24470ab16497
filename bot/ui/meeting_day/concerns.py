"""Concerns: the modal to write one down, and the list in which each is dealt with."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.forms import tags
from bot.forms.drafts import DraftKey
from bot.forms.fields import Field
from bot.forms.meeting_day.concerns import ADD_CONCERN, LIST_CONCERNS, NOTE, RAISED, STATE, STATES
from bot.forms.supervisor_reasons import REASON, reason_field
from bot.forms.tags import Tag
from bot.meeting_day.concerns import Concern, ConcernId, ConcernState
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.ui.kit import blocks, markup, paging
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import Part, modal

REST = Tag("rest", lambda text: [ConcernId(int(one)) for one in text.split()])
"""What comes on the pages after this one."""


def render_add(meeting: MeetingId, draft: DraftKey, *, asks_reason: bool = False) -> View:
    """Draw the modal to write a concern down; it shows nothing of the record."""
    return modal(
        ADD_CONCERN,
        [RAISED, *([REASON] if asks_reason else [])],
        carries=[tags.MEETING.of(meeting), tags.DRAFT.of(draft)],
    )


def page_of(concerns: Sequence[Concern], *, most: int = paging.MOST_ON_A_PAGE) -> list[Concern]:
    return paging.page_of(concerns, lambda one: [one.text, one.note], most=most)


def render_list(
    meeting: MeetingId,
    concerns: Sequence[Concern],
    names: Mapping[PersonId, str],
    *,
    why: str = "",
) -> View:
    """Draw a page of the list, and carry along what comes on the pages after it.

    `names` are those of whoever raised or settled a concern; `why` is a supervisor's reason.
    """
    shown = page_of(concerns)
    rest = [one.id for one in concerns[len(shown) :]]
    return modal(
        LIST_CONCERNS,
        [
            *([] if shown else [blocks.section("No concern is written down yet.")]),
            *(part for one in shown for part in _row(one, meeting, names)),
            *([blocks.context(f"{len(rest)} more on the next page")] if rest else []),
            *reason_field(why),
        ],
        carries=[tags.MEETING.of(meeting), REST.of(rest[: paging.MOST_TO_COME])],
        submit=("Save, next page" if rest else "Save") if shown else "",
    )


def rows_in_short(concerns: Sequence[Concern]) -> list[Part]:
    """Draw each concern with what became of it, for a modal that is about something else."""
    rows: list[list[Part]] = [[_words(concern), *_fields(concern)] for concern in concerns]
    return [part for row in rows for part in row]


def _row(concern: Concern, meeting: MeetingId, names: Mapping[PersonId, str]) -> list[Part]:
    where = "" if meeting in (concern.meeting, concern.settled_in) else "From earlier. "
    raised = f"Written down by {markup.who(names.get(concern.by))}, {markup.moment(concern.at)}."
    return [
        _words(concern),
        blocks.context(f"{where}{raised}{_settled(concern, names)}"),
        *_fields(concern),
    ]


def _words(concern: Concern) -> Block:
    return blocks.spoken(concern.text or "No words are on record.")


def _fields(concern: Concern) -> list[Field[Any]]:
    closed = concern.state is not ConcernState.OPEN
    words = {**STATES, ConcernState.OPEN: "Open again"} if closed else STATES
    state, note = STATE.of(concern.id), NOTE.of(concern.id)
    return [state.offering(words).showing(concern.state), note.showing(concern.note)]


def _settled(concern: Concern, names: Mapping[PersonId, str]) -> str:
    if concern.settled_by is None or concern.settled_at is None:
        return ""
    word = "Reopened" if concern.reopened else STATES[concern.state]
    who = markup.who(names.get(concern.settled_by))
    return f" {word}: {who}, {markup.moment(concern.settled_at)}."
