"""A meeting moves or is cancelled: what respondents were asked follows, in their one message."""

from datetime import date

import pytest

from bot.people.people import SlackUserId
from bot.requests.requests import RequestState
from casework.meetings.meeting_changes import cancel, move
from tests.handlers.asking import Asking
from tests.handlers.mornings import at


@pytest.fixture
def asking(school):
    asking = Asking(school)
    asking.sends_all()
    asking.pat.modal.close()
    return asking


def changes(asking, change, **fields):
    """Let Pat change the meeting, as every screen of hers does."""
    school = asking.school
    now = school.client.clock_now()
    with school.storage.caseload_of(SlackUserId("U0PAT"), now=now) as scope:
        change(scope, scope.meetings.get(asking.meeting.id), why="invented", **fields)
    school.settle()


def test_a_moved_meeting_takes_dates_message_and_nudges_along(asking):
    changes(asking, move, to=date(2026, 12, 9), at=None)

    for person in (asking.tea, asking.hal):
        (request,) = asking.requests(person)
        assert request.wanted_by == date(2026, 11, 25)
        assert "Wed, Nov 25" in asking.message(person).text
        assert len(asking.messages(person)) == 1
    # The first nudge for the old date would have come on Wednesday, October 28.
    asking.school.client.go_to(at("2026-10-28T07:00"))
    asking.school.settle()
    assert [one for one in asking.tea.dms() if one.thread_ts] == []
    asking.school.client.go_to(at("2026-11-18T07:00"))
    asking.school.settle()
    assert len([one for one in asking.tea.dms() if one.thread_ts]) == 1


def test_a_cancelled_meeting_releases_who_owes_and_keeps_what_came_in(asking):
    asking.fills_in(asking.tea)

    changes(asking, cancel)

    assert [one.state for one in asking.requests(asking.tea)] == [RequestState.IN]
    assert [one.state for one in asking.requests(asking.hal)] == [RequestState.WITHDRAWN]
    message = asking.message(asking.hal)
    assert "no longer needed, the meeting was cancelled" in message.text
    assert len(asking.messages(asking.hal)) == 1
    assert "Change it" not in asking.message(asking.tea).text
    assert asking.school.client.strict_errors() == []


def test_a_form_begun_before_its_meeting_was_cancelled_is_kept_for_its_author(asking):
    form = asking.form(asking.tea)
    form.fill("Subject and period", "Science, period 3")
    form = form.submit()
    form.choose("Can you come to the meeting?", "Yes")
    changes(asking, cancel)

    refused = form.submit()

    assert "was cancelled" in refused.text
    assert "kept as a draft" in refused.text
