"""A thread whose channel does not take it opens with the case manager, who is told."""

from dataclasses import replace

import pytest

from bot.people.people import Role
from tests.conftest import NOW
from tests.jobs.plain import Plain, put, word


@pytest.fixture
def meeting(school):
    casey = school.person("U0ADA", Role.CASE_MANAGER, channel="C0ADAROOM")
    return school.meeting(school.student(casey))


def test_a_thread_whose_channel_is_closed_opens_with_the_case_manager_who_is_told_once(
    worker, storage, meeting, client, ada
):
    thread = word("C0ADAROOM", f"meeting:{meeting.id}", kind="thread", step="2026-10-27")
    reply = word("C0ADAROOM", f"meeting:{meeting.id}", kind="card", step="2026-10-27")
    put(storage, thread, reply)

    worker(Plain("thread"), Plain("card"), Plain("notice")).run_until_empty()

    assert sorted(message.text for message in ada.dms()) == ["C0ADAROOM", f"meeting:{meeting.id}"]
    assert storage.outbox.waiting() == 0
    assert client.person("Ada").dms()[0].text == "C0ADAROOM"


@pytest.mark.usefixtures("in_channels")
def test_a_thread_in_an_archived_channel_opens_elsewhere_too(worker, storage, meeting, client, ada):
    client.deed("archive", channel="ada-private")
    put(storage, word("C0ADAROOM", f"meeting:{meeting.id}", kind="thread"))

    worker(Plain("thread"), Plain("notice")).run_until_empty()

    assert len(ada.dms()) == 2


def test_another_message_whose_channel_is_closed_is_dropped_with_its_reason(
    delivery, storage, ada, caplog
):
    put(storage, word("C0ADAROOM", "good morning"))

    delivery.run_until_empty()

    assert storage.outbox.waiting() == 0
    assert ada.dms() == []
    assert "channel_not_found" in caplog.text


def test_a_detour_that_cannot_be_found_is_looked_for_again(
    worker, storage, meeting, monkeypatch, ada
):
    def stumble(*_):
        raise OSError

    monkeypatch.setattr("jobs.delivery.errands.detour", stumble)
    put(storage, word("C0ADAROOM", f"meeting:{meeting.id}", kind="thread"))

    worker(Plain("thread")).run_until_empty()

    assert storage.outbox.waiting() == 1
    assert ada.dms() == []


def test_a_thread_of_a_meeting_no_longer_on_record_opens_nowhere(worker, storage, ada):
    put(storage, word("C0ADAROOM", "meeting:4711", kind="thread"))

    worker(Plain("thread")).run_until_empty()

    assert storage.outbox.waiting() == 0
    assert ada.dms() == []


def test_a_thread_opens_with_nobody_who_has_left(worker, storage, meeting, ada):
    with storage.jobs(now=NOW) as scope:
        [casey] = scope.people.all()
        scope.people.keep(replace(casey, active=False))
    put(storage, word("C0ADAROOM", f"meeting:{meeting.id}", kind="thread"))

    worker(Plain("thread")).run_until_empty()

    assert storage.outbox.waiting() == 0
    assert ada.dms() == []


@pytest.mark.usefixtures("in_channels")
@pytest.mark.parametrize("room", ["C0OPENROOM", "C0SHAREDROOM"])
def test_a_thread_never_opens_in_a_public_or_shared_channel(worker, storage, school, ada, room):
    meeting = school.meeting(
        school.student(school.person("U0ADA", Role.CASE_MANAGER, channel=room))
    )
    put(storage, word(room, f"meeting:{meeting.id}", kind="thread", step="2026-10-27"))

    worker(Plain("thread"), Plain("notice")).run_until_empty()

    assert ada.messages(room) == []
    assert len(ada.dms()) == 2


@pytest.mark.usefixtures("in_channels")
def test_a_channel_is_looked_at_again_on_another_day(worker, storage, meeting, client, ada):
    working = worker(Plain("thread"), Plain("notice"))
    put(storage, word("C0ADAROOM", f"meeting:{meeting.id}", kind="thread", step="2026-10-27"))
    working.run_until_empty()
    client.deed("share", channel="ada-private")
    working._lanes["posts"]._carrier._channels._fit_until.clear()

    put(storage, word("C0ADAROOM", f"meeting:{meeting.id}", kind="thread", step="2026-10-28"))
    working.run_until_empty()

    assert len(ada.messages("C0ADAROOM")) == 1
