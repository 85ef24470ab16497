"""What comes next: the ranks of the digest, whatever is oldest or listed first."""

from datetime import date

import pytest

from bot.dates.obligation_rows import State
from bot.dates.obligation_rules import ObligationId, Rank
from bot.digest.consequence import in_order, rank_of
from tests.bot.a_case import a_case, a_meeting, a_student, recorded
from tests.bot.ui.a_glance import look

MEETS = a_meeting("2026-10-27", "2026-08-20")


@pytest.mark.parametrize(
    ("today", "done", "expected"),
    [
        pytest.param("2026-09-10", (), ObligationId.MEETING_NOTICE, id="the-notice-no-calendar"),
        pytest.param("2026-10-23", (), ObligationId.AGENDA, id="what-a-family-is-owed"),
        pytest.param(
            "2026-08-24", (), ObligationId.MEETING_NOTICE, id="nothing-near-so-the-earliest"
        ),
    ],
)
def test_what_comes_next_is_the_worst_to_miss_and_no_clerical_row(today, done, expected):
    case = a_case(MEETS, standings=recorded(State.DONE, *done))

    (seen,) = look(case, today=date.fromisoformat(today)).students

    assert seen.first is not None
    assert seen.first.id is expected


def test_todays_things_come_first_then_what_is_overdue_each_by_rank():
    case = a_case(MEETS)
    seen = look(case, today=date(2026, 10, 23))

    order = [(row.overdue(seen.today), row.why.rule.rank) for row in in_order(seen.due, seen.tally)]

    assert order[0] == (False, Rank.OWED)
    assert order[1][0]
    overdue = [rank for late, rank in order if late]
    assert overdue == sorted(overdue)


@pytest.mark.parametrize(
    ("today", "rank"),
    [("2026-12-01", Rank.LEGAL), ("2026-11-16", Rank.PEOPLE), ("2026-10-01", Rank.FOLLOW_UP)],
)
def test_a_legal_date_without_a_meeting_ranks_by_how_near_it_is(today, rank):
    case = a_case(student=a_student(annual_due=date(2026, 12, 7)))
    seen = look(case, today=date.fromisoformat(today))

    assert [rank_of(row, seen.tally) for row in seen.students[0].open] == [rank]
