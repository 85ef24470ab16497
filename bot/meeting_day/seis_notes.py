"""The note to paste into SEIS, made of what was ticked and written in the meeting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.meeting_day.checklists import RightsAnswers
from bot.meeting_day.concerns import Concern, ConcernState
from bot.meeting_day.proposals import Proposal, ProposalOutcome


@dataclass(frozen=True, kw_only=True)
class CloseOut:
    """What is noted at the close besides everything that was kept before."""

    services: str = ""
    """Services offered and changed, as they were read back."""
    other: str = ""


@dataclass(frozen=True, kw_only=True)
class TakenOn:
    """Who does what by when, in words."""

    what: str
    who: str
    by_when: str = ""


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """Everything the note is made of; names and answers, so it is shown in a modal alone."""

    held_on: str
    """The day in words, with kind and mode of the meeting."""
    listed: Sequence[str] = ()
    """Who agreed to be listed as present, each with their title."""
    others: str = ""
    rights: RightsAnswers = field(default_factory=RightsAnswers)
    concerns: Sequence[Concern] = ()
    proposals: Sequence[Proposal] = ()
    close_out: CloseOut = field(default_factory=CloseOut)
    taken_on: Sequence[TakenOn] = ()
    offer: str = ""
    """What the parents said to the offer of FAPE; a word, and no consent."""
    signature: str = ""
    """What they decided on paper; empty until it is there."""
    delivery: str = ""


_BECAME = {
    ConcernState.OPEN: "still open",
    ConcernState.ADDRESSED: "addressed in the meeting",
    ConcernState.ANSWERED: "answered",
    ConcernState.DEFERRED: "deferred",
    ConcernState.UNRESOLVED: "unresolved, recorded as such",
}

_OUTCOMES = {
    ProposalOutcome.UNDECIDED: "not decided yet",
    ProposalOutcome.AGREED: "agreed",
    ProposalOutcome.NOT_AGREED: "not agreed",
    ProposalOutcome.TO_CONSIDER: "to consider",
    ProposalOutcome.TAKEN_BACK: "taken back",
}


def note(facts: MeetingFacts) -> str:
    """Write the note, a paragraph for each part; a part of which nothing is on record says so."""
    parts = (
        ("Meeting", [facts.held_on]),
        ("Attended, and agreed to be listed", [*facts.listed, facts.others]),
        ("Parent rights, word for word", _rights(facts.rights)),
        ("Concerns of the parents", map(_concern, facts.concerns)),
        ("Proposals", map(_proposal, facts.proposals)),
        ("Services offered and changed", [facts.close_out.services]),
        ("Who does what", map(_taken_on, facts.taken_on)),
        ("Offer of FAPE", [_offer(facts)]),
        ("Signature", [facts.signature or "Not there yet. Until it is, the IEP is a draft."]),
        ("Delivery", [facts.delivery]),
        ("Other notes", [facts.close_out.other]),
    )
    return "\n\n".join(_part(title, lines) for title, lines in parts)


def missing(facts: MeetingFacts) -> list[str]:
    """List what the note would say nothing of; it can be filled in, and none of it blocks."""
    looked_for = (
        (bool(facts.listed or facts.others), "nobody is on the sign-off list"),
        (facts.rights.complete, "the two rights answers are not complete"),
        (bool(facts.offer), "the answer to the offer is not written down"),
        (bool(facts.delivery), "how the IEP reaches the parents is not written down"),
        (bool(facts.taken_on), "nobody has taken anything on"),
    )
    return [words for there, words in looked_for if not there]


def in_pieces(text: str, longest: int) -> list[str]:
    """Cut the note into pieces of at most `longest` characters, between lines where it can be."""
    pieces = [""]
    for line in text.splitlines():
        for start in range(0, max(len(line), 1), longest):
            part = line[start : start + longest]
            joined = f"{pieces[-1]}\n{part}" if pieces[-1] else part
            if len(joined) > longest:
                pieces.append(part)
            else:
                pieces[-1] = joined
    return [piece for piece in pieces if piece.strip()]


def _part(title: str, lines: Iterable[str]) -> str:
    said = [line.strip() for line in lines if line.strip()]
    return "\n".join([f"{title}:", *(f"- {line}" for line in said or ["Nothing is on record."])])


def _rights(rights: RightsAnswers) -> list[str]:
    return [
        *_quoted("Notice received, and explanation", rights.explained, rights.explained_by),
        *_quoted("Questions about it", rights.questions, rights.questions_by),
    ]


def _quoted(asked: str, words: str, who: str) -> list[str]:
    return [f'{asked}: "{words}" ({who or "speaker not noted"})'] if words else []


def _concern(concern: Concern) -> str:
    note = f": {concern.note}" if concern.note else ""
    return f"{concern.text} ({_BECAME[concern.state]}{note})"


def _proposal(proposal: Proposal) -> str:
    data = f" Data: {proposal.data}" if proposal.data else ""
    outcome = _OUTCOMES[proposal.outcome]
    return f"{proposal.by_whom}: {proposal.text} ({outcome}){data}"


def _taken_on(one: TakenOn) -> str:
    return f"{one.who}: {one.what}{f', by {one.by_when}' if one.by_when else ''}"


def _offer(facts: MeetingFacts) -> str:
    return f"Said in the meeting: {facts.offer}. That is no consent." if facts.offer else ""
