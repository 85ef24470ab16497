"""One modal opens for presses that were made before anybody could see it."""

import pytest

from handlers.kit.presses import Presses


def press(at, *, by="U0PAT", view="V1", control="open", **action):
    return {
        "user": {"id": by},
        "container": {"type": "view", "view_id": view},
        "actions": [{"action_id": control, "action_ts": f"{at:.6f}", "type": "button", **action}],
    }


def in_message(at, ts):
    container = {"type": "message", "channel_id": "D1", "message_ts": ts}
    return {**press(at), "container": container}


@pytest.fixture
def presses():
    opening = Presses()
    assert opening.is_first(press(100.0))
    return opening


def test_a_press_while_the_modal_is_on_its_way_opens_no_other(presses):
    assert not presses.is_first(press(100.4))


def test_a_press_that_arrives_later_but_was_made_before_opens_no_other(presses):
    presses.opened(press(100.0), after=0.8)

    assert not presses.is_first(press(100.8))


def test_who_presses_again_after_it_was_there_gets_it_again(presses):
    presses.opened(press(100.0), after=0.8)

    assert presses.is_first(press(100.9))
    assert not presses.is_first(press(101.0))


def test_what_could_not_be_opened_is_tried_again(presses):
    presses.failed(press(100.0))

    assert presses.is_first(press(100.1))


@pytest.mark.parametrize(
    "other",
    [
        press(100.1, by="U0KIM"),
        press(100.1, view="V2"),
        press(100.1, control="close"),
        press(100.1, value="student:2"),
        press(100.1, type="static_select", selected_option={"value": "student:3"}),
        in_message(100.1, "1.0"),
    ],
)
def test_another_press_is_not_held_back(presses, other):
    assert presses.is_first(other)


def test_two_choices_from_one_list_are_two(presses):
    first = press(100.0, type="static_select", selected_option={"value": "student:3"})
    second = press(100.1, type="static_select", selected_option={"value": "student:4"})

    assert presses.is_first(first)
    assert presses.is_first(second)


def test_two_messages_are_two_places(presses):
    assert presses.is_first(in_message(100.1, "1.0"))
    assert presses.is_first(in_message(100.1, "2.0"))
    assert not presses.is_first(in_message(100.1, "2.0"))


def test_only_the_last_thousand_are_remembered(presses):
    for number in range(1000):
        presses.is_first(press(100.0, view=f"W{number}"))

    assert presses.is_first(press(100.1))
