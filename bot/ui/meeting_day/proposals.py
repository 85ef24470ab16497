"""Proposals: the form to log one, the list in which each gets its outcome, and its edit."""

from collections.abc import Mapping, Sequence

from bot.forms import tags
from bot.forms.drafts import DraftKey
from bot.forms.meeting_day import proposals as form
from bot.forms.supervisor_reasons import REASON, reason_field
from bot.forms.tags import Tag
from bot.meeting_day.proposals import Proposal, ProposalId
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.ui.kit import blocks, elements, markup, paging
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import Part, modal

EDIT = "proposal_edit"

REST = Tag("rest", lambda text: [ProposalId(int(one)) for one in text.split()])
"""What comes on the pages after this one."""

NAMES_STAFF = (
    "These words seem to name who is to serve the student. Which staff do so is for the school to "
    "decide; you can word it without a name. It is kept as you wrote it."
)


def render_add(meeting: MeetingId, draft: DraftKey, *, asks_reason: bool = False) -> View:
    """Draw the form to log a proposal; it shows nothing of the record."""
    return modal(
        form.LOG_PROPOSAL,
        [
            blocks.context("Every proposal is logged, yours and theirs alike."),
            *form.WORDS,
            *([REASON] if asks_reason else []),
        ],
        carries=[tags.MEETING.of(meeting), tags.DRAFT.of(draft)],
    )


def render_edit(proposal: Proposal) -> View:
    return modal(
        form.CHANGE_PROPOSAL,
        form.CHANGE_PROPOSAL.filled_from(proposal),
        carries=[tags.MEETING.of(proposal.meeting), form.PROPOSAL.of(proposal.id)],
    )


def render_list(
    meeting: MeetingId,
    proposals: Sequence[Proposal],
    names: Mapping[PersonId, str],
    *,
    why: str = "",
    notice: str = "",
) -> View:
    """Draw a page of the log, and carry along what comes on the pages after it.

    `names` are those of whoever logged or settled one; with `why`, the reason of a supervisor,
    outcomes can be set and the words are left.
    """
    shown = paging.page_of(proposals, lambda one: [one.text, one.by_whom, one.data])
    rest = [one.id for one in proposals[len(shown) :]]
    return modal(
        form.LIST_PROPOSALS,
        [
            *([blocks.section(f":bulb: {notice}")] if notice else []),
            *([] if shown else [blocks.section("No proposal is logged yet.")]),
            *(part for one in shown for part in _row(one, names, edits=not why)),
            *([blocks.context(f"{len(rest)} more on the next page")] if rest else []),
            *reason_field(why),
        ],
        carries=[tags.MEETING.of(meeting), REST.of(rest[: paging.MOST_TO_COME])],
        submit=("Save, next page" if rest else "Save") if shown else "",
    )


def _row(proposal: Proposal, names: Mapping[PersonId, str], *, edits: bool) -> list[Part]:
    words = blocks.spoken(f"{proposal.by_whom}: {proposal.text}")
    if edits:
        words["accessory"] = elements.button(
            "Change", EDIT, value=proposal.id, label="Change the words of this proposal"
        )
    logged = f"Logged by {markup.who(names.get(proposal.by))}, {markup.moment(proposal.at)}."
    if proposal.settled_by is not None and proposal.settled_at is not None:
        who = markup.who(names.get(proposal.settled_by))
        logged += f" Outcome by {who}, {markup.moment(proposal.settled_at)}."
    return [
        words,
        blocks.context(logged),
        *([blocks.spoken(f"Data: {proposal.data}")] if proposal.data else []),
        form.BECAME.of(proposal.id).showing(proposal.outcome),
    ]
