"""`outbox` lists what waits to be sent and what was given up, and sends that again."""

import json
from datetime import timedelta

import pytest

from bot.workspaces import WorkspaceId
from storage import Errand, Storage, open_database
from tests.conftest import KEYS, NOW

ROW = "S1,Otis,Plumfield,,,,,U0PAT,2026-11-02,,2026-10-27,9:00,,phone,"

SINCE = "since Thu, Oct 8, 2026 at 8:00 am"


@pytest.fixture
def given_up(command, database_url):
    """A digest that waits, and a request that was given up."""
    assert command("import", command.caseload(ROW), "--at", "2026-08-20T09:00").code == 0
    database = open_database(database_url, KEYS)
    storage = Storage(database, WorkspaceId("local"))
    with storage.jobs(now=NOW) as scope:
        scope.outbox.put(Errand(kind="requests", addressee="U0LEE"))
    [claimed] = storage.outbox.claim(owner="us", now=NOW, lease=timedelta(0), limit=1)
    storage.outbox.dropped([claimed.id], owner="us", why="invalid_blocks", given_up=True)
    with storage.jobs(now=NOW) as scope:
        scope.outbox.put(Errand(kind="digest", addressee="U0PAT", step="2026-10-08"))
    database.close()
    return claimed.id


def test_what_waits_and_what_was_given_up_is_listed_with_its_reason(command, given_up):
    outcome = command("outbox")

    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "Given up: 1",
        f"  {given_up}  Request for forms for <@U0LEE>",
        f"      {SINCE}: Slack does not take it as Preiep made it (`invalid_blocks`)",
        "Waiting: 1",
        f"  {given_up + 1}  Morning digest for <@U0PAT>",
        f"      {SINCE}: it has not been its time yet",
    ]
    assert "Otis" not in outcome.out


def test_the_same_is_there_for_a_program(command, given_up):
    rows = json.loads(command("outbox", "--json").out)

    assert [(row["id"], row["state"], row["kind"]) for row in rows] == [
        (given_up, "given_up", "requests"),
        (given_up + 1, "waiting", "digest"),
    ]


@pytest.mark.parametrize("named", [True, False])
def test_it_is_sent_again_once(command, given_up, named):
    which = [str(given_up)] if named else []

    assert command("outbox", "--send-again", *which).out == "Messages sent again: 1.\n"
    assert command("outbox", "--send-again", *which).out == "Messages sent again: 0.\n"

    assert command("outbox").out.startswith("Given up: 0\nWaiting: 2\n")


def test_a_number_that_was_never_given_up_is_left_alone(command, given_up):
    assert command("outbox", "--send-again", "9999").out == "Messages sent again: 0.\n"
    assert command("outbox").out.startswith("Given up: 1\n")


def test_where_nothing_is_on_record_nothing_waits(command):
    assert command("outbox").out == "Nothing waits to be sent: nothing is on record yet.\n"


def test_doctor_says_how_much_was_given_up(command, given_up):
    told = command("doctor").out

    assert "Messages given up that somebody is still owed: 1." in told
    assert "python app.py outbox" in told
