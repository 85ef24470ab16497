"""The reporting periods: a list, and a form for one of them."""

from collections.abc import Sequence

from bot import date_words
from bot.errors import DateError
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.settings.reporting_periods import FIRST, KEEP_PERIOD, LABEL, LAST
from bot.forms.tags import Tag
from bot.goals.reporting_periods import NOT_KEPT_YET, PeriodId, ReportingPeriod
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import Part
from bot.ui.settings import settings

OPEN, REMOVE = "period_open", "period_remove"
PERIOD = Tag("period", lambda text: PeriodId(int(text)))
PAGE_SIZE = 40
"""Ten years of quarters; the latest ones."""


def summary(periods: Sequence[ReportingPeriod]) -> str:
    """Say what stands there now, at a glance (mrkdwn)."""
    if not periods:
        return "None yet, so nobody is asked for progress on goals"
    last = periods[-1]
    until = date_words.in_short_with_year(last.last)
    return f"{len(periods)} periods · the last is {markup.escaped(last.label)}, to {until}"


def render(periods: Sequence[ReportingPeriod], *, notice: str = "") -> View:
    drawn = blocks.done(notice)
    drawn.append(blocks.context("In each period case managers say how every goal is going."))
    drawn += [
        blocks.section(
            _in_words(period),
            accessory=elements.button("Change", OPEN, value=period.id, label=period.label),
            block_id=f"period:{period.id}",
        )
        for period in periods[-PAGE_SIZE:]
    ]
    add = elements.button("Add a period", OPEN, value=NOT_KEPT_YET, style="primary")
    drawn.append(blocks.actions([add, settings.back()], block_id="back"))
    return blocks.modal("Reporting periods", drawn, callback_id="periods")


def ask(period: ReportingPeriod | None, *, notice: str = "") -> View:
    """Draw the form for a new period, or for one that is on record."""
    parts: list[Part] = [*(KEEP_PERIOD.filled_from(period) if period else KEEP_PERIOD.fields)]
    if period:
        sure = elements.confirm(
            "Remove this period?",
            "The progress recorded in it stays on record.",
            yes="Remove",
            no="Keep it",
        )
        remove = elements.button("Remove", REMOVE, value=period.id, style="danger", confirm=sure)
        parts.append(blocks.actions([remove], block_id="remove"))
    return settings.screen(
        KEEP_PERIOD,
        parts,
        carries=[
            PERIOD.of(period.id if period else NOT_KEPT_YET),
            tags.STAMP.of(settings.stamp(period)),
        ],
        notice=notice,
        back_to=settings.PERIODS,
    )


def read(answers: Answers, period: PeriodId) -> ReportingPeriod:
    """Return the period as it is wanted; a long name is cut."""
    KEEP_PERIOD.check(answers)
    label = markup.shortened(answers[LABEL], 60)
    try:
        return ReportingPeriod(id=period, label=label, first=answers[FIRST], last=answers[LAST])
    except DateError as error:
        raise LAST.refused(str(error)) from error


def now(period: ReportingPeriod | None) -> str:
    return _in_words(period) if period else "it was removed"


def _in_words(period: ReportingPeriod) -> str:
    until = date_words.in_short_with_year(period.last)
    return f"*{markup.escaped(period.label)}* {date_words.in_short(period.first)} to {until}"
