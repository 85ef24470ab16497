"""The log keeps what was said, and what it said before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import NotAllowedError, NotOnCaseloadError
from bot.forms.drafts import DraftKey
from bot.people.people import SlackUserId
from bot.records.contacts import ContactKind, ContactOutcome
from tests.conftest import NOW
from tests.storage.samples import a_contact

PAT = SlackUserId("U0PAT")


@pytest.fixture
def student(school):
    return school.student(school.case_manager())


def test_the_log_is_read_by_when_things_took_place(storage, student):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        today = caseload.contacts.add(a_contact(caseload, student.id, draft=DraftKey("a")))
        older = caseload.contacts.add(
            a_contact(caseload, student.id, draft=DraftKey("b"), at=NOW - timedelta(days=3))
        )

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.contacts.of(student.id) == [today, older]
        assert caseload.contacts.of(student.id, kind=ContactKind.ATTEMPT) == []


def test_the_same_draft_twice_is_one_entry(storage, student):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        first = caseload.contacts.add(a_contact(caseload, student.id, note="Talked of reading."))
        again = caseload.contacts.add(a_contact(caseload, student.id, note="Something else."))

        assert again == first
        assert caseload.contacts.of(student.id) == [first]


def test_what_was_mended_and_withdrawn_is_kept_with_what_it_said_before(storage, student):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        kept = caseload.contacts.add(a_contact(caseload, student.id, note="Talked."))
        mended = replace(
            kept, outcome=ContactOutcome.LEFT_MESSAGE, kind=ContactKind.ATTEMPT, note="Left word."
        )
        caseload.contacts.keep(mended)
        caseload.contacts.keep(mended)
        caseload.contacts.keep(replace(mended, withdrawn=True, why_withdrawn="Wrong student."))

        assert caseload.contacts.versions(kept.id) == [mended, kept]
        assert caseload.contacts.get(kept.id).withdrawn
        assert caseload.contacts.of(student.id, kind=ContactKind.ATTEMPT) != []
        acts = [entry.act for entry in caseload.audit.trail(student.id)]
        assert acts[:3] == ["withdrew from the log", "changed the log", "logged a contact"]


def test_the_log_of_another_caseload_is_closed(school, storage, student):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        kept = caseload.contacts.add(a_contact(caseload, student.id))
    school.case_manager("U0LEE")

    with storage.caseload_of(SlackUserId("U0LEE"), now=NOW) as caseload:
        for reach in (
            lambda: caseload.contacts.of(student.id),
            lambda: caseload.contacts.versions(kept.id),
            lambda: caseload.contacts.keep(replace(kept, note="changed")),
            lambda: caseload.contacts.add(a_contact(caseload, student.id, draft=DraftKey("x"))),
        ):
            with pytest.raises(NotOnCaseloadError):
                reach()


def test_a_respondent_has_no_way_to_the_log(school, storage, student):
    school.person("U0TEA")
    with (
        storage.requests_to(SlackUserId("U0TEA"), now=NOW) as scope,
        pytest.raises(NotAllowedError),
    ):
        scope.contacts.of(student.id)
