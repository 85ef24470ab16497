"""What others wait for from one person: a line for each, with the button that does it."""

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from bot import date_words
from bot.after_meetings.duties import Handed
from bot.calendar import SchoolYear
from bot.digest import owed as core
from bot.digest.home import HomeTab
from bot.digest.owed import MOST_SHOWN, Thing, Waiting
from bot.goals.goals import Pressing
from bot.office.office_notes import Noted, NoteState
from bot.requests.owed_forms import Owed
from bot.settings.setting_up import SettingUp
from bot.ui.after_meetings import duties
from bot.ui.district.district import MOST_SCHOOLS, overview
from bot.ui.goals import goals
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block
from bot.ui.kit.elements import Element
from bot.ui.kit.markup import counted
from bot.ui.office import office_notes
from bot.ui.requests import requests
from bot.ui.requests.request_forms import AT_ONCE
from bot.ui.settings import setting_up

MOST_OTHERS = 8
"""Of each kind of what is not about one's own students; a message has room for fifty blocks."""

ALL = "waiting_all"
"""A button that lists everything that is open."""


def others(
    work: HomeTab, *, most: int = MOST_SHOWN, schools: int = MOST_SCHOOLS, named: bool = False
) -> list[Block]:
    """Draw all the open work of a person but that of their own students."""
    glance = work.glance
    return [
        *render(work.waiting, glance.today, glance.year, most=most, named=named),
        *pressing_goals(work.goals),
        *_setting_up(work.progress),
        *(overview(work.schools, most=schools) if work.schools else []),
    ]


def pressing_goals(pressing: Pressing | None) -> list[Block]:
    if pressing is None:
        return []
    button = elements.button("Progress on goals", goals.LIST)
    words = goals.reminder(pressing.count, pressing.period)
    return [blocks.section(words, accessory=button, block_id="goals")]


def _setting_up(progress: SettingUp | None) -> list[Block]:
    steps = setting_up.steps(progress) if progress else []
    return [*steps, blocks.actions([setting_up.button()], block_id="setting_up")] if steps else []


def render(
    waiting: Sequence[Waiting],
    today: date,
    year: SchoolYear,
    *,
    most: int = MOST_SHOWN,
    named: bool = False,
) -> list[Block]:
    """Draw them, the overdue on top; nothing where nobody waits. Students are `named` in modals."""
    if not waiting:
        return []
    more = len(waiting) - most
    lead = blocks.section(f"*{summary(waiting, today)}*")
    if more > 0 and not named:
        lead["accessory"] = elements.button("All of them", ALL)
    shown = [_row(one, number, today, year, named) for number, one in enumerate(waiting[:most])]
    left = markup.more(more, "more, once these are done") if named else []
    return [lead, *shown, *map(blocks.context, left)]


def summary(waiting: Sequence[Waiting], today: date) -> str:
    """Count them: "For you to do: 3 things, 1 overdue"."""
    late = core.overdue(waiting, today)
    things = counted(len(waiting), "thing")
    return f"For you to do: {things}" + (f", {late} overdue" if late else "")


def _row(one: Waiting, number: int, today: date, year: SchoolYear, named: bool) -> Block:  # noqa: FBT001 - a loop's
    alias = markup.escaped(one.thing.alias)
    who = f"*{markup.short(one.name, 120)}* ({alias})" if named else f"*{alias}*"
    return blocks.section(
        f"{who}, {_what(one.thing, year)}{_when(one.by, today, year)}{_from_whom(one.thing)}",
        accessory=_button(one.thing),
        block_id=f"waiting:{number}",
    )


def _what(thing: Thing, year: SchoolYear) -> str:
    match thing:
        case Noted():
            owed = "rights notice" if thing.state is NoteState.RIGHTS_OWED else "invitation"
            return f"{owed} to send for the meeting on {date_words.in_short(thing.note.on, year)}"
        case Owed():
            return thing.form.words + (f", {AT_ONCE}" if thing.asked_late else "")
        case Handed():
            return duties.in_short(thing)
        case _:
            assert_never(thing)


def _when(by: date | None, today: date, year: SchoolYear) -> str:
    if by is None:
        return ""
    day = date_words.in_short(by, year)
    return f", was due {day}" if by < today else ", due today" if by == today else f", by {day}"


def _from_whom(thing: Thing) -> str:
    match thing:
        case Owed():
            return f". Asked by {markup.short(thing.asked_by, 80)}."
        case Handed():
            return f". Case manager: {markup.short(thing.case_manager, 80)}."
        case _:
            return "."


def _button(thing: Thing) -> Element:
    match thing:
        case Noted():
            return office_notes.open_one(thing, "Open", style="primary")
        case Owed():
            return requests.fill_in("Fill in", thing)
        case Handed():
            return duties.open_button(thing)
        case _:
            assert_never(thing)
