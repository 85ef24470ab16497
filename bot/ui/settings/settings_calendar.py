"""The school calendar: its years, its closures, schools with another one, and its confirmation."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import date_words
from bot.calendar import SchoolCalendar, SchoolYear
from bot.dates.closures import Span
from bot.errors import DateError, FormError
from bot.ui.digest.digest_words import counted
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.settings import settings

CONFIRM = "calendar_confirm"
TO = "calendar_to"
"""Leads to a calendar: of the workspace or of a school, and at which page of its closures."""
YEAR, SAVE_YEAR = "calendar_year", "calendar_year_save"
SCHOOL, SAVE_SCHOOL = "calendar_school", "calendar_school_save"
DROP = "calendar_drop"
ADD, PASTE, REMOVE = "closure_add", "closures_paste", "closure_remove"

PAGE_SIZE = 20
MOST_SCHOOLS = 20

_FIRST, _LAST, _SCHOOL = "year_first", "year_last", "own_school"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One calendar as it stands."""

    school: str
    """Empty for the workspace's own."""
    calendar: SchoolCalendar
    closures: Sequence[Span]
    """Those of the school year that runs, and of later ones."""
    today: date


def summary(calendar: SchoolCalendar, *, today: date) -> str:
    """What stands there now, at a glance (mrkdwn)."""
    year = next(iter(_years(calendar, today)), None)
    own = f" · {len(calendar.schools)} with a calendar of its own" if calendar.schools else ""
    ahead = sum(today <= day <= year.last for day in calendar.closures) if year else 0
    confirmed = "Confirmed" if calendar.confirmed else ":warning: Not confirmed"
    days = f"{_in_words(year)} · {counted(ahead, 'closed day')} to come" if year else "No year"
    return f"{confirmed} · {days}{own}"


def render(shown: Shown, *, page: int = 0, notice: str = "") -> View:
    drawn: list[Block] = [blocks.section(f":white_check_mark: {notice}")] if notice else []
    drawn += [*_head(shown), *_years_of(shown), _verbs(shown)]
    if not shown.school:
        drawn += _schools(shown.calendar)
    drawn += _closures(shown, page)
    drawn.append(blocks.actions([_way_back(shown.school)], block_id="back"))
    return blocks.modal("School calendar", drawn, callback_id="calendar")


def ask_year(shown: Shown, *, notice: str = "") -> View:
    """First and last day of one school year; the one that runs, or comes next, is filled in."""
    year = next(iter(_years(shown.calendar, shown.today)), None)
    return settings.form(
        "School year",
        [
            blocks.context(
                "A year replaces the one that begins in the same calendar year. Dates of what is "
                "planned follow at once."
            ),
            blocks.field(
                "First day of school",
                elements.date_picker(_FIRST, chosen=year.first.isoformat() if year else ""),
                block_id=_FIRST,
                required=True,
            ),
            blocks.field(
                "Last day of school",
                elements.date_picker(_LAST, chosen=year.last.isoformat() if year else ""),
                block_id=_LAST,
                required=True,
            ),
        ],
        callback_id=SAVE_YEAR,
        carried={"school": shown.school, "stamp": stamp(shown.calendar)},
        notice=notice,
        back_to=settings.CALENDAR,
    )


def stamp(calendar: SchoolCalendar) -> str:
    return settings.stamp(calendar.years)


def read_year(view: Mapping[str, Any], calendar: SchoolCalendar) -> tuple[SchoolYear, ...]:
    """The district's years with this one among them; raise FormError where it cannot be."""
    first, last = settings.picked_date(view, _FIRST), settings.picked_date(view, _LAST)
    if first is None or last is None:
        raise FormError({_FIRST if first is None else _LAST: "Please choose a day."})
    try:
        year = SchoolYear(first=first, last=last)
    except DateError as error:
        raise FormError({_LAST: str(error)}) from error
    others = [one for one in calendar.years if one.first.year != first.year]
    try:
        return SchoolCalendar(years=tuple(sorted([*others, year], key=lambda one: one.first))).years
    except DateError as error:
        raise FormError({_FIRST: str(error)}) from error


def ask_school(schools: Sequence[str]) -> View:
    """Which school has a calendar of its own."""
    if not schools:
        words = "No student on record has a school yet, or every school has a calendar of its own."
        return blocks.modal(
            "A school's own",
            [
                blocks.section(words),
                blocks.actions([settings.back(settings.CALENDAR)], block_id="back"),
            ],
            callback_id=SAVE_SCHOOL,
        )
    options = [elements.option(str(number), one) for number, one in enumerate(schools)]
    return settings.form(
        "A school's own",
        [
            blocks.context(
                "For a school that is year-round, or a track: its students' dates are counted by "
                "its own calendar instead of the district's. It begins as a copy. A track is one "
                "if the caseload gives it as a school of its own."
            ),
            blocks.field(
                "School",
                elements.select(_SCHOOL, options[: elements.MOST_CHOICES]),
                block_id=_SCHOOL,
                required=True,
            ),
        ],
        callback_id=SAVE_SCHOOL,
        carried={"stamp": settings.stamp(list(schools))},
        submit="Give it its own",
        back_to=settings.CALENDAR,
    )


def read_school(view: Mapping[str, Any], schools: Sequence[str]) -> str:
    if settings.carried(view)["stamp"] != settings.stamp(list(schools)):
        raise FormError({_SCHOOL: "The list of schools has changed. Please open this again."})
    chosen = settings.chosen(view, _SCHOOL)
    if not chosen:
        raise FormError({_SCHOOL: "Please choose a school."})
    return schools[int(chosen)]


def school_in(view: Mapping[str, Any]) -> str:
    return str(settings.carried(view)["school"])


def to(school: str, page: int = 0) -> str:
    """What a button carries that leads to a calendar, or does something to one."""
    return json.dumps({"school": school, "page": page}, ensure_ascii=False)


def span_value(school: str, span: Span) -> str:
    return json.dumps(
        {"school": school, "first": span.first.isoformat(), "last": span.last.isoformat()},
        ensure_ascii=False,
    )


def span_in(value: str) -> tuple[str, date, date]:
    read = json.loads(value)
    return read["school"], date.fromisoformat(read["first"]), date.fromisoformat(read["last"])


def to_in(value: str) -> tuple[str, int]:
    read = json.loads(value)
    return str(read["school"]), int(read["page"])


def _head(shown: Shown) -> list[Block]:
    if shown.school:
        return [blocks.section(f"*{markup.escaped(shown.school)}*: a calendar of its own")]
    if shown.calendar.confirmed:
        return [blocks.section("*Whole district*: confirmed")]
    sure = elements.confirm(
        "Confirm the calendar?",
        "From then on no view says that it is not confirmed. It can still be changed.",
        yes="Confirm",
        no="Not yet",
    )
    button = elements.button("Confirm", CONFIRM, style="primary", confirm=sure)
    return [
        blocks.section(
            "*Whole district*: :warning: not confirmed. Please look at the years and closures "
            "below; until somebody confirms them, every view says so.",
            accessory=button,
        )
    ]


def _years_of(shown: Shown) -> list[Block]:
    own = {year.first.year for year in shown.calendar.years}
    lines = [
        _in_words(year) + ("" if year.first.year in own else " (Preiep's suggestion)")
        for year in _years(shown.calendar, shown.today)
    ]
    button = elements.button("Set a year", YEAR, value=to(shown.school))
    return [blocks.section("*School years*\n" + "\n".join(lines), accessory=button)]


def _years(calendar: SchoolCalendar, today: date) -> list[SchoolYear]:
    """The year that runs, or that comes next, and the one after it."""
    found = (calendar.year_starting(year) for year in range(today.year - 1, today.year + 3))
    return [year for year in found if year and year.last >= today][:2]


def _verbs(shown: Shown) -> Block:
    buttons = [
        elements.button("Add a closure", ADD, value=to(shown.school)),
        elements.button("Paste or drop a list", PASTE, value=to(shown.school)),
    ]
    if not shown.school:
        buttons.append(elements.button("A school's own …", SCHOOL))
        return blocks.actions(buttons, block_id="verbs")
    sure = elements.confirm(
        "Use the district's?",
        "The school's own years and closures are dropped; its dates follow the district's again.",
        yes="Use the district's",
        no="Keep its own",
    )
    buttons.append(
        elements.button("Use the district's", DROP, value=to(shown.school), confirm=sure)
    )
    return blocks.actions(buttons, block_id="verbs")


def _schools(calendar: SchoolCalendar) -> list[Block]:
    return [
        blocks.section(
            f"*{markup.escaped(school)}* has a calendar of its own",
            accessory=elements.button("Open", TO, value=to(school), label=f"Open {school}"),
            block_id=f"school:{number}",
        )
        for number, (school, _) in enumerate(calendar.schools[:MOST_SCHOOLS])
    ]


def _closures(shown: Shown, page: int) -> list[Block]:
    pages = max(1, -(-len(shown.closures) // PAGE_SIZE))
    page = min(max(page, 0), pages - 1)
    part = shown.closures[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    drawn: list[Block] = [blocks.divider(), blocks.section("*Closures*")]
    if not part:
        drawn.append(blocks.context("None yet: every weekday of the year is a school day."))
    for span in part:
        value = span_value(shown.school, span)
        remove = elements.button("Remove", REMOVE, value=value, label=f"Remove {span.first}")
        drawn.append(
            blocks.section(
                f"{_when(span)}: {markup.escaped(markup.shortened(span.name, 120))}",
                accessory=remove,
                block_id=f"closure:{span.first}",
            )
        )
    turns = []
    if page:
        turns.append(elements.button("Earlier", f"{TO}:back", value=to(shown.school, page - 1)))
    if page + 1 < pages:
        turns.append(elements.button("Later", f"{TO}:on", value=to(shown.school, page + 1)))
    if turns:
        drawn.append(blocks.actions(turns, block_id=f"pager:{page}"))
    return drawn


def _when(span: Span) -> str:
    if span.first == span.last:
        return f"{date_words.in_short(span.first)} {span.first.year}"
    return f"{date_words.in_short(span.first)} to {date_words.in_short(span.last)} {span.last.year}"


def _in_words(year: SchoolYear) -> str:
    return (
        f"{date_words.in_short(year.first)} {year.first.year} to "
        f"{date_words.in_short(year.last)} {year.last.year}"
    )


def _way_back(school: str) -> elements.Element:
    return settings.back(settings.CALENDAR) if school else settings.back()
