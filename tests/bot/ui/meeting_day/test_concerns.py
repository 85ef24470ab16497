"""Concerns are written down with words, listed, and dealt with one by one."""

import json

import pytest

from bot.content import read
from bot.errors import FormError
from bot.forms import tags
from bot.forms.drafts import DraftKey
from bot.forms.meeting_day.concerns import ADD_CONCERN, RAISED, outcomes_from
from bot.meeting_day.concerns import ConcernState
from bot.people.people import PersonId
from bot.ui.kit import paging
from bot.ui.kit.reading import answers_in, carried_in
from bot.ui.meeting_day import concerns as concern
from tests.bot.ui.filling import filled
from tests.bot.ui.running import (
    MEETING,
    NINE_THIRTY,
    a_concern,
    a_running_meeting,
    listing,
    tick,
)
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes

CONTENT = read(None)
LONG_CONCERNS = [a_concern(n, text="é" * 3000, note="é" * 250) for n in range(60)]


def outcomes(view, **typed):
    return outcomes_from(answers_in(filled(view, **typed)))


def test_a_concern_needs_words():
    view = concern.render_add(MEETING.id, DraftKey("abc"))

    with pytest.raises(FormError) as refused:
        ADD_CONCERN.check(answers_in(filled(view, text="  ")))
    assert list(refused.value.problems) == ["text"]
    assert answers_in(filled(view, text=" He is hungry "))[RAISED] == "He is hungry"
    carried = carried_in(view)
    assert (tags.DRAFT.in_(carried), tags.MEETING.in_(carried)) == ("abc", MEETING.id)


def test_open_concerns_stand_first_and_only_what_was_changed_is_read():
    concerns = [a_concern(1, state=ConcernState.ANSWERED), a_concern(2), a_concern(3)]
    view = listing(concerns)
    states = [b["block_id"] for b in view["blocks"] if b.get("block_id", "").startswith("state")]

    assert states == ["state:2", "state:3", "state:1"]
    assert outcomes(view) == {}
    deferred = outcomes(view, state__3="deferred", note__3=" the call on 3 November ")
    assert deferred == {3: {"state": ConcernState.DEFERRED, "note": "the call on 3 November"}}


def test_two_people_who_change_one_concern_each_lose_nothing():
    view = listing([a_concern(2, note="ask again")])

    assert outcomes(view, state__2="answered") == {2: {"state": ConcernState.ANSWERED}}
    assert outcomes(view, note__2="asked") == {2: {"note": "asked"}}


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
    assert outcomes(view) == {}
    all_done = (tick(line.id) for line in (*CONTENT.opening, *CONTENT.ending))
    nothing_open = concern.render_held(a_running_meeting(CONTENT, *all_done))
    assert len(nothing_open["blocks"]) == 1


def test_a_deferred_concern_says_to_when():
    view = listing([a_concern(2)])

    with pytest.raises(FormError) as refused:
        outcomes(view, state__2="deferred")
    assert list(refused.value.problems) == ["note:2"]


@pytest.mark.parametrize(
    ("concerns", "least"),
    [
        pytest.param([a_concern(n) for n in range(40)], 10, id="many"),
        pytest.param(LONG_CONCERNS, 5, id="long"),
    ],
)
def test_concerns_too_many_for_a_page_come_on_the_next_ones(concerns, least):
    view = listing(concerns)
    shown = [b for b in view["blocks"] if b.get("block_id", "").startswith("state")]

    assert least <= len(shown) <= paging.MOST_ON_A_PAGE
    assert concern.REST.in_(carried_in(view)) == [one.id for one in concerns[len(shown) :]]
    assert view["submit"]["text"] == "Save, next page"
    assert f"{len(concerns) - len(shown)} more on the next page" in json.dumps(view)
    last = listing(concerns[: len(shown)])
    assert (last["submit"]["text"], concern.REST.in_(carried_in(last))) == ("Save", [])


def test_the_list_says_who_wrote_a_concern_down_and_who_settled_it():
    settled = {"settled_by": PersonId(1), "settled_at": NINE_THIRTY, "settled_in": MEETING.id}
    said = json.dumps(
        listing(
            [
                a_concern(1, **settled),
                a_concern(2, state=ConcernState.ADDRESSED, **settled),
                a_concern(3, meeting=None, by=PersonId(9)),
            ]
        )
    )

    assert "Written down by Dana Reed, <!date" in said
    assert "Reopened: Dana Reed, <!date" in said
    assert "Addressed in the meeting: Dana Reed, <!date" in said
    assert "From earlier. Written down by name not on record" in said
    assert "Open again" in said


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_whatever_was_typed_stays_words(words):
    settled = {"settled_by": PersonId(1), "settled_at": NINE_THIRTY}
    full = [a_concern(n, text=words, note=words[:250], **settled) for n in range(40)]
    view = listing(full, names={PersonId(1): words})

    assert_slack_takes(view)
    assert_harmless(view)
