"""Concerns are written down with words, listed, and dealt with one by one."""

import json

import pytest

from bot.concerns import ConcernState
from bot.content import read
from bot.errors import FormError
from bot.forms import DraftKey
from bot.ui import concern
from tests.bot.ui.filling import filled
from tests.bot.ui.running import MEETING, a_concern, a_running_meeting, tick

CONTENT = read(None)
LONG_CONCERNS = [a_concern(n, text="é" * 3000, note="é" * 250) for n in range(60)]


def test_a_concern_needs_words():
    view = concern.render_add(MEETING.id, DraftKey("abc"))

    with pytest.raises(FormError) as refused:
        concern.read_add(filled(view, text="  "))
    assert list(refused.value.problems) == ["text"]
    added = concern.read_add(filled(view, text=" He is hungry "))
    assert (added.draft, added.meeting, added.text) == ("abc", MEETING.id, "He is hungry")


def test_open_concerns_stand_first_and_only_what_was_changed_is_read():
    concerns = [a_concern(1, state=ConcernState.ANSWERED), a_concern(2), a_concern(3)]
    view = concern.render_list(MEETING.id, concerns)
    states = [b["block_id"] for b in view["blocks"] if b.get("block_id", "").startswith("state")]

    assert states == ["state:2", "state:3", "state:1"]
    assert concern.read_list(filled(view)) == []
    (outcome,) = concern.read_list(
        filled(view, state__3="deferred", note__3=" the call on 3 November ")
    )
    assert (outcome.concern, outcome.state, outcome.note) == (
        3,
        ConcernState.DEFERRED,
        "the call on 3 November",
    )


def test_two_people_who_change_one_concern_each_lose_nothing():
    view = concern.render_list(MEETING.id, [a_concern(2, note="ask again")])

    (answered,) = concern.read_list(filled(view, state__2="answered"))
    (noted,) = concern.read_list(filled(view, note__2="asked"))

    assert (answered.state, answered.note) == (ConcernState.ANSWERED, None)
    assert (noted.state, noted.note) == (None, "asked")


def test_before_a_meeting_is_held_what_is_open_is_listed_and_nothing_blocks():
    concerns = (
        a_concern(1, text="The bus"),
        a_concern(2, text="Sums", state=ConcernState.ANSWERED),
    )
    view = concern.render_held(a_running_meeting(CONTENT, tick("norms"), concerns=concerns))
    said = json.dumps(view)

    assert "The bus" in said
    assert "Sums" not in said
    assert CONTENT.line("thanks").short in said
    assert CONTENT.line("norms").short not in said
    assert view["submit"]["text"] == "Meeting held"
    assert concern.read_list(filled(view)) == []
    all_done = (tick(line.id) for line in (*CONTENT.opening, *CONTENT.ending))
    nothing_open = concern.render_held(a_running_meeting(CONTENT, *all_done))
    assert len(nothing_open["blocks"]) == 1


def test_a_deferred_concern_says_to_when():
    view = concern.render_list(MEETING.id, [a_concern(2)])

    with pytest.raises(FormError) as refused:
        concern.read_list(filled(view, state__2="deferred"))
    assert list(refused.value.problems) == ["note:2"]


@pytest.mark.parametrize(
    ("concerns", "more"),
    [
        pytest.param([a_concern(n) for n in range(35)], "+ 5 more", id="many"),
        pytest.param(LONG_CONCERNS, " more; they come up", id="long"),
    ],
)
def test_concerns_too_many_for_a_modal_are_counted(concerns, more):
    assert more in json.dumps(concern.render_list(MEETING.id, concerns))
