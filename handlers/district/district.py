"""The district before a supervisor: counts, the rows behind them, and a row for a stated reason."""

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.digest.digest_rows import Morning
from bot.district.district import School, found, schools_of
from bot.errors import FormError, StaleError
from bot.people.people import SlackUserId
from bot.ui.dates import obligation_rows as row
from bot.ui.district import district
from bot.ui.district.district import Page, Wanted
from bot.ui.kit.blocks import View
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.screens import show
from handlers.kit.surroundings import Surroundings
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class DistrictHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(district.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.action(district.ROWS)(ack=acknowledge, lazy=[told_of_errors(self.open_rows)])
        app.action(re.compile(f"^{district.TO_PAGE}:"))(
            ack=acknowledge, lazy=[told_of_errors(self.turn_page)]
        )
        app.action(district.OPEN_ROW)(ack=acknowledge, lazy=[told_of_errors(self.ask_reason)])
        app.view(district.GIVE_REASON)(self.open_row)

    def typed(self, body: Body, words: str, client: WebClient) -> None:  # noqa: ARG002 - a Verb
        """`/iep district`."""
        self.open(body, client)

    def open(self, body: Body, client: WebClient) -> None:
        with self._district(body) as scope:
            view = district.render(_schools(scope), scope.today, confirmed=scope.calendar.confirmed)
        show(client, body, view)

    def open_rows(self, body: Body, client: WebClient) -> None:
        show(client, body, self._rows(body))

    def turn_page(self, body: Body, client: WebClient) -> None:
        client.views_update(view_id=body["view"]["id"], view=self._rows(body))

    def ask_reason(self, body: Body, client: WebClient) -> None:
        wanted = district.wanted_in(str(body["actions"][0]["value"]))
        with self._district(body) as scope:
            scope.students.get(wanted.student)
        show(client, body, district.ask_reason(wanted))

    def open_row(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Show the row with name and history, once the reason is logged."""
        try:
            wanted, why = district.read_reason(view)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
            return
        surroundings = self.surroundings
        with surroundings.storage.record_of(
            SlackUserId(person_in(body)),
            wanted.student,
            now=surroundings.clock.now(),
            reason=why,
        ) as scope:
            shown = _shown(scope, wanted)
        ack(response_action="update", view=shown)

    def _rows(self, body: Body) -> View:
        page = district.page_in(str(body["actions"][0]["value"]))
        with self._district(body) as scope:
            school = _school(_schools(scope), page)
            return district.render_rows(
                school, page.number, scope.today, confirmed=scope.calendar.confirmed
            )

    def _district(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.district_of(user, now=surroundings.clock.now(), reading=False)


def _schools(scope: Scope) -> tuple[School, ...]:
    """The schools with their counts; that they are looked at is logged first."""
    scope.audit.log("looked at the district")
    return schools_of(_morning(scope, scope.today))


def _school(schools: tuple[School, ...], page: Page) -> School:
    school = found(schools, page.school)
    if school is None:
        raise StaleError(
            "No student is on record at this school any more. Please open `/iep district` again."
        )
    return school


def _morning(scope: Scope, on: date) -> Morning:
    return Morning(on=on, calendar=scope.calendar, rules=scope.rules, cases=tuple(scope.cases()))


def _shown(scope: Scope, wanted: Wanted) -> View:
    morning = _morning(scope, scope.today)
    entry = morning.entries.get(wanted.key)
    if entry is None or entry.row.student != wanted.student:
        raise StaleError(
            "This row is there no more: the student or the meeting has changed. Please open "
            "`/iep district` again."
        )
    history = scope.obligations.history(*wanted.key)
    names = {change.by: scope.people.get(change.by).name for change in history if change.by}
    return row.render(entry, morning, history, names, changing=False)
