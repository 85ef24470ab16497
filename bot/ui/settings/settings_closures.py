"""Closures come in: one by one, or as a list, pasted or dropped as a file, looked through first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import date_words
from bot.dates.closures import LONGEST_CLOSURE, Pasted, weekdays
from bot.errors import FormError
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.settings import settings

SAVE, LOOK, TAKE = "closure_save", "closures_look", "closures_take"

_ON, _UNTIL, _NAME, _LIST = "closed_on", "closed_until", "closed_name", "closures_list"
_FILE = "closures_file"
MOST_SHOWN = 25
ALL_KNOWN = "These days were closed already; nothing was changed."

_TITLE = "Paste or drop closures"


@dataclass(frozen=True, kw_only=True)
class Closure:
    days: tuple[date, ...]
    name: str


@dataclass(frozen=True, kw_only=True)
class Given:
    """A list as somebody gave it: the rows that they pasted, or the id of the file they dropped."""

    text: str = ""
    file: str = ""


def ask_one(school: str) -> View:
    return settings.form(
        "Add a closure",
        [
            blocks.field("Day", elements.date_picker(_ON), block_id=_ON, required=True),
            blocks.field(
                "Until",
                elements.date_picker(_UNTIL),
                block_id=_UNTIL,
                hint="The last day without school, where it is more than one.",
            ),
            blocks.field(
                "Name",
                elements.text_field(_NAME, multiline=False),
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


def ask_list(school: str, *, takes_files: bool = True) -> View:
    """Room for a list: for its rows, and for a file where Slack lets us read it."""
    return settings.form(
        _TITLE,
        _fields("", takes_files=takes_files),
        callback_id=LOOK,
        carried={"school": school},
        submit="Look through",
        back_to=settings.CALENDAR,
    )


def ask_again(
    school: str, given: Given, *, pasted: Pasted, stamp: str, takes_files: bool = True
) -> View:
    """The same room with what the list would change above it; `stamp` is of the list's text."""
    said = "Nothing is changed yet."
    if given.file:
        said += " This is what your file says; Preiep has kept nothing of it."
    drawn = [*preview(pasted), blocks.context(said)]
    return settings.form(
        _TITLE,
        [*drawn, *_fields(given.text, takes_files=takes_files)],
        callback_id=TAKE if pasted.new else LOOK,
        carried={"school": school, "stamp": stamp, "file": given.file},
        submit=f"Add {_days(len(pasted.new))}" if pasted.new else "Look again",
        back_to=settings.CALENDAR,
    )


def _fields(text: str, *, takes_files: bool) -> list[Block]:
    pasted = blocks.field(
        "List",
        elements.text_field(_LIST, text=text),
        block_id=_LIST,
        hint=(
            "Paste it from a spreadsheet or CSV file, with its header row: date, until, name. "
            "Dates as 2026-11-11 or 11/11/2026; until may be empty. A long list comes in parts"
            f"{', or as a file' if takes_files else ''}."
        ),
        required=not takes_files,
    )
    if not takes_files:
        return [pasted]
    dropped = blocks.field(
        "Or a CSV file",
        elements.file_field(_FILE, kinds=["csv"]),
        block_id=_FILE,
        hint=(
            "Drop it here, or choose it: the same header row, up to 100 kB. It stays yours, in "
            "Slack; Preiep reads it and keeps no copy."
        ),
    )
    return [pasted, dropped]


def preview(pasted: Pasted) -> list[Block]:
    """What would go in, and which rows stay out and why."""
    bad = [one for one in pasted.findings if one.bad]
    said = [f"*{_days(len(pasted.new))} to add*"]
    said += [
        f"{date_words.in_short(day)} {day.year}: {markup.escaped(markup.shortened(name, 60))}"
        for day, name in pasted.new[:MOST_SHOWN]
    ]
    said += _more(len(pasted.new))
    if not (pasted.new or pasted.known or pasted.findings):
        said.append("There is no row below its header.")
    drawn: list[Block] = [blocks.section("\n".join(said))]
    if pasted.known:
        drawn.append(blocks.context(f"{_days(pasted.known)} of it stand there already."))
    if pasted.findings:
        title = f"*{len(bad)} {'row stays' if len(bad) == 1 else 'rows stay'} out*"
        lines = [
            f"Line {one.line}: {markup.escaped(markup.shortened(one.sentence, 200))}"
            for one in pasted.findings[: MOST_SHOWN // 2]
        ]
        drawn.append(blocks.section("\n".join([title, *lines])))
    return drawn


def given_in(view: Mapping[str, Any]) -> Given:
    """What somebody pasted or dropped, or had dropped already when its preview was shown."""
    text = settings.typed(view, _LIST)
    files = settings.value_of(view, _FILE).get("files") or []
    if text and files:
        raise FormError({_FILE: "Please either paste the list or drop a file, not both at once."})
    if files:
        return Given(file=str(files[0]["id"]))
    # Slack's client may show the field empty again below the preview of the file.
    looked_at = "" if text else settings.carried(view).get("file", "")
    if not (text or looked_at):
        raise FormError({_LIST: "Please paste a list with its header row, or drop a file."})
    return Given(text=text, file=looked_at)


def unread(why: str) -> FormError:
    """Say at the file why it was not read."""
    return FormError({_FILE: why})


def takes_files(view: Mapping[str, Any]) -> bool:
    return any(block["block_id"] == _FILE for block in view["blocks"])


def is_as_looked_through(view: Mapping[str, Any], stamp: str) -> bool:
    """Whether the list is the one whose preview was shown."""
    return bool(settings.carried(view)["stamp"] == stamp)


def taken(added: int) -> str:
    return f"{_days(added)} added." if added else ALL_KNOWN


def _days(count: int) -> str:
    return f"{count} closed {'day' if count == 1 else 'days'}"


def _more(count: int) -> list[str]:
    return [f"+ {count - MOST_SHOWN} more"] if count > MOST_SHOWN else []
