"""The signature: what the parents decided, and each try to get it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.forms.drafts import DraftKey
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId


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


DECISIONS = {
    Signature.FULL: "Signed in full",
    Signature.IN_PART: "Signed in part",
    Signature.REFUSED: "Refused",
    Signature.NOT_YET: "Nothing yet: what was recorded is taken back",
}


@dataclass(frozen=True, kw_only=True)
class Consent:
    """The parents' decision; `signed_on` is None where they did not sign."""

    signature: Signature
    which: str
    signed_on: date | None

    @property
    def decision(self) -> str:
        """Say that they decided, without the part or the reason, which are theirs."""
        return f"{DECISIONS[self.signature]}."

    @property
    def in_words(self) -> str:
        return f"{DECISIONS[self.signature]}: {self.which}" if self.which else self.decision

    def repeats(self, recorded: str | None) -> bool:
        """Tell whether what is on record says the same decision, whatever its part or its day."""
        return (recorded or "").startswith(DECISIONS[self.signature])


@dataclass(frozen=True, kw_only=True)
class SignatureAttempt:
    """One time that the parents were asked after the meeting; unlogged, it counts for nothing."""

    draft: DraftKey
    meeting: MeetingId
    tried_on: date
    how: str
    note: str
    by: PersonId
    at: datetime
