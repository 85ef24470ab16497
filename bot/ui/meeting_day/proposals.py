"""Proposals: the form to log one, the list in which each gets its outcome, and its edit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.errors import FormError
from bot.forms.drafts import DraftKey
from bot.meeting_day.proposals import Outcome, Proposal, ProposalId
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.ui.kit import blocks, elements, markup, paging, reason
from bot.ui.kit.blocks import Block, View
from bot.ui.meeting_day import thread_controls as ids

ADD = "proposal_add"
KEEP = "proposal_keep"
EDIT = "proposal_edit"
SAVE = "proposal_save"

_TEXT = "text"
_BY_WHOM = "by_whom"
_DATA = "data"
_OUTCOME = "outcome"

_OUTCOMES = {
    Outcome.UNDECIDED: "Not decided yet",
    Outcome.AGREED: "Agreed",
    Outcome.NOT_AGREED: "Not agreed",
    Outcome.TO_CONSIDER: "To consider",
    Outcome.TAKEN_BACK: "Taken back",
}

NAMES_STAFF = (
    "These words seem to name who is to serve the student. Which staff do so is for the school to "
    "decide; you can word it without a name. It is kept as you wrote it."
)


@dataclass(frozen=True, kw_only=True)
class Logged:
    """A proposal as it was filled in."""

    text: str
    by_whom: str
    data: str
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of the log."""

    meeting: MeetingId
    proposals: tuple[Proposal, ...]
    rest: tuple[ProposalId, ...]
    names: Mapping[PersonId, str]
    notice: str = ""


def render_add(meeting: MeetingId, draft: DraftKey, *, asks_reason: bool = False) -> View:
    return blocks.modal(
        "Log a proposal",
        [
            blocks.context("Every proposal is logged, yours and theirs alike."),
            *_form(Logged(text="", by_whom="", data="", outcome=Outcome.UNDECIDED)),
            *([reason.field("")] if asks_reason else []),
        ],
        callback_id=ADD,
        submit="Log",
        private_metadata=ids.metadata(meeting, draft=draft),
    )


def render_edit(proposal: Proposal) -> View:
    logged = Logged(
        text=proposal.text,
        by_whom=proposal.by_whom,
        data=proposal.data,
        outcome=proposal.outcome,
    )
    return blocks.modal(
        "Change a proposal",
        _form(logged),
        callback_id=SAVE,
        submit="Save",
        private_metadata=ids.metadata(proposal.meeting, proposal=str(proposal.id)),
    )


def _form(logged: Logged) -> list[Block]:
    return [
        blocks.field(
            "What is proposed",
            elements.text_field(_TEXT, text=logged.text),
            block_id=_TEXT,
            required=True,
        ),
        blocks.field(
            "Who proposes it",
            elements.text_field(_BY_WHOM, text=logged.by_whom, multiline=False),
            block_id=_BY_WHOM,
            hint="For example: the mother, or the speech provider.",
            required=True,
        ),
        blocks.field(
            "What became of it",
            elements.radio(_OUTCOME, _options(), chosen=logged.outcome),
            block_id=_OUTCOME,
            hint="It can be changed later, in the list.",
            required=True,
        ),
        blocks.field(
            "The data behind it",
            elements.text_field(_DATA, text=logged.data),
            block_id=_DATA,
            hint="What it rests on, and how it would help the student.",
        ),
    ]


def _options() -> list[elements.Element]:
    return [elements.option(outcome, words) for outcome, words in _OUTCOMES.items()]


def read(view: Mapping[str, Any]) -> Logged:
    """What was filled in; raise FormError where words are missing."""
    values = view["state"]["values"]
    typed = {
        name: str(values[name][name].get("value") or "").strip()
        for name in (_TEXT, _BY_WHOM, _DATA)
    }
    problems = {}
    if not typed[_TEXT]:
        problems[_TEXT] = "Please write down what is proposed."
    if not typed[_BY_WHOM]:
        problems[_BY_WHOM] = "Please say who proposes it."
    if problems:
        raise FormError(problems)
    chosen = values[_OUTCOME][_OUTCOME]["selected_option"]["value"]
    return Logged(outcome=Outcome(chosen), **typed)


def changed(view: Mapping[str, Any], kept: Proposal) -> Proposal:
    """What is kept, with what this person changed; what they left as drawn is not theirs."""
    logged = read(view)
    drawn = {str(block.get("block_id")): block.get("element", {}) for block in view["blocks"]}
    fields: dict[str, Any] = {
        name: words
        for name in (_TEXT, _BY_WHOM, _DATA)
        if (words := getattr(logged, name)) != str(drawn[name].get("initial_value") or "").strip()
    }
    if logged.outcome != drawn[_OUTCOME]["initial_option"]["value"]:
        fields[_OUTCOME] = logged.outcome
    return replace(kept, **fields)


def in_order(proposals: Sequence[Proposal]) -> list[Proposal]:
    """What still waits for an outcome first, else as they came."""
    return sorted(proposals, key=lambda proposal: not proposal.outcome.is_open)


def page_of(proposals: Sequence[Proposal]) -> list[Proposal]:
    return paging.page_of(proposals, lambda one: [one.text, one.by_whom, one.data])


def render_list(listing: Listing, *, why: str = "") -> View:
    """`why` is the reason that a supervisor gave; they set outcomes and leave the words."""
    shown, rest = listing.proposals, listing.rest
    more = f"{len(rest)} more on the next page"
    return blocks.modal(
        "Proposals",
        [
            *([blocks.section(f":bulb: {listing.notice}")] if listing.notice else []),
            *([] if shown else [blocks.section("No proposal is logged yet.")]),
            *(block for one in shown for block in _row(one, listing.names, edits=not why)),
            *([blocks.context(more)] if rest else []),
            *reason.fields(why),
        ],
        callback_id=KEEP,
        submit=("Save, next page" if rest else "Save") if shown else None,
        private_metadata=ids.metadata(listing.meeting, rest=paging.joined(rest)),
    )


def _row(proposal: Proposal, names: Mapping[PersonId, str], *, edits: bool) -> list[Block]:
    value = f"{proposal.meeting}:{proposal.id}"
    button = elements.button("Change", EDIT, value=value, label="Change the words of this proposal")
    words: Block = blocks.spoken(f"{proposal.by_whom}: {proposal.text}")
    if edits:
        words["accessory"] = button
    logged = f"Logged by {_name(names, proposal.by)}, {markup.moment(proposal.at)}."
    if proposal.settled_by is not None and proposal.settled_at is not None:
        who = _name(names, proposal.settled_by)
        logged += f" Outcome by {who}, {markup.moment(proposal.settled_at)}."
    return [
        words,
        blocks.context(logged),
        *([blocks.spoken(f"Data: {proposal.data}")] if proposal.data else []),
        blocks.field(
            "What became of it",
            elements.select(_OUTCOME, _options(), chosen=proposal.outcome),
            block_id=f"{_OUTCOME}:{proposal.id}",
            required=True,
        ),
    ]


def read_list(view: Mapping[str, Any]) -> dict[ProposalId, Outcome]:
    """The outcomes that this person changed."""
    outcomes = {}
    for block in view["blocks"]:
        name, _, number = str(block.get("block_id")).partition(":")
        if name == _OUTCOME and number:
            chosen = view["state"]["values"][block["block_id"]][_OUTCOME]["selected_option"]
            if chosen["value"] != block["element"]["initial_option"]["value"]:
                outcomes[ProposalId(int(number))] = Outcome(chosen["value"])
    return outcomes


def rest_of(view: Mapping[str, Any]) -> list[ProposalId]:
    return [ProposalId(one) for one in paging.parted(ids.carried(view, "rest"))]


def edited(action: Mapping[str, Any]) -> tuple[MeetingId, ProposalId]:
    meeting, _, proposal = str(action["value"]).partition(":")
    return MeetingId(int(meeting)), ProposalId(int(proposal))


def _name(names: Mapping[PersonId, str], person: PersonId) -> str:
    return markup.escaped(markup.shortened(names.get(person) or "name not on record", 80))
