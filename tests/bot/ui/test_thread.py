import json
from dataclasses import replace
from datetime import date, time

import pytest

from bot.checklists import ANSWER_TO, TENSE, RightsAnswers, SignOff, TickState
from bot.content import read
from bot.meetings import MeetingId, MeetingState, Mode
from bot.obligations import DEFAULT_RULES, ObligationId, Standing, State
from bot.people import PersonId, TeamMember, TeamRole
from bot.ui import thread_controls as controls
from bot.ui.thread_after import after_message
from bot.ui.thread_card import card_message
from bot.ui.thread_controls import Boxes, Clicked
from bot.ui.thread_lists import ending_message, opening_message
from bot.ui.thread_parent import expected_in_words, parent_message, time_in_words
from bot.ui.thread_struck import struck_message
from bot.ui.thread_tips import tips_message
from tests.bot.ui.after_rows import rows_after
from tests.bot.ui.running import MEETING, a_concern, a_running_meeting, the_longest, tick
from tests.slack_limits import complaints, third_opinion

CONTENT = read(None)
FULL = the_longest(CONTENT)


def words(message):
    return json.dumps(message, ensure_ascii=False)


def elements(message):
    for block in message["blocks"]:
        yield from block.get("elements", [])
        if "accessory" in block:
            yield block["accessory"]


def button(message, action_id):
    return next((e for e in elements(message) if e.get("action_id") == action_id), None)


def boxes(message):
    return [element for element in elements(message) if element["type"] == "checkboxes"]


def everything(running, content):
    return {
        "parent": parent_message(running),
        "card": card_message(running),
        "opening": opening_message(running),
        "ending": ending_message(running),
        "tips": tips_message(running, content),
        "after": after_message(running, rows_after(running.meeting)),
        "struck": struck_message(running),
    }


def fullest(state, *ticks):
    held = state is MeetingState.HELD
    return a_running_meeting(
        FULL,
        *ticks,
        meeting=replace(MEETING, state=state, held_on=MEETING.on if held else None),
        concerns=tuple(a_concern(n) for n in range(200)),
        team=tuple(
            TeamMember(person=PersonId(n), role=role, service="&" * 40, name="&" * 80)
            for n, role in enumerate(list(TeamRole) * 9)
        ),
        revision=10**9,
    )


@pytest.mark.parametrize("state", list(MeetingState))
@pytest.mark.parametrize("name", ["parent", "card", "opening", "ending", "tips", "after", "struck"])
def test_slack_takes_the_fullest_thread(name, state):
    message = everything(fullest(state), FULL)[name]

    assert complaints(message) == []
    assert third_opinion(message) == []


def test_slack_takes_the_card_of_every_line_and_the_one_after_the_last():
    lines = [line.id for line in (*FULL.opening, *FULL.ending)]
    for reached in range(len(lines) + 1):
        skipped = (tick(line, TickState.SKIPPED) for line in lines[:reached])
        running = fullest(MeetingState.PLANNED, *skipped)

        assert complaints(card_message(running)) == []
        assert complaints(opening_message(running)) == []


@pytest.mark.parametrize("state", list(MeetingState))
def test_no_message_holds_a_name_a_service_or_an_answer(state):
    running = a_running_meeting(
        CONTENT,
        tick(f"{ANSWER_TO}offer", answer="undecided"),
        tick(f"{ANSWER_TO}delivery", answer="certified_mail"),
        meeting=replace(MEETING, state=state),
        concerns=(a_concern(text="He is afraid of the bus"),),
        rights=RightsAnswers(explained="Nobody sent us anything", explained_by="grandmother"),
        sign_off=SignOff(listed=("2",), others="Aunt Philippa"),
    )
    secrets = (
        *("Quillfeather", "Snickett", "Marsh", "speech", "OT", "undecided", "certified_mail"),
        *("bus", "Nobody sent", "grandmother", "Philippa"),
    )
    for message in everything(running, CONTENT).values():
        assert not [secret for secret in secrets if secret in words(message)]
        assert "MQ-7K2" not in message["text"]


def test_the_parent_says_when_how_who_is_expected_and_how_far_it_is():
    message = parent_message(a_running_meeting(CONTENT, tick("norms"), tick("minutes")))

    assert "MQ-7K2" in words(message)
    assert "Tuesday 27 October, 9:30 am, by phone conference" in words(message)
    assert "a general-education teacher, two providers, the parents" in words(message)
    assert "2 of 19 lines done." in words(message)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        pytest.param(time(0, 5), "12:05 am", id="midnight"),
        pytest.param(time(11, 59), "11:59 am", id="before-noon"),
        pytest.param(time(12, 0), "12:00 pm", id="noon"),
        pytest.param(time(15, 30), "3:30 pm", id="afternoon"),
        pytest.param(None, "time not set yet", id="not-known"),
    ],
)
def test_times_are_said_as_people_say_them(at, said):
    assert time_in_words(at) == said


def test_a_substitute_and_a_past_member_are_not_expected_as_somebody_extra():
    team = (
        TeamMember(person=PersonId(8), role=TeamRole.SUBSTITUTE),
        TeamMember(person=PersonId(9), role=TeamRole.TEACHER, until_on=date(2026, 10, 26)),
        *(TeamMember(person=PersonId(20 + n), role=TeamRole.TEACHER) for n in range(12)),
    )

    assert expected_in_words(team, MEETING) == "12 general-education teachers, the parents"
    assert expected_in_words((), MEETING) == "the parents"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        pytest.param(MeetingState.HELD, "Held on Wednesday 28 October: 0 of 19 lines.", id="held"),
        pytest.param(MeetingState.ADJOURNED, "Adjourned", id="adjourned"),
        pytest.param(MeetingState.CANCELLED, "was cancelled", id="cancelled"),
    ],
)
def test_the_parent_and_card_say_what_became_of_the_meeting(state, said):
    running = a_running_meeting(
        CONTENT, meeting=replace(MEETING, state=state, held_on=date(2026, 10, 28))
    )

    assert said in words(parent_message(running))
    assert said in words(card_message(running))
    assert button(card_message(running), controls.DONE) is None
    assert button(parent_message(running), controls.HELPER) is None


def test_the_card_shows_the_line_to_read_aloud_and_its_place():
    card = card_message(a_running_meeting(CONTENT, tick("everyone_present")))

    assert "Opening, line 2 of 7" in card["text"]
    assert CONTENT.line("introductions").aloud in words(card)
    for action in (controls.DONE, controls.SKIP):
        assert button(card, action)["value"] == "12:introductions"
    assert button(card, controls.ADD_CONCERN)["value"] == "12:"


@pytest.mark.parametrize(
    ("line", "action"),
    [
        pytest.param("introductions", controls.PEOPLE, id="names"),
        pytest.param("rights", controls.RIGHTS, id="rights"),
        pytest.param("offer", f"{controls.CHOICE}offer", id="offer"),
        pytest.param("delivery", f"{controls.CHOICE}delivery", id="delivery"),
        pytest.param("sign_off", controls.SIGN_OFF, id="sign-off"),
        pytest.param("norms", None, id="nothing-besides"),
    ],
)
def test_the_card_offers_what_its_line_asks(line, action):
    ids = [line.id for line in (*CONTENT.opening, *CONTENT.ending) if line.on]
    card = card_message(a_running_meeting(CONTENT, *map(tick, ids[: ids.index(line)])))
    ours = {controls.DONE, controls.SKIP, controls.ADD_CONCERN}
    offered = {element["action_id"] for element in elements(card) if "action_id" in element}

    assert offered - ours == ({action} if action else set())


def test_the_card_tells_to_call_on_each_by_title_where_names_are_asked_for():
    card = words(card_message(a_running_meeting(CONTENT, tick("everyone_present"))))

    assert "Call on each by title" in card
    assert "as the parents prefer" in card


def test_open_concerns_are_counted_with_a_way_to_see_them():
    none = card_message(a_running_meeting(CONTENT))
    three = card_message(
        a_running_meeting(CONTENT, concerns=(a_concern(1), a_concern(2), a_concern(3)))
    )

    assert button(none, controls.VIEW_CONCERNS) is None
    assert "3 open concerns" in words(three)
    assert button(three, controls.VIEW_CONCERNS)["value"] == "12:"


def test_after_the_last_line_the_card_offers_to_mark_the_meeting_as_held():
    lines = [line.id for line in (*CONTENT.opening, *CONTENT.ending) if line.on]
    card = card_message(
        a_running_meeting(CONTENT, tick("norms", TickState.SKIPPED), *map(tick, lines[4:]))
    )
    assert button(card, controls.HELD) is None

    through = card_message(
        a_running_meeting(CONTENT, *map(tick, lines[1:]), tick(lines[0], TickState.SKIPPED))
    )
    assert button(through, controls.HELD)["value"] == "12:"
    assert CONTENT.line(lines[0]).short in words(through)


def test_a_list_shows_ten_boxes_at_most_in_a_group_and_its_revision():
    message = ending_message(a_running_meeting(CONTENT, tick("minutes"), revision=7))
    groups = boxes(message)

    assert [len(group["options"]) for group in groups] == [10, 2]
    assert [o["value"] for g in groups for o in g.get("initial_options", [])] == ["minutes"]
    ids = [b["block_id"] for b in message["blocks"] if b.get("block_id")]
    assert [controls.boxes(i) for i in ids] == [
        Boxes(meeting=MeetingId(12), list="ending", part=part, revision=7) for part in (0, 1)
    ]


def test_a_list_says_how_far_an_answer_is_and_not_what_it_is():
    def noted(**fields):
        return words(opening_message(a_running_meeting(CONTENT, **fields)))

    assert "half-written" in noted(rights=RightsAnswers(explained="Yes"))
    full = RightsAnswers(explained="a", explained_by="b", questions="c", questions_by="d")
    assert "Both answers are kept" in noted(rights=full)
    skipped = opening_message(a_running_meeting(CONTENT, tick("norms", TickState.SKIPPED)))
    assert "Skipped" in words(skipped)
    ending = ending_message(
        a_running_meeting(
            CONTENT,
            tick("offer"),
            tick(f"{ANSWER_TO}delivery", answer="docusign"),
            sign_off=SignOff(listed=("2",)),
        )
    )
    assert "answer still to come" in words(ending)
    assert "The answer is kept" in words(ending)
    assert "The list is begun" in words(ending)


def test_closing_is_offered_at_any_time():
    running = a_running_meeting(CONTENT)
    over = replace(running, meeting=replace(MEETING, state=MeetingState.HELD))

    assert button(ending_message(running), controls.HELD)["value"] == "12:"
    assert button(ending_message(over), controls.HELD) is None
    assert boxes(ending_message(over)), "everything can be ticked later"


def test_its_getting_tense_turns_the_card_of_tips_and_back():
    calm = tips_message(a_running_meeting(CONTENT), CONTENT)
    tense = tips_message(a_running_meeting(CONTENT, tick(TENSE)), CONTENT)

    assert CONTENT.tips[0].text in words(calm)
    assert CONTENT.tense[0].text in words(tense)
    assert button(calm, controls.TENSE)["value"] == "12:tense"
    assert button(tense, controls.TENSE)["value"] == "12:calm"


def test_tips_too_many_for_a_message_are_counted():
    message = words(tips_message(a_running_meeting(FULL), FULL))

    assert "+ 55 more" in message


def held(**fields):
    meeting = replace(MEETING, state=MeetingState.HELD, held_on=MEETING.on, **fields)
    return a_running_meeting(CONTENT, meeting=meeting)


def test_the_after_list_gives_each_row_its_date_or_what_it_waits_for():
    message = after_message(held(), rows_after(held().meeting))
    (group,) = boxes(message)
    described = {o["value"]: o["description"]["text"] for o in group["options"]}

    assert described["minutes_in_iep"] == "By Thursday 29 October"
    assert described["next_meeting"] == "It waits for the signature."
    assert ObligationId.CONSENT not in described
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
    assert "2 of 6 done" in words(message)
    assert controls.boxes(message["blocks"][1]["block_id"]).revision == 2


def test_a_district_without_rows_after_the_meeting_has_an_after_list_all_the_same():
    assert complaints(after_message(held(), [])) == []
    assert len(rows_after(held().meeting)) == len(DEFAULT_RULES.after)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        pytest.param(MeetingState.CANCELLED, "was cancelled", id="cancelled"),
        pytest.param(MeetingState.PLANNED, "opens anew for Thursday 5 November", id="moved"),
    ],
)
def test_a_thread_that_is_over_says_where_to_look(state, said):
    meeting = replace(MEETING, on=date(2026, 11, 5), state=state, mode=Mode.VIDEO)
    message = struck_message(a_running_meeting(CONTENT, meeting=meeting))

    assert said in message["text"]
    assert "~IEP meeting for MQ-7K2~" in words(message)
    assert not list(elements(message))[1:]


def test_a_thread_that_a_newer_one_replaced_says_so():
    running = a_running_meeting(CONTENT)

    assert "another thread" in struck_message(running, stands_elsewhere=True)["text"]
    cancelled = replace(running, meeting=replace(MEETING, state=MeetingState.CANCELLED))
    assert "cancelled" in struck_message(cancelled, stands_elsewhere=True)["text"]


def test_a_click_on_boxes_is_read_against_what_was_drawn():
    message = opening_message(a_running_meeting(CONTENT, tick("norms"), revision=4))
    block_id = message["blocks"][1]["block_id"]

    assert controls.drawn(message, block_id) == ["norms"]
    assert controls.drawn(message, "opening:12:0:3") is None
    assert controls.drawn({}, block_id) is None


def test_a_buttons_value_gives_meeting_and_line_back():
    value = Clicked(meeting=MeetingId(12), line="a:b").value

    assert controls.clicked({"value": value}) == Clicked(meeting=MeetingId(12), line="a:b")
    assert controls.selected({"selected_options": None}) == []
