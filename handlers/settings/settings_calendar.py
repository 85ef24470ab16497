"""The school calendar is set: years, closures, schools with another one, the confirmation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.dates.closures import spans, weekdays
from bot.errors import FormError
from bot.ui.kit.blocks import View
from bot.ui.settings import settings, settings_calendar, settings_closures
from bot.ui.settings.settings_calendar import Shown
from handlers.kit.errors import Body, acknowledge, slack_code, told_of_errors
from handlers.kit.screens import show_instead
from handlers.kit.surroundings import Surroundings
from handlers.settings.settings import admin_scope
from storage import Scope

NO_FILE_FIELD = frozenset({"missing_scope", "invalid_arguments"})
"""How Slack refuses a field for files to an app that may not read them (documented nowhere)."""


def calendar_screen(scope: Scope) -> View:
    return settings_calendar.render(_shown(scope))


@dataclass(frozen=True, kw_only=True)
class CalendarHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        for action, listener in (
            (settings_calendar.CONFIRM, self.confirm),
            (re.compile(f"^{settings_calendar.TO}(:|$)"), self.go_to),
            (settings_calendar.YEAR, self.ask_year),
            (settings_calendar.SCHOOL, self.ask_school),
            (settings_calendar.DROP, self.drop),
            (settings_calendar.ADD, self.ask_closure),
            (settings_calendar.PASTE, self.ask_list),
            (settings_calendar.REMOVE, self.remove),
        ):
            app.action(action)(ack=acknowledge, lazy=[told_of_errors(listener)])
        app.view(settings_calendar.SAVE_YEAR)(self.save_year)
        app.view(settings_calendar.SAVE_SCHOOL)(self.save_school)
        app.view(settings_closures.SAVE)(self.save_closure)

    def go_to(self, body: Body, client: WebClient) -> None:
        school, page = settings_calendar.to_in(_value(body))
        with admin_scope(self.surroundings, body) as scope:
            view = settings_calendar.render(_shown(scope, school), page=page)
        show_instead(client, body, view)

    def confirm(self, body: Body, client: WebClient) -> None:
        with admin_scope(self.surroundings, body) as scope:
            scope.settings.confirm_calendar()
        self._show(body, client, notice="The calendar is confirmed.")

    def ask_year(self, body: Body, client: WebClient) -> None:
        school, _ = settings_calendar.to_in(_value(body))
        with admin_scope(self.surroundings, body) as scope:
            view = settings_calendar.ask_year(_shown(scope, school))
        show_instead(client, body, view)

    def save_year(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        school = settings_calendar.school_in(view)
        try:
            with admin_scope(self.surroundings, body) as scope:
                shown = _shown(scope, school)
                years = settings_calendar.read_year(view, shown.calendar)
                is_new = settings.carried(view)["stamp"] != settings_calendar.stamp(shown.calendar)
                if not is_new:
                    scope.settings.set_years(years, school)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
            return
        if is_new:
            now = settings_calendar.summary(shown.calendar, today=shown.today)
            again = settings_calendar.ask_year(shown, notice=settings.meanwhile(now))
            ack(response_action="update", view=again)
        else:
            self._show_after(ack, body, school, notice="The school year is set.")

    def ask_school(self, body: Body, client: WebClient) -> None:
        with admin_scope(self.surroundings, body) as scope:
            view = settings_calendar.ask_school(_without_own(scope))
        show_instead(client, body, view)

    def save_school(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        try:
            with admin_scope(self.surroundings, body) as scope:
                school = settings_calendar.read_school(view, _without_own(scope))
                years = scope.calendar.years or _this_year(scope)
                scope.settings.give_own_calendar(school, years)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            notice = "The school has a calendar of its own now, a copy of the district's."
            self._show_after(ack, body, school, notice=notice)

    def drop(self, body: Body, client: WebClient) -> None:
        school, _ = settings_calendar.to_in(_value(body))
        with admin_scope(self.surroundings, body) as scope:
            scope.settings.drop_own_calendar(school)
        self._show(body, client, notice="The district's calendar holds at that school again.")

    def ask_closure(self, body: Body, client: WebClient) -> None:
        school, _ = settings_calendar.to_in(_value(body))
        with admin_scope(self.surroundings, body, reading=True):
            view = settings_closures.ask_one(school)
        show_instead(client, body, view)

    def save_closure(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        school = settings_calendar.school_in(view)
        try:
            closure = settings_closures.read_one(view)
            with admin_scope(self.surroundings, body) as scope:
                days = [(day, closure.name) for day in closure.days]
                added = scope.settings.add_closures(days, school)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            notice = "Added." if added else settings_closures.ALL_KNOWN
            self._show_after(ack, body, school, notice=notice)

    def ask_list(self, body: Body, client: WebClient) -> None:
        school, _ = settings_calendar.to_in(_value(body))
        with admin_scope(self.surroundings, body, reading=True):
            pass
        try:
            show_instead(client, body, settings_closures.ask_list(school))
        except SlackApiError as error:
            if slack_code(error) not in NO_FILE_FIELD:
                raise
            # An app installed before it asked for files:read can still take what is pasted.
            view = settings_closures.ask_list(school, takes_files=False)
            show_instead(client, body, view)

    def remove(self, body: Body, client: WebClient) -> None:
        school, first, last = settings_calendar.span_in(_value(body))
        with admin_scope(self.surroundings, body) as scope:
            removed = [scope.settings.remove_closure(day, school) for day in weekdays(first, last)]
        was = "Removed: there is school again." if any(removed) else "It was removed already."
        self._show(body, client, school=school, notice=was)

    def _show(self, body: Body, client: WebClient, *, school: str = "", notice: str) -> None:
        show_instead(client, body, calendar_drawn(self.surroundings, body, school, notice))
        self.surroundings.wake()

    def _show_after(self, ack: Ack, body: Body, school: str, *, notice: str) -> None:
        ack(response_action="update", view=calendar_drawn(self.surroundings, body, school, notice))
        self.surroundings.wake()


def calendar_drawn(surroundings: Surroundings, body: Body, school: str, notice: str) -> View:
    """The calendar as it stands now that a change is kept."""
    with admin_scope(surroundings, body, reading=True) as scope:
        return settings_calendar.render(_shown(scope, school), notice=notice)


def _shown(scope: Scope, school: str = "") -> Shown:
    calendar = scope.calendar.of(school) if school else scope.calendar
    since = calendar.year_begun_by(scope.today).first
    closures = [one for one in scope.settings.closures(school) if one[0] >= since]
    return Shown(school=school, calendar=calendar, closures=spans(closures), today=scope.today)


def _without_own(scope: Scope) -> list[str]:
    own = {school for school, _ in scope.calendar.schools}
    return [school for school in scope.roles.schools() if school not in own]


def _this_year(scope: Scope) -> tuple[Any, ...]:
    """A school that is on record as having a calendar needs a year of it to begin with."""
    return (scope.calendar.year_begun_by(scope.today),)


def _value(body: Body) -> str:
    return str(body["actions"][0]["value"])
