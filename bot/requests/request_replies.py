"""What a respondent says instead of filling in a form."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Reply:
    until: date | None
    """The day until which they need; None where the form is not theirs."""
    why: str
