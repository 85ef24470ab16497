"""`jobs` takes one turn at a moment of one's choice: it sends nothing twice, or only shows."""

from collections.abc import Iterator

import pytest

from app import RealWire
from sandbox.client import SandboxClient
from sandbox.server.server import Sandbox
from tests.conftest import NOW
from tests.people import MANIFEST, TOWN

OTIS = "S1,Otis,Plumfield,,,,,{who},2026-11-02,,2026-10-27,9:00,,phone,"
RATE = 60.0
MORNING = ("--at", "2026-10-27T07:30")


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(
        manifest=MANIFEST, district=TOWN, at=NOW, wire_rate=RATE, rate_limits=False
    ) as running:
        yield running


@pytest.fixture
def client(slack: Sandbox) -> Iterator[SandboxClient]:
    with SandboxClient(slack.url) as opened:
        yield opened


def import_otis(command, who="pat@quillmarsh.example"):
    row = OTIS.format(who=who)
    assert command("import", command.caseload(row), "--at", "2026-08-20T09:00").code == 0


def alias_on(scope):
    return scope.students.by_number("S1").alias


def test_without_a_token_nothing_is_sent_and_that_is_said(command):
    import_otis(command)
    outcome = command("jobs", *MORNING)
    assert outcome.code == 1
    assert outcome.err == (
        "Without SLACK_BOT_TOKEN nothing can be sent. Add --dry-run to see what would be.\n"
    )


def test_a_dry_run_shows_what_would_be_sent_by_alias_alone(command, on_record):
    import_otis(command)
    outcome = command("jobs", *MORNING, "--dry-run")
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        f"thread of 2026-10-27 to pat@quillmarsh.example, on {alias_on(on_record())}",
        "digest of 2026-10-27 to pat@quillmarsh.example",
        "Messages waiting from before: 0. This was a dry run: nothing was sent.",
    ]
    assert "Otis" not in outcome.out


def test_a_dry_run_keeps_nothing_so_that_it_can_be_repeated(command):
    import_otis(command)
    first = command("jobs", *MORNING, "--dry-run")
    assert command("jobs", *MORNING, "--dry-run").out == first.out


def test_a_dry_run_with_nothing_on_record_says_so(command):
    outcome = command("jobs", *MORNING, "--dry-run")
    assert outcome.code == 1
    assert outcome.err.startswith("Nothing is on record yet.")


def test_a_turn_sends_and_the_same_turn_again_sends_nothing_twice(command, slack, client):
    import_otis(command, who="U0PAT")
    command.connect(slack)
    command.wire = RealWire(RATE)
    pat = client.person("U0PAT")

    assert command("jobs", *MORNING).code == 0
    said = [message.text for message in pat.messages()]
    assert len(said) >= 2
    again = command("jobs", *MORNING)
    earlier = command("jobs", "--at", "2026-10-27T07:00")

    assert (again.code, earlier.code) == (0, 0)
    assert [message.text for message in pat.messages()] == said
    assert again.out == "The turn is done. Messages left for a later one: 0.\n"


def test_what_was_imported_before_there_was_a_token_belongs_to_its_workspace(
    command, slack, on_record
):
    import_otis(command)
    command.connect(slack)
    command.wire = RealWire(RATE)
    assert command("jobs", "--at", "2026-08-21T12:00").code == 0
    assert on_record("T0QUILL").students.by_number("S1") is not None


def test_a_token_of_another_workspace_sends_nothing(command, slack, client):
    import_otis(command)
    command.connect(slack)
    outcome = command("jobs", *MORNING, "--workspace", "T0OTHER")
    assert outcome.code == 1
    assert outcome.err == (
        "SLACK_BOT_TOKEN belongs to T0QUILL, not to T0OTHER. Nothing was sent.\n"
    )
    assert client.person("U0PAT").messages() == []
