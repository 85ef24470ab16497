"""What a respondent is told of the forms they were asked for."""

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.calendar import default_school_year
from bot.requests.owed_forms import Owed
from bot.requests.requests import Form, RequestId, RequestState
from bot.ui.requests import requests
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_slack_takes, words_of
from tests.slack_limits import OUR_LONGEST_MESSAGE

IN, RETURNED, WITHDRAWN = RequestState.IN, RequestState.RETURNED, RequestState.WITHDRAWN


def owed(state, number=1, **fields):
    told: dict[str, Any] = {
        "request": RequestId(number),
        "form": Form.TEACHER_FEEDBACK,
        "alias": "QX-4KM",
        "asked_by": "Pat Fennimore",
        "wanted_by": date(2026, 10, 13),
        "year": default_school_year(2026),
    }
    return Owed(**told | fields, state=state)


@pytest.mark.parametrize(
    ("forms", "said"),
    [
        pytest.param([owed(IN), owed(IN)], "all of these are in, thank you", id="in"),
        pytest.param(
            [owed(IN), owed(RETURNED)],
            "nothing here is left to fill in, thank you",
            id="given-back",
        ),
        pytest.param([owed(WITHDRAWN)], "nothing here is left to fill in", id="withdrawn"),
        pytest.param(
            [owed(RequestState.OPEN, closed="over")], "nothing here is left to fill in", id="over"
        ),
        pytest.param([owed(IN), owed(RequestState.OPEN)], "1 to fill in", id="one-is-open"),
    ],
)
def test_all_are_in_is_said_only_where_they_are(forms, said):
    message = requests.render(forms)

    assert said in words_of(message)
    assert ("thank you" in message["text"]) is ("thank you" in said)


def test_the_way_to_fill_in_a_form_stands_under_the_title_as_long_as_one_is_open():
    open_, done = requests.render([owed(IN), owed(RequestState.OPEN)]), requests.render([owed(IN)])

    assert "Press *Fill in* to see the student's name" in words_of({"blocks": open_["blocks"][1:2]})
    assert "Press *Fill in*" not in words_of(done)
    assert "can read your answers" in words_of(open_)
    assert "can read your answers" in words_of(done)


def many(open_, in_, **fields):
    """So many forms, the open ones first; those that came in, the latest first."""
    return [
        *(owed(RequestState.OPEN, n, alias=f"QX-{n:03}", **fields) for n in range(open_)),
        *(owed(IN, n, alias=f"QX-{n:03}", **fields) for n in range(open_, open_ + in_)),
    ]


def counted_beside(message, words):
    """How many a line of small print counts besides what is shown; none where it is not there."""
    found = re.search(rf"\+ (\d+) {words}", words_of(message))
    return int(found.group(1)) if found else 0


@pytest.mark.parametrize("forms", [30, 60])
@pytest.mark.parametrize("asked_by", ["Pat Fennimore", HOSTILE_WORDS["pictures"]])
def test_a_message_of_many_forms_is_never_too_large_whatever_came_in(forms, asked_by):
    for in_ in range(forms + 1):
        message = requests.render(many(forms - in_, in_, asked_by=asked_by))

        assert_slack_takes(message)
        assert len(json.dumps(message["blocks"])) <= OUR_LONGEST_MESSAGE
        open_ = len(re.findall(r"Asked by", words_of(message)))
        settled = len(re.findall(r": in ✓", words_of(message)))
        assert open_ + counted_beside(message, requests.TO_COME) == forms - in_
        assert settled + counted_beside(message, requests.BEFORE) == in_
        assert settled >= min(in_, requests.LAST_SETTLED)


def test_as_many_as_a_message_holds_are_shown():
    message = requests.render(many(60, 0))

    assert counted_beside(message, requests.TO_COME) == 43


def test_who_has_just_filled_in_a_form_sees_that_it_is_in():
    message = requests.render(many(23, 7))

    assert "*QX-023*, teacher feedback: in ✓" in words_of(message)
    assert counted_beside(message, requests.BEFORE) == 2


def test_a_line_says_by_when_in_words_that_stay_true_after_that_day():
    form = owed(RequestState.OPEN)
    line = "*QX-4KM*, teacher feedback, due Tue, Oct 13. Asked by Pat Fennimore."

    assert line in words_of(requests.render([form]))
    assert line in words_of(requests.nudge([form]))


def test_what_was_asked_for_after_its_day_is_wanted_as_soon_as_can_be():
    message = requests.render([owed(RequestState.OPEN, asked_late=True)])

    assert "teacher feedback, as soon as you can. Asked by" in words_of(message)
    assert message["text"] == "1 form to fill in, as soon as you can."


def test_a_nudge_counts_what_it_reminds_of_and_no_more():
    """Of four forms one is near; then its meeting is over, and three are open still."""
    near = owed(RequestState.OPEN)

    assert "Reminder: 1 form to fill in" in words_of(requests.nudge([near]))
    over = words_of(requests.nudge([replace(near, closed="the meeting is over")]))
    assert "Nothing here is left to fill in" in over


@pytest.mark.parametrize("asked_by", ["Pat Fennimore", HOSTILE_WORDS["pictures"]])
def test_a_nudge_for_many_forms_counts_what_it_has_no_room_for(asked_by):
    message = requests.nudge(many(60, 0, asked_by=asked_by))

    assert_slack_takes(message)
    shown = len(re.findall(r"Asked by", words_of(message)))
    assert 5 <= shown <= 20
    assert shown + counted_beside(message, requests.TO_COME) == 60
