"""What was handed to a colleague: a message without words, and a window with them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot import date_words
from bot.after_meetings.duties import DutyKind, DutyState, Handed, Owner, WhoDoesWhat
from bot.calendar import default_school_year
from bot.errors import FormError
from bot.forms.after_meetings.responsibilities import (
    BY_WHEN,
    OTHER,
    WHAT,
    WHO,
    check_responsibility,
)
from bot.forms.drafts import DraftKey
from bot.forms.meeting_day.close_outs import CLOSE_OUT
from bot.meeting_day.seis_notes import CloseOut
from bot.people.people import PersonId
from bot.ui.after_meetings import duties as handed
from bot.ui.after_meetings import responsibilities as taken_on
from bot.ui.kit.reading import answers_in
from bot.ui.meeting_day import close_outs as close_out
from tests.bot.ui.filling import filled
from tests.bot.ui.looking import button, words
from tests.bot.ui.running import MEETING, NINE_THIRTY, a_duty
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes

READ: dict[str, Any] = {
    "kind": DutyKind.AT_A_GLANCE,
    "text": "https://sis.example/plan?id=7&x=1",
}
DONE: dict[str, Any] = {"state": DutyState.DONE, "answered_at": NINE_THIRTY}
OWNERS = [Owner(person=PersonId(2), name="Lee Marsh", title="Service provider")]


def theirs(*duties, **fields):
    return Handed(
        meeting=MEETING.id,
        alias="MQ-7K2",
        case_manager="Pat Fennimore",
        year=default_school_year(2026),
        duties=duties,
        **fields,
    )


@pytest.mark.parametrize(
    ("duties", "said"),
    [
        pytest.param([a_duty()], "You have 1 thing to do after this IEP meeting.", id="one"),
        pytest.param([a_duty(1), a_duty(2)], "You have 2 things to do after", id="two"),
        pytest.param([a_duty(1), a_duty(2, **DONE)], "You have 1 thing to do after", id="one-done"),
        pytest.param([a_duty(due_on=MEETING.on)], f"by {date_words.in_words(MEETING.on)}", id="by"),
        pytest.param([a_duty(**READ)], "Please read the student's IEP at a glance", id="to-read"),
        pytest.param([a_duty(**DONE)], "Everything from this IEP meeting is done", id="done"),
    ],
)
def test_the_message_says_how_much_and_never_what(duties, said):
    message = handed.message(theirs(*duties))

    assert said in message["text"]
    assert "MQ-7K2" not in message["text"]
    assert not [one for one in ("samples", "sis.example", "Marsh") if one in words(message)]
    assert_slack_takes(message)


@pytest.mark.parametrize(
    ("signature", "said"),
    [
        ({}, "The new IEP is not signed yet. Until it is, the current IEP stands."),
        (
            {"is_signed": True, "signed": NINE_THIRTY},
            "The IEP is signed now. Please read this, even if you read one before it was signed.",
        ),
        (
            {"is_signed": True, "signed": NINE_THIRTY + timedelta(minutes=1)},
            "This was sent before the IEP was signed. The signed one comes to you as well.",
        ),
    ],
)
def test_a_teacher_is_told_which_iep_stands_and_why_the_same_comes_twice(signature, said):
    to_read = theirs(a_duty(**READ), **signature)
    message = handed.message(to_read)

    assert said in words(message)
    assert said not in message["text"], "nothing of the signature in a notification"
    assert said in words(handed.render(to_read, student="Maya Quill"))
    for nothing_to_read in (theirs(a_duty(), **signature), theirs(a_duty(**READ | DONE))):
        shown = words(handed.message(nothing_to_read))
        assert "igned" not in shown + words(handed.render(nothing_to_read, student="Maya Quill"))


def test_the_window_shows_the_words_and_asks_for_the_answer():
    view = handed.render(theirs(a_duty(1), a_duty(2, **READ)), student="Maya Quill")

    assert "Send two work samples" in words(view)
    assert "<https://sis.example/plan?id=7&amp;x=1|Open the IEP at a glance" in words(view)
    answers = [
        element["text"]["text"]
        for block in view["blocks"]
        for element in block.get("elements", [])
        if element.get("action_id") == handed.ANSWER
    ]
    assert answers == ["Done", "I have read it and know my part"]
    answered = handed.render(theirs(a_duty(1, **DONE)), student="Maya Quill")
    assert button(answered, handed.ANSWER) is None


def test_an_address_cannot_end_its_link_early():
    hostile = a_duty(**{**READ, "text": "https://sis.example/a|Free>money"})

    assert "<https://sis.example/a%7CFree%3Emoney|Open" in words(
        handed.render(theirs(hostile), student="Maya")
    )


def listed(*duties, owners=OWNERS, draft="k"):
    return WhoDoesWhat(meeting=MEETING.id, taken_on=duties, owners=owners, draft=DraftKey(draft))


def test_who_takes_something_on_is_chosen_or_written():
    view = taken_on.render(listed())

    def answered(**typed):
        answers = answers_in(filled(view, **typed))
        check_responsibility(answers)
        return answers

    chosen = answered(**{"what@k": " Call ", "who@k": "2", "by_when@k": "2026-10-30"})
    assert (chosen[WHAT], chosen[WHO], str(chosen[BY_WHEN])) == ("Call", 2, "2026-10-30")
    written = answered(**{"what@k": "Call", "who@k": "none", "other@k": "the parents"})
    assert (written[WHO], written[OTHER], written.get(BY_WHEN)) == (None, "the parents", None)
    with pytest.raises(FormError) as refused:
        answered(**{"who@k": "none"})
    assert set(refused.value.problems) == {"what", "other"}


def test_the_close_out_keeps_what_another_wrote_meanwhile():
    view = close_out.render(MEETING.id, CloseOut(services="Speech"), ["nothing"])

    answers = answers_in(filled(view, other="A short break"))
    meanwhile = CloseOut(services="Speech and OT")
    after = replace(meanwhile, **answers.changes(CLOSE_OUT.fields))

    assert after == CloseOut(services="Speech and OT", other="A short break")


@pytest.mark.parametrize("typed", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_whatever_was_typed_stays_words(typed):
    owned = [a_duty(n, text=typed * 8, due_on=MEETING.on) for n in range(60)]
    outside = [a_duty(n, owner=None, owner_words=typed, text=typed) for n in range(60)]
    owners = [Owner(person=PersonId(n), name=typed, title=typed) for n in range(2, 120)]
    for view in (
        handed.render(theirs(*owned), student=typed),
        taken_on.render(listed(*owned[:15], *outside, owners=owners, draft="k" * 32), why="asked"),
        close_out.render(MEETING.id, CloseOut(services=typed, other=typed), [typed] * 5),
        close_out.render_note(MEETING.id, typed * 40),
    ):
        assert_slack_takes(view)
        assert_harmless(view)
