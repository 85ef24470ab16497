"""Legal dates come first in the digest: reviews that nothing planned will keep."""

from dataclasses import replace

import pytest

from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.obligation_rows import Standing, State
from bot.dates.obligation_rules import Label, ObligationId
from bot.digest.digest_lines import LegalDates
from bot.digest.groups import LineGroup
from bot.meetings.meetings import Kind, MeetingId, MeetingState
from tests.bot.a_case import day
from tests.bot.a_morning import (
    a_morning,
    left_of,
    listed,
    nth_case,
    places,
    the_digest,
    with_meeting,
)


def legal_dates(today: str, *cases):
    listing = listed(today, *cases)
    lines = the_digest(today, *cases).lines if listing else ()
    return [
        (legal.alias, legal.on.isoformat(), legal.meeting_on and legal.meeting_on.isoformat())
        for line in lines
        if isinstance(line, LegalDates)
        for legal in line.dates
    ]


@pytest.mark.parametrize(
    ("today", "near"),
    [
        ("2026-11-09", None),
        ("2026-11-10", LineGroup.LEGAL_SOON),
        ("2026-11-30", LineGroup.LEGAL_SOON),
        ("2026-12-01", LineGroup.LEGAL),
        ("2026-12-08", LineGroup.LEGAL),
        ("2026-12-09", LineGroup.LEGAL),
    ],
)
def test_a_review_without_a_meeting_is_told_of_twenty_school_days_ahead_and_presses_from_five(
    today, near
):
    case = nth_case(4, student={"annual_due": day("2026-12-08")})

    assert legal_dates(today, case) == ([("QX-004", "2026-12-08", None)] if near else [])
    assert [
        line.group for line in the_digest(today, case).lines if isinstance(line, LegalDates)
    ] == ([near] if near else [])


def test_a_meeting_set_after_the_review_falls_due_is_a_legal_date_too():
    case = with_meeting(4, "2026-12-15", student={"annual_due": day("2026-12-08")})

    assert legal_dates("2026-12-07", case) == [("QX-004", "2026-12-08", "2026-12-15")]


def test_a_meeting_of_another_kind_keeps_no_review_date():
    case = with_meeting(4, "2026-12-15", student={"annual_due": day("2026-12-08")})
    amendment = replace(
        case.meetings[0], id=MeetingId(40), on=day("2026-12-07"), kind=Kind.AMENDMENT
    )
    both = replace(case, meetings=(amendment, *case.meetings))

    assert legal_dates("2026-12-07", both) == [("QX-004", "2026-12-08", "2026-12-15")]


def test_a_meeting_set_in_time_keeps_the_legal_date():
    case = with_meeting(4, "2026-12-08", student={"annual_due": day("2026-12-08")})

    assert legal_dates("2026-12-07", case) == []


def test_a_review_that_was_held_is_no_legal_date_any_more():
    case = with_meeting(
        4,
        "2026-12-01",
        state=MeetingState.HELD,
        held_on=day("2026-12-01"),
        student={"annual_due": day("2026-12-08")},
    )

    assert legal_dates("2026-12-14", case) == []


def test_a_review_that_needs_no_meeting_is_no_legal_date():
    case = nth_case(4, student={"annual_due": day("2026-12-08")})
    (key,) = a_morning("2026-12-07", case).entries
    settled = replace(case, standings={key: Standing(state=State.NOT_NEEDED, reason="moved away")})

    assert legal_dates("2026-12-14", settled) == []


def test_a_legal_date_is_not_told_of_twice():
    case = nth_case(4, student={"annual_due": day("2026-12-08")})

    assert [type(line) for line in the_digest("2026-12-14", case).lines] == [LegalDates]
    assert len(left_of("2026-12-14", "LEGAL", case)) == 1


def test_a_row_that_the_law_dates_comes_first():
    rules = DEFAULT_RULES.changed(ObligationId.MEETING_NOTICE, label=Label.LAW)

    case = with_meeting(12, "2026-10-27")

    assert isinstance(the_digest("2026-09-10", case, rules=rules).lines[0], LegalDates)
    first = left_of("2026-09-10", "LEGAL", case, rules=rules)
    assert [entry.row.id for entry in first] == [ObligationId.MEETING_NOTICE]
    assert "SEIS_NOTICES" not in places(listed("2026-09-10", case, rules=rules))
