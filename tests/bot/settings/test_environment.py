"""Settings: every one that is missing, malformed or unknown is named, all at once."""

import re
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.links_outside.mails import MailServer
from bot.settings.environment import READERS, SLACK_API, Settings, WayIn, read

EXAMPLE = Path(__file__).parents[3] / ".env.example"
KEY = "cXVpbGxtYXJzaC11bmlmaWVkLWludmVudGVkLWtleTA="
SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
HTTP = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "secret"}


def written_in_the_example():
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE.read_text(), re.MULTILINE))


def refusal(environ, **files):
    with pytest.raises(SettingsError) as raised:
        read(environ, **files)
    return str(raised.value)


def test_every_setting_stands_in_the_example_and_the_other_way_round():
    assert set(written_in_the_example()) == set(READERS)


def test_every_setting_in_the_example_is_explained():
    explained = False
    for line in EXAMPLE.read_text().splitlines():
        if line.startswith("#"):
            explained = True
        elif not line:
            explained = False
        else:
            assert explained, line


def test_the_example_as_it_is_gives_the_defaults():
    assert read({}, env_file=written_in_the_example()) == Settings()
    assert read({}) == Settings()


@pytest.mark.parametrize(
    ("environ", "way"),
    [
        pytest.param({}, WayIn.SANDBOX, id="nothing"),
        pytest.param(SOCKET, WayIn.SOCKET, id="an-app-token"),
        pytest.param(HTTP, WayIn.HTTP, id="a-signing-secret"),
        pytest.param(SOCKET | HTTP, WayIn.SOCKET, id="both-and-the-app-token-wins"),
    ],
)
def test_the_tokens_say_how_slack_reaches_us(environ, way):
    assert read(environ).way_in is way


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_BOT_TOKEN alone is not enough"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN is missing, while SLACK_APP_TOKEN is set"),
        ({"SLACK_SIGNING_SECRET": "s"}, "while SLACK_SIGNING_SECRET is set"),
        (SOCKET | {"SLACK_BOT_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN must begin with xoxb-"),
        (SOCKET | {"SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN must begin with xapp-"),
        ({"SLACK_API_URL": "slack.com/api"}, "SLACK_API_URL must be a web address"),
        ({"PORT": "0"}, "PORT must be a port from 1 to 65535"),
        ({"PORT": "65536"}, "PORT must be a port from 1 to 65535"),
        ({"PORT": "http"}, "PORT must be a port from 1 to 65535"),
        ({"DATABASE_URL": "mysql://there"}, "DATABASE_URL must begin with sqlite:/// or postgre"),
        ({"DATABASE_URL": "postgresql://there"}, "PREIEP_KEYS is missing; on PostgreSQL it must"),
        ({"DATABASE_URL": "postgresql://there/p"}, "put ?sslmode=verify-full at its end"),
        ({"PREIEP_DATABASE_WITHOUT_TLS": "no"}, "PREIEP_DATABASE_WITHOUT_TLS must be yes"),
        ({"PREIEP_KEYS": "short"}, "PREIEP_KEYS must be keys of 44 characters"),
        ({"PREIEP_KEYS": f"{KEY},short"}, "PREIEP_KEYS must be keys of 44 characters"),
        ({"PREIEP_TIMEZONE": "California"}, "PREIEP_TIMEZONE must be a time zone such as"),
        ({"PREIEP_TIMEZONE": "America"}, "PREIEP_TIMEZONE must be a time zone such as"),
        ({"PREIEP_TIMEZONE": "../etc"}, "PREIEP_TIMEZONE must be a time zone such as"),
        ({"PREIEP_REGION": "California"}, "PREIEP_REGION must be US, a state such as US-CA, or"),
        ({"PREIEP_CONTENT": "/nowhere"}, "PREIEP_CONTENT must be a folder that exists"),
        ({"PREIEP_CLOCK_URL": "clock"}, "PREIEP_CLOCK_URL must be a web address"),
        ({"PREIEP_PUBLIC_URL": "preiep.example.org"}, "PREIEP_PUBLIC_URL must be an address"),
        ({"PREIEP_PUBLIC_URL": "https://a.example/iep"}, "must be an address without a path"),
        ({"PREIEP_PUBLIC_URL": "https://me@a.example"}, "must be an address without a path"),
        ({"PREIEP_PUBLIC_URL": "http://a.example"}, "PREIEP_PUBLIC_URL must begin with https://"),
        ({"PREIEP_BIND": "everywhere"}, "PREIEP_BIND must be an address of this machine"),
        ({"PREIEP_BIND": "127.0.0.1:80"}, "PREIEP_BIND must be an address of this machine"),
        ({"PREIEP_TRUSTED_PROXY": "*"}, "PREIEP_TRUSTED_PROXY must be addresses or networks"),
        ({"PREIEP_TRUSTED_PROXY": "10.0.0.7/24"}, "PREIEP_TRUSTED_PROXY must be addresses or"),
        ({"SMTP_URL": "mail.example.org"}, "SMTP_URL must look like smtps://"),
        ({"SMTP_URL": "smtp://mail.example.org"}, "SMTP_URL must look like smtps://"),
        ({"SMTP_URL": "smtp://u:p@m.example:x"}, "SMTP_URL must look like smtps://"),
        ({"SMTP_URL": "smtp://m.example?from=a@b.example%0aBcc:c"}, "SMTP_URL must look like"),
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR"),
        ({"PREIEP_KEY": KEY}, "PREIEP_KEY is not a setting of Preiep; see .env.example"),
    ],
)
def test_what_is_wrong_is_named(environ, words):
    assert words in refusal(environ)


def test_everything_wrong_is_named_at_once():
    words = refusal({"PORT": "x", "LOG_LEVEL": "x", "PREIEP_MOOD": "x", "SLACK_APP_TOKEN": "x"})
    for name in ("PORT", "LOG_LEVEL", "PREIEP_MOOD", "SLACK_APP_TOKEN", "SLACK_BOT_TOKEN"):
        assert name in words


def test_a_secret_is_not_repeated_in_what_is_said():
    words = refusal(
        {
            "SLACK_BOT_TOKEN": "oops-secret-token",
            "PREIEP_KEYS": "oops-secret-key",
            "SMTP_URL": "smtps://me:oops/secret@mail.example.org",
        }
    )
    assert "oops" not in words


def test_a_stranger_in_the_environment_is_none_of_ours_but_one_in_our_file_is():
    assert read({"EDITOR": "vi"}) == Settings()
    assert "EDITOR is not a setting" in refusal({}, env_file={"EDITOR": "vi"})


def test_the_environment_wins_over_the_file():
    assert read({"PORT": "4000"}, env_file={"PORT": "5000"}).port == 4000
    assert read({}, env_file={"PORT": "5000"}).port == 5000
    assert read({}, env_file={"PORT": None}).port == 3000


def test_values_are_read_into_what_they_mean(tmp_path):
    chosen = read(
        {
            "SLACK_API_URL": "http://127.0.0.1:3000/api",
            "PORT": " 8080 ",
            "DATABASE_URL": "postgresql+psycopg://user@there/preiep",
            "PREIEP_DATABASE_WITHOUT_TLS": "yes",
            "PREIEP_KEYS": f" {KEY} , {KEY},",
            "PREIEP_TIMEZONE": "America/Denver",
            "PREIEP_REGION": "US-CO",
            "PREIEP_ADMIN": "w@quill.example",
            "PREIEP_CONTENT": str(tmp_path),
            "PREIEP_CLOCK_URL": "http://127.0.0.1:3000/clock",
            "PREIEP_PUBLIC_URL": "https://preiep.quill.example/",
            "SMTP_URL": "smtp://iep%40quill.example:s%2Fecret@mail.quill.example",
            "PREIEP_BIND": "0.0.0.0",
            "PREIEP_TRUSTED_PROXY": "10.0.0.7, 2001:db8::/64",
            "LOG_LEVEL": "debug",
        }
    )
    assert chosen == Settings(
        slack_api_url="http://127.0.0.1:3000/api/",
        port=8080,
        database_url="postgresql+psycopg://user@there/preiep",
        database_without_tls=True,
        keys=(KEY, KEY),
        timezone="America/Denver",
        region="US-CO",
        admin="w@quill.example",
        content=tmp_path,
        clock_url="http://127.0.0.1:3000/clock",
        public_url="https://preiep.quill.example",
        smtp=MailServer(
            host="mail.quill.example",
            port=587,
            tls_at_once=False,
            user="iep@quill.example",
            password="s/ecret",
            sender="iep@quill.example",
        ),
        bind="0.0.0.0",
        trusted_proxies=("10.0.0.7/32", "2001:db8::/64"),
        log_level="DEBUG",
    )
    assert read({}).slack_api_url == SLACK_API


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"},
        {"PREIEP_PUBLIC_URL": "https://preiep.quill.example"},
    ],
)
def test_nobody_on_another_machine_reaches_us_unless_it_is_said(environ):
    assert read(environ).bind == "127.0.0.1"
    assert read(environ | {"PREIEP_BIND": "::"}).bind == "::"


ACROSS = "postgresql://me:pw@db.quill.example"


@pytest.mark.parametrize(
    ("url", "environ"),
    [
        (f"{ACROSS}/preiep", {}),
        (f"{ACROSS}/preiep", {"PGSSLMODE": "prefer"}),
        (f"{ACROSS}/preiep?sslmode=disable", {"PGSSLMODE": "verify-full"}),
        (f"{ACROSS}/preiep?sslmode=allow", {}),
        (f"{ACROSS}/preiep?sslmode=prefer", {}),
        (f"{ACROSS}:5433/preiep?connect_timeout=3", {}),
        ("postgresql+psycopg://10.0.0.7/preiep", {}),
        ("postgresql://[2001:db8::7]:5432/preiep", {}),
        ("postgresql://127.0.0.1,db.quill.example/preiep", {}),
        ("postgresql:///preiep?host=db.quill.example", {}),
        ("postgresql:///preiep?host=/run/postgresql&host=db.quill.example:5432", {}),
        ("postgresql://localhost/preiep?hostaddr=10.0.0.7", {}),
        ("postgresql:///preiep?service=district", {}),
        ("postgresql:///preiep", {"PGHOST": "db.quill.example"}),
        ("postgresql:///preiep", {"PGSERVICE": "district"}),
    ],
)
def test_a_database_across_a_network_is_refused_without_tls_and_taken_with_it(url, environ):
    given = {"DATABASE_URL": url, "PREIEP_KEYS": KEY, **environ}
    assert "sslmode=verify-full" in refusal(given)

    assert read(given | {"PREIEP_DATABASE_WITHOUT_TLS": "yes"}).database_without_tls
    sealed = url.partition("?")[0] + "?" + url.partition("?")[2].partition("sslmode=")[0]
    assert read(given | {"DATABASE_URL": f"{sealed}&sslmode=verify-full"}).keys == (KEY,)


@pytest.mark.parametrize(
    ("url", "environ"),
    [
        (f"{ACROSS}/preiep?sslmode=require", {}),
        (f"{ACROSS}/preiep?sslmode=verify-ca&sslrootcert=ca.pem", {}),
        (f"{ACROSS}/preiep", {"PGSSLMODE": "verify-full"}),
        ("postgresql://localhost:5433/preiep", {}),
        ("postgresql://me@127.0.0.1/preiep", {}),
        ("postgresql://[::1]/preiep", {}),
        ("postgresql://me:@/preiep?host=/run/postgresql", {}),
        ("postgresql://me@%2Frun%2Fpostgresql/preiep", {}),
        ("postgresql:///preiep", {"PGHOST": "/run/postgresql"}),
        ("postgresql:///preiep", {}),
    ],
)
def test_a_database_that_is_here_or_asks_for_tls_needs_no_word(url, environ):
    assert read({"DATABASE_URL": url, "PREIEP_KEYS": KEY, **environ}).database_url == url


@pytest.mark.parametrize("region", ["none", "US", "US-CA"])
def test_a_region_is_a_country_a_state_or_none(region):
    assert read({"PREIEP_REGION": region}).region == region


@pytest.mark.parametrize("address", ["http://127.0.0.1:3001", "http://localhost:3001"])
def test_on_the_machine_itself_the_web_form_needs_no_certificate(address):
    assert read({"PREIEP_PUBLIC_URL": address}).public_url == address


def test_the_password_of_the_mail_server_is_shown_nowhere():
    assert "s3cret" not in repr(read({"SMTP_URL": "smtps://a@b.example:s3cret@mail.example"}))
