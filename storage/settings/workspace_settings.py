"""What an admin changes about the workspace: its settings, calendars, rules, reporting periods."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Row, Text, cast, delete, func, insert, select, update

from bot.calendar import SchoolYear
from bot.dates.district_rules import DistrictRules
from bot.errors import StaleError
from bot.goals.reporting_periods import NOT_KEPT_YET, PeriodId, ReportingPeriod, refuse_overlap
from bot.messages import Record
from bot.people.people import Role
from bot.settings.setting_up import SettingUp
from bot.workspaces import Workspace
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach
from storage.settings.workspaces import add_closures, columns_of

_workspaces, _closures, _years = rows.workspaces.c, rows.closures.c, rows.school_years.c
_reporting = rows.reporting_periods.c


class WorkspaceSettings:
    """What an admin can change about the workspace and its calendar."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def keep(self, workspace: Workspace) -> None:
        """Keep the settings; who has the district's hour for their digest keeps having it."""
        before = self._reach.workspace
        Audit(self._reach).changed("changed the settings", before, workspace)
        if workspace.digest_at != before.digest_at:
            people = rows.people.c
            self._reach.connection.execute(
                update(rows.people)
                .where(people.workspace_id == before.id, people.digest_at == before.digest_at)
                .values(digest_at=workspace.digest_at)
            )
        self._reach.touched(Record.SETTINGS)
        kept = columns_of(before)
        wanted = columns_of(workspace)
        self._change(**{name: now for name, now in wanted.items() if now != kept[name]})

    def progress(self) -> SettingUp:
        """Say how far the district has come with setting up."""
        reach, people = self._reach, rows.people.c
        connection, here = reach.connection, reach.workspace_id

        def counted(role: Role) -> int:
            has_it = cast(people.roles, Text).like(f'%"{role}"%')
            present = (people.workspace_id == here) & people.active & people.slack_id.is_not(None)
            return connection.scalar(select(func.count()).where(present, has_it)) or 0

        students = select(func.count()).where(rows.students.c.workspace_id == here)
        return SettingUp(
            calendar_confirmed=bool(
                connection.scalar(
                    select(_workspaces.calendar_confirmed).where(_workspaces.id == here)
                )
            ),
            supervisors=counted(Role.SUPERVISOR),
            office=counted(Role.OFFICE),
            case_managers=counted(Role.CASE_MANAGER),
            students=connection.scalar(students) or 0,
        )

    def keep_rules(self, rules: DistrictRules, *, detail: str) -> None:
        """Keep the district's own table; `detail` says what stood there before and what now."""
        self._reach.touched(Record.CALENDAR)
        self._change(rules=rules.as_json())
        Audit(self._reach).log("changed the rules", detail=detail)

    def closures(self, school: str = "") -> list[tuple[date, str]]:
        """List the days without school, of the workspace or of a school with its own calendar."""
        found = self._reach.connection.execute(
            select(_closures.day, _closures.name)
            .where(
                _closures.workspace_id == self._reach.workspace_id,
                _closures.school_id == self._calendar_of(school),
            )
            .order_by(_closures.day)
        )
        return [(row.day, row.name) for row in found]

    def add_closures(self, closures: Iterable[tuple[date, str]], school: str = "") -> int:
        """Add days without school; returns how many were not on the list yet."""
        self._reach.touched(Record.CALENDAR)
        self._change()
        known = {day for day, _ in self.closures(school)}
        new = [(day, name) for day, name in closures if day not in known]
        whose = self._calendar_of(school)
        added = add_closures(self._reach.connection, self._reach.workspace_id, new, school=whose)
        if new:
            told = ", ".join(f"{day} {name}" for day, name in new)
            Audit(self._reach).log("added closures", detail=_at(school) + told)
        return added

    def remove_closure(self, day: date, school: str = "") -> bool:
        """Take a day without school away; whether it was one."""
        self._reach.touched(Record.CALENDAR)
        self._change()
        removed = self._reach.connection.execute(
            delete(rows.closures).where(
                _closures.workspace_id == self._reach.workspace_id,
                _closures.school_id == self._calendar_of(school),
                _closures.day == day,
            )
        )
        if removed.rowcount:
            Audit(self._reach).log("took a closure away", detail=f"{_at(school)}{day}")
        return bool(removed.rowcount)

    def confirm_calendar(self) -> None:
        """Say that the district has looked at the calendar, or imported its own."""
        self._reach.touched(Record.CALENDAR)
        self._change(calendar_confirmed=True)
        Audit(self._reach).log("confirmed the calendar")

    def give_own_calendar(self, school: str, years: Iterable[SchoolYear]) -> None:
        """Let a school have a calendar of its own, which begins as the workspace's is now."""
        self.set_years(years, school)
        self.add_closures(self.closures(), school)

    def drop_own_calendar(self, school: str) -> None:
        """Let the workspace's calendar hold at the school again."""
        assert school, "the workspace's own calendar stays"
        self._reach.touched(Record.CALENDAR)
        self._change()
        here, whose = self._reach.workspace_id, self._calendar_of(school)
        for table in (rows.closures, rows.school_years):
            self._reach.connection.execute(
                delete(table).where(table.c.workspace_id == here, table.c.school_id == whose)
            )
        Audit(self._reach).log("dropped a school's own calendar", detail=school)

    def set_years(self, years: Iterable[SchoolYear], school: str = "") -> None:
        """Give the school years whose first and last day the district knows."""
        self._reach.touched(Record.CALENDAR)
        self._change()
        years, whose = list(years), self._calendar_of(school)
        self._reach.connection.execute(
            delete(rows.school_years).where(
                _years.workspace_id == self._reach.workspace_id, _years.school_id == whose
            )
        )
        told = ", ".join(f"{year.first} to {year.last}" for year in years)
        Audit(self._reach).log("set the school years", detail=_at(school) + told)
        for year in years:
            self._reach.connection.execute(
                insert(rows.school_years).values(
                    workspace_id=self._reach.workspace_id,
                    school_id=whose,
                    first_on=year.first,
                    last_on=year.last,
                )
            )

    def periods(self) -> tuple[ReportingPeriod, ...]:
        """List the reporting periods in their order, without those that were taken away."""
        return tuple(_period(row) for row in self._periods(~_reporting.removed))

    def period(self, period: PeriodId) -> ReportingPeriod:
        """Return a period, also one taken away since: what was told of it stays readable."""
        for row in self._periods(_reporting.id == period):
            return _period(row)
        raise StaleError("That reporting period is not on record. Nothing was changed.")

    def keep_period(self, period: ReportingPeriod) -> PeriodId:
        """Add a period, or change the dates and the name of one; raise DateError on shared days."""
        others = [one for one in self.periods() if one.id != period.id]
        refuse_overlap([*others, period])
        values = {"label": period.label, "first_on": period.first, "last_on": period.last}
        self._reach.touched(Record.PERIODS)
        self._change()
        connection, here = self._reach.connection, self._reach.workspace_id
        if period.id == NOT_KEPT_YET:
            new = connection.execute(
                insert(rows.reporting_periods).values(workspace_id=here, **values)
            )
            Audit(self._reach).log("added a reporting period", detail=_told(period))
            assert new.inserted_primary_key is not None
            return PeriodId(new.inserted_primary_key[0])
        before = self.period(period.id)
        connection.execute(
            update(rows.reporting_periods)
            .where(_reporting.workspace_id == here, _reporting.id == period.id)
            .values(**values)
        )
        Audit(self._reach).changed("changed a reporting period", before, period)
        return period.id

    def remove_period(self, period: PeriodId) -> None:
        before = self.period(period)
        self._reach.touched(Record.PERIODS)
        self._change()
        self._reach.connection.execute(
            update(rows.reporting_periods)
            .where(_reporting.workspace_id == self._reach.workspace_id, _reporting.id == period)
            .values(removed=True)
        )
        Audit(self._reach).log("took a reporting period away", detail=_told(before))

    def _periods(self, which: Any) -> Iterable[Row[Any]]:
        return self._reach.connection.execute(
            select(rows.reporting_periods)
            .where(_reporting.workspace_id == self._reach.workspace_id, which)
            .order_by(_reporting.first_on)
        )

    def _calendar_of(self, school: str) -> int:
        """Return under which number a calendar is kept: a school's, or 0 for the workspace's."""
        return self._reach.schools.number(school) or 0

    def _change(self, **values: Any) -> None:
        """Write a change and count the revision up, by which others see that theirs is old."""
        self._reach.require_admin()
        self._reach.connection.execute(
            update(rows.workspaces)
            .where(_workspaces.id == self._reach.workspace_id)
            .values(revision=_workspaces.revision + 1, **values)
        )


def _at(school: str) -> str:
    return f"{school}: " if school else ""


def _period(row: Row[Any]) -> ReportingPeriod:
    return ReportingPeriod(
        id=PeriodId(row.id), label=row.label, first=row.first_on, last=row.last_on
    )


def _told(period: ReportingPeriod) -> str:
    return f"{period.label}: {period.first} to {period.last}"
