"""A meeting date in a file: a new meeting, one that moves, or one that was held."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.calendar import WEEKDAYS
from bot.errors import DateError
from bot.meetings.meetings import Kind, MeetingState, Mode
from tests.bot.imported import TODAY, a_meeting, a_row, change

TUE_27 = date(2026, 10, 27)
FRI_30 = date(2026, 10, 30)


@pytest.mark.parametrize(
    ("meetings", "row", "last", "outcome"),
    [
        pytest.param(
            [], a_row(meeting_date=TUE_27), None, ("new", TUE_27, "planned"), id="none-so-far"
        ),
        pytest.param(
            [a_meeting(TUE_27)],
            a_row(meeting_date=FRI_30),
            a_row(meeting_date=TUE_27),
            ("moves", FRI_30, "planned"),
            id="the-planned-one-moves",
        ),
        pytest.param(
            [a_meeting(date(2026, 11, 4))],
            a_row(meeting_date=FRI_30),
            a_row(meeting_date=TUE_27),
            ("moves", FRI_30, "planned"),
            id="the-one-moved-in-slack-moves-where-the-file-says-anew",
        ),
        pytest.param(
            [a_meeting(TUE_27, kind=Kind.INTERIM)],
            a_row(meeting_date=FRI_30, meeting_kind=Kind.ANNUAL),
            a_row(meeting_date=TUE_27, meeting_kind=Kind.INTERIM),
            ("new", FRI_30, "planned"),
            id="one-of-another-kind-stays",
        ),
        pytest.param(
            [a_meeting(TUE_27, state=MeetingState.HELD)],
            a_row(meeting_date=date(2027, 10, 26)),
            a_row(meeting_date=TUE_27),
            ("new", date(2027, 10, 26), "planned"),
            id="after-one-that-was-held-comes-a-new-one",
        ),
        pytest.param(
            [a_meeting(TUE_27, state=MeetingState.CANCELLED)],
            a_row(meeting_date=FRI_30),
            a_row(meeting_date=TUE_27),
            ("new", FRI_30, "planned"),
            id="one-that-was-cancelled-does-not-move",
        ),
        pytest.param(
            [a_meeting(FRI_30)],
            a_row(meeting_date=FRI_30),
            a_row(meeting_date=TUE_27),
            None,
            id="moved-in-slack-before-the-file-followed",
        ),
        pytest.param(
            [a_meeting(date(2026, 9, 21)), a_meeting(TUE_27)],
            a_row(meeting_date=FRI_30),
            a_row(meeting_date=TUE_27),
            ("moves", FRI_30, "planned"),
            id="of-two-the-one-that-the-file-named",
        ),
        pytest.param(
            [], a_row(meeting_date=TODAY), None, ("new", TODAY, "planned"), id="today-is-not-past"
        ),
        pytest.param(
            [a_meeting(TUE_27)],
            a_row(meeting_date=TODAY),
            a_row(meeting_date=date(2026, 11, 4)),
            ("moves", TODAY, "planned"),
            id="one-can-be-brought-forward-to-today",
        ),
        pytest.param(
            [],
            a_row(meeting_date=date(2026, 8, 31)),
            None,
            ("new", date(2026, 8, 31), "held"),
            id="yesterdays-was-held",
        ),
        pytest.param(
            [a_meeting(date(2026, 8, 31), state=MeetingState.HELD)],
            a_row(meeting_date=date(2026, 8, 31)),
            None,
            None,
            id="held-and-known-already",
        ),
        pytest.param(
            [a_meeting(TUE_27)],
            a_row(meeting_date=date(2026, 8, 31)),
            None,
            ("new", date(2026, 8, 31), "held"),
            id="a-past-one-does-not-pull-back-what-is-planned",
        ),
        pytest.param(
            [a_meeting(date(2026, 8, 27))],
            a_row(meeting_date=date(2026, 8, 28)),
            a_row(meeting_date=date(2026, 8, 27)),
            ("moves", date(2026, 8, 28), "planned"),
            id="whether-an-unmarked-one-was-held-is-still-asked",
        ),
    ],
)
def test_a_new_date_moves_the_planned_meeting_of_that_kind_or_makes_one(
    meetings, row, last, outcome
):
    meeting = change(row, last=last, meetings=meetings).meeting

    found = meeting and ("moves" if meeting.moves else "new", meeting.on, str(meeting.state))
    assert found == outcome


def test_what_a_new_date_asks_for_arises_today_unless_it_has_passed():
    moved = change(a_row(meeting_date=FRI_30), meetings=[a_meeting(TUE_27)]).meeting
    assert moved.applied(moved.before, today=TODAY, calendar=WEEKDAYS).arose_on == TODAY
    to_today = change(a_row(meeting_date=TODAY), meetings=[a_meeting(TUE_27)]).meeting
    assert to_today.applied(to_today.before, today=TODAY, calendar=WEEKDAYS).arose_on == TODAY

    last = a_row(meeting_date=TUE_27)
    row = a_row(meeting_date=date(2026, 8, 31))
    back = change(row, last=last, meetings=[a_meeting(TUE_27)]).meeting
    assert back.applied(back.before, today=TODAY, calendar=WEEKDAYS).arose_on == date(2026, 8, 20)


def test_a_new_time_or_mode_changes_the_planned_meeting_and_keeps_its_date():
    last = a_row(meeting_date=TUE_27, meeting_time=time(9), meeting_kind=Kind.INTERIM)
    row = replace(last, meeting_time=time(13), meeting_mode=Mode.IN_PERSON)
    other = a_meeting(date(2026, 9, 21))
    meant = a_meeting(FRI_30, kind=Kind.INTERIM)

    meeting = change(row, last=last, meetings=[other, meant]).meeting

    assert meeting.applied(meant, today=TODAY, calendar=WEEKDAYS) == replace(
        meant, at=time(13), mode=Mode.IN_PERSON, arose_on=TODAY
    )
    assert meeting.names_another_time


def test_a_first_time_or_another_mode_makes_nobodys_notice_wrong():
    meeting = a_meeting(TUE_27, at=None)
    change_to_nine = change(a_row(meeting_time=time(9)), meetings=[meeting]).meeting
    assert not change_to_nine.names_another_time
    assert not change(a_row(meeting_mode=Mode.PHONE), meetings=[meeting]).meeting.names_another_time


def test_a_new_kind_alone_changes_the_kind_of_the_planned_meeting():
    last = a_row(meeting_date=TUE_27)
    row = replace(last, meeting_kind=Kind.TRIENNIAL)
    meeting = change(row, last=last, meetings=[a_meeting(TUE_27)]).meeting
    assert (meeting.kind, meeting.moves) == (Kind.TRIENNIAL, False)


def test_a_time_without_any_meeting_changes_nothing():
    assert change(a_row(meeting_time=time(9))).meeting is None


@pytest.mark.parametrize(
    "on",
    [
        pytest.param(date(2026, 10, 31), id="a-saturday"),
        pytest.param(date(2026, 7, 8), id="in-the-summer"),
    ],
)
def test_a_day_on_which_no_meeting_can_be_is_a_bad_row(on):
    with pytest.raises(DateError, match="nothing was saved"):
        change(a_row(meeting_date=on))


A_CLOSURE = (
    "meeting_date: Wednesday, November 11, 2026 is a closure in the school calendar. "
    "The meeting was added anyway; please check its date."
)
AFTER_THE_REVIEW = (
    "meeting_date: Tuesday, November 3, 2026 is after the annual review falls due, "
    "on Monday, November 2, 2026. Please choose an earlier date."
)


def test_a_closure_is_a_warning_and_so_is_a_date_after_the_review():
    closed = change(a_row(meeting_date=date(2026, 11, 11), annual_due=date(2026, 11, 11)))
    assert closed.warnings == (A_CLOSURE,)
    assert closed.meeting.on == date(2026, 11, 11)
    late = change(a_row(meeting_date=date(2026, 11, 3)))
    assert late.warnings == (AFTER_THE_REVIEW,)


def test_a_meeting_on_the_day_of_the_review_or_of_another_kind_is_in_time():
    assert change(a_row(meeting_date=date(2026, 11, 2))).warnings == ()
    other = a_row(meeting_date=date(2026, 11, 3), meeting_kind=Kind.INTERIM)
    assert change(other).warnings == ()
    triennial = a_row(
        meeting_date=date(2026, 10, 27),
        meeting_kind=Kind.TRIENNIAL,
        triennial_due=date(2026, 10, 26),
    )
    assert len(change(triennial).warnings) == 1
