"""What is recorded about an obligation can be undone, and the undoing is kept too."""

from datetime import date, timedelta

import pytest

from bot.conversations.conversation_pages import DraftCopy
from bot.dates.obligation_rows import Standing, State, meeting_subject, review_subject
from bot.dates.obligation_rules import ObligationId
from bot.people.people import SlackUserId
from tests.conftest import NOW
from tests.storage.samples import a_conversation

PAT = SlackUserId("U0PAT")
AGENDA = ObligationId.AGENDA


@pytest.fixture
def meeting(school):
    return school.meeting(school.student(school.case_manager()))


def record(scope, meeting, state, **fields):
    return scope.obligations.record(
        meeting_subject(meeting.id),
        AGENDA,
        student=meeting.student,
        meeting=meeting.id,
        state=state,
        **fields,
    )


def test_what_nobody_recorded_is_open(storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.obligations.standing(meeting_subject(meeting.id), AGENDA) == Standing()


def test_a_record_says_on_whose_word_when_and_why(storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        recorded = record(
            caseload,
            meeting,
            State.NOT_NEEDED,
            reason="The family asked for none.",
            snoozed_until=date(2026, 10, 12),
            stays_due_on=date(2026, 10, 9),
            revise=True,
        )
        by = caseload.person.id

    expected = Standing(
        state=State.NOT_NEEDED,
        revise=True,
        by=by,
        at=NOW,
        reason="The family asked for none.",
        revision=1,
        snoozed_until=date(2026, 10, 12),
        stays_due_on=date(2026, 10, 9),
    )
    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert recorded == expected
        assert caseload.obligations.standing(meeting_subject(meeting.id), AGENDA) == expected
        (case,) = caseload.cases()
        assert case.standings == {(meeting_subject(meeting.id), AGENDA): expected}


def test_it_can_be_on_somebody_elses_word(school, storage, meeting):
    office = school.person("U0OFFICE")

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert record(caseload, meeting, State.DONE, on_whose_word=office.id).by == office.id


def test_undoing_brings_back_what_stood_before(storage, meeting):
    subject = meeting_subject(meeting.id)
    with storage.caseload_of(PAT, now=NOW) as caseload:
        record(caseload, meeting, State.OPEN, revise=True, snoozed_until=date(2026, 10, 12))
        record(caseload, meeting, State.DONE)
        undone = caseload.obligations.undo(subject, AGENDA)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.obligations.standing(subject, AGENDA) == undone
        assert (undone.state, undone.revise) == (State.OPEN, True)
        assert undone.snoozed_until == date(2026, 10, 12)
        assert undone.revision == 3
        assert caseload.obligations.undo(subject, AGENDA).state is State.DONE


def test_undoing_brings_back_on_whose_word_it_stood_and_since_when(storage, meeting):
    """Who undoes a tick does not take over the one before it."""
    subject = meeting_subject(meeting.id)
    with storage.caseload_of(PAT, now=NOW) as caseload:
        first = record(caseload, meeting, State.DONE)
    with storage.caseload_of(PAT, now=NOW + timedelta(days=1)) as caseload:
        record(caseload, meeting, State.OPEN)
    with storage.caseload_of(PAT, now=NOW + timedelta(days=2)) as caseload:
        undone = caseload.obligations.undo(subject, AGENDA)
        told = caseload.obligations.history(subject, AGENDA)[0]

    assert (undone.state, undone.by, undone.at) == (first.state, first.by, first.at)
    assert (told.undone, told.at) == (True, NOW + timedelta(days=2))


def test_undoing_the_first_record_leaves_it_open(storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        record(caseload, meeting, State.DONE)
        undone = caseload.obligations.undo(meeting_subject(meeting.id), AGENDA)

    assert (undone.state, undone.reason, undone.snoozed_until) == (State.OPEN, None, None)


def test_undoing_nothing_changes_nothing(storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.obligations.undo(meeting_subject(meeting.id), AGENDA) == Standing()


def test_the_doing_and_the_undoing_stand_in_the_trail(storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        record(caseload, meeting, State.NOT_NEEDED, reason="asked for none")
        caseload.obligations.undo(meeting_subject(meeting.id), AGENDA)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        undone, done = caseload.audit.trail(meeting.student)[:2]
        assert done.act == undone.act == "recorded agenda"
        assert done.why == "asked for none"
        assert "state: open, now not needed" in done.detail
        assert "state: not needed, now open" in undone.detail
        assert done.meeting == meeting.id


def test_a_review_without_a_meeting_has_obligations_too(school, storage):
    student = school.student(school.case_manager())
    subject = review_subject(student.id, date(2027, 1, 15))

    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.obligations.record(
            subject, ObligationId.AGREE_DATE, student=student.id, meeting=None, state=State.PLANNED
        )
        (case,) = caseload.cases()

    assert case.standings[subject, ObligationId.AGREE_DATE].state is State.PLANNED


def test_a_conversation_settles_what_it_settles(storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        conversation = a_conversation(caseload, meeting, draft_copy=DraftCopy.NO)
        caseload.conversations.keep(conversation)
        caseload.record_settlements(conversation, meeting)
        caseload.record_settlements(conversation, None)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        states = {
            obligation: standing.state
            for (_, obligation), standing in caseload.case_of(meeting.student).standings.items()
        }
    assert states == {
        ObligationId.PARENT_CONVERSATION: State.PROVEN,
        ObligationId.DRAFT_PREFERENCE: State.DONE,
        ObligationId.DRAFT_COPY: State.NOT_NEEDED,
    }


def test_every_record_of_a_row_stays_readable_what_was_undone_included(storage, meeting):
    subject = meeting_subject(meeting.id)
    with storage.caseload_of(PAT, now=NOW) as caseload:
        record(caseload, meeting, State.OPEN, snoozed_until=date(2026, 10, 12))
        record(caseload, meeting, State.NOT_NEEDED, reason="The family asked for none.")
        caseload.obligations.undo(subject, AGENDA)
        history = caseload.obligations.history(subject, AGENDA)
        by = caseload.person.id

    assert [(one.state, one.snoozed_until, one.undone) for one in history] == [
        (State.OPEN, date(2026, 10, 12), True),
        (State.NOT_NEEDED, None, False),
        (State.OPEN, date(2026, 10, 12), False),
    ]
    assert [one.reason for one in history] == ["", "The family asked for none.", ""]
    assert {(one.by, one.at) for one in history} == {(by, NOW)}


def test_nobody_reads_the_history_of_somebody_elses_row(school, storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        record(caseload, meeting, State.DONE)
    school.case_manager("U0KIM")

    with storage.caseload_of(SlackUserId("U0KIM"), now=NOW) as caseload:
        assert caseload.obligations.history(meeting_subject(meeting.id), AGENDA) == []
