"""How long a private link works, and what counts as a code."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.errors import FormError
from bot.forms.answers import Answers
from bot.forms.requests.request_replies import LATER, NOT_MINE, UNTIL, WHAT, WHY, reply_from
from bot.links_outside.link_codes import digits_of, in_halves
from bot.links_outside.private_links import LINK_FOR, works_until
from bot.meetings.meetings import Kind, Meeting, MeetingId, Mode
from bot.students import StudentId

NOW = datetime(2026, 10, 8, 15, tzinfo=UTC)
HERE = ZoneInfo("America/Los_Angeles")
TODAY = date(2026, 10, 8)


def a_meeting(on: date) -> Meeting:
    return Meeting(
        id=MeetingId(1),
        student=StudentId(1),
        on=on,
        at=time(9),
        kind=Kind.ANNUAL,
        mode=Mode.PHONE,
        arose_on=date(2026, 8, 20),
    )


def test_a_link_works_to_the_end_of_the_meetings_day_in_the_schools_own_zone():
    until = works_until(a_meeting(date(2026, 10, 27)), HERE, now=NOW)
    assert until == datetime(2026, 10, 28, 7, tzinfo=UTC)


def test_a_link_works_no_longer_than_thirty_days():
    assert works_until(a_meeting(date(2026, 12, 1)), HERE, now=NOW) == NOW + LINK_FOR
    assert timedelta(days=30) == LINK_FOR


@pytest.mark.parametrize("typed", ["482913", "482 913", " 482-913 ", "4 8 2 9 1 3"])
def test_a_code_is_read_however_it_is_typed(typed):
    assert digits_of(typed) == "482913"
    assert in_halves("482913") == "482 913"


def test_digits_of_other_scripts_are_no_code():
    assert digits_of("٤٨٢٩١٣") == ""


def replied(what, until, why=""):
    answers = Answers(texts={WHAT.key: what, UNTIL.key: until, WHY.key: why})
    return reply_from(answers, a_meeting(date(2026, 10, 27)), today=TODAY)


@pytest.mark.parametrize(
    ("what", "until", "why", "where"),
    [
        ("", "", "", WHAT.key),
        ("something", "2026-10-20", "why", WHAT.key),
        (NOT_MINE, "", "  ", WHY.key),
        (LATER, "", "", UNTIL.key),
        (LATER, "soon", "", UNTIL.key),
        (LATER, "2026-10-08", "", UNTIL.key),
        (LATER, "2026-10-27", "", UNTIL.key),
    ],
)
def test_a_reply_that_says_too_little_is_marked_where_it_does(what, until, why, where):
    with pytest.raises(FormError) as refused:
        replied(what, until, why)
    assert list(refused.value.problems) == [where]


@pytest.mark.parametrize("day", ["2026-10-09", "2026-10-26"])
def test_somebody_can_need_until_any_day_between_today_and_the_meeting(day):
    said = replied(LATER, day)
    assert said.until == date.fromisoformat(day)
