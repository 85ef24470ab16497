"""Concerns: written down in a modal, dealt with in a list, and before the meeting is held."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.forms import tags
from bot.forms.drafts import DraftKey
from bot.forms.fields import Field
from bot.forms.meeting_day import concerns as form
from bot.forms.supervisor_reasons import REASON, reason_field
from bot.forms.tags import Tag
from bot.meeting_day.checklists import RunningMeeting
from bot.meeting_day.concerns import Concern, ConcernId, ConcernState
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.ui.kit import blocks, markup, paging
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import Part, modal

REST = Tag("rest", lambda text: [ConcernId(int(one)) for one in text.split()])
"""What comes on the pages after this one."""

_MOST_OPEN = 30
"""A modal holds a hundred blocks, and each concern takes three."""


def render_add(meeting: MeetingId, draft: DraftKey, *, asks_reason: bool = False) -> View:
    """Draw the modal to write a concern down; it shows nothing of the record."""
    return modal(
        form.ADD_CONCERN,
        [form.RAISED, *([REASON] if asks_reason else [])],
        carries=[tags.MEETING.of(meeting), tags.DRAFT.of(draft)],
    )


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
    shown = paging.page_of(concerns, _typed)
    rest = [one.id for one in concerns[len(shown) :]]
    return modal(
        form.LIST_CONCERNS,
        [
            *([] if shown else [blocks.section("No concern is written down yet.")]),
            *(part for one in shown for part in _row(one, meeting, names)),
            *([blocks.context(f"{len(rest)} more on the next page")] if rest else []),
            *reason_field(why),
        ],
        carries=[tags.MEETING.of(meeting), REST.of(rest[: paging.MOST_TO_COME])],
        submit=("Save, next page" if rest else "Save") if shown else "",
    )


def render_held(running: RunningMeeting) -> View:
    """Draw what is open before a meeting is marked as held; none of it blocks."""
    open_concerns = [one for one in running.concerns if one.state is ConcernState.OPEN]
    shown = paging.page_of(open_concerns, _typed, most=_MOST_OPEN)
    rows: list[list[Part]] = [[_words(one), *_fields(one)] for one in shown]
    more = markup.more(len(open_concerns) - len(shown), "more; they stay open, on the card")
    left = [line.short for line in running.checklist.left]
    return modal(
        form.HOLD_MEETING,
        [
            blocks.section(
                "What follows the meeting will be listed in the thread. Whatever is open stays "
                "on record and can be filled in later."
            ),
            *([blocks.spoken(f"Lines not ticked: {'; '.join(left)}.")] if left else []),
            *([blocks.header(f"Open concerns: {len(open_concerns)}")] if shown else []),
            *(part for row in rows for part in row),
            *map(blocks.context, more),
        ],
        carries=[tags.MEETING.of(running.meeting.id)],
    )


def _typed(concern: Concern) -> list[str]:
    return [concern.text, concern.note]


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
    words = {**form.STATES, ConcernState.OPEN: "Open again"} if closed else form.STATES
    state, note = form.STATE.of(concern.id), form.NOTE.of(concern.id)
    return [state.offering(words).showing(concern.state), note.showing(concern.note)]


def _settled(concern: Concern, names: Mapping[PersonId, str]) -> str:
    if concern.settled_by is None or concern.settled_at is None:
        return ""
    word = "Reopened" if concern.reopened else form.STATES[concern.state]
    who = markup.who(names.get(concern.settled_by))
    return f" {word}: {who}, {markup.moment(concern.settled_at)}."
