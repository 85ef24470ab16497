"""The log is written with two taps, read newest first, and mended with its history."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import FormError
from bot.forms import tags
from bot.forms.drafts import DraftKey
from bot.forms.records.contacts import (
    AT,
    CONTACT,
    LANGUAGE,
    LOG_CONTACT,
    NOTE,
    OUTCOME,
    WAY,
    WHOM,
    check_contact,
)
from bot.people.people import PersonId
from bot.records.contacts import Contact, ContactId, ContactOutcome, ContactWay, Whom
from bot.students import StudentId
from bot.ui.kit.reading import answers_in, carried_in
from bot.ui.records import contacts as screen
from tests.bot.a_case import a_student
from tests.bot.ui.filled import filled
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

NOW = datetime(2026, 10, 8, 15, 30, tzinfo=UTC)
STUDENT = a_student(id=StudentId(1), alias="QX-001")
DRAFT = DraftKey("draft-1")
PAT = PersonId(7)


def an_entry(number=1, **fields):
    entry = Contact(
        id=ContactId(number),
        draft=DRAFT,
        student=STUDENT.id,
        at=NOW - timedelta(days=number),
        whom=Whom.PARENT,
        way=ContactWay.PHONE,
        outcome=ContactOutcome.TALKED,
        by=PAT,
        kept_at=NOW,
    )
    return replace(entry, **fields)


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_a_long_log_whatever_was_written(words):
    named = replace(STUDENT, first_name=words[:250])
    long = (words * 60)[:3000]
    said = {"note": long, "words": long * 6, "language": words, "why_withdrawn": words}
    entries = [an_entry(number, withdrawn=True, **said) for number in range(1, 90)]
    for surface in (
        screen.render_add(named, DRAFT, now=NOW),
        screen.render_log(named, entries, {PAT: words}),
        screen.render_log(named, entries, {}, page=4),
        screen.render_edit(named, entries[0], entries, {PAT: words}),
        screen.render_keep(long, DRAFT),
    ):
        assert_slack_takes(surface)
        assert_harmless(surface)


def test_saving_what_is_drawn_logs_a_talk_with_a_parent_just_now():
    view = screen.render_add(STUDENT, DRAFT, now=NOW)
    answers = answers_in(filled(view, {}))

    check_contact(answers, now=NOW)
    assert (answers[WHOM], answers[WAY]) == (Whom.PARENT, ContactWay.PHONE)
    assert (answers[OUTCOME], answers[AT]) == (ContactOutcome.TALKED, NOW)
    assert tags.STUDENT.in_(carried_in(view)) == STUDENT.id
    assert CONTACT.maybe_in(carried_in(view)) is None


def test_an_entry_is_drawn_as_it_was_kept():
    entry = an_entry(
        way=ContactWay.EMAIL, outcome=ContactOutcome.SENT, language="Mixteco", note="Asked."
    )
    view = screen.render_edit(STUDENT, entry, [], {PAT: "Pat"})

    answers = answers_in(filled(view, {}))

    assert (answers[WAY], answers[OUTCOME]) == (ContactWay.EMAIL, ContactOutcome.SENT)
    assert (answers[LANGUAGE], answers[NOTE], answers[AT]) == ("Mixteco", "Asked.", entry.at)
    assert answers.changes(LOG_CONTACT.fields) == {}
    assert CONTACT.in_(carried_in(view)) == entry.id


@pytest.mark.parametrize(
    ("answers", "fields"),
    [
        pytest.param({"at": int(NOW.timestamp()) + 60}, ["at"], id="a-minute-ahead"),
        pytest.param({"withdraw": ["yes"]}, ["why"], id="withdrawn-without-a-word"),
        pytest.param({"withdraw": ["yes"], "why": "Wrong child."}, [], id="withdrawn"),
    ],
)
def test_what_is_wanting_is_said_at_its_field(answers, fields):
    view = filled(screen.render_edit(STUDENT, an_entry(), [], {}), answers)
    problems = {}
    try:
        check_contact(answers_in(view), now=NOW)
    except FormError as error:
        problems = error.problems
    assert list(problems) == fields


def test_every_entry_stands_on_one_page_and_buttons_lead_on():
    entries = [an_entry(number) for number in range(1, 46)]
    shown = [
        block["block_id"]
        for page in range(3)
        for block in screen.render_log(STUDENT, entries, {}, page=page)["blocks"]
        if block.get("block_id", "").startswith("contact:")
    ]
    assert len(shown) == len(set(shown)) == 45
    on_the_second = screen.render_log(STUDENT, entries, {}, page=1)["blocks"][-1]["elements"]
    told = [(tags.STUDENT.in_(one["value"]), tags.PAGE.in_(one["value"])) for one in on_the_second]
    assert told == [(STUDENT.id, 0), (STUDENT.id, 2)]


def test_what_it_said_before_stands_under_the_entry():
    shown = words_of(
        screen.render_edit(
            STUDENT,
            an_entry(outcome=ContactOutcome.LEFT_MESSAGE),
            [an_entry(note="We talked.")],
            {PAT: "Pat Fennimore"},
        )
    )

    assert "Changed by Pat Fennimore" in shown
    assert "Parent, by phone: talked. We talked." in shown


def test_no_words_stand_in_what_a_modal_carries():
    view = screen.render_keep("plantedwords", DRAFT)

    assert "planted" not in view["private_metadata"]
