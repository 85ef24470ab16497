"""Every view and change is in the log, in the same breath as itself."""

from datetime import timedelta

import pytest

from bot.errors import NotOnCaseloadError
from bot.people.people import SlackUserId
from bot.records.trails import AuditEntry
from bot.students import Description
from storage import Disclosure
from tests.conftest import NOW

PAT = SlackUserId("U0PAT")


@pytest.fixture
def student(school):
    return school.student(school.case_manager())


def test_an_entry_says_who_what_when_and_why(school, storage, student):
    meeting = school.meeting(student)
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.audit.log(
            "opened", student=student.id, meeting=meeting.id, why="asked", detail="page 2"
        )

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.audit.trail(student.id)[0] == AuditEntry(
            at=NOW,
            by=caseload.person.id,
            act="opened",
            student=student.id,
            meeting=meeting.id,
            why="asked",
            detail="page 2",
        )


def test_what_was_not_done_is_not_in_the_log(storage, student):
    with pytest.raises(ZeroDivisionError), storage.caseload_of(PAT, now=NOW) as caseload:  # noqa: PT012
        caseload.audit.log("opened", student=student.id)
        raise ZeroDivisionError

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert [entry.act for entry in caseload.audit.trail(student.id)] == ["added a student"]


def test_the_latest_comes_first(storage, student):
    for minute in range(3):
        with storage.caseload_of(PAT, now=NOW + timedelta(minutes=minute)) as caseload:
            caseload.audit.log(f"looked {minute}", student=student.id)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        acts = [entry.act for entry in caseload.audit.trail(student.id)]
    assert acts == ["looked 2", "looked 1", "looked 0", "added a student"]


def test_each_students_trail_is_their_own(school, storage, student):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        other = school_mate(caseload)
        caseload.audit.log("looked", student=other.id)
        caseload.audit.log("looked at the home tab")

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert len(caseload.audit.trail(student.id)) == 1
        assert len(caseload.audit.trail(other.id)) == 2


def school_mate(caseload):
    return caseload.students.add(
        Description(first_name="A"), alias="AA-222", case_manager=caseload.person.id
    )


def test_what_a_contracted_provider_was_shown_is_listed(school, storage, student):
    provider = school.person("U0OT")
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.disclosures.log(provider.id, student.id, "the report that is due")

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.disclosures.of(student.id) == [
            Disclosure(
                at=NOW, person=provider.id, student=student.id, purpose="the report that is due"
            )
        ]


def test_nothing_is_disclosed_of_a_student_of_somebody_else(school, storage, student):
    lee = school.case_manager("U0LEE")

    with storage.caseload_of(SlackUserId("U0LEE"), now=NOW) as caseload:
        with pytest.raises(NotOnCaseloadError):
            caseload.disclosures.log(lee.id, student.id, "curiosity")
        with pytest.raises(NotOnCaseloadError):
            caseload.disclosures.of(student.id)
