"""Nothing typed is lost, and nothing older comes back over it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import NotOnCaseloadError, StaleError
from bot.forms.drafts import Draft, DraftKey
from bot.people.people import SlackUserId
from tests.conftest import NOW
from tests.storage.samples import a_draft

PAT, LEE = SlackUserId("U0PAT"), SlackUserId("U0LEE")
KIND = "conversation"


@pytest.fixture
def student(school):
    school.case_manager("U0LEE")
    return school.student(school.case_manager("U0PAT"))


@pytest.fixture
def draft(storage, student):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        return a_draft(caseload, "first", kind=KIND, student=student.id)


def typed(storage, draft, answers):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        return caseload.drafts.keep_typing(draft.key, answers)


def kept(storage, draft):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        found = caseload.drafts.get(draft.key)
    assert found is not None
    return found


def test_a_draft_begins_empty(storage, student, draft):
    assert kept(storage, draft) == draft
    assert (draft.student, dict(draft.answers), draft.submitted) == (student.id, {}, False)


def test_what_is_typed_is_kept(storage, draft):
    assert typed(storage, draft, {"strengths": ("builds", "100.5"), "goals": ("read", "101.0")})
    assert typed(storage, draft, {"strengths": ("builds bridges", "102.0")})

    assert kept(storage, draft).answers == {"strengths": "builds bridges", "goals": "read"}


@pytest.mark.parametrize(
    ("late", "wins"),
    [
        pytest.param("99.999999", False, id="older"),
        pytest.param("100.000000", True, id="as-old"),
        pytest.param("100.000001", True, id="newer"),
        pytest.param("1000.0", True, id="newer-by-number-though-not-by-text"),
    ],
)
def test_a_keystroke_that_comes_late_never_covers_a_newer_one(storage, draft, late, wins):
    typed(storage, draft, {"strengths": ("whole sentence", "100.0"), "goals": ("", "1.0")})

    typed(storage, draft, {"strengths": ("whole sent", late), "goals": ("read", late)})

    assert kept(storage, draft).answers == {
        "strengths": "whole sent" if wins else "whole sentence",
        "goals": "read",
    }


def test_an_answer_taken_out_stays_out(storage, draft):
    typed(storage, draft, {"strengths": ("builds", "100.0")})
    typed(storage, draft, {"strengths": ("", "101.0")})

    assert kept(storage, draft).answers == {"strengths": ""}


def test_what_the_page_said_when_it_was_turned_is_not_undone_by_an_older_key(storage, draft):
    typed(storage, draft, {"strengths": ("build", "100.0")})
    turned = replace(draft, answers={"strengths": "builds bridges"}, page=1, turn=1)
    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.drafts.keep(turned, typed_at="101.0")

    typed(storage, draft, {"strengths": ("builds", "100.5")})

    assert kept(storage, draft) == replace(turned, updated_at=NOW)


def test_without_a_moment_a_kept_answer_is_as_new_as_the_newest_key(storage, draft):
    typed(storage, draft, {"strengths": ("build", "100.0"), "goals": ("read", "103.0")})
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.drafts.keep(replace(draft, answers={"strengths": "bridges", "goals": "read"}))

    typed(storage, draft, {"strengths": ("builds", "102.9")})

    assert kept(storage, draft).answers == {"strengths": "bridges", "goals": "read"}


def test_a_submitted_draft_takes_nothing_more(storage, draft):
    typed(storage, draft, {"strengths": ("builds", "100.0")})
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.drafts.submit(draft.key)

    assert not typed(storage, draft, {"strengths": ("late", "200.0")})
    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert not caseload.drafts.keep(replace(draft, answers={"strengths": "late"}))
    submitted = kept(storage, draft)
    assert (submitted.answers, submitted.submitted) == ({"strengths": "builds"}, True)


def test_somebody_elses_draft_is_not_found(storage, draft):
    with storage.caseload_of(LEE, now=NOW) as caseload:
        assert caseload.drafts.get(draft.key) is None
        assert caseload.drafts.latest(KIND) is None
        assert not caseload.drafts.keep_typing(draft.key, {"strengths": ("mine", "999.0")})
        caseload.drafts.submit(draft.key)
    with storage.caseload_of(LEE, now=NOW) as caseload, pytest.raises(StaleError):
        caseload.drafts.keep(replace(draft, answers={"strengths": "mine"}))

    assert kept(storage, draft) == draft


def test_a_draft_made_elsewhere_is_kept_under_its_own_key(storage, student):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        made = Draft(
            key=DraftKey("made-elsewhere"),
            owner=caseload.person.id,
            kind=KIND,
            student=student.id,
            answers={"held_on": "2026-10-08"},
            page=2,
            turn=3,
            updated_at=NOW,
        )
        assert caseload.drafts.keep(made)

    assert kept(storage, made) == made


def test_no_draft_about_a_student_of_somebody_else(school, storage, student):
    other = school.student(school.case_manager("U0THIRD"))

    with storage.caseload_of(PAT, now=NOW) as caseload, pytest.raises(NotOnCaseloadError):
        a_draft(caseload, "first", kind=KIND, student=other.id)


def test_no_draft_is_moved_to_a_student_of_somebody_else(school, storage, draft):
    other = school.student(school.case_manager("U0THIRD"))

    with storage.caseload_of(PAT, now=NOW) as caseload, pytest.raises(NotOnCaseloadError):
        caseload.drafts.keep(replace(draft, student=other.id))


def test_the_latest_draft_is_the_one_last_typed_in(school, storage, student, draft):
    with storage.caseload_of(PAT, now=NOW + timedelta(minutes=1)) as caseload:
        newer = a_draft(caseload, "newer", kind=KIND, student=student.id)
        unnamed = a_draft(caseload, "unnamed", kind="another kind")
    with storage.caseload_of(PAT, now=NOW + timedelta(minutes=2)) as caseload:
        assert caseload.drafts.latest(KIND, student.id) == newer
        assert caseload.drafts.latest("another kind") == unnamed
        assert caseload.drafts.latest("another kind", student.id) is None
        caseload.drafts.keep_typing(draft.key, {"strengths": ("x", "1.0")})
        assert caseload.drafts.latest(KIND).key == draft.key
        caseload.drafts.submit(draft.key)
        assert caseload.drafts.latest(KIND, student.id).key == newer.key
        caseload.drafts.submit(newer.key)
        assert caseload.drafts.latest(KIND) is None


def test_a_draft_that_never_was_takes_nothing(storage, student):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert not caseload.drafts.keep_typing(DraftKey("no-such"), {"strengths": ("x", "1.0")})
