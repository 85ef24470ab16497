"""Parents are kept under their student, sealed, and nothing that was known of them is lost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.conversations.conversation_pages import DraftCopy
from bot.errors import NotAllowedError, NotOnCaseloadError
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import Mode
from bot.people.parents import Access, Interpreting, PapersBy
from bot.people.people import SlackUserId, TeamRole
from tests.conftest import NOW
from tests.storage.samples import a_parent

PAT = SlackUserId("U0PAT")

EVERYTHING = {
    "name": "Luis Marsh",
    "relation": "uncle",
    "basis": "court order",
    "rights_since": date(2026, 2, 3),
    "phones": "555-0100\n555-0101",
    "email": "luis@home.example",
    "address": "1 Reed Lane",
    "call_at": "after 4",
    "household": 2,
    "no_contact": True,
    "address_confidential": True,
    "language": "Spanish",
    "interpreting": Interpreting.SIGNED,
    "access": (Access.CAPTIONS, Access.BRAILLE),
    "draft_copy": DraftCopy.YES,
    "draft_of": ("goals",),
    "attendance": Mode.VIDEO,
    "delivery": PapersBy.MAIL,
}


@pytest.fixture
def student(school):
    return school.student(school.case_manager())


def test_all_that_is_known_of_a_parent_is_read_again_as_it_was_kept(storage, student):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        kept = a_parent(caseload, student.id, **EVERYTHING)
        caseload.parents.add(kept)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        (found,) = caseload.parents.of(student.id)
        assert replace(found, id=kept.id) == kept
        assert caseload.parents.get(found.id) == found


def test_the_same_draft_twice_is_one_parent(storage, student):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.parents.add(a_parent(caseload, student.id))
        caseload.parents.add(a_parent(caseload, student.id, name="Somebody else"))
        caseload.parents.add(a_parent(caseload, student.id, draft=DraftKey("parent-2")))

        assert [one.name for one in caseload.parents.of(student.id)] == ["Rosa Marsh"] * 2


def test_a_change_is_signed_and_the_log_says_what_stood_there_before(storage, student):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.parents.add(a_parent(caseload, student.id, phones="555-0100"))
    with storage.caseload_of(PAT, now=NOW + timedelta(days=1)) as caseload:
        (before,) = caseload.parents.of(student.id)
        caseload.parents.keep(replace(before, phones="555-0199"))

        (after,) = caseload.parents.of(student.id)
        assert (after.phones, after.at) == ("555-0199", NOW + timedelta(days=1))
        changed, added = caseload.audit.trail(student.id)[:2]
        assert (added.act, changed.act) == ("added a parent", "changed a parent")
        assert changed.detail == "phones: 555-0100, now 555-0199"


def test_the_parents_of_another_caseload_are_closed(school, storage, student):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.parents.add(a_parent(caseload, student.id))
        (kept,) = caseload.parents.of(student.id)
    school.case_manager("U0LEE")

    with storage.caseload_of(SlackUserId("U0LEE"), now=NOW) as caseload:
        for reach in (
            lambda: caseload.parents.of(student.id),
            lambda: caseload.parents.get(kept.id),
            lambda: caseload.parents.keep(replace(kept, name="changed")),
            lambda: caseload.parents.add(a_parent(caseload, student.id, draft=DraftKey("x"))),
        ):
            with pytest.raises(NotOnCaseloadError):
                reach()


def test_a_substitute_reaches_them_for_as_long_as_they_stand_in(school, storage, student):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.parents.add(a_parent(caseload, student.id))
    stands_in = school.case_manager("U0LEE")
    school.on_team(student, stands_in, TeamRole.SUBSTITUTE, until_on=NOW.date())

    with storage.caseload_of(SlackUserId("U0LEE"), now=NOW) as caseload:
        assert [one.name for one in caseload.parents.of(student.id)] == ["Rosa Marsh"]
    with (
        storage.caseload_of(SlackUserId("U0LEE"), now=NOW + timedelta(days=2)) as caseload,
        pytest.raises(NotOnCaseloadError),
    ):
        caseload.parents.of(student.id)


def test_whoever_was_asked_for_a_form_has_no_way_to_the_parents(school, storage, student):
    school.on_team(student, school.person("U0TEA"), TeamRole.TEACHER)
    with (
        storage.requests_to(SlackUserId("U0TEA"), now=NOW) as scope,
        pytest.raises(NotAllowedError),
    ):
        scope.parents.of(student.id)
