"""What is open and why: every row with its date and reason, page by page."""

from dataclasses import replace
from datetime import date

import pytest

from bot.dates.default_rules import DEFAULT_RULES
from bot.digest import open_work
from bot.digest.listings import key_text
from bot.digest.open_work import ROWS_A_PAGE, page_of
from bot.digest.plain_words import Query
from bot.meetings.meetings import MeetingId
from bot.ui.dates import due
from tests.bot.ui.a_desk import a_desk, a_form
from tests.bot.ui.a_glance import a_case_of, look, sixty_students
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of


def render_due(seen, page=0, **work):
    return due.render_due(page_of(a_desk(seen, confirmed=False, **work), page))


def render_why(seen, page=0):
    return due.render_why(seen.students[0], seen, DEFAULT_RULES, page=page, confirmed=True)


def meetings_on(view):
    due = [one for one in view["blocks"] if one.get("block_id", "").startswith("due:")]
    return [one for one in due if one["type"] == "section"]


def choices_on(view):
    controls = [one["elements"] for one in view["blocks"] if one["type"] == "actions"]
    return [option for [select, *_] in controls for option in select.get("options", ())]


def test_every_open_row_stands_on_exactly_one_page_and_can_be_opened_there():
    seen = sixty_students()
    rows = [key_text((row.subject, row.id)) for student in seen.students for row in student.open]
    pages = -(-len(rows) // ROWS_A_PAGE)

    opened = [
        option["value"] for page in range(pages) for option in choices_on(render_due(seen, page))
    ]

    assert sorted(opened) == sorted(rows)


def test_what_is_open_stands_by_meeting_and_what_has_no_date_last():
    seen = look(a_case_of(1, meets="2026-11-18"), a_case_of(2, meets="2026-10-27"), a_case_of(3))
    shown = [one for page in range(3) for one in meetings_on(render_due(seen, page))]
    first, *_, last = (one["text"]["text"].split("\n") for one in shown)

    assert first[0] == "*Quill Example 2* (QX-002), meeting of Tue, Oct 27"
    assert first[1].startswith(
        "Was due Thu, Sep 10: Meeting on the master calendar; Meeting notice"
    )
    assert last == [
        "*Quill Example 3* (QX-003), no meeting set",
        "Date not known yet: Date agreed with the whole team",
    ]


def test_what_is_to_be_set_is_named_where_it_is_known():
    (shown,) = meetings_on(render_due(look(a_case_of(1, triennial_due=date(2026, 11, 20)))))

    assert "(QX-001), no triennial meeting set" in shown["text"]["text"]


def test_a_meeting_of_which_nobody_said_if_it_was_held_is_asked_about():
    """Its rows rest until then, so without it there would be nothing to see."""
    case = a_case_of(1, meets="2026-10-07")

    [asked] = meetings_on(render_due(look(case)))

    assert asked["text"]["text"] == "*Quill Example 1* (QX-001), meeting of Wed, Oct 7"
    assert asked["accessory"]["text"]["text"] == "Was it held?"


def test_what_others_wait_for_stands_above_ones_own_and_names_the_student():
    view = render_due(look(a_case_of(meets="2026-10-27")), waiting=(a_form(by="2026-10-07"),))

    words = words_of(view)
    assert "For you to do: 1 thing, 1 overdue" in words
    assert "*Juniper Quickwater* (JQ-001), teacher feedback, was due Wed, Oct 7" in words
    assert words.index("Juniper") < words.index("Quill Example")


@pytest.mark.parametrize("page", [-1, 99])
def test_a_page_that_is_there_no_more_leads_to_one_that_is(page):
    assert "things that are open" in words_of(render_due(look(a_case_of(meets="2026-10-27")), page))


def test_rule_13_each_row_says_its_rule_its_label_and_the_date_after_each_shift():
    words = words_of(render_why(look(a_case_of(meets="2026-11-18"))))

    assert "*Quill Example 1* (QX-001), meeting of Wed, Nov 18" in words
    assert (
        "*By Fri, Oct 9*\n"
        "Meeting on the master calendar; Google Form for the invitation submitted; Office told, so "
        "that it can invite, rights notice enclosed (default: Preiep's suggestion, where the "
        "procedure gives no date)\n"
        "Meeting notice entered in SEIS; Feedback form given to the teachers; Report asked of "
        "every contracted provider (local: the school's own procedure)\n"
        "Due on the 10th of the month before the meeting: Saturday, October 10, 2026. That is no "
        "school day, so it is due on the school day before: Friday, October 9, 2026."
    ) in words


def test_every_open_row_is_explained_once_with_what_its_own_explanation_says():
    seen = look(a_case_of(meets="2026-10-20"))
    words = words_of(render_why(seen))

    (student,) = seen.students
    assert len(student.open) > 10
    for row in student.open:
        assert words.count(row.why.rule.what) == 1
        assert row.why.word_of in words
        for shift in (*row.why.shifts, *row.why.opening_shifts):
            assert shift.text in words
    assert "Parents asked about a draft copy, together with the parent conversation" in words


def test_of_two_meetings_each_date_says_of_which():
    one = a_case_of(1, meets="2026-11-18")
    other = replace(one.meetings[0], id=MeetingId(77), on=date(2026, 11, 19))
    words = words_of(render_why(look(replace(one, meetings=(*one.meetings, other)))))

    assert "for the meeting of Wed, Nov 18" in words
    assert "for the meeting of Thu, Nov 19" in words


def test_where_a_date_is_unknown_it_says_which():
    words = words_of(render_why(look(a_case_of())))

    assert "When the annual review falls due is unknown." in words


def test_nothing_open_is_said():
    assert "Nothing is open." in words_of(render_due(look()))
    assert "Nothing is open." not in words_of(render_due(look(), waiting=(a_form(),)))


def test_a_page_button_says_of_whom(monkeypatch):
    monkeypatch.setattr(due, "PAGE_SIZE", 1)
    monkeypatch.setattr(open_work, "ROWS_A_PAGE", 1)
    seen = look(a_case_of(7, meets="2026-11-18"))

    on = render_why(seen, 3)["blocks"][-1]["elements"][1]["value"]
    assert due.page_in(on) == (4, seen.students[0].student.id, Query.DUE)
    back = render_due(seen, 1)["blocks"][-1]["elements"][0]["value"]
    assert due.page_in(back) == (0, None, Query.DUE)


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_it_whatever_the_names(words):
    seen = sixty_students(words[:250])

    waiting = tuple(a_form(number, name=words[:250]) for number in range(40))
    for view in (render_due(seen, 1), render_due(seen, waiting=waiting), render_why(seen)):
        assert_slack_takes(view)
        assert_harmless(view)
