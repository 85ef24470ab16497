"""What is to be said is said once, whoever dies on the way."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage import Errand, Sent
from tests.conftest import NOW
from tests.storage.school import another_workspace

LEASE = timedelta(seconds=60)
DIGEST = Errand(kind="digest", addressee="U0PAT", step="2026-10-08")


def put(storage, *errands) -> list[bool]:
    with storage.jobs(now=NOW) as scope:
        return [scope.outbox.put(errand) for errand in errands]


def claim(storage, *, owner="one", now=NOW, after=0.0, limit=10, lease=LEASE, **more):
    """Claim when the database's clock is so many seconds further."""
    storage._database.ahead = after
    return storage.outbox.claim(owner=owner, now=now, lease=lease, limit=limit, **more)


def messages(storage, kind="digest", subject=""):
    with storage.jobs(now=NOW) as scope:
        return scope.messages.of(kind, subject)


def test_the_same_errand_is_put_once(storage):
    assert put(storage, DIGEST, DIGEST) == [True, False]
    assert put(storage, DIGEST) == [False]
    assert storage.outbox.waiting() == 1


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(Errand(kind="thread", addressee="U0PAT", step="2026-10-08"), id="kind"),
        pytest.param(Errand(kind="digest", addressee="U0LEE", step="2026-10-08"), id="addressee"),
        pytest.param(
            Errand(kind="digest", addressee="U0PAT", subject="x", step="2026-10-08"), id="subject"
        ),
        pytest.param(Errand(kind="digest", addressee="U0PAT", step="2026-10-09"), id="day"),
    ],
)
def test_an_errand_that_differs_is_another_one(storage, other):
    assert put(storage, DIGEST, other) == [True, True]
    assert other.key != DIGEST.key


def test_an_errand_put_in_a_scope_that_fails_was_never_put(storage):
    with pytest.raises(ZeroDivisionError), storage.jobs(now=NOW) as scope:  # noqa: PT012
        scope.outbox.put(DIGEST)
        raise ZeroDivisionError

    assert storage.outbox.waiting() == 0


def test_a_sent_errand_is_not_put_again(storage):
    put(storage, DIGEST)
    (claimed,) = claim(storage)
    storage.outbox.sent([Sent(id=claimed.id, channel="D1", ts="1.0")], now=NOW)

    assert put(storage, DIGEST) == [False]
    assert claim(storage) == []
    assert storage.outbox.waiting() == 0


def test_many_errands_are_put_in_one_go(storage):
    errands = [Errand(kind="digest", addressee=f"U{number:05}") for number in range(1200)]
    with storage.jobs(now=NOW) as scope:
        assert scope.outbox.put_all(errands) == 1200
        assert scope.outbox.put_all([*errands[:5], DIGEST]) == 1
        assert scope.outbox.put_all([]) == 0


def test_claims_come_in_the_order_in_which_they_were_put(storage):
    errands = [Errand(kind="digest", addressee=f"U{number}") for number in range(5)]
    put(storage, *errands)

    assert [claimed.errand for claimed in claim(storage, limit=2)] == errands[:2]
    assert [claimed.errand for claimed in claim(storage)] == errands[2:]


@pytest.mark.parametrize(
    ("minutes", "claimed"),
    [
        pytest.param(-1, 0, id="before-its-time"),
        pytest.param(0, 1, id="at-its-time"),
        pytest.param(1, 1, id="after-its-time"),
    ],
)
def test_an_errand_waits_for_its_school_time(storage, minutes, claimed):
    put(storage, Errand(kind="thread", addressee="C1", not_before=NOW))

    assert len(claim(storage, now=NOW + timedelta(minutes=minutes))) == claimed


def test_school_time_may_jump_back_without_saying_anything_twice(storage):
    put(storage, DIGEST)
    (claimed,) = claim(storage)
    storage.outbox.sent([Sent(id=claimed.id, channel="D1", ts="1.0")], now=NOW)

    assert claim(storage, now=NOW - timedelta(days=30)) == []
    assert put(storage, DIGEST) == [False]


def test_two_owners_never_get_the_same_errand(storage):
    put(storage, *(Errand(kind="digest", addressee=f"U{number}") for number in range(60)))

    def take(owner: str) -> list[int]:
        taken = []
        while claimed := claim(storage, owner=owner, limit=3):
            taken += [one.id for one in claimed]
        return taken

    with ThreadPoolExecutor(4) as workers:
        taken = [id_ for ids in workers.map(take, "abcd") for id_ in ids]

    assert len(taken) == len(set(taken)) == 60


@pytest.mark.parametrize(
    ("seconds", "again"), [pytest.param(30, 0, id="held"), pytest.param(60, 1, id="expired")]
)
def test_a_lease_ends_and_another_owner_goes_on(storage, seconds, again):
    put(storage, DIGEST)
    claim(storage, owner="crashed")

    found = claim(storage, owner="other", after=seconds)

    assert len(found) == again
    assert [(one.attempts, one.ambiguous) for one in found] == [(2, False)] * again


def test_what_was_claimed_by_a_clock_a_month_ahead_waits_for_nobody(storage):
    put(storage, DIGEST)
    claim(storage, owner="killed", after=30 * 86_400)

    assert len(claim(storage, owner="other")) == 1


def test_no_lease_and_no_pause_lasts_longer_than_an_hour(storage):
    put(storage, DIGEST)
    (claimed,) = claim(storage, lease=timedelta(days=30))
    assert claim(storage, after=3000) == []
    assert len(claim(storage, owner="other", after=3601, lease=timedelta(0))) == 1

    storage.outbox.failed(
        claimed.id, owner="other", again_in=timedelta(days=30), error="ratelimited"
    )

    assert claim(storage, after=3601 + 3000) == []
    assert len(claim(storage, after=3601 + 3601)) == 1


def test_the_database_counts_the_seconds_and_no_process(database):
    here = database.now()
    database.ahead = 90.5
    later = database.now()

    assert abs(here - datetime.now(UTC)) < timedelta(minutes=1)
    assert timedelta(seconds=90) < later - here < timedelta(seconds=120)


def test_after_a_crash_while_sending_nobody_knows_how_it_ended(storage):
    put(storage, DIGEST)
    (claimed,) = claim(storage, owner="crashed")
    assert not claimed.ambiguous
    assert storage.outbox.sending([claimed.id], owner="crashed", lease=LEASE) == {claimed.id}

    (again,) = claim(storage, owner="other", after=61)

    assert again.ambiguous


def test_a_batch_is_marked_with_its_messages_and_what_follows_in_one_go(storage):
    put(storage, *(Errand(kind="thread", addressee=f"C{n}", subject=f"m{n}") for n in range(3)))
    claimed = claim(storage)
    results = [
        Sent(id=one.id, channel=one.errand.addressee, ts=f"{one.id}.0", kept='{"rows":[1]}')
        for one in claimed[:2]
    ]
    card = Errand(kind="card", addressee="C0", subject="m0")

    storage.outbox.sent(results, now=NOW, then=[card])
    storage.outbox.sent(results, now=NOW, then=[card])

    (posted,) = messages(storage, "thread", "m1")
    assert (posted.addressee, posted.channel, posted.ts) == ("C1", "C1", f"{claimed[1].id}.0")
    assert (posted.kept, posted.redraw_wanted, posted.posted_at) == ('{"rows":[1]}', False, NOW)
    assert messages(storage, "thread", "m2") == []
    assert storage.outbox.waiting() == 2, "the third thread, and the card"


def test_a_reply_remembers_its_thread(storage):
    put(storage, DIGEST)
    (claimed,) = claim(storage)
    storage.outbox.sent([Sent(id=claimed.id, channel="C1", ts="2.0", thread_ts="1.0")], now=NOW)

    assert [posted.thread_ts for posted in messages(storage)] == ["1.0"]


def test_what_is_no_longer_true_is_dropped_for_good(storage):
    put(storage, DIGEST)
    (claimed,) = claim(storage)

    storage.outbox.dropped([claimed.id], owner="one", why="held already")

    assert claim(storage, after=86_400) == []
    assert put(storage, DIGEST) == [False]
    assert storage.outbox.waiting() == 0


@pytest.mark.parametrize("ambiguous", [False, True])
def test_what_failed_is_tried_again_at_its_time(storage, ambiguous):
    put(storage, DIGEST)
    (claimed,) = claim(storage)
    storage.outbox.sending([claimed.id], owner="one", lease=LEASE)
    storage.outbox.failed(
        claimed.id,
        owner="one",
        again_in=timedelta(seconds=60),
        error="channel_not_found",
        ambiguous=ambiguous,
    )

    assert claim(storage, after=30) == []
    (again,) = claim(storage, after=60)
    assert (again.attempts, again.ambiguous) == (2, ambiguous)


def test_a_parked_channel_holds_up_no_other(storage):
    put(storage, *(Errand(kind="thread", addressee=channel) for channel in ("C1", "C2", "C1x")))

    free = claim(storage, parked_channels={"C1"})

    assert [claimed.errand.addressee for claimed in free] == ["C2", "C1x"]
    assert [claimed.errand.addressee for claimed in claim(storage)] == ["C1"]


def test_each_workspace_has_its_own_outbox(storage, database):
    put(storage, DIGEST)
    elsewhere = another_workspace(database)
    (claimed,) = claim(storage)

    assert put(elsewhere, DIGEST) == [True]
    elsewhere.outbox.dropped([claimed.id], owner="one", why="not theirs")
    elsewhere.outbox.sent([Sent(id=claimed.id, channel="C1", ts="1.0")], now=NOW)

    assert storage.outbox.waiting() == 1
    assert len(claim(elsewhere)) == 1


def test_whoever_delivers_is_woken_once_it_is_kept_and_not_before(storage):
    woken = []
    storage.wake = lambda: woken.append(storage.outbox.waiting())

    put(storage, DIGEST)
    put(storage, DIGEST)
    with pytest.raises(ZeroDivisionError), storage.jobs(now=NOW) as scope:  # noqa: PT012
        scope.outbox.put(Errand(kind="thread", addressee="C1"))
        raise ZeroDivisionError

    assert woken == [1]


def test_a_key_names_the_errand_in_a_messages_metadata():
    assert DIGEST.key == "digest|U0PAT||2026-10-08"


def test_what_reached_somebody_can_be_said_anew_under_a_key_of_its_own(storage):
    later = replace(DIGEST, step="2026-10-09")
    put(storage, DIGEST, later)
    claimed = claim(storage, limit=1)
    storage.outbox.sent([Sent(id=claimed[0].id, channel="D1", ts="1.2")], now=NOW)

    with storage.jobs(now=NOW) as scope:
        sent = scope.outbox.last_sent("digest", "", "U0PAT")
        nobodys = scope.outbox.last_sent("digest", "", "U0BEN")
    again = sent.again("1.2", not_before=NOW)

    assert (sent, nobodys) == (DIGEST, None)
    assert again.key == "digest|U0PAT||2026-10-08|again|1.2"
    assert again.step == again.again("3.4", not_before=NOW).step == DIGEST.step
    assert later.follows(again).anew_of == "1.2"
    assert later.follows(again).first == later
    assert put(storage, again, again) == [True, False]
