"""Two validators, written apart, say the same of every surface; so does Slack's own library."""

import copy
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.blocks.blocks import (
    message_problems,
    size_error_of_blocks,
    size_error_of_view,
    view_problems,
)
from tests.examples import examples
from tests.slack_cases.limits import LIST_LIMITS, NUMBER_LIMITS, TEXT_LIMITS, VIEW_TEXTS
from tests.slack_cases.refused_blocks import REFUSED_BLOCKS
from tests.slack_cases.refused_views import REFUSED_VIEWS
from tests.slack_cases.renderings import ONLY_IN_MESSAGES, ONLY_IN_MODALS, SHOWN
from tests.slack_cases.samples import asks, home, modal, mrkdwn, plain, section
from tests.slack_limits import complaints, third_opinion

Surface = dict[str, Any]


def message(*blocks):
    return {"text": "Two forms by Thursday", "blocks": list(blocks)}


def stand_in_refuses(surface):
    if surface.get("type") in {"modal", "home"}:
        return [str(p) for p in view_problems(surface)] + _if_any(size_error_of_view(surface))
    problems = message_problems(surface["blocks"])
    return [str(problem) for problem in problems] + _if_any(size_error_of_blocks(surface["blocks"]))


def _if_any(error):
    return [] if error is None else [error]


def blocks_named(sentences):
    return {int(number) for said in sentences for number in re.findall(r"blocks/(\d+)", said)}


def assert_agreed(surface, *, refused=None):
    stand_in, ours = stand_in_refuses(surface), complaints(surface)
    assert bool(stand_in) == bool(ours), (surface, stand_in, ours)
    assert blocks_named(stand_in) == blocks_named(ours), (surface, stand_in, ours)
    if refused is not None:
        assert bool(ours) is refused, (surface, ours)


RENDERED = [block.to_dict() for block in SHOWN]
GOOD: list[Surface] = [
    *[message(block) for block in [*RENDERED, *[one.to_dict() for one in ONLY_IN_MESSAGES]]],
    *[home(block) for block in RENDERED],
    *[modal(block) for block in [*RENDERED, *[one.to_dict() for one in ONLY_IN_MODALS]]],
]


@pytest.mark.parametrize("surface", GOOD, ids=lambda one: one["blocks"][0]["type"])
def test_what_the_official_library_makes_pleases_all_three(surface):
    assert_agreed(surface, refused=False)
    assert third_opinion(surface) == []


@pytest.mark.parametrize(
    ("most", "block"),
    [(most, block) for most, _, block in [*TEXT_LIMITS.values()]],
    ids=TEXT_LIMITS,
)
@pytest.mark.parametrize("surface", [message, home, modal])
def test_a_text_at_its_limit_pleases_both_and_one_longer_neither(surface, most, block):
    for length in (0, 1, most, most + 1):
        assert_agreed(surface(block("x" * length)))
    assert_agreed(surface(block("x" * most)), refused=False)
    assert_agreed(surface(block("x" * (most + 1))), refused=True)


@pytest.mark.parametrize(
    ("most", "block"), [(most, block) for most, _, block in LIST_LIMITS.values()], ids=LIST_LIMITS
)
@pytest.mark.parametrize("surface", [message, home, modal])
def test_a_list_at_its_limit_pleases_both_and_one_longer_neither(surface, most, block):
    for length, refused in ((0, True), (1, False), (most, False), (most + 1, True)):
        assert_agreed(surface(block(length)), refused=refused)


@pytest.mark.parametrize(
    ("kind", "field", "least", "most"), NUMBER_LIMITS.values(), ids=NUMBER_LIMITS
)
def test_a_number_at_its_ends_pleases_both_and_one_beyond_neither(kind, field, least, most):
    for number, refused in ((least - 1, True), (least, False), (most, False), (most + 1, True)):
        assert_agreed(modal(asks({"type": kind, field: number})), refused=refused)


@pytest.mark.parametrize(
    ("most", "fields"), [(most, fields) for most, _, fields in VIEW_TEXTS.values()], ids=VIEW_TEXTS
)
def test_a_view_with_its_longest_texts_pleases_both(most, fields):
    assert_agreed(modal(section(), **fields("x" * most)), refused=False)
    assert_agreed(modal(section(), **fields("x" * (most + 1))), refused=True)
    assert_agreed(modal(section(), **fields("")))


@pytest.mark.parametrize(
    "blocks",
    [blocks for blocks, _, _ in REFUSED_BLOCKS.values()],
    ids=REFUSED_BLOCKS,
)
def test_a_message_that_one_refuses_the_other_refuses(blocks):
    assert_agreed({"text": "Hello", "blocks": blocks}, refused=True)


@pytest.mark.parametrize(
    "view",
    [view for view, _ in REFUSED_VIEWS.values() if isinstance(view, dict)],
    ids=[name for name, (view, _) in REFUSED_VIEWS.items() if isinstance(view, dict)],
)
def test_a_view_that_one_refuses_the_other_refuses(view):
    if view.get("type") in {"modal", "home"}:
        assert_agreed(view, refused=True)
    else:
        assert complaints(view)


@pytest.mark.parametrize(("surface", "most"), [(message, 50), (home, 100), (modal, 100)])
def test_both_count_the_blocks(surface, most):
    divider = {"type": "divider"}
    assert_agreed(surface(*[divider] * most), refused=False)
    assert_agreed(surface(*[divider] * (most + 1)), refused=True)


def test_both_measure_the_whole():
    long = section(text=mrkdwn("x" * 2530))
    assert_agreed(message(*[long] * 5), refused=False)
    assert_agreed(message(*[long] * 5, section(text=mrkdwn("x"))), refused=True)
    assert_agreed(home(*[section(text=mrkdwn("é" * 2500))] * 16), refused=False)
    assert_agreed(home(*[section(text=mrkdwn("é" * 2500))] * 17), refused=True)


@pytest.mark.parametrize("text", [None, "", "x" * 4001])
def test_a_message_without_words_for_a_lock_screen_is_complained_of(text):
    spoken = {} if text is None else {"text": text}

    assert len(complaints({**spoken, "blocks": [section()]})) == 1
    assert complaints({"text": "x" * 4000, "blocks": [section()]}) == []
    assert complaints({"text": "Hello"}) == []


@pytest.mark.parametrize(
    "surface",
    [
        pytest.param(message({"type": "data_table"}), id="a-block-lost"),
        pytest.param(home({"type": "data_table"}), id="a-block-lost-from-a-view"),
        pytest.param(home(section(accessory={"type": "slider"})), id="an-element-lost"),
        pytest.param(modal(section(), title=plain("x" * 25)), id="a-title-too-long"),
        pytest.param(message({"type": "header"}), id="a-header-of-nothing"),
        pytest.param(message({"type": "context"}), id="an-argument-missing"),
        pytest.param(message(section(text={"text": "x"})), id="a-text-of-no-type"),
    ],
)
def test_the_official_library_has_a_say_of_its_own(surface):
    assert third_opinion(surface)
    assert_agreed(surface, refused=True)


ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    11,
    3001,
    1.5,
    "",
    "x",
    "1.5",
    "x" * 80,
    "x" * 3001,
    [],
    {},
)
ODD_OBJECTS = (plain(), mrkdwn(), plain("x" * 151), {"type": "divider"}, {"type": "card"}, ["x"])


def places(value, here=()):
    """Every place in a surface that a change can be made at, deepest last."""
    if isinstance(value, dict):
        found = [(*here, name) for name in value]
        return found + [
            deep for name, held in value.items() for deep in places(held, (*here, name))
        ]
    if isinstance(value, list):
        found = [(*here, index) for index in range(len(value))]
        return found + [
            deep for index, held in enumerate(value) for deep in places(held, (*here, index))
        ]
    return []


def held_by(surface, path):
    for step in path:
        surface = surface[step]
    return surface


def bend(surface, draw):
    """Change one thing in a surface: remove, replace, repeat or exchange it, or add to it."""
    path = draw(
        st.sampled_from([one for one in places(surface) if one not in {("type",), ("text",)}])
    )
    *above, last = path
    parent = held_by(surface, above)
    match draw(st.sampled_from(["remove", "replace", "repeat", "add", "exchange"])):
        case "remove":
            del parent[last]
        case "replace":
            parent[last] = copy.deepcopy(draw(st.sampled_from([*ODD, *ODD_OBJECTS])))
        case "repeat" if isinstance(parent, list):
            parent += [copy.deepcopy(parent[last])] * draw(st.sampled_from([1, 5, 10, 25, 100]))
        case "exchange":
            other = draw(st.sampled_from(GOOD))
            taken = draw(st.sampled_from(places(other)))
            parent[last] = copy.deepcopy(held_by(other, taken))
        case _ if isinstance(parent[last], dict):
            name = draw(st.sampled_from(["text", "value", "block_id", "url", "confirm", "colour"]))
            parent[last][name] = copy.deepcopy(draw(st.sampled_from([*ODD, *ODD_OBJECTS])))
        case _:
            pass


@settings(examples(300), derandomize=True, database=None)
@given(st.data())
def test_however_a_surface_is_bent_both_say_the_same_of_the_same_blocks(data):
    surface = copy.deepcopy(data.draw(st.sampled_from(GOOD)))
    for _ in range(data.draw(st.integers(1, 3))):
        bend(surface, data.draw)
        if not isinstance(surface.get("blocks"), list):
            break
    if "blocks" in surface:
        assert_agreed(surface)
