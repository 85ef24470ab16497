"""*Pick …*: the rows of one line of a digest, to tick, put off or declare not needed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

from bot.digest_lines import Entry, Key
from bot.digest_rows import Morning
from bot.digests import key_from, key_text
from bot.errors import FormError
from bot.obligation_rules import ObligationId
from bot.reminder_days import next_monday, put_off_until, tomorrow
from bot.ui import blocks
from bot.ui.blocks import Block, Element, View
from bot.ui.digest_words import by_when
from bot.ui.hub import UNCONFIRMED

SAVE = "pick_save"

_ROWS = "rows"
_WHAT = "what"
_UNTIL = "until"
_REASON = "reason"

ROWS_A_BLOCK = 10
MOST_BLOCKS = 40
"""With ten rows each they stay well within what Slack takes for one view."""

REASON_NEEDED = frozenset(
    {ObligationId.MEETING_NOTICE, ObligationId.OFFICE_INFORMED, ObligationId.CONSENT}
)
"""Notice, the rights notice that goes out through the office, and consent."""


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


def render(entries: Sequence[Entry], morning: Morning) -> View:
    """`morning` is of today, which "tomorrow" and "Monday" are counted from."""
    shown = sorted(entries, key=lambda entry: entry.row.why.rule.place)
    unconfirmed = [] if morning.calendar.confirmed else [blocks.context(UNCONFIRMED)]
    most = ROWS_A_BLOCK * MOST_BLOCKS
    hidden = len(shown) - most
    return blocks.modal(
        "Pick what is settled",
        [
            *unconfirmed,
            *_row_fields(shown[:most], morning.on),
            *([blocks.context(f"+ {hidden} more, once these are settled")] if hidden > 0 else []),
            blocks.field(
                "What about the ticked ones?",
                _choice(entries, morning),
                block_id=_WHAT,
                required=True,
            ),
            blocks.field(
                "Until when",
                blocks.date_picker(_UNTIL),
                block_id=_UNTIL,
                hint="For another date. Not past the meeting, and not past a legal date.",
            ),
            blocks.field(
                "Reason",
                blocks.text_field(_REASON),
                block_id=_REASON,
                hint="For what is not needed. A notice, the rights notice and consent need one, "
                "and the supervisor sees it.",
            ),
        ],
        callback_id=SAVE,
        submit="Save",
    )


def read(view: Mapping[str, Any], morning: Morning) -> Picked:
    """What was picked, on the day of `morning`; raise FormError where it cannot be."""
    values = view["state"]["values"]
    ticked = _ticked(values, morning)
    what = What(values[_WHAT][_WHAT]["selected_option"]["value"])
    reason = str(values[_REASON][_REASON].get("value") or "").strip()
    until = _until(what, values[_UNTIL][_UNTIL].get("selected_date"), morning)
    entries = [entry for entry in ticked if _can_be(entry, what, morning.on)]
    problems = {
        **_problem_with_rows(entries, what),
        **_problem_with_until(entries, what, until, morning),
        **_problem_with_reason(entries, what, reason),
    }
    if problems:
        raise FormError(problems)
    return Picked(entries=tuple(entries), what=what, until=until, reason=reason)


def _row_fields(entries: Sequence[Entry], today: date) -> Iterator[Block]:
    number = 0
    for place, group in groupby(entries, key=lambda entry: entry.row.why.rule.place):
        options = [_option(entry, today) for entry in group]
        for start in range(0, len(options), ROWS_A_BLOCK):
            yield blocks.field(
                place if not start else f"{place}, continued",
                blocks.checkboxes(_ROWS, options[start : start + ROWS_A_BLOCK], ticked=()),
                block_id=_row_block(number),
            )
            number += 1


def _row_block(number: int) -> str:
    return f"{_ROWS}:{number}"


def _option(entry: Entry, today: date) -> Element:
    """The date stands before the name: a long name is cut, a date must not be."""
    row = entry.row
    meeting = f", meeting {blocks.in_short(row.meeting_on)}" if row.meeting_on else ""
    return blocks.option(
        key_text(entry.key),
        f"{entry.alias}{meeting}, {entry.name}",
        description=", ".join([*_how_it_stands(entry, today), row.why.rule.what]),
    )


def _how_it_stands(entry: Entry, today: date) -> list[str]:
    row = entry.row
    if row.settled:
        return [row.state.replace("_", " ")]
    until = row.standing.snoozed_until
    put_off = [f"put off to {blocks.in_short(until)}"] if until and until > today else []
    notes = ["expedited"] * row.expedited + ["to be done anew"] * row.revise
    return [by_when([entry], today), *put_off, *notes]


def _choice(entries: Iterable[Entry], morning: Morning) -> Element:
    today, calendar = morning.on, morning.calendar
    left = [entry for entry in entries if entry.is_left(today)]
    soon = blocks.in_words(tomorrow(today, calendar))
    monday = blocks.in_words(next_monday(today, calendar))
    options = [blocks.option(What.DONE, "Done")] if any(entry.tickable for entry in left) else []
    if left:
        options += [
            blocks.option(What.TOMORROW, f"Put off to the next school day, {soon}"),
            blocks.option(What.MONDAY, f"Put off to {monday}"),
            blocks.option(What.DATE, "Put off to the date below"),
            blocks.option(What.NOT_NEEDED, "Not needed"),
        ]
    if any(entry.can_open_again(today) for entry in entries):
        options.append(blocks.option(What.OPEN_AGAIN, "Open again"))
    return blocks.radio(_WHAT, options, chosen=options[0]["value"])


def _ticked(values: Mapping[str, Any], morning: Morning) -> list[Entry]:
    keys: list[Key] = [
        key_from(option["value"])
        for block_id, answers in values.items()
        if block_id.startswith(f"{_ROWS}:")
        for option in answers[_ROWS].get("selected_options") or []
    ]
    if not keys:
        raise FormError({_row_block(0): "Please tick at least one row."})
    found = (morning.entries.get(key) for key in keys)
    return [entry for entry in found if entry is not None]


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
        "meeting, and consent is a signature. Please untick these, or put them off."
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
    return {
        field: f"For {alias} this can wait until {blocks.in_words(limit)} at the most. "
        "Please choose an earlier day, or untick it."
    }


def _problem_with_reason(entries: Iterable[Entry], what: What, reason: str) -> dict[str, str]:
    needs_one = any(entry.row.id in REASON_NEEDED for entry in entries)
    if what is not What.NOT_NEEDED or reason or not needs_one:
        return {}
    return {_REASON: "Please say why: a notice, the rights notice and consent need a reason."}
