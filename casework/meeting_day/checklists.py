"""A meeting's checklist: as it stands, and ticked."""

from collections.abc import Mapping
from datetime import datetime

from bot.content import Content, Line
from bot.errors import StaleError
from bot.meeting_day.checklists import Checklist, TickState, checklist_of
from bot.meetings.meetings import MeetingId
from storage import Scope


def checklist_in(scope: Scope, content: Content, meeting: MeetingId) -> Checklist:
    return checklist_of(
        meeting,
        content,
        scope.checklists.ticks(meeting),
        revision=scope.checklists.revision(meeting),
        mode=scope.meetings.get(meeting).mode,
        switched=scope.workspace.lines,
        charter=scope.workspace.charter,
    )


def line_on(checklist: Checklist, line_id: str, *, otherwise: str) -> Line:
    """Return a line of the checklist; raise StaleError where it is gone."""
    line = checklist.line(line_id)
    if line is None:
        raise StaleError(f"That line is no longer on the checklist. {otherwise}")
    return line


def tick_lines(
    scope: Scope,
    content: Content,
    meeting: MeetingId,
    states: Mapping[str, TickState],
    *,
    took_place_at: datetime | None = None,
) -> None:
    """Bring lines into their states; one that is so already stays with whoever was first."""
    checklist = checklist_in(scope, content, meeting)
    for line_id, state in states.items():
        otherwise = "Nothing was changed; the card shows what is."
        line = line_on(checklist, line_id, otherwise=otherwise)
        if checklist.state_of(line) is not state:
            scope.checklists.tick(meeting, line_id, state, took_place_at=took_place_at)


def answer_kept(checklist: Checklist, line_id: str) -> str:
    """Return the label of the choice recorded for a line; empty where there is none."""
    line = checklist.line(line_id)
    if line is None:
        return ""
    answer = checklist.answer_to(line)
    return next((choice.label for choice in line.choices if choice.id == answer), "")
