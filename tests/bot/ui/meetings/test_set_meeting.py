"""Setting a meeting: the form, and what is said of a date before it is saved."""

from dataclasses import replace
from datetime import time

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.default_rules import DEFAULT_RULES
from bot.errors import FormError
from bot.forms import tags
from bot.forms.meetings.meetings import ON, Wanted, date_of_meeting, wanted_from
from bot.meetings.meetings import Kind, MeetingId, Mode
from bot.students import StudentId
from bot.ui.dates import date_warnings
from bot.ui.kit.reading import answers_in, carried_in
from bot.ui.meetings import set_meeting
from tests.bot.a_case import a_student, day
from tests.bot.due_dates import closed_on
from tests.bot.ui.dates.checked import a_check
from tests.bot.ui.filled import filled
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

TODAY = day("2026-10-08")
WANTED = Wanted(student=StudentId(7), on=day("2026-10-27"), at=time(8, 30), kind=Kind.TRIENNIAL)


def shown(wanted=WANTED, student=None, **more):
    student = student or a_student()
    return set_meeting.render(student, wanted, rules=DEFAULT_RULES, confirmed=False, **more)


def read(view, **answers):
    sent = filled(view, answers)
    said, carried = answers_in(sent), carried_in(sent)
    drawn = Wanted(
        student=tags.STUDENT.in_(carried),
        warned_of=set_meeting.WARNED_OF.maybe_in(carried),
        newest=set_meeting.NEWEST.maybe_in(carried),
    )
    on = date_of_meeting(said, ON, today=TODAY, calendar=WEEKDAYS)
    return wanted_from(said, drawn, on=on)


def said(on, today="2026-10-08", calendar=WEEKDAYS, **reviews):
    return list(date_warnings.sentences(a_check(on, today, calendar, **reviews), DEFAULT_RULES))


def test_what_is_drawn_is_what_is_read():
    wanted = read(shown(replace(WANTED, newest=MeetingId(12))), mode=Mode.VIDEO)

    assert wanted == replace(WANTED, mode=Mode.VIDEO, newest=MeetingId(12))


@pytest.mark.parametrize(
    ("on", "words"),
    [
        pytest.param(None, "Please choose the date", id="no-date"),
        pytest.param("2026-10-07", "That day has passed", id="yesterday"),
        pytest.param("2026-10-10", "is on a weekend", id="a-saturday"),
        pytest.param("2027-07-01", "between two school years", id="in-the-summer"),
    ],
)
def test_a_day_on_which_no_meeting_can_be_is_refused_at_the_field(on, words):
    with pytest.raises(FormError) as refused:
        read(shown(), on=on)

    assert words in refused.value.problems["on"]


def test_a_meeting_can_be_today():
    assert read(shown(), on="2026-10-08").on == TODAY


def test_rule_9_a_date_that_costs_something_asks_a_second_time_with_the_next_one_at_hand():
    view = shown(check=a_check("2026-10-27"))

    assert view["submit"]["text"] == "Save anyway"
    assert "Take Mon, Nov 2" in str(view)
    assert read(view).warned_of == day("2026-10-27")
    assert read(view, on="2026-10-28").warned_of == day("2026-10-27")


def test_rule_9_what_is_late_and_short_is_said_in_words():
    late, short = said("2026-10-27", today="2026-10-12")

    assert late.startswith("Already late, so due on short notice: Meeting on the master calendar;")
    assert short == "Teachers and providers would have 3 school days for their forms."


def test_rule_7_promises_that_cannot_be_kept_come_before_what_is_late():
    promises, *_ = said("2026-10-27", today="2026-10-23")

    assert promises == (
        "Promises to the parents that cannot be kept: Draft copy given to the parents. Ask the "
        "parents first, or choose a later date."
    )


def test_rule_9_a_day_that_leaves_no_school_day_says_so_and_names_nothing_twice():
    sentences = said("2026-10-08")

    assert any(one.startswith("No school day is left for: Meeting on") for one in sentences)
    assert not any(one.startswith("Already late") for one in sentences)
    assert "Teachers and providers would have no school day for their forms." in sentences


def test_rule_9_a_closure_is_said():
    assert "There is no school on that day." in said("2026-11-20", calendar=closed_on("2026-11-20"))


@pytest.mark.parametrize(
    ("annual", "told"),
    [pytest.param("2026-12-14", True, id="after"), pytest.param("2026-12-15", False, id="on-it")],
)
def test_a_date_after_the_review_is_warned_of_though_all_else_works(annual, told):
    check = a_check("2026-12-15", annual_due=annual)

    assert check.works
    assert check.warned is told
    assert [*date_warnings.sentences(check, DEFAULT_RULES)] == (
        ["It comes after the day on which the annual review falls due, Monday, December 14, 2026."]
        if told
        else []
    )
    assert "The next date that leaves time" not in words_of(shown(check=check))


def test_the_date_offered_says_where_it_comes_after_the_review():
    view = shown(check=a_check("2026-10-27", annual_due="2026-10-30"))

    assert (
        "*Monday, November 2, 2026*. It comes after the day on which the annual review"
        in words_of(view)
    )


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_it_whatever_the_name(words):
    student = a_student(first_name=words[:250], last_name=words[:250])
    view = shown(student=student, check=a_check("2026-10-08"), notice="A meeting was set.")

    assert_slack_takes(view)
    assert_harmless(view)
