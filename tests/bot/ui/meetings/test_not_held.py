"""*Not held …*: what became of the meeting instead."""

from datetime import time

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.default_rules import DEFAULT_RULES
from bot.digest.digest_lines import MeetingOf
from bot.errors import FormError
from bot.ui.meetings import not_held
from bot.ui.meetings.not_held import NotHeld, Outcome
from tests.bot.a_case import a_meeting, day
from tests.bot.ui.dates.checked import a_check
from tests.bot.ui.filled import filled
from tests.slack_limits import complaints, third_opinion

TODAY = day("2026-10-08")


def shown(at=time(9, 30), **more):
    meeting = a_meeting("2026-10-06", "2026-09-01", at=at)
    one = MeetingOf(alias="MQ-7K2", meeting=meeting)
    return not_held.render(one, rules=DEFAULT_RULES, confirmed=False, **more)


def submitted(**answers):
    return not_held.read(filled(shown(), answers), today=TODAY, calendar=WEEKDAYS)


def problem(**answers):
    with pytest.raises(FormError) as refused:
        submitted(what=Outcome.MOVED, **answers)
    return refused.value.problems


def test_it_was_cancelled_and_nobody_need_give_a_date():
    assert submitted(what=Outcome.CANCELLED, why="the family moves away") == NotHeld(
        to=None, at=None, why="the family moves away"
    )


def test_cancelling_needs_a_reason():
    with pytest.raises(FormError) as refused:
        submitted(what=Outcome.CANCELLED, why=" ")

    assert list(refused.value.problems) == ["why"]


def test_it_is_moved_and_keeps_its_time_unless_another_is_chosen():
    moved = submitted(what=Outcome.MOVED, to="2026-10-20")

    assert (moved.to, moved.at) == (day("2026-10-20"), time(9, 30))
    assert submitted(what=Outcome.MOVED, to="2026-10-20", at="13:00").at == time(13)
    assert submitted(what=Outcome.MOVED, to="2026-10-20", at=None).at is None


def test_it_can_be_held_today():
    assert submitted(what=Outcome.MOVED, to="2026-10-08").to == TODAY


@pytest.mark.parametrize(
    ("to", "words"),
    [
        pytest.param(None, "Please choose the date", id="no-date"),
        pytest.param("2026-10-07", "That day has passed", id="yesterday"),
        pytest.param("2026-10-10", "is at a weekend", id="a-saturday"),
        pytest.param("2027-07-01", "between two school years", id="in-the-summer"),
    ],
)
def test_a_date_that_cannot_be_is_refused_at_the_date(to, words):
    refused = problem(to=to)

    assert list(refused) == ["to"]
    assert words in refused["to"]


def test_the_modal_knows_its_meeting_and_the_day_it_was_to_be():
    assert not_held.meeting_in(shown()) == (12, day("2026-10-06"))


def test_rule_9_a_date_that_costs_something_is_told_and_everything_typed_stays():
    answer = NotHeld(to=day("2026-10-27"), at=time(13), why="the family was ill")

    again = shown(answer=answer, check=a_check("2026-10-27"))

    assert again["submit"]["text"] == "Save anyway"
    kept = not_held.read(filled(again, {}), today=TODAY, calendar=WEEKDAYS)
    assert (kept.to, kept.at, kept.why) == (answer.to, answer.at, answer.why)
    assert kept.warned_of == answer.to
    assert complaints(again) == []


@pytest.mark.parametrize("at", [time(9, 30), None], ids=["with-a-time", "without"])
def test_slack_takes_it(at):
    assert complaints(shown(at)) == []
    assert third_opinion(shown(at)) == []


def test_it_says_that_the_calendar_is_not_confirmed():
    assert "Calendar not confirmed" in str(shown())
