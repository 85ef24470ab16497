"""What is said of a meeting's date before it is saved, and the next date that works."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot import date_words
from bot.dates.date_checks import DateCheck
from bot.dates.obligation_rules import ObligationId, Rules
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block

SAVE_ANYWAY = "Save anyway"


def warnings(check: DateCheck, rules: Rules, *, take: str) -> list[Block]:
    """Return everything that speaks against a date; `take` is the action that takes the next."""
    said = "\n".join(f"• {sentence}" for sentence in sentences(check, rules))
    drawn: list[Block] = [
        blocks.section(f":warning: *{date_words.in_full(check.on)}* is not saved yet.\n{said}"),
        blocks.context(f"Choose another date, or press {SAVE_ANYWAY}."),
    ]
    if not check.works and (offered := check.next_that_works):
        accessory = elements.button(
            f"Take {date_words.in_short_with_year(offered)}",
            take,
            value=offered.isoformat(),
            style="primary",
            label=f"Take {date_words.in_full(offered)} for the meeting, and save",
        )
        words = f"The next date that leaves time for everything is *{date_words.in_full(offered)}*."
        drawn.insert(1, blocks.section(f"{words}{_but(check, offered)}", accessory=accessory))
    return drawn


def sentences(check: DateCheck, rules: Rules) -> Iterator[str]:
    """Return what the date would break, make impossible, late or short, the weightiest first."""
    promises = [row for row in check.impossible if rules[row].promised]
    no_time = [row for row in check.impossible if row not in promises]
    late = [row for row in check.late if row not in check.impossible]
    if check.hold_by and check.past_hold_by:
        yield (
            "It comes after the last day for the meeting that the parents asked for in writing, "
            f"{date_words.in_full(check.hold_by)} (law)."
        )
    if check.past_review_on:
        review_on = date_words.in_full(check.past_review_on)
        yield f"It comes after the day on which the {check.review} review falls due, {review_on}."
    if check.is_closure:
        yield "There is no school on that day."
    if promises:
        yield (
            "Promises to the parents that cannot be kept: "
            f"{_what(promises, rules)}. Ask the parents first, or choose a later date."
        )
    if no_time:
        yield f"No school day is left for: {_what(no_time, rules)}."
    if late:
        yield f"Already late, so due on short notice: {_what(late, rules)}."
    if check.short is not None:
        days = {0: "no school day", 1: "one school day"}
        has = days.get(check.short, f"{check.short} school days")
        yield f"Teachers and providers would have {has} for their forms."


def _but(check: DateCheck, offered: date) -> str:
    if check.hold_by and check.hold_by < offered:
        return " It comes after the last day for the meeting that the parents asked for."
    if check.review_on and check.review_on < offered:
        return f" It comes after the day on which the {check.review} review falls due."
    return ""


def _what(rows: Iterable[ObligationId], rules: Rules) -> str:
    return "; ".join(markup.escaped(rules[row].what) for row in rows)
