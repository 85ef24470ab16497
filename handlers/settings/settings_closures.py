"""A list of closures, pasted or dropped, is looked through, then taken in: good rows beside bad."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.dates.closures import Pasted, look_through
from bot.errors import FormError
from bot.imports.dropped_files import DroppedFileError, text_in
from bot.imports.import_rows import read_closures
from bot.ui.kit.blocks import View
from bot.ui.settings import settings, settings_calendar, settings_closures
from bot.ui.settings.settings_closures import Given
from handlers.kit.dropped_files import content_of
from handlers.kit.errors import Body
from handlers.kit.surroundings import Surroundings
from handlers.settings.settings import admin_scope
from handlers.settings.settings_calendar import calendar_drawn
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class ClosureHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.view(settings_closures.LOOK)(self.look)
        app.view(settings_closures.TAKE)(self.take)

    def look(self, ack: Ack, body: Body, view: Mapping[str, Any], client: WebClient) -> None:
        """Show what the list would change, above the list itself."""
        try:
            given = settings_closures.given_in(view)
            text = self._text(body, given, client)
            with admin_scope(self.surroundings, body, reading=True) as scope:
                shown = _preview(scope, view, given, text)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)

    def take(self, ack: Ack, body: Body, view: Mapping[str, Any], client: WebClient) -> None:
        """Take the good rows in; a list that was edited since is looked through once more.

        A file is fetched again, since nothing of it was kept.
        """
        school = settings_calendar.school_in(view)
        try:
            given = settings_closures.given_in(view)
            text = self._text(body, given, client)
            with admin_scope(self.surroundings, body) as scope:
                edited = not settings_closures.is_as_looked_through(view, settings.stamp(text))
                shown = _preview(scope, view, given, text)
                added = 0 if edited else _taken(scope, school, text)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
            return
        if not edited:
            notice = settings_closures.taken(added)
            shown = calendar_drawn(self.surroundings, body, school, notice)
        ack(response_action="update", view=shown)
        self.surroundings.wake()

    def _text(self, body: Body, given: Given, client: WebClient) -> str:
        """What was pasted, or what the file says.

        Slack is asked before the acknowledgement, which would take the form away, and for an admin
        alone; no transaction stays open meanwhile.
        """
        if not given.file:
            return given.text
        with admin_scope(self.surroundings, body, reading=True):
            pass
        try:
            return text_in(content_of(client, given.file, seconds=self.surroundings.seconds))
        except DroppedFileError as error:
            raise settings_closures.unread(str(error)) from error


def _preview(scope: Scope, view: Mapping[str, Any], given: Given, text: str) -> View:
    school = settings_calendar.school_in(view)
    return settings_closures.ask_again(
        school,
        given,
        pasted=_read(scope, school, text),
        stamp=settings.stamp(text),
        takes_files=settings_closures.takes_files(view),
    )


def _taken(scope: Scope, school: str, text: str) -> int:
    added = scope.settings.add_closures(_read(scope, school, text).new, school)
    if not scope.calendar.confirmed:
        # Whoever brings in the district's own list has looked at it.
        scope.settings.confirm_calendar()
    return added


def _read(scope: Scope, school: str, text: str) -> Pasted:
    read = read_closures(text)
    known = [day for day, _ in scope.settings.closures(school)]
    return look_through(read.rows, read.findings, known=known)
