"""What conversations settle together, and what opens again when one is changed or withdrawn."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.conversations.conversation_pages import DraftCopy
from bot.conversations.conversations import KNOWS_THE_PROCESS, Withdrawal
from bot.conversations.settled_talks import changes_by_talks, newly_settled, settled_together
from bot.dates.obligation_rows import Settlement, Standing, State
from bot.dates.obligation_rules import ObligationId
from bot.people.people import PersonId
from tests.bot.a_case import a_meeting, day
from tests.bot.talks import a_talk

MEETING = a_meeting("2026-10-27", "2026-08-20")
CONVERSATION = ObligationId.PARENT_CONVERSATION
PREFERENCE = ObligationId.DRAFT_PREFERENCE
COPY = ObligationId.DRAFT_COPY
EXPLAIN = ObligationId.EXPLAIN_PROCESS
GONE = Withdrawal(by=PersonId(1), at=datetime(2026, 10, 8, tzinfo=UTC), why="a trial")
TALK = a_talk()
TOO_LATE = replace(TALK, held_on=day("2026-10-27"))
NO_DRAFT = replace(TALK, draft_copy=DraftCopy.NO)
A_DRAFT = replace(TALK, draft_copy=DraftCopy.YES)
LOST = replace(TALK, answers={"familiarity": "4"})
AT_HOME = replace(TALK, answers={"familiarity": "5"})


def changed(before, after, *, booked=False, **stands):
    """What is recorded where the rows stand so, as conversation=PROVEN; else as settled before."""
    settled = settled_together(before, MEETING)
    known = {row: Standing(state=one.state, revision=1) for row, one in settled.items()}
    given = {
        ObligationId(row): one if isinstance(one, Standing) else Standing(state=one, revision=1)
        for row, one in stands.items()
    }
    standings = {row: Standing() for row in ObligationId} | known | given
    found = changes_by_talks(settled, settled_together(after, MEETING), standings, booked=booked)
    return {one.obligation: one.state for one in found}


@pytest.mark.parametrize(
    ("before", "after", "recorded"),
    [
        pytest.param(
            [TALK], [replace(TALK, with_whom="aunt")], {}, id="other-words-change-nothing"
        ),
        pytest.param([TALK], [TOO_LATE], {CONVERSATION: State.OPEN}, id="dated-on-the-meeting"),
        pytest.param([TOO_LATE], [TALK], {CONVERSATION: State.PROVEN}, id="dated-before-it"),
        pytest.param(
            [TALK], [replace(TALK, withdrawn=GONE)], {CONVERSATION: State.OPEN}, id="withdrawn"
        ),
        pytest.param(
            [replace(TALK, withdrawn=GONE)], [TALK], {CONVERSATION: State.PROVEN}, id="undone"
        ),
        pytest.param(
            [TALK, a_talk("2026-10-01", number=2)],
            [replace(TALK, withdrawn=GONE), a_talk("2026-10-01", number=2)],
            {},
            id="another-one-proves-it-still",
        ),
        pytest.param([TALK], [], {CONVERSATION: State.OPEN}, id="moved-to-another-student"),
        pytest.param(
            [NO_DRAFT],
            [A_DRAFT],
            {COPY: State.OPEN},
            id="no-becomes-yes",
        ),
        pytest.param([A_DRAFT], [NO_DRAFT], {COPY: State.NOT_NEEDED}, id="yes-becomes-no"),
        pytest.param(
            [NO_DRAFT],
            [TALK],
            {PREFERENCE: State.OPEN, COPY: State.OPEN},
            id="no-becomes-not-asked-yet",
        ),
        pytest.param([TALK], [A_DRAFT], {PREFERENCE: State.DONE}, id="not-asked-yet-becomes-yes"),
        pytest.param([TALK], [LOST], {EXPLAIN: State.OPEN}, id="knows-the-process-little"),
        pytest.param([LOST], [AT_HOME], {EXPLAIN: State.NOT_NEEDED}, id="knows-it-after-all"),
    ],
)
def test_what_changes_with_a_conversation(before, after, recorded):
    assert changed(before, after) == recorded


@pytest.mark.parametrize(
    ("before", "after", "stands"),
    [
        pytest.param([TALK], [], {CONVERSATION: State.DONE}, id="done-by-somebodys-word"),
        pytest.param([TALK], [], {CONVERSATION: State.CLOSED}, id="closed-with-its-meeting"),
        pytest.param([A_DRAFT], [NO_DRAFT], {COPY: State.DONE}, id="a-draft-given-stays-given"),
        pytest.param([NO_DRAFT], [A_DRAFT], {COPY: State.DONE}, id="given-though-not-wanted"),
        pytest.param([LOST], [AT_HOME], {EXPLAIN: State.DONE}, id="explained-already"),
        pytest.param(
            [TALK],
            [LOST],
            {EXPLAIN: Standing(state=State.NOT_NEEDED, revision=2, reason="a lawyer")},
            id="not-needed-by-somebodys-word",
        ),
    ],
)
def test_what_somebody_recorded_since_is_left(before, after, stands):
    assert changed(before, after, **stands) == {}


def test_what_was_not_needed_by_a_changed_answer_is_asked_for_again_by_the_next():
    since = Standing(state=State.NOT_NEEDED, revision=2, reason=KNOWS_THE_PROCESS)
    assert changed([TALK], [LOST], explain_process=since) == {EXPLAIN: State.OPEN}


def test_a_conversation_that_is_wanting_again_is_planned_where_a_call_is_agreed():
    assert changed([TALK], [], booked=True) == {CONVERSATION: State.PLANNED}


@pytest.mark.parametrize("familiarity", range(1, 11))
def test_four_or_less_asks_for_the_process_to_be_explained(familiarity):
    talk = a_talk(answers={"familiarity": str(familiarity)})
    assert (EXPLAIN in settled_together([talk], MEETING)) == (familiarity <= 4)


def test_of_two_answers_the_later_conversations_holds():
    earlier = a_talk("2026-10-01", number=2, draft_copy=DraftCopy.NO)
    settled = settled_together([A_DRAFT, earlier], MEETING)
    assert settled[COPY] == Settlement(obligation=COPY, state=State.OPEN)


def test_a_conversation_of_another_meeting_settles_nothing_here():
    assert settled_together([replace(TALK, meeting=None)], MEETING) == {}


def test_a_new_conversation_settles_its_own_matters_alone():
    earlier = a_talk("2026-10-01", number=2, answers={"familiarity": "2"})
    assert list(newly_settled(TALK, [TALK, earlier], MEETING)) == [CONVERSATION]
