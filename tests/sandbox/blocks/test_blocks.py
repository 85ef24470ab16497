"""What Slack would refuse, the stand-in refuses; what Slack's own library makes, it accepts."""

import json

import pytest
from slack_sdk.models.views import View

from sandbox.blocks.blocks import (
    Problem,
    message_problems,
    size_error_of_blocks,
    size_error_of_view,
    view_problems,
)
from tests.slack_cases.limits import LIST_LIMITS, NUMBER_LIMITS, TEXT_LIMITS, VIEW_TEXTS
from tests.slack_cases.refused_blocks import REFUSED_BLOCKS
from tests.slack_cases.refused_views import REFUSED_VIEWS
from tests.slack_cases.renderings import ONLY_IN_MESSAGES, ONLY_IN_MODALS, SHOWN
from tests.slack_cases.samples import (
    actions,
    asks,
    button,
    home,
    modal,
    mrkdwn,
    plain,
    section,
    table,
)


def no(most):
    """What is said of a text that is longer than `most`."""
    return f"must be less than {most + 1} characters"


@pytest.mark.parametrize(("most", "place", "block"), TEXT_LIMITS.values(), ids=TEXT_LIMITS)
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(most, place, block):
    assert message_problems([block("x" * most)]) == []
    assert view_problems(home(block("x" * most))) == []
    assert message_problems([block("x" * (most + 1))]) == [Problem(f"/blocks/0/{place}", no(most))]
    assert view_problems(home(block("x" * (most + 1)))) == [
        Problem(f"/view/blocks/0/{place}", no(most))
    ]


def test_a_text_that_says_nothing_is_refused():
    assert message_problems([section(text=mrkdwn(""))]) == [
        Problem("/blocks/0/text/text", "must be more than 0 characters")
    ]


@pytest.mark.parametrize(("most", "place", "block"), LIST_LIMITS.values(), ids=LIST_LIMITS)
def test_a_list_may_be_as_long_as_its_limit_and_not_empty(most, place, block):
    assert message_problems([block(1)]) == []
    assert message_problems([block(most)]) == []
    assert message_problems([block(most + 1)]) == [
        Problem(f"/blocks/0/{place}", f"no more than {most} items allowed")
    ]
    assert message_problems([block(0)]) == [
        Problem(f"/blocks/0/{place}", "no fewer than 1 items allowed")
    ]


@pytest.mark.parametrize(
    ("rows", "columns", "place", "most"), [(101, 1, "rows", 100), (1, 21, "rows/0", 20)]
)
def test_a_table_has_a_hundred_rows_of_twenty_cells(rows, columns, place, most):
    assert message_problems([table(100, 20)]) == []
    assert message_problems([table(rows, columns)]) == [
        Problem(f"/blocks/0/{place}", f"no more than {most} items allowed")
    ]


def test_a_message_has_one_table():
    assert message_problems([table(), table()]) == [Problem("/blocks/1", "only one table allowed")]


def test_a_column_may_be_left_as_it_is():
    assert message_problems([table(column_settings=[None, {"align": "right"}])]) == []
    assert message_problems([table(column_settings=[{"align": "up"}])]) == [
        Problem("/blocks/0/column_settings/0/align", "must be one of: left, center, right")
    ]


def test_a_message_has_fifty_blocks_and_a_view_a_hundred():
    divider = {"type": "divider"}
    assert message_problems([divider] * 50) == []
    assert message_problems([divider] * 51) == [Problem("/blocks", "no more than 50 items allowed")]
    for view in (modal, home):
        assert view_problems(view(*[divider] * 100)) == []
        assert view_problems(view(*[divider] * 101)) == [
            Problem("/view/blocks", "no more than 100 items allowed")
        ]


@pytest.mark.parametrize(("kind", "field", "least", "most"), NUMBER_LIMITS.values())
def test_a_number_stays_between_its_ends(kind, field, least, most):
    place = f"/view/blocks/0/element/{field}"
    for fine in (least, most):
        assert view_problems(modal(asks({"type": kind, field: fine}))) == []
    assert view_problems(modal(asks({"type": kind, field: least - 1}))) == [
        Problem(place, f"must be greater than {least - 1}")
    ]
    assert view_problems(modal(asks({"type": kind, field: most + 1}))) == [
        Problem(place, f"must be less than {most + 1}")
    ]
    assert view_problems(modal(asks({"type": kind, field: True}))) == [
        Problem(place, "must provide an integer")
    ]


@pytest.mark.parametrize(("most", "place", "fields"), VIEW_TEXTS.values(), ids=VIEW_TEXTS)
def test_a_view_keeps_its_own_texts_short(most, place, fields):
    block = section()
    assert view_problems(modal(block, **fields("x" * most))) == []
    assert view_problems(modal(block, **fields("x" * (most + 1)))) == [
        Problem(f"/view/{place}", no(most))
    ]


@pytest.mark.parametrize(("view", "problems"), REFUSED_VIEWS.values(), ids=REFUSED_VIEWS)
def test_a_view_that_slack_refuses_is_refused_in_the_same_words(view, problems):
    assert view_problems(view) == [Problem(*each) for each in problems]


NEW_IN_2026 = ("alert", "card", "carousel", "container", "data_table", "data_visualization")


@pytest.mark.parametrize("kind", [*NEW_IN_2026, "plan", "task_card", "markdown", "sections"])
def test_only_classic_blocks_are_known(kind):
    refused = Problem("/blocks/0/type", f"unsupported type: {kind}")
    assert message_problems([{"type": kind}]) == [refused]


@pytest.mark.parametrize(
    ("blocks", "pointer", "message"), REFUSED_BLOCKS.values(), ids=REFUSED_BLOCKS
)
def test_blocks_that_slack_refuses_are_refused_where_they_are_wrong(blocks, pointer, message):
    assert message_problems(blocks) == [Problem(pointer, message)]


def test_every_problem_is_told_and_not_only_the_first():
    view = {
        "type": "modal",
        "title": plain("x" * 25),
        "blocks": [
            section(text=mrkdwn("")),
            {"type": "card"},
            asks({"type": "plain_text_input"}, block_id="a"),
            {"type": "divider", "block_id": "a", "style": "thick"},
        ],
    }

    assert [problem.pointer for problem in view_problems(view)] == [
        "/view",
        "/view/title/text",
        "/view/blocks/0/text/text",
        "/view/blocks/1/type",
        "/view/blocks/3",
        "/view/blocks/3/block_id",
        "/view/blocks/2/input",
    ]


def test_a_problem_reads_as_slack_writes_it():
    problem = message_problems([section(text=mrkdwn("x" * 3001))])[0]

    assert str(problem) == "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"


@pytest.mark.parametrize("odd", [None, 3, True, "text", [], {}, [[]], {"type": []}, {"type": {}}])
def test_whatever_is_sent_is_answered_and_never_breaks_the_stand_in(odd):
    for place in ("text", "fields", "accessory", "block_id", "elements", "element", "options"):
        for kind in ("section", "actions", "input", "image", "rich_text", "table"):
            block = {"type": kind, place: odd}
            assert message_problems([block])
            assert view_problems(home(block))
    for kind in ("static_select", "checkboxes", "number_input", "plain_text_input"):
        for field in ("options", "option_groups", "initial_options", "max_length", "min_value"):
            assert message_problems([actions({"type": kind, field: odd})])
    assert view_problems({"type": "modal", "blocks": odd})
    assert view_problems(odd)


def test_a_message_may_say_much_in_many_blocks_but_not_too_much():
    block = section(text=mrkdwn("x" * 2530))

    assert size_error_of_blocks([block] * 5) is None
    assert size_error_of_blocks([*[block] * 5, section(text=mrkdwn("x"))]) == "msg_blocks_too_long"


def test_what_stands_around_the_words_of_a_message_counts_as_well():
    controls = actions(*[button(action_id=f"fill:{n}", value="x" * 100) for n in range(25)])

    assert size_error_of_blocks([controls]) is None
    assert size_error_of_blocks([controls] * 3) == "msg_blocks_too_long"


def test_a_view_is_measured_as_it_is_sent():
    room = 250_000 - len(json.dumps(home(private_metadata="")))

    assert size_error_of_view(home(private_metadata="x" * room)) is None
    assert size_error_of_view(home(private_metadata="x" * (room + 1))) == "view_too_large"
    assert size_error_of_view(home(private_metadata="é" * (room // 6))) is None
    assert size_error_of_view(home(private_metadata="é" * (room // 6 + 1))) == "view_too_large"


@pytest.mark.parametrize("block", [*SHOWN, *ONLY_IN_MESSAGES], ids=lambda block: block.type)
def test_what_the_official_library_makes_for_a_message_is_accepted(block):
    assert message_problems([block.to_dict()]) == []


@pytest.mark.parametrize("block", SHOWN, ids=lambda block: block.type)
def test_what_the_official_library_makes_for_a_home_tab_is_accepted(block):
    assert view_problems(View(type="home", blocks=[block]).to_dict()) == []


@pytest.mark.parametrize("block", [*SHOWN, *ONLY_IN_MODALS], ids=lambda block: block.type)
def test_what_the_official_library_makes_for_a_modal_is_accepted(block):
    view = View(
        type="modal",
        title="Ask",
        submit="Save",
        close="Leave",
        blocks=[block],
        callback_id="ask",
        external_id="1",
        private_metadata="{}",
        clear_on_close=False,
        notify_on_close=True,
    )

    assert view_problems(view.to_dict()) == []
