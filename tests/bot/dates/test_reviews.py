"""Students for whom a meeting is still to be set."""

from dataclasses import replace

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.cases import MissedReview
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.obligation_rows import State, nothing_set, review_subject
from bot.dates.obligation_rules import ObligationId as Id
from bot.dates.obligation_rules import Presence, Unit
from bot.dates.obligations import obligations_of
from bot.meetings.meetings import Kind, MeetingId, cancelled, held
from tests.bot.a_case import a_case, a_meeting, a_student, day, recorded

TODAY = day("2026-09-01")


def date_to_agree(*meetings, today="2026-09-01", rules=DEFAULT_RULES, standings=None, **student):
    """The row that asks for a date, where there is one."""
    known = {key: day(on) for key, on in student.items()}
    case = a_case(*meetings, student=a_student(**known), standings=standings or {})
    rows = obligations_of(case, WEEKDAYS, today=day(today), rules=rules)
    return next((row for row in rows if row.id is Id.AGREE_DATE and row.meeting is None), None)


@pytest.mark.parametrize(
    ("annual", "due"),
    [
        pytest.param("2027-03-01", "2027-01-27", id="the-first-of-a-month"),
        pytest.param("2027-03-31", "2027-01-27", id="the-last-of-that-month"),
        pytest.param("2027-01-15", "2026-11-26", id="over-the-new-year"),
        pytest.param("2026-11-18", "2026-09-28", id="the-10th-is-a-saturday"),
        pytest.param("2027-09-20", "2027-06-02", id="before-the-summer"),
    ],
)
def test_the_date_is_to_be_agreed_ten_school_days_before_the_10th(annual, due):
    row = date_to_agree(annual_due=annual, triennial_due="2029-05-02")

    assert row.due_on == day(due)
    assert (row.meeting_on, row.state, row.expedited) == (None, State.OPEN, False)
    assert row.subject == f"student:7:{annual}"


def test_the_earlier_of_the_two_reviews_counts():
    row = date_to_agree(annual_due="2027-03-01", triennial_due="2027-01-15")

    assert row.due_on == day("2026-11-26")
    assert row.why.text == (
        "Due 10 school days before the 10th of the month before the review falls due "
        "(default: Preiep's suggestion, where the procedure gives no date): "
        "Thursday, November 26, 2026."
    )


def test_a_district_can_count_it_in_days():
    rules = DEFAULT_RULES.__class__(
        before=DEFAULT_RULES.before,
        after=DEFAULT_RULES.after,
        for_review=DEFAULT_RULES.for_review.__class__(
            **{**vars(DEFAULT_RULES.for_review), "unit": Unit.DAYS, "offset": 11}
        ),
    )

    row = date_to_agree(annual_due="2027-03-01", rules=rules)

    assert row.due_on == day("2027-01-29")  # eleven days before is a Saturday


@pytest.mark.parametrize(
    ("meeting", "review_on"),
    [
        pytest.param(
            a_meeting("2026-10-27", "2026-08-20"), "2026-11-01", id="an-annual-is-no-triennial"
        ),
        pytest.param(
            a_meeting("2026-10-27", "2026-08-20", kind=Kind.TRIENNIAL),
            None,
            id="a-triennial-is-both",
        ),
        pytest.param(
            a_meeting("2026-10-27", "2026-08-20", kind=Kind.AMENDMENT),
            "2026-10-30",
            id="an-amendment-is-neither",
        ),
        pytest.param(
            cancelled(a_meeting("2026-10-27", "2026-08-20", kind=Kind.TRIENNIAL)),
            "2026-10-30",
            id="a-cancelled-one-is-none",
        ),
    ],
)
def test_a_meeting_that_is_set_serves_the_reviews_of_its_kind(meeting, review_on):
    student = a_student(annual_due=day("2026-10-30"), triennial_due=day("2026-11-01"))
    case = a_case(meeting, student=student)

    assert case.review_on == (day(review_on) if review_on else None)
    assert case.no_meeting_set is (review_on is not None)


@pytest.mark.parametrize(
    ("annual", "triennial", "review"),
    [
        pytest.param("2027-03-01", "2027-05-03", "annual", id="the-annual-first"),
        pytest.param("2027-05-03", "2027-03-01", "triennial", id="the-triennial-first"),
        pytest.param("2027-03-01", "2027-03-01", "triennial", id="both-at-once"),
        pytest.param(None, None, "", id="neither-known"),
    ],
)
def test_the_row_says_which_review_falls_due(annual, triennial, review):
    dates = {"annual_due": annual, "triennial_due": triennial}
    row = date_to_agree(**{review: on for review, on in dates.items() if on})

    assert row.review == review
    assert nothing_set([row]) == (f"no {review} meeting set" if review else "no meeting set")


@pytest.mark.parametrize(
    ("on", "kind", "late"),
    [
        pytest.param("2026-10-30", Kind.ANNUAL, None, id="on-its-day"),
        pytest.param(
            "2026-10-31",
            Kind.ANNUAL,
            MissedReview(review="annual", on=day("2026-10-30"), days=1),
            id="a-day-late",
        ),
        pytest.param("2026-11-10", Kind.TRANSITION, None, id="for-something-else"),
    ],
)
def test_a_meeting_says_by_how_much_it_misses_the_review_it_is_for(on, kind, late):
    meeting = a_meeting(on, "2026-08-20", kind=kind)
    student = a_student(annual_due=day("2026-10-30"), triennial_due=day("2028-03-03"))
    case = a_case(meeting, student=student)

    assert case.comes_late(meeting) == late
    assert case.comes_late(held(meeting, on=meeting.on)) is None


HELD = held(a_meeting("2026-10-27", "2026-08-20"), on=day("2026-10-27"))


@pytest.mark.parametrize(
    ("annual", "asks"),
    [
        pytest.param("2026-10-20", False, id="held-a-week-late"),
        pytest.param("2026-11-02", False, id="held-a-week-early"),
        pytest.param("2027-04-25", False, id="held-half-a-year-early"),
        pytest.param("2027-04-26", True, id="the-next-review"),
        pytest.param("2027-10-27", True, id="a-year-later"),
    ],
)
def test_a_meeting_that_was_held_serves_its_own_review_and_not_the_next(annual, asks):
    assert (date_to_agree(HELD, annual_due=annual) is not None) is asks


def test_a_held_meeting_asks_for_the_next_date_itself_until_it_is_entered():
    waiting = date_to_agree(HELD, annual_due="2026-11-02")
    entered = date_to_agree(
        HELD, annual_due="2026-11-02", standings=recorded(State.DONE, Id.NEXT_MEETING)
    )

    assert waiting is None
    assert entered is not None
    assert entered.due_on is None


def test_once_the_annual_meeting_is_set_or_held_the_triennial_does_not_take_its_place():
    """The annual review comes again within a year: until its date is entered it is unknown."""
    student = a_student(annual_due=day("2026-11-02"), triennial_due=day("2028-03-03"))
    case = a_case(HELD, student=student)

    planned = a_case(a_meeting("2026-10-27", "2026-08-20"), student=student)
    assert (planned.review_on, planned.unknown_reviews) == (None, ())
    assert case.review_on is None
    assert case.unknown_reviews == ("annual",)
    assert date_to_agree(HELD, annual_due="2026-11-02", triennial_due="2028-03-03") is None
    nearer = a_case(HELD, student=replace(student, triennial_due=day("2027-03-03")))
    assert nearer.review_on == day("2027-03-03")
    entered = a_case(HELD, student=replace(student, annual_due=day("2027-10-26")))
    assert (entered.review_on, entered.unknown_reviews) == (day("2027-10-26"), ())


def test_a_past_meeting_from_a_file_leaves_the_next_date_unknown():
    imported = held(a_meeting("2026-08-20", "2026-08-21"), on=day("2026-08-20"))

    row = date_to_agree(imported, annual_due="2026-09-15")

    assert row is not None
    assert row.due_on is None


def test_a_missing_date_shows_as_unknown():
    row = date_to_agree()

    assert (row.due_on, row.subject) == (None, "student:7:unknown")
    assert row.why.text.endswith(
        "When the annual review falls due is unknown. "
        "When the triennial review falls due is unknown."
    )
    assert not row.overdue(day("2030-01-01"))


def test_why_says_which_of_the_two_dates_is_missing():
    row = date_to_agree(triennial_due="2027-03-01")

    assert row.due_on == day("2027-01-27")
    assert row.why.text.endswith("When the annual review falls due is unknown.")
    assert a_case(student=a_student(annual_due=day("2027-03-01"))).unknown_reviews == ("triennial",)


@pytest.mark.parametrize("kind", [Kind.ANNUAL, Kind.TRIENNIAL, Kind.INITIAL])
def test_unknown_dates_ask_for_nothing_while_such_a_meeting_is_set(kind):
    assert date_to_agree(a_meeting("2026-10-27", "2026-08-20", kind=kind)) is None


def test_unknown_dates_are_asked_for_beside_a_meeting_of_another_kind():
    assert date_to_agree(a_meeting("2026-10-27", "2026-08-20", kind=Kind.OTHER)) is not None


@pytest.mark.parametrize(
    ("exited_on", "asks"), [("2026-08-31", False), ("2026-09-01", False), ("2026-09-02", True)]
)
def test_a_student_who_has_left_needs_no_date(exited_on, asks):
    row = date_to_agree(annual_due="2027-03-01", exited_on=exited_on)

    assert (row is not None) is asks


def test_a_district_that_agrees_dates_elsewhere_can_switch_it_off():
    rules = DEFAULT_RULES.changed(Id.AGREE_DATE, presence=Presence.OFF)

    assert date_to_agree(annual_due="2027-03-01", rules=rules) is None


def test_what_was_recorded_about_a_date_to_agree_stands_on_it():
    subject = review_subject(a_student().id, day("2027-03-01"))
    (planned,) = recorded(State.PLANNED, Id.AGREE_DATE).values()

    row = date_to_agree(annual_due="2027-03-01", standings={(subject, Id.AGREE_DATE): planned})

    assert row.state is State.PLANNED


def test_a_student_with_two_meetings_has_the_rows_of_both():
    other = a_meeting("2026-11-18", "2026-09-01", id=MeetingId(13), kind=Kind.AMENDMENT)
    case = a_case(a_meeting("2026-10-27", "2026-08-20"), other)

    rows = obligations_of(case, WEEKDAYS, today=TODAY)

    assert [row.meeting for row in rows if row.id is Id.AGENDA] == [12, 13]
