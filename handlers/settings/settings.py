"""`/iep settings`: one screen of groups for admins, and their own settings for case managers."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial

from bot.errors import NotAllowedError, StaleError
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.settings.workspaces import OFFICE_CHANNEL
from bot.people.people import SlackUserId
from bot.permissions import WorkspaceAct, may_in_workspace
from bot.ui.kit.blocks import View
from bot.ui.settings import (
    settings,
    settings_calendar,
    settings_own,
    settings_people,
    settings_periods,
    settings_rules,
)
from bot.ui.settings.settings import Row
from bot.ui.settings.settings_groups import Group
from handlers.kit.asked import Asked
from handlers.kit.errors import Body, person_in
from handlers.kit.listening import ON_TOP, Listening
from handlers.kit.surroundings import Surroundings
from handlers.meeting_day.channels import problem_of
from storage import Scope

Screen = Callable[[Scope], View]
"""Draws the first screen of a group that is more than a few fields."""


@dataclass(frozen=True, kw_only=True)
class SettingsHandlers:
    screens: Mapping[str, Screen]
    groups: Mapping[str, Group]

    def listen(self, on: Listening) -> None:
        on.verb("settings", self.open)
        on.click(settings.OPEN, self.open, shown=ON_TOP)
        on.click(settings.BACK, self.open)
        on.click(settings.GROUP, self.open_group)
        for group in self.groups.values():
            on.submit(group.modal, partial(self.keep, group))

    def open(self, asked: Asked) -> View:
        """The overview for an admin, their own settings for a case manager, else whom to ask."""
        try:
            with asked.settings() as scope:
                scope.audit.log("looked at the settings")
                return settings.overview(self._rows(scope))
        except NotAllowedError:
            with asked.caseload(reading=True) as scope:
                person, admins = scope.person, scope.roles.admins()
                if may_in_workspace(WorkspaceAct.LEAD, person.roles):
                    return settings_own.render(person, today=scope.today, is_alone=True)
                return settings.for_others(admins)

    def open_group(self, asked: Asked) -> View:
        if asked.value == settings.OWN:
            with asked.caseload() as scope:
                return settings_own.render(scope.person, today=scope.today)
        with asked.settings() as scope:
            return self._screen(scope, asked.value)

    def keep(self, group: Group, asked: Asked, answers: Answers) -> View:
        """Keep the fields of a group, unless somebody else has changed them meanwhile."""
        if answers.has(OFFICE_CHANNEL):
            _look_at_office_channel(asked, answers[OFFICE_CHANNEL])
        with asked.settings() as scope:
            before = scope.workspace
            now = group.summary(before)
            wanted = group.read(answers, before)
            if asked.carried(tags.STAMP) != settings.stamp(now):
                return settings.render(group, before, notice=settings.meanwhile(now))
            if wanted != before:
                scope.settings.keep(wanted)
            title = group.modal.title
            row = Row(id=group.id, title=title, summary=group.summary(wanted))
            notice = f"{title}: saved, and in force at once."
            return settings.overview(self._rows(scope, instead=row), notice=notice)

    def _screen(self, scope: Scope, group: str) -> View:
        if screen := self.screens.get(group):
            return screen(scope)
        if group in self.groups:
            return settings.render(self.groups[group], scope.workspace)
        raise StaleError("This setting is not there any more. Nothing was changed.")

    def _rows(self, scope: Scope, *, instead: Row | None = None) -> list[Row]:
        rows = []
        if may_in_workspace(WorkspaceAct.LEAD, scope.person.roles):
            own = settings_own.summary(scope.person, today=scope.today)
            rows.append(Row(id=settings.OWN, title="My settings", summary=own))
        groups = {
            one.id: Row(id=one.id, title=one.modal.title, summary=one.summary(scope.workspace))
            for one in self.groups.values()
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


def _look_at_office_channel(asked: Asked, wanted: str) -> None:
    """Ask Slack what the channel is like; before anything is opened, since that takes time."""
    with asked.settings(reading=True) as scope:
        is_new = wanted and wanted != scope.workspace.office_channel
    if is_new and (why := problem_of(asked.client, wanted)):
        raise OFFICE_CHANNEL.refused(why)


def admin_scope(
    surroundings: Surroundings, body: Body, *, reading: bool = False
) -> AbstractContextManager[Scope]:
    """The settings, for whoever is an admin at this moment; raises NotAllowedError for others."""
    user = SlackUserId(person_in(body))
    return surroundings.storage.settings_by(user, now=surroundings.clock.now(), reading=reading)
