"""The demo district is whole: its files fit each other, and its year is a school's year."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest

import sandbox
from bot.meetings.meetings import Kind, Mode
from bot.people.people import Role, TeamEntry, TeamRole, person_reference, team_entries
from sandbox.workspace.district import read_district

DEMO = Path(sandbox.__file__).parent / "demo"
MARIGOLD = "marigold.kestrel@quillmarsh.example"
BARNABY = "barnaby.thistlewood@quillmarsh.example"
OPENS_ON = date(2026, 10, 1)

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


DISTRICT = read_district(DEMO)
STUDENTS = rows("caseloads.csv")
PEOPLE = rows("people.csv")
IN_SLACK = {person.email for person in DISTRICT.people} | {person.id for person in DISTRICT.people}


def day(text: str) -> date:
    if "/" in text:
        month, on, year = map(int, text.split("/"))
        return date(year, month, on)
    return date.fromisoformat(text)


def closed_days() -> Iterator[date]:
    for closure in rows("closures.csv"):
        first, last = day(closure["date"]), day(closure["until"] or closure["date"])
        for days in range((last - first).days + 1):
            yield first + timedelta(days=days)


def caseload(case_manager: str) -> list[Row]:
    return [row for row in STUDENTS if row["case_manager"] == case_manager]


def meetings(of: list[Row]) -> list[Row]:
    return [row for row in of if row["meeting_date"]]


def members() -> Iterator[TeamEntry]:
    for row in STUDENTS:
        yield from team_entries(row["team"])


def test_one_case_manager_has_28_students_and_the_other_15():
    sizes = Counter(row["case_manager"] for row in STUDENTS)
    assert sizes == {MARIGOLD: 28, BARNABY: 15}


def test_no_two_students_share_a_name_or_a_number():
    assert len({(row["first_name"], row["last_name"]) for row in STUDENTS}) == len(STUDENTS)
    assert len({row["student_id"] for row in STUDENTS}) == len(STUDENTS)


def test_two_students_share_a_first_name_so_that_a_search_must_ask():
    assert Counter(row["first_name"] for row in caseload(MARIGOLD))["Juniper"] == 2


def test_meetings_are_on_days_when_school_is_open():
    closed = set(closed_days())
    for row in meetings(STUDENTS):
        on = day(row["meeting_date"])
        assert on.weekday() < 5
        assert on not in closed
        assert date(2026, 8, 17) <= on <= date(2027, 6, 15)


def test_the_year_is_fullest_where_the_demo_opens():
    months = Counter(f"{day(row['meeting_date']):%Y-%m}" for row in meetings(caseload(MARIGOLD)))
    assert (months["2026-10"], months["2026-11"], months["2026-12"]) == (6, 4, 3)
    assert all(months[f"2027-{month:02}"] for month in range(1, 7))


def test_some_meetings_lie_behind_and_some_students_wait_for_a_date():
    for case_manager in (MARIGOLD, BARNABY):
        dated = meetings(caseload(case_manager))
        assert any(day(row["meeting_date"]) < OPENS_ON for row in dated)
        assert 0 < len(caseload(case_manager)) - len(dated) <= 5


def test_two_meetings_are_before_half_past_eight():
    early = [
        row for row in meetings(STUDENTS) if time.fromisoformat(row["meeting_time"]) < time(8, 30)
    ]
    assert [row["case_manager"] for row in early] == [MARIGOLD, MARIGOLD]


def test_one_meeting_date_is_written_the_american_way():
    assert [row["meeting_date"] for row in STUDENTS if "/" in row["meeting_date"]] == ["11/17/2026"]


def test_kinds_and_modes_are_mixed_and_known():
    kinds = {Kind(row["meeting_kind"]) for row in meetings(STUDENTS)}
    assert kinds == set(Kind) - {Kind.OTHER}
    assert {Mode(row["meeting_mode"]) for row in meetings(STUDENTS)} == set(Mode)


def test_no_annual_meeting_comes_after_the_day_it_is_due():
    for row in meetings(STUDENTS):
        if row["meeting_kind"] in (Kind.ANNUAL, Kind.TRIENNIAL):
            assert day(row["meeting_date"]) <= day(row["annual_due"])
        if row["meeting_kind"] == Kind.TRIENNIAL:
            assert day(row["meeting_date"]) <= day(row["triennial_due"])


def test_a_review_is_close_and_has_no_meeting_and_one_has_no_date_at_all():
    waiting = [row for row in caseload(MARIGOLD) if not row["meeting_date"]]
    assert any(row["annual_due"] and day(row["annual_due"]).month == 11 for row in waiting)
    assert any(not row["annual_due"] for row in waiting)


def test_families_with_an_interpreter_have_one_on_the_team():
    with_one = [row for row in STUDENTS if row["interpreter"] == "yes"]
    assert with_one
    for row in STUDENTS:
        roles = {entry.role for entry in team_entries(row["team"])}
        assert (TeamRole.INTERPRETER in roles) == (row in with_one)
    assert {row["home_language"] for row in with_one} == {"Spanish"}


def test_everybody_named_is_in_the_workspace_or_plainly_outside_slack():
    named = [entry.person for entry in members()]
    named += [person_reference(row["case_manager"]) for row in STUDENTS]
    named += [person_reference(row["person"]) for row in PEOPLE]
    for person in named:
        assert person.outside_slack or (person.slack_id or person.email) in IN_SLACK


def test_people_outside_slack_are_not_in_the_workspace():
    outside = {entry.person.email for entry in members() if entry.person.outside_slack}
    assert len(outside) == 3
    assert not outside & IN_SLACK


def test_ten_teachers_and_six_providers_serve_on_teams():
    serving = Counter(
        role
        for role, _ in {
            (entry.role, entry.person)
            for entry in members()
            if entry.person != person_reference(MARIGOLD)
        }
    )
    assert serving[TeamRole.TEACHER] == 10
    assert serving[TeamRole.PROVIDER] + serving[TeamRole.STAFF_PROVIDER] == 6


def test_a_case_manager_serves_on_a_colleagues_team():
    teams = [entry.person.email for row in caseload(BARNABY) for entry in team_entries(row["team"])]
    assert MARIGOLD in teams


def test_every_student_has_a_teacher():
    for row in STUDENTS:
        assert TeamRole.TEACHER in {entry.role for entry in team_entries(row["team"])}


def test_the_district_has_every_role():
    assert Counter(Role(row["role"]) for row in PEOPLE) == {
        Role.ADMIN: 1,
        Role.SUPERVISOR: 1,
        Role.CASE_MANAGER: 2,
        Role.OFFICE: 2,
    }


def test_the_admin_owns_the_workspace():
    (admin,) = (row["person"] for row in PEOPLE if row["role"] == Role.ADMIN)
    assert [person.email for person in DISTRICT.people if person.is_owner] == [admin]


@pytest.mark.parametrize("case_manager", [MARIGOLD, BARNABY])
def test_a_case_managers_channel_is_private_their_own_and_shared_with_nobody(case_manager):
    (channel,) = (row["channel"] for row in PEOPLE if row["person"] == case_manager)
    (room,) = (room for room in DISTRICT.rooms if room.id == channel)
    assert room.private
    assert not room.shared_externally
    assert case_manager in room.members


def test_there_is_a_public_room_and_one_shared_with_outsiders_to_be_refused():
    assert [room.name for room in DISTRICT.rooms if not room.private] == ["general"]
    assert [room.name for room in DISTRICT.rooms if room.shared_externally] == [
        "riverbend-partners"
    ]


def test_everybody_in_a_room_is_in_the_workspace_and_ids_are_fixed():
    for room in DISTRICT.rooms:
        assert set(room.members) <= IN_SLACK
    ids = [person.id for person in DISTRICT.people] + [room.id for room in DISTRICT.rooms]
    assert None not in ids
    assert len(set(ids)) == len(ids)


def test_closures_are_in_order_and_touch_no_weekend():
    closures = rows("closures.csv")
    starts = [day(closure["date"]) for closure in closures]
    assert starts == sorted(starts)
    assert all(start.weekday() < 5 for start in starts)
    assert all(day(closure["until"] or closure["date"]).weekday() < 5 for closure in closures)
    assert all(closure["name"] for closure in closures)


def test_nobody_in_the_demo_exists():
    addresses = {person.email for person in DISTRICT.people}
    addresses |= {entry.person.email or "" for entry in members() if entry.person.outside_slack}
    assert all(address.endswith(".example") for address in addresses)
