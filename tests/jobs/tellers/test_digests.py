"""A digest is composed from the morning as it is, or not at all once it is no longer true."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.digest.listings import Listing
from bot.people.people import TeamRole
from jobs.tellers.digests import DigestTeller
from jobs.tellers.tellers import Rendering
from storage import Errand, Storage
from tests.jobs.moments import at
from tests.storage.school import PLANTED

MORNING = "2026-10-08 06:45"


@pytest.fixture
def pat(school):
    return school.case_manager("U0PAT")


@pytest.fixture
def meeting(school, pat):
    return school.meeting(
        school.student(pat, alias="MQ-7K2"), date(2026, 11, 18), arose_on=date(2026, 9, 1)
    )


def composed(storage: Storage, moment: str = MORNING, *, step: str = "") -> Rendering | None:
    errand = Errand(kind="digest", addressee="U0PAT", step=step or moment[:10])
    with storage.jobs(now=at(moment), reading=True) as scope:
        return DigestTeller(storage=storage).compose(scope, errand)


def redrawn(storage: Storage, kept: str, moment: str = MORNING):
    with storage.jobs(now=at(moment)) as scope:
        posted = scope.messages.posted(
            kind="digest", subject="", addressee="U0PAT", channel="D0PAT", ts="1.1", kept=kept
        )
        return DigestTeller(storage=storage).redraw(scope, posted)


def done(storage: Storage, meeting, *rows: ObligationId, now: datetime | None = None) -> None:
    with storage.jobs(now=now or at(MORNING)) as scope:
        for row in rows:
            scope.obligations.record(
                meeting_subject(meeting.id),
                row,
                student=meeting.student,
                meeting=meeting.id,
                state=State.DONE,
            )


def test_a_digest_goes_to_its_person_with_what_it_listed(storage, meeting):
    rendering = composed(storage)

    assert rendering is not None
    assert rendering.channel == "U0PAT"
    assert Listing.from_text(rendering.kept).on == date(2026, 10, 8)
    assert "SEIS notices: 1 by Friday" in rendering.message["text"]


def test_no_name_is_in_what_is_sent_or_kept(storage, meeting):
    rendering = composed(storage)

    assert rendering is not None
    assert PLANTED not in str(rendering)


@pytest.mark.parametrize(
    ("until_on", "words"),
    [
        pytest.param(date(2026, 10, 16), "until Fri, Oct 16.", id="for-a-week"),
        pytest.param(date(2026, 10, 8), "until the end of today.", id="for-the-last-time"),
        pytest.param(date(2026, 10, 7), "", id="over"),
    ],
)
def test_a_substitute_reads_whose_students_are_among_theirs_and_when_that_ends(
    until_on, words, storage, school, meeting
):
    ben = school.case_manager("U0BEN")
    with storage.jobs(now=at(MORNING)) as scope:
        student = scope.students.get(meeting.student)
        whose = scope.people.get(student.case_manager).name
    school.meeting(
        school.student(ben, alias="BW-3M4"), date(2026, 11, 18), arose_on=date(2026, 9, 1)
    )
    school.on_team(student, ben, TeamRole.SUBSTITUTE, until_on=until_on)

    errand = Errand(kind="digest", addressee="U0BEN", step="2026-10-08")
    with storage.jobs(now=at(MORNING), reading=True) as scope:
        rendering = DigestTeller(storage=storage).compose(scope, errand)

    said = f"With 1 student of {whose}, for whom you stand in {words}"
    assert (said in str(rendering.message)) is bool(words)
    assert "stand in" not in str(composed(storage).message)


@pytest.mark.parametrize(
    ("moment", "step"),
    [
        pytest.param("2026-10-09 06:45", "2026-10-08", id="its-day-is-over"),
        pytest.param("2026-10-08 18:00", "2026-10-08", id="it-waited-into-the-evening"),
        pytest.param("2026-10-08 05:59", "2026-10-08", id="it-is-too-early"),
    ],
)
def test_a_digest_that_comes_too_late_or_too_early_is_dropped(storage, meeting, moment, step):
    assert composed(storage, moment, step=step) is None


def test_a_digest_is_still_sent_a_minute_before_the_evening(storage, meeting):
    assert composed(storage, "2026-10-08 17:59") is not None


def test_a_digest_with_nothing_left_to_say_is_dropped(storage, meeting):
    done(storage, meeting, *ObligationId)

    assert composed(storage) is None


@pytest.mark.usefixtures("meeting")
def test_whoever_left_meanwhile_is_not_written_to(storage, pat):
    with storage.jobs(now=at(MORNING)) as scope:
        scope.people.keep(replace(pat, active=False))

    assert composed(storage) is None


@pytest.mark.usefixtures("meeting")
def test_a_stranger_is_not_written_to(storage):
    errand = Errand(kind="digest", addressee="U0NOBODY", step="2026-10-08")
    with storage.jobs(now=at(MORNING), reading=True) as scope:
        assert DigestTeller(storage=storage).compose(scope, errand) is None


def kept_this_morning(storage: Storage) -> str:
    rendering = composed(storage)
    assert rendering is not None
    return rendering.kept


def test_a_redraw_shows_what_was_done_since(storage, meeting):
    kept = kept_this_morning(storage)
    done(storage, meeting, ObligationId.MEETING_NOTICE)

    message = redrawn(storage, kept)

    assert message is not None
    assert "SEIS notices: done" in message["text"]


@pytest.mark.parametrize(
    ("moment", "drawn"),
    [
        pytest.param("2026-10-22 09:00", True, id="after-two-weeks-still"),
        pytest.param("2026-10-23 09:00", False, id="then-it-stays-as-it-is"),
    ],
)
def test_an_old_digest_is_not_drawn_anew_for_ever(storage, meeting, moment, drawn):
    kept = kept_this_morning(storage)

    assert (redrawn(storage, kept, moment) is not None) is drawn


@pytest.mark.usefixtures("meeting")
def test_a_digest_of_somebody_who_left_stays_as_it_is(storage, pat):
    kept = kept_this_morning(storage)
    with storage.jobs(now=at(MORNING)) as scope:
        scope.people.keep(replace(pat, active=False))

    assert redrawn(storage, kept) is None
