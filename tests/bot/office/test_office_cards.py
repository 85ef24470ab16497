"""`office_informed`: what stands on the office's list, and on which mornings it comes anew."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import WEEKDAYS, SchoolCalendar
from bot.office.office_cards import is_to_be_posted, month_in, month_subject
from bot.office.office_notes import NoteState
from tests.bot.office.a_list import RECEIVED, SENT_AT, TODAY, WANTED_BY, a_list, a_noted

ZONE = ZoneInfo("America/Los_Angeles")


def numbers(noted) -> list[int]:
    return [one.note.id for one in noted]


def test_the_list_goes_by_the_day_of_the_meeting_and_says_whose_turn_it_is():
    found = a_list(
        a_noted(1, on=date(2026, 11, 20)),
        a_noted(2, NoteState.RIGHTS_OWED, on=date(2026, 11, 3)),
        a_noted(3, NoteState.INVITED),
        a_noted(4, NoteState.INVITED, invitation=RECEIVED),
        a_noted(5, NoteState.SAID_DONE),
        a_noted(6, NoteState.MOVED),
        a_noted(7, NoteState.REPLACED),
        a_noted(8, NoteState.CANCELLED),
    )

    assert numbers(found.to_send) == [2, 1]
    assert numbers(found.sent) == [3]
    assert numbers(found.received) == [4]
    assert numbers(found.said_done) == [5]
    assert numbers(found.stopped) == [6, 8]
    assert found.wanted_by == WANTED_BY


def test_a_meeting_whose_day_has_passed_asks_the_office_for_nothing_more():
    passed = a_noted(1, on=date(2026, 11, 3))

    assert a_list(passed, today=date(2026, 11, 4)) == replace(a_list(), over=(passed,))


@pytest.mark.parametrize(
    ("day", "subject", "month"),
    [
        (date(2026, 11, 18), "month:2026-11", (date(2026, 11, 1), date(2026, 11, 30))),
        (date(2026, 12, 31), "month:2026-12", (date(2026, 12, 1), date(2026, 12, 31))),
        (date(2027, 2, 1), "month:2027-02", (date(2027, 2, 1), date(2027, 2, 28))),
    ],
)
def test_a_card_is_about_one_month_of_meetings(day, subject, month):
    assert month_subject(day) == subject
    assert month_in(subject) == month


def test_what_an_older_version_put_names_no_month():
    assert month_in("meeting:7") is None


def is_posted(on, *noted, posted_at=SENT_AT, calendar: SchoolCalendar = WEEKDAYS) -> bool:
    return is_to_be_posted(noted, on=on, calendar=calendar, zone=ZONE, posted_at=posted_at)


def posted_days(
    days, *noted, posted_at=SENT_AT, calendar: SchoolCalendar = WEEKDAYS, missed=()
) -> list[date]:
    """The days on which the card is posted anew, where nobody runs on those that are missed."""
    found = []
    for day in days:
        told = is_posted(day, *noted, posted_at=posted_at, calendar=calendar)
        if told and day not in missed:
            found.append(day)
            posted_at = datetime.combine(day, time(7), ZONE)
    return found


def october(*numbers: int) -> list[date]:
    return [date(2026, 10, number) for number in numbers]


def test_what_came_after_the_card_is_told_the_next_morning_and_then_not_again():
    later = a_noted(sent_at=SENT_AT + timedelta(hours=3), wanted_by=None)

    assert is_posted(date(2026, 10, 5), later)
    assert not is_posted(date(2026, 10, 6), later, posted_at=SENT_AT + timedelta(days=4))
    assert not is_posted(date(2026, 10, 2), a_noted(wanted_by=None))


def test_a_note_of_an_older_version_names_no_day_and_is_reminded_of_once_a_week():
    old = a_noted(wanted_by=None)
    long_ago = SENT_AT + timedelta(days=1)

    assert posted_days(october(*range(5, 10)), old, posted_at=long_ago) == october(5)


def test_what_stands_on_no_card_is_told_in_the_morning():
    assert is_posted(date(2026, 10, 5), a_noted(wanted_by=None), posted_at=None)
    assert not is_posted(date(2026, 10, 5), posted_at=None)


def test_the_office_is_reminded_like_a_respondent_seven_three_and_one_days_before():
    asked_long_ago = a_noted(sent_at=datetime(2026, 9, 21, 16, tzinfo=UTC))
    days = (date(2026, 9, 22) + timedelta(days=number) for number in range(18))
    told = posted_days(days, asked_long_ago, posted_at=asked_long_ago.note.sent_at)

    # The 9th is a Friday: seven days before it is the 2nd, three the 6th, one the 8th.
    assert told == [date(2026, 10, 2), date(2026, 10, 6), date(2026, 10, 8)]


def test_steps_before_the_note_was_sent_are_skipped():
    asked_late = a_noted(sent_at=datetime(2026, 10, 6, 16, tzinfo=UTC))

    assert posted_days(
        october(*range(7, 10)), asked_late, posted_at=asked_late.note.sent_at
    ) == october(8)


@pytest.mark.parametrize(
    ("missed", "told"),
    [
        pytest.param((), (2, 6, 8), id="none-missed"),
        pytest.param((2,), (5, 6, 8), id="a-friday-comes-on-monday"),
        pytest.param((6, 7), (2, 8), id="two-are-one"),
        pytest.param((8,), (2, 6, 9), id="on-the-last-day-still"),
        pytest.param((8, 9), (2, 6, 12), id="once-it-is-late-with-the-week"),
    ],
)
def test_a_reminder_whose_day_was_missed_comes_the_next_school_day(missed, told):
    asked_long_ago = a_noted(sent_at=datetime(2026, 9, 21, 16, tzinfo=UTC))

    assert posted_days(
        october(*range(1, 15)),
        asked_long_ago,
        posted_at=asked_long_ago.note.sent_at,
        missed=october(*missed),
    ) == [*october(*told), *([] if told[-1] == 12 else october(12))]


def test_what_is_late_comes_a_day_later_where_monday_was_missed_and_not_twice_in_a_week():
    late = a_noted(wanted_by=date(2026, 9, 10))

    days = october(*range(2, 17))
    assert posted_days(days, late, missed=october(5)) == october(6, 12)


def test_what_is_late_comes_back_once_a_week_since_nobody_else_hears_of_it():
    late = a_noted(wanted_by=date(2026, 9, 10))
    days = (TODAY + timedelta(days=number) for number in range(14))

    assert posted_days(days, late) == october(5, 12)


def test_a_school_with_a_calendar_of_its_own_is_reminded_on_its_own_school_days():
    early = replace(WEEKDAYS, closures=frozenset({date(2026, 10, 2)}))
    at_a_track = a_noted(school="Track School", sent_at=datetime(2026, 9, 21, 16, tzinfo=UTC))
    calendar = replace(WEEKDAYS, schools=(("Track School", early),))

    asked_at = at_a_track.note.sent_at
    days = october(1, 2)
    assert posted_days(days, at_a_track, posted_at=asked_at, calendar=calendar) == october(1)
