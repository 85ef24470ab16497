"""What is said of open work: done, put off, not needed, open again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from bot import date_words
from bot.dates.obligation_rows import REASON_NEEDED
from bot.dates.reminder_days import next_monday, put_off_until, tomorrow
from bot.digest.digest_lines import Entry, Key
from bot.digest.digest_rows import Morning
from bot.digest.listings import key_from
from bot.forms.answers import Answers
from bot.forms.fields import Field, boxes, day, radio, text
from bot.forms.modals import Modal
from bot.forms.tags import Tag
from bot.meetings.meetings import MeetingId
from bot.meetings.shown_meetings import has_moved, shown_from


class What(StrEnum):
    """What is to become of the picked rows."""

    DONE = "done"
    TOMORROW = "tomorrow"
    MONDAY = "monday"
    DATE = "date"
    NOT_NEEDED = "not_needed"
    OPEN_AGAIN = "open_again"


ROWS: Field[tuple[Key, ...]] = boxes("rows", "Rows", key_from)
"""Repeated for each group of rows."""
WHAT = radio("what", "What about it?", What, required=True)
UNTIL = day("until", "Until when")
REASON = text(
    "reason",
    "Reason",
    hint="If not needed. A notice, the rights notice and consent need one; the supervisor sees it.",
)

SETTLE_ROW = Modal(name="row_save", title="One thing to do", fields=(WHAT, UNTIL, REASON))
SHOWN = Tag("shown", shown_from)
"""The times of the rows' meetings: a row whose meeting has moved since is left out."""

PICK_ROWS = Modal(
    name="pick_save", title="What is done or can wait", fields=(ROWS, WHAT, UNTIL, REASON)
)

NONE_OF_THESE = (
    "This does not fit these rows any more; somebody may have done them while this was open. "
    "Nothing was changed."
)

NO_REASON = (
    "Please say why: a notice, the rights notice, consent and a date of the law need a reason."
)


@dataclass(frozen=True, kw_only=True)
class Picked:
    """The picked rows of which it can be said, and what is to become of them."""

    entries: tuple[Entry, ...]
    what: What
    until: date | None
    """The school day on which they come back, where they are put off."""
    reason: str


def settling_fields(
    entries: Sequence[Entry], morning: Morning, *, question: str
) -> list[Field[Any]]:
    """Ask what is to become of the entries, until when and why; empty where nothing can be said.

    `morning` is of today, which "tomorrow" and "Monday" are counted from.
    """
    offered = _offered(entries, morning)
    if not offered:
        return []
    asked = WHAT.labelled(question).offering(offered)
    return [asked.showing(next(iter(offered))), UNTIL, REASON]


def picked_from(answers: Answers, entries: Iterable[Entry], morning: Morning) -> Picked:
    """Read what is to become of those not settled meanwhile; raise FormError where it cannot be."""
    what, reason = answers[WHAT], answers[REASON]
    until = _until(what, answers.get(UNTIL), morning)
    possible = [entry for entry in entries if _can_be(entry, what, morning.on)]
    match what:
        case What.DONE if problem := _not_to_be_ticked(possible):
            raise WHAT.refused(problem)
        case What.TOMORROW | What.MONDAY if problem := _too_far(possible, until, morning):
            raise WHAT.refused(problem)
        case What.DATE if problem := _too_far(possible, until, morning):
            raise UNTIL.refused(problem)
        case What.NOT_NEEDED if not reason and any(one.row.id in REASON_NEEDED for one in possible):
            raise REASON.refused(NO_REASON)
    return Picked(entries=tuple(possible), what=what, until=until, reason=reason)


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Everything ticked of which nothing is recorded, and why."""

    moved: tuple[str, ...] = ()
    """The aliases of those whose meeting has moved since it was shown."""
    gone: int = 0
    """The number of rows that are on the list no more."""
    settled: int = 0
    """The number of rows that somebody saw to in the meantime."""

    def __bool__(self) -> bool:
        return bool(self.moved or self.gone or self.settled)


def rows_picked_from(
    answers: Answers, morning: Morning, shown: Mapping[MeetingId, str]
) -> tuple[Picked, LeftOut]:
    """Read which rows were ticked, and what is to become of them; raise FormError likewise.

    What is not as it was `shown` is left out.
    """
    fields = [ROWS.of(row) for row in answers.rows(ROWS)]
    keys = [key for field in fields for key in answers[field]]
    if not keys:
        raise fields[0].refused("Please tick at least one row.")
    here = [morning.entries[key] for key in keys if key in morning.entries]
    moved = [entry for entry in here if (on := morning.meeting_of(entry)) and has_moved(on, shown)]
    found = [entry for entry in here if entry not in moved]
    picked = picked_from(answers, found, morning)
    if not picked.entries and not moved:
        raise fields[0].refused(NONE_OF_THESE)
    return picked, LeftOut(
        moved=tuple(dict.fromkeys(entry.alias for entry in moved)),
        gone=len(keys) - len(here),
        settled=len(found) - len(picked.entries),
    )


def _offered(entries: Sequence[Entry], morning: Morning) -> dict[What, str]:
    today, calendar = morning.on, morning.calendar
    left = [entry for entry in entries if entry.is_left(today)]
    soon, monday = tomorrow(today, calendar), next_monday(today, calendar)
    on_the_next, on_monday = (date_words.in_short(day, morning.year) for day in (soon, monday))
    offered = {What.DONE: "Done"} if any(entry.tickable for entry in left) else {}
    if left:
        offered |= {
            What.TOMORROW: f"Put off to {on_the_next}",
            What.MONDAY: f"Put off to {on_monday}",
            What.DATE: "Put off to the date below",
            What.NOT_NEEDED: "Not needed",
        }
        if monday == soon:
            del offered[What.MONDAY]
    if any(entry.can_open_again(today) for entry in entries):
        offered[What.OPEN_AGAIN] = "Open again"
    return offered


def _can_be(entry: Entry, what: What, today: date) -> bool:
    if what is What.OPEN_AGAIN:
        return entry.can_open_again(today)
    return not entry.row.settled


def _until(what: What, picked: date | None, morning: Morning) -> date | None:
    match what:
        case What.TOMORROW:
            return tomorrow(morning.on, morning.calendar)
        case What.MONDAY:
            return next_monday(morning.on, morning.calendar)
        case What.DATE if picked and picked > morning.on:
            return put_off_until(picked, morning.calendar)
        case _:
            return None


def _not_to_be_ticked(entries: Iterable[Entry]) -> str:
    stuck = [entry.alias for entry in entries if not entry.tickable]
    if not stuck:
        return ""
    return (
        f"This is not ticked for {', '.join(stuck[:3])}: a date is agreed by setting the "
        "meeting, one that parents asked for is held, and consent is a signature. Please untick "
        "these, or put them off."
    )


def _too_far(entries: Iterable[Entry], until: date | None, morning: Morning) -> str:
    if until is None:
        return "Please choose a day after today."
    limits = [(morning.put_off_at_most(entry), entry.alias) for entry in entries]
    past = [(limit, alias) for limit, alias in limits if limit is not None and limit < until]
    if not past:
        return ""
    limit, alias = min(past)
    if limit < tomorrow(morning.on, morning.calendar):
        return (
            f"{alias} cannot be put off any more: the meeting, or a date of the law, comes "
            "before the next school day. Please untick it."
        )
    return (
        f"For {alias} this can wait until {date_words.in_short(limit, morning.year)} at the most. "
        "Please choose an earlier day, or untick it."
    )
