"""A conversation is kept once, whole, and only where it belongs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.conversations.collaboration import Talk
from bot.conversations.conversation_pages import DraftCopy, How
from bot.conversations.conversations import ConversationId
from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.errors import NotOnCaseloadError
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import MeetingState, Mode, cancelled
from bot.people.people import Role, SlackUserId
from bot.students import Description
from tests.conftest import NOW
from tests.storage.samples import a_conversation

PAT = SlackUserId("U0PAT")


@pytest.fixture
def meeting(school):
    return school.meeting(school.student(school.case_manager()))


def test_a_conversation_comes_back_whole_with_the_wording_that_was_asked(storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        conversation = a_conversation(
            caseload,
            meeting,
            how=How.VIDEO,
            answers={"strengths": "“bridges” & ñandúes", "strengths_more": "towers"},
            interpreter="used",
            language="Hmong",
            draft_copy=DraftCopy.YES,
            draft_of=("present_levels", "goals"),
            attendance=Mode.PHONE,
            wording={"strengths": "What does she do well?"},
            wording_version="en-1",
        )
        number = caseload.conversations.keep(conversation)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.conversations.get(number) == conversation
        assert caseload.conversations.about(meeting.student) == [conversation]
        assert caseload.conversations.from_draft(conversation.draft) == conversation
        assert caseload.conversations.from_draft(DraftKey("another")) is None


def test_a_conversation_may_lack_a_meeting_and_a_preference(storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        conversation = a_conversation(caseload, meeting, meeting=None)
        caseload.conversations.keep(conversation)
        assert caseload.conversations.about(meeting.student) == [conversation]


def test_pressing_save_twice_keeps_one(storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        conversation = a_conversation(caseload, meeting)
        first = caseload.conversations.keep(conversation)
    with storage.caseload_of(PAT, now=NOW) as caseload:
        second = caseload.conversations.keep(replace(conversation, with_whom="somebody else"))

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert first == second
        assert caseload.conversations.about(meeting.student) == [conversation]
        acts = [entry.act for entry in caseload.audit.trail(meeting.student)]
        assert acts.count("kept a parent conversation") == 1


def test_another_draft_is_another_conversation(storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        older = a_conversation(caseload, meeting)
        newer = replace(older, draft=DraftKey("draft-2"), held_on=date(2026, 10, 8))
        assert caseload.conversations.keep(older) != caseload.conversations.keep(newer)

        assert caseload.conversations.about(meeting.student) == [newer, older]


def test_nobody_learns_of_a_conversation_through_its_drafts_key(school, storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.conversations.keep(a_conversation(caseload, meeting))
    own = school.meeting(school.student(school.case_manager("U0LEE")))

    with storage.caseload_of(SlackUserId("U0LEE"), now=NOW) as caseload:
        with pytest.raises(NotOnCaseloadError):
            caseload.conversations.keep(a_conversation(caseload, own))
        assert caseload.conversations.from_draft(DraftKey("draft-1")) is None


def test_a_conversation_of_another_caseload_cannot_be_opened_or_kept(school, storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        number = caseload.conversations.keep(a_conversation(caseload, meeting))
    school.case_manager("U0LEE")

    with storage.caseload_of(SlackUserId("U0LEE"), now=NOW) as caseload:
        for wanted in (number, ConversationId(4711)):
            with pytest.raises(NotOnCaseloadError):
                caseload.conversations.get(wanted)
        with pytest.raises(NotOnCaseloadError):
            caseload.conversations.keep(
                a_conversation(caseload, meeting, draft=DraftKey("draft-2"))
            )


def test_a_conversation_belongs_to_its_students_own_meeting(school, storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        other = school_student_of(caseload, meeting)
        with pytest.raises(AssertionError, match="another student's"):
            caseload.conversations.keep(a_conversation(caseload, meeting, student=other.id))


def school_student_of(caseload, meeting):
    return caseload.students.add(
        Description(first_name="A"),
        alias="AA-222",
        case_manager=caseload.students.get(meeting.student).case_manager,
    )


@pytest.mark.parametrize(("age", "proves"), [(45, True), (46, False)])
def test_a_conversation_without_a_meeting_proves_itself_for_the_one_set_later(
    school, storage, meeting, age, proves
):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        student = caseload.students.get(meeting.student)
        caseload.conversations.keep(
            a_conversation(
                caseload,
                meeting,
                meeting=None,
                held_on=caseload.today - timedelta(days=age),
                draft_copy=DraftCopy.NO,
            )
        )
        pat = caseload.person.id

    with storage.jobs(now=NOW) as scope:
        later = scope.meetings.add(student=student.id, on=date(2026, 11, 24))

    with storage.caseload_of(PAT, now=NOW) as caseload:
        standings = caseload.case_of(student.id).standings
        (kept,) = caseload.conversations.about(student.id)
    proven = standings.get((meeting_subject(later.id), ObligationId.PARENT_CONVERSATION))
    preferred = standings.get((meeting_subject(later.id), ObligationId.DRAFT_PREFERENCE))
    if not proves:
        assert (proven, preferred, kept.meeting) == (None, None, None)
        return
    assert (proven.state, proven.by) == (State.PROVEN, pat)
    assert preferred.state is State.DONE
    assert kept.meeting == later.id


def test_a_conversation_for_a_meeting_that_was_cancelled_counts_for_the_one_set_anew(
    storage, meeting
):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.conversations.keep(a_conversation(caseload, meeting))
        concern = caseload.concerns.add(meeting.student, meeting.id, "The bus comes late.")
        caseload.meetings.keep(cancelled(caseload.meetings.get(meeting.id)))

        anew = caseload.meetings.add(student=meeting.student, on=meeting.on - timedelta(days=7))

        proven = caseload.obligations.standing(
            meeting_subject(anew.id), ObligationId.PARENT_CONVERSATION
        )
        assert proven.state is State.PROVEN
        assert caseload.conversations.about(meeting.student)[0].meeting == anew.id
        assert caseload.concerns.at(anew) == [concern]


def test_a_meeting_that_a_file_says_was_held_takes_no_conversation(school, storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.conversations.keep(a_conversation(caseload, meeting, meeting=None))
    with storage.jobs(now=NOW) as scope:
        scope.meetings.add(student=meeting.student, on=date(2026, 10, 8), state=MeetingState.HELD)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.conversations.about(meeting.student)[0].meeting is None


def test_a_supervisor_learns_that_parents_were_talked_with_at_their_schools_alone(
    school, storage, meeting
):
    elsewhere = school.meeting(school.student(school.case_manager("U0LEE"), school="Far Hill"))
    school.person("U0SUE", Role.SUPERVISOR, schools=["Far Hill"])
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.conversations.keep(a_conversation(caseload, meeting))
    with storage.caseload_of(SlackUserId("U0LEE"), now=NOW) as caseload:
        for number, on in enumerate((date(2026, 9, 1), date(2026, 8, 31))):
            caseload.conversations.keep(
                a_conversation(caseload, elsewhere, draft=DraftKey(f"lee-{number}"), held_on=on)
            )

    with storage.district_of(SlackUserId("U0SUE"), now=NOW) as district:
        talks = district.talks(since=date(2026, 9, 1))

    assert talks == [Talk(meeting=elsewhere.id, held_on=date(2026, 9, 1))]
