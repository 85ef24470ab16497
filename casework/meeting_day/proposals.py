"""What people do about proposals: list them, change their words, and say what became of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.meeting_day.proposals import Proposal, ProposalId, ProposalOutcome, in_order, names_staff
from bot.meetings.meetings import Meeting
from storage import Scope


def proposals_listed(
    scope: Scope, meeting: Meeting, those: Sequence[ProposalId] | None = None
) -> list[Proposal]:
    """List the meeting's proposals, what waits first; `those`, in their order, where named."""
    logged = scope.proposals.of_meeting(meeting.id)
    if those is None:
        return in_order(logged)
    by_id = {one.id: one for one in logged}
    return [by_id[one] for one in those if one in by_id]


def settle_proposals(
    scope: Scope, meeting: Meeting, outcomes: Mapping[ProposalId, ProposalOutcome]
) -> None:
    for proposal in scope.proposals.of_meeting(meeting.id):
        if outcome := outcomes.get(proposal.id):
            scope.proposals.keep(replace(proposal, outcome=outcome))


def seems_to_name_staff(scope: Scope, meeting: Meeting, words: str) -> bool:
    team = scope.people.expected_of(meeting.student, meeting.on)
    return names_staff(words, [member.name for member in team])
