"""A call is agreed on its own and in a try to reach the parents, with one outcome."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from bot.dates.obligation_rows import State, meeting_subject
from bot.forms.answers import Answers
from bot.forms.conversations.attempts import AT, BACK, OUTCOME, WAY
from bot.forms.drafts import DraftKey
from bot.forms.fields import as_text
from bot.people.people import SlackUserId
from bot.records.contacts import ContactOutcome, ContactWay
from casework.conversations.attempts import log_attempt
from casework.conversations.booked_calls import ROW, book_call, cancel_call
from storage import Scope
from tests.conftest import NOW
from tests.storage.school import School
from tests.storage.standing import NOTE, Standing, caseload_of

TOMORROW = NOW + timedelta(days=1)

Door = Callable[[Standing], None]


@pytest.fixture
def stands(storage) -> Standing:
    return Standing(School(storage))


def own(stands: Standing) -> AbstractContextManager[Scope]:
    return stands.storage.caseload_of(SlackUserId("U0PAT"), now=NOW)


def agreed_on_its_own(stands: Standing) -> None:
    with own(stands) as caseload:
        book_call(caseload, stands.student.id, TOMORROW)


def agreed_in_a_try(stands: Standing) -> None:
    said = {
        AT.key: NOW,
        OUTCOME.key: ContactOutcome.CALL_BACK,
        BACK.key: TOMORROW,
        WAY.key: ContactWay.PHONE,
    }
    answers = Answers(texts={key: as_text(value) for key, value in said.items()})
    with own(stands) as caseload:
        log_attempt(caseload, stands.student.id, answers, draft=DraftKey("try"))


@pytest.mark.parametrize("agreed", [agreed_on_its_own, agreed_in_a_try])
def test_a_call_is_booked_logged_and_told_alike_however_it_was_agreed(stands, agreed: Door):
    agreed(stands)

    with own(stands) as caseload:
        call = caseload.calls.ahead_of(stands.student.id)
        stood = caseload.obligations.standing(meeting_subject(stands.meeting.id), ROW)
        trail = [entry.act for entry in caseload.audit.trail(stands.student.id)]
    assert call is not None
    assert (call.at, call.meeting) == (TOMORROW, stands.meeting.id)
    assert stood.state is State.PLANNED
    assert "agreed on a call" in trail
    assert stands.drawn() == caseload_of("U0PAT") | NOTE


def test_a_call_that_is_cancelled_leaves_the_conversation_open(stands):
    agreed_on_its_own(stands)
    with own(stands) as caseload:
        call = caseload.calls.ahead_of(stands.student.id)
        assert call is not None
        cancel_call(caseload, call.id)
        stood = caseload.obligations.standing(meeting_subject(stands.meeting.id), ROW)

    assert stood.state is State.OPEN
