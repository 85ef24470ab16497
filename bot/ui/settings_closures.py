"""Closures come in: one by one, or as a list pasted from a file, looked through first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.closures import LONGEST_CLOSURE, Pasted, weekdays
from bot.errors import FormError
from bot.ui import blocks, settings
from bot.ui.blocks import Block, View

SAVE, LOOK, TAKE = "closure_save", "closures_look", "closures_take"

_ON, _UNTIL, _NAME, _LIST = "closed_on", "closed_until", "closed_name", "closures_list"
MOST_SHOWN = 25


@dataclass(frozen=True, kw_only=True)
class Closure:
    days: tuple[date, ...]
    name: str


def ask_one(school: str) -> View:
    return settings.form(
        "Add a closure",
        [
            blocks.field("Day", blocks.date_picker(_ON), block_id=_ON, required=True),
            blocks.field(
                "Until",
                blocks.date_picker(_UNTIL),
                block_id=_UNTIL,
                hint="The last day without school, where it is more than one.",
            ),
            blocks.field(
                "Name",
                blocks.text_field(_NAME, multiline=False),
                block_id=_NAME,
                hint="As in: Winter break.",
                required=True,
            ),
        ],
        callback_id=SAVE,
        carried={"school": school},
        submit="Add",
        back_to=settings.CALENDAR,
    )


def read_one(view: Mapping[str, Any]) -> Closure:
    first, until = settings.picked_date(view, _ON), settings.picked_date(view, _UNTIL)
    name = settings.typed(view, _NAME)
    problems = {}
    if first is None:
        problems[_ON] = "Please choose the day."
    if not name:
        problems[_NAME] = "Please say what it is, as in: Winter break."
    if first and until and not first <= until <= first + LONGEST_CLOSURE:
        problems[_UNTIL] = "Please choose a day after the first, at most 120 days on."
    if problems or first is None:
        raise FormError(problems)
    days = weekdays(first, until or first)
    if not days:
        raise FormError({_ON: "That is a weekend, on which there is no school anyway."})
    return Closure(days=tuple(days), name=name)


def ask_list(school: str, *, pasted: Pasted | None = None, text: str = "") -> View:
    """Room for a list; with `pasted`, what it would change stands above it."""
    fields: list[Block] = [
        blocks.field(
            "List",
            blocks.text_field(_LIST, text=text),
            block_id=_LIST,
            hint=(
                "Paste it from a spreadsheet or CSV file, with its header row: date, until, name. "
                "Dates as 2026-11-11 or 11/11/2026; until may be empty. A long list comes in parts."
            ),
            required=True,
        )
    ]
    if pasted is None:
        return settings.form(
            "Paste closures",
            fields,
            callback_id=LOOK,
            carried={"school": school},
            submit="Look through",
            back_to=settings.CALENDAR,
        )
    return settings.form(
        "Paste closures",
        [*preview(pasted), *fields],
        callback_id=TAKE if pasted.new else LOOK,
        carried={"school": school, "stamp": settings.stamp(text)},
        submit=f"Add {_days(len(pasted.new))}" if pasted.new else "Look again",
        back_to=settings.CALENDAR,
    )


def preview(pasted: Pasted) -> list[Block]:
    """What would go in, and which rows stay out and why."""
    bad = [one for one in pasted.findings if one.bad]
    said = [f"*{_days(len(pasted.new))} to add*"]
    said += [
        f"{blocks.in_short(day)} {day.year}: {blocks.escaped(blocks.shortened(name, 60))}"
        for day, name in pasted.new[:MOST_SHOWN]
    ]
    said += _more(len(pasted.new))
    drawn: list[Block] = [blocks.section("\n".join(said))]
    if pasted.known:
        drawn.append(blocks.context(f"{_days(pasted.known)} of it stand there already."))
    if pasted.findings:
        title = f"*{len(bad)} {'row stays' if len(bad) == 1 else 'rows stay'} out*"
        lines = [
            f"Line {one.line}: {blocks.escaped(blocks.shortened(one.sentence, 200))}"
            for one in pasted.findings[: MOST_SHOWN // 2]
        ]
        drawn.append(blocks.section("\n".join([title, *lines])))
    return drawn


def pasted_text(view: Mapping[str, Any]) -> str:
    text = settings.typed(view, _LIST)
    if not text:
        raise FormError({_LIST: "Please paste a list with its header row."})
    return text


def is_as_looked_through(view: Mapping[str, Any]) -> bool:
    """Whether the list is the one whose preview was shown."""
    return bool(settings.carried(view)["stamp"] == settings.stamp(pasted_text(view)))


def _days(count: int) -> str:
    return f"{count} closed {'day' if count == 1 else 'days'}"


def _more(count: int) -> list[str]:
    return [f"+ {count - MOST_SHOWN} more"] if count > MOST_SHOWN else []
