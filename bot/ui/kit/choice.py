"""Answers that are one of a few: what the parents say to the offer, and the signature."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from bot.content import Line
from bot.errors import FormError
from bot.meetings.meetings import Meeting, MeetingId
from bot.ui.kit import blocks, elements, reason
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import thread_controls as ids

SAVE = "choice_save"
CONSENT = "consent_save"

_ANSWER = "answer"
_PART = "part"
_SIGNED = "signed_on"


class Signature(StrEnum):
    """What the parents decided about the IEP, on paper."""

    FULL = "full"
    IN_PART = "in part"
    REFUSED = "refused"
    NOT_YET = "not yet"
    """What was recorded was a mistake; it is waited for again."""

    @property
    def is_decided(self) -> bool:
        return self is not Signature.NOT_YET


_SIGNATURES = {
    Signature.FULL: "Signed in full",
    Signature.IN_PART: "Signed in part",
    Signature.REFUSED: "Refused",
    Signature.NOT_YET: "Nothing yet: what was recorded is taken back",
}


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One answer to one line of the checklist."""

    meeting: MeetingId
    line: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Consent:
    """The parents' decision; `signed_on` is None where they did not sign."""

    signature: Signature
    which: str
    signed_on: date | None

    @property
    def decision(self) -> str:
        """That they decided, without the part or the reason, which are theirs."""
        return f"{_SIGNATURES[self.signature]}."

    @property
    def in_words(self) -> str:
        return f"{_SIGNATURES[self.signature]}: {self.which}" if self.which else self.decision


def render(meeting: MeetingId, line: Line, answer: str, *, why: str = "") -> View:
    """`why` is the reason that a supervisor gave."""
    options = [elements.option(choice.id, choice.label) for choice in line.choices]
    return blocks.modal(
        "Answer",
        [
            blocks.spoken(line.aloud),
            blocks.field(
                line.short,
                elements.radio(_ANSWER, options, chosen=answer),
                block_id=_ANSWER,
                required=True,
            ),
            *reason.fields(why),
        ],
        callback_id=SAVE,
        submit="Save",
        private_metadata=ids.metadata(meeting, line=line.id),
    )


def read(view: Mapping[str, Any]) -> Answered:
    return Answered(
        meeting=ids.meeting_in(view), line=ids.carried(view, "line"), answer=_chosen(view)
    )


def render_consent(meeting: Meeting, *, today: date, recorded: str = "") -> View:
    """`recorded` is what was recorded so far, in words, and can be changed or taken back."""
    options = [
        elements.option(signature, words)
        for signature, words in _SIGNATURES.items()
        if recorded or signature.is_decided
    ]
    signed_on = meeting.consent_on or today
    return blocks.modal(
        "Signature",
        [
            blocks.section(
                "Only a signature is consent. What was said in the meeting stays a fact of its own."
            ),
            *([blocks.spoken(f"On record: {recorded}")] if recorded else []),
            blocks.field(
                "What did the parents decide?",
                elements.radio(_ANSWER, options),
                block_id=_ANSWER,
                required=True,
            ),
            blocks.field(
                "Which part, or why",
                elements.text_field(_PART),
                block_id=_PART,
                hint="Needed where they signed in part: what they agreed to, and what not.",
            ),
            blocks.field(
                "Date of the signature",
                elements.date_picker(_SIGNED, chosen=signed_on.isoformat()),
                block_id=_SIGNED,
                hint="Where they refused, this is left out.",
            ),
        ],
        callback_id=CONSENT,
        submit="Save",
        private_metadata=ids.metadata(meeting.id),
    )


def read_consent(view: Mapping[str, Any], *, meeting: Meeting, today: date) -> Consent:
    """The decision; raise FormError where a part or a possible date is missing."""
    values = view["state"]["values"]
    signature = Signature(_chosen(view))
    which = str(values[_PART][_PART].get("value") or "").strip()
    picked = values[_SIGNED][_SIGNED].get("selected_date")
    signed_on = date.fromisoformat(picked) if picked else None
    problems = {}
    if signature is Signature.IN_PART and not which:
        problems[_PART] = "Please write down which part they agreed to."
    if signature in (Signature.REFUSED, Signature.NOT_YET):
        signed_on = None
    elif problem := _problem_with(signed_on, meeting, today=today):
        problems[_SIGNED] = problem
    if problems:
        raise FormError(problems)
    return Consent(signature=signature, which=which, signed_on=signed_on)


def _problem_with(signed_on: date | None, meeting: Meeting, *, today: date) -> str | None:
    if signed_on is None:
        return "Please give the day on which they signed."
    if signed_on > today:
        return "A signature cannot lie ahead. Please give the day on which they signed."
    if signed_on < (meeting.held_on or meeting.on):
        return "That day lies before the meeting. Please look at the date again."
    return None


def _chosen(view: Mapping[str, Any]) -> str:
    option = view["state"]["values"][_ANSWER][_ANSWER].get("selected_option")
    if not option:
        raise FormError({_ANSWER: "Please choose one of the answers."})
    return str(option["value"])
