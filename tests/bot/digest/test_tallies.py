"""Each figure is counted in one place: no surface says another number than its neighbour."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.digest.digest_rows import Morning
from bot.digest.home import HomeTab
from bot.digest.kinds import how_many
from bot.digest.tallies import Tally
from bot.district.district import schools_of
from bot.district.summaries import ToldBefore, summary_of
from bot.district.summary_matters import Matter
from bot.meetings.meetings import MeetingState
from bot.people.people import Role
from bot.records.caseloads import Glance, glance
from bot.ui.digest import home, hub
from bot.ui.district import district, summaries
from tests.bot.a_case import day
from tests.bot.a_morning import a_morning, nth_case, with_meeting
from tests.bot.ui.surfaces import words_of
from tests.examples import examples

NOBODY_REACHED = ToldBefore(keys=frozenset(), reached=frozenset())
TODAY = day("2026-10-19")
FERN: dict[str, Any] = {"school": "Fern Elementary"}

SINCE = re.compile(r" since \w+, \w+ \d+")
"""What the home tab has no room for; the figures are the same."""


def at_a_glance(morning: Morning) -> Glance:
    return glance(morning.cases, morning.calendar, morning.rules, today=morning.on)


def at_the_district(morning: Morning) -> Tally:
    (school,) = schools_of(morning)
    return school.tally


def in_the_summary(morning: Morning) -> Tally:
    (school,) = summary_of(morning, NOBODY_REACHED, {}, None).schools
    return school.tally


def surfaces(morning: Morning) -> dict[str, str]:
    """What a case manager and their supervisor read on one day."""
    seen, schools = at_a_glance(morning), schools_of(morning)
    tab = HomeTab(
        glance=seen,
        rules=morning.rules,
        names=False,
        confirmed=True,
        roles=frozenset({Role.CASE_MANAGER}),
    )
    return {
        "the home tab": words_of(home.render(tab, page=0)),
        "a supervisor's home tab": words_of(
            home.render(
                replace(tab, glance=at_a_glance(replace(morning, cases=())), schools=schools),
                page=0,
            )
        ),
        "the district": words_of(district.render(schools, confirmed=True)),
        "the summary": words_of(summaries.render(summary_of(morning, NOBODY_REACHED, {}, None))),
        "the hub": words_of(hub.overview(tab)),
    }


def twenty_eight_students():
    """As in the demo: most reviews are years ahead, two are near, three meetings are unmarked."""
    far = [
        nth_case(n, student=FERN | {"annual_due": day(f"{2027 + n % 3}-05-1{n % 10}")})
        for n in range(1, 23)
    ]
    near = [
        nth_case(30, student=FERN | {"annual_due": day("2026-11-20")}),
        nth_case(31, student=FERN | {"annual_due": day("2026-12-18")}),
    ]
    unmarked = [with_meeting(n, "2026-10-16", student=FERN) for n in (40, 41, 42)]
    return [*far, *near, *unmarked, nth_case(50, student=FERN)]


def test_a_supervisor_and_a_case_manager_read_the_same_figures_on_the_same_day():
    """It was 24 in the district, 2 in the summary and 8 in the case manager's own view."""
    morning = a_morning(TODAY.isoformat(), *twenty_eight_students())

    said = surfaces(morning)

    wanted = (
        "*No meeting set for 3 students:* review date unknown for 1; "
        "due within 60 days for 2, the first on Fri, Nov 20"
    )
    assert {surface for surface, words in said.items() if wanted not in words} == set()
    asked = "*Not marked as held or not:* 3 meetings, the first of Fri, Oct 16"
    assert {surface for surface, words in said.items() if asked not in words} == {"the hub"}


def test_a_review_that_was_missed_is_past_due_and_not_due_within_sixty_days():
    """In January a summary said "due within 60 days for 5, the first on Fri, Nov 20"."""
    reviews = ("2026-09-18", "2026-10-02", "2026-11-20")
    cases = [
        nth_case(number, student=FERN | {"annual_due": day(on)})
        for number, on in enumerate(reviews, start=1)
    ]

    wanted = (
        "*No meeting set for 3 students:* past due for 2, since Fri, Sep 18; "
        "due within 60 days for 1, the first on Fri, Nov 20"
    )
    said = surfaces(a_morning(TODAY.isoformat(), *cases))
    assert {surface for surface, words in said.items() if wanted not in words} == set()


def test_work_is_counted_by_place_alike_in_the_home_tab_and_in_the_district():
    morning = a_morning(
        TODAY.isoformat(),
        *twenty_eight_students(),
        *(with_meeting(n, "2026-10-30", student=FERN) for n in (60, 61)),
    )
    said = surfaces(morning)

    for work in morning.tally.work:
        lines = {
            surface: next(
                SINCE.sub("", line.replace("*", ""))
                for line in words.splitlines()
                if line.replace("*", "").startswith(f"{work.place}:")
            )
            for surface, words in said.items()
            if surface in ("the home tab", "the district", "a supervisor's home tab")
        }
        assert len(set(lines.values())) == 1, lines
    overdue = f"*Overdue:* {len(morning.tally.overdue)}, the first since Thu, Sep 10"
    assert {surface for surface, words in said.items() if overdue not in words} == {"the hub"}
    assert "due by Mon, Nov 2" in said["the district"]
    assert "*Due by Mon, Nov 2*" in said["the home tab"]


@pytest.mark.parametrize(
    ("annual", "counts"),
    [
        pytest.param("2026-10-01", True, id="missed"),
        pytest.param("2026-12-18", True, id="the-sixtieth-day"),
        pytest.param("2026-12-19", False, id="a-day-after-it"),
        pytest.param("2029-05-02", False, id="years-ahead"),
        pytest.param(None, True, id="unknown"),
    ],
)
def test_a_review_without_a_meeting_counts_from_sixty_days_before_it(annual, counts):
    case = nth_case(1, student=FERN | {"annual_due": annual and day(annual)})

    tally = a_morning(TODAY.isoformat(), case).tally

    assert bool(tally.no_meeting) is counts


def test_a_date_that_was_to_be_agreed_before_the_summer_counts_though_the_review_is_far():
    case = nth_case(1, student=FERN | {"annual_due": day("2027-09-20")})

    before, after = (a_morning(on, case).tally for on in ("2027-06-02", "2027-06-03"))

    assert not before.no_meeting
    assert len(after.no_meeting) == 1
    assert not after.overdue


def test_an_unknown_annual_date_is_never_hidden_by_the_triennial():
    case = nth_case(1, student=FERN | {"triennial_due": day("2028-03-03")})

    said = surfaces(a_morning(TODAY.isoformat(), case))

    assert "review date unknown for 1" in said["the district"]
    assert "annual date unknown, triennial due Fri, Mar 3, 2028" in said["the hub"]


def test_what_was_declared_not_needed_says_since_when():
    waived = with_meeting(4, "2026-12-18", created="2026-09-01", student=FERN)
    key = (meeting_subject(waived.meetings[0].id), ObligationId.MEETING_NOTICE)

    def said(on: str) -> dict[str, str]:
        moment = datetime.fromisoformat(on).replace(tzinfo=UTC)
        standing = Standing(state=State.NOT_NEEDED, reason="planted", at=moment)
        return surfaces(a_morning(TODAY.isoformat(), replace(waived, standings={key: standing})))

    lately, earlier = said("2026-10-13"), said("2026-09-08")

    assert "1 declared not needed since Fri, Oct 9" in lately["the summary"]
    assert "declared not needed" not in earlier["the summary"]
    for words in (lately, earlier):
        assert "Declared not needed this school year: 1" in words["the district"]


def _cases(days: list[int | None], meetings: list[tuple[int, MeetingState]]):
    reviews = [
        nth_case(n, student=FERN | {"annual_due": TODAY + timedelta(days=d) if d else None})
        for n, d in enumerate(days, 1)
    ]
    held = [
        with_meeting(100 + n, on.isoformat(), state=state, held_on=on, student=FERN)
        for n, (d, state) in enumerate(meetings)
        if (on := TODAY + timedelta(days=d)).weekday() < 5
    ]
    return [*reviews, *held]


@given(
    days=st.lists(st.none() | st.integers(-40, 900), max_size=5),
    meetings=st.lists(
        st.tuples(
            st.integers(-30, 60),
            st.sampled_from((MeetingState.PLANNED, MeetingState.HELD, MeetingState.CANCELLED)),
        ),
        min_size=1,
        max_size=5,
    ),
    later=st.integers(0, 60),
)
@examples(80)
def test_whatever_the_world_looks_like_every_surface_counts_the_same(days, meetings, later):
    cases = _cases(days, meetings)
    if not cases:
        return
    morning = a_morning((TODAY + timedelta(days=later)).isoformat(), *cases)
    tally = morning.tally

    assert at_the_district(morning) == tally
    assert at_a_glance(morning).tally == tally
    summed = summary_of(morning, NOBODY_REACHED, {}, None).schools
    counts = summed[0].counts if summed else {}
    assert counts.get(Matter.NO_MEETING, 0) == len({one.student for one in tally.no_meeting})
    assert counts.get(Matter.UNMARKED, 0) == len(tally.unmarked)
    assert counts.get(Matter.OVERDUE, 0) == how_many(one.row for one in tally.overdue)
    heard = dict.fromkeys(Matter, 0)
    supervised = replace(morning, supervised=morning.supervised.__class__(everywhere=True))
    for matter, _ in supervised.matters(morning.on):
        heard[matter] += 1
    assert heard[Matter.NO_MEETING] == len(tally.no_meeting)
    assert heard[Matter.OVERDUE] == len(tally.overdue)
    due = {entry.key for work in tally.work for entry in work.entries}
    assert {(row.subject, row.id) for row in at_a_glance(morning).due} == due
    assert {entry.key for entry in tally.overdue} <= due
    listed = {(row.subject, row.id) for seen in at_a_glance(morning).students for row in seen.open}
    assert due <= listed
