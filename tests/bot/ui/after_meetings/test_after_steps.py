"""The steps after a meeting: what is asked, and what cannot be."""

from datetime import date

import pytest

from bot.after_meetings.duties import Reader
from bot.after_meetings.signatures import SignatureAttempt
from bot.errors import FormError
from bot.forms.after_meetings.after_steps import link_from, next_due_from, sent_from
from bot.forms.drafts import DraftKey
from bot.people.people import PersonId
from bot.ui.after_meetings import after_steps
from bot.ui.kit.reading import answers_in
from tests.bot.ui.filling import filled
from tests.bot.ui.running import MEETING, NINE_THIRTY, a_duty
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

TODAY = date(2026, 11, 2)
KEY = DraftKey("k" * 32)


@pytest.mark.parametrize(
    ("on", "taken"),
    [
        ("2026-10-26", False),
        ("2026-10-27", True),
        ("2026-11-02", True),
        ("2026-11-03", False),
    ],
)
def test_it_was_sent_between_the_meeting_and_today(on, taken):
    view = filled(after_steps.render_sent(MEETING.id, "DocuSign", today=TODAY), on=on)
    answers = answers_in(view)

    if taken:
        assert sent_from(answers, MEETING, today=TODAY).isoformat() == on
    else:
        with pytest.raises(FormError):
            sent_from(answers, MEETING, today=TODAY)


@pytest.mark.parametrize(("on", "taken"), [("2026-10-27", False), ("2026-10-28", True)])
def test_the_next_review_is_due_after_this_meeting(on, taken):
    view = filled(after_steps.render_next(MEETING.id, suggested=TODAY), on=on)
    answers = answers_in(view)

    if taken:
        assert next_due_from(answers, MEETING).isoformat() == on
    else:
        with pytest.raises(FormError):
            next_due_from(answers, MEETING)


def test_only_a_whole_address_is_sent():
    view = after_steps.render_glance(MEETING.id, [], KEY, link="")

    with pytest.raises(FormError) as refused:
        link_from(answers_in(filled(view, link="the SIS")))
    assert set(refused.value.problems) == {"link"}
    typed = answers_in(filled(view, link=" https://sis.example/7 "))
    assert link_from(typed).endswith("/7")


def test_the_way_the_parents_chose_is_shown_where_it_is_kept():
    assert "*Certified mail*" in words_of(
        after_steps.render_sent(MEETING.id, "Certified mail", today=TODAY)
    )
    assert "Nobody has written down" in words_of(
        after_steps.render_sent(MEETING.id, "", today=TODAY)
    )


@pytest.mark.parametrize("typed", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_whatever_was_typed_stays_words(typed):
    attempt = SignatureAttempt(
        draft=KEY,
        meeting=MEETING.id,
        tried_on=TODAY,
        how="phone",
        note=typed,
        by=PersonId(1),
        at=NINE_THIRTY,
    )
    readers = [Reader(name=typed, in_slack=True, handed=a_duty())] * 5
    for view in (
        after_steps.render_attempt(MEETING.id, [attempt] * 40, KEY, today=TODAY),
        after_steps.render_glance(MEETING.id, readers, KEY, link=typed),
        after_steps.render_sent(MEETING.id, typed, today=TODAY),
        after_steps.render_next(MEETING.id, suggested=TODAY),
    ):
        assert_slack_takes(view)
        assert_harmless(view)
