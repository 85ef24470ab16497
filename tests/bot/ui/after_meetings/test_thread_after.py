"""The after-list gives each row its date, or what it waits for."""

from dataclasses import replace

from bot.content import read
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.obligation_rows import Standing, State
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import MeetingState
from bot.ui.after_meetings.thread_after import after_message
from bot.ui.meeting_day import thread_controls as controls
from tests.bot.ui.after_rows import rows_after
from tests.bot.ui.looking import boxes, button, words
from tests.bot.ui.running import MEETING, a_running_meeting
from tests.slack_limits import complaints

CONTENT = read(None)


def held(**fields):
    meeting = replace(MEETING, state=MeetingState.HELD, held_on=MEETING.on, **fields)
    return a_running_meeting(CONTENT, meeting=meeting)


def test_the_after_list_gives_each_row_its_date_or_what_it_waits_for():
    message = after_message(held(), rows_after(held().meeting))
    (group,) = boxes(message)
    described = {o["value"]: o["description"]["text"] for o in group["options"]}

    assert described["minutes_in_iep"] == "By Thursday, October 29"
    assert described["at_a_glance"] == (
        "By Tuesday, November 3. Until it is signed, the current IEP stands."
    )
    assert described["next_meeting"] == "It waits for the signature."
    assert ObligationId.CONSENT not in described
    assert len(described) == 5
    assert "*After the meeting:* 0 of 5 done, the signature still to come" in words(message)
    assert "not there yet" in words(message)
    assert button(message, controls.CONSENT)["value"] == "12:"


def test_what_is_settled_is_ticked_and_the_signature_is_told_as_recorded():
    done = Standing(state=State.DONE, revision=2)
    rows = rows_after(
        held().meeting, {ObligationId.MINUTES_IN_IEP: done, ObligationId.CONSENT: done}
    )
    message = after_message(held(), rows)
    (group,) = boxes(message)

    assert [o["value"] for o in group["initial_options"]] == ["minutes_in_iep"]
    assert group["initial_options"][0]["description"]["text"] == "Done"
    assert "is recorded" in words(message)
    assert "1 of 5 done" in words(message)
    assert "still to come" not in words(message)
    assert message["blocks"][1]["block_id"] == "after:12:0:2"


def test_a_district_without_rows_after_the_meeting_has_an_after_list_all_the_same():
    assert complaints(after_message(held(), [])) == []
    assert len(rows_after(held().meeting)) == len(DEFAULT_RULES.after)
