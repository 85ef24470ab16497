"""At commit, whatever shows what was touched is marked, in few queries however much it was."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.digest.listings import Listing
from bot.messages import MessageKind, Record
from bot.office.office_notes import Invitation
from bot.people.people import Role, SlackUserId
from bot.permissions import Act
from bot.requests.requests import Form, RequestState
from bot.students import Description
from storage import Errand
from tests.conftest import NOW
from tests.storage.standing import NOTE, THREAD, TODAY, Standing, caseload_of
from tests.storage.watching import statements


@pytest.fixture
def stands(school) -> Standing:
    return Standing(school)


def test_a_moved_meeting_is_drawn_anew_wherever_it_shows(stands):
    with stands.jobs() as scope:
        scope.meetings.keep(replace(stands.meeting, on=date(2026, 10, 30)))

    assert stands.drawn() == caseload_of("U0PAT") | THREAD | NOTE


def test_whoever_stands_in_today_is_told_too(stands):
    with stands.jobs() as scope:
        scope.people.set_team(stands.student.id, [stands.stands_in()])
    stands.drawn()
    with stands.jobs() as scope:
        scope.meetings.keep(replace(stands.meeting, on=date(2026, 10, 30)))

    assert stands.drawn() == caseload_of("U0PAT", "U0SUB") | THREAD | NOTE


def test_who_stands_in_no_more_is_met_as_well(stands):
    with stands.jobs() as scope:
        scope.people.set_team(stands.student.id, [stands.stands_in()])
    assert caseload_of("U0SUB") <= stands.drawn()
    with stands.jobs() as scope:
        scope.people.set_team(stands.student.id, [])

    assert caseload_of("U0PAT", "U0SUB") <= stands.drawn()


def test_of_a_student_who_changes_hands_old_and_new_case_manager_are_told(stands):
    with stands.jobs() as scope:
        scope.students.keep(replace(stands.student, case_manager=stands.lee.id))

    assert stands.drawn() == caseload_of("U0PAT", "U0LEE") | NOTE


@pytest.mark.parametrize("active", [True, False])
def test_the_home_tab_of_somebody_whose_part_changes_is_drawn_anew_while_they_are_here(
    stands, active
):
    with stands.jobs() as scope:
        scope.people.keep(replace(stands.lee, guest=True, active=active))

    assert stands.drawn() == ({("home", "U0LEE")} if active else set())


def test_what_is_undone_marks_nothing(stands):
    def fails() -> None:
        with stands.jobs() as scope:
            scope.meetings.keep(replace(stands.meeting, on=date(2026, 10, 30)))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert stands.drawn() == set()


def test_a_respondent_whose_next_message_is_on_its_way_keeps_the_last_one_as_it_is(stands):
    stands.post(MessageKind.REQUESTS, "", "U0SUB")

    def asks(form: Form, *, anew: bool) -> set[tuple[str, str]]:
        with stands.jobs() as scope:
            scope.requests.ask(
                student=stands.student.id,
                meeting=stands.meeting.id,
                form=form,
                respondent=stands.sub.id,
                due_on=date(2026, 10, 13),
            )
            if anew:
                scope.outbox.put(Errand(kind=MessageKind.REQUESTS, addressee="U0SUB"))
        return stands.drawn()

    assert ("requests", "U0SUB") not in asks(Form.PROVIDER_REPORT, anew=True)
    assert ("requests", "U0SUB") in asks(Form.TEACHER_FEEDBACK, anew=False)


def test_a_digest_that_tells_of_a_form_and_lists_no_row_of_its_meeting_follows_the_form(stands):
    with stands.jobs() as scope:
        request = scope.requests.ask(
            student=stands.student.id,
            meeting=stands.meeting.id,
            form=Form.TEACHER_FEEDBACK,
            respondent=stands.sub.id,
            due_on=date(2026, 10, 13),
        )
    stands.post(MessageKind.DIGEST, "", "U0PAT", Listing(on=TODAY, forms=(request.id,)).as_text())
    stands.drawn()

    with stands.jobs() as scope:
        scope.requests.keep(replace(request, state=RequestState.WITHDRAWN))

    assert ("digest", "U0PAT") in stands.drawn()


def test_a_transaction_that_touches_nothing_asks_nothing_more(stands, database):
    with stands.jobs() as scope, statements(database) as at_the_end:
        scope.people.get(stands.pat.id)
        at_the_end.clear()

    assert at_the_end == []


def test_however_much_was_touched_it_takes_the_same_few_queries(stands, database):
    def touching(number: int) -> int:
        with stands.jobs() as scope:
            for _ in range(number):
                stands.school.made += 1
                student = scope.students.add(
                    Description(first_name="Otis", number=f"77{stands.school.made}"),
                    alias=f"QX-{stands.school.made}",
                    case_manager=stands.pat.id,
                )
                meeting = scope.meetings.add(student=student.id, on=date(2026, 10, 27))
                scope.obligations.record(
                    meeting_subject(meeting.id),
                    ObligationId.MEETING_NOTICE,
                    student=student.id,
                    meeting=meeting.id,
                    state=State.DONE,
                )
            with statements(database) as seen:
                scope.mark_what_shows()
        return len(seen)

    few = touching(1)
    assert touching(40) == few <= 10
    assert caseload_of("U0PAT") <= stands.drawn()


def test_what_stands_is_known_by_its_hash_until_that_is_in_doubt(stands):
    subject = meeting_subject(stands.meeting.id)
    with stands.jobs() as scope:
        scope.proposals._reach.touched(Record.PROPOSAL, meeting=stands.meeting.id)
    card = stands.storage.redraws.claim("one", timedelta(seconds=60), 1)[0]
    assert (card.kind, card.subject) == ("card", subject)
    assert not stands.storage.redraws.stands(card, "3 of 9")
    stands.storage.redraws.done(card.id, card.revision, drawn="3 of 9")

    def again(**failed) -> bool:
        with stands.jobs() as scope:
            scope.proposals._reach.touched(Record.PROPOSAL, meeting=stands.meeting.id)
        found = stands.storage.redraws.claim("one", timedelta(seconds=60), 1)[0]
        assert found.kind == "card"
        known = stands.storage.redraws.stands(found, "3 of 9")
        if failed:
            stands.storage.redraws.failed(found.id, again_in=timedelta(0), **failed)
        else:
            stands.storage.redraws.done(found.id, found.revision)
        return known

    assert again()
    assert again(in_doubt=False)
    assert again(in_doubt=True)
    assert not again()


def _after(stands, lease: timedelta):
    stands.storage._database.ahead += lease.total_seconds()
    return stands.storage.redraws


def test_who_drew_and_died_leaves_it_in_doubt_what_stands(stands):
    with stands.jobs() as scope:
        scope.proposals._reach.touched(Record.PROPOSAL, meeting=stands.meeting.id)
    redraws, lease = stands.storage.redraws, timedelta(seconds=60)
    card = redraws.claim("one", lease, 1)[0]
    redraws.done(card.id, card.revision, drawn="3 of 9")
    with stands.jobs() as scope:
        scope.proposals._reach.touched(Record.PROPOSAL, meeting=stands.meeting.id)

    assert redraws.stands(redraws.claim("one", lease, 1)[0], "3 of 9")
    assert not redraws.stands(_after(stands, lease).claim("two", lease, 1)[0], "3 of 9")


def test_of_two_who_drew_the_same_at_once_nobody_knows_whose_stands(stands):
    redraws, lease = stands.storage.redraws, timedelta(seconds=60)

    def touched() -> None:
        with stands.jobs() as scope:
            scope.proposals._reach.touched(Record.PROPOSAL, meeting=stands.meeting.id)

    touched()
    slow = redraws.claim("one", lease, 1)[0]
    fast = _after(stands, lease).claim("two", lease, 1)[0]
    assert slow.revision == fast.revision
    redraws.done(fast.id, fast.revision, drawn="4 of 9")
    redraws.done(slow.id, slow.revision, drawn="3 of 9")  # which Slack heard before the other

    touched()
    assert not redraws.stands(redraws.claim("one", lease, 1)[0], "3 of 9")


@pytest.fixture
def office(stands):
    """The office, told of the meeting: its cards of October and November, and its home tab."""
    stands.school.person("U0HAL", Role.OFFICE)
    with stands.storage.caseload_of(SlackUserId("U0PAT"), now=NOW) as scope:
        scope.office_notes.add(stands.meeting, anew=False)
    for month in ("month:2026-10", "month:2026-11"):
        stands.post(MessageKind.OFFICE_CARD, month, f"C0{month[-2:]}")
    with stands.jobs() as scope:
        scope.messages.shown(kind=MessageKind.HOME, addressee="U0HAL", kept="0")
    stands.drawn()
    return stands


MOVED = {"on": date(2026, 10, 30)}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda scope, one: scope.meetings.keep(replace(one.meeting, **MOVED)), id="it-moves"
        ),
        pytest.param(
            lambda scope, one: scope.obligations.record(
                meeting_subject(one.meeting.id),
                ObligationId.OFFICE_INFORMED,
                student=one.student.id,
                meeting=one.meeting.id,
                state=State.DONE,
            ),
            id="the-case-manager-ticks-it",
        ),
        pytest.param(
            lambda scope, one: scope.students.keep(replace(one.student, exited_on=TODAY)),
            id="the-student-leaves",
        ),
    ],
)
def test_whatever_the_office_was_told_of_changes_on_the_card_of_its_month_and_at_its_home(
    office, change
):
    with office.jobs() as scope:
        change(scope, office)

    drawn = office.drawn()
    assert {("office_card", "C010"), ("home", "U0HAL")} <= drawn
    assert ("office_card", "C011") not in drawn


def test_a_note_and_its_tick_show_on_the_card_and_at_home(office):
    with office.storage.meeting_of(
        SlackUserId("U0HAL"), office.meeting.id, now=NOW, act=Act.TICK_INVITATION
    ) as scope:
        (noted,) = scope.office_notes.of_meeting(office.meeting.id)
        said = Invitation(sent_on=TODAY, rights=True, language="Hmong")
        scope.office_notes.tick(noted.note, said)

    assert {("office_card", "C010"), ("home", "U0HAL")} <= office.drawn()


def test_a_student_of_whom_the_office_was_not_told_shows_nowhere_there(office):
    other = office.school.student(office.pat)
    with office.jobs() as scope:
        scope.students.keep(replace(other, grade="4"))

    assert not {("office_card", "C010"), ("home", "U0HAL")} & office.drawn()
