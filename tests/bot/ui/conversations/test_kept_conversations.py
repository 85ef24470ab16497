"""The screens of kept conversations: Slack takes them, and they say what a reader must know."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import default_school_year
from bot.conversations.attempts import tries
from bot.conversations.booked_calls import BookedCall, CallId, CallState
from bot.conversations.conversation_pages import DraftCopy
from bot.conversations.conversations import ConversationId, Withdrawal
from bot.conversations.kept_conversations import (
    ConversationSeen,
    ConversationsListed,
    Version,
    changes,
    kept_pages,
)
from bot.errors import FormError
from bot.forms.conversations.attempts import AT, BACK, OUTCOME, WAY, check_attempt
from bot.forms.conversations.booked_calls import AT as BOOKED_AT
from bot.forms.conversations.booked_calls import check_call
from bot.forms.conversations.conversation_away import MOVE_CONVERSATION, WITHDRAW_CONVERSATION
from bot.forms.drafts import Draft, DraftKey
from bot.people.people import PersonId
from bot.students import StudentId
from bot.ui.conversations import (
    attempts as attempt,
)
from bot.ui.conversations import (
    booked_calls as booked_call,
)
from bot.ui.conversations import (
    conversation_away,
    conversation_list,
    conversation_versions,
)
from bot.ui.conversations import kept_conversations as screens
from bot.ui.conversations.receipts import receipt
from bot.ui.kit.reading import answers_in
from tests.bot.a_case import a_student
from tests.bot.talks import WORDS, a_talk, a_try
from tests.bot.ui.filled import filled
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

PAGES = kept_pages(WORDS)
NOW = datetime(2026, 10, 8, 17, 30, tzinfo=UTC)
GONE = Withdrawal(by=PersonId(1), at=NOW, why="a trial")
LONG = [question.id for page in PAGES[1:] for question in page.fields[:6]]


LA = ZoneInfo("America/Los_Angeles")
CALL = BookedCall(
    id=CallId(1),
    student=StudentId(7),
    meeting=None,
    at=NOW + timedelta(days=1),
    by=PersonId(1),
)


def tried(words="", *, count=12):
    return [
        a_try(
            f"2026-09-{number + 1:02}T17:00+00:00",
            number=number,
            note=words[:250],
            language=words[:250],
        )
        for number in range(count)
    ]


def shown(words="Quill", **fields):
    long = {question: (words * 3000)[:3000] for question in LONG if question != "familiarity"}
    talk = a_talk(
        with_whom=(words * 250)[:250],
        answers={**long, "familiarity": "4"},
        **fields,
    )
    student = a_student(first_name=(words * 250)[:250])
    return ConversationSeen(
        conversation=talk,
        student=student,
        by=words,
        changed_by=words,
        to_decide=40,
        last_years=True,
    )


def all_screens(words):
    one = shown(words, revision=3)
    long = (words * 3000)[:3000]
    versions = [
        Version(
            revision=n, answers=dict.fromkeys(LONG, f"{n}{long}"[:3000]), by=PersonId(1), at=NOW
        )
        for n in (2, 1)
    ]
    found = changes(versions[1].answers, versions[0].answers, PAGES)
    steps = conversation_versions.steps(versions, {2: found}, {PersonId(1): words})
    left = Draft(
        key=DraftKey("d9"),
        owner=PersonId(1),
        kind="conversation",
        student=None,
        answers={},
        updated_at=NOW - timedelta(hours=3),
    )
    talks = [a_talk(number=n + 1, with_whom=(words * 250)[:250]) for n in range(40)]
    yield from (screens.render(one, PAGES, page=page) for page in range(len(PAGES)))
    yield from (screens.render_beside(one, PAGES, page=page) for page in range(len(PAGES)))
    yield from (
        conversation_list.render(
            ConversationsListed(
                student=one.student,
                conversations=talks,
                left=left,
                to_decide=dict.fromkeys((talk.id for talk in talks), 40),
                tries=tries(tried(words), LA, after=None),
                agreed=CALL,
                start=start,
            ),
            now=NOW,
            notice="Moved.",
        )
        for start in (0, 12, 36)
    )
    for start in range(0, len(steps), conversation_versions.A_PAGE):
        yield conversation_versions.render(ConversationId(1), steps, start=start)
    yield attempt.render(
        one.student, tries(tried(words), LA, after=None), draft=DraftKey("d"), now=NOW
    )
    yield attempt.render(one.student, None, draft=DraftKey("d"), now=NOW)
    yield booked_call.render(one.student, CALL)
    yield booked_call.render(one.student, None)
    yield booked_call.reminder(CALL, words, reminded_of=CALL.at)
    yield conversation_away.render_move(one)
    yield conversation_away.render_withdraw(one)
    yield screens.render(shown(words, withdrawn=GONE, revision=2), PAGES, page=0)


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_every_screen_whatever_names_and_answers_hold(words):
    for screen in all_screens(words):
        assert_slack_takes(screen)
        assert_harmless(screen)


def test_the_list_marks_drafts_and_what_was_withdrawn():
    student = a_student()
    talks = [a_talk(), a_talk("2025-10-01", number=2, withdrawn=GONE)]

    words = words_of(
        conversation_list.render(ConversationsListed(student=student, conversations=talks), now=NOW)
    )

    assert "*Wed, Oct 7, 2026*, on the phone, with mother" in words
    assert "_Withdrawn_: it does not count." in words


def test_a_list_of_nothing_says_so():
    words = words_of(
        conversation_list.render(
            ConversationsListed(student=a_student(), conversations=[]), now=NOW
        )
    )
    assert "No conversation with the parents is written down yet." in words


def test_a_conversation_is_read_under_the_words_that_were_asked():
    talk = a_talk(wording={"strengths": "What is good?"}, draft_copy=DraftCopy.YES)
    one = ConversationSeen(conversation=talk, student=a_student(), by="Pat")
    pages = kept_pages(WORDS, talk.wording)

    read = words_of(screens.render(one, pages, page=0))

    assert "1. What is good?" in read
    assert "Draws dragons" in read
    assert "Yes" in words_of(screens.render(one, pages, page=3))


def test_who_withdrew_can_undo_it_and_do_nothing_else_with_it():
    one = ConversationSeen(conversation=a_talk(withdrawn=GONE), student=a_student(), by="Pat")

    view = screens.render(one, PAGES, page=0)

    labels = [
        button["text"]["text"]
        for block in view["blocks"]
        if block.get("block_id", "").startswith("verbs")
        for button in block["elements"]
    ]
    assert labels == ["Undo the withdrawal"]
    assert "Why: a trial" in words_of(view)


def test_every_change_is_shown_with_who_made_it():
    versions = [
        Version(revision=n, answers={"hopes": f"Hope {n}"}, by=PersonId(n), at=NOW) for n in (2, 1)
    ]
    found = changes(versions[1].answers, versions[0].answers, PAGES)
    steps = conversation_versions.steps(versions, {2: found}, {PersonId(2): "Kim", PersonId(1): ""})

    words = words_of(conversation_versions.render(ConversationId(1), steps, start=0))

    assert "Version 2, Kim" in words
    assert "Hope 1" in words
    assert "Hope 2" in words


def test_a_withdrawal_needs_a_reason_and_a_move_a_student():
    one = shown()
    no_reason = filled(conversation_away.render_withdraw(one), {"why": " "})
    with pytest.raises(FormError):
        WITHDRAW_CONVERSATION.check(answers_in(no_reason))
    with pytest.raises(FormError):
        MOVE_CONVERSATION.check(answers_in(filled(conversation_away.render_move(one), {})))


def test_the_receipt_says_when_it_counts_no_more_and_never_what_was_said():
    for talk, state in ((a_talk(), "is kept"), (a_talk(withdrawn=GONE), "is withdrawn")):
        said = receipt(
            alias="QX-4KM",
            conversation=talk,
            settled=[],
            by_case_manager=True,
            today=NOW.date(),
            year=default_school_year(2026),
        )
        assert state in said["text"]
        assert "dragons" not in str(said)
        assert_slack_takes(said)


NOT_NOW = {"outcome": "asked to try later"}


def logged(**answers):
    view = attempt.render(a_student(), None, draft=DraftKey("d"), now=NOW)
    said = answers_in(filled(view, answers))
    check_attempt(said, now=NOW)
    return said


def test_a_try_takes_an_outcome_and_is_as_the_moment_has_it_else():
    said = logged(outcome="no answer")
    assert (said[AT], said[WAY], said[OUTCOME]) == (NOW, "phone", "no answer")
    assert said.get(BACK) is None


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        pytest.param({}, "outcome", id="no-outcome"),
        pytest.param({**NOT_NOW, "at": int(NOW.timestamp()) + 60}, "at", id="a-minute-ahead"),
        pytest.param({**NOT_NOW, "at": None}, "at", id="no-moment"),
        pytest.param({"outcome": "asked to be called back"}, "back", id="no-time-to-call-back"),
        pytest.param(
            {"outcome": "asked to be called back", "back": int(NOW.timestamp())},
            "back",
            id="a-time-to-call-back-that-is-past",
        ),
        pytest.param({**NOT_NOW, "back": int(NOW.timestamp()) + 99}, "back", id="not-asked-to"),
    ],
)
def test_what_must_be_mended_of_a_try_is_marked(answers, field):
    with pytest.raises(FormError) as refused:
        logged(**answers)
    assert list(refused.value.problems) == [field]


def said_of(count):
    found = tries(tried(count=count), LA, after=None)
    assert found is not None
    return attempt.listed(found)


def test_tries_are_counted_since_the_first():
    said = said_of(count=3)
    assert said.startswith("*3 tries since September 1, 2026*")
    assert said_of(count=1).startswith("*1 try since September 1, 2026*")
    assert "+ 7 more" in said_of(count=12)


def test_a_call_is_booked_ahead_and_the_reminder_says_what_became_of_it():
    view = booked_call.render(a_student(), None)
    later = int(NOW.timestamp()) + 60
    agreed = answers_in(filled(view, {"at": later}))
    check_call(agreed, now=NOW)
    assert agreed[BOOKED_AT] == NOW + timedelta(minutes=1)
    for at in (later - 60, None):
        with pytest.raises(FormError):
            check_call(answers_in(filled(view, {"at": at})), now=NOW)
    for call, words in (
        (CALL, "You agreed to call"),
        (replace(CALL, at=NOW), "is now at"),
        (replace(CALL, state=CallState.CANCELLED), "is cancelled"),
    ):
        assert words in words_of(booked_call.reminder(call, "QX-4KM", reminded_of=CALL.at))
