"""What a respondent was told once stays true: forms that are in, and meetings that are over."""

from datetime import date

import pytest

from bot.errors import StaleError
from bot.people.people import SlackUserId, TeamRole
from casework.meetings.meeting_changes import cancel, hold
from casework.requests.requests_asked import ask_anew
from tests.handlers.asking import Asking
from tests.handlers.mornings import at

MEETING_DAY = date(2026, 11, 18)
THE_DAY_AFTER = "2026-11-19T12:00"


@pytest.fixture
def asking(school):
    asking = Asking(school)
    asking.sends_all()
    asking.pat.modal.close()
    return asking


def goes_to(asking, moment):
    asking.school.client.go_to(at(moment))
    asking.school.settle()


def nudges(person):
    return [one for one in person.dms() if one.by_app and one.thread_ts]


def changes(asking, change, **fields):
    now = asking.school.client.clock_now()
    with asking.school.storage.caseload_of(SlackUserId("U0PAT"), now=now) as scope:
        change(scope, scope.meetings.get(asking.meeting.id), **fields)
    asking.school.settle()


def buttons(message):
    return [
        element["action_id"]
        for block in message.blocks
        for element in (*block.get("elements", ()), block.get("accessory", {}))
        if element.get("type") == "button"
    ]


def test_every_nudge_says_that_the_form_is_in_and_can_be_pressed_no_more(asking):
    for day in ("2026-10-28T12:00", "2026-10-30T12:00", "2026-11-03T12:00"):
        goes_to(asking, day)
    assert [len(buttons(one)) for one in nudges(asking.tea)] == [2, 2, 2]

    asking.fills_in(asking.tea)

    assert [buttons(one) for one in nudges(asking.tea)] == [[], [], []]
    assert all("JQ-7K2, teacher feedback: in ✓" in one.text for one in nudges(asking.tea))
    assert [len(buttons(one)) for one in nudges(asking.hal)] == [2, 2, 2]


def test_a_nudge_of_a_cancelled_meeting_says_so(asking):
    goes_to(asking, "2026-10-28T12:00")

    changes(asking, cancel, why="invented")

    [nudge] = nudges(asking.tea)
    assert "no longer needed, the meeting was cancelled" in nudge.text
    assert buttons(nudge) == []


def test_when_the_day_of_a_meeting_is_over_nothing_asks_for_its_forms_any_more(asking):
    """Nobody has marked the meeting, and nothing was written since."""
    goes_to(asking, "2026-11-03T12:00")
    asking.fills_in(asking.tea)
    goes_to(asking, "2026-11-18T12:00")
    assert "Change it" in asking.message(asking.tea).text
    assert len(buttons(asking.message(asking.hal))) == 2

    goes_to(asking, THE_DAY_AFTER)

    for person in (asking.tea, asking.hal):
        assert buttons(asking.message(person)) == []
        assert nudges(person)
        assert not any(map(buttons, nudges(person)))
    assert "the meeting of Wed, Nov 18 is over" in asking.message(asking.hal).text
    assert asking.school.client.strict_errors() == []


def test_an_older_message_of_forms_that_are_in_follows_its_meeting(asking):
    """The next message stands below by then, and its forms are not drawn on the older one."""
    asking.fills_in(asking.tea)
    older = asking.message(asking.tea)
    asking.school.client.go_to(at("2026-10-09T12:00"))
    another = asking.school.student(asking.school.on_record["pat"], alias="MQ-1K2")
    asking.school.on_team(another, asking.school.on_record["tea"], TeamRole.TEACHER)
    asking.school.meeting(another, date(2026, 11, 30), arose_on=date(2026, 8, 20))
    asking.sends_all()
    older, newer = asking.messages(asking.tea)
    assert "Change it" in older.text
    assert "MQ-1K2" in newer.text

    goes_to(asking, "2026-11-18T12:00")
    changes(asking, hold, on=MEETING_DAY)

    older, newer = asking.messages(asking.tea)
    assert "JQ-7K2" in older.text
    assert "MQ-1K2" not in older.text
    assert buttons(older) == []
    assert "1 to fill in" in newer.text


@pytest.mark.parametrize("person", ["tea", "hal"])
def test_a_button_that_slack_lets_nobody_take_away_says_what_is_so_and_where_to_go(asking, person):
    asking.fills_in(asking.tea)
    old = asking.message(asking.tea) if person == "tea" else asking.message(asking.hal)
    asking.school.client.set_up(editing_closed=True)
    goes_to(asking, THE_DAY_AFTER)

    told = asking.presses(getattr(asking, person), old, buttons(old)[0])

    assert "the meeting of Wed, Nov 18 is over" in told
    if person == "tea":
        assert "You sent the teacher feedback for JQ-7K2, and it stays as it came in" in told
    else:
        assert "The provider report for JQ-7K2 can no longer be sent" in told
    assert "Pat Fennimore" in told
    assert "`/iep due` lists what else is yours" in told


def test_a_nudge_that_can_be_edited_no_more_is_not_said_again(asking):
    goes_to(asking, "2026-10-28T12:00")
    asking.school.client.set_up(editing_closed=True)

    asking.fills_in(asking.tea)
    goes_to(asking, "2026-10-28T13:00")

    assert len(nudges(asking.tea)) == 1


def test_whoever_asks_anew_too_late_hears_where_what_came_in_stands(asking):
    """Pat does so from a screen that stood open over the day of the meeting."""
    goes_to(asking, THE_DAY_AFTER)
    now = asking.school.client.clock_now()
    [request] = asking.requests(asking.hal)
    with (
        asking.school.storage.caseload_of(SlackUserId("U0PAT"), now=now) as scope,
        pytest.raises(StaleError, match=r"over.*Nothing was sent.*`/iep JQ-7K2`"),
    ):
        ask_anew(scope, request.id)
