"""The reporting periods are set."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import DateError, FormError
from bot.goals.reporting_periods import NOT_KEPT_YET, PeriodId, ReportingPeriod
from bot.ui.kit.blocks import View
from bot.ui.settings import settings, settings_periods
from handlers.kit.errors import Body, acknowledge, told_of_errors
from handlers.kit.screens import show_instead
from handlers.kit.surroundings import Surroundings
from handlers.settings.settings import admin_scope
from storage import Scope


def periods_screen(scope: Scope) -> View:
    return settings_periods.render(scope.settings.periods())


@dataclass(frozen=True, kw_only=True)
class PeriodHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(settings_periods.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.action(settings_periods.REMOVE)(ack=acknowledge, lazy=[told_of_errors(self.remove)])
        app.view(settings_periods.SAVE)(self.save)

    def open(self, body: Body, client: WebClient) -> None:
        with admin_scope(self.surroundings, body) as scope:
            view = settings_periods.ask(_known(scope, _period_in(body)))
        show_instead(client, body, view)

    def save(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        try:
            wanted = settings_periods.read(view)
            with admin_scope(self.surroundings, body) as scope:
                known = _known(scope, wanted.id)
                if settings_periods.is_as_drawn(view, known):
                    scope.settings.keep_period(wanted)
                    shown = settings_periods.render(scope.settings.periods(), notice="Saved.")
                else:
                    notice = settings.meanwhile(settings_periods.now(known))
                    shown = settings_periods.ask(known, notice=notice)
        except DateError as error:
            ack(response_action="errors", errors={settings_periods.LAST: str(error)})
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)

    def remove(self, body: Body, client: WebClient) -> None:
        with admin_scope(self.surroundings, body) as scope:
            scope.settings.remove_period(_period_in(body))
            shown = settings_periods.render(scope.settings.periods(), notice="Removed.")
        show_instead(client, body, shown)


def _known(scope: Scope, period: PeriodId) -> ReportingPeriod | None:
    """The period as it stands; None for a new one, and where somebody has removed it."""
    if period == NOT_KEPT_YET:
        return None
    return next((one for one in scope.settings.periods() if one.id == period), None)


def _period_in(body: Body) -> PeriodId:
    return PeriodId(int(body["actions"][0]["value"]))
