"""*Not held …*: what became of the meeting instead."""

from dataclasses import replace
from datetime import time

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.default_rules import DEFAULT_RULES
from bot.digest.digest_lines import MeetingOf
from bot.errors import FormError
from bot.forms import tags
from bot.forms.meetings.meeting_forms import (
    MOVED_TO,
    Became,
    NewDate,
    new_date_from,
    reason_if_cancelled,
)
from bot.forms.meetings.meetings import date_of_meeting
from bot.meetings.meetings import Mode
from bot.ui.kit.reading import answers_in, carried_in
from bot.ui.meetings import not_held
from bot.ui.meetings.set_meeting import WARNED_OF
from tests.bot.a_case import a_meeting, day
from tests.bot.ui.dates.checked import a_check
from tests.bot.ui.filled import filled
from tests.slack_limits import complaints, third_opinion

TODAY = day("2026-10-08")
MEETING = a_meeting("2026-10-06", "2026-09-01", at=time(9, 30))


def shown(at=time(9, 30), **more):
    one = MeetingOf(alias="MQ-7K2", meeting=replace(MEETING, at=at))
    return not_held.render(one, rules=DEFAULT_RULES, confirmed=False, **more)


def submitted(view=None, **answers):
    """Why it is cancelled, or when it is to be instead."""
    sent = filled(view or shown(), answers)
    said, warned_of = answers_in(sent), WARNED_OF.maybe_in(carried_in(sent))
    why = reason_if_cancelled(said)
    if why is not None:
        return why
    on = date_of_meeting(said, MOVED_TO, today=TODAY, calendar=WEEKDAYS)
    return new_date_from(said, MEETING, on=on, warned_of=warned_of)


def problem(**answers):
    with pytest.raises(FormError) as refused:
        submitted(what=Became.MOVED, **answers)
    return refused.value.problems


def test_it_was_cancelled_and_nobody_need_give_a_date():
    assert submitted(what=Became.CANCELLED, why="the family moves away") == "the family moves away"


def test_cancelling_needs_a_reason():
    with pytest.raises(FormError) as refused:
        submitted(what=Became.CANCELLED, why=" ")

    assert list(refused.value.problems) == ["why"]


def test_it_is_moved_and_keeps_its_time_unless_another_is_chosen():
    moved = submitted(what=Became.MOVED, to="2026-10-20")

    assert (moved.on, moved.at) == (day("2026-10-20"), time(9, 30))
    assert submitted(what=Became.MOVED, to="2026-10-20", at="13:00").at == time(13)
    assert submitted(what=Became.MOVED, to="2026-10-20", at=None).at is None


def test_it_can_be_held_today():
    assert submitted(what=Became.MOVED, to="2026-10-08").on == TODAY


@pytest.mark.parametrize(
    ("to", "words"),
    [
        pytest.param(None, "Please choose the date", id="no-date"),
        pytest.param("2026-10-07", "That day has passed", id="yesterday"),
        pytest.param("2026-10-10", "is on a weekend", id="a-saturday"),
        pytest.param("2027-07-01", "between two school years", id="in-the-summer"),
    ],
)
def test_a_date_that_cannot_be_is_refused_at_the_date(to, words):
    refused = problem(to=to)

    assert list(refused) == ["to"]
    assert words in refused["to"]


def test_the_modal_knows_its_meeting_and_the_day_it_was_to_be():
    carried = carried_in(shown())

    assert (tags.MEETING.in_(carried), tags.DAY.in_(carried)) == (12, day("2026-10-06"))


def test_rule_9_a_date_that_costs_something_is_told_and_everything_typed_stays():
    new = NewDate(on=day("2026-10-27"), at=time(13), mode=Mode.PHONE, why="the family was ill")

    again = shown(new=new, check=a_check("2026-10-27"))

    assert again["submit"]["text"] == "Save anyway"
    kept = submitted(again)
    assert (kept.on, kept.at, kept.why) == (new.on, new.at, new.why)
    assert kept.warned_of == new.on
    assert complaints(again) == []


@pytest.mark.parametrize("at", [time(9, 30), None], ids=["with-a-time", "without"])
def test_slack_takes_it(at):
    assert complaints(shown(at)) == []
    assert third_opinion(shown(at)) == []


def test_it_says_that_the_calendar_is_not_confirmed():
    assert "Calendar not confirmed" in str(shown())
