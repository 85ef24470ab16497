"""The vocabulary: cut where Slack would refuse, escaped where somebody typed, never overfull."""

import json
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from bot import date_words
from bot.ui.kit import blocks, elements, markup
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, texts
from tests.slack_limits import OUR_LONGEST_MESSAGE, complaints

LONG = "é" * 5000
PARAGRAPH = blocks.section("é" * 400)
BOXES = [elements.option(str(number), f"Line {number}") for number in range(11)]
MANY = [elements.option(str(number), f"Line {number}") for number in range(101)]


def modal(*parts, **fields):
    return blocks.modal("Screen", parts, callback_id="screen", submit="Save", **fields)


def asks(element):
    return blocks.field("Question", element, block_id="question")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a < b & c > d", "a &lt; b &amp; c &gt; d", id="signs"),
        pytest.param("<!channel>", "&lt;!channel&gt;", id="a-broadcast"),
        pytest.param("&lt;", "&amp;lt;", id="an-entity-that-somebody-typed"),
        pytest.param("Moss", "Moss", id="a-plain-name"),
    ],
)
def test_what_somebody_typed_is_harmless_in_markup(text, shown):
    assert markup.escaped(text) == shown


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        pytest.param("Moss", 4, "Moss", id="just-fits"),
        pytest.param("Mosses", 5, "Moss…", id="one-too-long"),
        pytest.param("Moss and Fern", 6, "Moss…", id="no-blank-before-the-dots"),
    ],
)
def test_words_are_cut_with_dots(text, longest, shown):
    assert markup.shortened(text, longest) == shown


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        pytest.param("Moss &amp; Fern", 15, "Moss &amp; Fern", id="just-fits"),
        pytest.param("Moss &amp; Fern", 12, "Moss &amp;…", id="after-an-entity"),
        pytest.param("Moss &amp; Fern", 11, "Moss &amp;…", id="right-after-an-entity"),
        pytest.param("Moss &amp; Fern", 10, "Moss…", id="before-the-end-of-an-entity"),
        pytest.param("Moss &amp; Fern", 7, "Moss…", id="after-the-beginning-of-an-entity"),
        pytest.param("On <!date^1^{date}|day> Fern", 12, "On…", id="within-a-moment"),
        pytest.param("On <!date^1^{date}|day> Fern", 25, "On <!date^1^{date}|day>…", id="after-it"),
    ],
)
def test_markup_is_never_cut_in_half(text, longest, shown):
    cut = markup.shortened_markup(text, longest)
    assert cut == shown
    assert len(cut) <= longest


@pytest.mark.parametrize("longest", range(1, 60))
def test_wherever_it_is_cut_an_escaped_text_stays_whole(longest):
    typed = "&<>" * 10
    cut = markup.shortened_markup(markup.escaped(typed), longest).removesuffix("…")
    assert cut == markup.escaped(typed)[: len(cut)]
    assert cut.count("&") == cut.count(";")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        pytest.param(time(0, 5), "12:05 am", id="after-midnight"),
        pytest.param(time(11, 59), "11:59 am", id="before-noon"),
        pytest.param(time(12, 0), "12:00 pm", id="at-noon"),
        pytest.param(time(15, 30), "3:30 pm", id="in-the-afternoon"),
    ],
)
def test_a_time_is_said_as_people_say_it(at, said):
    assert date_words.clock_time(at) == said


def test_a_date_is_said_in_words_without_a_nought():
    assert date_words.in_words(date(2026, 10, 8)) == "Thursday, October 8"
    assert date_words.in_short(date(2026, 10, 8)) == "Thu, Oct 8"


def test_a_moment_is_shown_to_each_reader_in_their_own_zone_and_else_in_utc():
    ahead = timezone(timedelta(hours=9))
    at = datetime(2026, 10, 9, 2, 30, tzinfo=ahead)

    assert markup.moment(at) == markup.moment(at.astimezone(UTC))
    assert markup.moment(at).endswith("|2026-10-08 17:30 UTC>")
    assert markup.moment(at).startswith(f"<!date^{int(at.timestamp())}^")


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_whatever_is_typed_every_block_can_be_shown(words):
    words = words * 20
    view = modal(
        blocks.header(words),
        blocks.section(
            markup.escaped(words), accessory=elements.button(words, "press", label=words)
        ),
        blocks.spoken(words, block_id="spoken"),
        blocks.context(markup.escaped(words), "second"),
        blocks.divider(),
        blocks.actions(
            [
                elements.button(
                    words,
                    "sure",
                    value="7",
                    style="danger",
                    confirm=elements.confirm(words, words, yes=words, no=words),
                ),
                elements.person_select("person", placeholder=words),
            ],
            block_id="row",
        ),
        blocks.field(
            words, elements.text_field("text", text=words), block_id="a", hint=words, required=True
        ),
        blocks.field(
            "Line",
            elements.text_field("line", text=words, multiline=False, live=True),
            block_id="b",
            live=True,
        ),
        blocks.field(
            "Boxes",
            elements.checkboxes(
                "boxes", [elements.option("1", words, description=words)], ticked=["1"]
            ),
            block_id="c",
        ),
        blocks.field(
            "Radio", elements.radio("r", [elements.option("1", words)], chosen="1"), block_id="d"
        ),
        blocks.field(
            "Select",
            elements.select("s", [elements.option("1", words)], chosen="1", placeholder=words),
            block_id="e",
        ),
        blocks.field(
            "Search",
            elements.type_ahead("t", placeholder=words, chosen=elements.option("1", words)),
            block_id="f",
        ),
    )
    assert_slack_takes(view)
    assert_harmless(view)
    assert_slack_takes(blocks.home(view["blocks"][:6]))
    assert_slack_takes(blocks.message(words, view["blocks"][:1]))


def test_a_modals_title_and_buttons_are_cut():
    view = blocks.modal(LONG, [blocks.divider()], callback_id="x", submit=LONG, close=LONG)
    assert_slack_takes(view)


def test_a_modal_without_submit_or_metadata_has_neither():
    view = blocks.modal("Screen", [blocks.divider()], callback_id="x")
    assert not {"submit", "private_metadata"} & set(view)
    assert modal(blocks.divider(), private_metadata="7")["private_metadata"] == "7"


def test_markup_links_nothing_by_itself():
    view = modal(blocks.section("@channel https://example.org"), blocks.context("#general"))
    assert [part["verbatim"] for part in (view["blocks"][0]["text"],)] == [True]
    assert view["blocks"][1]["elements"][0]["verbatim"] is True


@pytest.mark.parametrize(
    "overfull",
    [
        pytest.param(lambda: elements.checkboxes("a", BOXES, ticked=[]), id="eleven-boxes"),
        pytest.param(lambda: elements.checkboxes("a", [], ticked=[]), id="no-boxes"),
        pytest.param(lambda: elements.radio("a", BOXES), id="eleven-radio-buttons"),
        pytest.param(lambda: elements.radio("a", []), id="no-radio-buttons"),
        pytest.param(lambda: elements.select("a", MANY), id="a-hundred-and-one-choices"),
        pytest.param(lambda: elements.select("a", []), id="no-choices"),
        pytest.param(lambda: blocks.context(*["x"] * 11), id="eleven-pieces-of-small-print"),
        pytest.param(blocks.context, id="no-small-print"),
        pytest.param(lambda: blocks.actions([{}] * 26), id="26-controls"),
        pytest.param(lambda: blocks.actions([]), id="no-controls"),
        pytest.param(lambda: elements.option("x" * 151, "Line"), id="a-value-too-long"),
        pytest.param(lambda: elements.option("", "Line"), id="no-value"),
        pytest.param(
            lambda: elements.button("Go", "a", value="x" * 2001), id="a-story-in-a-button"
        ),
        pytest.param(lambda: modal(*[blocks.divider()] * 101), id="101-blocks-in-a-modal"),
        pytest.param(modal, id="an-empty-modal"),
        pytest.param(
            lambda: modal(blocks.divider(), private_metadata="x" * 3001), id="too-much-metadata"
        ),
        pytest.param(lambda: blocks.home([blocks.divider()] * 101), id="101-blocks-at-home"),
        pytest.param(lambda: blocks.home([]), id="an-empty-home"),
    ],
)
def test_too_many_of_a_thing_is_a_mistake_of_ours(overfull):
    with pytest.raises(AssertionError):
        overfull()


def test_as_many_as_slack_takes_can_be_drawn():
    assert_slack_takes(
        modal(
            asks(elements.checkboxes("a", BOXES[:10], ticked=["9"])),
            blocks.field("R", elements.radio("a", BOXES[:10]), block_id="radio"),
            blocks.field("S", elements.select("a", MANY[:100]), block_id="select"),
            blocks.context(*["x"] * 10),
            blocks.actions([elements.button("Go", f"a{n}", value="x" * 2000) for n in range(25)]),
            *[blocks.divider()] * 95,
            private_metadata="x" * 3000,
        )
    )
    assert_slack_takes(blocks.home([blocks.divider()] * 100))
    assert_slack_takes(blocks.message("x", [blocks.divider()] * 50))
    assert_slack_takes(modal(asks(elements.radio("a", [elements.option("x" * 150, "Line")]))))


def test_one_of_a_thing_is_enough():
    assert_slack_takes(blocks.home([blocks.divider()]))
    assert_slack_takes(modal(blocks.actions([elements.button("Go", "go")])))


def test_a_section_has_the_one_control_it_is_given():
    button = elements.button("Go", "go")
    assert blocks.section("Moss", accessory=button)["accessory"] == button
    assert "accessory" not in blocks.section("Moss")


def test_a_field_reports_at_once_only_if_it_is_live():
    live = blocks.field("Q", elements.text_field("a", live=True), block_id="q", live=True)
    assert live["dispatch_action"] is True


def test_what_is_chosen_beforehand_is_one_of_what_is_offered():
    boxes = elements.checkboxes("a", BOXES[:10], ticked=["3", "5", "gone"])
    assert boxes["initial_options"] == [BOXES[3], BOXES[5]]
    assert "initial_options" not in elements.checkboxes("a", BOXES[:10], ticked=["gone"])
    assert elements.radio("a", BOXES[:10], chosen="3")["initial_option"] == BOXES[3]
    assert "initial_option" not in elements.select("a", MANY[:100], chosen="gone")
    assert "initial_option" not in elements.type_ahead("a", placeholder="Type a name")


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        pytest.param("2026-10-08", "2026-10-08", id="a-date"),
        pytest.param("20261008", "2026-10-08", id="a-date-written-another-way"),
        pytest.param("", None, id="none"),
        pytest.param("tomorrow", None, id="a-word"),
        pytest.param("2026-02-30", None, id="no-day-of-any-month"),
    ],
)
def test_a_calendar_opens_on_a_date_or_on_none(chosen, shown):
    picker = elements.date_picker("a", chosen=chosen)
    assert picker.get("initial_date") == shown
    assert_slack_takes(modal(asks(picker)))


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        pytest.param("1", "1", id="the-least"),
        pytest.param("10", "10", id="the-greatest"),
        pytest.param("0", None, id="too-small"),
        pytest.param("11", None, id="too-great"),
        pytest.param("-3", None, id="below-nought"),
        pytest.param("4.5", None, id="a-half"),
        pytest.param("four", None, id="a-word"),
        pytest.param("٤", None, id="another-script"),
        pytest.param("9" * 5000, None, id="five-thousand-digits"),
        pytest.param("", None, id="none"),
    ],
)
def test_a_number_field_begins_within_its_bounds_or_empty(number, shown):
    field = elements.number_field("a", least=1, most=10, number=number)
    assert field.get("initial_value") == shown
    assert_slack_takes(modal(asks(field)))


def test_a_negative_number_within_its_bounds_is_shown():
    assert elements.number_field("a", least=-5, most=5, number="-3")["initial_value"] == "-3"


@pytest.mark.parametrize("multiline", [True, False])
@pytest.mark.parametrize("live", [True, False])
def test_a_field_for_words_takes_no_more_than_it_shows(multiline, live):
    field = elements.text_field("a", text=LONG, multiline=multiline, live=live)
    assert len(field["initial_value"]) == field["max_length"] == (3000 if multiline else 250)
    assert ("dispatch_action_config" in field) is live


def test_a_field_has_room_for_lines_and_reports_nothing_unless_asked_to():
    assert elements.text_field("a")["multiline"] is True
    for field in (elements.text_field("a"), elements.number_field("a", least=1, most=10)):
        assert "dispatch_action_config" not in field


def test_a_number_is_whole_and_a_search_begins_with_the_first_letter():
    assert elements.number_field("a", least=1, most=10)["is_decimal_allowed"] is False
    assert elements.type_ahead("a", placeholder="Type a name")["min_query_length"] == 0


def test_a_live_field_reports_each_character():
    for field in (
        elements.text_field("a", live=True),
        elements.number_field("a", least=1, most=10, live=True),
    ):
        reports = field["dispatch_action_config"]["trigger_actions_on"]
        assert reports == ["on_character_entered"]
        assert_slack_takes(modal(blocks.field("Q", field, block_id="q", live=True)))


def test_a_field_is_optional_unless_it_is_required():
    assert asks(elements.text_field("a"))["optional"] is True
    required = blocks.field("Q", elements.text_field("a"), block_id="q", required=True)
    assert required["optional"] is False
    assert not {"hint", "dispatch_action"} & set(required)


def test_a_plain_button_has_nothing_it_does_not_need():
    assert elements.button("Go", "go") == {
        "type": "button",
        "text": {"type": "plain_text", "text": "Go", "emoji": True},
        "action_id": "go",
    }


def test_long_texts_end_in_dots_and_not_in_silence():
    view = modal(blocks.section(LONG), blocks.spoken(LONG), blocks.context(LONG))
    for text in (*texts(view), view["blocks"][1]["text"]["text"]):
        assert len(text) == 3000
        assert text.endswith("…")
    assert len(blocks.message(LONG, [])["text"]) == 4000


@pytest.mark.parametrize(
    ("drawn", "most"),
    [
        pytest.param([blocks.divider()] * 51, 49, id="too-many-blocks"),
        pytest.param([PARAGRAPH] * 20, 4, id="too-long-together"),
    ],
)
def test_a_message_too_large_for_slack_is_cut_and_says_so(drawn, most):
    message = blocks.message("Said aloud", drawn)

    assert message["blocks"] == [*drawn[:most], blocks.CUT_SHORT]
    assert complaints(message) == []
    assert len(json.dumps(message["blocks"])) <= OUR_LONGEST_MESSAGE


def test_a_message_that_just_fits_is_whole():
    drawn = [blocks.divider()] * 50

    assert blocks.message("Said aloud", drawn)["blocks"] == drawn


def test_lists_that_share_a_message_share_its_room():
    room = blocks.Room(*[blocks.divider()] * 10)

    threes = room.take([[blocks.divider()] * 3] * 20)
    twos = room.take([[blocks.divider()] * 2] * 20)
    ones = room.take([[blocks.divider()]] * 20)

    assert [(len(one.blocks), one.hidden) for one in (threes, twos, ones)] == [
        (39, 7),
        (0, 20),
        (1, 19),
    ]
