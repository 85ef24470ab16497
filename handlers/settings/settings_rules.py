"""A district's own table of what is due when is set, row by row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.dates.district_rules import DistrictRules, OwnRow, current_rule
from bot.dates.obligation_rules import ObligationId, Rule
from bot.errors import CaseworkError, FormError, NotAllowedError
from bot.ui.kit.blocks import View
from bot.ui.settings import settings, settings_rules
from handlers.kit.errors import Body, acknowledge, told_of_errors
from handlers.kit.screens import show_instead
from handlers.kit.surroundings import Surroundings
from handlers.settings.settings import admin_scope
from storage import Scope

_SAVED = "Saved. Every date that it concerns has moved."


def rules_screen(scope: Scope) -> View:
    return settings_rules.render(scope.rules)


@dataclass(frozen=True, kw_only=True)
class RuleHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(settings_rules.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.action(settings_rules.ADD)(ack=acknowledge, lazy=[told_of_errors(self.add)])
        app.view(settings_rules.SAVE)(self.save)
        app.view(settings_rules.SAVE_OWN)(self.save_own)

    def open(self, body: Body, client: WebClient) -> None:
        obligation = ObligationId(body["actions"][0]["value"])
        with admin_scope(self.surroundings, body) as scope:
            if obligation.is_own:
                view = settings_rules.ask_own(scope.district_rules.own_row(obligation), obligation)
            else:
                view = settings_rules.ask(obligation, scope.rules)
        show_instead(client, body, view)

    def add(self, body: Body, client: WebClient) -> None:
        with admin_scope(self.surroundings, body) as scope:
            view = settings_rules.ask_own(None, scope.district_rules.next_own())
        show_instead(client, body, view)

    def save(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        obligation = settings_rules.obligation_in(view)
        try:
            change = settings_rules.read(view)
            with admin_scope(self.surroundings, body) as scope:
                before = current_rule(obligation, scope.rules)
                if settings.carried(view)["stamp"] == settings_rules.stamp(obligation, scope.rules):
                    kept = scope.district_rules.with_change(obligation, change)
                    after = kept.rules()
                    _keep(scope, kept, before, current_rule(obligation, after))
                    shown = settings_rules.render(after, notice=_SAVED)
                else:
                    notice = settings.meanwhile(settings_rules.now(before))
                    shown = settings_rules.ask(obligation, scope.rules, notice=notice)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)
            self.surroundings.wake()

    def save_own(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        try:
            row = settings_rules.read_own(view)
            with admin_scope(self.surroundings, body) as scope:
                if settings_rules.is_new(view):
                    row = _numbered(scope, row)
                known = scope.district_rules.own_row(row.id)
                if settings_rules.is_new(view) or settings_rules.is_as_drawn(view, known):
                    kept = scope.district_rules.with_own(row)
                    _keep(scope, kept, known.rule if known else None, row.rule)
                    shown = settings_rules.render(kept.rules(), notice=_SAVED)
                else:
                    notice = settings.meanwhile(settings_rules.now(known.rule if known else None))
                    shown = settings_rules.ask_own(known, row.id, notice=notice)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        except NotAllowedError:
            raise
        except CaseworkError as error:
            ack(response_action="errors", errors={settings_rules.WHAT: str(error)})
        else:
            ack(response_action="update", view=shown)
            self.surroundings.wake()


def _numbered(scope: Scope, row: OwnRow) -> OwnRow:
    """A new row under a number that is free; the same row once more is the one that is there."""
    for known in scope.district_rules.own:
        if replace(row, id=known.id) == known:
            return known
    return replace(row, id=scope.district_rules.next_own())


def _keep(scope: Scope, rules: DistrictRules, before: Rule | None, after: Rule) -> None:
    if rules == scope.district_rules:
        return
    was = settings_rules.told(before) if before else "nothing"
    scope.settings.keep_rules(rules, detail=f"{was} -> {settings_rules.told(after)}")
