"""What a district changed about the rules: dates, units, rows off and on, rows of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.obligation_rules import (
    CountedFrom,
    Label,
    ObligationId,
    Place,
    Presence,
    Rule,
    Rules,
    Unit,
)
from bot.dates.why import date_in_words
from bot.errors import CaseworkError

MOST_DAYS_BEFORE = 60
MOST_DAYS_AFTER = 10
"""No row after the meeting is due later than that, whatever a rule says."""
MOST_OWN_ROWS = 20
MOST_OWN_AFTER = 5
"""With Preiep's own rows they fill the boxes that Slack draws in the list after a meeting."""


@dataclass(frozen=True, kw_only=True)
class RuleChange:
    """How one row of the table is to be; a field that is None is as Preiep suggests it."""

    presence: Presence | None = None
    offset: int | None = None
    unit: Unit | None = None
    counted_from: CountedFrom | None = None
    opens: int | None = None

    @property
    def moves(self) -> bool:
        """Tell whether it changes a date, and not only whether the row exists."""
        return any(
            value is not None for value in (self.offset, self.unit, self.counted_from, self.opens)
        )

    @property
    def fields(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True, kw_only=True)
class OwnRow:
    """A row that the district added. It is switched off and never deleted: its past stays."""

    id: ObligationId
    what: str
    counted_from: CountedFrom
    offset: int
    unit: Unit
    on: bool = True

    @property
    def rule(self) -> Rule:
        return Rule(
            id=self.id,
            what=self.what,
            counted_from=self.counted_from,
            offset=self.offset,
            unit=self.unit,
            label=Label.LOCAL,
            source="a row that the district added",
            place=Place.OWN,
            presence=Presence.ON if self.on else Presence.OFF,
        )


@dataclass(frozen=True, kw_only=True)
class DistrictRules:
    """Everything that differs from what Preiep suggests."""

    changes: Mapping[ObligationId, RuleChange] = field(default_factory=dict)
    own: tuple[OwnRow, ...] = ()

    def rules(self) -> Rules:
        rules = DEFAULT_RULES
        for obligation, change in self.changes.items():
            rules = _changed(rules, obligation, change)
        for row in self.own:
            rules = rules.joined_by(row.rule)
        return rules

    def with_change(self, obligation: ObligationId, wanted: RuleChange) -> "DistrictRules":
        """Return one row as the district wants it; raise CaseworkError where the law keeps it."""
        suggested = suggested_rule(obligation)
        change = RuleChange(
            **{
                name: value
                for name, value in wanted.fields.items()
                if value != getattr(suggested, name)
            }
        )
        _refuse_against_the_law(suggested, change)
        changes = {one: kept for one, kept in self.changes.items() if one is not obligation}
        if change.fields:
            changes[obligation] = change
        return replace(self, changes=changes)

    def with_own(self, row: OwnRow) -> "DistrictRules":
        """Return the row added, or put in place of the one with its id."""
        others = [one for one in self.own if one.id is not row.id]
        after = [one for one in others if one.counted_from.is_after_the_meeting]
        if row.counted_from.is_after_the_meeting and len(after) >= MOST_OWN_AFTER:
            raise CaseworkError(
                f"There are {MOST_OWN_AFTER} rows of your own after the meeting already, which is "
                "what its list can hold. Please change one of them."
            )
        if len(others) < len(self.own):
            return replace(self, own=tuple(row if one.id is row.id else one for one in self.own))
        if len(self.own) >= MOST_OWN_ROWS:
            raise CaseworkError(
                f"There are {MOST_OWN_ROWS} rows of your own already. Please change one of them."
            )
        return replace(self, own=(*self.own, row))

    def next_own(self) -> ObligationId:
        return ObligationId(f"own_{len(self.own) + 1}")

    def own_row(self, obligation: ObligationId) -> OwnRow | None:
        return next((row for row in self.own if row.id is obligation), None)

    def as_json(self) -> dict[str, Any]:
        return {
            "changes": {
                str(one): {
                    name: value.name if isinstance(value, CountedFrom) else value
                    for name, value in change.fields.items()
                }
                for one, change in self.changes.items()
            },
            "own": [vars(row) | {"counted_from": row.counted_from.name} for row in self.own],
        }


def district_rules_from(kept: Mapping[str, Any] | None) -> DistrictRules:
    kept = kept or {}
    return DistrictRules(
        changes={
            ObligationId(one): RuleChange(**_typed(change))
            for one, change in kept.get("changes", {}).items()
        },
        own=tuple(
            OwnRow(**(_typed(row) | {"id": ObligationId(row["id"])})) for row in kept.get("own", [])
        ),
    )


def suggested_rule(obligation: ObligationId) -> Rule:
    """Return the row as Preiep suggests it. Of `agree_date` that is the date without a meeting."""
    if obligation is ObligationId.AGREE_DATE:
        return DEFAULT_RULES.for_review
    return DEFAULT_RULES[obligation]


def current_rule(obligation: ObligationId, rules: Rules) -> Rule:
    """Return the row as it is now, with the same exception."""
    return rules.for_review if obligation is ObligationId.AGREE_DATE else rules[obligation]


def needed_because(obligation: ObligationId) -> str:
    """Return why the row cannot be switched off; empty where it can."""
    if obligation.is_own:
        return ""
    return DEFAULT_RULES[obligation].needed_because


def _changed(rules: Rules, obligation: ObligationId, change: RuleChange) -> Rules:
    suggested = suggested_rule(obligation)
    fields = dict(change.fields)
    # Whether a row exists says nothing of who named its date.
    fields["label"] = Label.LOCAL if change.moves else suggested.label
    if change.moves:
        fields["source"] = f"changed by the district; Preiep has {date_in_words(suggested)}"
    if obligation is ObligationId.AGREE_DATE:
        return replace(rules, for_review=replace(suggested, **fields))
    return rules.changed(obligation, **fields)


def _refuse_against_the_law(suggested: Rule, change: RuleChange) -> None:
    reason = needed_because(suggested.id)
    if reason and change.presence is Presence.OFF:
        raise CaseworkError(f"This row stays on: {reason}.")
    if suggested.label is Label.LAW and change.moves:
        raise CaseworkError("This date is set by law and cannot be changed here.")


def _typed(kept: Mapping[str, Any]) -> dict[str, Any]:
    read = dict(kept)
    readers: dict[str, Callable[[Any], object]] = {
        "presence": Presence,
        "unit": Unit,
        "counted_from": lambda name: CountedFrom[name],
    }
    for name, reader in readers.items():
        if name in read:
            read[name] = reader(read[name])
    return read
