"""A request follows its meeting: rule 10 of the dates, and whose date it is."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.meetings.meetings import Kind, Meeting, MeetingId, MeetingState, Mode
from bot.people.people import PersonId
from bot.requests.following_requests import WITH_ITS_MEETING, following
from bot.requests.requests import Form, Request, RequestId, RequestState
from bot.students import StudentId

ASKED_AT = datetime(2026, 10, 1, 15, tzinfo=UTC)
OLD, NEW = date(2026, 11, 4), date(2026, 11, 25)
BACK = {Form.TEACHER_FEEDBACK: NEW}
MEETING = Meeting(
    id=MeetingId(1),
    student=StudentId(1),
    on=date(2026, 12, 9),
    at=None,
    kind=Kind.ANNUAL,
    mode=Mode.PHONE,
    arose_on=date(2026, 10, 8),
)
CANCELLED = replace(MEETING, state=MeetingState.CANCELLED)
REQUEST = Request(
    id=RequestId(1),
    student=StudentId(1),
    meeting=MEETING.id,
    form=Form.TEACHER_FEEDBACK,
    respondent=PersonId(2),
    due_on=OLD,
    asked_by=PersonId(1),
    asked_at=ASKED_AT,
    changed_at=ASKED_AT,
)


def after(meeting: Meeting = MEETING, **fields) -> Request:
    """What a request with these fields is once it has followed."""
    before = replace(REQUEST, **fields)
    return next(following([before], meeting, back=BACK), before)


@pytest.mark.parametrize("state", [RequestState.OPEN, RequestState.RETURNED])
def test_the_date_follows_the_new_back_date(state):
    assert after(state=state).due_on == NEW


def test_a_date_of_its_own_stays_while_it_lies_before_the_meeting():
    last = date(2026, 12, 8)
    assert after(own_date=True).due_on == OLD
    assert after(own_date=True, due_on=last).due_on == last


def test_a_date_of_its_own_on_the_day_of_the_meeting_follows_after_all():
    followed = after(own_date=True, due_on=MEETING.on)
    assert (followed.due_on, followed.own_date) == (NEW, False)


def test_what_the_respondent_needs_stays_and_the_date_below_it_follows():
    followed = after(needs_until=date(2026, 12, 8))
    assert (followed.wanted_by, followed.due_on) == (date(2026, 12, 8), NEW)
    assert after(needs_until=MEETING.on).wanted_by == NEW


def test_an_answer_that_is_in_stays_as_it_is_whatever_happens():
    assert after(state=RequestState.IN).due_on == OLD
    assert after(CANCELLED, state=RequestState.IN).state is RequestState.IN


def test_cancelling_withdraws_what_is_open_and_nothing_else():
    withdrawn = after(CANCELLED)
    assert (withdrawn.state, withdrawn.reason) == (RequestState.WITHDRAWN, WITH_ITS_MEETING)
    assert after(CANCELLED, state=RequestState.RETURNED).state is RequestState.RETURNED


def test_a_meeting_that_is_on_again_opens_what_went_with_it_and_nothing_else():
    again = after(state=RequestState.WITHDRAWN, reason=WITH_ITS_MEETING)
    assert (again.state, again.reason, again.due_on) == (RequestState.OPEN, "", NEW)
    assert after(state=RequestState.WITHDRAWN).state is RequestState.WITHDRAWN


def test_without_a_row_in_the_meeting_the_date_stays():
    assert after(form=Form.PROVIDER_REPORT).due_on == OLD


def test_nothing_changes_for_a_meeting_that_was_held():
    held = replace(MEETING, state=MeetingState.HELD)
    assert list(following([REQUEST], held, back=BACK)) == []


def test_what_changes_nothing_is_not_kept_anew():
    assert list(following([replace(REQUEST, due_on=NEW)], MEETING, back=BACK)) == []
