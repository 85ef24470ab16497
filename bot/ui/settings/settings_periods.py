"""The reporting periods: a list, and a form for one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot import date_words
from bot.errors import DateError, FormError
from bot.goals.reporting_periods import NOT_KEPT_YET, PeriodId, ReportingPeriod
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.settings import settings

OPEN, SAVE, REMOVE = "period_open", "period_save", "period_remove"
FIRST, LAST, LABEL = "period_first", "period_last", "period_label"
PAGE_SIZE = 40
"""Ten years of quarters; the latest ones."""


def summary(periods: Sequence[ReportingPeriod]) -> str:
    """What stands there now, at a glance (mrkdwn)."""
    if not periods:
        return "None yet: progress on goals is told in no period"
    last = periods[-1]
    return (
        f"{len(periods)} periods · the last is {markup.escaped(last.label)}, to "
        f"{date_words.in_short(last.last)} {last.last.year}"
    )


def render(periods: Sequence[ReportingPeriod], *, notice: str = "") -> View:
    drawn: list[Block] = [blocks.section(f":white_check_mark: {notice}")] if notice else []
    drawn.append(blocks.context("In each period case managers say of every goal how it stands."))
    drawn += [
        blocks.section(
            _in_words(period),
            accessory=elements.button("Change", OPEN, value=str(period.id), label=period.label),
            block_id=f"period:{period.id}",
        )
        for period in periods[-PAGE_SIZE:]
    ]
    add = elements.button("Add a period", OPEN, value=str(NOT_KEPT_YET), style="primary")
    drawn.append(blocks.actions([add, settings.back()], block_id="back"))
    return blocks.modal("Reporting periods", drawn, callback_id="periods")


def ask(period: ReportingPeriod | None, *, notice: str = "") -> View:
    """The form for a new period, or for one that is on record."""
    fields: list[Block] = [
        blocks.field(
            "Name",
            elements.text_field(LABEL, text=period.label if period else "", multiline=False),
            block_id=LABEL,
            hint="As your school says it: Quarter 1, Fall trimester.",
            required=True,
        ),
        blocks.field(
            "First day",
            elements.date_picker(FIRST, chosen=period.first.isoformat() if period else ""),
            block_id=FIRST,
            required=True,
        ),
        blocks.field(
            "Last day",
            elements.date_picker(LAST, chosen=period.last.isoformat() if period else ""),
            block_id=LAST,
            required=True,
        ),
    ]
    if period:
        sure = elements.confirm(
            "Remove this period?",
            "What was told of progress in it stays on record.",
            yes="Remove",
            no="Keep it",
        )
        remove = elements.button(
            "Remove", REMOVE, value=str(period.id), style="danger", confirm=sure
        )
        fields.append(blocks.actions([remove], block_id="remove"))
    known = period.id if period else NOT_KEPT_YET
    return settings.form(
        "Reporting period",
        fields,
        callback_id=SAVE,
        carried={"period": known, "stamp": settings.stamp(period)},
        notice=notice,
        back_to=settings.PERIODS,
    )


def period_in(view: Mapping[str, Any]) -> PeriodId:
    return PeriodId(settings.carried(view)["period"])


def is_as_drawn(view: Mapping[str, Any], period: ReportingPeriod | None) -> bool:
    return bool(settings.carried(view)["stamp"] == settings.stamp(period))


def read(view: Mapping[str, Any]) -> ReportingPeriod:
    label = settings.typed(view, LABEL)
    first, last = settings.picked_date(view, FIRST), settings.picked_date(view, LAST)
    problems = {}
    if not label:
        problems[LABEL] = "Please give the period a name."
    if first is None:
        problems[FIRST] = "Please choose its first day."
    if last is None:
        problems[LAST] = "Please choose its last day."
    if problems or first is None or last is None:
        raise FormError(problems)
    try:
        period = ReportingPeriod(label=markup.shortened(label, 60), first=first, last=last)
    except DateError as error:
        raise FormError({LAST: str(error)}) from error
    return replace(period, id=period_in(view))


def now(period: ReportingPeriod | None) -> str:
    return _in_words(period) if period else "it was removed"


def _in_words(period: ReportingPeriod) -> str:
    return (
        f"*{markup.escaped(period.label)}* {date_words.in_short(period.first)} to "
        f"{date_words.in_short(period.last)} {period.last.year}"
    )
