"""The screens of kept conversations: Slack takes them, and they say what a reader must know."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.conversations import ConversationId, DraftCopy, Withdrawal
from bot.errors import FormError
from bot.forms import Draft, DraftKey
from bot.kept_conversations import Version, changes, kept_pages
from bot.people import PersonId
from bot.ui import conversation_away, conversation_versions
from bot.ui import kept_conversation as screens
from bot.ui.kept_conversation import Shown
from bot.ui.receipt import receipt
from tests.bot.a_case import a_student
from tests.bot.talks import WORDS, a_talk
from tests.bot.ui.filled import filled
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

PAGES = kept_pages(WORDS)
NOW = datetime(2026, 10, 8, 17, 30, tzinfo=UTC)
GONE = Withdrawal(by=PersonId(1), at=NOW, why="a trial")
LONG = [question.id for page in PAGES[1:] for question in page.questions[:6]]


def shown(words="Quill", **fields):
    long = {question: (words * 3000)[:3000] for question in LONG if question != "familiarity"}
    talk = a_talk(
        with_whom=(words * 250)[:250],
        answers={**long, "familiarity": "4"},
        **fields,
    )
    student = a_student(first_name=(words * 250)[:250])
    return Shown(
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
        screens.render_list(one.student, talks, left=left, now=NOW, start=start, notice="Moved.")
        for start in (0, 12, 36)
    )
    for start in range(0, len(steps), conversation_versions.A_PAGE):
        yield conversation_versions.render(ConversationId(1), steps, start=start)
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

    words = words_of(screens.render_list(student, talks, left=None, now=NOW))

    assert "*Wed 7 Oct 2026*, on the phone, with mother" in words
    assert "_Withdrawn_: it counts for nothing." in words


def test_a_list_of_nothing_says_so():
    words = words_of(screens.render_list(a_student(), [], left=None, now=NOW))
    assert "No conversation with the parents is written down yet." in words


def test_a_conversation_is_read_under_the_words_that_were_asked():
    talk = a_talk(wording={"strengths": "What is good?"}, draft_copy=DraftCopy.YES)
    one = Shown(conversation=talk, student=a_student(), by="Pat")
    pages = kept_pages(WORDS, talk.wording)

    read = words_of(screens.render(one, pages, page=1))

    assert "1. What is good?" in read
    assert "Draws dragons" in read
    assert "Yes" in words_of(screens.render(one, pages, page=4))


def test_who_withdrew_can_undo_it_and_do_nothing_else_with_it():
    one = Shown(conversation=a_talk(withdrawn=GONE), student=a_student(), by="Pat")

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
    with pytest.raises(FormError):
        conversation_away.read_withdraw(
            filled(conversation_away.render_withdraw(one), {"why": " "})
        )
    with pytest.raises(FormError):
        conversation_away.read_move(filled(conversation_away.render_move(one), {}))


def test_the_receipt_says_when_it_counts_no_more_and_never_what_was_said():
    for talk, state in ((a_talk(), "is kept"), (a_talk(withdrawn=GONE), "is withdrawn")):
        said = receipt(alias="QX-4KM", conversation=talk, settled=[], by_case_manager=True)
        assert state in said["text"]
        assert "dragons" not in str(said)
        assert_slack_takes(said)
