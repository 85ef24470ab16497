"""`/iep settings`: one screen of groups for admins, and their own settings for case managers."""

from collections.abc import Callable, Mapping
from functools import partial

from bot.errors import NotAllowedError, StaleError
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.settings.workspaces import OFFICE_CHANNEL
from bot.permissions import WorkspaceAct, may_in_workspace
from bot.ui.kit.blocks import View
from bot.ui.people import roles
from bot.ui.settings import (
    calendars,
    district_rules,
    own_settings,
    reporting_periods,
    settings,
)
from bot.ui.settings.settings import Row
from bot.ui.settings.workspaces import Group, groups
from casework.settings.calendars import calendar_of
from handlers.kit.asked import Asked
from handlers.kit.channels import problem_of
from handlers.kit.listening import ON_TOP, Listening
from storage import Scope

SCREENS: Mapping[str, Callable[[Scope], View]] = {
    settings.CALENDAR: lambda scope: calendars.render(calendar_of(scope)),
    settings.PEOPLE: lambda scope: roles.render(scope.roles.everybody()),
    settings.RULES: lambda scope: district_rules.render(scope.rules),
    settings.PERIODS: lambda scope: reporting_periods.render(scope.settings.periods()),
}
"""The first screen of each group that is more than a few fields."""


def listen(on: Listening) -> None:
    on.verb("settings", open_settings)
    on.click(settings.OPEN, open_settings, shown=ON_TOP)
    on.click(settings.BACK, open_settings)
    on.click(settings.GROUP, open_group)
    for group in groups(on.surroundings.content).values():
        on.submit(group.modal, partial(keep, group))


def open_settings(asked: Asked) -> View:
    """Show the overview to an admin, their own settings to a case manager, else whom to ask."""
    try:
        with asked.settings() as scope:
            scope.audit.log("looked at the settings")
            return settings.overview(_rows(scope, groups(asked.content)))
    except NotAllowedError:
        with asked.caseload(reading=True) as scope:
            person, admins = scope.person, scope.roles.admins()
            if may_in_workspace(WorkspaceAct.LEAD, person.roles):
                return own_settings.render(person, today=scope.today, is_alone=True)
            return settings.for_others(admins)


def open_group(asked: Asked) -> View:
    if asked.value == settings.OWN:
        with asked.caseload() as scope:
            return own_settings.render(scope.person, today=scope.today)
    with asked.settings() as scope:
        if screen := SCREENS.get(asked.value):
            return screen(scope)
        if group := groups(asked.content).get(asked.value):
            return settings.render(group, scope.workspace)
        raise StaleError("This setting is not there any more. Nothing was changed.")


def keep(group: Group, asked: Asked, answers: Answers) -> View:
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
        rows = _rows(scope, groups(asked.content), instead=row)
        return settings.overview(rows, notice=f"{title}: saved, and in force at once.")


def _rows(scope: Scope, found: Mapping[str, Group], *, instead: Row | None = None) -> list[Row]:
    rows = []
    if may_in_workspace(WorkspaceAct.LEAD, scope.person.roles):
        own = own_settings.summary(scope.person, today=scope.today)
        rows.append(Row(id=settings.OWN, title="My settings", summary=own))
    of_fields = {
        one.id: Row(id=one.id, title=one.modal.title, summary=one.summary(scope.workspace))
        for one in found.values()
    }
    if instead:
        of_fields[instead.id] = instead
    calendar = calendars.summary(scope.calendar, today=scope.today)
    people = roles.summary(scope.roles.everybody())
    periods = reporting_periods.summary(scope.settings.periods())
    changed = district_rules.summary(scope.district_rules)
    return [
        *rows,
        of_fields.pop("general"),
        Row(id=settings.CALENDAR, title="School calendar", summary=calendar),
        Row(id=settings.PEOPLE, title="People and roles", summary=people),
        Row(id=settings.RULES, title="What is due when", summary=changed),
        Row(id=settings.PERIODS, title="Reporting periods", summary=periods),
        *of_fields.values(),
    ]


def _look_at_office_channel(asked: Asked, wanted: str) -> None:
    """Ask Slack what the channel is like; before anything is opened, since that takes time."""
    with asked.settings(reading=True) as scope:
        is_new = wanted and wanted != scope.workspace.office_channel
    if is_new and (why := problem_of(asked.client, wanted)):
        raise OFFICE_CHANNEL.refused(why)
