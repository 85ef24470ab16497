"""What a parent raised is not lost, whatever becomes of it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.errors import NotOnCaseloadError
from bot.meeting_day.concerns import ConcernId, ConcernState
from bot.people.people import SlackUserId
from tests.conftest import NOW

PAT = SlackUserId("U0PAT")


@pytest.fixture
def meeting(school):
    return school.meeting(school.student(school.case_manager()))


def test_concerns_come_in_the_order_in_which_they_were_raised(school, storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        first = caseload.concerns.add(meeting.student, meeting.id, "The bus comes late.")
        second = caseload.concerns.add(meeting.student, meeting.id, "Too much homework.")
        apart = caseload.concerns.add(meeting.student, None, "Raised in spring.")

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.concerns.of_meeting(meeting.id) == [first, second]
        assert caseload.concerns.of(meeting.student) == [first, second, apart]
        assert (first.text, first.state, first.by, first.at) == (
            "The bus comes late.",
            ConcernState.OPEN,
            caseload.person.id,
            NOW,
        )


def test_what_became_of_a_concern_is_kept_and_what_it_was_is_logged(storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        concern = caseload.concerns.add(meeting.student, meeting.id, "The bus comes late.")
        deferred = replace(concern, state=ConcernState.DEFERRED, note="to December")
        kept = caseload.concerns.keep(deferred, in_meeting=meeting.id)
        again = caseload.concerns.keep(replace(kept, note="to January"))
        pat = caseload.person.id

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.concerns.of_meeting(meeting.id) == [again]
        assert (again.settled_by, again.settled_at, again.settled_in) == (pat, NOW, meeting.id)
        _, entry, *_ = caseload.audit.trail(meeting.student)
        assert entry.act == "changed a concern"
        assert "state: open, now deferred" in entry.detail


def test_a_concern_of_another_caseload_cannot_be_opened_or_changed(school, storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        concern = caseload.concerns.add(meeting.student, meeting.id, "The bus comes late.")
    school.case_manager("U0LEE")

    with storage.caseload_of(SlackUserId("U0LEE"), now=NOW) as caseload:
        with pytest.raises(NotOnCaseloadError):
            caseload.concerns.get(concern.id)
        with pytest.raises(NotOnCaseloadError):
            caseload.concerns.keep(replace(concern, text="changed"))
        with pytest.raises(NotOnCaseloadError):
            caseload.concerns.get(ConcernId(4711))


def test_a_concern_is_not_put_on_another_students_meeting(school, storage, meeting):
    with storage.jobs(now=NOW) as scope:
        case_manager = scope.people.by_slack(PAT)
    other = school.student(case_manager)

    with (
        storage.caseload_of(PAT, now=NOW) as caseload,
        pytest.raises(AssertionError, match="another student's"),
    ):
        caseload.concerns.add(other.id, meeting.id, "The bus comes late.")


def test_an_earlier_meetings_open_concern_comes_up_at_the_next(storage, meeting):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        later = caseload.meetings.add(student=meeting.student, on=date(2026, 12, 1))
        left = caseload.concerns.add(meeting.student, meeting.id, "The bus comes late.")
        ahead = caseload.concerns.add(meeting.student, later.id, "The new school.")

        assert caseload.concerns.at(later) == [left, ahead]
        assert caseload.concerns.at(meeting) == [left]
