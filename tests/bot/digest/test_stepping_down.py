"""What is overdue steps down after five mornings in which nothing changed about it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.calendar import SchoolCalendar
from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.digest.digest_rows import Morning
from bot.digest.digests import listing_of
from bot.digest.groups import LineGroup
from bot.meetings.meetings import MeetingId
from tests.bot.a_case import day
from tests.bot.a_morning import a_morning, listed, nth_case, school_days, with_meeting

NOTICE = (meeting_subject(MeetingId(12)), ObligationId.MEETING_NOTICE)


def notice_waits_on(on: str, *, calendar=None, back_on=None, **said) -> bool:
    """Whether the notice of 18 November, due on Friday, October 9, has stepped down."""
    standings = {NOTICE: Standing(**said)} if said else {}
    case = with_meeting(12, "2026-11-18", created="2026-09-01", standings=standings)
    morning = a_morning(on, case, **({"calendar": calendar} if calendar else {}))
    listing = listing_of(replace(morning, back_on=day(back_on) if back_on else None))
    assert listing is not None
    groups = [line.group for line in listing.lines if NOTICE in line.keys]
    assert len(groups) == 1
    return groups == [LineGroup.WAITING]


@pytest.mark.parametrize(
    ("on", "waits"),
    [
        pytest.param("2026-10-12", False, id="the-first-morning-on-which-it-is-overdue"),
        pytest.param("2026-10-16", False, id="the-fifth"),
        pytest.param("2026-10-19", True, id="the-sixth"),
    ],
)
def test_an_overdue_notice_stands_in_its_line_for_five_mornings(on, waits):
    assert notice_waits_on(on) is waits


def test_only_school_mornings_count():
    closed = SchoolCalendar(closures=frozenset({day("2026-10-12")}))

    assert not notice_waits_on("2026-10-19", calendar=closed)
    assert notice_waits_on("2026-10-20", calendar=closed)


def test_what_was_changed_stands_for_another_five_mornings_but_not_past_ten():
    changed = {"revise": True, "at": datetime(2026, 10, 15, 22, tzinfo=UTC)}

    assert not notice_waits_on("2026-10-22", **changed)
    assert notice_waits_on("2026-10-23", **changed)
    late = {"revise": True, "at": datetime(2026, 10, 22, 22, tzinfo=UTC)}
    assert not notice_waits_on("2026-10-23", **late)
    assert notice_waits_on("2026-10-26", **late)


def test_what_comes_back_from_being_put_off_stands_in_its_line_again():
    put_off = {"snoozed_until": day("2026-10-20"), "at": datetime(2026, 10, 12, 22, tzinfo=UTC)}

    assert not notice_waits_on("2026-10-20", **put_off)


def test_who_was_away_for_a_week_finds_it_in_its_line():
    assert notice_waits_on("2026-10-20")
    assert not notice_waits_on("2026-10-20", back_on="2026-10-20")


def group_of(row: ObligationId, morning: Morning) -> str:
    listing = listing_of(morning)
    assert listing is not None
    (group,) = [line.group for line in listing.lines if row in {key[1] for key in line.keys}]
    return group


def test_what_a_family_is_owed_never_steps_down():
    """The agenda was due on Friday, November 13; the meeting moved on, and it is still owed."""
    case = with_meeting(12, "2026-12-18", created="2026-09-01")
    overdue = Standing(revise=True, stays_due_on=day("2026-11-13"))
    key = (meeting_subject(MeetingId(12)), ObligationId.AGENDA)

    morning = a_morning("2026-12-11", replace(case, standings={key: overdue}))

    assert group_of(ObligationId.AGENDA, morning) == "AGENDAS"


def test_a_missed_legal_date_never_steps_down():
    case = nth_case(4, student={"annual_due": day("2026-10-06")})

    for on in school_days("2026-10-07", "2026-12-11"):
        assert group_of(ObligationId.AGREE_DATE, a_morning(on, case)) == LineGroup.LEGAL


def test_an_unknown_review_date_has_its_line_once_a_week_and_waits_on_other_mornings():
    """It stood before everything else for ten weeks."""
    unknown, other = nth_case(4), with_meeting(12, "2026-11-18", created="2026-09-01")

    groups = {
        on: group_of(ObligationId.AGREE_DATE, a_morning(on, unknown, other))
        for on in school_days("2026-10-05", "2026-10-09")
    }

    assert groups.pop("2026-10-05") == LineGroup.WITHOUT_DATE
    assert {*groups.values()} == {LineGroup.WAITING}


def test_what_is_settled_does_not_wait():
    case = with_meeting(12, "2026-11-18", standings={NOTICE: Standing(state=State.DONE)})
    listing = listed("2026-10-26", case)

    assert listing is not None
    assert NOTICE not in listing.keys
