"""What is due when: the whole table, and a form for one row of it."""

from collections.abc import Mapping
from typing import Any

from bot.dates.district_rules import (
    MOST_DAYS_AFTER,
    MOST_DAYS_BEFORE,
    DistrictRules,
    OwnRow,
    RuleChange,
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
from bot.errors import FormError
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.settings import settings

OPEN, ADD, SAVE, SAVE_OWN = "rule_open", "rule_add", "rule_save", "rule_own_save"
PRESENCE, OFFSET, UNIT, FROM, OPENS, WHAT = (
    "presence",
    "offset",
    "unit",
    "counted_from",
    "opens",
    "what",
)
LONGEST_ROW = 60

_UNITS = {Unit.DAYS: "Calendar days", Unit.SCHOOL_DAYS: "School days"}
_OWN_FROM = {
    CountedFrom.TENTH: "Before the 10th of the month before the meeting",
    CountedFrom.MEETING: "Before the day of the meeting",
    CountedFrom.HELD: "After the day the meeting was held",
}
_AFTER_FROM = {
    CountedFrom.CONSENT: "After the signature",
    CountedFrom.HELD: "After the day the meeting was held",
}


def summary(rules: DistrictRules) -> str:
    """What stands there now, at a glance (mrkdwn)."""
    changed, own = len(rules.changes), len(rules.own)
    if not changed and not own:
        return "Every date as Preiep suggests it"
    rows = f"{changed} {'row' if changed == 1 else 'rows'} changed"
    return f"{rows} · {own} of your own"


def render(rules: Rules, *, notice: str = "") -> View:
    drawn: list[Block] = [blocks.section(f":white_check_mark: {notice}")] if notice else []
    drawn += [blocks.section("*Before the meeting*"), *map(_row, _in_table(rules.before, rules))]
    drawn += [blocks.section("*After the meeting*"), *map(_row, rules.after)]
    drawn += [blocks.section("*What parents ask for*"), *map(_row, rules.for_requests)]
    add = elements.button("Add a row of your own", ADD, style="primary")
    drawn.append(blocks.actions([add, settings.back()], block_id="back"))
    return blocks.modal("What is due when", drawn, callback_id="rules")


def _in_table(table: tuple[Rule, ...], rules: Rules) -> list[Rule]:
    return [current_rule(rule.id, rules) for rule in table]


def ask(obligation: ObligationId, rules: Rules, *, notice: str = "") -> View:
    """The form for one row that Preiep has."""
    rule = current_rule(obligation, rules)
    fields: list[Block] = [blocks.section(f"*{markup.escaped(rule.what)}*\n{_why(rule)}")]
    reason = needed_because(obligation)
    if reason:
        fields.append(blocks.context(f"This row stays on: {reason}."))
    else:
        fields.append(_presence(rule))
    if _has_a_date_of_its_own(rule):
        fields += _date_fields(rule)
    return settings.form(
        "One row",
        fields,
        callback_id=SAVE,
        carried={"row": obligation, "stamp": stamp(obligation, rules)},
        notice=notice,
        back_to=settings.RULES,
    )


def ask_own(own: OwnRow | None, obligation: ObligationId, *, notice: str = "") -> View:
    """The form for a row of the district's own; None for a new one."""
    counted_from = own.counted_from if own else CountedFrom.MEETING
    fields: list[Block] = [
        blocks.field(
            "What is to be done",
            elements.text_field(WHAT, text=own.what if own else "", multiline=False),
            block_id=WHAT,
            hint="As in: Room booked. It stands in messages, so it names nobody.",
            required=True,
        ),
        blocks.field(
            "Counted from",
            elements.select(FROM, _options(_OWN_FROM), chosen=counted_from.name),
            block_id=FROM,
            required=True,
        ),
        *_span_fields(own.offset if own else 0, own.unit if own else Unit.DAYS),
        _on_or_off(own.on if own else True),
    ]
    return settings.form(
        "A row of your own",
        fields,
        callback_id=SAVE_OWN,
        carried={"row": obligation, "stamp": settings.stamp(own)},
        notice=notice,
        back_to=settings.RULES,
    )


def obligation_in(view: Mapping[str, Any]) -> ObligationId:
    return ObligationId(settings.carried(view)["row"])


def is_new(view: Mapping[str, Any]) -> bool:
    """Whether the form was drawn for a row that did not exist yet."""
    return is_as_drawn(view, None)


def is_as_drawn(view: Mapping[str, Any], own: OwnRow | None) -> bool:
    return bool(settings.carried(view)["stamp"] == settings.stamp(own))


def stamp(obligation: ObligationId, rules: Rules) -> str:
    return settings.stamp(current_rule(obligation, rules))


def read(view: Mapping[str, Any]) -> RuleChange:
    """The row as the district wants it."""
    obligation = obligation_in(view)
    suggested = suggested_rule(obligation)
    presence = settings.chosen(view, PRESENCE)
    change: dict[str, Any] = {"presence": Presence(presence) if presence else None}
    if _has_a_date_of_its_own(suggested):
        after = suggested.counted_from.is_after_the_meeting
        counted_from = settings.chosen(view, FROM)
        change |= {
            "offset": _number(view, OFFSET, MOST_DAYS_AFTER if after else MOST_DAYS_BEFORE),
            "unit": Unit(settings.chosen(view, UNIT)),
            "counted_from": CountedFrom[counted_from] if counted_from else None,
        }
        if suggested.opens is not None:
            change["opens"] = _number(view, OPENS, MOST_DAYS_BEFORE)
    return RuleChange(**change)


def read_own(view: Mapping[str, Any]) -> OwnRow:
    what = settings.typed(view, WHAT)
    if not what or len(what) > LONGEST_ROW:
        raise FormError(
            {WHAT: f"Please say in at most {LONGEST_ROW} characters what is to be done."}
        )
    counted_from = CountedFrom[settings.chosen(view, FROM)]
    after = counted_from.is_after_the_meeting
    offset = _number(view, OFFSET, MOST_DAYS_AFTER if after else MOST_DAYS_BEFORE)
    if after and offset == 0:
        raise FormError({OFFSET: "After a meeting there is at least one day."})
    return OwnRow(
        id=obligation_in(view),
        what=what,
        counted_from=counted_from,
        offset=offset,
        unit=Unit(settings.chosen(view, UNIT)),
        on=settings.chosen(view, PRESENCE) == Presence.ON,
    )


def now(rule: Rule | None) -> str:
    return _date(rule) if rule else "it does not exist any more"


def told(rule: Rule) -> str:
    """A row in the audit log's words."""
    return f"{rule.id}: {rule.presence}, {date_in_words(rule)}, opens {rule.opens}"


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


def _presence(rule: Rule) -> Block:
    options = [
        elements.option(Presence.ON, "On, for every meeting"),
        elements.option(Presence.OFF, "Off"),
    ]
    if suggested_rule(rule.id).presence is Presence.ASKED_FOR:
        options.insert(
            1, elements.option(Presence.ASKED_FOR, "Only for a meeting that asks for it")
        )
    return blocks.field(
        "This row is",
        elements.radio(PRESENCE, options, chosen=rule.presence),
        block_id=PRESENCE,
        required=True,
    )


def _on_or_off(on: bool) -> Block:  # noqa: FBT001 - the one fact it draws
    options = [
        elements.option(Presence.ON, "On, for every meeting"),
        elements.option(Presence.OFF, "Off"),
    ]
    return blocks.field(
        "This row is",
        elements.radio(PRESENCE, options, chosen=Presence.ON if on else Presence.OFF),
        block_id=PRESENCE,
        required=True,
    )


def _date_fields(rule: Rule) -> list[Block]:
    fields = _span_fields(rule.offset, rule.unit)
    if rule.counted_from.is_after_the_meeting:
        choice = elements.select(FROM, _options(_AFTER_FROM), chosen=rule.counted_from.name)
        fields.insert(0, blocks.field("Counted from", choice, block_id=FROM, required=True))
    else:
        fields.insert(0, blocks.context(f"Counted back from {rule.counted_from}."))
    if rule.opens is not None:
        number = elements.number_field(
            OPENS, least=0, most=MOST_DAYS_BEFORE, number=str(rule.opens)
        )
        fields.append(
            blocks.field("Opens, in days before the meeting", number, block_id=OPENS, required=True)
        )
    return fields


def _span_fields(offset: int, unit: Unit) -> list[Block]:
    return [
        blocks.field(
            "How many days",
            elements.number_field(OFFSET, least=0, most=MOST_DAYS_BEFORE, number=str(offset)),
            block_id=OFFSET,
            hint="0 is the day itself.",
            required=True,
        ),
        blocks.field(
            "Counted in",
            elements.radio(
                UNIT, [elements.option(one, words) for one, words in _UNITS.items()], chosen=unit
            ),
            block_id=UNIT,
            required=True,
        ),
    ]


def _options(offered: Mapping[CountedFrom, str]) -> list[elements.Element]:
    return [elements.option(one.name, words) for one, words in offered.items()]


def _number(view: Mapping[str, Any], block_id: str, most: int) -> int:
    typed = settings.typed(view, block_id)
    if not typed.isdecimal() or int(typed) > most:
        raise FormError({block_id: f"Please enter a number of days from 0 to {most}."})
    return int(typed)
