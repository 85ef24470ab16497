"""A year at work in Quillmarsh: 28 students, and all that happens to their meetings."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.meetings.meetings import MeetingState
from tests.conftest import new_postgresql_database
from tests.journeys.marigolds_colleagues import SUNNIVA, Colleagues
from tests.journeys.marigolds_year import MarigoldsYear, planned
from tests.journeys.quillmarsh import HERE, environment, quillmarsh

BEGINS = datetime(2026, 8, 17, 6, 30, tzinfo=HERE)
WINTER_BREAK = (date(2026, 12, 19), date(2027, 1, 3))
LAST_SCHOOL_DAY = date(2027, 6, 15)
CLOCKS_GO_BACK, CLOCKS_GO_FORWARD = date(2026, 11, 1), date(2027, 3, 14)
SIX_WEEKS = (date(2027, 1, 25), date(2027, 3, 5))


@pytest.fixture
def year(database_url, tmp_path) -> Iterator[MarigoldsYear]:
    with quillmarsh(
        database_url, tmp_path, at=BEGINS, imported_at="2026-08-14T16:00", web=True
    ) as district:
        yield MarigoldsYear(district, environment(district.sandbox, database_url, None))


@pytest.fixture
def others(dialect, postgresql_server, tmp_path) -> list[str]:
    """An empty database of the other kind, and one of the same."""
    name = f"year_{os.urandom(6).hex()}"
    kinds = [
        f"sqlite:///{tmp_path / 'moved.db'}",
        new_postgresql_database(postgresql_server, name),
    ]
    return kinds[::-1] if dialect == "sqlite" else kinds


def test_a_year_at_work(year, dialect, others, tmp_path):
    colleagues = Colleagues(year)
    august_and_september(year, colleagues)
    october_moves_a_meeting(year, colleagues)
    november_crosses_the_clock_change_and_a_student_leaves(year)
    december_adjourns_twice_and_rests(year, colleagues)
    january_to_march_barnaby_stands_in(year)
    spring_moves_two_more(year)
    the_year_ends_quietly(year)
    everything_held_was_held_once(year)
    year.district.keep_story(f"year-{dialect}")
    everybody_who_was_spoken_to_is_in_the_transcript(year)
    the_year_moves_to_the_other_kind_of_database_and_back(year, others, tmp_path)
    refused = {one["refused"] for one in year.district.client.strict_errors()}
    assert refused == {"is_archived"}, "the office's channel was, in December"


def the_year_moves_to_the_other_kind_of_database_and_back(
    year: MarigoldsYear, others: list[str], folder: Path
) -> None:
    """By backups: what is due, and why, is the same byte for byte each time."""
    before = year.due_as_printed()
    assert before.count('"obligation"') > 500
    stands_in = ""
    for place, moved_to in enumerate(others):
        kept = str(folder / f"{place}.preiep")
        year.command("backup", kept, database_url=stands_in)
        year.command("restore", kept, database_url=moved_to)
        assert year.due_as_printed(moved_to) == before
        stands_in = moved_to


def august_and_september(year: MarigoldsYear, colleagues: Colleagues) -> None:
    lives_through(year, date(2026, 9, 7))
    her_colleagues_are_asked(year, colleagues)
    lives_through(year, date(2026, 9, 30))
    assert "Waiting for long: 25 (" in year.digest()
    assert "6 notices" in year.digest()
    tells_the_same(year, "Wren", date(2026, 10, 6))


def her_colleagues_are_asked(year: MarigoldsYear, colleagues: Colleagues) -> None:
    """Two school days before the 10th the forms go out and the office hears of October."""
    year.district.go_to(date(2026, 9, 8), 9)
    colleagues.are_asked()
    year.district.go_to(date(2026, 9, 8), 15)
    colleagues.provider_answers()
    year.district.go_to(date(2026, 9, 9), 10)
    colleagues.office_invites()
    colleagues.teachers_answer()
    year.district.client.deactivate(SUNNIVA)


def october_moves_a_meeting(year: MarigoldsYear, colleagues: Colleagues) -> None:
    """The first move: everything tells the new date, and the old thread does not open."""
    lives_through(year, date(2026, 10, 8))
    colleagues.teacher_takes_on()
    lives_through(year, date(2026, 10, 15))
    year.moves("Mateo", date(2026, 11, 3), "the father works nights that week")
    tells_the_same(year, "Mateo", date(2026, 11, 3))
    assert "changed a meeting" in year.trail("Mateo")
    revised = [
        row["obligation"]
        for row in year.due_json()
        if row["meeting_date"] == "2026-11-03" and row["state"] == "open"
    ]
    assert {"meeting_notice", "invitation_form", "office_informed"} <= set(revised)
    lives_through(year, date(2026, 10, 30))
    assert not threads_on(year, "Tuesday, October 20")


def november_crosses_the_clock_change_and_a_student_leaves(year: MarigoldsYear) -> None:
    lives_through(year, date(2026, 11, 6))
    assert one_digest_came(year, CLOCKS_GO_BACK + timedelta(days=1))
    year.types("find Ximena")
    year.presses("Student leaves").submit()
    year.district.settle()
    assert "Ximena" not in year.home()
    lives_through(year, date(2026, 11, 30))
    assert not threads_on(year, "Thursday, November 19")


def december_adjourns_twice_and_rests(year: MarigoldsYear, colleagues: Colleagues) -> None:
    lives_through(year, date(2026, 12, 7))
    year.district.go_to(date(2026, 12, 8), 9)
    colleagues.office_has_lost_its_channel()
    year.district.go_to(date(2026, 12, 8), 15)
    year.adjourns("Linnea", date(2026, 12, 10))
    tells_the_same(year, "Linnea", date(2026, 12, 10))
    year.district.go_to(date(2026, 12, 10), 15)
    year.adjourns("Linnea", date(2026, 12, 16))
    tells_the_same(year, "Linnea", date(2026, 12, 16))
    lives_through(year, date(2027, 1, 4))
    states = [one.state for one in year.meetings_of("Linnea")]
    assert Counter(states) == {MeetingState.ADJOURNED: 2, MeetingState.HELD: 1}
    days = year.district.digest_days(year.marigold)
    assert [day for day in days if WINTER_BREAK[0] <= day <= WINTER_BREAK[1]] == []
    assert date(2027, 1, 4) in days


def january_to_march_barnaby_stands_in(year: MarigoldsYear) -> None:
    """Six weeks in which Barnaby sees and does what Marigold would, and not a day more."""
    lives_through(year, date(2027, 1, 22))
    barnaby = year.district.barnaby
    modal = year.types("handover")
    modal.fill("To whom", barnaby.id)
    modal.fill("From", SIX_WEEKS[0])
    modal.fill("Until", SIX_WEEKS[1])
    modal.submit()
    year.district.settle()
    assert "Pomona" not in year.home(barnaby)
    lives_through(year, date(2027, 2, 3))
    assert "Pomona" in year.home(barnaby)
    year.district.go_to(date(2027, 2, 4), 16)
    year.holds("Pomona", barnaby)
    lives_through(year, date(2027, 3, 8))
    assert "Lysander" not in year.home(barnaby)
    lives_through(year, date(2027, 3, 15))
    assert one_digest_came(year, CLOCKS_GO_FORWARD + timedelta(days=1))


def spring_moves_two_more(year: MarigoldsYear) -> None:
    year.moves("Amaryllis", date(2027, 4, 28), "the interpreter cannot come")
    tells_the_same(year, "Amaryllis", date(2027, 4, 28))
    year.moves("Fennel", date(2027, 5, 20), "the room is taken")
    year.moves("Fennel", date(2027, 5, 19), "the room is free after all")
    tells_the_same(year, "Fennel", date(2027, 5, 19))
    lives_through(year, date(2027, 6, 14))
    assert planned(year.meetings_of("Fennel")) == []


def the_year_ends_quietly(year: MarigoldsYear) -> None:
    year.district.go_to(date(2027, 6, 25), 9)
    days = year.district.digest_days(year.marigold)
    assert max(days) <= LAST_SCHOOL_DAY
    assert [day for day, times in Counter(days).items() if times > 1] == []
    closed = year.read(lambda scope: [day for day in days if not scope.calendar.is_school_day(day)])
    assert closed == []


def everything_held_was_held_once(year: MarigoldsYear) -> None:
    """Of her 23 with a meeting one left; the chain of three sessions counts once."""
    held = year.read(
        lambda scope: Counter(
            meeting.student
            for student in scope.students.all()
            for meeting in scope.meetings.of(student.id)
            if meeting.held_on is not None
        )
    )
    assert set(held.values()) == {1}
    assert len(held) == 22


def everybody_who_was_spoken_to_is_in_the_transcript(year: MarigoldsYear) -> None:
    """Case manager, stand-in, teacher, office, supervisor, admin; and who has no Slack."""
    headings = [one for one in year.district.transcript.lines if not one.startswith(" ")]
    for read_by in (
        "to Marigold Kestrel:",
        "to Barnaby Thistlewood:",
        "to Pat Orchard:",
        "to Pat Orchard, in a thread:",
        "to Cornelius Bramblewood:",
        "to Winifred Larkspur:",
        "in #iep-office (",
        "in #mkestrel-iep (",
        "by email to lee@riverbend-clinic.example:",
        "Lee Nightingale looks at",
    ):
        assert [one for one in headings if read_by in one], read_by


def lives_through(year: MarigoldsYear, until: date) -> None:
    """Go on day by day, and hold what meets; of the others' meetings their own people speak."""
    day = year.district.now.date() + timedelta(days=1)
    while day <= until:
        for name, meeting in year.own_meetings_on(day):
            year.district.go_to(day, 16)
            assert threads_on(year, f"{day:%A}, {day:%B} {day.day}"), meeting.on
            year.holds(name)
            assert planned(year.meetings_of(name)) == []
        day += timedelta(days=1)
    year.district.go_to(until, 17)


def tells_the_same(year: MarigoldsYear, name: str, on: date) -> None:
    """The record, `due`, hub, home tab, student screen and plain words give one date."""
    student = year.student(name)
    short = f"{on:%a}, {on:%b} {on.day}"
    assert planned(year.meetings_of(name)) == [on]
    dated = {
        row["meeting_date"]
        for row in year.due_json()
        if row["student_id"] == student.number and row["obligation"] == "agenda"
    }
    assert on.isoformat() in dated
    assert f"{student.alias} {short}" in year.hub() or "more in the home tab" in year.hub()
    assert short in part_about(year.home(), student.alias)
    assert short in year.types(f"find {student.alias}").text
    assert short in year.asks(f"when does {name} meet?")


def part_about(home: str, alias: str) -> str:
    """The lines of the home tab that follow a student's alias."""
    _, _, after = home.partition(f"({alias})")
    return after[:300]


def threads_on(year: MarigoldsYear, day: str) -> list[str]:
    """The threads that stand for a day, in the own channel of whoever leads its meetings."""
    first, last = SIX_WEEKS
    stood_in = first <= year.district.now.date() <= last
    leads, room = (year.district.barnaby, "C0DEMO004") if stood_in else (year.marigold, "C0DEMO003")
    return [
        fallback
        for message in leads.messages(room)
        if not message.is_reply
        and (fallback := message.fallback).startswith("IEP meeting")
        and day in fallback
    ]


def one_digest_came(year: MarigoldsYear, day: date) -> bool:
    """Whether the digest of a day came, and once: the clocks changed the day before."""
    return year.district.digest_days(year.marigold).count(day) == 1
