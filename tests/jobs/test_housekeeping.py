"""The record of people follows Slack: who is who, where they live, who has left."""

from datetime import timedelta

import pytest

from bot.people.people import Role
from jobs.housekeeping import LOOKED_AT_AGAIN, LOOKED_FOR_AGAIN, LOOKED_FOR_AT_ONCE
from tests.conftest import NOW


@pytest.fixture
def add(storage):
    def add(**fields):
        with storage.jobs(now=NOW) as scope:
            return scope.people.add(**fields)

    return add


@pytest.fixture
def on_record(storage):
    def on_record(person):
        with storage.jobs(now=NOW) as scope:
            return scope.people.get(person.id)

    return on_record


@pytest.fixture
def directory(delivery):
    return delivery.directory


def test_an_imported_address_becomes_a_person_in_slack(directory, add, on_record):
    ben = add(email="ben@hilltop.example", roles=[Role.CASE_MANAGER])

    directory.turn()

    now = on_record(ben)
    assert (now.slack_id, now.timezone, now.name) == ("U0BEN", "America/New_York", "Ben Birch")
    assert now.roles == {Role.CASE_MANAGER}


def test_somebody_on_record_as_outside_slack_is_not_looked_for(directory, add, client):
    add(name="Lee Ng", email="lee@clinic.example")

    directory.turn()

    assert client.calls("users.lookupByEmail") == []


def test_an_address_unknown_to_slack_is_looked_for_again_after_a_while(
    directory, add, on_record, client, clock
):
    late = add(email="dana@hilltop.example")
    directory.turn()
    directory.turn()
    assert len(client.calls("users.lookupByEmail")) == 1

    client.deed("admit", name="Dana Dogwood", email="dana@hilltop.example")
    clock.at = NOW + LOOKED_FOR_AGAIN
    directory.turn()

    assert on_record(late).slack_id is not None


def test_a_turn_looks_for_some_and_the_next_goes_on(directory, add, client, wire):
    for n in range(LOOKED_FOR_AT_ONCE + 2):
        add(email=f"nobody{n}@hilltop.example")

    directory.turn()
    assert len(client.calls("users.lookupByEmail")) == LOOKED_FOR_AT_ONCE
    directory.turn()

    asked = [call["request"]["email"] for call in client.calls("users.lookupByEmail")]
    assert len(set(asked)) == len(asked) == LOOKED_FOR_AT_ONCE + 2
    assert {call["status"] for call in client.calls("users.lookupByEmail")} == {200}


def test_whoever_has_a_role_is_looked_for_first(directory, add, client):
    add(email="nobody@hilltop.example")
    add(email="ada@hilltop.example", roles=[Role.CASE_MANAGER])

    directory.turn()

    first = client.calls("users.lookupByEmail")[0]
    assert first["request"]["email"] == "ada@hilltop.example"


def test_two_records_of_one_person_stay_two_and_the_log_says_so(directory, add, on_record, caplog):
    known = add(slack_id="U0ADA", name="Ada Alder")
    again = add(email="ada@hilltop.example")

    directory.turn()

    assert on_record(again).slack_id is None
    assert on_record(known).slack_id == "U0ADA"
    assert "are one in Slack" in caplog.text


def test_whoever_leaves_the_workspace_is_known_to_have_left_the_same_day(
    directory, add, on_record, client, clock
):
    ben = add(slack_id="U0BEN", name="Ben Birch", timezone="America/New_York")
    directory.turn()
    assert on_record(ben).active

    client.deactivate("Ben")
    clock.at = NOW + LOOKED_AT_AGAIN
    directory.turn()
    assert not on_record(ben).active

    client.deed("reactivate", user="Ben")
    clock.at = NOW + 2 * LOOKED_AT_AGAIN
    directory.turn()
    assert on_record(ben).active


def test_whoever_becomes_a_guest_or_a_stranger_is_known_as_one(
    directory, add, on_record, client, clock
):
    ben = add(slack_id="U0BEN", name="Ben Birch", timezone="America/New_York")
    directory.turn()
    assert not on_record(ben).guest

    for turns, standing in enumerate(({"is_guest": True}, {"is_guest": False}), start=1):
        client.deed("alter", user="Ben", **standing)
        clock.at = NOW + turns * LOOKED_AT_AGAIN
        directory.turn()
        assert on_record(ben).guest == standing["is_guest"]

    for turns, (stranger, team) in enumerate(((True, ""), (False, "T0CLINIC")), start=3):
        client.deed("alter", user="Ben", is_stranger=stranger, team_id=team)
        clock.at = NOW + turns * LOOKED_AT_AGAIN
        directory.turn()
        assert on_record(ben).guest


def test_whoever_moves_has_their_mornings_there(directory, add, on_record, client):
    ben = add(slack_id="U0BEN", name="Ben Birch", timezone="America/Los_Angeles")

    directory.turn()

    assert on_record(ben).timezone == "America/New_York"


def test_nobody_is_looked_at_again_before_it_is_time(directory, add, client, clock):
    add(slack_id="U0BEN", name="Ben Birch")
    directory.turn()

    clock.at = NOW + LOOKED_AT_AGAIN - timedelta(seconds=1)
    directory.turn()

    assert len(client.calls("users.info")) == 1


def test_too_many_ends_the_turn_and_the_next_goes_on(directory, add, on_record, client, wire):
    ben = add(slack_id="U0BEN", name="Ben Birch", timezone="America/Los_Angeles")
    client.fault("ratelimited", "users.info", seconds=1)

    directory.turn()
    assert on_record(ben).timezone == "America/Los_Angeles"
    again_at = wire.now() + timedelta(seconds=1)
    while wire.now() < again_at:
        directory.turn()
    directory.turn()

    assert on_record(ben).timezone == "America/New_York"
    assert len(client.calls("users.info")) == 2


@pytest.mark.parametrize("fault", ["reset", "server_error", "error"])
def test_slack_that_is_away_is_no_reason_to_fail(fault, directory, add, client, caplog):
    add(slack_id="U0BEN", name="Ben Birch")
    client.fault(fault, "users.info")

    directory.turn()

    assert "people are not looked up just now" in caplog.text


def test_one_person_whom_slack_does_not_show_keeps_no_other_from_being_looked_at(
    directory, add, on_record, client
):
    hidden = add(slack_id="U0ADA", name="Ada Alder", timezone="Europe/Oslo")
    ben = add(slack_id="U0BEN", name="Ben Birch", timezone="America/Los_Angeles")
    client.fault("error", "users.info", error="user_not_visible")

    directory.turn()

    assert on_record(hidden).timezone == "Europe/Oslo"
    assert on_record(ben).timezone == "America/New_York"


def test_no_address_is_logged(directory, add, caplog):
    caplog.set_level("DEBUG", logger="jobs")
    add(email="ben@hilltop.example")
    add(email="nobody@hilltop.example")

    directory.turn()

    assert "hilltop" not in "".join(r.getMessage() for r in caplog.records if "jobs" in r.name)
