"""What is said before the forms of a month are sent."""

from dataclasses import replace
from datetime import date

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.default_rules import DEFAULT_RULES
from bot.requests.requests_to_send import requests_to_send
from bot.ui.requests import requests_to_send as modal
from tests.bot.a_case import TEACHER, a_case, a_meeting
from tests.bot.ui.surfaces import words_of


@pytest.mark.parametrize(
    ("today", "said"),
    [
        pytest.param("2026-09-10", "has at least 23 school days to answer", id="on-the-10th"),
        pytest.param("2026-10-09", "has at least 2 school days to answer", id="the-friday-before"),
        pytest.param("2026-10-12", "has at least one school day to answer", id="the-day-before"),
        pytest.param("2026-10-13", "due back today or were before", id="the-day-itself"),
        pytest.param("2026-10-14", "due back today or were before", id="the-day-after"),
    ],
)
def test_rule_6_how_long_respondents_have_is_said_before_they_are_asked(today, said):
    case = a_case(a_meeting("2026-10-27", "2026-08-20"))
    day = date.fromisoformat(today)
    askings = requests_to_send([case], WEEKDAYS, DEFAULT_RULES, today=day)

    shown = modal.render(
        askings,
        WEEKDAYS.year_begun_by(day),
        asked=0,
        answered=0,
        confirmed=True,
        asked_by="Pat Fennimore",
    )

    assert said in words_of(shown)
    assert ("Please send early" in words_of(shown)) is ("to answer" in said)


@pytest.mark.parametrize(("today", "asked"), [("2026-09-21", False), ("2026-09-22", True)])
def test_who_joins_the_team_later_is_asked_from_their_first_day_on(today, asked):
    joins = replace(TEACHER, from_on=date(2026, 9, 22))
    case = a_case(a_meeting("2026-10-27", "2026-08-20"), team=(joins,))
    day = date.fromisoformat(today)

    askings = requests_to_send([case], WEEKDAYS, DEFAULT_RULES, today=day)

    assert [one.respondent for one in askings] == [TEACHER.person] * asked
