"""The vocabulary: cut where Slack would refuse, escaped where somebody typed, never overfull."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from bot.ui import blocks
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, texts

LONG = "é" * 5000
BOXES = [blocks.option(str(number), f"Line {number}") for number in range(11)]
MANY = [blocks.option(str(number), f"Line {number}") for number in range(101)]


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
    assert blocks.escaped(text) == shown


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        pytest.param("Moss", 4, "Moss", id="just-fits"),
        pytest.param("Mosses", 5, "Moss…", id="one-too-long"),
        pytest.param("Moss and Fern", 6, "Moss…", id="no-blank-before-the-dots"),
    ],
)
def test_words_are_cut_with_dots(text, longest, shown):
    assert blocks.shortened(text, longest) == shown


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
    cut = blocks.shortened_markup(text, longest)
    assert cut == shown
    assert len(cut) <= longest


@pytest.mark.parametrize("longest", range(1, 60))
def test_wherever_it_is_cut_an_escaped_text_stays_whole(longest):
    typed = "&<>" * 10
    cut = blocks.shortened_markup(blocks.escaped(typed), longest).removesuffix("…")
    assert cut == blocks.escaped(typed)[: len(cut)]
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
    assert blocks.clock_time(at) == said


def test_a_date_is_said_in_words_without_a_nought():
    assert blocks.in_words(date(2026, 10, 8)) == "Thursday 8 October"
    assert blocks.in_short(date(2026, 10, 8)) == "Thu 8 Oct"


def test_a_moment_is_shown_to_each_reader_in_their_own_zone_and_else_in_utc():
    ahead = timezone(timedelta(hours=9))
    at = datetime(2026, 10, 9, 2, 30, tzinfo=ahead)

    assert blocks.moment(at) == blocks.moment(at.astimezone(UTC))
    assert blocks.moment(at).endswith("|2026-10-08 17:30 UTC>")
    assert blocks.moment(at).startswith(f"<!date^{int(at.timestamp())}^")


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_whatever_is_typed_every_block_can_be_shown(words):
    words = words * 20
    view = modal(
        blocks.header(words),
        blocks.section(blocks.escaped(words), accessory=blocks.button(words, "press", label=words)),
        blocks.spoken(words, block_id="spoken"),
        blocks.context(blocks.escaped(words), "second"),
        blocks.divider(),
        blocks.actions(
            [
                blocks.button(
                    words,
                    "sure",
                    value="7",
                    style="danger",
                    confirm=blocks.confirm(words, words, yes=words, no=words),
                ),
                blocks.person_select("person", placeholder=words),
            ],
            block_id="row",
        ),
        blocks.field(
            words, blocks.text_field("text", text=words), block_id="a", hint=words, required=True
        ),
        blocks.field(
            "Line",
            blocks.text_field("line", text=words, multiline=False, live=True),
            block_id="b",
            live=True,
        ),
        blocks.field(
            "Boxes",
            blocks.checkboxes(
                "boxes", [blocks.option("1", words, description=words)], ticked=["1"]
            ),
            block_id="c",
        ),
        blocks.field(
            "Radio", blocks.radio("r", [blocks.option("1", words)], chosen="1"), block_id="d"
        ),
        blocks.field(
            "Select",
            blocks.select("s", [blocks.option("1", words)], chosen="1", placeholder=words),
            block_id="e",
        ),
        blocks.field(
            "Search",
            blocks.type_ahead("t", placeholder=words, chosen=blocks.option("1", words)),
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
        pytest.param(lambda: blocks.checkboxes("a", BOXES, ticked=[]), id="eleven-boxes"),
        pytest.param(lambda: blocks.checkboxes("a", [], ticked=[]), id="no-boxes"),
        pytest.param(lambda: blocks.radio("a", BOXES), id="eleven-radio-buttons"),
        pytest.param(lambda: blocks.radio("a", []), id="no-radio-buttons"),
        pytest.param(lambda: blocks.select("a", MANY), id="a-hundred-and-one-choices"),
        pytest.param(lambda: blocks.select("a", []), id="no-choices"),
        pytest.param(lambda: blocks.context(*["x"] * 11), id="eleven-pieces-of-small-print"),
        pytest.param(blocks.context, id="no-small-print"),
        pytest.param(lambda: blocks.actions([{}] * 26), id="26-controls"),
        pytest.param(lambda: blocks.actions([]), id="no-controls"),
        pytest.param(lambda: blocks.option("x" * 151, "Line"), id="a-value-too-long"),
        pytest.param(lambda: blocks.option("", "Line"), id="no-value"),
        pytest.param(lambda: blocks.button("Go", "a", value="x" * 2001), id="a-story-in-a-button"),
        pytest.param(lambda: modal(*[blocks.divider()] * 101), id="101-blocks-in-a-modal"),
        pytest.param(modal, id="an-empty-modal"),
        pytest.param(
            lambda: modal(blocks.divider(), private_metadata="x" * 3001), id="too-much-metadata"
        ),
        pytest.param(lambda: blocks.home([blocks.divider()] * 101), id="101-blocks-at-home"),
        pytest.param(lambda: blocks.home([]), id="an-empty-home"),
        pytest.param(lambda: blocks.message("x", [blocks.divider()] * 51), id="51-in-a-message"),
    ],
)
def test_too_many_of_a_thing_is_a_mistake_of_ours(overfull):
    with pytest.raises(AssertionError):
        overfull()


def test_as_many_as_slack_takes_can_be_drawn():
    assert_slack_takes(
        modal(
            asks(blocks.checkboxes("a", BOXES[:10], ticked=["9"])),
            blocks.field("R", blocks.radio("a", BOXES[:10]), block_id="radio"),
            blocks.field("S", blocks.select("a", MANY[:100]), block_id="select"),
            blocks.context(*["x"] * 10),
            blocks.actions([blocks.button("Go", f"a{n}", value="x" * 2000) for n in range(25)]),
            *[blocks.divider()] * 95,
            private_metadata="x" * 3000,
        )
    )
    assert_slack_takes(blocks.home([blocks.divider()] * 100))
    assert_slack_takes(blocks.message("x", [blocks.divider()] * 50))
    assert_slack_takes(modal(asks(blocks.radio("a", [blocks.option("x" * 150, "Line")]))))


def test_one_of_a_thing_is_enough():
    assert_slack_takes(blocks.home([blocks.divider()]))
    assert_slack_takes(modal(blocks.actions([blocks.button("Go", "go")])))


def test_a_section_has_the_one_control_it_is_given():
    button = blocks.button("Go", "go")
    assert blocks.section("Moss", accessory=button)["accessory"] == button
    assert "accessory" not in blocks.section("Moss")


def test_a_field_reports_at_once_only_if_it_is_live():
    live = blocks.field("Q", blocks.text_field("a", live=True), block_id="q", live=True)
    assert live["dispatch_action"] is True


def test_what_is_chosen_beforehand_is_one_of_what_is_offered():
    boxes = blocks.checkboxes("a", BOXES[:10], ticked=["3", "5", "gone"])
    assert boxes["initial_options"] == [BOXES[3], BOXES[5]]
    assert "initial_options" not in blocks.checkboxes("a", BOXES[:10], ticked=["gone"])
    assert blocks.radio("a", BOXES[:10], chosen="3")["initial_option"] == BOXES[3]
    assert "initial_option" not in blocks.select("a", MANY[:100], chosen="gone")
    assert "initial_option" not in blocks.type_ahead("a", placeholder="Type a name")


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
    picker = blocks.date_picker("a", chosen=chosen)
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
    field = blocks.number_field("a", least=1, most=10, number=number)
    assert field.get("initial_value") == shown
    assert_slack_takes(modal(asks(field)))


def test_a_negative_number_within_its_bounds_is_shown():
    assert blocks.number_field("a", least=-5, most=5, number="-3")["initial_value"] == "-3"


@pytest.mark.parametrize("multiline", [True, False])
@pytest.mark.parametrize("live", [True, False])
def test_a_field_for_words_takes_no_more_than_it_shows(multiline, live):
    field = blocks.text_field("a", text=LONG, multiline=multiline, live=live)
    assert len(field["initial_value"]) == field["max_length"] == (3000 if multiline else 250)
    assert ("dispatch_action_config" in field) is live


def test_a_field_has_room_for_lines_and_reports_nothing_unless_asked_to():
    assert blocks.text_field("a")["multiline"] is True
    for field in (blocks.text_field("a"), blocks.number_field("a", least=1, most=10)):
        assert "dispatch_action_config" not in field


def test_a_number_is_whole_and_a_search_begins_with_the_first_letter():
    assert blocks.number_field("a", least=1, most=10)["is_decimal_allowed"] is False
    assert blocks.type_ahead("a", placeholder="Type a name")["min_query_length"] == 0


def test_a_live_field_reports_each_character():
    for field in (
        blocks.text_field("a", live=True),
        blocks.number_field("a", least=1, most=10, live=True),
    ):
        reports = field["dispatch_action_config"]["trigger_actions_on"]
        assert reports == ["on_character_entered"]
        assert_slack_takes(modal(blocks.field("Q", field, block_id="q", live=True)))


def test_a_field_is_optional_unless_it_is_required():
    assert asks(blocks.text_field("a"))["optional"] is True
    required = blocks.field("Q", blocks.text_field("a"), block_id="q", required=True)
    assert required["optional"] is False
    assert not {"hint", "dispatch_action"} & set(required)


def test_a_plain_button_has_nothing_it_does_not_need():
    assert blocks.button("Go", "go") == {
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
