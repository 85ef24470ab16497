"""Two people tick at once, and neither loses a tick."""

from datetime import timedelta

import pytest

from bot.meeting_day.checklists import RightsAnswers, SignOff, Tick, TickState
from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.records.changes import moment
from tests.conftest import NOW

PAT = SlackUserId("U0PAT")


@pytest.fixture
def meeting(school):
    return school.meeting(school.student(school.case_manager()))


def test_nothing_is_ticked_before_anybody_ticks(storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.checklists.ticks(meeting.id) == []
        assert caseload.checklists.revision(meeting.id) == 0
        assert caseload.checklists.rights(meeting.id) == RightsAnswers()
        assert caseload.checklists.sign_off(meeting.id) == SignOff()


def test_a_tick_says_who_when_and_what_was_answered(storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.checklists.tick(meeting.id, "offer", TickState.DONE, "in part")
        pat = caseload.person.id

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.checklists.ticks(meeting.id) == [
            Tick(line="offer", state=TickState.DONE, answer="in part", by=pat, at=NOW)
        ]
        assert caseload.checklists.revision(meeting.id) == 1
        entry = caseload.audit.trail(meeting.student)[0]
        assert (entry.act, entry.detail) == ("checklist line done", "offer: in part")


def test_ticks_of_two_people_stand_beside_each_other(storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.helpers.add(meeting.id, SlackUserId("U0HELP"))
        caseload.checklists.tick(meeting.id, "purpose", TickState.DONE)
    later = NOW + timedelta(seconds=1)
    with storage.meeting_of(
        SlackUserId("U0HELP"), meeting.id, now=later, act=Act.TICK_CHECKLIST
    ) as scope:
        scope.checklists.tick(meeting.id, "norms", TickState.SKIPPED)
        helper = scope.person.id

    with storage.caseload_of(PAT, now=NOW) as caseload:
        ticks = caseload.checklists.ticks(meeting.id)
        assert [(tick.line, tick.state, tick.by) for tick in ticks] == [
            ("purpose", TickState.DONE, caseload.person.id),
            ("norms", TickState.SKIPPED, helper),
        ]
        assert caseload.checklists.revision(meeting.id) == 2


def test_a_tick_taken_back_stays_on_record_as_taken_back(storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.checklists.tick(meeting.id, "purpose", TickState.DONE)
        caseload.checklists.tick(meeting.id, "purpose", TickState.UNTICKED)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        (tick,) = caseload.checklists.ticks(meeting.id)
        assert tick.state is TickState.UNTICKED
        assert caseload.checklists.revision(meeting.id) == 2
        undone, done = caseload.audit.trail(meeting.student)[:2]
        assert (undone.act, done.act) == ("checklist line unticked", "checklist line done")
        pat = caseload.person.id
        done_at = moment(NOW, caseload.workspace.zone)
        assert undone.detail == f"purpose; before: done by person ⟨{pat}⟩, {done_at}"


def test_answers_about_rights_can_be_saved_half_finished(storage, meeting):
    half = RightsAnswers(explained="No thank you, we read it.", explained_by="mother")
    whole = RightsAnswers(
        explained="No thank you, we read it.",
        explained_by="mother",
        questions="None today.",
        questions_by="father",
    )
    for answers in (half, whole):
        with storage.caseload_of(PAT, now=NOW) as caseload:
            caseload.checklists.keep_rights(meeting.id, answers)
        with storage.caseload_of(PAT, now=NOW) as caseload:
            assert caseload.checklists.rights(meeting.id) == answers


def test_rights_and_sign_off_do_not_disturb_each_other_or_the_ticks(storage, meeting):
    rights = RightsAnswers(explained="Yes.", explained_by="mother")
    sign_off = SignOff(listed=("person:1", "parents"), others="an aunt")
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.checklists.keep_rights(meeting.id, rights)
        caseload.checklists.keep_sign_off(meeting.id, sign_off)
        caseload.checklists.tick(meeting.id, "thanks", TickState.DONE)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.checklists.rights(meeting.id) == rights
        assert caseload.checklists.sign_off(meeting.id) == sign_off
        assert caseload.checklists.revision(meeting.id) == 3
