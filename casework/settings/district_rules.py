"""What admins do with the table of what is due when, row by row."""

from dataclasses import replace

from bot.dates.district_rules import DistrictRules, OwnRow, RuleChange, current_rule
from bot.dates.obligation_rules import ObligationId, Rule
from bot.dates.why import date_in_words
from bot.errors import CaseworkError
from bot.forms.settings.district_rules import WHAT
from storage import Scope


def change_row(settings: Scope, obligation: ObligationId, change: RuleChange) -> DistrictRules:
    """Change a row that Preiep has; raise CaseworkError where the law keeps it."""
    before = current_rule(obligation, settings.rules)
    rules = settings.district_rules.with_change(obligation, change)
    _keep(settings, rules, before=before, after=current_rule(obligation, rules.rules()))
    return rules


def keep_own_row(settings: Scope, row: OwnRow, *, is_new: bool) -> DistrictRules:
    """Add or change a row of the district's own; raise FormError where there are too many."""
    if is_new:
        row = _numbered(settings.district_rules, row)
    known = settings.district_rules.own_row(row.id)
    try:
        rules = settings.district_rules.with_own(row)
    except CaseworkError as error:
        raise WHAT.refused(str(error)) from error
    _keep(settings, rules, before=known.rule if known else None, after=row.rule)
    return rules


def _numbered(rules: DistrictRules, row: OwnRow) -> OwnRow:
    """Give a new row a number that is free; the same row once more is the one that is there."""
    for known in rules.own:
        if replace(row, id=known.id) == known:
            return known
    return replace(row, id=rules.next_own())


def _keep(settings: Scope, rules: DistrictRules, *, before: Rule | None, after: Rule) -> None:
    if rules == settings.district_rules:
        return
    was = _told(before) if before else "nothing"
    settings.settings.keep_rules(rules, detail=f"{was}, now {_told(after)}")


def _told(rule: Rule) -> str:
    return f"{rule.id}: {rule.presence}, {date_in_words(rule)}, opens {rule.opens}"
