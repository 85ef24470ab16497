"""What was given up is kept for an admin, told apart from what is no longer true."""

from datetime import date, timedelta

import pytest

from bot.dates.obligation_rows import meeting_subject
from bot.people.people import Role
from bot.settings.unsent import UnsentState
from storage import Errand, Sent
from tests.conftest import NOW
from tests.storage.school import another_workspace

LEASE = timedelta(seconds=60)
DIGEST = Errand(kind="digest", addressee="U0PAT", step="2026-10-08")


def put(storage, *errands, now=NOW):
    with storage.jobs(now=now) as scope:
        scope.outbox.put_all(errands)


def ended(storage, *, given_up=True, why="invalid_blocks"):
    """Whatever waits is ended; returns the ids."""
    claimed = storage.outbox.claim(owner="us", now=NOW, lease=LEASE, limit=50)
    ids = [one.id for one in claimed]
    storage.outbox.dropped(ids, owner="us", why=why, given_up=given_up)
    return ids


def unsent(storage, now=NOW):
    return storage.jobs(now=now)


def test_what_was_given_up_is_listed_with_its_reason_and_what_is_no_longer_true_is_not(storage):
    put(storage, Errand(kind="requests", addressee="U0LEE"))
    ended(storage, given_up=False, why="no longer true")
    put(storage, DIGEST)
    ids = ended(storage)

    with unsent(storage) as scope:
        (one,) = scope.unsent.given_up()
        assert scope.unsent.count() == 1
    assert (one.id, one.state, one.kind) == (ids[0], UnsentState.GIVEN_UP, "digest")
    assert (one.addressee, one.since, one.why) == ("U0PAT", NOW, "invalid_blocks")


def test_it_is_named_by_its_person_and_its_student_by_alias(storage, school):
    pat = school.case_manager("U0PAT", name="Pat Alder")
    meeting = school.meeting(school.student(pat, alias="JQ-7K2"), date(2026, 10, 27))
    subject = meeting_subject(meeting.id)
    put(storage, Errand(kind="thread", addressee="U0PAT", subject=subject, step="2026-10-27"))

    with unsent(storage) as scope:
        (waiting,) = scope.unsent.waiting()
    ended(storage)
    with unsent(storage) as scope:
        (given_up,) = scope.unsent.given_up()

    for one in (waiting, given_up):
        assert (one.person, one.alias) == ("Pat Alder", "JQ-7K2")
        assert "Zephyrine" not in repr(one)


def test_what_is_sent_again_is_tried_afresh_and_the_second_press_changes_nothing(storage):
    put(storage, DIGEST)
    [claimed] = storage.outbox.claim(owner="us", now=NOW, lease=LEASE, limit=5)
    storage.outbox.failed(
        claimed.id, owner="us", again_in=timedelta(0), error="invalid_blocks", at_fault=True
    )
    ids = ended(storage)

    with unsent(storage) as scope:
        assert scope.unsent.send_again(ids) == 1
    with unsent(storage) as scope:
        assert scope.unsent.send_again(ids) == 0
        assert scope.unsent.send_again() == 0

    (claimed,) = storage.outbox.claim(owner="us", now=NOW, lease=LEASE, limit=5)
    assert (claimed.errand, claimed.attempts, claimed.faults) == (DIGEST, 1, 0)


@pytest.mark.parametrize(
    ("became", "state"),
    [
        ("sent", UnsentState.SENT),
        ("untrue", UnsentState.NO_LONGER_TRUE),
        ("waits", UnsentState.WAITING),
    ],
)
def test_what_became_of_it_is_told_for_a_day(storage, became, state):
    put(storage, DIGEST)
    ids = ended(storage)
    with unsent(storage) as scope:
        scope.unsent.send_again(ids)
    if became != "waits":
        [claimed] = storage.outbox.claim(owner="us", now=NOW, lease=LEASE, limit=5)
        if became == "sent":
            storage.outbox.sent([Sent(id=claimed.id, channel="D1", ts="1.0")], now=NOW)
        else:
            storage.outbox.dropped([claimed.id], owner="us", why="no longer true")

    with unsent(storage) as scope:
        assert [one.state for one in scope.unsent.sent_again()] == [state]
        assert scope.unsent.count() == 0
    with unsent(storage, NOW + timedelta(days=1, minutes=1)) as scope:
        assert scope.unsent.sent_again() == []


def test_what_a_newer_one_has_said_since_is_owed_no_more(storage):
    put(storage, DIGEST)
    ended(storage)
    put(storage, Errand(kind="digest", addressee="U0PAT", step="2026-10-09"))
    [claimed] = storage.outbox.claim(owner="us", now=NOW, lease=LEASE, limit=5)
    storage.outbox.sent([Sent(id=claimed.id, channel="D1", ts="1.0")], now=NOW)

    with unsent(storage) as scope:
        assert (scope.unsent.count(), scope.unsent.given_up()) == (0, [])
        assert scope.unsent.send_again() == 0


def test_of_what_is_given_up_day_after_day_the_newest_is_owed(storage):
    for day in ("08", "09", "12"):
        put(storage, Errand(kind="digest", addressee="U0PAT", step=f"2026-10-{day}"))
        [newest] = ended(storage, why="messages_tab_disabled")

    with unsent(storage) as scope:
        assert (scope.unsent.count(), [one.id for one in scope.unsent.given_up()]) == (1, [newest])
        assert scope.unsent.send_again() == 1
        assert [one.id for one in scope.unsent.waiting()] == [newest]


def test_each_workspace_has_its_own(storage, database):
    put(storage, DIGEST)
    ids = ended(storage)

    with another_workspace(database).jobs(now=NOW) as scope:
        assert scope.unsent.count() == 0
        assert scope.unsent.send_again(ids) == 0


def test_every_admin_who_looks_at_home_has_it_drawn_anew(storage, school):
    school.person("U0HAL", Role.ADMIN)
    school.case_manager("U0PAT")
    with storage.jobs(now=NOW) as scope:
        for user in ("U0HAL", "U0PAT"):
            scope.messages.shown(kind="home", addressee=user, kept="0")

    with storage.jobs(now=NOW) as scope:
        scope.unsent.changed()

    drawn = storage.redraws.claim("us", LEASE, 5)
    assert [(one.kind, one.addressee) for one in drawn] == [("home", "U0HAL")]


def test_what_was_tried_in_vain_and_waits_is_counted(storage):
    put(storage, DIGEST, Errand(kind="requests", addressee="U0LEE"))
    [claimed] = storage.outbox.claim(owner="us", now=NOW, lease=LEASE, limit=1)
    storage.outbox.failed(claimed.id, owner="us", again_in=LEASE, error="URLError")

    with unsent(storage) as scope:
        assert scope.unsent.held_up() == 1
