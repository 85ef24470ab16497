"""A meeting moved on the screen and one moved by a file are drawn anew in the same places."""

from datetime import date

import pytest

from bot.people.people import SlackUserId
from casework.imports.imports import Files, take_in
from casework.meetings.meeting_changes import move
from tests.conftest import NOW
from tests.storage.school import School
from tests.storage.standing import NOTE, THREAD, Standing, caseload_of

TO = date(2026, 10, 30)


@pytest.fixture
def stands(storage) -> Standing:
    """Pat's student, for whom somebody stands in today."""
    stands = Standing(School(storage))
    with stands.jobs() as scope:
        scope.people.set_team(stands.student.id, [stands.stands_in()])
    stands.drawn()
    return stands


def on_the_screen(stands: Standing) -> None:
    with stands.storage.caseload_of(SlackUserId("U0PAT"), now=NOW) as scope:
        move(scope, scope.meetings.get(stands.meeting.id), to=TO, at=None, why="A room")


def by_a_file(stands: Standing) -> None:
    row = f"student_id,meeting_date\n{stands.student.number},{TO.isoformat()}\n"
    report = take_in(Files(caseload=row), stands.jobs)
    assert report.summary == "1 meeting moved."


@pytest.mark.parametrize("moved", [on_the_screen, by_a_file])
def test_a_stand_in_sees_the_new_day_however_it_came(stands, moved):
    moved(stands)

    with stands.jobs() as scope:
        assert scope.meetings.get(stands.meeting.id).on == TO
    assert stands.drawn() == caseload_of("U0PAT", "U0SUB") | THREAD | NOTE
