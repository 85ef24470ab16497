"""A team changed by hand, and what that does to the requests of who was on it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.errors import StaleError
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId, TeamMember, TeamRole
from bot.people.teams import (
    OFF_THE_TEAM,
    ended,
    has_ended,
    member_at,
    places,
    put_back,
    requests_after,
    with_changed,
    with_member,
)
from bot.requests.requests import Form, Request, RequestId, RequestState
from bot.students import StudentId

TODAY = date(2026, 10, 8)
NOW = datetime(2026, 10, 8, 15, tzinfo=UTC)
TEA = TeamMember(person=PersonId(2), role=TeamRole.TEACHER)
LEE = TeamMember(person=PersonId(3), role=TeamRole.PROVIDER, service="speech")


def test_who_is_taken_off_has_no_access_from_that_moment_and_can_be_put_back():
    off = ended(TEA, today=TODAY)

    assert not off.serves_on(TODAY)
    assert has_ended(off, today=TODAY)
    assert off.serves_on(TODAY - timedelta(days=1))
    assert put_back(off).serves_on(TODAY)


def test_a_substitute_is_never_put_back_without_a_last_day():
    stood_in = replace(TEA, role=TeamRole.SUBSTITUTE, until_on=TODAY - timedelta(days=1))

    with pytest.raises(StaleError, match="between two dates"):
        put_back(stood_in)


def test_somebody_named_twice_in_one_role_stands_there_once():
    later = replace(LEE, service="Speech", until_on=TODAY)

    assert with_member([TEA, LEE], later) == [TEA, later]
    assert with_member([TEA], LEE) == [TEA, LEE]
    assert with_member([LEE], replace(LEE, service="OT")) == [LEE, replace(LEE, service="OT")]


def test_a_place_that_somebody_else_has_taken_meanwhile_is_refused():
    (_, lee) = places([TEA, LEE])

    assert member_at([TEA, LEE], lee) is LEE
    assert with_changed([TEA, LEE], lee, TEA) == [TEA, TEA]
    with pytest.raises(StaleError):
        member_at([TEA, TEA], lee)
    with pytest.raises(StaleError):
        member_at([TEA], lee)


@pytest.mark.parametrize(
    ("state", "reason", "team", "after"),
    [
        pytest.param("open", "", [TEA], None, id="still-on-the-team"),
        pytest.param("open", "", [], "withdrawn", id="gone"),
        pytest.param("open", "", [ended(TEA, today=TODAY)], "withdrawn", id="taken-off-today"),
        pytest.param("open", "", [replace(TEA, until_on=TODAY)], None, id="last-day"),
        pytest.param(
            "open", "", [replace(TEA, role=TeamRole.DESIGNEE)], "withdrawn", id="another-role"
        ),
        pytest.param("withdrawn", OFF_THE_TEAM, [TEA], "open", id="put-back"),
        pytest.param("withdrawn", "Asked by mistake.", [TEA], None, id="withdrawn-by-hand"),
        pytest.param("in", "", [], None, id="what-came-in-stays"),
    ],
)
def test_requests_follow_who_is_on_the_team(state, reason, team, after):
    request = Request(
        id=RequestId(1),
        student=StudentId(1),
        meeting=MeetingId(1),
        form=Form.TEACHER_FEEDBACK,
        respondent=TEA.person,
        state=RequestState(state),
        due_on=TODAY,
        reason=reason,
        asked_by=PersonId(1),
        asked_at=NOW,
        changed_at=NOW,
    )

    changed = list(requests_after([request], team, today=TODAY))

    assert [one.state for one in changed] == ([after] if after else [])
