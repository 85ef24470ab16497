"""`rehearse` begins a rehearsal in an admin's messages, and prints what came of it."""

from contextlib import closing, contextmanager

import pytest

from bot.people.people import Role, SlackUserId
from bot.rehearsal.expected import expected
from bot.rehearsal.steps import STEPS, RehearsalStep
from bot.workspaces import WorkspaceId
from sandbox.client import SandboxClient
from sandbox.server.server import Sandbox
from storage import Storage, make_workspace, open_database
from tests.conftest import KEYS, NOW
from tests.people import MANIFEST, TOWN

TEAM = WorkspaceId("T0QUILL")


@pytest.fixture
def slack(command):
    with Sandbox(manifest=MANIFEST, district=TOWN, at=NOW, rate_limits=False) as running:
        command.connect(running)
        with kept(command) as database:
            make_workspace(database, TEAM, timezone="America/Los_Angeles", region="none", now=NOW)
        yield running


def kept(command):
    return closing(open_database(command.environ["DATABASE_URL"], KEYS))


@contextmanager
def records(command):
    with kept(command) as database, Storage(database, TEAM).jobs(now=NOW) as scope:
        yield scope


def test_it_begins_in_the_admins_messages_and_prints_the_report(command, slack):
    with records(command) as scope:
        scope.people.add(slack_id=SlackUserId("U0HAL"), name="Hal", roles={Role.ADMIN})

    begun = command("rehearse")
    with SandboxClient(slack.url) as client:
        (asked,) = client.person("U0HAL").dms()
        assert "Rehearsal, 1 of" in asked.text
    with records(command) as scope:
        for step in STEPS:
            scope.rehearsals.keep(step, expected()[step], done=True)
        scope.rehearsals.keep(RehearsalStep.NOTICE, {}, done=True)
        odd = {**expected()[RehearsalStep.BUTTON], "pressed": "nothing"}
        scope.rehearsals.keep(RehearsalStep.BUTTON, odd, done=True)
    reported = command("rehearse", "--report")

    assert begun.code == 0
    assert reported.code == 1
    assert "- pressed: expected an object, found nothing" in reported.out
    assert f"{len(STEPS) - 2} agreed, 1 differs, 1 could not be tried." in reported.out


@pytest.mark.usefixtures("slack")
def test_without_an_admin_there_is_nobody_to_lead(command):
    assert "No admin has come to Preiep" in command("rehearse").err


def test_without_tokens_there_is_no_real_slack(command):
    assert "set its tokens" in command("rehearse").err
