"""Supervisors hear of counts once a week, and each case manager a school day before them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import WEEKDAYS, SchoolCalendar
from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.digest.digest_lines import AskedAbout, Foretold, MeetingsToday
from bot.digest.digest_rows import Morning
from bot.digest.digests import digest_of, listing_of, pickable_in
from bot.digest.listings import Listing
from bot.district.summaries import ToldBefore, summary_of
from bot.district.summary_matters import (
    Matter,
    Supervised,
    is_summary_due,
    summary_day,
    summary_told_of_on,
    supervised_by,
    told_since,
)
from bot.meetings.parent_requests import ParentRequest, ParentRequestId
from bot.people.people import Person, PersonId, Role, SlackUserId
from bot.students import StudentId
from tests.bot.a_case import day
from tests.bot.a_morning import a_full_morning, a_morning, nth_case, with_meeting
from tests.examples import examples

FRIDAY, MONDAY = "2026-10-16", "2026-10-19"
ALL = Supervised(everywhere=True)
NO_DIGEST = ToldBefore(keys=frozenset(), reached=frozenset())
PAT = PersonId(1)


def watched(on: str, *cases, **of):
    return replace(a_morning(on, *cases, **of), supervised=ALL)


def foretold(on: str, *cases, **of):
    """The line of that morning's digest that says what a supervisor will hear of, if any."""
    morning = watched(on, *cases, **of)
    listing = listing_of(morning)
    lines = digest_of(listing, morning).lines if listing else ()
    return next((line for line in lines if isinstance(line, Foretold)), None)


def counts(on: str, *cases, told=NO_DIGEST, people=()):
    seen = summary_of(watched(on, *cases), told, {one.id: one for one in people}, None)
    return {one.school: dict(one.counts) for one in seen.schools}


def listing_at(morning: Morning) -> Listing:
    listing = listing_of(morning)
    assert listing is not None
    return listing


def settled(case, state, *rows, at="2026-10-15"):
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    subject = meeting_subject(case.meetings[0].id)
    return replace(
        case, standings={(subject, row): Standing(state=state, at=moment) for row in rows}
    )


@pytest.mark.parametrize(
    ("closures", "expected"),
    [
        ((), MONDAY),
        (("2026-10-19",), "2026-10-20"),
        (("2026-10-19", "2026-10-20", "2026-10-21", "2026-10-22", "2026-10-23"), None),
    ],
    ids=["monday", "a-closed-monday-gives-way", "a-week-off-has-none"],
)
def test_a_summary_comes_on_the_first_school_day_of_a_week(closures, expected):
    calendar = SchoolCalendar(closures=frozenset(map(day, closures)))

    assert summary_day(day("2026-10-21"), calendar) == (day(expected) if expected else None)


def test_the_digest_of_the_school_day_before_announces_it():
    closed = SchoolCalendar(closures=frozenset({day(FRIDAY)}))

    assert summary_told_of_on(day(FRIDAY), WEEKDAYS) == day(MONDAY)
    assert summary_told_of_on(day("2026-10-15"), WEEKDAYS) is None
    assert summary_told_of_on(day("2026-10-15"), closed) == day(MONDAY)


def test_what_was_settled_since_the_last_announcement_is_told_of_anew():
    assert told_since(day(MONDAY), WEEKDAYS) == day("2026-10-09")


def test_a_row_that_would_be_overdue_by_then_is_named_on_friday():
    """Forms are due back on Friday, October 16 at the latest; on Monday they would be late."""
    case = with_meeting(1, "2026-10-30", created="2026-08-20")

    line = foretold(FRIDAY, case)

    assert line is not None
    assert line.on == day(MONDAY)
    assert dict(line.matters).keys() == {Matter.OVERDUE, Matter.DUE_TODAY}
    assert {entry.row.due_on for entry in dict(line.matters)[Matter.DUE_TODAY]} == {day(FRIDAY)}
    assert any(entry.row.due_on == day(FRIDAY) for entry in line.left)


def test_nothing_is_announced_on_another_day_or_where_no_supervisor_is():
    case = with_meeting(1, "2026-10-30", created="2026-08-20")

    assert foretold("2026-10-15", case) is None
    assert listing_at(a_morning(FRIDAY, case)).foretold == ()


def test_what_is_seen_to_on_friday_leaves_the_line_and_the_summary():
    case = with_meeting(1, "2026-10-30", created="2026-08-20")
    listing = listing_at(watched(FRIDAY, case))
    rows = [key[1] for key in listing.foretold]
    done = settled(case, State.DONE, *rows)

    assert not [
        line
        for line in digest_of(listing, watched(FRIDAY, done)).lines
        if isinstance(line, Foretold)
    ]
    told = ToldBefore(keys=frozenset(listing.foretold), reached=frozenset({PAT}))
    assert counts(MONDAY, done, told=told) == {}


def test_a_student_without_a_meeting_comes_before_what_is_overdue():
    unset = nth_case(2, student={"annual_due": day("2026-11-20")})
    unknown = nth_case(3)
    late = with_meeting(1, "2026-10-30", created="2026-08-20")

    line = foretold(FRIDAY, late, unset, unknown)

    assert [matter for matter, _ in line.matters] == [
        Matter.NO_MEETING,
        Matter.OVERDUE,
        Matter.DUE_TODAY,
    ]
    assert {entry.alias for entry in line.matters[0][1]} == {"QX-002", "QX-003"}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (ObligationId.MEETING_NOTICE, True),
        (ObligationId.OFFICE_INFORMED, True),
        (ObligationId.MASTER_CALENDAR, False),
    ],
)
def test_not_needed_is_told_of_for_what_parents_have_a_right_to(row, told):
    case = settled(with_meeting(1, "2026-12-18", created="2026-10-01"), State.NOT_NEEDED, row)

    assert (counts(MONDAY, case) == {"": {Matter.NOT_NEEDED: 1}}) is told


def test_not_needed_is_told_of_once():
    case = settled(
        with_meeting(1, "2026-12-18", created="2026-09-01"),
        State.NOT_NEEDED,
        ObligationId.MEETING_NOTICE,
        at="2026-10-08",
    )

    assert counts("2026-10-12", case) == {"": {Matter.NOT_NEEDED: 1}}
    assert counts(MONDAY, case) == {}


def test_of_whom_the_case_manager_was_not_told_is_counted_a_week_later():
    late = with_meeting(1, "2026-10-30", created="2026-08-20")
    told = ToldBefore(keys=frozenset(), reached=frozenset({PAT}))

    seen = summary_of(watched(MONDAY, late), told, {}, None)

    assert seen.schools == ()
    assert seen.told_first > 0


def test_a_pause_is_told_by_school_with_its_end_and_with_nobodys_name():
    late = with_meeting(
        1, "2026-10-30", created="2026-08-20", student={"school": "Quillmarsh Elementary"}
    )
    pat = Person(
        id=PAT,
        slack_id=SlackUserId("U0PAT"),
        name="Pat Fennimore",
        email=None,
        timezone="UTC",
        paused_until=day("2026-11-02"),
    )

    (school,) = summary_of(watched(MONDAY, late), NO_DIGEST, {PAT: pat}, None).schools

    assert school.paused_until == (day("2026-11-02"),)
    assert school.counts[Matter.OVERDUE] > 0


def test_which_schools_are_supervised():
    def supervisor(*schools, **of):
        known = {"id": PAT, "slack_id": "U0SUE", "name": "", "email": None, "timezone": "UTC"}
        return Person(
            **{**known, "roles": frozenset({Role.SUPERVISOR}), **of}, schools=frozenset(schools)
        )

    assert supervised_by([supervisor("Fern")]).covers("Fern")
    assert not supervised_by([supervisor("Fern")]).covers("Moss")
    assert supervised_by([supervisor()]).covers("Moss")
    for nobody in (supervisor(roles=frozenset()), supervisor(active=False)):
        assert not supervised_by([nobody]).covers("Moss")


def test_the_line_is_picked_from_and_seven_lines_stay_seven():
    cases = a_full_morning()
    morning = watched("2026-10-23", *cases)
    listing = listing_at(morning)

    drawn = digest_of(listing, morning).lines

    assert len(drawn) <= 7
    assert any(isinstance(line, Foretold) for line in drawn)
    assert pickable_in(listing, morning, Foretold.group) == next(
        line.left for line in drawn if isinstance(line, Foretold)
    )


@given(
    meetings=st.lists(st.dates(day("2026-10-05"), day("2026-12-18")), max_size=4),
    week=st.integers(min_value=0, max_value=8),
    closed=st.sets(st.integers(min_value=0, max_value=70), max_size=12),
)
@examples(60)
def test_a_supervisor_hears_of_nothing_that_was_not_announced(meetings, week, closed):
    """Whatever the week looks like, what nobody changes since is announced, and only that."""
    days = frozenset(
        day("2026-10-05").fromordinal(day("2026-10-05").toordinal() + n) for n in closed
    )
    calendar = SchoolCalendar(closures=days)
    on = summary_day(
        day("2026-10-12").fromordinal(day("2026-10-12").toordinal() + 7 * week), calendar
    )
    if on is None:
        return
    cases = [
        with_meeting(number, held.isoformat(), created="2026-09-01")
        for number, held in enumerate(meetings, 1)
    ]
    notice = listing_of(watched(calendar.before(on).isoformat(), *cases, calendar=calendar))
    announced = set(notice.foretold) if notice else set()

    found = watched(on.isoformat(), *cases, calendar=calendar).matters(on)

    assert {entry.key for _, entry in found} == announced


def test_the_questions_that_wait_are_counted_whatever_else_there_is():
    """With every kind of line around it, the line that asks counts the other questions."""
    cases = [
        *a_full_morning(),
        with_meeting(21, "2026-10-21"),
        with_meeting(22, "2026-10-22"),
        with_meeting(23, "2026-10-23"),
    ]
    morning = watched("2026-10-23", *cases)
    lines = digest_of(listing_at(morning), morning).lines

    assert len(lines) <= 7
    assert any(isinstance(line, MeetingsToday) for line in lines)
    (asked,) = [line for line in lines if isinstance(line, AskedAbout)]
    assert asked.others + 1 == len(morning.unmarked())


def test_a_meeting_that_parents_asked_for_in_writing_is_wanting_until_one_is_set():
    """`hold_by` is no plain row: until a meeting keeps its date, no meeting is set."""
    asked = ParentRequest(
        id=ParentRequestId(3),
        student=StudentId(2),
        written=True,
        received_on=day("2026-10-01"),
        by=PAT,
        at=datetime(2026, 10, 1, tzinfo=UTC),
    )
    case = replace(nth_case(2, student={"annual_due": day("2027-05-11")}), parent_requests=(asked,))

    found = watched(MONDAY, case).matters(day(MONDAY))

    assert [(matter, entry.row.id) for matter, entry in found] == [
        (Matter.NO_MEETING, ObligationId.HOLD_BY)
    ]


def test_a_student_whom_two_rows_want_a_meeting_for_is_one_in_every_line_of_the_summary():
    """The lock screen counted rows where the school below counted students."""
    case = nth_case(2, student={"annual_due": day("2026-11-20")})
    asked = ParentRequest(
        id=ParentRequestId(3),
        student=case.student.id,
        written=True,
        received_on=day("2026-10-01"),
        by=PAT,
        at=datetime(2026, 10, 1, tzinfo=UTC),
    )
    both = replace(case, parent_requests=(asked,))

    assert len(watched(MONDAY, both).matters(day(MONDAY))) == 2
    assert counts(MONDAY, both)[""][Matter.NO_MEETING] == 1


def summaries_of(calendar, first, last, *, missed=()):
    """The days of the summaries where nobody runs on those that are missed."""
    told: list[date] = []
    day_ = first
    while day_ <= last:
        ran = day_ not in missed and calendar.is_school_day(day_)
        if ran and is_summary_due(day_, calendar, told_on=told[-1] if told else None):
            told.append(day_)
        day_ += timedelta(days=1)
    return told


def october(*days: int) -> list[date]:
    return [date(2026, 10, number) for number in days]


@pytest.mark.parametrize(
    ("missed", "told"),
    [
        pytest.param((), (5, 12, 19), id="mondays"),
        pytest.param((12,), (5, 13, 19), id="monday-missed"),
        pytest.param((12, 13, 14, 15), (5, 16, 19), id="on-friday-still"),
        pytest.param((12, 13, 14, 15, 16), (5, 19), id="a-week-missed-is-told-of-with-the-next"),
        pytest.param((13, 14), (5, 12, 19), id="other-days-do-not-matter"),
        pytest.param(range(1, 22), (22,), id="at-a-first-start-the-week-that-is"),
    ],
)
def test_a_summary_whose_day_was_missed_comes_the_next_school_day_and_once_a_week(missed, told):
    found = summaries_of(WEEKDAYS, date(2026, 10, 1), date(2026, 10, 23), missed=october(*missed))

    # On Thursday, the 1st, the first of all: that week's.
    assert [day_ for day_ in found if day_ > date(2026, 10, 1)] == october(*told)


def test_over_the_new_year_no_week_without_school_is_made_up_for():
    holidays = replace(
        WEEKDAYS,
        closures=frozenset(date(2026, 12, 21) + timedelta(days=number) for number in range(14)),
    )
    away = {date(2026, 12, 14) + timedelta(days=number) for number in range(23)}

    told = summaries_of(holidays, date(2026, 12, 7), date(2027, 1, 12), missed=away)

    assert told == [date(2026, 12, 7), date(2027, 1, 6), date(2027, 1, 11)]


@pytest.mark.parametrize(
    ("told_on", "since"),
    [
        pytest.param(None, date(2026, 10, 9), id="the-first"),
        pytest.param(date(2026, 10, 12), date(2026, 10, 9), id="last-week"),
        pytest.param(date(2026, 10, 14), date(2026, 10, 9), id="last-week-but-late"),
        pytest.param(date(2026, 10, 5), date(2026, 10, 2), id="one-was-missed"),
        pytest.param(date(2026, 9, 28), date(2026, 9, 25), id="two-were-missed"),
    ],
)
def test_a_summary_tells_what_the_missed_ones_would_have(told_on, since):
    assert told_since(date(2026, 10, 19), WEEKDAYS, told_on=told_on) == since


def test_a_summary_makes_up_for_no_year_but_this_one():
    first = WEEKDAYS.year_of(date(2026, 10, 19)).first

    assert told_since(date(2026, 10, 19), WEEKDAYS, told_on=date(2025, 11, 3)) == first
