"""A school calendar as an admin looks at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.calendar import SchoolCalendar
from bot.dates.closures import Span


@dataclass(frozen=True, kw_only=True)
class CalendarInForce:
    """One calendar as it stands."""

    school: str
    """Empty for the workspace's own."""
    calendar: SchoolCalendar
    closures: Sequence[Span]
    """Those of the school year that runs, and of later ones."""
    today: date
