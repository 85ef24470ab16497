"""`/iep settings`: one screen of groups for admins, and their own settings for case managers."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError, NotAllowedError, StaleError
from bot.people import SlackUserId
from bot.permissions import WorkspaceAct, may_in_workspace
from bot.ui import (
    settings,
    settings_calendar,
    settings_office,
    settings_own,
    settings_people,
    settings_periods,
    settings_rules,
)
from bot.ui.blocks import Message, View
from bot.ui.settings import Group, Row
from bot.ui.settings_general import General
from bot.ui.settings_hours import Times
from bot.ui.settings_lines import Lines
from bot.ui.settings_links import LinkFields
from handlers.channels import problem_of
from handlers.errors import Body, acknowledge, person_in, told_of_errors
from handlers.screens import show, show_instead
from handlers.surroundings import Surroundings
from storage import Scope

Screen = Callable[[Scope], View]
"""Draws the first screen of a group that is more than a few fields."""


@dataclass(frozen=True, kw_only=True)
class SettingsHandlers:
    surroundings: Surroundings
    screens: Mapping[str, Screen]

    def register(self, app: App) -> None:
        app.action(settings.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.action(settings.BACK)(ack=acknowledge, lazy=[told_of_errors(self.back)])
        app.action(settings.GROUP)(ack=acknowledge, lazy=[told_of_errors(self.open_group)])
        app.view(settings.SAVE)(self.save)

    def typed(self, body: Body, _words: str, client: WebClient) -> Message | None:
        self.open(body, client)
        return None

    def open(self, body: Body, client: WebClient) -> None:
        show(client, body, self._first_screen(body))

    def back(self, body: Body, client: WebClient) -> None:
        show_instead(client, body, self._first_screen(body))

    def open_group(self, body: Body, client: WebClient) -> None:
        group = str(body["actions"][0]["value"])
        if group == settings.OWN:
            with own_scope(self.surroundings, body) as scope:
                view = settings_own.render(scope.person, today=scope.today)
        else:
            with admin_scope(self.surroundings, body) as scope:
                view = self._screen(scope, group)
        show_instead(client, body, view)

    def save(self, ack: Ack, body: Body, view: Mapping[str, Any], client: WebClient) -> None:
        """Keep the fields of a group, unless somebody else has changed them meanwhile."""
        group = self._groups[settings.carried(view)["group"]]
        try:
            if group.id == settings_office.Office.id:
                self._look_at_office_channel(body, view, client)
            with admin_scope(self.surroundings, body) as scope:
                shown = self._kept(scope, group, view)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)
            self.surroundings.wake()

    def _kept(self, scope: Scope, group: Group, view: Mapping[str, Any]) -> View:
        before = scope.workspace
        now = group.summary(before)
        wanted = group.read(view, before)
        if settings.carried(view)["stamp"] != settings.stamp(now):
            return settings.render(group, before, notice=settings.meanwhile(now))
        if wanted != before:
            scope.settings.keep(wanted)
        row = Row(id=group.id, title=group.title, summary=group.summary(wanted))
        return settings.overview(
            self._rows(scope, instead=row), notice=f"{group.title}: saved, and in force at once."
        )

    def _look_at_office_channel(
        self, body: Body, view: Mapping[str, Any], client: WebClient
    ) -> None:
        """Ask Slack what the channel is like; before anything is opened, since that takes time."""
        with admin_scope(self.surroundings, body, reading=True) as scope:
            before = scope.workspace
            wanted = settings_office.Office().read(view, before).office_channel
        if wanted and wanted != before.office_channel and (why := problem_of(client, wanted)):
            raise FormError({settings_office.CHANNEL: why})

    @property
    def _groups(self) -> Mapping[str, Group]:
        groups: list[Group] = [
            General(),
            Times(),
            settings_office.Office(),
            LinkFields(),
            Lines(content=self.surroundings.content),
        ]
        return {group.id: group for group in groups}

    def _first_screen(self, body: Body) -> View:
        """The overview for an admin, their own settings for a case manager, else whom to ask."""
        try:
            with admin_scope(self.surroundings, body) as scope:
                scope.audit.log("looked at the settings")
                return settings.overview(self._rows(scope))
        except NotAllowedError:
            with self._door(body) as scope:
                person, admins = scope.person, scope.roles.admins()
                if may_in_workspace(WorkspaceAct.LEAD, person.roles):
                    return settings_own.render(person, today=scope.today, is_alone=True)
                return settings.for_others(admins)

    def _screen(self, scope: Scope, group: str) -> View:
        if screen := self.screens.get(group):
            return screen(scope)
        if group in self._groups:
            return settings.render(self._groups[group], scope.workspace)
        raise StaleError("This setting is not there any more. Nothing was changed.")

    def _rows(self, scope: Scope, *, instead: Row | None = None) -> list[Row]:
        rows = []
        if may_in_workspace(WorkspaceAct.LEAD, scope.person.roles):
            own = settings_own.summary(scope.person, today=scope.today)
            rows.append(Row(id=settings.OWN, title="My settings", summary=own))
        groups = {
            one.id: Row(id=one.id, title=one.title, summary=one.summary(scope.workspace))
            for one in self._groups.values()
        }
        if instead:
            groups[instead.id] = instead
        calendar = settings_calendar.summary(scope.calendar, today=scope.today)
        people = settings_people.summary(scope.roles.everybody())
        periods = settings_periods.summary(scope.settings.periods())
        changed = settings_rules.summary(scope.district_rules)
        return [
            *rows,
            groups.pop("general"),
            Row(id=settings.CALENDAR, title="School calendar", summary=calendar),
            Row(id=settings.PEOPLE, title="People and roles", summary=people),
            Row(id=settings.RULES, title="What is due when", summary=changed),
            Row(id=settings.PERIODS, title="Reporting periods", summary=periods),
            *groups.values(),
        ]

    def _door(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now(), reading=True)


def admin_scope(
    surroundings: Surroundings, body: Body, *, reading: bool = False
) -> AbstractContextManager[Scope]:
    """The settings, for whoever is an admin at this moment; raises NotAllowedError for others."""
    user = SlackUserId(person_in(body))
    return surroundings.storage.settings_by(user, now=surroundings.clock.now(), reading=reading)


def own_scope(surroundings: Surroundings, body: Body) -> AbstractContextManager[Scope]:
    user = SlackUserId(person_in(body))
    return surroundings.storage.caseload_of(user, now=surroundings.clock.now())
