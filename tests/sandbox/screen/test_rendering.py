"""What a person reads: every visible word, drawn as Slack draws it."""

from typing import Any

import pytest

from sandbox.screen.rendering import read_aloud, rendered
from tests.sandbox.bots import Payload, actions, button, options, plain, section

NAMES = {"U1": "Ada Alder", "C1": "staff"}


def read(*blocks: Payload) -> str:
    return rendered(list(blocks), {}, lambda one: NAMES.get(one, one))


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        pytest.param("*Due* _today_", "Due today", id="bold-and-italics"),
        pytest.param("2 * 3 * 4, snake_case_name", "2 * 3 * 4, snake_case_name", id="loose-marks"),
        pytest.param("~done~", "~done~", id="struck-stays-struck"),
        pytest.param("ask <@U1> in <#C1>", "ask @Ada Alder in #staff", id="mentions"),
        pytest.param("<#C9|old-name>", "#old-name", id="a-named-channel"),
        pytest.param("<https://a.example|here>", "here", id="a-named-link"),
        pytest.param("<https://a.example>", "https://a.example", id="a-bare-link"),
        pytest.param("<!here> <!channel|@all>", "@here @all", id="calls-to-everybody"),
        pytest.param("<!date^1790863200^{date}|1 October>", "1 October", id="a-date"),
        pytest.param("a &lt; b &amp;amp; c &gt; d", "a < b &amp; c > d", id="escapes-once"),
    ],
)
def test_marked_text_reads_as_it_is_drawn(written: str, drawn: str):
    assert read_aloud(written, lambda one: NAMES.get(one, one)) == drawn
    assert read(section(written)) == drawn


def test_plain_text_is_left_as_it_is():
    block = {"type": "section", "text": plain("*not bold* <@U1>")}

    assert read(block) == "*not bold* <@U1>"


def test_every_block_gives_its_words():
    context: list[Any] = [
        {"type": "image", "image_url": "https://a.example/a.png", "alt_text": "a clock"},
        {"type": "mrkdwn", "text": "*soon*"},
    ]
    shown = read(
        {"type": "header", "text": plain("Today")},
        {"type": "context", "elements": context},
        {"type": "image", "title": plain("A picture"), "alt_text": "a hill"},
        {"type": "markdown", "text": "**as it is**"},
        {"type": "section", "fields": [plain("one"), plain("two")]},
    )

    assert shown == (
        "Today\n[image: a clock] soon\nA picture\n[image: a hill]\n**as it is**\none\ntwo"
    )


def test_what_can_be_pressed_and_picked_stands_in_brackets():
    shown = read(
        actions(
            button("Done", "done"),
            {"type": "static_select", "action_id": "a", "placeholder": plain("Pick one")},
            {
                "type": "users_select",
                "action_id": "b",
                "placeholder": plain("Who"),
                "initial_user": "U1",
            },
            {"type": "datepicker", "action_id": "c", "initial_date": "2026-10-27"},
            {"type": "multi_users_select", "action_id": "d", "initial_users": ["U1", "U2"]},
            {
                "type": "static_select",
                "action_id": "e",
                "options": options("Phone"),
                "initial_option": options("Phone")[0],
            },
        )
    )

    assert shown == "[Done]  <Pick one>  Ada Alder  2026-10-27  Ada Alder, U2  Phone"


def test_choices_are_listed_with_their_descriptions():
    described = {**options("Tea")[0], "description": plain("with milk")}
    boxes = {"type": "checkboxes", "action_id": "a", "options": [described, *options("Ramp")]}

    assert read(actions(boxes | {"initial_options": [described]})) == (
        "[x] Tea - with milk\n[ ] Ramp"
    )


def test_rich_text_and_tables_give_their_words():
    def run(*elements: Payload) -> Payload:
        return {"type": "rich_text_section", "elements": list(elements)}

    rich = {
        "type": "rich_text",
        "elements": [
            run({"type": "text", "text": "for "}, {"type": "user", "user_id": "U1"}),
            run({"type": "link", "url": "https://a.example", "text": "here"}),
        ],
    }
    table = {
        "type": "table",
        "rows": [[{"type": "raw_text", "text": "M"}, {"type": "raw_text", "text": "10th"}]],
    }

    assert read(rich) == "for @Ada Alder\nhere"
    assert read(table) == "M\n10th"
