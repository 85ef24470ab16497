"""A kept conversation is read, changed, compared, and put together from two people's changes."""

from dataclasses import replace
from datetime import date

import pytest

from bot.conversations.conversation_pages import DraftCopy, How
from bot.conversations.kept_conversations import (
    amended,
    answers_of,
    changes,
    kept_pages,
    last_years,
    merged,
)
from bot.errors import FormError
from bot.forms.drafts import Draft, DraftKey
from bot.meetings.meetings import Mode
from bot.people.people import PersonId
from tests.bot.a_case import day
from tests.bot.talks import WORDS, a_talk

PAGES = kept_pages(WORDS)
FULL = a_talk(
    how=How.VIDEO,
    interpreter="used",
    language="Hmong",
    draft_copy=DraftCopy.YES,
    draft_of=("present_levels", "goals"),
    attendance=Mode.PHONE,
)


def edited(conversation, *, today="2026-10-08", **answers):
    draft = Draft(
        key=DraftKey("edit"),
        owner=PersonId(2),
        kind="amend:1",
        student=None,
        answers={**answers_of(conversation), **answers},
        updated_at=conversation.at,
    )
    return amended(conversation, draft, WORDS, today=day(today))


def test_opened_and_saved_unchanged_it_says_the_same():
    assert replace(edited(FULL), revision=1) == FULL


def test_an_edit_changes_what_was_answered_and_keeps_whose_it_is_and_how_it_was_asked():
    old = replace(FULL, wording={"strengths": "What is good?"}, wording_version="en-0")

    new = edited(old, strengths="Sings", attendance="", draft_copy="no", draft_of="goals")

    assert (new.answers, new.attendance, new.draft_copy) == (
        {"strengths": "Sings"},
        None,
        DraftCopy.NO,
    )
    assert new.draft_of == ()
    assert (new.wording, new.wording_version) == (old.wording, "en-0")
    assert (new.by, new.at, new.draft, new.meeting, new.revision) == (
        old.by,
        old.at,
        old.draft,
        old.meeting,
        2,
    )


def test_an_edit_can_not_date_a_conversation_ahead():
    with pytest.raises(FormError) as refused:
        edited(FULL, held_on="2026-10-09")
    assert list(refused.value.problems) == ["held_on"]


def test_whose_it_is_is_no_question_of_an_edit():
    assert "student" not in {question.id for page in PAGES for question in page.fields}


def test_what_an_edit_empties_is_asked_for_on_its_last_page():
    whole = kept_pages(WORDS, answers=answers_of(FULL))
    emptied = kept_pages(WORDS, answers={**answers_of(FULL), "with_whom": ""})

    assert whole[-1] == PAGES[-1]
    assert [one.key for one in emptied[-1].fields if one.required] == ["with_whom:last"]


def test_prompts_are_shown_as_they_were_asked_then():
    pages = kept_pages(WORDS, {"strengths": "What is good?", "strengths_more": "And since when?"})

    first, more = (one for one in pages[0].fields if one.id.startswith("strengths"))
    assert first.said == "1. What is good?"
    assert more.label == "And since when?"


def test_who_changed_what_is_told_question_by_question():
    found = changes(
        {"strengths": "Draws", "language": "Hmong", "hopes": "Friends"},
        {"strengths": "Sings", "hopes": "Friends ", "with_whom": "aunt", "draft_copy": "yes"},
        PAGES,
    )
    assert [(one.question.label, one.before, one.after) for one in found] == [
        ("With whom", "", "aunt"),
        ("Strengths", "Draws", "Sings"),
        ("Language", "Hmong", ""),
        ("Draft copy before the meeting", "", "yes"),
    ]


def test_not_asked_yet_is_no_other_answer_than_none():
    assert changes({}, {"draft_copy": "not asked yet"}, PAGES) == []


@pytest.mark.parametrize(
    ("mine", "theirs", "answers", "taken", "both"),
    [
        pytest.param({"a": "1"}, {}, {"strengths": "1"}, [], [], id="mine-alone"),
        pytest.param({}, {"a": "2"}, {"strengths": "2"}, ["Strengths"], [], id="theirs-alone"),
        pytest.param({"a": "1"}, {"a": "1"}, {"strengths": "1"}, [], [], id="the-same"),
        pytest.param({"a": "1"}, {"a": "2"}, {"strengths": "1"}, [], ["Strengths"], id="both"),
        pytest.param(
            {"a": "1"},
            {"b": "2"},
            {"strengths": "1", "hopes": "2"},
            ["Hopes for the year"],
            [],
            id="each-another",
        ),
        pytest.param({"a": "1"}, {"a": ""}, {"strengths": "1"}, [], ["Strengths"], id="emptied"),
    ],
)
def test_two_peoples_changes_are_put_together(mine, theirs, answers, taken, both):
    name = {"a": "strengths", "b": "hopes"}
    base = {"strengths": "0"}
    found = merged(
        base,
        base | {name[key]: said for key, said in mine.items()},
        base | {name[key]: said for key, said in theirs.items()},
        PAGES,
    )
    assert found.answers == {"strengths": "0"} | answers
    assert [one.label for one in found.theirs] == taken
    assert [one.label for one in found.both] == both


def test_last_years_answers_are_the_latest_of_another_year():
    two_years, last, this = (
        a_talk(on, number=number)
        for number, on in enumerate(("2024-10-01", "2025-10-02", "2026-09-20"))
    )
    everyone = [this, two_years, last]

    assert last_years(everyone, before=date(2026, 10, 8)) == last
    assert last_years([this], before=date(2026, 10, 8)) is None
    assert last_years([this], before=date(2027, 3, 19)) == this
    assert last_years([this], before=date(2027, 3, 18)) is None
