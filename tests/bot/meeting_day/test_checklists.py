from dataclasses import replace

import pytest

from bot.content import read
from bot.meeting_day.checklists import (
    ANSWER_TO,
    PARENTS,
    Difference,
    RightsAnswers,
    SignOff,
    TickState,
    checklist_of,
    difference,
    with_difference,
)
from bot.meeting_day.concerns import ConcernState
from bot.meetings.meetings import MeetingId, Mode
from tests.bot.ui.running import a_concern, a_running_meeting, tick

CONTENT = read(None)


def checklist(*ticks, mode=Mode.PHONE):
    return checklist_of(MeetingId(12), CONTENT, ticks, revision=3, mode=mode)


def test_lines_that_nobody_switched_on_are_in_no_list():
    lines = {line.id for line in checklist().lines}

    assert "norms" in lines
    assert not lines & {"enrolment", "public_place"}


def test_the_card_begins_with_the_first_line_of_the_opening():
    assert checklist().current.id == "everyone_present"


def test_the_lines_speak_of_the_room_where_people_sit_in_one():
    assert checklist(mode=Mode.IN_PERSON).current.short == "Everyone is in the room"
    assert checklist(mode=Mode.PHONE).current.short == "Everyone is on the line"


def test_done_and_skipped_lines_are_passed_over():
    now = checklist(tick("everyone_present"), tick("introductions", TickState.SKIPPED)).current

    assert now.id == "attendance_mode"


def test_a_tick_that_was_taken_back_makes_the_line_current_again():
    now = checklist(tick("everyone_present", TickState.UNTICKED), tick("introductions")).current

    assert now.id == "everyone_present"


def test_a_line_ticked_out_of_order_is_not_read_again():
    lines = [line.id for line in checklist().lines]
    now = checklist(*(tick(line) for line in lines if line != "minutes")).current

    assert now.id == "minutes"


def test_when_every_line_is_ticked_or_skipped_nothing_is_left_to_read():
    lines = [line.id for line in checklist().lines]
    through = checklist(*(tick(line) for line in lines[1:]), tick(lines[0], TickState.SKIPPED))

    assert through.current is None
    assert [line.id for line in through.skipped] == [lines[0]]
    assert through.done == len(lines) - 1


def test_an_answer_is_kept_beside_the_tick_of_its_line():
    unticked = checklist(
        tick("offer", TickState.UNTICKED), tick(f"{ANSWER_TO}offer", answer="in_part")
    )

    assert unticked.answer_to(CONTENT.line("offer")) == "in_part"
    assert unticked.answer_to(CONTENT.line("delivery")) == ""
    assert unticked.done == 0


@pytest.mark.parametrize(
    ("shown", "selected", "ticked", "unticked"),
    [
        pytest.param([], ["norms"], {"norms"}, set(), id="one-more"),
        pytest.param(["norms", "rights"], ["norms"], set(), {"rights"}, id="one-less"),
        pytest.param(["norms"], ["norms"], set(), set(), id="nothing-changed"),
        pytest.param(["norms"], ["rights"], {"rights"}, {"norms"}, id="both-ways"),
    ],
)
def test_a_click_is_the_difference_it_makes(shown, selected, ticked, unticked):
    change = difference(shown=shown, selected=selected)

    assert (change.ticked, change.unticked) == (ticked, unticked)


def test_the_rights_answers_are_complete_with_both_answers_and_both_speakers():
    half = RightsAnswers(explained="Yes, we got it", explained_by="mother", questions="No")

    assert half.begun
    assert not half.complete
    assert replace(half, questions_by="father").complete
    assert not RightsAnswers().begun


def test_signing_off_adds_and_takes_out_without_touching_what_others_recorded():
    kept = SignOff(listed=("7", PARENTS), others="An aunt")
    change = Difference(ticked=frozenset({"9", "7"}), unticked=frozenset({PARENTS}))

    assert with_difference(kept, change, others=None) == SignOff(
        listed=("7", "9"), others="An aunt"
    )
    assert with_difference(kept, change, others="").others == ""


def test_only_open_concerns_count_as_open():
    running = a_running_meeting(
        CONTENT,
        concerns=(a_concern(1), a_concern(2, state=ConcernState.DEFERRED), a_concern(3)),
    )

    assert running.open_concerns == 2


def test_every_line_knows_its_list():
    lists = checklist()

    assert lists.list_of(CONTENT.line("norms")) == lists.opening
    assert lists.list_of(CONTENT.line("thanks")) == lists.ending
    assert lists.line("norms") == CONTENT.line("norms")
    assert lists.line("enrolment") is None
