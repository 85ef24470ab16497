"""`office_informed`: a note that stands nowhere does not lie with the office."""

from dataclasses import replace

import pytest

from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.messages import MessageKind
from bot.people.people import Role, SlackUserId
from jobs.tellers.office_notes import misses_its_note
from jobs.tellers.told_once import ToldOnce
from storage import Errand
from tests.conftest import NOW


@pytest.fixture
def meeting(school):
    return school.meeting(school.student(school.person("U0ADA", Role.CASE_MANAGER)))


@pytest.fixture
def note(storage, meeting):
    with storage.caseload_of(SlackUserId("U0ADA"), now=NOW) as scope:
        return scope.office_notes.add(meeting, anew=True)


def stands(scope, meeting) -> Standing:
    return scope.obligations.standing(meeting_subject(meeting.id), ObligationId.OFFICE_INFORMED)


@pytest.mark.parametrize(
    ("state", "after"),
    [
        pytest.param(State.PLANNED, State.OPEN, id="it-lay-with-the-office"),
        pytest.param(State.DONE, State.DONE, id="the-case-manager-said-it-is-done"),
        pytest.param(State.NOT_NEEDED, State.NOT_NEEDED, id="not-needed"),
    ],
)
def test_office_informed_is_open_again_where_its_note_is_gone(storage, meeting, note, state, after):
    subject = meeting_subject(meeting.id)
    with storage.jobs(now=NOW) as scope:
        scope.obligations.record(
            subject,
            ObligationId.OFFICE_INFORMED,
            student=meeting.student,
            meeting=meeting.id,
            state=state,
        )

    for _ in range(2):
        with storage.jobs(now=NOW) as scope:
            misses_its_note(scope, note.id)

    with storage.jobs(now=NOW) as scope:
        assert stands(scope, meeting).state is after
        assert stands(scope, meeting).revise is (after is State.OPEN)
        assert len(scope.obligations.history(subject, ObligationId.OFFICE_INFORMED)) == (
            2 if after is State.OPEN else 1
        )


def test_that_a_note_is_gone_is_told_to_whoever_leads_the_student_at_that_moment(
    school, storage, meeting, note
):
    told = Errand(
        kind=MessageKind.OFFICE_NOTE_FAILED,
        addressee="U0ADA",
        subject=meeting_subject(meeting.id),
        step="1",
    )
    with storage.jobs(now=NOW) as scope:
        ada = scope.people.get(scope.students.get(meeting.student).case_manager)
        assert ToldOnce(kind=MessageKind.OFFICE_NOTE_FAILED).compose(scope, told) is not None
        scope.people.keep(replace(ada, roles=frozenset()))
        assert ToldOnce(kind=MessageKind.OFFICE_NOTE_FAILED).compose(scope, told) is None
        scope.people.keep(ada)
    kim = school.case_manager("U0KIM")
    with storage.jobs(now=NOW) as scope:
        student = scope.students.get(meeting.student)
        scope.students.keep(replace(student, case_manager=kim.id))
        assert ToldOnce(kind=MessageKind.OFFICE_NOTE_FAILED).compose(scope, told) is None
