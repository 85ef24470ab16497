"""Which rows a question in plain words covers, told by dates."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.obligation_rows import State
from bot.dates.obligation_rules import ObligationId
from bot.digest.plain_answers import DaysAskedFor, due_in, ticked_on, window_of
from bot.digest.plain_words import Query
from bot.meetings.meetings import Kind
from bot.meetings.parent_requests import ParentRequest, ParentRequestId
from bot.people.people import PersonId
from bot.records.caseloads import glance
from bot.students import StudentId
from tests.bot.a_case import a_case, a_meeting, recorded

SOON = date(2026, 12, 24)
HERE = ZoneInfo("America/Los_Angeles")
PAT = PersonId(1)


@pytest.mark.parametrize(
    ("asked", "today", "last"),
    [
        pytest.param(Query.DUE_TODAY, "2026-10-08", "2026-10-08", id="today"),
        pytest.param(Query.DUE_THIS_WEEK, "2026-10-08", "2026-10-11", id="until-sunday"),
        pytest.param(Query.DUE_THIS_WEEK, "2026-10-11", "2026-10-11", id="sunday-itself"),
        pytest.param(Query.DUE_BY_THE_TENTH, "2026-11-10", "2026-11-10", id="on-the-10th"),
        pytest.param(Query.DUE_BY_THE_TENTH, "2026-11-11", "2026-12-10", id="after-the-10th"),
        pytest.param(Query.DUE_BY_THE_TENTH, "2026-10-09", "2026-10-10", id="friday-before-it"),
        pytest.param(Query.DUE_BY_THE_TENTH, "2026-10-10", "2026-11-10", id="no-school-on-it"),
        pytest.param(Query.DUE_BY_THE_TENTH, "2026-12-11", "2027-01-10", id="over-the-new-year"),
        pytest.param(Query.DUE_TOMORROW, "2026-10-09", "2026-10-12", id="the-next-school-day"),
        pytest.param(Query.OVERDUE, "2026-10-08", "2026-10-07", id="until-yesterday"),
        pytest.param(Query.DUE, "2026-10-08", "2026-12-24", id="as-far-as-the-hub-looks"),
    ],
)
def test_a_question_covers_what_is_due_until(asked, today, last):
    day = date.fromisoformat(today)
    covered = window_of(asked, today=day, calendar=WEEKDAYS, soon=SOON)

    assert covered.last == date.fromisoformat(last)


def test_ticked_today_counts_the_days_of_the_workspace_and_ones_own_ticks_alone():
    late = datetime(2026, 10, 9, 5, 30, tzinfo=UTC)  # half past ten in the evening of the 8th
    standings = {
        **recorded(State.DONE, ObligationId.AGENDA, by=PAT, at=late),
        **recorded(State.DONE, ObligationId.MEETING_NOTICE, by=PersonId(2), at=late),
        **recorded(State.OPEN, ObligationId.MASTER_CALENDAR, by=PAT, at=late),
        # Cancelling a meeting closes what was open for it: nobody ticked that.
        **recorded(State.CLOSED, ObligationId.OFFICE_INFORMED, by=PAT, at=late),
    }
    case = a_case(a_meeting("2026-10-27", "2026-08-20"), standings=standings)

    ticked = ticked_on([case], PAT, date(2026, 10, 8), HERE)

    assert [one.obligation for one in ticked] == [ObligationId.AGENDA]
    assert ticked_on([case], PAT, date(2026, 10, 9), HERE) == []


def test_hold_by_is_due_in_plain_words_wherever_the_hub_counts_it():
    asked = ParentRequest(
        id=ParentRequestId(3),
        student=StudentId(7),
        written=True,
        received_on=date(2026, 10, 1),
        by=PAT,
        at=datetime(2026, 10, 1, tzinfo=UTC),
    )
    meeting = a_meeting("2026-10-21", "2026-10-02", kind=Kind.PARENT_REQUEST)
    wanting = a_case(team=(), parent_requests=(asked,))
    kept = a_case(meeting, team=(), parent_requests=(replace(asked, meeting=meeting.id),))

    for case in (wanting, kept):
        for today in (date(2026, 10, 2), date(2026, 10, 26)):
            seen = glance([case], WEEKDAYS, DEFAULT_RULES, today=today)
            said = due_in(seen, DaysAskedFor(first=date.min, last=seen.soon), asked=Query.DUE)
            assert {row.id for row in said} == {row.id for row in seen.due}
    by_the_tenth = due_in(
        glance([kept], WEEKDAYS, DEFAULT_RULES, today=date(2026, 10, 19)),
        DaysAskedFor(first=date(2026, 10, 19), last=date(2026, 11, 10)),
        asked=Query.DUE_BY_THE_TENTH,
    )
    assert ObligationId.HOLD_BY not in {row.id for row in by_the_tenth}
