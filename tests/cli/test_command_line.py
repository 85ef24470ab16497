"""The command line as a whole: what runs, what is refused, and in whose words."""

import contextlib
import json
import os
import socket
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.workspaces import WorkspaceId
from cli.sandbox import DATABASE, OPENS_AT
from storage import Storage, open_database, workspaces
from tests.conftest import KEYS, NOW

ROOT = Path(__file__).parent.parent.parent
OTIS = "S1,Otis,Plumfield,7,Marsh,,,m@quill.example,2026-11-02,,2026-10-27,9:00,annual,phone,"


@pytest.fixture
def free_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


def test_with_tokens_it_runs_in_slack(newcomer):
    newcomer.environ |= {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
    assert newcomer().code == 0
    ((chosen, sandbox),) = newcomer.served.chosen
    assert (chosen.bot_token, sandbox) == ("xoxb-1", False)


def test_it_says_which_version_it_is_whatever_else_is_wrong(newcomer):
    newcomer.environ |= {"PORT": "no port"}

    outcome = newcomer("--version")

    changes = (ROOT / "CHANGELOG.md").read_text()
    newest = changes.replace("## [Unreleased]", "").partition("\n## [")[2].partition("]")[0]
    assert (outcome.code, outcome.out) == (0, f"Preiep {newest}\n")


def test_without_tokens_it_runs_in_the_sandbox_with_the_demo_district(newcomer, free_port):
    newcomer.environ |= {"PORT": free_port, "SMTP_URL": "smtp://127.0.0.1?from=iep@quill.example"}

    outcome = newcomer()

    assert outcome.code == 0
    assert f"is at http://127.0.0.1:{free_port}" in outcome.out
    ((chosen, sandbox),) = newcomer.served.chosen
    assert sandbox
    assert chosen.port > int(free_port)
    assert chosen.public_url == f"http://127.0.0.1:{chosen.port}", "private links can be tried"
    assert chosen.smtp is None, "and nothing is mailed from an invented district"
    assert chosen.database_url == f"sqlite:///{DATABASE}"
    assert chosen.slack_api_url == f"http://127.0.0.1:{free_port}/api/"
    with on_record(DATABASE) as scope:
        assert len(scope.students.all()) == 43
        assert scope.calendar.confirmed
        assert scope.workspace.sandbox
        opens_at = datetime.fromisoformat(OPENS_AT)
        assert {meeting.arose_on for case in scope.cases() for meeting in case.meetings} == {
            opens_at.date()
        }


def test_an_empty_sandbox_has_its_people_in_slack_and_nothing_on_record(newcomer, free_port):
    outcome = newcomer("sandbox", "--empty", "--port", free_port)

    assert outcome.code == 0
    assert "Quillmarsh Unified is at" in outcome.out
    with contextlib.closing(open_database(f"sqlite:///{DATABASE}", ())) as database:
        assert workspaces(database) == []


def test_in_the_demo_preiep_is_in_the_case_managers_channels(newcomer, free_port):
    seen = []

    def look_around(chosen, *, sandbox=False):
        client = WebClient(token=chosen.bot_token, base_url=chosen.slack_api_url)
        seen.append(client.conversations_info(channel="C0DEMO003")["channel"]["is_member"])

    newcomer.served = look_around
    newcomer("sandbox", "--port", free_port)
    assert seen == [True]


def on_record(database):
    opened = open_database(f"sqlite:///{database}", ())
    return Storage(opened, WorkspaceId("T0DEMO0001")).jobs(now=NOW, reading=True)


def test_the_sandbox_keeps_what_was_done_in_it_until_it_is_to_be_fresh(newcomer, free_port):
    newcomer("sandbox", "--port", free_port, "--at", "2026-10-08T07:00")
    first = aliases()
    assert "students added" not in newcomer("sandbox", "--port", free_port).out
    assert aliases() == first

    fresh = newcomer("sandbox", "--port", free_port, "--fresh")

    assert "43 students added" in fresh.out
    assert aliases() != first


def aliases():
    with on_record(DATABASE) as scope:
        return [student.alias for student in scope.students.all()]


def test_a_port_that_is_taken_is_said(newcomer):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        outcome = newcomer("sandbox", "--port", port)
    assert outcome.code == 1
    assert outcome.err.startswith(f"Port {port} cannot be used")
    assert newcomer.served.chosen == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("import", "--at", "soon", "x.csv"),
        ("sandbox", "--port", "0"),
        ("due", "--csv"),
    ],
)
def test_a_command_that_is_not_understood_is_answered_with_how_it_goes(newcomer, arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        newcomer(*arguments)
    assert stopped.value.code == 2
    assert "usage: app.py" in capsys.readouterr().err


def test_a_bad_setting_stops_the_start_with_a_sentence_that_names_it(newcomer):
    newcomer.environ["PREIEP_REGION"] = "Mars"
    outcome = newcomer("due")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("Preiep cannot start: PREIEP_REGION must be US")


def test_a_database_that_is_away_is_said_in_one_sentence(newcomer):
    newcomer.environ |= {"DATABASE_URL": "postgresql://x@127.0.0.1:1/y", "PREIEP_KEYS": KEYS[0]}
    outcome = newcomer("due")
    assert outcome.code == 1
    assert outcome.err.startswith("The database cannot be reached just now.")


def test_migrate_says_what_there_is(command):
    command("import", command.caseload(OTIS))
    assert command("migrate").out == "The database is up to date; it holds 1 workspace.\n"


def test_a_file_goes_in_and_comes_out_through_the_real_command(in_a_folder_of_its_own):
    folder = in_a_folder_of_its_own
    header = (ROOT / "sandbox" / "demo" / "caseloads.csv").read_text().splitlines()[0]
    (folder / "caseload.csv").write_text(f"{header}\n{OTIS}\nS2,,,,,,,,soon,,,,,,\n")
    environ = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SLACK_", "PREIEP_"))
    } | {"DATABASE_URL": "sqlite:///data/preiep.db", "PREIEP_REGION": "none"}

    def real(*arguments):
        return subprocess.run(
            [sys.executable, str(ROOT / "app.py"), *arguments],
            cwd=folder,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )

    brought_in = real("import", "caseload.csv", "--at", "2026-08-20T09:00")
    due = real("due", "--json")

    assert brought_in.returncode == 1
    assert (
        "caseload.csv, line 3 (student S2): annual_due: 'soon' is not a date" in brought_in.stdout
    )
    rows = {row["obligation"]: row["due_on"] for row in json.loads(due.stdout)}
    assert (due.returncode, due.stderr) == (0, "")
    assert rows["meeting_notice"] == "2026-09-10"
    assert (folder / "data" / "preiep.db.key").stat().st_mode & 0o777 == 0o600
