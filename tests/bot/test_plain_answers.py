"""Which rows a question in plain words covers, told by dates."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import WEEKDAYS
from bot.obligations import ObligationId, State
from bot.people import PersonId
from bot.plain_answers import ticked_on, until
from bot.plain_words import Asked
from tests.bot.a_case import a_case, a_meeting, recorded

SOON = date(2026, 12, 24)
HERE = ZoneInfo("America/Los_Angeles")
PAT = PersonId(1)


@pytest.mark.parametrize(
    ("asked", "today", "last"),
    [
        pytest.param(Asked.DUE_TODAY, "2026-10-08", "2026-10-08", id="today"),
        pytest.param(Asked.DUE_THIS_WEEK, "2026-10-08", "2026-10-11", id="until-sunday"),
        pytest.param(Asked.DUE_THIS_WEEK, "2026-10-11", "2026-10-11", id="sunday-itself"),
        pytest.param(Asked.DUE_BY_THE_TENTH, "2026-11-10", "2026-11-10", id="on-the-10th"),
        pytest.param(Asked.DUE_BY_THE_TENTH, "2026-11-11", "2026-12-10", id="after-the-10th"),
        pytest.param(Asked.DUE_BY_THE_TENTH, "2026-10-09", "2026-10-10", id="friday-before-it"),
        pytest.param(Asked.DUE_BY_THE_TENTH, "2026-10-10", "2026-11-10", id="no-school-on-it"),
        pytest.param(Asked.DUE_BY_THE_TENTH, "2026-12-11", "2027-01-10", id="over-the-new-year"),
        pytest.param(Asked.DUE, "2026-10-08", "2026-12-24", id="as-far-as-the-hub-looks"),
    ],
)
def test_a_question_covers_what_is_due_until(asked, today, last):
    covered = until(asked, today=date.fromisoformat(today), calendar=WEEKDAYS, soon=SOON)

    assert covered == date.fromisoformat(last)


def test_ticked_today_counts_the_days_of_the_workspace_and_ones_own_ticks_alone():
    late = datetime(2026, 10, 9, 5, 30, tzinfo=UTC)  # half past ten in the evening of the 8th
    standings = {
        **recorded(State.DONE, ObligationId.AGENDA, by=PAT, at=late),
        **recorded(State.DONE, ObligationId.MEETING_NOTICE, by=PersonId(2), at=late),
        **recorded(State.OPEN, ObligationId.MASTER_CALENDAR, by=PAT, at=late),
    }
    case = a_case(a_meeting("2026-10-27", "2026-08-20"), standings=standings)

    ticked = ticked_on([case], PAT, date(2026, 10, 8), HERE)

    assert [one.obligation for one in ticked] == [ObligationId.AGENDA]
    assert ticked_on([case], PAT, date(2026, 10, 9), HERE) == []
