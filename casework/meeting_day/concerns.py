"""What people do about concerns: write one down, list them, and say what became of them."""

from collections.abc import Sequence
from dataclasses import replace

from bot.forms.drafts import DraftKey
from bot.forms.meeting_day.concerns import Outcomes
from bot.meeting_day.concerns import Concern, ConcernId, in_order
from bot.meetings.meetings import Meeting
from casework.forms.drafts import kept_before, mark_kept
from storage import Scope

KIND = "concern"
"""Of the drafts that make a second press of Save harmless."""


def raise_concern(scope: Scope, meeting: Meeting, words: str, *, draft: DraftKey) -> None:
    """Keep a concern as open, once for each draft."""
    if not kept_before(scope, draft):
        scope.concerns.add(meeting.student, meeting.id, words)
        mark_kept(scope, draft, kind=KIND, student=meeting.student)


def settle_concerns(scope: Scope, meeting: Meeting, outcomes: Outcomes) -> None:
    """Keep what somebody changed of each concern, and leave the rest as it is by now."""
    for concern in scope.concerns.at(meeting):
        if changed := outcomes.get(concern.id):
            scope.concerns.keep(replace(concern, **changed), in_meeting=meeting.id)


def concerns_listed(
    scope: Scope, meeting: Meeting, those: Sequence[ConcernId] | None = None
) -> list[Concern]:
    """List the meeting's concerns, the open ones first; `those`, in their order, where named."""
    at_meeting = scope.concerns.at(meeting)
    if those is None:
        return in_order(at_meeting)
    by_id = {one.id: one for one in at_meeting}
    return [by_id[one] for one in those if one in by_id]
