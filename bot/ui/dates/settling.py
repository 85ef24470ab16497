"""What can be said of open work in a modal: done, put off, not needed, open again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from bot import date_words
from bot.dates.obligation_rows import REASON_NEEDED
from bot.dates.reminder_days import next_monday, put_off_until, tomorrow
from bot.digest.digest_lines import Entry
from bot.digest.digest_rows import Morning
from bot.errors import FormError
from bot.office.office_notes import with_the_office
from bot.ui.digest.digest_words import by_when, put_off_words
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Block
from bot.ui.kit.elements import Element

_WHAT = "what"
_UNTIL = "until"
_REASON = "reason"


class What(StrEnum):
    """What is to become of the picked rows."""

    DONE = "done"
    TOMORROW = "tomorrow"
    MONDAY = "monday"
    DATE = "date"
    NOT_NEEDED = "not_needed"
    OPEN_AGAIN = "open_again"


@dataclass(frozen=True, kw_only=True)
class Picked:
    """The picked rows of which it can be said, and what is to become of them."""

    entries: tuple[Entry, ...]
    what: What
    until: date | None
    """The school day on which they come back, where they are put off."""
    reason: str


def fields(
    entries: Sequence[Entry], morning: Morning, *, question: str, mark: str = ""
) -> list[Block]:
    """What is to become of the entries, until when, and why; empty where nothing can be said.

    `morning` is of today, which "tomorrow" and "Monday" are counted from. `mark` ends the ids of
    the fields: with another one Slack draws them anew, and empty.
    """
    options = _options(entries, morning)
    if not options:
        return []
    return [
        blocks.field(
            question,
            elements.radio(_WHAT, options, chosen=options[0]["value"]),
            block_id=_WHAT + mark,
            required=True,
        ),
        blocks.field(
            "Until when",
            elements.date_picker(_UNTIL),
            block_id=_UNTIL + mark,
            hint="For another date. Not past the meeting, and not past a legal date.",
        ),
        blocks.field(
            "Reason",
            elements.text_field(_REASON),
            block_id=_REASON + mark,
            hint="For what is not needed. A notice, the rights notice and consent need one, "
            "and the supervisor sees it.",
        ),
    ]


def read(values: Mapping[str, Any], entries: Iterable[Entry], morning: Morning) -> Picked:
    """What is to become of the entries; raise FormError where it cannot be."""
    ids = {block_id.partition(":")[0]: block_id for block_id in values}
    what = What(values[ids[_WHAT]][_WHAT]["selected_option"]["value"])
    reason = str(values[ids[_REASON]][_REASON].get("value") or "").strip()
    until = _until(what, values[ids[_UNTIL]][_UNTIL].get("selected_date"), morning)
    possible = [entry for entry in entries if _can_be(entry, what, morning.on)]
    problems = {
        **_problem_with_rows(possible, what),
        **_problem_with_until(possible, what, until, morning),
        **_problem_with_reason(possible, what, reason),
    }
    if problems:
        raise FormError({ids[field]: problem for field, problem in problems.items()})
    return Picked(entries=tuple(possible), what=what, until=until, reason=reason)


def how_it_stands(entry: Entry, today: date) -> list[str]:
    """The state of a row, or by when it is due, with what a reader must know besides."""
    row = entry.row
    if row.settled:
        return [row.state.replace("_", " ")]
    put_off = [put_off_words(row, today)] if entry.is_put_off(today) else []
    notes = ["expedited"] * row.expedited + ["to be done anew"] * row.revise
    lies = [words] if (words := with_the_office(row)) else []
    return [by_when([entry], today), *put_off, *notes, *lies]


def _options(entries: Sequence[Entry], morning: Morning) -> list[Element]:
    today, calendar = morning.on, morning.calendar
    left = [entry for entry in entries if entry.is_left(today)]
    soon = date_words.in_words(tomorrow(today, calendar))
    monday = date_words.in_words(next_monday(today, calendar))
    options = [elements.option(What.DONE, "Done")] if any(entry.tickable for entry in left) else []
    if left:
        options += [
            elements.option(What.TOMORROW, f"Put off to the next school day, {soon}"),
            elements.option(What.MONDAY, f"Put off to {monday}"),
            elements.option(What.DATE, "Put off to the date below"),
            elements.option(What.NOT_NEEDED, "Not needed"),
        ]
    if any(entry.can_open_again(today) for entry in entries):
        options.append(elements.option(What.OPEN_AGAIN, "Open again"))
    return options


def _can_be(entry: Entry, what: What, today: date) -> bool:
    """Whether that can be said of a row as it stands: what was settled meanwhile is left alone."""
    if what is What.OPEN_AGAIN:
        return entry.can_open_again(today)
    return not entry.row.settled


def _until(what: What, picked: str | None, morning: Morning) -> date | None:
    match what:
        case What.TOMORROW:
            return tomorrow(morning.on, morning.calendar)
        case What.MONDAY:
            return next_monday(morning.on, morning.calendar)
        case What.DATE if picked and date.fromisoformat(picked) > morning.on:
            return put_off_until(date.fromisoformat(picked), morning.calendar)
        case _:
            return None


def _problem_with_rows(entries: Iterable[Entry], what: What) -> dict[str, str]:
    stuck = [entry.alias for entry in entries if not entry.tickable]
    if what is not What.DONE or not stuck:
        return {}
    return {
        _WHAT: f"This is not ticked for {', '.join(stuck[:3])}: a date is agreed by setting the "
        "meeting, one that parents asked for is held, and consent is a signature. Please untick "
        "these, or put them off."
    }


def _problem_with_until(
    entries: Iterable[Entry], what: What, until: date | None, morning: Morning
) -> dict[str, str]:
    if what not in (What.TOMORROW, What.MONDAY, What.DATE):
        return {}
    field = _UNTIL if what is What.DATE else _WHAT
    if until is None:
        return {field: "Please choose a day after today."}
    limits = [(morning.put_off_at_most(entry), entry.alias) for entry in entries]
    past = [(limit, alias) for limit, alias in limits if limit is not None and limit < until]
    if not past:
        return {}
    limit, alias = min(past)
    if limit < tomorrow(morning.on, morning.calendar):
        return {
            field: f"{alias} cannot be put off any more: the meeting, or a date of the law, comes "
            "before the next school day. Please untick it."
        }
    return {
        field: f"For {alias} this can wait until {date_words.in_words(limit)} at the most. "
        "Please choose an earlier day, or untick it."
    }


def _problem_with_reason(entries: Iterable[Entry], what: What, reason: str) -> dict[str, str]:
    needs_one = any(entry.row.id in REASON_NEEDED for entry in entries)
    if what is not What.NOT_NEEDED or reason or not needs_one:
        return {}
    return {
        _REASON: "Please say why: a notice, the rights notice, consent and a date of the law need "
        "a reason."
    }
