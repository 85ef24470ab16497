"""A form is drawn, read, checked and compared from what is declared of its fields."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.errors import FormError
from bot.forms import fields as kinds
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.drafts import DraftKey
from bot.forms.modals import Modal
from bot.people.people import SlackUserId
from bot.ui.kit.drawing import modal
from bot.ui.kit.reading import answers_in, carried_in, errors_in
from tests.bot.ui.filled import filled
from tests.bot.ui.surfaces import assert_slack_takes

WHEN = datetime(2026, 10, 8, 17, 30, tzinfo=UTC)
WAYS: dict[str, kinds.Words] = {"phone": "By phone", "in person": ("In person", "At the school")}
COLOURS = {"red": "Red", "blue": "Blue", "green": "Green"}

EVERY_KIND = [
    pytest.param(kinds.line("f", "F"), "Draws", "", id="line"),
    pytest.param(kinds.text("f", "F"), "Draws\nand maps", "", id="text"),
    pytest.param(kinds.number("f", "F", least=0), 0, None, id="number"),
    pytest.param(kinds.day("f", "F"), date(2026, 10, 8), None, id="day"),
    pytest.param(kinds.clock("f", "F"), time(8, 30), None, id="clock"),
    pytest.param(kinds.moment("f", "F"), WHEN, None, id="moment"),
    pytest.param(kinds.choice("f", "F", WAYS), "in person", None, id="choice"),
    pytest.param(kinds.radio("f", "F", {True: "Yes", False: "No"}), False, None, id="yes-or-no"),
    pytest.param(kinds.boxes("f", "F", COLOURS), ("red", "green"), (), id="boxes"),
    pytest.param(kinds.box("f", "F", "It is so"), True, False, id="box"),
    pytest.param(kinds.person("f", "F"), SlackUserId("U0PAT"), None, id="person"),
]


def sent(*parts, declared=None, mark="", answers=None):
    declared = declared or Modal(name="m", title="M", fields=parts)
    view = modal(declared, parts, mark=mark)
    assert_slack_takes(view)
    return filled(view, answers or {})


@pytest.mark.parametrize(("asked", "value", "empty"), EVERY_KIND)
def test_what_is_drawn_in_a_field_is_what_is_read_from_it(asked, value, empty):
    several = isinstance(value, tuple)
    shown = asked.ticking(value) if several else asked.showing(value)

    answers = answers_in(sent(shown, mark=3))

    assert answers[asked] == value
    assert answers.before(asked) == value
    assert not answers.is_changed(asked)
    assert answers_in(sent(asked)).get(asked) == empty


def test_an_option_that_says_nothing_can_be_chosen_and_is_an_answer():
    level = kinds.choice("f", "F", {None: "Not said", "lead": "Lead"})

    assert answers_in(sent(level.showing(None)))[level] is None
    assert answers_in(sent(level.showing("lead")))[level] == "lead"


def test_what_is_missing_is_asked_for_at_its_field():
    on = kinds.day("on", "On", missing="Please give the day.")

    with pytest.raises(FormError) as refused:
        answers_in(sent(on))[on]

    assert refused.value.problems == {"on": "Please give the day."}


NOTE = replace(kinds.line("note", "Note", prefilled="note"), longest=5)
ON = kinds.day("on", "On", required=True, not_ahead="That lies ahead.", prefilled="on")
DECLARED = Modal(name="m", title="M", fields=(NOTE, ON))


def test_every_problem_is_told_at_once_and_stands_at_its_block():
    view = sent(
        NOTE.of(7), NOTE.of(8), ON, declared=DECLARED, mark="r2", answers={"note:8@r2": "too long"}
    )

    with pytest.raises(FormError) as refused:
        DECLARED.check(answers_in(view), {NOTE.of(7): "Please say why."})

    marked = errors_in(view, refused.value.problems)
    assert marked["note:7@r2"] == "Please say why."
    assert "room for 5" in marked["note:8@r2"]
    assert marked["on@r2"] == "Please fill this in."


def test_a_problem_of_a_field_that_is_not_drawn_stands_at_the_first():
    assert errors_in(sent(NOTE), {"on": "Please choose."}) == {"note": "Please choose."}
    assert errors_in(modal(DECLARED, [{"type": "divider"}]), {"on": "Please choose."}) == {}


def test_a_day_to_come_is_refused_where_the_field_says_so():
    said = answers_in(sent(ON.showing(date(2026, 10, 9))))

    DECLARED.check(said, today=date(2026, 10, 9))
    with pytest.raises(FormError):
        DECLARED.check(said, today=date(2026, 10, 8))


def test_only_what_this_person_changed_is_theirs():
    drawn = [NOTE.showing("old"), ON.showing(date(2026, 10, 8))]
    said = answers_in(sent(*drawn, declared=DECLARED, answers={"on": "2026-10-05"}))

    assert said.changes(DECLARED.fields) == {"on": date(2026, 10, 5)}


def test_boxes_that_are_more_than_ten_are_one_answer():
    many = kinds.boxes("rows", "Rows", {number: f"Row {number}" for number in range(23)})
    view = sent(many.ticking([1, 22]))

    labels = [block["label"]["text"] for block in view["blocks"]]
    assert labels == ["Rows", "Rows, continued", "Rows, continued"]
    assert answers_in(view)[many] == (1, 22)


def test_rows_are_found_again_in_their_order():
    said = answers_in(sent(NOTE.of(9).showing("a"), NOTE.of(3).showing("b"), declared=DECLARED))

    assert said.rows(NOTE) == ["9", "3"]
    assert [said[NOTE.of(row)] for row in said.rows(NOTE)] == ["a", "b"]


def test_what_is_carried_along_is_read_under_its_own_type():
    view = modal(
        DECLARED, [NOTE], carries=[tags.PAGE.of(2), tags.DAY.of(None), tags.DRAFT.of(DraftKey("d"))]
    )
    carried = carried_in(view)

    assert (tags.PAGE.in_(carried), tags.DAY.maybe_in(carried)) == (2, None)
    assert tags.DRAFT.in_(carried) == "d"
    assert tags.STUDENT.in_("7") == 7, "what travels alone needs no name"


def test_answers_from_a_draft_are_read_like_those_of_a_modal():
    assert Answers(texts={"on": "2026-10-08"})[ON] == date(2026, 10, 8)
