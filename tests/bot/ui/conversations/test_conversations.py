"""The modal of the parent conversation: what it shows, how it is read, that Slack takes it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.content import read as read_words
from bot.conversations.conversation_pages import pages
from bot.conversations.conversations import ConversationAbout
from bot.forms.drafts import Draft, DraftKey
from bot.forms.fields import FieldKind
from bot.people.people import PersonId
from bot.students import StudentId
from bot.ui.conversations import conversations as modal
from bot.ui.kit import form
from bot.ui.kit.drawing import key_of
from bot.ui.kit.reading import answers_in, errors_in, typed_in
from tests.bot.a_case import a_meeting, a_student
from tests.bot.ui.surfaces import (
    HOSTILE_WORDS,
    assert_harmless,
    assert_slack_takes,
    block_named,
    words_of,
)

PAGES = pages(read_words())
NOW = datetime(2026, 10, 8, 17, 30, tzinfo=UTC)
MEETING = a_meeting("2026-10-27", "2026-08-20", at=time(8, 30))
ABOUT = ConversationAbout(student=a_student(), meeting=MEETING)
EVERYWHERE = range(len(PAGES))
CHOSEN = {
    "student": "7",
    "held_on": "2026-10-08",
    "how": "in person",
    "familiarity": "4",
    "interpreter": "used_and_needed",
    "draft_copy": "not asked yet",
    "draft_of": "present_levels goals",
    "attendance": "phone conference",
}


def a_draft(*, page=0, turn=0, minutes_ago=0, **answers):
    return Draft(
        key=DraftKey("d1"),
        owner=PersonId(1),
        kind="conversation",
        student=StudentId(7),
        answers=answers,
        page=page,
        turn=turn,
        updated_at=NOW - timedelta(minutes=minutes_ago),
    )


def render(draft, *, about=ABOUT, **said):
    return modal.render(draft, PAGES, about=about, now=NOW, **said)


def filled(words):
    """Answers to everything, the words wherever words are taken."""
    long = {
        question.id: words
        for page in PAGES
        for question in page.fields
        if question.kind in (FieldKind.TEXT, FieldKind.LINE)
    }
    return {**long, **CHOSEN}


def fields(view):
    return [block for block in view["blocks"] if block["type"] == "input"]


def as_slack_sends_it(view):
    """The view with the state that an untouched modal has: what was drawn beforehand."""
    values = {}
    for block in fields(view):
        element = block["element"]
        values[block["block_id"]] = {element["action_id"]: _state(element)}
    return {**view, "state": {"values": values}}


def _state(element):
    match element["type"]:
        case "checkboxes":
            return {"type": "checkboxes", "selected_options": element.get("initial_options", [])}
        case "static_select" | "external_select":
            return {"type": element["type"], "selected_option": element.get("initial_option")}
        case "datepicker":
            return {"type": "datepicker", "selected_date": element.get("initial_date")}
        case kind:
            return {"type": kind, "value": element.get("initial_value")}


@pytest.mark.parametrize("page", EVERYWHERE)
@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_every_page_whatever_names_and_answers_hold(page, words):
    student = a_student(first_name=words[:250], last_name=words[:250])
    view = render(
        a_draft(page=page, **filled((words * 3000)[:3000])),
        about=ConversationAbout(student=student, meeting=MEETING),
        left=a_draft(minutes_ago=90),
        continued=True,
        notice=f"None of your students is called “{words}”. Please choose one.",
    )
    assert_slack_takes(view)
    assert_harmless(view)


@pytest.mark.parametrize("page", EVERYWHERE)
@pytest.mark.parametrize("letter", ["é", "中", "🦉"])
def test_the_fullest_page_stays_below_250_kilobytes(page, letter):
    view = render(a_draft(page=page, **filled(letter * 3000)), continued=True)
    assert len(json.dumps(view)) < 250_000


@pytest.mark.parametrize("page", EVERYWHERE)
def test_an_empty_page_is_taken_too(page):
    view = render(a_draft(page=page), about=None)
    assert_slack_takes(view)


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"held_on": "yesterday"}, id="no-date"),
        pytest.param({"familiarity": "15"}, id="a-number-out-of-bounds"),
        pytest.param({"how": "by letter", "draft_of": "scores"}, id="choices-not-offered"),
        pytest.param({"strengths": "é" * 4000}, id="more-words-than-fit"),
    ],
)
def test_a_draft_with_impossible_answers_can_still_be_drawn(answers):
    for page in EVERYWHERE:
        assert_slack_takes(render(a_draft(page=page, **answers)))


@pytest.mark.parametrize("page", EVERYWHERE)
def test_no_page_has_more_than_six_long_fields(page):
    elements = [block["element"] for block in fields(render(a_draft(page=page)))]
    assert sum(element.get("multiline", False) for element in elements) <= 6


@pytest.mark.parametrize("page", EVERYWHERE)
def test_what_is_drawn_is_read_back(page):
    answers = filled("Draws dragons\nand maps")
    view = as_slack_sends_it(render(a_draft(page=page, turn=3, **answers)))

    asked = [question.id for question in PAGES[page].fields]
    assert answers_in(view).texts == {question: answers[question] for question in asked}
    place = form.FormPlace(
        kind="conversation", draft=DraftKey("d1"), student=StudentId(7), page=page, turn=3
    )
    assert form.place(view) == place


def test_what_is_left_empty_is_read_as_empty():
    for page in EVERYWHERE:
        view = as_slack_sends_it(render(a_draft(page=page), about=None))
        assert set(answers_in(view).texts.values()) == {""}


def test_only_our_own_fields_are_read():
    view = {"state": {"values": {"strengths:0": {"another": {"value": "Draws"}}}}}
    assert answers_in(view).texts == {}


@pytest.mark.parametrize("page", EVERYWHERE)
def test_a_turned_page_shares_no_field_with_the_page_before(page):
    one, other = (render(a_draft(page=page, turn=turn)) for turn in (3, 4))
    assert not {b["block_id"] for b in fields(one)} & {b["block_id"] for b in fields(other)}


@pytest.mark.parametrize("page", EVERYWHERE)
def test_every_field_reports_what_is_typed_or_chosen(page):
    for block in fields(render(a_draft(page=page))):
        assert block["dispatch_action"] is True
        if block["element"]["type"] in ("plain_text_input", "number_input"):
            assert block["element"]["dispatch_action_config"] == {
                "trigger_actions_on": ["on_character_entered"]
            }


@pytest.mark.parametrize(
    ("state", "answer"),
    [
        pytest.param({"value": "Draws"}, "Draws", id="words"),
        pytest.param({"value": None}, "", id="no-words"),
        pytest.param({"selected_date": "2026-10-08"}, "2026-10-08", id="a-date"),
        pytest.param({"selected_option": {"value": "7"}}, "7", id="a-student"),
        pytest.param({"selected_option": None}, "", id="nobody"),
        pytest.param(
            {"selected_options": [{"value": "goals"}, {"value": "present_levels"}]},
            "goals present_levels",
            id="two-boxes",
        ),
        pytest.param({"selected_options": []}, "", id="no-boxes"),
    ],
)
def test_a_keystroke_names_its_question_and_its_turn(state, answer):
    action = {"block_id": "familiarity_more@12", **state}
    assert typed_in(action) == ("familiarity_more", "12", answer)


def test_problems_stand_at_the_block_that_asks():
    view = render(a_draft(turn=5))
    problems = errors_in(view, {"held_on": "Please give the day."})

    assert problems == {"held_on@5": "Please give the day."}
    assert block_named(view, *problems)["type"] == "input"
    assert key_of("familiarity_more@5") == "familiarity_more"


def test_the_metadata_holds_ids_and_nothing_that_was_typed():
    view = render(a_draft(page=1, turn=2, strengths="Draws dragons"))
    known = {"draft": "d1", "kind": "conversation", "student": "7", "page": "1", "turn": "2"}
    assert json.loads(view["private_metadata"]) == known


def test_a_modal_about_nobody_yet_says_so():
    view = render(replace(a_draft(), student=None), about=None)
    assert form.place(view).student is None


def test_the_first_page_has_no_back_and_the_last_one_saves():
    first, last = render(a_draft()), render(a_draft(page=len(PAGES) - 1))

    assert [button["action_id"] for button in controls(first)] == [form.SAVE_DRAFT]
    assert [button["action_id"] for button in controls(last)] == [form.BACK, form.SAVE_DRAFT]
    assert first["submit"]["text"] == "Next"
    assert render(a_draft(page=len(PAGES) - 2))["submit"]["text"] == "Next"
    assert last["submit"]["text"] == "Save conversation"


def controls(view):
    return view["blocks"][-1]["elements"]


def test_a_draft_taken_up_again_can_be_put_aside_after_a_question():
    view = render(a_draft(minutes_ago=26 * 60), continued=True)

    assert controls(view)[-1]["action_id"] == form.START_OVER
    assert "confirm" in controls(view)[-1]
    assert "This is your draft from 1 day ago." in words_of(view)


def test_a_draft_left_half_way_is_offered():
    view = render(a_draft(), left=replace(a_draft(minutes_ago=90), key=DraftKey("d0")))

    offer = block_named(view, "left")
    assert offer["text"]["text"] == "You left a conversation half-way 1 hour ago."
    assert (offer["accessory"]["action_id"], offer["accessory"]["value"]) == (form.CONTINUE, "d0")
    assert not [b for b in render(a_draft())["blocks"] if b.get("block_id") == "left"]


def test_saving_a_draft_is_said_and_a_notice_is_shown():
    assert "Your draft is saved." in words_of(render(a_draft(), saved=True))
    assert ":warning: “&lt;Moss&gt;”" in words_of(render(a_draft(), notice="“<Moss>”"))
    assert ":warning:" not in words_of(render(a_draft()))


def test_the_first_page_says_that_nothing_goes_to_the_parents():
    assert "nothing here is sent to them" in words_of(render(a_draft()))
    assert "nothing here is sent to them" not in words_of(render(a_draft(page=1)))


def test_every_page_says_where_one_is_and_whom_it_is_about():
    for page in EVERYWHERE:
        said = words_of(render(a_draft(page=page)))
        assert f"Page {page + 1} of 4: {PAGES[page].title}" in said
        assert "*Quill Example* (QX-4KM): IEP meeting Tuesday, October 27" in said


def test_without_a_meeting_that_is_said_and_without_a_student_nothing():
    about = replace(ABOUT, meeting=None)
    assert "no IEP meeting is set yet" in words_of(render(a_draft(), about=about))
    assert "Quill" not in words_of(render(a_draft(), about=None))


def test_each_prompt_is_shown_as_it_is_said_before_its_field():
    blocks = render(a_draft())["blocks"]
    (spoken,) = [at for at, b in enumerate(blocks) if "1. Tell me" in str(b.get("text"))]
    assert blocks[spoken]["text"]["type"] == "plain_text"
    assert blocks[spoken + 1]["block_id"] == "strengths@0"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("Quill Example", "Quill Example (QX-4KM)", id="a-name-that-fits"),
        pytest.param("Q" * 66, "Q" * 66 + " (QX-4KM)", id="a-name-that-just-fits"),
        pytest.param("Q" * 67, "Q" * 65 + "… (QX-4KM)", id="a-name-that-is-cut"),
    ],
)
def test_a_student_is_chosen_by_name_and_alias_however_long_the_name(name, shown):
    first, _, last = name.partition(" ")
    option = modal.student_option(a_student(first_name=first, last_name=last))

    assert option["text"]["text"] == shown
    assert option["value"] == "7"


@pytest.mark.parametrize(("length", "shown"), [(120, "Q" * 120), (121, "Q" * 119 + "…")])
def test_a_very_long_name_is_cut_above_the_questions(length, shown):
    student = a_student(first_name="Q" * length, last_name="")
    assert modal.line_about(ConversationAbout(student=student, meeting=None)).startswith(
        f"*{shown}* ("
    )


def test_the_fields_are_as_their_questions_need_them():
    elements = {
        key_of(block["block_id"]): block["element"]
        for page in EVERYWHERE
        for block in fields(render(a_draft(page=page)))
    }
    number = elements["familiarity"]
    assert (number["min_value"], number["max_value"]) == ("1", "10")
    assert elements["with_whom"]["multiline"] is False
    assert elements["strengths"]["multiline"] is True


@pytest.mark.parametrize(
    ("then", "said"),
    [
        pytest.param(timedelta(seconds=59), "just now", id="less-than-a-minute"),
        pytest.param(timedelta(seconds=60), "1 min ago", id="a-minute"),
        pytest.param(timedelta(minutes=59), "59 min ago", id="less-than-an-hour"),
        pytest.param(timedelta(minutes=60), "1 hour ago", id="an-hour"),
        pytest.param(timedelta(hours=2), "2 hours ago", id="two-hours"),
        pytest.param(timedelta(hours=23, minutes=59), "23 hours ago", id="less-than-a-day"),
        pytest.param(timedelta(hours=24), "1 day ago", id="a-day"),
        pytest.param(timedelta(hours=48), "2 days ago", id="two-days"),
        pytest.param(timedelta(hours=-5), "just now", id="a-clock-that-was-set-back"),
    ],
)
def test_how_long_ago_is_said_in_words(then, said):
    assert form.ago(NOW - then, now=NOW) == said
