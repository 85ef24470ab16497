"""Ticking afterwards, with the true time."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.content import read
from bot.errors import FormError
from bot.forms import tags
from bot.forms.meeting_day.tick_later import LINES, took_place_at
from bot.meeting_day.checklists import TickState
from bot.ui.kit.reading import answers_in, carried_in
from bot.ui.meeting_day import tick_later
from bot.ui.meeting_day.thread_card import card_message
from tests.bot.ui.filled import filled
from tests.bot.ui.running import MEETING, a_running_meeting, the_longest, tick
from tests.bot.ui.surfaces import assert_slack_takes

CONTENT = read(None)
ZONE = ZoneInfo("America/Los_Angeles")
TEN = datetime(2026, 10, 27, 17, tzinfo=UTC)


def test_lines_done_earlier_carry_their_true_time():
    view = filled(tick_later.render(MEETING, CONTENT.opening), {"lines": ["norms", "purpose"]})

    answers = answers_in(view)

    assert answers[LINES] == ("norms", "purpose")
    told = took_place_at(answers, now=TEN, zone=ZONE)
    assert told == datetime(2026, 10, 27, 16, 30, tzinfo=UTC)
    assert tags.MEETING.in_(carried_in(view)) == MEETING.id


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        pytest.param({}, "lines", id="nothing-chosen"),
        pytest.param({"lines": ["norms"], "at": "10:01"}, "at", id="a-minute-ahead"),
        pytest.param({"lines": ["norms"], "on": "2026-10-28"}, "on", id="tomorrow"),
        pytest.param({"lines": ["norms"], "on": None}, "on", id="no-day"),
        pytest.param({"lines": ["norms"], "at": None}, "at", id="no-time"),
    ],
)
def test_what_cannot_have_been_is_said_at_its_field(answers, field):
    view = filled(tick_later.render(MEETING, CONTENT.opening), answers)

    with pytest.raises(FormError) as told:
        took_place_at(answers_in(view), now=TEN, zone=ZONE)

    assert set(told.value.problems) == {field}


def test_this_very_minute_is_no_time_ahead():
    view = filled(tick_later.render(MEETING, CONTENT.opening), {"lines": ["norms"], "at": "10:00"})

    assert took_place_at(answers_in(view), now=TEN, zone=ZONE) == TEN


@pytest.mark.parametrize(
    ("took_place_at", "said"),
    [
        pytest.param(TEN, "10:00 am, noted later", id="on-the-day"),
        pytest.param(
            datetime(2026, 10, 29, 1, tzinfo=UTC),
            "Wednesday, October 28, 6:00 pm, noted later",
            id="another-day-in-the-schools-zone",
        ),
    ],
)
def test_the_list_shows_the_true_time(took_place_at, said):
    noted = replace(tick("norms"), took_place_at=took_place_at)

    assert said in notes(card_message(a_running_meeting(CONTENT, noted)))


def test_a_line_taken_back_shows_no_time():
    taken_back = replace(tick("norms", TickState.UNTICKED), took_place_at=TEN)

    assert "noted" not in str(card_message(a_running_meeting(CONTENT, taken_back)))


@pytest.mark.parametrize("lines", [CONTENT.opening, the_longest(CONTENT).lines * 3, ()])
def test_slack_takes_the_modal(lines):
    assert_slack_takes(tick_later.render(replace(MEETING, at=None), lines))


def notes(message):
    """What stands beside the boxes of a list."""
    return [
        option["description"]["text"]
        for block in message["blocks"]
        for element in block.get("elements", [])
        for option in element.get("options", [])
        if "description" in option
    ]
