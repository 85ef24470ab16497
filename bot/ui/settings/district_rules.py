"""What is due when: the whole table, and a form for one row of it."""

from bot.dates.district_rules import (
    DistrictRules,
    OwnRow,
    current_rule,
    needed_because,
    suggested_rule,
)
from bot.dates.obligation_rules import (
    CountedFrom,
    Label,
    ObligationId,
    Presence,
    Rule,
    Rules,
    Unit,
)
from bot.dates.why import date_in_words
from bot.forms import tags
from bot.forms.settings import district_rules as form
from bot.forms.tags import Tag
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import Part
from bot.ui.kit.markup import counted
from bot.ui.settings import settings

OPEN, ADD = "rule_open", "rule_add"
ROW = Tag("row", ObligationId)


def summary(rules: DistrictRules) -> str:
    """Say what stands there now, at a glance (mrkdwn)."""
    changed, own = len(rules.changes), len(rules.own)
    if not changed and not own:
        return "Every date as Preiep suggests it"
    return f"{counted(changed, 'row')} changed · {own} of your own"


def render(rules: Rules, *, notice: str = "") -> View:
    drawn, before = blocks.done(notice), [current_rule(rule.id, rules) for rule in rules.before]
    drawn += [blocks.section("*Before the meeting*"), *map(_row, before)]
    drawn += [blocks.section("*After the meeting*"), *map(_row, rules.after)]
    drawn += [blocks.section("*What parents ask for*"), *map(_row, rules.for_requests)]
    add = elements.button("Add a row of your own", ADD, style="primary")
    drawn.append(blocks.actions([add, settings.back()], block_id="back"))
    return blocks.modal("What is due when", drawn, callback_id="rules")


def ask(obligation: ObligationId, rules: Rules, *, notice: str = "") -> View:
    rule = current_rule(obligation, rules)
    parts: list[Part] = [blocks.section(f"*{markup.escaped(rule.what)}*\n{_why(rule)}")]
    if reason := needed_because(obligation):
        parts.append(blocks.context(f"This row stays on: {reason}."))
    else:
        may_be_asked_for = suggested_rule(obligation).presence is Presence.ASKED_FOR
        parts.append((form.PRESENCE if may_be_asked_for else form.ON_OR_OFF).showing(rule.presence))
    if _has_a_date_of_its_own(rule):
        parts += _date_parts(rule)
    return settings.screen(
        form.CHANGE_ROW,
        parts,
        carries=[ROW.of(obligation), tags.STAMP.of(settings.stamp(rule))],
        notice=notice,
        back_to=settings.RULES,
    )


def ask_own(own: OwnRow | None, obligation: ObligationId, *, notice: str = "") -> View:
    """Draw the form for a row of the district's own; None for a new one."""
    shown = own or OwnRow(
        id=obligation, what="", counted_from=CountedFrom.MEETING, offset=0, unit=Unit.DAYS
    )
    return settings.screen(
        form.KEEP_OWN_ROW,
        form.KEEP_OWN_ROW.filled_from(shown.rule),
        carries=[ROW.of(obligation), tags.STAMP.of(settings.stamp(own))],
        notice=notice,
        back_to=settings.RULES,
    )


def now(rule: Rule | None) -> str:
    return _date(rule) if rule else "it does not exist any more"


def _row(rule: Rule) -> Block:
    change = elements.button("Change", OPEN, value=rule.id, label=f"Change {rule.what}")
    return blocks.section(
        f"{markup.escaped(rule.what)}\n{_date(rule)}", accessory=change, block_id=f"row:{rule.id}"
    )


def _date(rule: Rule) -> str:
    off = {Presence.OFF: "*off* · ", Presence.ASKED_FOR: "*only where asked for* · "}
    is_ours = rule.id.is_own or rule.source == suggested_rule(rule.id).source
    changed = "" if is_ours else " · changed by your district"
    label = "your own" if rule.id.is_own else str(rule.label)
    return f"{off.get(rule.presence, '')}{date_in_words(rule)} ({label}){changed}"


def _why(rule: Rule) -> str:
    suggested = suggested_rule(rule.id)
    on_whose_word = {
        Label.LOCAL: "the school's procedure says so",
        Label.DEFAULT: "Preiep suggests it",
        Label.LAW: "the law says so",
    }[suggested.label]
    return f"Preiep has: {date_in_words(suggested)}; {on_whose_word}."


def _has_a_date_of_its_own(rule: Rule) -> bool:
    fixed = (CountedFrom.NOTHING, CountedFrom.WRITTEN_REQUEST, CountedFrom.SPOKEN_REQUEST)
    law = rule.label is Label.LAW
    return rule.counted_from not in fixed and not rule.together_with and not law


def _date_parts(rule: Rule) -> list[Part]:
    """Ask when the row is due; before a meeting, from when it is counted stays as it is."""
    counted: Part = blocks.context(f"Counted back from {rule.counted_from}.")
    if rule.counted_from.is_after_the_meeting:
        counted = form.AFTER_FROM.showing(rule.counted_from)
    opens = [] if rule.opens is None else [form.OPENS.showing(rule.opens)]
    return [counted, form.OFFSET.showing(rule.offset), form.UNIT.showing(rule.unit), *opens]
