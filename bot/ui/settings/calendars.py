"""The school calendar: its years, its closures, schools with another one, and its confirmation."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from bot import date_words
from bot.calendar import SchoolCalendar, SchoolYear
from bot.dates.closures import Span
from bot.forms import tags
from bot.forms.settings.calendars import GIVE_OWN, SCHOOL, SET_YEAR
from bot.forms.tags import Tag, packed
from bot.settings.calendars import CalendarInForce
from bot.ui.kit import blocks, elements, markup, paging
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.markup import counted
from bot.ui.settings import settings

CONFIRM = "calendar_confirm"
TO = "calendar_to"
"""Leads to a calendar: of the workspace or of a school, and at which page of its closures."""
YEAR, OWN, DROP = "calendar_year", "calendar_school", "calendar_drop"
ADD, PASTE, REMOVE = "closure_add", "closures_paste", "closure_remove"

AT_SCHOOL = Tag("school", str)
"""Whose calendar it is; empty for the workspace's own."""
FIRST, LAST = Tag("first", date.fromisoformat), Tag("last", date.fromisoformat)

PAGE_SIZE = 20
MOST_SCHOOLS = 20


def summary(calendar: SchoolCalendar, *, today: date) -> str:
    """Say what stands there now, at a glance (mrkdwn)."""
    year = next(iter(_years(calendar, today)), None)
    own = f" · {len(calendar.schools)} with a calendar of its own" if calendar.schools else ""
    ahead = sum(today <= day <= year.last for day in calendar.closures) if year else 0
    confirmed = "Confirmed" if calendar.confirmed else ":warning: Not confirmed"
    days = f"{_in_words(year)} · {counted(ahead, 'closed day')} to come" if year else "No year"
    return f"{confirmed} · {days}{own}"


def render(shown: CalendarInForce, *, page: int = 0, notice: str = "") -> View:
    drawn = blocks.done(notice)
    drawn += [*_head(shown), *_years_of(shown), _verbs(shown)]
    if not shown.school:
        drawn += _schools(shown.calendar)
    drawn += _closures(shown, page)
    drawn.append(settings.way_back(settings.CALENDAR if shown.school else ""))
    return blocks.modal("School calendar", drawn, callback_id="calendar")


def ask_year(shown: CalendarInForce, *, notice: str = "") -> View:
    """Ask for one school year; the one that runs, or comes next, is filled in."""
    year = next(iter(_years(shown.calendar, shown.today)), None)
    about = blocks.context(
        "A year replaces the one that begins in the same calendar year. Dates of what is "
        "planned follow at once."
    )
    return settings.screen(
        SET_YEAR,
        [about, *(SET_YEAR.filled_from(year) if year else SET_YEAR.fields)],
        carries=[AT_SCHOOL.of(shown.school), tags.STAMP.of(settings.stamp(shown.calendar.years))],
        notice=notice,
        back_to=settings.CALENDAR,
    )


def ask_school(schools: Sequence[str]) -> View:
    if not schools:
        words = "No student on record has a school yet, or every school has a calendar of its own."
        nothing = [blocks.section(words)]
        return settings.screen(GIVE_OWN, nothing, submit="", back_to=settings.CALENDAR)
    about = blocks.context(
        "For a school that is year-round, or a track: its students' dates are counted by "
        "its own calendar instead of the district's. It begins as a copy. A track is one "
        "if the caseload gives it as a school of its own."
    )
    offered: dict[int, str] = dict(enumerate(schools[: elements.MOST_CHOICES]))
    return settings.screen(
        GIVE_OWN,
        [about, SCHOOL.offering(offered)],
        carries=[tags.STAMP.of(settings.stamp(list(schools)))],
        back_to=settings.CALENDAR,
    )


def at(school: str, page: int = 0) -> str:
    """Return what a button carries that leads to a calendar, or does something to one."""
    return packed(AT_SCHOOL.of(school), tags.PAGE.of(page))


def _head(shown: CalendarInForce) -> list[Block]:
    if shown.school:
        return [blocks.section(f"*{markup.escaped(shown.school)}*: a calendar of its own")]
    if shown.calendar.confirmed:
        return [blocks.section("*Whole district*: confirmed")]
    sure = elements.confirm(
        "Confirm the calendar?",
        "After that, no screen says that it is not confirmed. It can still be changed.",
        yes="Confirm",
        no="Not yet",
    )
    button = elements.button("Confirm", CONFIRM, style="primary", confirm=sure)
    return [
        blocks.section(
            "*Whole district*: :warning: not confirmed. Please look at the years and closures "
            "below; until somebody confirms them, every screen says so.",
            accessory=button,
        )
    ]


def _years_of(shown: CalendarInForce) -> list[Block]:
    own = {year.first.year for year in shown.calendar.years}
    lines = [
        _in_words(year) + ("" if year.first.year in own else " (Preiep's suggestion)")
        for year in _years(shown.calendar, shown.today)
    ]
    button = elements.button("Set a year", YEAR, value=at(shown.school))
    return [blocks.section("*School years*\n" + "\n".join(lines), accessory=button)]


def _years(calendar: SchoolCalendar, today: date) -> list[SchoolYear]:
    """Return the year that runs, or that comes next, and the one after it."""
    found = (calendar.year_starting(year) for year in range(today.year - 1, today.year + 3))
    return [year for year in found if year and year.last >= today][:2]


def _verbs(shown: CalendarInForce) -> Block:
    here = at(shown.school)
    sure = elements.confirm(
        "Use the district's?",
        "The school's own years and closures are dropped; its dates follow the district's again.",
        yes="Use the district's",
        no="Keep its own",
    )
    buttons = [
        elements.button("Add a closure", ADD, value=here),
        elements.button("Paste or drop a list", PASTE, value=here),
        elements.button("Use the district's", DROP, value=here, confirm=sure)
        if shown.school
        else elements.button("A school's own …", OWN),
    ]
    return blocks.actions(buttons, block_id="verbs")


def _schools(calendar: SchoolCalendar) -> list[Block]:
    return [
        blocks.section(
            f"*{markup.escaped(school)}* has a calendar of its own",
            accessory=elements.button("Open", TO, value=at(school), label=f"Open {school}"),
            block_id=f"school:{number}",
        )
        for number, (school, _) in enumerate(calendar.schools[:MOST_SCHOOLS])
    ]


def _closures(shown: CalendarInForce, page: int) -> list[Block]:
    part, page, pages = paging.turned_to(shown.closures, page, most=PAGE_SIZE)
    drawn: list[Block] = [blocks.divider(), blocks.section("*Closures*")]
    if not part:
        drawn.append(blocks.context("None yet: every weekday of the year is a school day."))
    for span in part:
        value = packed(AT_SCHOOL.of(shown.school), FIRST.of(span.first), LAST.of(span.last))
        remove = elements.button("Remove", REMOVE, value=value, label=f"Remove {span.first}")
        drawn.append(
            blocks.section(
                f"{_when(span)}: {markup.short(span.name, 120)}",
                accessory=remove,
                block_id=f"closure:{span.first}",
            )
        )
    words = {"back": "Earlier", "on": "Later"}
    if turns := paging.turns(TO, page, pages, partial(at, shown.school), words=words):
        drawn.append(blocks.actions(turns, block_id=f"pager:{page}"))
    return drawn


def _when(span: Span) -> str:
    if span.first == span.last:
        return date_words.in_short_with_year(span.first)
    return f"{date_words.in_short(span.first)} to {date_words.in_short_with_year(span.last)}"


def _in_words(year: SchoolYear) -> str:
    first, last = map(date_words.in_short_with_year, (year.first, year.last))
    return f"{first} to {last}"
