"""How the rows of a meeting stand by who was asked and what came in."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.dates.obligation_rows import State
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId, TeamRole
from bot.requests.requests import Form, Request, RequestId, RequestState, settlements
from bot.students import StudentId

NOW = datetime(2026, 10, 8, 17, 30, tzinfo=UTC)
IN, OPEN = RequestState.IN, RequestState.OPEN
RETURNED, WITHDRAWN = RequestState.RETURNED, RequestState.WITHDRAWN


def a_request(person, state):
    return Request(
        id=RequestId(person),
        student=StudentId(7),
        meeting=MeetingId(1),
        form=Form.TEACHER_FEEDBACK,
        respondent=PersonId(person),
        state=state,
        due_on=date(2026, 10, 13),
        asked_by=PersonId(99),
        asked_at=NOW,
        changed_at=NOW,
    )


@pytest.mark.parametrize(
    ("states", "team", "out", "back"),
    [
        pytest.param([OPEN], 1, State.DONE, State.OPEN, id="asked"),
        pytest.param([IN], 1, State.DONE, State.PROVEN, id="in"),
        pytest.param([IN, OPEN], 2, State.DONE, State.OPEN, id="one-of-two-in"),
        pytest.param([IN, IN], 2, State.DONE, State.PROVEN, id="both-in"),
        pytest.param([IN], 2, State.OPEN, State.OPEN, id="one-of-two-asked"),
        pytest.param([IN, WITHDRAWN], 2, State.DONE, State.PROVEN, id="the-other-released"),
        pytest.param([IN, RETURNED], 2, State.DONE, State.OPEN, id="the-other-gave-it-back"),
        pytest.param([WITHDRAWN], 1, State.OPEN, State.OPEN, id="all-withdrawn"),
    ],
)
def test_how_the_rows_stand(states, team, out, back):
    requests = [a_request(person, state) for person, state in enumerate(states, start=1)]
    members = [(PersonId(person), TeamRole.TEACHER) for person in range(1, team + 1)]

    found = {one.obligation: one.state for one in settlements(requests, members)}

    assert found == {Form.TEACHER_FEEDBACK.out: out, Form.TEACHER_FEEDBACK.back: back}


def test_a_form_that_nobody_was_asked_for_says_nothing_of_its_rows():
    assert list(settlements([], [(PersonId(1), TeamRole.PROVIDER)])) == []


@pytest.mark.parametrize(
    ("asked_at", "late"),
    [
        pytest.param("2026-10-13T21:30", False, id="in-the-evening-of-its-day"),
        pytest.param("2026-10-14T06:00", True, id="the-morning-after"),
    ],
)
def test_a_form_is_asked_late_by_the_districts_own_day(asked_at, late):
    here = ZoneInfo("America/Los_Angeles")
    at = datetime.fromisoformat(asked_at).replace(tzinfo=here).astimezone(UTC)

    assert replace(a_request(1, OPEN), asked_at=at).asked_late(here) is late
