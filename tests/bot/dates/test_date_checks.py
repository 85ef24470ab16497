"""What is said of a date before it is saved."""

from datetime import timedelta

import pytest

from bot.calendar import WEEKDAYS, SchoolCalendar
from bot.dates.date_checks import problems_of_date
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.obligation_rows import State
from bot.dates.obligation_rules import ObligationId as Id
from bot.errors import DateError
from bot.meetings.meetings import Kind
from tests.bot.a_case import PROVIDER, TEACHER, a_case, a_meeting, a_student, day, recorded
from tests.bot.due_dates import BY_THE_10TH, closed_on

TO_BE_DONE_BY_THE_10TH = {*BY_THE_10TH} - {Id.AGREE_DATE}


def checked(on, today, calendar=WEEKDAYS, moving=None, **fields):
    meetings = (moving,) if moving else ()
    return problems_of_date(
        day(on),
        today=day(today),
        calendar=calendar,
        case=a_case(*meetings, **fields),
        moving=moving,
    )


def test_a_date_in_good_time_works():
    found = checked("2026-10-27", "2026-08-20")

    assert found.works
    assert (found.late, found.impossible, found.short) == ((), (), None)
    assert found.respondents_have == 23
    assert found.next_that_works == day("2026-10-27")
    assert found.past_review_on is None


@pytest.mark.parametrize(("today", "late"), [("2026-09-10", set()), ("2026-09-11", None)])
def test_what_a_date_makes_late_is_named_from_the_day_after_it_was_due(today, late):
    found = checked("2026-10-27", today)

    assert set(found.late) == (TO_BE_DONE_BY_THE_10TH if late is None else late)
    assert found.works is (late is not None)


def test_a_date_says_how_few_school_days_respondents_would_get():
    found = checked("2026-10-27", "2026-10-12")

    assert (found.short, found.impossible) == (3, ())


@pytest.mark.parametrize(
    ("closures", "short"),
    [
        pytest.param((), None, id="a-school-week"),
        pytest.param(("2027-02-15",), 4, id="a-day-less"),
    ],
)
def test_short_is_less_than_a_school_week(closures, short):
    # Forms asked for by Wednesday, February 10 are due back two weeks before Wednesday, March 3.
    found = checked("2027-03-03", "2026-10-12", closed_on(*closures))

    assert found.short == short
    assert found.works is (short is None)


def test_nobody_is_short_of_time_where_nobody_is_asked():
    found = checked("2026-10-27", "2026-10-12", team=())

    assert (found.short, found.respondents_have) == (None, None)


def test_the_fewest_days_that_anybody_gets_are_told():
    rules = DEFAULT_RULES.changed(Id.PROVIDER_REPORT_BACK, offset=20)

    def fewest(*team):
        return problems_of_date(
            day("2026-10-27"),
            today=day("2026-08-20"),
            calendar=WEEKDAYS,
            case=a_case(team=team),
            rules=rules,
        ).respondents_have

    assert (fewest(TEACHER), fewest(PROVIDER)) == (23, 19)
    assert fewest(TEACHER, PROVIDER) == fewest(PROVIDER, TEACHER) == 19


def test_promises_that_a_date_would_break_are_impossible():
    assert checked("2026-10-27", "2026-10-22").impossible == ()
    assert checked("2026-10-27", "2026-10-23").impossible == (Id.DRAFT_COPY,)
    assert checked("2026-10-27", "2026-10-24").impossible == (Id.DRAFT_COPY, Id.AGENDA)


def test_with_no_school_day_left_everything_is_impossible():
    found = checked("2026-10-27", "2026-10-27")

    assert set(found.impossible) >= TO_BE_DONE_BY_THE_10TH
    assert Id.AGREE_DATE not in found.impossible
    assert set(checked("2026-08-17", "2026-06-03").impossible) >= TO_BE_DONE_BY_THE_10TH


def test_a_meeting_on_a_monday_set_on_the_sunday_leaves_no_time():
    assert Id.MEETING_NOTICE in checked("2026-10-26", "2026-10-25").impossible
    assert Id.MEETING_NOTICE not in checked("2026-10-27", "2026-10-26").impossible


def test_the_next_date_that_works_is_offered():
    found = checked("2026-10-27", "2026-10-12")

    assert found.next_that_works == day("2026-12-01")
    assert checked("2026-12-01", "2026-10-12").works
    before = day("2026-12-01") - timedelta(days=1)
    assert not checked(str(before), "2026-10-12").works


def test_a_date_on_a_closure_is_told_and_another_offered():
    found = checked("2026-11-11", "2026-08-20", closed_on("2026-11-11"))

    assert found.is_closure
    assert not found.works
    assert found.next_that_works == day("2026-11-12")


def test_no_date_is_offered_where_none_works_within_a_year():
    first = day("2027-03-01")
    closures = frozenset(first + timedelta(days=n) for n in range(1, 500))

    assert (
        checked("2027-03-01", "2027-02-26", SchoolCalendar(closures=closures)).next_that_works
        is None
    )


@pytest.mark.parametrize(
    ("on", "words"), [("2026-10-25", "on a weekend"), ("2026-07-08", "between two school years")]
)
def test_a_day_on_which_no_meeting_can_be_is_refused(on, words):
    with pytest.raises(DateError, match=words):
        checked(on, "2026-06-03")


@pytest.mark.parametrize(
    ("annual", "passed"), [("2026-10-26", True), ("2026-10-27", False), (None, False)]
)
def test_a_date_after_the_review_is_told(annual, passed):
    student = a_student(annual_due=day(annual) if annual else None)

    found = checked("2026-10-27", "2026-08-20", student=student)

    assert found.past_review_on == (day(annual) if passed else None)


def test_a_meeting_that_moves_past_its_own_review_is_told():
    meeting = a_meeting("2026-10-20", "2026-08-20")
    student = a_student(annual_due=day("2026-10-26"))

    found = checked("2026-10-27", "2026-09-01", moving=meeting, student=student)

    assert found.past_review_on == day("2026-10-26")


def test_a_review_that_another_meeting_serves_is_not_told():
    student = a_student(annual_due=day("2026-10-26"))
    annual = a_meeting("2026-10-20", "2026-08-20")
    case = a_case(annual, student=student)

    found = problems_of_date(
        day("2026-11-04"), today=day("2026-09-01"), calendar=WEEKDAYS, case=case
    )

    assert found.past_review_on is None


def test_what_is_done_is_not_late_for_a_meeting_that_moves_save_what_opens_again():
    meeting = a_meeting("2026-10-20", "2026-08-20", kind=Kind.OTHER)
    standings = {
        **recorded(State.DONE, *BY_THE_10TH, Id.PARENT_CONVERSATION),
        **recorded(State.NOT_NEEDED, Id.MASTER_CALENDAR),
        **recorded(State.PROVEN, Id.TEACHER_FEEDBACK_BACK, Id.PROVIDER_REPORT_BACK),
    }

    found = checked("2026-10-27", "2026-10-12", moving=meeting, standings=standings)

    assert set(found.late) == {Id.MEETING_NOTICE, Id.INVITATION_FORM, Id.OFFICE_INFORMED}
    assert found.respondents_have is None


def test_a_new_meeting_has_everything_to_do_whatever_was_done_for_another():
    standings = recorded(State.DONE, *BY_THE_10TH)

    found = checked("2026-10-27", "2026-10-12", standings=standings)

    assert set(found.late) == TO_BE_DONE_BY_THE_10TH
