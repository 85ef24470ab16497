"""A workspace has its first values, its calendar, and perhaps what was imported before it."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.calendar import SchoolYear
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.district_rules import DistrictRules, RuleChange
from bot.dates.obligation_rules import ObligationId
from bot.errors import DateError, NotAllowedError, StaleError, StorageError
from bot.goals.reporting_periods import PeriodId, ReportingPeriod
from bot.people.people import Role, SlackUserId
from bot.settings.district_links import DistrictLinks
from bot.workspaces import LOCAL, Hours, WorkspaceId
from storage import Errand, Storage, adopt_local, make_workspace, workspaces
from storage import tables as rows
from tests.conftest import NOW, WORKSPACE
from tests.storage.school import School
from tests.storage.test_everything import fill
from tests.storage.watching import statements

HOLIDAY = (date(2026, 11, 11), "Veterans Day")
TEAM = WorkspaceId("T0REAL")


def make(database, id_=LOCAL, **fields):
    given: dict[str, Any] = {"timezone": "America/Denver", "region": "US", "now": NOW}
    return make_workspace(database, id_, **(given | fields))


def test_a_new_workspace_has_its_first_values(database):
    made = make(database, TEAM, name="Quillmarsh", sandbox=True, closures=[HOLIDAY])

    assert Storage(database, TEAM).workspace() == made
    assert (made.name, made.timezone, made.region) == ("Quillmarsh", "America/Denver", "US")
    assert (made.sandbox, made.names_at_home, made.digest_at) == (True, True, time(6, 45))
    calendar = Storage(database, TEAM).calendar()
    assert calendar.closures == {HOLIDAY[0]}
    assert not calendar.confirmed


def test_an_upgrade_never_moves_a_date(database):
    first = make(database, TEAM, closures=[HOLIDAY])

    again = make(database, TEAM, timezone="UTC", closures=[(date(2026, 12, 1), "New holiday")])

    assert again == first
    assert Storage(database, TEAM).calendar().closures == {HOLIDAY[0]}


def test_a_workspace_that_was_never_made_has_no_records(database):
    with pytest.raises(StorageError, match="T0REAL"):
        Storage(database, TEAM).workspace()


def test_all_workspaces_come_the_oldest_first(database):
    newer = make(database, TEAM, now=NOW + timedelta(days=1))
    older = make(database, LOCAL)

    assert workspaces(database) == [older, newer]


def test_today_is_the_workspaces(storage):
    late = datetime.fromisoformat("2026-10-09T06:59:59+00:00")

    with storage.jobs(now=late) as scope:
        assert scope.today == date(2026, 10, 8)
    with storage.jobs(now=late + timedelta(seconds=1)) as scope:
        assert scope.today == date(2026, 10, 9)


def test_settings_that_change_are_seen_at_once_even_by_others(storage, database):
    beside = Storage(database, WORKSPACE)
    before = beside.workspace()
    changed = replace(
        before,
        name="Quillmarsh",
        timezone="UTC",
        region="US-CA",
        names_at_home=False,
        digest_at=time(7, 0),
        hours=Hours(first=time(5), until=time(17)),
        office_channel="C0OFFICE",
        files_kept_days=3,
        charter=True,
        links=DistrictLinks(
            seis="https://seis.example", rights=(("Spanish", "https://d.example"),)
        ),
        lines={"enrolment": True},
    )

    with storage.jobs(now=NOW) as scope:
        scope.settings.keep(changed)

    assert beside.workspace() == changed
    assert storage.workspace() == changed


def test_settings_that_do_not_change_are_not_read_again(storage, database):
    storage.calendar()

    with statements(database) as seen:
        storage.workspace()
        storage.calendar()

    assert len(seen) == 2
    assert all("revision" in statement and "closures" not in statement for statement in seen)


def test_the_district_edits_its_calendar(storage):
    year = SchoolYear(first=date(2026, 8, 10), last=date(2027, 6, 4))
    with storage.jobs(now=NOW) as scope:
        assert scope.settings.add_closures([HOLIDAY, (date(2026, 11, 26), "Thanksgiving")]) == 2
        assert scope.settings.add_closures([HOLIDAY, (date(2026, 11, 27), "Day after")]) == 1
        scope.settings.remove_closure(date(2026, 11, 26))
        scope.settings.set_years([SchoolYear(first=date(2026, 8, 1), last=date(2027, 6, 1))])
        scope.settings.set_years([year])
        scope.settings.confirm_calendar()

    calendar = storage.calendar()
    assert calendar.closures == {HOLIDAY[0], date(2026, 11, 27)}
    assert calendar.years == (year,)
    assert calendar.confirmed
    with storage.jobs(now=NOW) as scope:
        assert scope.calendar == calendar
        assert scope.settings.closures() == [HOLIDAY, (date(2026, 11, 27), "Day after")]


def test_only_an_admin_changes_settings(school, storage):
    school.case_manager("U0PAT")
    school.person("U0ADMIN", Role.ADMIN)

    with storage.caseload_of(SlackUserId("U0PAT"), now=NOW) as caseload:
        for change in (
            lambda: caseload.settings.keep(caseload.workspace),
            lambda: caseload.settings.add_closures([HOLIDAY]),
            lambda: caseload.settings.remove_closure(HOLIDAY[0]),
            lambda: caseload.settings.set_years([]),
            caseload.settings.confirm_calendar,
        ):
            with pytest.raises(NotAllowedError, match="admin"):
                change()
    with storage.caseload_of(SlackUserId("U0ADMIN"), now=NOW) as caseload:
        caseload.settings.confirm_calendar()

    assert storage.calendar().confirmed


def test_the_first_real_workspace_adopts_what_was_local(database):
    make(database, LOCAL, closures=[HOLIDAY])
    fill(School(Storage(database, LOCAL)))
    before = counted(database)

    assert adopt_local(database, TEAM, now=NOW)

    after = counted(database)
    before["audit"][TEAM] = before["audit"].pop(LOCAL) + 1
    assert after == {
        table: {TEAM if id_ == LOCAL else id_: count for id_, count in ids.items()}
        for table, ids in before.items()
    }
    assert [workspace.id for workspace in workspaces(database)] == [TEAM]
    with Storage(database, TEAM).caseload_of(SlackUserId("U0PAT"), now=NOW) as caseload:
        assert len(caseload.students.all()) == 1


def counted(database) -> dict[str, Counter[str]]:
    with database.reading() as connection:
        return {
            table.name: Counter(connection.scalars(select(table.c.workspace_id)))
            for table in rows.of_workspaces()
        }


def test_adopting_happens_once(database):
    make(database, LOCAL)
    assert adopt_local(database, TEAM, now=NOW)
    make(database, LOCAL)

    assert not adopt_local(database, WorkspaceId("T0LATER"), now=NOW)
    assert not adopt_local(database, TEAM, now=NOW)
    assert {workspace.id for workspace in workspaces(database)} == {LOCAL, TEAM}


def test_there_is_nothing_to_adopt_in_an_empty_database(database):
    assert not adopt_local(database, TEAM, now=NOW)


def test_what_the_sandbox_made_is_never_adopted(database):
    make(database, LOCAL, sandbox=True)

    assert not adopt_local(database, TEAM, now=NOW)


def test_a_sandbox_beside_it_does_not_keep_local_from_being_adopted(database):
    make(database, LOCAL)
    make(database, WorkspaceId("T0SANDBOX"), sandbox=True)

    assert adopt_local(database, TEAM, now=NOW)


def test_what_was_adopted_is_not_said_twice(database):
    make(database, LOCAL)
    errand = Errand(kind="digest", addressee="U0PAT", step="2026-10-08")
    with Storage(database, LOCAL).jobs(now=NOW) as scope:
        scope.outbox.put(errand)

    adopt_local(database, TEAM, now=NOW)

    with Storage(database, TEAM).jobs(now=NOW) as scope:
        assert not scope.outbox.put(errand)


def test_reporting_periods_are_kept_changed_and_taken_away_without_being_forgotten(storage):
    first = ReportingPeriod(label="Q1", first=date(2026, 8, 17), last=date(2026, 10, 16))
    with storage.jobs(now=NOW) as scope:
        period = scope.settings.keep_period(first)
        renamed = replace(first, id=period, label="Quarter 1")
        scope.settings.keep_period(renamed)
        with pytest.raises(DateError, match="share days"):
            scope.settings.keep_period(replace(first, label="Q2"))
        assert scope.settings.periods() == (renamed,)
        scope.settings.remove_period(period)

    with storage.jobs(now=NOW) as scope:
        assert scope.settings.periods() == ()
        assert scope.settings.period(period) == renamed
        with pytest.raises(StaleError):
            scope.settings.period(PeriodId(period + 1))


def test_a_school_gets_a_calendar_of_its_own_and_gives_it_up_again(storage):
    year = SchoolYear(first=date(2026, 7, 6), last=date(2027, 6, 25))
    with storage.jobs(now=NOW) as scope:
        scope.settings.add_closures([HOLIDAY])
        scope.settings.give_own_calendar("Tidepool", [year])
        scope.settings.remove_closure(HOLIDAY[0], "Tidepool")
        scope.settings.add_closures([(date(2026, 9, 21), "Track break")], "Tidepool")

    own = storage.calendar().of("Tidepool")
    assert own.years == (year,)
    assert own.closures == {date(2026, 9, 21)}
    assert storage.calendar().closures == {HOLIDAY[0]}
    with storage.jobs(now=NOW) as scope:
        scope.settings.drop_own_calendar("Tidepool")
    assert storage.calendar().schools == ()
    assert storage.calendar().closures == {HOLIDAY[0]}


def test_the_rules_are_the_workspaces_own_and_reach_every_scope(storage, database):
    change = DistrictRules().with_change(ObligationId.AGENDA, RuleChange(offset=4))
    with storage.jobs(now=NOW) as scope:
        assert scope.rules == DEFAULT_RULES
        scope.settings.keep_rules(change, detail="agenda: 3 days -> 4 days")

    with Storage(database, WORKSPACE).jobs(now=NOW) as scope:
        assert scope.rules[ObligationId.AGENDA].offset == 4
        assert scope.district_rules == change


def test_only_an_admin_comes_in_to_the_settings_and_reaches_no_student_there(school, storage):
    pat = school.case_manager("U0PAT")
    school.student(pat)
    school.person("U0ADMIN", Role.ADMIN, Role.CASE_MANAGER)

    with (
        pytest.raises(NotAllowedError, match="Only a Preiep admin"),
        storage.settings_by(SlackUserId("U0PAT"), now=NOW),
    ):
        pass
    with storage.settings_by(SlackUserId("U0ADMIN"), now=NOW) as scope:
        assert scope.students.all() == []
        scope.settings.confirm_calendar()
    assert storage.calendar().confirmed


def test_who_keeps_the_districts_hour_for_their_digest_follows_it(school, storage):
    pat, kim = school.case_manager("U0PAT"), school.case_manager("U0KIM", digest_at=time(8))
    with storage.jobs(now=NOW) as scope:
        scope.settings.keep(replace(scope.workspace, digest_at=time(7)))

    with storage.jobs(now=NOW) as scope:
        assert scope.people.get(pat.id).digest_at == time(7)
        assert scope.people.get(kim.id).digest_at == time(8)


def test_progress_with_setting_up_counts_who_and_what_is_there(school, storage):
    pat = school.case_manager("U0PAT")
    school.person("U0SUE", Role.SUPERVISOR)
    with storage.jobs(now=NOW) as scope:
        scope.people.add(email="away@quillmarsh.example", roles=[Role.CASE_MANAGER])
        assert scope.roles.leads_how_many(pat.id) == 0
    school.student(pat, school="Tidepool")

    with storage.jobs(now=NOW) as scope:
        progress = scope.settings.progress()
        assert scope.roles.leads_how_many(pat.id) == 1
        assert scope.roles.schools() == ["Tidepool"]
    assert (progress.case_managers, progress.supervisors, progress.office) == (1, 1, 0)
    assert (progress.students, progress.calendar_confirmed) == (1, False)
