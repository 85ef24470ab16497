"""A list of closures is pasted or dropped, and what it would change is said before it does."""

from datetime import date

import pytest

from bot.dates.closures import look_through
from bot.errors import FormError
from bot.forms import tags
from bot.forms.settings.closures import FILE as FILE_FIELD
from bot.forms.settings.closures import ListGiven, list_from
from bot.imports.import_rows import read_closures
from bot.ui.kit.reading import answers_in, carried_in
from bot.ui.settings import closures
from tests.bot.ui.settings.test_settings import view_of
from tests.bot.ui.surfaces import words_of

TEXT = "date,until,name\n2026-11-26,2026-11-27,Thanksgiving\n"
FILE = ListGiven(file="F0CLOSURES")
DROPPED = {"files": [{"id": "F0CLOSURES", "name": "closures.csv"}]}


def looked_through(given: ListGiven, text: str = TEXT, known=()):
    read = read_closures(text)
    pasted = look_through(read.rows, read.findings, known=known)
    return closures.ask_again("", given, pasted=pasted, stamp="0123")


def given_in(view):
    looked_at = closures.DROPPED.maybe_in(carried_in(view)) or ""
    return list_from(answers_in(view), looked_at=looked_at)


def test_rows_that_were_pasted_are_the_list():
    view = view_of(closures.ask_list(""), closures_list={"value": TEXT})

    assert given_in(view) == ListGiven(text=TEXT.strip())


def test_a_file_that_was_dropped_is_the_list():
    view = view_of(closures.ask_list(""), closures_file=DROPPED)

    assert given_in(view) == FILE


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({}, id="slack-shows-the-field-empty"),
        pytest.param({"closures_file": DROPPED}, id="slack-still-shows-it"),
    ],
)
def test_a_file_that_was_looked_through_is_still_the_list(answers):
    assert given_in(view_of(looked_through(FILE), **answers)) == FILE


def test_another_list_takes_the_place_of_the_file_that_was_looked_through():
    other = {"files": [{"id": "F0OTHER"}]}

    dropped = view_of(looked_through(FILE), closures_file=other)
    pasted = view_of(looked_through(FILE), closures_list={"value": TEXT})

    assert given_in(dropped) == ListGiven(file="F0OTHER")
    assert given_in(pasted) == ListGiven(text=TEXT.strip())


@pytest.mark.parametrize(
    ("answers", "at"),
    [
        pytest.param({}, "closures_list", id="neither"),
        pytest.param({"closures_list": {"value": " \n"}}, "closures_list", id="blanks"),
        pytest.param(
            {"closures_list": {"value": TEXT}, "closures_file": DROPPED}, "closures_file", id="both"
        ),
    ],
)
def test_one_of_the_two_is_asked_for(answers, at):
    with pytest.raises(FormError) as refused:
        given_in(view_of(closures.ask_list(""), **answers))

    assert list(refused.value.problems) == [at]


def test_a_preview_carries_the_files_id_and_nothing_of_its_name_or_rows():
    view = looked_through(FILE)

    assert tags.STAMP.maybe_in(view["private_metadata"]) == "0123"
    assert "F0CLOSURES" in view["private_metadata"]
    assert "Thanksgiving" not in view["private_metadata"]
    assert "kept nothing of it" in words_of(view)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("date,name\n", "There is no row below its header.", id="a-header-alone"),
        pytest.param("<html><body>", "has no column date", id="no-csv"),
        pytest.param(
            "date,until\n2026-11-27,2026-11-26\n", "it comes before the date", id="dates-swapped"
        ),
    ],
)
def test_a_list_that_changes_nothing_says_why_and_can_only_be_looked_at_again(text, said):
    view = looked_through(FILE, text)

    assert said in words_of(view)
    assert view["submit"]["text"] == "Look again"
    assert tags.STAMP.maybe_in(view["private_metadata"]) is None


def test_days_that_were_closed_already_are_not_counted_twice():
    view = looked_through(FILE, known=[date(2026, 11, 26)])

    assert view["submit"]["text"] == "Add 1 closed day"
    assert closures.taken(1) == "1 closed day added."
    assert "nothing was changed" in closures.taken(0)


def test_an_app_that_may_not_read_files_asks_for_rows_alone():
    view = closures.ask_list("", takes_files=False)

    assert not answers_in(view).has(FILE_FIELD)
    assert "file" not in [block.get("element", {}).get("type") for block in view["blocks"]]
    assert answers_in(closures.ask_list("")).has(FILE_FIELD)
