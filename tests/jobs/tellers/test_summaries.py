"""The weekly summary goes to supervisors once, of what their case managers heard the day before."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from bot.people.people import Role
from jobs.tellers.digests import DigestTeller
from jobs.tellers.summaries import SummaryTeller
from storage import Errand, Sent
from tests.jobs.moments import at, said_at

FRIDAY, MONDAY = "2026-10-16", "2026-10-19"


@pytest.fixture
def sue(school):
    return school.person("U0SUE", Role.SUPERVISOR)


@pytest.fixture
def pat(school):
    person = school.case_manager("U0PAT")
    student = school.student(person, school="Fern Elementary")
    school.meeting(student, date(2026, 10, 30), arose_on=date(2026, 8, 20))
    return person


@pytest.fixture
def at_moment(surroundings, clock):
    return partial(said_at, surroundings, clock)


def summaries(errands):
    return [(one.addressee, one.step) for one in errands if one.kind == "summary"]


def summary(storage, on=MONDAY, moment=f"{MONDAY} 07:00"):
    with storage.jobs(now=at(moment), reading=True) as scope:
        errand = Errand(kind="summary", addressee="U0SUE", step=on)
        return SummaryTeller(storage=storage).compose(scope, errand)


def told_on(storage, on=FRIDAY):
    """Pat's digest of that morning, as it was delivered."""
    with storage.jobs(now=at(f"{on} 06:45"), reading=True) as scope:
        errand = Errand(kind="digest", addressee="U0PAT", step=on)
        rendering = DigestTeller(storage=storage).compose(scope, errand)
    with storage.jobs(now=at(f"{on} 06:45")) as scope:
        scope.messages.posted(
            kind="digest",
            subject="",
            addressee="U0PAT",
            channel="D1",
            ts=f"{on}.1",
            kept=rendering.kept,
        )
    return str(rendering.message)


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        pytest.param(f"{MONDAY} 06:44", False, id="a-minute-early"),
        pytest.param(f"{MONDAY} 06:45", True, id="on-their-monday-morning"),
        pytest.param(f"{MONDAY} 18:00", False, id="not-in-the-evening"),
        pytest.param("2026-10-17 07:00", False, id="not-on-a-saturday"),
    ],
)
def test_a_summary_comes_once_a_week_in_the_supervisors_own_morning(sue, at_moment, moment, sent):
    assert (("U0SUE", MONDAY) in summaries(at_moment(moment))) is sent


def delivered(storage, on):
    """The summary of that morning, as the outbox remembers it."""
    with storage.jobs(now=at(f"{on} 07:00")) as scope:
        scope.outbox.put(Errand(kind="summary", addressee="U0SUE", step=on))
    [taken] = storage.outbox.claim(
        owner="one",
        now=at(f"{on} 07:00"),
        lease=timedelta(minutes=1),
        limit=9,
    )
    sent = Sent(id=taken.id, channel="D1", ts=f"{on}.2")
    storage.outbox.sent([sent], now=at(f"{on} 07:00"))


def test_one_that_came_on_monday_does_not_come_again_and_one_that_did_not_does(
    sue, storage, at_moment
):
    tuesday = "2026-10-20"
    assert summaries(at_moment(f"{tuesday} 07:00")) == [("U0SUE", tuesday)]
    assert summary(storage, on=tuesday, moment=f"{tuesday} 07:00") is not None

    delivered(storage, MONDAY)

    assert summaries(at_moment(f"{tuesday} 07:00")) == []
    assert summary(storage, on=tuesday, moment=f"{tuesday} 07:00") is None


def test_one_that_was_put_on_monday_and_could_not_be_sent_is_sent_on_tuesday(sue, storage):
    assert summary(storage, on=MONDAY, moment="2026-10-20 07:00") is not None
    assert summary(storage, on=MONDAY, moment="2026-10-26 07:00") is None


def test_nobody_else_gets_one_and_on_leave_none_comes(pat, sue, storage, at_moment):
    with storage.jobs(now=at(f"{FRIDAY} 12:00")) as scope:
        scope.people.keep(replace(sue, paused_until=date(2026, 10, 26)))

    assert summaries(at_moment(f"{MONDAY} 07:00")) == []
    assert summary(storage) is None


def test_what_the_digest_of_friday_named_is_counted_on_monday(pat, sue, storage):
    digest = told_on(storage)
    assert "Still open on Monday? Your supervisor sees" in digest

    words = str(summary(storage).message)

    assert "Fern Elementary" in words
    assert "overdue" in words
    assert "are not counted" not in words


def test_what_the_digest_of_friday_named_is_counted_on_tuesday_where_monday_was_missed(
    pat, sue, storage
):
    told_on(storage)

    words = str(summary(storage, on="2026-10-20", moment="2026-10-20 07:00").message)

    assert "Fern Elementary" in words
    assert "overdue" in words


def test_a_meeting_that_nobody_marked_is_counted_once_a_digest_has_asked_about_it(
    pat, sue, storage, school
):
    """Friday's digest asks about Thursday's meeting; about Friday's own the next one asks first."""
    for day in (15, 16):
        student = school.student(pat, school="Moss High")
        school.meeting(student, date(2026, 10, day), arose_on=date(2026, 8, 20))
    told_on(storage)

    words = str(summary(storage).message)

    assert "*Not marked as held or not:* 1 meeting, the first of Thu, Oct 15" in words
    assert "1 meeting not marked as held or not, so not in it" in words
    assert "1 more is not counted" in words


def test_what_no_digest_named_is_left_for_the_week_after(pat, sue, storage):
    words = str(summary(storage).message)

    assert "Fern Elementary" not in words
    assert "more are not counted: their case managers hear first" in words


def test_of_somebody_on_leave_the_pause_is_told_and_the_work_is_counted(pat, sue, storage):
    with storage.jobs(now=at(f"{FRIDAY} 06:00")) as scope:
        scope.people.keep(replace(pat, paused_until=date(2026, 11, 2)))

    words = str(summary(storage).message)

    assert "1 digest paused until Mon, Nov 2" in words
    assert "overdue" in words


def test_no_name_and_no_alias_is_in_a_summary(pat, sue, storage):
    told_on(storage)

    words = str(summary(storage).message)

    assert "ZW-" not in words
    assert "Zephyrine" not in words
    assert "U0PAT" not in words


def test_whose_role_was_taken_away_before_delivery_gets_none(pat, sue, storage):
    with storage.jobs(now=at(f"{MONDAY} 06:00")) as scope:
        scope.people.keep(replace(sue, roles=frozenset({Role.OFFICE})))

    assert summary(storage) is None
