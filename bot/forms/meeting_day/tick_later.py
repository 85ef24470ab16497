"""What is asked of lines that are ticked afterwards: which were done, and when in truth."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.forms.answers import Answers
from bot.forms.fields import boxes, clock, day
from bot.forms.modals import Modal

LINES = boxes("lines", "What was done", str)
ON = day("on", "On which day", missing="Please give the day.")
AT = clock(
    "at", "At what time", hint="About right is good enough.", missing="Please give the time."
)
TICK_LATER = Modal(
    name="tick_later_save", title="Done earlier", fields=(LINES, ON, AT), submit="Tick"
)

AHEAD = "That time is still to come. Please give the time when it was done."


def took_place_at(answers: Answers, *, now: datetime, zone: ZoneInfo) -> datetime:
    """Read when the lines were done; raise FormError for what cannot be."""
    on, at = answers.get(ON), answers.get(AT)
    told = datetime.combine(on, at, zone) if on is not None and at is not None else now
    late = told.astimezone(zone).date() > now.astimezone(zone).date()
    TICK_LATER.check(
        answers,
        {
            LINES: "" if answers[LINES] else "Please choose what was done.",
            (ON if late else AT): AHEAD if told > now else "",
        },
    )
    return told
