"""What time makes us say is put once, at each person's own morning, and never for the past."""

import sys
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from bot.digest.digests import listing_of
from bot.messages import MessageKind
from bot.people.people import Role, TeamRole
from jobs.plan import Planner, plan
from jobs.tellers.digests import DigestTeller
from storage import Errand
from tests.conftest import NOW
from tests.jobs.conftest import SetWire
from tests.jobs.moments import at, said_at

PACIFIC = ZoneInfo("America/Los_Angeles")
THURSDAY = "2026-10-08"


@pytest.fixture
def pat(school):
    """A case manager with work overdue since September, and a meeting on 27 October."""
    person = school.case_manager("U0PAT")
    student = school.student(person)
    school.meeting(student, date(2026, 10, 27), arose_on=date(2026, 8, 20), at=time(10))
    return person


@pytest.fixture
def at_moment(surroundings, clock):
    return partial(said_at, surroundings, clock)


def digests(errands: list[Errand]) -> list[tuple[str, str]]:
    return [(errand.addressee, errand.step) for errand in errands if errand.kind == "digest"]


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        pytest.param("2026-10-08 06:44", False, id="a-minute-early"),
        pytest.param("2026-10-08 06:45", True, id="on-the-minute"),
        pytest.param("2026-10-08 17:59", True, id="after-a-day-away"),
        pytest.param("2026-10-08 18:00", False, id="in-the-evening"),
        pytest.param("2026-10-10 07:00", False, id="on-a-saturday"),
    ],
)
def test_the_digest_comes_on_the_persons_own_school_morning(pat, at_moment, moment, sent):
    assert digests(at_moment(moment)) == ([("U0PAT", moment[:10])] if sent else [])


@pytest.mark.usefixtures("pat")
def test_what_a_clock_that_ran_ahead_put_comes_on_its_day(surroundings, storage, clock, worker):
    delivery = worker(DigestTeller(storage=storage))
    in_november = at("2026-11-09 06:45")
    clock.at = in_november
    assert digests(plan(surroundings)) == [("U0PAT", "2026-11-09")]

    clock.at = at(f"{THURSDAY} 06:45")
    delivery.run_until_empty()
    assert storage.outbox.waiting() == 1
    clock.at = in_november

    [claimed] = storage.outbox.claim(owner="us", now=clock.at, lease=timedelta(hours=1), limit=5)
    assert claimed.errand.step == "2026-11-09"


def test_each_zone_has_its_own_morning(school, pat, at_moment):
    eastern = school.case_manager("U0KIM", timezone="America/New_York")
    school.meeting(school.student(eastern), date(2026, 10, 27), arose_on=date(2026, 8, 20))

    early = at_moment(f"{THURSDAY} 06:45", "America/New_York")
    later = at_moment(f"{THURSDAY} 06:45")

    assert digests(early) == [("U0KIM", THURSDAY)]
    assert digests(later) == [("U0PAT", THURSDAY), ("U0KIM", THURSDAY)]


def test_a_person_can_set_another_time(school, at_moment):
    person = school.case_manager("U0KIM", digest_at=time(9, 30))
    school.meeting(school.student(person), date(2026, 10, 27), arose_on=date(2026, 8, 20))

    assert digests(at_moment(f"{THURSDAY} 09:29")) == []
    assert digests(at_moment(f"{THURSDAY} 09:30")) == [("U0KIM", THURSDAY)]


def test_closure_days_are_silent(pat, storage, at_moment):
    with storage.jobs(now=at(f"{THURSDAY} 06:00")) as scope:
        scope.settings.add_closures([(date(2026, 10, 8), "a day off")])

    assert digests(at_moment(f"{THURSDAY} 06:45")) == []
    assert digests(at_moment("2026-10-09 06:45")) == [("U0PAT", "2026-10-09")]


def test_whoever_has_nothing_to_be_told_is_left_in_peace_but_on_mondays(school, at_moment):
    person = school.case_manager("U0KIM")
    school.meeting(school.student(person), date(2027, 5, 11), arose_on=date(2026, 10, 1))

    assert digests(at_moment(f"{THURSDAY} 06:45")) == []
    assert digests(at_moment("2026-10-12 06:45")) == [("U0KIM", "2026-10-12")]


def test_nobody_without_slack_or_who_has_left_gets_one(school, storage, at_moment):
    outside = school.person(None, Role.CASE_MANAGER)
    left = school.case_manager("U0KIM")
    for person in (outside, left):
        school.meeting(school.student(person), date(2026, 10, 27), arose_on=date(2026, 8, 20))
    with storage.jobs(now=at(f"{THURSDAY} 06:00")) as scope:
        scope.people.keep(replace(left, active=False))

    assert digests(at_moment(f"{THURSDAY} 06:45")) == []


def test_a_guest_gets_none(pat, storage, at_moment):
    with storage.jobs(now=at(f"{THURSDAY} 05:00")) as scope:
        scope.people.keep(replace(scope.people.get(pat.id), guest=True))

    assert at_moment(f"{THURSDAY} 06:45") == []


def test_a_case_manager_without_students_gets_none(school, at_moment):
    school.case_manager("U0KIM")

    assert digests(at_moment("2026-10-12 06:45")) == []


@pytest.mark.parametrize(
    ("from_on", "until_on", "sent"),
    [
        pytest.param(date(2026, 10, 8), date(2026, 10, 8), True, id="on-their-only-day"),
        pytest.param(date(2026, 10, 9), date(2026, 10, 16), False, id="before-their-first-day"),
        pytest.param(date(2026, 10, 1), date(2026, 10, 7), False, id="after-their-last-day"),
    ],
)
def test_a_substitute_is_told_of_the_students_they_stand_in_for(
    school, at_moment, from_on, until_on, sent
):
    person = school.case_manager("U0KIM")
    student = school.student(person)
    school.meeting(student, date(2026, 10, 27), arose_on=date(2026, 8, 20))
    substitute = school.person("U0SUB")
    school.on_team(student, substitute, TeamRole.SUBSTITUTE, from_on=from_on, until_on=until_on)

    assert (("U0SUB", THURSDAY) in digests(at_moment(f"{THURSDAY} 06:45"))) is sent


def test_planning_again_puts_nothing_new(pat, surroundings, clock, storage):
    clock.at = at(f"{THURSDAY} 06:45")

    for _ in range(3):
        plan(surroundings)
        Planner().plan(surroundings)

    assert storage.outbox.waiting() == 1


def test_after_a_gap_there_is_one_digest_and_it_is_todays(pat, surroundings, clock, storage):
    plan(surroundings)
    clock.at = at("2026-10-14 11:20")

    planned = plan(surroundings)

    assert digests(planned) == [("U0PAT", "2026-10-14")]


def test_what_comes_up_later_in_a_quiet_morning_is_still_told_of(
    school, surroundings, clock, storage
):
    person = school.case_manager("U0KIM")
    student = school.student(person, annual_due=date(2027, 5, 11))
    surroundings = replace(surroundings, wire=SetWire())
    clock.at = at(f"{THURSDAY} 06:45")
    assert digests(plan(surroundings)) == []

    school.meeting(student, date(2026, 10, 27), arose_on=date(2026, 8, 20))
    clock.at += timedelta(minutes=1)

    assert digests(plan(surroundings)) == [("U0KIM", THURSDAY)]


def test_what_could_not_be_put_is_put_at_the_next_turn(pat, surroundings, clock, monkeypatch):
    # A look that takes long is not taken again at once, and on a busy machine every look does.
    surroundings = replace(surroundings, wire=SetWire())
    clock.at = at(f"{THURSDAY} 06:45")
    planner = Planner()
    with monkeypatch.context() as broken:
        broken.setattr("storage.outbox.errands.put_errands", _fails)
        with pytest.raises(OSError, match="no space"):
            planner.plan(surroundings)

    planner.plan(surroundings)

    assert surroundings.storage.outbox.waiting() == 1


def _fails(*_, **__):
    raise OSError("no space")


class SlowWire:
    """Wire time on which every look at the clock takes two seconds."""

    def __init__(self) -> None:
        self.at = datetime(2026, 10, 8, 14, tzinfo=UTC)

    def now(self) -> datetime:
        self.at += timedelta(seconds=2)
        return self.at

    def real_seconds(self, seconds: float) -> float:
        return seconds

    def wait(self, event: threading.Event, seconds: float) -> None:
        raise AssertionError("a plan waits for nothing")


def test_a_large_district_is_not_looked_over_every_minute(school, surroundings, clock):
    person = school.case_manager("U0KIM")
    student = school.student(person, annual_due=date(2027, 5, 11))
    slow = replace(surroundings, wire=SlowWire())
    clock.at = at(f"{THURSDAY} 06:45")
    planner = Planner()
    assert digests(planner.plan(slow)) == []
    school.meeting(student, date(2026, 10, 27), arose_on=date(2026, 8, 20))

    assert digests(planner.plan(slow)) == []
    slow.wire.at += timedelta(seconds=60)
    assert digests(planner.plan(slow)) == [("U0KIM", THURSDAY)]


def test_somebody_whose_morning_begins_is_looked_at_in_a_large_district_too(
    school, pat, surroundings, clock
):
    late = school.case_manager("U0KIM", digest_at=time(7))
    school.meeting(school.student(late), date(2026, 10, 27), arose_on=date(2026, 8, 20))
    quiet = school.case_manager("U0QUI")
    school.student(quiet, annual_due=date(2027, 5, 11))
    slow = replace(surroundings, wire=SlowWire())
    planner = Planner()
    clock.at = at(f"{THURSDAY} 06:45")
    planner.plan(slow)
    clock.at = at(f"{THURSDAY} 07:00")

    assert digests(planner.plan(slow)) == [("U0KIM", THURSDAY)]


def test_a_caseload_that_cannot_be_looked_at_silences_nobody_else(
    pat, school, at_moment, monkeypatch
):
    kim = school.case_manager("U0KIM")
    school.meeting(school.student(kim), date(2026, 10, 27), arose_on=date(2026, 8, 20))

    def listing_of_all_but_pats(morning):
        if any(case.student.case_manager == pat.id for case in morning.cases):
            raise RuntimeError
        return listing_of(morning)

    monkeypatch.setattr(sys.modules[Planner.__module__], "listing_of", listing_of_all_but_pats)

    assert digests(at_moment("2026-10-08 06:45")) == [("U0KIM", THURSDAY)]


@pytest.mark.parametrize(
    ("day", "sent"),
    [
        pytest.param("2026-10-07", False, id="on-leave"),
        pytest.param("2026-11-02", False, id="no-look-ahead-either"),
        pytest.param("2026-11-10", True, id="the-first-day-back"),
    ],
)
def test_a_paused_digest_rests_and_comes_once_on_the_first_morning_after(
    pat, storage, at_moment, day, sent
):
    with storage.jobs(now=at("2026-10-06 12:00")) as scope:
        scope.people.keep(replace(pat, paused_until=date(2026, 11, 10)))

    assert (("U0PAT", day) in digests(at_moment(f"{day} 06:45"))) is sent


def test_who_goes_on_leave_before_the_digest_was_delivered_does_not_get_it(
    pat, storage, surroundings, clock
):
    clock.at = at(f"{THURSDAY} 06:45")
    plan(surroundings)
    with storage.jobs(now=clock.at) as scope:
        scope.people.keep(replace(pat, paused_until=date(2026, 10, 12)))

    with storage.jobs(now=clock.at, reading=True) as scope:
        errand = Errand(kind="digest", addressee="U0PAT", step=THURSDAY)
        assert DigestTeller(storage=storage).compose(scope, errand) is None


@pytest.mark.parametrize(
    ("zone", "sent"),
    [
        pytest.param("Pacific/Honolulu", 1, id="to-the-west-where-the-morning-comes-again"),
        pytest.param("Asia/Tokyo", 2, id="to-the-east-where-friday-has-begun"),
    ],
)
def test_two_assistants_send_one_digest_for_each_date_though_the_zone_changes_in_the_day(
    pat, surroundings, clock, zone, sent
):
    storage = surroundings.storage
    for hour in range(16):
        clock.at = at(f"{THURSDAY} 06:45") + timedelta(hours=hour)
        if hour == 3:
            with storage.jobs(now=clock.at) as scope:
                scope.people.keep(replace(pat, timezone=zone))
        Planner().plan(surroundings)
        Planner().plan(surroundings)

    assert storage.outbox.waiting() == sent


def stands(scope, kind, subject, ts, at="C0OFFICE"):
    return scope.messages.posted(kind=kind, subject=subject, addressee=at, channel=at, ts=ts)


def behind(storage, kind, subject):
    """The timestamps of the messages that are to be drawn anew."""
    with storage.jobs(now=NOW, reading=True) as scope:
        found = scope.messages.of(kind, subject)
        return {one.ts for one in found if one.redraw_wanted}


@pytest.mark.parametrize(
    ("kind", "subject"),
    [(MessageKind.OFFICE_CARD, "month:2026-11"), (MessageKind.THREAD, "meeting:1")],
)
def test_what_stands_twice_after_a_crash_is_drawn_anew_by_whoever_runs_next(
    surroundings, storage, school, kind, subject
):
    """Its newer one was recorded, and whoever posted it died before the older one was marked."""
    school.meeting(school.student(school.case_manager("U0PAT")), date(2026, 11, 18))
    with storage.jobs(now=NOW) as scope:
        stands(scope, kind, subject, "1.0")
        stands(scope, kind, "month:2026-12", "1.5")
    with storage.jobs(now=NOW) as scope:
        stands(scope, kind, subject, "2.0")

    Planner().plan(surroundings)

    assert "1.0" in behind(storage, kind, subject)
    assert behind(storage, kind, "month:2026-12") == set()
