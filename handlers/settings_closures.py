"""A pasted list of closures is looked through, then taken in: good rows beside bad ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from bot.closures import Pasted, look_through
from bot.errors import FormError
from bot.import_rows import read_closures
from bot.ui import settings_calendar, settings_closures
from bot.ui.blocks import View
from handlers.errors import Body
from handlers.settings import admin_scope
from handlers.settings_calendar import calendar_drawn
from handlers.settings_redraws import redraw_dates
from handlers.surroundings import Surroundings
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class ClosureHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.view(settings_closures.LOOK)(self.look)
        app.view(settings_closures.TAKE)(self.take)

    def look(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Show what the list would change, above the list itself."""
        try:
            text = settings_closures.pasted_text(view)
            with admin_scope(self.surroundings, body, reading=True) as scope:
                shown = _preview(scope, settings_calendar.school_in(view), text)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)

    def take(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Take the good rows in; a list that was edited since is looked through once more."""
        school = settings_calendar.school_in(view)
        try:
            text = settings_closures.pasted_text(view)
            with admin_scope(self.surroundings, body) as scope:
                edited = not settings_closures.is_as_looked_through(view)
                shown = _preview(scope, school, text)
                added = 0 if edited else _taken(scope, school, text)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
            return
        if not edited:
            notice = f"{added} closed days added."
            shown = calendar_drawn(self.surroundings, body, school, notice)
        ack(response_action="update", view=shown)
        self.surroundings.wake()


def _preview(scope: Scope, school: str, text: str) -> View:
    return settings_closures.ask_list(school, pasted=_read(scope, school, text), text=text)


def _taken(scope: Scope, school: str, text: str) -> int:
    added = scope.settings.add_closures(_read(scope, school, text).new, school)
    if not scope.calendar.confirmed:
        # Whoever brings in the district's own list has looked at it.
        scope.settings.confirm_calendar()
    redraw_dates(scope)
    return added


def _read(scope: Scope, school: str, text: str) -> Pasted:
    read = read_closures(text)
    known = [day for day, _ in scope.settings.closures(school)]
    return look_through(read.rows, read.findings, known=known)
