"""What is written down while a meeting runs: rights answers, sign-off, the parents' choices."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.content import Content
from bot.meeting_day.checklists import ANSWER_TO, Difference, TickState, with_difference
from bot.meetings.meetings import MeetingId
from casework.meeting_day.checklists import checklist_in, line_on, tick_lines
from storage import Scope


def keep_rights(
    scope: Scope, content: Content, meeting: MeetingId, changes: Mapping[str, Any]
) -> None:
    """Keep what somebody changed of the two answers; with both of them the line is done."""
    rights = replace(scope.checklists.rights(meeting), **changes)
    scope.checklists.keep_rights(meeting, rights)
    if rights.complete and checklist_in(scope, content, meeting).line("rights"):
        tick_lines(scope, content, meeting, {"rights": TickState.DONE})


def keep_sign_off(
    scope: Scope, meeting: MeetingId, change: Difference, *, others: str | None
) -> None:
    """Keep who may be listed; the line itself is ticked when everybody was called on."""
    kept = scope.checklists.sign_off(meeting)
    scope.checklists.keep_sign_off(meeting, with_difference(kept, change, others=others))


def keep_choice(
    scope: Scope, content: Content, meeting: MeetingId, line_id: str, choice: str
) -> None:
    """Keep an answer beside its line, which is done with it."""
    checklist = checklist_in(scope, content, meeting)
    line = line_on(checklist, line_id, otherwise="Nothing was saved.")
    if checklist.answer_to(line) != choice:
        scope.checklists.tick(meeting, f"{ANSWER_TO}{line.id}", TickState.DONE, choice)
    tick_lines(scope, content, meeting, {line.id: TickState.DONE})
