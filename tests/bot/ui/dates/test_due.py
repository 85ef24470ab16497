"""What is open and why: every row with its date and reason, page by page."""

import pytest

from bot.dates.default_rules import DEFAULT_RULES
from bot.ui.dates import due
from tests.bot.ui.a_glance import a_case_of, look, sixty_students
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of


def render_due(seen, page=0):
    return due.render_due(seen, DEFAULT_RULES, page=page, confirmed=False)


def render_why(seen, page=0):
    return due.render_why(seen.students[0], seen, DEFAULT_RULES, page=page, confirmed=True)


def test_every_open_row_stands_on_exactly_one_page_by_alias():
    seen = sixty_students()
    total = sum(len(student.open) for student in seen.students)
    pages = -(-total // due.PAGE_SIZE)

    lines = [
        block
        for page in range(pages)
        for block in render_due(seen, page)["blocks"]
        if block.get("block_id", "").startswith("due:")
    ]

    assert len(lines) == total
    assert "Example" not in str(lines)


def test_what_has_been_due_longest_comes_first_and_what_has_no_date_last():
    seen = look(a_case_of(1, meets="2026-11-18"), a_case_of(2, meets="2026-10-27"), a_case_of(3))
    pages = [words_of(render_due(seen, page)) for page in range(2)]

    assert pages[0].index("*QX-002*") < pages[0].index("*QX-001*")
    assert "*QX-003* Date agreed with the whole team: date not known yet" in pages[-1]


@pytest.mark.parametrize("page", [-1, 99])
def test_a_page_that_is_there_no_more_leads_to_one_that_is(page):
    assert "things that are open" in words_of(render_due(look(a_case_of(meets="2026-10-27")), page))


def test_rule_13_each_row_says_its_rule_its_label_and_the_date_after_each_shift():
    words = words_of(render_why(look(a_case_of(meets="2026-11-18"))))

    assert "*Meeting notice entered in SEIS*: by Fri 9 Oct (meeting of Wed 18 Nov)" in words
    assert (
        "Due on the 10th of the month before the meeting (local: the school's own procedure): "
        "Saturday 10 October 2026. That is no school day, so it is due on the school day before: "
        "Friday 9 October 2026."
    ) in words


def test_where_a_date_is_unknown_it_says_which():
    words = words_of(render_why(look(a_case_of())))

    assert "When the annual review falls due is unknown." in words


def test_nothing_open_is_said():
    assert "Nothing is open." in words_of(render_due(look()))


def test_a_page_button_says_of_whom(monkeypatch):
    monkeypatch.setattr(due, "PAGE_SIZE", 1)
    seen = look(a_case_of(7, meets="2026-11-18"))

    on = render_why(seen, 3)["blocks"][-1]["elements"][1]["value"]
    assert due.page_in(on) == (4, seen.students[0].student.id)
    back = render_due(seen, 1)["blocks"][-1]["elements"][0]["value"]
    assert due.page_in(back) == (0, None)


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_it_whatever_the_names(words):
    seen = sixty_students(words[:250])

    for view in (render_due(seen, 1), render_why(seen)):
        assert_slack_takes(view)
        assert_harmless(view)
