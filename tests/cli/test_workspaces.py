"""Which workspace a command is about: the token's, the named one, else `local`."""

from collections.abc import Iterator

import pytest

from bot.workspaces import LOCAL
from sandbox.client import SandboxClient
from sandbox.server.server import Sandbox
from storage import workspaces
from tests.conftest import NOW
from tests.people import MANIFEST, TOWN

OTIS = "S1,Otis,Plumfield,,,,,m@quill.example,,,2026-10-27,9:00,,phone,"


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(manifest=MANIFEST, district=TOWN, at=NOW, rate_limits=False) as running:
        yield running


@pytest.fixture
def known(database_url, opened):
    return lambda: [workspace.id for workspace in workspaces(opened(database_url))]


def test_without_a_token_it_is_local(command, known):
    command("import", command.caseload(OTIS))
    assert known() == [LOCAL]


def test_with_a_token_slack_names_it(command, slack, known):
    command.connect(slack)
    command("import", command.caseload(OTIS))
    assert known() == ["T0QUILL"]
    assert "meeting_notice" in command("due").out


def test_an_import_with_a_token_adopts_what_was_local(command, slack, known):
    command("import", command.caseload(OTIS))
    command.connect(slack)
    assert "meeting_notice" in command("due").out
    assert known() == [LOCAL]
    assert command("import", command.caseload(OTIS)).out == "Nothing changed.\n"
    assert known() == ["T0QUILL"]


def test_a_dry_run_adopts_nothing_and_tries_it_on_what_is_local(command, slack, known):
    command("import", command.caseload(OTIS))
    command.connect(slack)
    tried = command("import", command.caseload(OTIS), "--dry-run")
    assert tried.out.startswith("Nothing changed.")
    assert known() == [LOCAL]


def test_a_dry_run_on_an_empty_database_tries_it_on_one_that_is_thrown_away(command, known):
    tried = command("import", command.caseload(OTIS), "--dry-run")
    assert tried.out.startswith("1 student added, 1 meeting added")
    assert known() == []


def test_a_named_workspace_needs_no_slack(command, slack, known):
    command.connect(slack)
    slack.stop()
    command("import", command.caseload(OTIS), "--workspace", "T0QUILL")
    assert known() == ["T0QUILL"]
    assert "meeting_notice" in command("due", "--workspace", "T0QUILL").out


def test_a_token_that_slack_refuses_is_said(newcomer, slack):
    newcomer.connect(slack, SLACK_BOT_TOKEN="xoxb-wrong")
    outcome = newcomer("due")
    assert outcome.code == 1
    assert outcome.err == (
        "Slack does not accept SLACK_BOT_TOKEN (invalid_auth). Please look at the token.\n"
    )


def test_slacks_own_trouble_is_not_said_of_the_token(newcomer, slack):
    newcomer.connect(slack)
    with SandboxClient(slack.url) as client:
        client.fault("error", method="auth.test", error="internal_error")
        outcome = newcomer("due")
    assert outcome.code == 1
    assert outcome.err == (
        "Slack has trouble of its own (internal_error), so this says nothing about "
        "SLACK_BOT_TOKEN. Please run the command again in a minute; one that only asks about a "
        "workspace can name it with --workspace.\n"
    )


def test_a_slack_that_cannot_be_reached_is_said(newcomer, slack):
    newcomer.connect(slack)
    slack.stop()
    outcome = newcomer("due")
    assert outcome.code == 1
    assert outcome.err.startswith(f"Slack cannot be reached at {slack.api_url}.")
    assert outcome.err.count("\n") == 1
