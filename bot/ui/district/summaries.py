"""The summary that a supervisor gets once a week: counts and dates, and no name."""

from datetime import date

from bot import date_words
from bot.conversations.collaboration import Rate
from bot.district.summaries import Figures, SchoolSummary, Summary
from bot.district.summary_matters import Matter
from bot.ui.digest import tallies
from bot.ui.digest.hub import UNCONFIRMED
from bot.ui.district import district
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Block, Message, Room
from bot.ui.kit.markup import counted


def render(summary: Summary) -> Message:
    schools = [[blocks.section(_school(one, summary.since))] for one in summary.schools]
    before: list[Block] = [
        blocks.header(f"Your week from {date_words.in_short(summary.on)}"),
        *([] if summary.confirmed else [blocks.context(UNCONFIRMED)]),
    ]
    after: list[Block] = [
        *([blocks.section(_figures(summary.figures))] if summary.figures else []),
        blocks.context(_small_print(summary)),
        blocks.actions(
            [elements.button("Open the district", district.OPEN, style="primary")],
            block_id="district",
        ),
    ]
    shown = Room(*before, *_more(len(schools)), *after).take(schools)
    drawn = [
        *before,
        *shown.blocks,
        *([] if schools else [blocks.section(_nothing(summary))]),
        *_more(shown.hidden),
        *after,
    ]
    return blocks.message(_aloud(summary), drawn)


def _more(hidden: int) -> list[Block]:
    words = f"+ {counted(hidden, 'school')} more in the district view"
    return [blocks.context(words)] if hidden > 0 else []


def _nothing(summary: Summary) -> str:
    if summary.told_first:
        return "Nothing is counted yet of what is open: the case managers hear of it first."
    return "Nothing is overdue, and no meeting is missing."


def _school(one: SchoolSummary, since: date) -> str:
    year = one.tally.year
    parts = tallies.standing(one.tally)
    if count := len(one.tally.not_needed):
        what = "a notice, the rights notice, consent or a legal date"
        parts.append(
            f"{count} declared not needed since {date_words.in_short(since, year)}: {what}"
        )
    if one.paused_until:
        days = ", ".join(date_words.in_short(day, year) for day in dict.fromkeys(one.paused_until))
        parts.append(f"{counted(len(one.paused_until), 'digest')} paused until {days}")
    return f"*{district.name_of(one.school)}*\n" + "\n".join(parts)


def _figures(figures: Figures) -> str:
    """Draw two figures, each beside what it is compared with, or say that nothing can be."""
    rate, compared = figures.rate, figures.compared
    since = f"since {date_words.in_short(figures.first)}"
    share = _share(rate)
    change = compared.change
    beside = (
        f"{compared.before} in the same months a year before ({change:+}%)"
        if change is not None
        else "none on record in the same months a year before"
    )
    if figures.unmarked:
        share += f"; {counted(figures.unmarked, 'meeting')} not marked as held or not, so not in it"
    return (
        f"*Parent conversations {since}:* {compared.now}; {beside}\n"
        f"*Collaboration rate {since}:* {share}"
    )


def _share(rate: Rate) -> str:
    """Say the rate; what came on record after its day is named, since it is in no rate."""
    history = counted(rate.history, "meeting")
    if rate.held:
        more = f"; {history} put on record after the day, so not in it" if rate.history else ""
        return (
            f"{rate.talked_before} of {counted(rate.held, 'meeting')} ({rate.percent}%) with a "
            f"conversation before{more}"
        )
    if rate.history:
        return (
            f"none yet. {history} held, but put on record after the day, so that nobody knows "
            "whether parents were talked with before"
        )
    return "no meeting held yet"


def _small_print(summary: Summary) -> str:
    words = (
        "Each case manager was told on the school day before what is counted here. Names and "
        "records open in the district view, with a reason that is logged."
    )
    if summary.told_first:
        more = f"{summary.told_first} more {'is' if summary.told_first == 1 else 'are'}"
        words += f" {more} not counted: their case managers hear first."
    return words


def _aloud(summary: Summary) -> str:
    totals = {
        matter: sum(one.counts.get(matter, 0) for one in summary.schools) for matter in Matter
    }
    said = ", ".join(f"{count} {matter}" for matter, count in totals.items() if count)
    nothing = "nothing counted yet" if summary.told_first else "nothing overdue"
    return f"Your week from {date_words.in_short(summary.on)}: {said or nothing}."
