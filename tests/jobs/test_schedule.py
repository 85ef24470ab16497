"""The clockwork fires the turns: at once, again and again, late rather than never."""

import threading
from datetime import UTC, time, timedelta

import pytest

from jobs import TURNS, Turn, all_tellers, one_turn, taken
from jobs.schedule import Schedule
from tests.conftest import HANGS, NOW
from tests.jobs.plain import put, word
from tests.storage.school import PLANTED

LONG = timedelta(hours=5)


@pytest.fixture
def scheduled(surroundings, delivery):
    made = []

    def make(*turns: Turn) -> Schedule:
        made.append(Schedule(surroundings, delivery, turns or TURNS))
        return made[-1]

    yield make
    for schedule in made:
        if schedule.scheduler.running:
            schedule.stop()


def test_no_turn_is_skipped_for_being_late_or_taken_twice_at_once(scheduled):
    schedule = scheduled()
    schedule.start()

    jobs = schedule.scheduler.get_jobs()

    assert {job.id for job in jobs} == {turn.name for turn in TURNS}
    for job in jobs:
        assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (None, True, 1)
    assert schedule.scheduler.timezone == UTC


def test_each_turn_is_taken_once_at_start(scheduled):
    first, second = threading.Event(), threading.Event()
    schedule = scheduled(
        Turn(name="one", every=LONG, take=lambda *_: first.set()),
        Turn(name="two", every=LONG, take=lambda *_: second.set()),
    )

    schedule.start()

    assert first.wait(HANGS)
    assert second.wait(HANGS)


def test_a_turn_comes_again_after_its_time(scheduled):
    again = threading.Semaphore(0)
    every = timedelta(milliseconds=10)
    schedule = scheduled(Turn(name="one", every=every, take=lambda *_: again.release()))

    schedule.start()

    for _ in range(3):
        assert again.acquire(timeout=HANGS)


def test_a_turn_that_hangs_holds_up_no_other(scheduled):
    let_go, other = threading.Event(), threading.Event()
    schedule = scheduled(
        Turn(name="hangs", every=LONG, take=lambda *_: let_go.wait(HANGS)),
        Turn(name="other", every=LONG, take=lambda *_: other.set()),
    )

    schedule.start()

    assert other.wait(HANGS)
    let_go.set()


def test_a_turn_that_fails_comes_again_and_its_words_stay_out_of_the_log(scheduled, caplog):
    again = threading.Semaphore(0)

    def stumble(*_):
        again.release()
        raise ValueError("Zephyrine Wexford")

    schedule = scheduled(Turn(name="one", every=timedelta(milliseconds=10), take=stumble))

    schedule.start()

    for _ in range(2):
        assert again.acquire(timeout=HANGS)
    schedule.stop()
    assert "turn one failed: ValueError" in caplog.text
    assert "Zephyrine" not in caplog.text


def test_stopping_lets_the_turn_that_is_taken_end(scheduled):
    begun, let_go, ended = threading.Event(), threading.Event(), threading.Event()

    def slow(*_):
        begun.set()
        let_go.wait(HANGS)
        ended.set()

    schedule = scheduled(Turn(name="one", every=LONG, take=slow))
    schedule.start()
    assert begun.wait(HANGS)
    threading.Timer(0.05, let_go.set).start()

    schedule.stop()

    assert ended.is_set()


def test_one_turn_takes_all_and_delivers(surroundings, delivery, storage, ada):
    put(storage, word("U0ADA", "good morning"))

    one_turn(surroundings, delivery)

    assert [message.text for message in ada.dms()] == ["good morning"]


@pytest.mark.usefixtures("in_channels")
def test_on_the_morning_of_a_meeting_one_turn_says_all_there_is_to_say(
    surroundings, worker, school, client, ada
):
    casey = school.case_manager("U0ADA", channel="C0ADAROOM")
    student = school.student(casey, alias="ZW-4KQ")
    school.meeting(student, NOW.date(), at=time(10, 30))
    delivery = worker(*all_tellers(surroundings))

    one_turn(surroundings, delivery)
    one_turn(surroundings, delivery)

    assert len(ada.dms()) == 1
    assert len(ada.messages("ada-private")) == 2
    assert len(client.calls("chat.postMessage")) == 3
    assert client.strict_errors() == []
    said = str([call["request"] for call in client.calls("chat.postMessage")])
    assert "ZW-4KQ" in said
    assert PLANTED not in said


def test_a_failing_turn_does_not_keep_the_others_from_theirs(surroundings, delivery, monkeypatch):
    taken_turns = []

    def stumble(*_):
        raise ValueError

    turns = (
        Turn(name="one", every=LONG, take=stumble),
        Turn(name="two", every=LONG, take=lambda *_: taken_turns.append("two")),
    )
    monkeypatch.setattr("jobs.TURNS", turns)

    one_turn(surroundings, delivery)

    assert taken_turns == ["two"]


def test_what_is_no_error_of_ours_is_not_swallowed(surroundings, delivery):
    def leave(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        taken(Turn(name="one", every=LONG, take=leave), surroundings, delivery)
