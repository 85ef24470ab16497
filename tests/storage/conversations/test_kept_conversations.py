"""What becomes of a conversation once it is kept, and that nothing of it is lost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.conversations.conversation_pages import DraftCopy
from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.errors import NotOnCaseloadError
from bot.forms.drafts import DraftKey
from bot.people.people import SlackUserId, TeamRole
from tests.conftest import NOW
from tests.storage.samples import a_conversation

PAT = SlackUserId("U0PAT")
KIM = SlackUserId("U0KIM")


@pytest.fixture
def meeting(school):
    return school.meeting(school.student(school.case_manager()))


def kept(storage, meeting, **fields):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        conversation = a_conversation(caseload, meeting, **fields)
        caseload.conversations.keep(conversation)
        caseload.record_settlements(conversation, meeting)
    return conversation


def state(scope, meeting, row=ObligationId.PARENT_CONVERSATION):
    return scope.obligations.standing(meeting_subject(meeting.id), row).state


def changing(caseload, change, meeting):
    """Change a student's only conversation, with what follows for its meeting."""
    everyone = caseload.conversations.about(meeting.student)
    change(everyone[0])
    caseload.record_settlements_changed(meeting, everyone)


def test_an_edit_keeps_every_version_with_whoever_wrote_it(school, storage, meeting):
    first = kept(storage, meeting)
    kim = school.case_manager("U0KIM")
    school.on_team(school_student(storage, meeting), kim, TeamRole.SUBSTITUTE, from_on=NOW.date())
    later = NOW + timedelta(hours=1)

    with storage.caseload_of(KIM, now=later) as caseload:
        (before,) = caseload.conversations.about(meeting.student)
        caseload.kept_conversations.amend(before, replace(before, answers={"hopes": "Friends"}))

    with storage.caseload_of(PAT, now=later) as caseload:
        (now,) = caseload.conversations.about(meeting.student)
        versions = caseload.kept_conversations.versions(now)
    assert (now.answers, now.revision, now.by) == ({"hopes": "Friends"}, 2, first.by)
    assert [(one.revision, one.by, one.at) for one in versions] == [
        (2, kim.id, later),
        (1, first.by, NOW),
    ]
    assert versions[1].answers["strengths"] == "builds bridges"


def test_a_conversation_never_changed_has_one_version(storage, meeting):
    kept(storage, meeting)
    with storage.caseload_of(PAT, now=NOW) as caseload:
        (one,) = caseload.conversations.about(meeting.student)
        assert [version.revision for version in caseload.kept_conversations.versions(one)] == [1]


def test_withdrawn_it_counts_for_nothing_and_undone_it_counts_again(storage, meeting):
    kept(storage, meeting, draft_copy=DraftCopy.NO)
    with storage.caseload_of(PAT, now=NOW) as caseload:
        changing(
            caseload, lambda one: caseload.kept_conversations.withdraw(one, "a trial"), meeting
        )

    with storage.caseload_of(PAT, now=NOW) as caseload:
        (one,) = caseload.conversations.about(meeting.student)
        assert one.withdrawn is not None
        assert (one.withdrawn.why, one.withdrawn.at) == ("a trial", NOW)
        assert state(caseload, meeting) is State.OPEN
        assert state(caseload, meeting, ObligationId.DRAFT_COPY) is State.OPEN
        assert caseload.talks(since=date(2026, 1, 1)) == []
        changing(caseload, caseload.kept_conversations.restore, meeting)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        (one,) = caseload.conversations.about(meeting.student)
        assert one.withdrawn is None
        assert state(caseload, meeting) is State.PROVEN
        assert state(caseload, meeting, ObligationId.DRAFT_COPY) is State.NOT_NEEDED
        acts = [(entry.act, entry.why) for entry in caseload.audit.trail(meeting.student)]
    assert ("withdrew a parent conversation", "a trial") in acts


def test_moved_it_takes_its_versions_and_concerns_along_and_both_records_say_so(
    school, storage, meeting
):
    kept(storage, meeting)
    right = school.meeting(school.student(school.case_manager("U0TWO"), alias="RT-222"))
    with storage.jobs(now=NOW) as scope:
        right_student = scope.students.get(right.student)
        pat = scope.people.by_slack(PAT)
        scope.students.keep(replace(right_student, case_manager=pat.id))
    with storage.caseload_of(PAT, now=NOW) as caseload:
        (one,) = caseload.conversations.about(meeting.student)
        caseload.kept_conversations.amend(one, replace(one, with_whom="his aunt"))
        proposed = caseload.concerns.add(
            one.student, one.meeting, "The bus is late", conversation=one.id
        )
        other = caseload.concerns.add(one.student, one.meeting, "Written down")

        caseload.kept_conversations.move(one, right.student, right)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        (moved,) = caseload.conversations.about(right.student)
        assert caseload.conversations.about(meeting.student) == []
        assert (moved.meeting, moved.with_whom) == (right.id, "his aunt")
        assert len(caseload.kept_conversations.versions(moved)) == 2
        assert caseload.concerns.of_meeting(right.id) == [
            replace(proposed, student=right.student, meeting=right.id)
        ]
        assert caseload.concerns.of(meeting.student) == [other]
        away = [entry.act for entry in caseload.audit.trail(meeting.student)]
        here = [entry.act for entry in caseload.audit.trail(right.student)]
    assert "moved a parent conversation away" in away
    assert "moved a parent conversation here" in here


def test_it_goes_to_nobody_elses_student_and_nobody_else_changes_it(school, storage, meeting):
    kept(storage, meeting)
    anothers = school.meeting(school.student(school.case_manager("U0KIM")))
    with storage.caseload_of(PAT, now=NOW) as caseload:
        (one,) = caseload.conversations.about(meeting.student)
        with pytest.raises(NotOnCaseloadError):
            caseload.kept_conversations.move(one, anothers.student, None)

    with storage.caseload_of(KIM, now=NOW) as caseload:
        changes = caseload.kept_conversations
        for change in (
            lambda: changes.amend(one, one),
            lambda: changes.withdraw(one, "mine now"),
            lambda: changes.restore(one),
            lambda: changes.versions(one),
            lambda: changes.move(one, anothers.student, anothers),
            lambda: changes.decide(one, ["a word"]),
            lambda: changes.decided(one),
        ):
            with pytest.raises(NotOnCaseloadError):
                change()


def test_what_was_decided_of_a_proposal_is_remembered(storage, meeting):
    kept(storage, meeting)
    with storage.caseload_of(PAT, now=NOW) as caseload:
        (one,) = caseload.conversations.about(meeting.student)
        caseload.kept_conversations.decide(one, ["b", "a"])
        caseload.kept_conversations.decide(one, ["b", "c"])
        assert caseload.kept_conversations.decided(one) == {"a", "b", "c"}


def test_a_withdrawn_conversation_does_not_count_for_a_meeting_set_later(school, storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        talk = a_conversation(caseload, meeting, meeting=None, draft=DraftKey("d-loose"))
        caseload.conversations.keep(talk)
        (one,) = caseload.conversations.about(meeting.student)
        caseload.kept_conversations.withdraw(one, "a trial")

    later = school.meeting(school_student(storage, meeting), date(2026, 11, 24))

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert state(caseload, later) is State.OPEN


def school_student(storage, meeting):
    with storage.jobs(now=NOW) as scope:
        return scope.students.get(meeting.student)
