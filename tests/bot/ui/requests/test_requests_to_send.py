"""What is said before the forms of a month are sent."""

from dataclasses import replace
from datetime import date

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.default_rules import DEFAULT_RULES
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.requests.requests_to_send import requests_to_send
from bot.students import StudentId
from bot.ui.requests import requests_to_send as modal
from bot.ui.requests.request_forms import AT_ONCE
from tests.bot.a_case import TEACHER, a_case, a_meeting
from tests.bot.a_morning import nth_case
from tests.bot.ui.filled import boxes, over_them
from tests.bot.ui.surfaces import words_of
from tests.slack_limits import complaints


@pytest.mark.parametrize(
    ("today", "said"),
    [
        pytest.param("2026-09-10", "has at least 23 school days to answer", id="on-the-10th"),
        pytest.param("2026-10-09", "has at least 2 school days to answer", id="the-friday-before"),
        pytest.param("2026-10-12", "has at least one school day to answer", id="the-day-before"),
        pytest.param("2026-10-13", "due back today, or are already late", id="the-day-itself"),
        pytest.param("2026-10-14", "due back today, or are already late", id="the-day-after"),
    ],
)
def test_rule_6_how_long_respondents_have_is_said_before_they_are_asked(today, said):
    case = a_case(a_meeting("2026-10-27", "2026-08-20"))
    day = date.fromisoformat(today)
    askings = requests_to_send([case], WEEKDAYS, DEFAULT_RULES, today=day)

    shown = modal.render(
        askings,
        WEEKDAYS.year_begun_by(day),
        today=day,
        asked=0,
        answered=0,
        confirmed=True,
        asked_by="Pat Fennimore",
    )

    assert said in words_of(shown)
    assert ("Each day you wait is one less" in words_of(shown)) is ("to answer" in said)


@pytest.mark.parametrize(("today", "asked"), [("2026-09-21", False), ("2026-09-22", True)])
def test_who_joins_the_team_later_is_asked_from_their_first_day_on(today, asked):
    joins = replace(TEACHER, from_on=date(2026, 9, 22))
    case = a_case(a_meeting("2026-10-27", "2026-08-20"), team=(joins,))
    day = date.fromisoformat(today)

    askings = requests_to_send([case], WEEKDAYS, DEFAULT_RULES, today=day)

    assert [one.respondent for one in askings] == [TEACHER.person] * asked


def shown_of(*cases, today="2026-10-01"):
    day = date.fromisoformat(today)
    askings = requests_to_send(cases, WEEKDAYS, DEFAULT_RULES, today=day)
    return modal.render(
        askings,
        WEEKDAYS.year_begun_by(day),
        today=day,
        asked=0,
        answered=0,
        confirmed=True,
        asked_by="Pat Fennimore",
    )


def test_whom_to_ask_stands_under_the_student_and_the_day_which_are_said_once():
    zed = replace(TEACHER, person=PersonId(77), name="Zed Passerby")
    tea = replace(TEACHER, name="Tea Chalkley")
    case = a_case(a_meeting("2026-10-27", "2026-08-20"), team=(tea, zed))

    assert over_them(shown_of(case)) == {
        f"{case.student.alias}, due back Tue, Oct 13": [
            "Tea Chalkley, teacher feedback, not in Slack, so you ask",
            "Zed Passerby, teacher feedback, not in Slack, so you ask",
        ]
    }


def test_forms_about_more_students_than_fit_come_once_these_are_sent():
    cases = [
        nth_case(
            number,
            a_meeting("2026-10-27", "2026-08-20", id=MeetingId(number), student=StudentId(number)),
            team=tuple(replace(TEACHER, person=PersonId(100 + one)) for one in range(11)),
        )
        for number in range(1, 61)
    ]
    view = shown_of(*cases)

    assert complaints(view) == []
    listed = sum(map(len, boxes(view).values()))
    assert f"+ {60 * 11 - listed} more, once these are sent" in words_of(view)


@pytest.mark.parametrize(
    ("today", "seen"),
    [
        pytest.param("2026-10-12", "due Tue, Oct 13", id="the-day-before"),
        pytest.param("2026-10-13", "due Tue, Oct 13", id="the-day-itself"),
        pytest.param("2026-10-14", AT_ONCE, id="the-day-after"),
    ],
)
def test_what_each_person_will_see_is_what_they_are_sent(today, seen):
    """*As soon as you can* was promised of a form due today, and *due Tue, Oct 13* was sent."""
    case = a_case(a_meeting("2026-10-27", "2026-08-20"))

    said = words_of(shown_of(case, today=today))

    assert f"teacher feedback, {seen}. Asked by Pat Fennimore." in said
