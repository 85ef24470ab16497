"""Two who read first and then write lose nothing, whichever doors they came in by."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.errors import StaleError
from bot.meeting_day.checklists import TickState
from bot.people.people import SlackUserId, TeamRole
from bot.permissions import Act
from storage import Errand, Storage
from tests.conftest import HANGS, NOW, WORKSPACE
from tests.storage.samples import a_conversation

PAT, SUB, HELP = SlackUserId("U0PAT"), SlackUserId("U0SUB"), SlackUserId("U0HELP")
TIMES = 12


@pytest.fixture
def meeting(school):
    student = school.student(school.case_manager("U0PAT"), grade="0")
    meeting = school.meeting(student)
    school.on_team(student, school.person("U0SUB"), TeamRole.SUBSTITUTE)
    with school.storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.helpers.add(meeting.id, HELP)
    return meeting


def at_once(*deeds) -> None:
    """Do each deed many times, all of them beginning at the same moment."""
    begin = threading.Barrier(len(deeds))

    def repeat(deed) -> None:
        begin.wait()
        for _ in range(TIMES):
            deed()

    with ThreadPoolExecutor(len(deeds)) as threads:
        for done in [threads.submit(repeat, deed) for deed in deeds]:
            done.result()


def test_of_two_who_put_one_newcomer_on_record_at_once_the_second_is_told_to_try_again(
    school, storage, dialect
):
    """Only PostgreSQL lets two caseloads be written at once; on SQLite the second one waits."""
    for user in ("U0PAT", "U0KIM"):
        school.case_manager(user)
    looked, newcomer = threading.Event(), SlackUserId("U0NEW")

    def second() -> str:
        try:
            with storage.caseload_of(SlackUserId("U0KIM"), now=NOW) as caseload:
                known = caseload.people.by_slack(newcomer)
                looked.set()
                known or caseload.people.add(slack_id=newcomer)
        except StaleError as error:
            return str(error)
        return "found" if known else "added"

    with ThreadPoolExecutor(1) as other:
        with storage.caseload_of(PAT, now=NOW) as caseload:
            caseload.people.add(slack_id=newcomer)
            told = other.submit(second)
            assert dialect == "sqlite" or looked.wait(HANGS)
        assert ("try once more" if dialect == "postgresql" else "found") in told.result()


def one_more(scope, student) -> None:
    kept = scope.students.get(student)
    scope.students.keep(replace(kept, grade=str(int(kept.grade) + 1)))


@pytest.mark.parametrize("beside", ["in this process", "in another one"])
def test_no_update_is_lost_between_two_of_the_same_caseload(
    storage, meeting, beside, database_url, opened
):
    """Another process shares nothing with this one but the database."""
    shared = beside == "in this process"
    other = storage if shared else Storage(opened(database_url), WORKSPACE)

    def count_up(through: Storage) -> None:
        with through.caseload_of(PAT, now=NOW) as caseload:
            one_more(caseload, meeting.student)

    at_once(lambda: count_up(storage), lambda: count_up(other))

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.students.get(meeting.student).grade == str(2 * TIMES)


def test_no_update_is_lost_between_case_manager_substitute_meeting_and_jobs(storage, meeting):
    def by_caseload(user) -> None:
        with storage.caseload_of(user, now=NOW) as caseload:
            one_more(caseload, meeting.student)

    def by_meeting() -> None:
        with storage.meeting_of(PAT, meeting.id, now=NOW, act=Act.HOLD_MEETING) as scope:
            one_more(scope, meeting.student)

    def by_jobs() -> None:
        with storage.jobs(now=NOW) as scope:
            one_more(scope, meeting.student)

    at_once(lambda: by_caseload(PAT), lambda: by_caseload(SUB), by_meeting, by_jobs)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.students.get(meeting.student).grade == str(4 * TIMES)


def test_two_people_ticking_at_once_lose_no_tick_and_no_revision(storage, meeting):
    lines = iter(range(10_000))

    def tick(user) -> None:
        with storage.meeting_of(user, meeting.id, now=NOW, act=Act.TICK_CHECKLIST) as scope:
            scope.checklists.tick(meeting.id, f"line-{next(lines)}", TickState.DONE)

    at_once(lambda: tick(PAT), lambda: tick(HELP))

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert len(caseload.checklists.ticks(meeting.id)) == 2 * TIMES
        assert caseload.checklists.revision(meeting.id) == 2 * TIMES


def test_every_record_about_an_obligation_counts(storage, meeting):
    def record() -> None:
        with storage.caseload_of(PAT, now=NOW) as caseload:
            caseload.obligations.record(
                meeting_subject(meeting.id),
                ObligationId.AGENDA,
                student=meeting.student,
                meeting=meeting.id,
                state=State.DONE,
            )

    at_once(record, record)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        standing = caseload.obligations.standing(meeting_subject(meeting.id), ObligationId.AGENDA)
        assert standing.revision == 2 * TIMES
        entries = caseload.audit.trail(meeting.student)
        assert [entry.act for entry in entries].count("recorded agenda") == 2 * TIMES


def test_one_conversation_saved_by_two_presses_at_once_is_one(storage, meeting):
    def press() -> None:
        with storage.caseload_of(PAT, now=NOW) as caseload:
            caseload.conversations.keep(a_conversation(caseload, meeting))
            caseload.outbox.put(Errand(kind="receipt", addressee=PAT, subject="draft-1"))

    at_once(press, press)

    assert storage.outbox.waiting() == 1
    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert len(caseload.conversations.about(meeting.student)) == 1


def test_looking_waits_for_nobody_who_writes(storage, meeting):
    with storage.jobs(now=NOW) as scope:
        scope.meetings.keep(replace(meeting, on=date(2026, 11, 3)))
        with storage.caseload_of(PAT, now=NOW, reading=True) as caseload:
            assert caseload.meetings.get(meeting.id).on == meeting.on
        (seen,) = storage.every_caseload(now=NOW)
        assert seen[1][0].meetings == (meeting,)

    with storage.caseload_of(PAT, now=NOW, reading=True) as caseload:
        assert caseload.meetings.get(meeting.id).on == date(2026, 11, 3)


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_on_postgresql_different_caseloads_do_not_wait_for_each_other(school, storage, meeting):
    school.case_manager("U0LEE")

    with (
        storage.caseload_of(PAT, now=NOW),
        storage.caseload_of(SlackUserId("U0LEE"), now=NOW) as caseload,
    ):
        assert caseload.students.all() == []
