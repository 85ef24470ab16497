"""`doctor` says what is sound and what is not, with what to do about it."""

import shutil
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import timedelta
from pathlib import Path

import pytest
from slack_sdk.web import SlackResponse
from sqlalchemy import text

from bot.content.reading import OURS
from cli.doctor_slack import CLOCKS_APART, clocks
from cli.findings import Verdict
from sandbox.client import SandboxClient
from sandbox.server.server import Sandbox
from storage import open_database
from tests.conftest import KEYS, NOW
from tests.mailbox import Mailbox
from tests.people import MANIFEST, TOWN, free_port

WITHOUT_OPTIONAL = "Without groups:history"


def sandbox_of(
    *, but: AbstractSet[str] = frozenset(), besides: AbstractSet[str] = frozenset()
) -> Sandbox:
    scopes = MANIFEST["oauth_config"]["scopes"]
    granted = [*(scope for scope in scopes["bot"] if scope not in but), *sorted(besides)]
    manifest = MANIFEST | {"oauth_config": {"scopes": {"bot": granted}}}
    return Sandbox(manifest=manifest, district=TOWN, at=NOW, rate_limits=False)


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with sandbox_of(besides={"groups:history"}) as running:
        yield running


@pytest.fixture
def in_their_channel(slack: Sandbox) -> None:
    """Preiep is invited into Pat's room, the general one and the shared one."""
    with SandboxClient(slack.url) as client:
        for room in ("pat-iep", "general", "with-clinic"):
            client.deed("join", channel=room, user=slack.bot_user_id)


def people(command, *rows):
    file = command.file("people.csv", ["person,role,school,channel", *rows])
    assert command("import", "--people", file).code == 0


def lines(outcome):
    """What it says, by verdict."""
    said = [line.split(maxsplit=1) for line in outcome.out.splitlines()[:-1]]
    return {verdict: [rest for one, rest in said if one == verdict] for verdict in Verdict}


@pytest.mark.usefixtures("in_their_channel")
def test_a_sound_installation(command, slack):
    command.connect(slack)
    people(command, "U0PAT,case_manager,,C0PATROOM", "kim@quillmarsh.example,supervisor,,")
    people(command, "U0HAL,office,,C0PATROOM")
    closures = command.file("closures.csv", ["date,name", "2026-11-11,Veterans Day"])
    command("import", "--closures", closures)

    outcome = command("doctor")

    said = lines(outcome)
    assert (outcome.code, said["wrong"]) == (0, [])
    assert said["ok"] == [
        "The database is open, its tables are up to date, and its key fits.",
        "Everything that is sealed opens where it stands.",
        "Students on record: 0. People on record: 3.",
        "The log holds: 6 entries, and none was taken out or altered.",
        "Slack accepts the bot's token, for the workspace T0QUILL.",
        "The app has every scope that manifest.yml asks for.",
        "Slack accepts the app's token, so Socket Mode can connect.",
        "Channels that can hold checklist threads: 1.",
        "The office's channel can hold its notes.",
    ]
    (unmatched,) = said["look"]
    assert unmatched.startswith("kim@quillmarsh.example is not in Slack yet")
    assert outcome.out.splitlines()[-1] == "0 wrong, 1 to look at."


def test_a_scope_that_was_never_granted_is_named(newcomer):
    with sandbox_of(but={"im:history", "users:read.email"}) as slack:
        newcomer.connect(slack)
        outcome = newcomer("doctor")
    assert outcome.code == 1
    (wrong,) = lines(outcome)["wrong"]
    assert wrong.startswith("The app lacks im:history, users:read.email. Give it manifest.yml")


def test_where_a_message_may_come_twice_is_said(newcomer):
    with sandbox_of() as slack:
        newcomer.connect(slack)
        outcome = newcomer("doctor")
    assert outcome.code == 0
    assert any(line.startswith(WITHOUT_OPTIONAL) for line in lines(outcome)["look"])


def test_where_everything_can_be_read_nothing_is_said_of_coming_twice(newcomer, slack):
    newcomer.connect(slack)
    assert WITHOUT_OPTIONAL not in newcomer("doctor").out


@pytest.mark.parametrize(
    ("token", "words"),
    [
        pytest.param(
            {"SLACK_BOT_TOKEN": "xoxb-wrong"},
            "Slack does not accept SLACK_BOT_TOKEN (invalid_auth).",
            id="the-bots",
        ),
        pytest.param(
            {"SLACK_APP_TOKEN": "xapp-wrong"},
            "Slack does not accept SLACK_APP_TOKEN (invalid_auth).",
            id="the-apps",
        ),
    ],
)
def test_a_token_that_slack_does_not_take_is_named(newcomer, slack, token, words):
    newcomer.connect(slack, **token)
    outcome = newcomer("doctor")
    assert outcome.code == 1
    (wrong,) = lines(outcome)["wrong"]
    assert wrong.startswith(words)
    assert "xoxb-wrong" not in outcome.out


def test_an_installation_for_a_whole_organization_is_wrong(newcomer, slack):
    newcomer.connect(slack)
    with SandboxClient(slack.url) as client:
        client.set_up(organization="E0QUILL")
        outcome = newcomer("doctor")
    (wrong,) = lines(outcome)["wrong"]
    assert wrong.startswith("SLACK_BOT_TOKEN belongs to an installation for a whole organization")


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
@pytest.mark.parametrize("code", ["internal_error", "ratelimited", "service_unavailable"])
def test_slacks_own_trouble_is_not_blamed_on_a_token(newcomer, slack, method, code):
    newcomer.connect(slack)
    with SandboxClient(slack.url) as client:
        client.fault("error", method=method, error=code)
        outcome = newcomer("doctor")
    (wrong,) = lines(outcome)["wrong"]
    assert wrong.startswith(f"Slack has trouble of its own ({code})")
    assert "does not accept" not in outcome.out


def test_scopes_of_which_slack_says_nothing_are_not_called_missing(newcomer, slack):
    newcomer.connect(slack)
    with SandboxClient(slack.url) as client:
        client.set_up(scopes_told=False)
        outcome = newcomer("doctor")
    assert outcome.code == 0
    assert "The app lacks" not in outcome.out
    assert any(line.startswith("Slack's answer does not say") for line in lines(outcome)["look"])
    assert WITHOUT_OPTIONAL not in outcome.out


def test_a_slack_that_cannot_be_reached_is_said(newcomer):
    with sandbox_of() as gone:
        newcomer.connect(gone)
    outcome = newcomer("doctor")
    assert outcome.code == 1
    assert lines(outcome)["wrong"][0].startswith(f"Slack cannot be reached at {gone.api_url}")


@pytest.mark.usefixtures("in_their_channel")
@pytest.mark.parametrize(
    ("channel", "problem"),
    [
        ("C0GENERAL", "is public, where no student may stand. Choose a private one."),
        (
            "C0SHARED",
            "is shared with another organization, where no student may stand. Choose another.",
        ),
        (
            "C0NOWHERE",
            "cannot be reached (channel_not_found). Invite Preiep to it, or choose another one.",
        ),
    ],
)
def test_a_channel_where_no_thread_may_stand_is_named(command, slack, channel, problem):
    command.connect(slack)
    people(command, f"U0PAT,case_manager,,{channel}")
    outcome = command("doctor")
    assert outcome.code == 1
    assert lines(outcome)["wrong"] == [f"Channel {channel} {problem}"]


@pytest.mark.usefixtures("in_their_channel")
def test_a_channel_shared_within_the_organization_is_called_that(command, slack):
    command.connect(slack)
    people(command, "U0PAT,case_manager,,C0PATROOM")
    with SandboxClient(slack.url) as client:
        client.deed("share", channel="C0PATROOM", within=True)
        (wrong,) = lines(command("doctor"))["wrong"]
    assert wrong.startswith("Channel C0PATROOM is shared with another workspace of your")


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("internal_error", "could not be looked at just now (internal_error)."),
        ("missing_scope", "cannot be looked at: Slack does not let the app (missing_scope)."),
    ],
)
def test_a_channel_that_slack_does_not_describe_is_not_blamed(command, slack, code, problem):
    command.connect(slack)
    people(command, "U0PAT,case_manager,,C0PATROOM")
    with SandboxClient(slack.url) as client:
        client.fault("error", method="conversations.info", error=code)
        (wrong,) = lines(command("doctor"))["wrong"]
    assert wrong.startswith(f"Channel C0PATROOM {problem}")
    assert "Invite" not in wrong


def test_case_managers_without_a_channel_are_no_fault(command, slack):
    command.connect(slack)
    people(command, "U0PAT,case_manager,,", "U0SUE,supervisor,,")
    outcome = command("doctor")
    assert outcome.code == 0
    assert (
        "Case managers without a channel, whose threads come to them directly: 1."
        in lines(outcome)["ok"]
    )


def test_members_of_teams_who_are_not_in_slack_are_counted_and_not_named(command, slack):
    command.connect(slack)
    team = "S1,Otis,P,,,,,U0PAT,,,,,,,teacher:tea@q.example;provider/ot:Lee Ng <lee@c.example>"
    command("import", command.caseload(team))
    outcome = command("doctor")
    assert "Team members whose e-mail is not in Slack yet: 1." in lines(outcome)["look"]
    assert "tea@q.example" not in outcome.out


def test_without_tokens_it_is_the_sandbox(command):
    outcome = command("doctor")
    assert outcome.code == 0
    assert lines(outcome)["look"] == [
        "Nothing is on record yet. Bring in a caseload with: python app.py import",
        "No Slack tokens are set, so Preiep runs in its own sandbox.",
    ]


def test_a_database_that_is_not_there_yet_is_not_made(newcomer):
    newcomer.environ["DATABASE_URL"] = "sqlite:///data/new.db"
    outcome = newcomer("doctor")
    assert outcome.code == 0
    assert lines(outcome)["look"][0].startswith("There is no database at data/new.db yet")
    assert not (newcomer.folder / "data").exists()


@pytest.mark.parametrize("name", ["new.db", "new.db-wal", "new.db-shm", "new.db.key", ".env"])
@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_a_file_that_others_can_read_is_wrong(newcomer, name, mode):
    newcomer.environ["DATABASE_URL"] = "sqlite:///data/new.db"
    assert newcomer("migrate").code == 0
    file = newcomer.folder / ".env" if name == ".env" else Path("data") / name
    sound = newcomer("doctor")
    assert sound.code == 0
    assert "data/new.db.key can be read by its owner alone" in sound.out

    file.touch()
    file.chmod(mode)

    outcome = newcomer("doctor")
    assert outcome.code == 1
    assert lines(outcome)["wrong"] == [
        f"Others on this machine can read {file}. Run: chmod 600 {file}"
    ]


def test_two_files_that_others_can_read_are_closed_with_one_command(newcomer):
    newcomer.environ["DATABASE_URL"] = "sqlite:///data/new.db"
    assert newcomer("migrate").code == 0
    for name in ("data/new.db", "data/new.db.key"):
        Path(name).chmod(0o644)

    assert "Run: chmod 600 data/new.db data/new.db.key" in newcomer("doctor").out


def test_a_key_that_does_not_fit_is_wrong(command):
    command.environ["PREIEP_KEYS"] = "b" + KEYS[0][1:]
    outcome = command("doctor")
    assert outcome.code == 1
    assert "key" in lines(outcome)["wrong"][0]


def test_a_database_that_is_away_is_wrong(newcomer):
    newcomer.environ |= {"DATABASE_URL": "postgresql://x@127.0.0.1:1/y", "PREIEP_KEYS": KEYS[0]}
    outcome = newcomer("doctor")
    assert outcome.code == 1
    assert lines(outcome)["wrong"] == [
        "The database cannot be reached. Check DATABASE_URL, and that it is running."
    ]


def test_a_clock_that_is_not_the_systems_deserves_a_look(newcomer, slack):
    newcomer.environ["PREIEP_CLOCK_URL"] = slack.clock_url
    outcome = newcomer("doctor")
    assert outcome.code == 0
    assert (
        "The clock is not the system's: it says October 8, 2026, 15:00 UTC."
        in lines(outcome)["look"]
    )
    slack.stop()
    assert newcomer("doctor").code == 1


def test_wording_that_cannot_be_read_is_wrong(newcomer):
    wording = newcomer.folder / "wording"
    wording.mkdir()
    shutil.copy(OURS / "en" / "tips.toml", wording)
    newcomer.environ["PREIEP_CONTENT"] = "wording"
    assert "The district's own wording can be read." in newcomer("doctor").out
    (wording / "tips.toml").write_text("this is not")
    assert newcomer("doctor").code == 1


def answered(at) -> SlackResponse:
    headers = {"Date": [f"{at:%a, %d %b %Y %H:%M:%S} GMT"]}
    return SlackResponse(
        client=None,
        http_verb="POST",
        api_url="auth.test",
        req_args={},
        data={"ok": True},
        headers=headers,
        status_code=200,
    )


@pytest.mark.parametrize(
    ("seconds", "verdict"),
    [(0, Verdict.OK), (CLOCKS_APART, Verdict.OK), (-CLOCKS_APART - 1, Verdict.WRONG)],
)
def test_a_clock_that_slack_would_not_believe_is_wrong(seconds, verdict):
    answer = answered(NOW + timedelta(seconds=seconds))
    assert [found.verdict for found in clocks(answer, NOW)] == [verdict]


def test_the_web_form_and_the_mail_server_are_looked_at(command, slack):
    command.connect(slack)
    with Mailbox() as mailbox:
        server = mailbox.server
        command.environ |= {
            "PREIEP_PUBLIC_URL": f"http://127.0.0.1:{free_port()}",
            "SMTP_URL": f"smtp://127.0.0.1:{server.port}?from={server.sender}",
        }
        said = lines(command("doctor"))
        assert any("Nobody answers at http://127.0.0.1" in one for one in said["look"])
        assert "The mail server 127.0.0.1 lets Preiep in." in said["ok"]
    said = lines(command("doctor"))
    assert any("does not take our mail" in one for one in said["wrong"])


def test_a_public_address_that_is_somebody_elses_is_wrong(command, slack):
    command.connect(slack)
    command.environ["PREIEP_PUBLIC_URL"] = slack.url

    assert any("it is not Preiep" in one for one in lines(command("doctor"))["wrong"])


def test_a_mail_server_without_a_web_form_has_nothing_to_mail(command, slack):
    command.connect(slack)
    command.environ["SMTP_URL"] = "smtp://127.0.0.1:9?from=iep@quill.example"

    assert any("no link to mail" in one for one in lines(command("doctor"))["look"])


def test_what_does_not_open_where_it_stands_is_wrong(command, database_url):
    people(command, "U0PAT,case_manager,,", "U0KIM,case_manager,,")
    database = open_database(database_url, KEYS)
    with database.writing() as connection:
        connection.execute(text("UPDATE people SET mark = 'another' WHERE slack_id = 'U0PAT'"))
    database.close()

    outcome = command("doctor")

    assert outcome.code == 1
    (said,) = lines(outcome)["wrong"]
    assert said.startswith("Sealed values that do not open where they stand: 1 in people.")


def test_beside_what_does_not_open_the_log_is_looked_at_all_the_same(command, database_url):
    people(command, "U0PAT,case_manager,,", "U0KIM,case_manager,,")
    database = open_database(database_url, KEYS)
    with database.writing() as connection:
        connection.execute(text("UPDATE people SET mark = 'another' WHERE slack_id = 'U0PAT'"))
        connection.execute(text("UPDATE audit SET act = 'dreamt' WHERE place = 1"))
    database.close()

    assert any(one.startswith("The log does not hold") for one in lines(command("doctor"))["wrong"])


def test_where_the_log_s_own_key_does_not_open_doctor_says_so(command, database_url):
    people(command, "U0PAT,case_manager,,")
    database = open_database(database_url, KEYS)
    with database.writing() as connection:
        connection.execute(text("UPDATE audit_keys SET mark = 'another'"))
    database.close()

    outcome = command("doctor")

    assert outcome.code == 1
    assert "The log cannot be checked until these values open again." in lines(outcome)["wrong"]
