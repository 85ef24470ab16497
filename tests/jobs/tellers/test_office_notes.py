"""`office_informed`: what stands on no card does not lie with the office."""

from dataclasses import replace

import pytest

from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.messages import MessageKind
from bot.office.office_cards import month_subject
from bot.people.people import Role, SlackUserId
from jobs.tellers.office_notes import OfficeNoteTeller, misses_its_card
from jobs.tellers.told_once import ToldOnce
from storage import Errand
from tests.conftest import NOW

ROOM = "C0OFFICE"


@pytest.fixture
def meeting(school, storage):
    with storage.jobs(now=NOW) as scope:
        scope.settings.keep(replace(scope.workspace, office_channel=ROOM))
    return school.meeting(school.student(school.person("U0ADA", Role.CASE_MANAGER)))


@pytest.fixture
def note(storage, meeting):
    with storage.caseload_of(SlackUserId("U0ADA"), now=NOW) as scope:
        return scope.office_notes.add(meeting, anew=True)


@pytest.fixture
def card(meeting, note):
    return Errand(
        kind=MessageKind.OFFICE_CARD, addressee=ROOM, subject=month_subject(meeting.on), step="1"
    )


def stands(scope, meeting) -> Standing:
    return scope.obligations.standing(meeting_subject(meeting.id), ObligationId.OFFICE_INFORMED)


def lies_with_the_office(storage, meeting, state=State.PLANNED) -> None:
    with storage.jobs(now=NOW) as scope:
        scope.obligations.record(
            meeting_subject(meeting.id),
            ObligationId.OFFICE_INFORMED,
            student=meeting.student,
            meeting=meeting.id,
            state=state,
        )


@pytest.mark.parametrize(
    ("state", "after"),
    [
        pytest.param(State.PLANNED, State.OPEN, id="it-lay-with-the-office"),
        pytest.param(State.DONE, State.DONE, id="the-case-manager-said-it-is-done"),
        pytest.param(State.NOT_NEEDED, State.NOT_NEEDED, id="not-needed"),
    ],
)
def test_office_informed_is_open_again_where_its_card_is_gone(storage, meeting, card, state, after):
    lies_with_the_office(storage, meeting, state)

    for _ in range(2):
        with storage.jobs(now=NOW) as scope:
            misses_its_card(scope, card)

    with storage.jobs(now=NOW) as scope:
        assert stands(scope, meeting).state is after
        assert stands(scope, meeting).revise is (after is State.OPEN)
        assert len(
            scope.obligations.history(meeting_subject(meeting.id), ObligationId.OFFICE_INFORMED)
        ) == (2 if after is State.OPEN else 1)


def test_an_older_card_that_is_gone_is_no_loss(storage, meeting, card):
    lies_with_the_office(storage, meeting)
    with storage.jobs(now=NOW) as scope:
        older, newest = (
            scope.messages.posted(
                kind=card.kind, subject=card.subject, addressee=ROOM, channel=ROOM, ts=ts
            )
            for ts in ("1.0", "2.0")
        )

    with storage.jobs(now=NOW) as scope:
        misses_its_card(scope, older)
        assert stands(scope, meeting).state is State.PLANNED
        misses_its_card(scope, newest)
        assert stands(scope, meeting).state is State.OPEN


def test_office_informed_stays_with_the_office_where_it_is_told_in_another_place(
    school, storage, meeting, card
):
    lies_with_the_office(storage, meeting)
    with storage.jobs(now=NOW) as scope:
        scope.settings.keep(replace(scope.workspace, office_channel=""))
    school.person("U0HAL", Role.OFFICE)

    with storage.jobs(now=NOW) as scope:
        misses_its_card(scope, card)

    with storage.jobs(now=NOW) as scope:
        assert stands(scope, meeting).state is State.PLANNED


def test_office_informed_is_open_again_where_only_another_schools_office_has_a_place(
    school, storage, meeting, card
):
    lies_with_the_office(storage, meeting)
    with storage.jobs(now=NOW) as scope:
        scope.settings.keep(replace(scope.workspace, office_channel=""))
    school.person("U0HAL", Role.OFFICE, schools=frozenset({"Birch High"}))

    with storage.jobs(now=NOW) as scope:
        misses_its_card(scope, card)
        assert stands(scope, meeting).state is State.OPEN


def test_what_is_to_be_told_anew_and_has_lost_its_card_is_told_to_its_case_manager(
    storage, meeting, card
):
    lies_with_the_office(storage, meeting)
    told = replace(card, kind=MessageKind.OFFICE_NOTE_FAILED, addressee="U0ADA")

    with storage.jobs(now=NOW) as scope:
        misses_its_card(scope, card)
        assert stands(scope, meeting).revise
        assert ToldOnce(kind=told.kind).compose(scope, told) is not None


def test_that_a_card_is_gone_is_told_to_whoever_leads_the_student_at_that_moment(
    school, storage, meeting, card
):
    told = replace(card, kind=MessageKind.OFFICE_NOTE_FAILED, addressee="U0ADA")
    teller = ToldOnce(kind=MessageKind.OFFICE_NOTE_FAILED)
    with storage.jobs(now=NOW) as scope:
        ada = scope.people.get(scope.students.get(meeting.student).case_manager)
        assert teller.compose(scope, told) is not None
        scope.people.keep(replace(ada, roles=frozenset()))
        assert teller.compose(scope, told) is None
        scope.people.keep(ada)
        assert teller.compose(scope, replace(told, subject="meeting:7")) is None
    kim = school.case_manager("U0KIM")
    with storage.jobs(now=NOW) as scope:
        student = scope.students.get(meeting.student)
        scope.students.keep(replace(student, case_manager=kim.id))
        assert teller.compose(scope, told) is None


def test_an_errand_of_before_there_was_a_card_posts_nothing_of_its_own(storage, meeting, note):
    told = Errand(
        kind=MessageKind.OFFICE_NOTE,
        addressee=ROOM,
        subject=meeting_subject(meeting.id),
        step=str(note.id),
    )
    with storage.jobs(now=NOW) as scope:
        assert OfficeNoteTeller().compose(scope, told) is None
