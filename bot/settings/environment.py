"""What is set from outside: the environment, or `.env`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import SettingsError
from bot.links_outside.mails import LOOPBACK, MailServer, mail_server
from bot.settings.database_addresses import crosses_a_network_in_the_clear

HERE = "127.0.0.1"
"""The address at which this machine alone can reach us."""

IN_THE_CLEAR = (
    "DATABASE_URL names a PostgreSQL on another machine without asking for TLS: put "
    "?sslmode=verify-full at its end (with &sslrootcert=FILE where its certificate is the "
    "district's own), or set PREIEP_DATABASE_WITHOUT_TLS=yes where nobody else can listen"
)

SLACK_API = "https://slack.com/api/"


class WayIn(StrEnum):
    """How Slack reaches us."""

    SOCKET = "socket mode"
    HTTP = "http"
    SANDBOX = "sandbox"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every setting, read once at the start."""

    bot_token: str = ""
    app_token: str = ""
    signing_secret: str = ""
    slack_api_url: str = SLACK_API
    port: int = 3000
    database_url: str = "sqlite:///data/preiep.db"
    database_without_tls: bool = False
    """Whether somebody has said that what goes to the database may be read on the way."""
    keys: tuple[str, ...] = ()
    timezone: str = "America/Los_Angeles"
    region: str = "US"
    admin: str = ""
    content: Path | None = None
    clock_url: str = ""
    public_url: str = ""
    """Where people outside Slack reach the web form; without a slash at its end."""
    smtp: MailServer | None = None
    bind: str = HERE
    """Which address of the machine answers at PORT: its own, unless others have to reach us."""
    trusted_proxies: tuple[str, ...] = ()
    """What stands in front: addresses or networks, whose word for whom they speak is believed."""
    log_level: str = "INFO"

    @property
    def way_in(self) -> WayIn:
        """Prefer an app token to a signing secret; without a bot token it is the sandbox."""
        if not self.bot_token:
            return WayIn.SANDBOX
        return WayIn.SOCKET if self.app_token else WayIn.HTTP

    @property
    def database_file(self) -> Path | None:
        """Return the file of a SQLite database; None for PostgreSQL."""
        scheme, _, path = self.database_url.partition(":///")
        return Path(path) if scheme == "sqlite" else None

    @property
    def serves_web(self) -> bool:
        """Tell whether anybody is to reach us at PORT: Slack in HTTP mode, people outside Slack."""
        return self.way_in is WayIn.HTTP or bool(self.public_url)

    @property
    def is_secure(self) -> bool:
        """Tell whether people outside Slack come over https."""
        return self.public_url.startswith("https://")


def read(
    environ: Mapping[str, str], *, env_file: Mapping[str, str | None] | None = None
) -> Settings:
    """Read the settings; the environment wins over `.env`.

    Raises SettingsError that names every missing, malformed or unknown one at once. In `.env`,
    which is ours alone, every unknown name is refused; in the environment only PREIEP_ ones.
    """
    written = {name: value or "" for name, value in (env_file or {}).items()}
    known = {name: environ.get(name, written.get(name, "")).strip() for name in READERS}
    unknown = sorted(
        {name for name in written if name not in READERS}
        | {name for name in environ if name.startswith("PREIEP_") and name not in READERS}
    )
    problems = [f"{name} is not a setting of Preiep; see .env.example" for name in unknown]
    values: dict[str, object] = {}
    for name, (field, reader) in READERS.items():
        if not known[name]:
            continue
        try:
            values[field] = reader(known[name])
        except ValueError as error:
            problems.append(f"{name} {error}")
    problems += _missing(known) + _in_the_clear(known, environ)
    if problems:
        raise SettingsError("Preiep cannot start: " + "; ".join(problems) + ".")
    return Settings(**values)  # type: ignore[arg-type]  # READERS pairs each field with its reader


def _missing(known: Mapping[str, str]) -> list[str]:
    problems = []
    if known["SLACK_BOT_TOKEN"] and not (known["SLACK_APP_TOKEN"] or known["SLACK_SIGNING_SECRET"]):
        problems.append(
            "SLACK_BOT_TOKEN alone is not enough: add SLACK_APP_TOKEN for Socket Mode, "
            "or SLACK_SIGNING_SECRET for HTTP"
        )
    problems += [
        f"SLACK_BOT_TOKEN is missing, while {name} is set"
        for name in ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")
        if known[name] and not known["SLACK_BOT_TOKEN"]
    ]
    if known["DATABASE_URL"].startswith("postgres") and not known["PREIEP_KEYS"]:
        problems.append("PREIEP_KEYS is missing; on PostgreSQL it must be given")
    return problems


def _in_the_clear(known: Mapping[str, str], environ: Mapping[str, str]) -> list[str]:
    url = known["DATABASE_URL"]
    if not url.startswith("postgres") or known["PREIEP_DATABASE_WITHOUT_TLS"]:
        return []
    if not crosses_a_network_in_the_clear(url, environ):
        return []
    return [IN_THE_CLEAR]


def _like(pattern: str, problem: str) -> Callable[[str], str]:
    """Make a reader of whatever begins like this."""

    def read_one(text: str) -> str:
        if not re.match(pattern, text):
            raise ValueError(problem)
        return text

    return read_one


_bot_token = _like("xoxb-", "must begin with xoxb-")
_app_token = _like("xapp-", "must begin with xapp-")
_database = _like(
    r"(sqlite:///|postgresql(\+psycopg)?://)\S", "must begin with sqlite:/// or postgresql://"
)
_region = _like(r"(none|US|US-[A-Z]{2})\Z", "must be US, a state such as US-CA, or none")


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("must be a web address, such as https://slack.com/api/")
    return text


def _public_address(text: str) -> str:
    """Read an address that browsers can keep apart from others, and that nobody listens in on."""
    parts = urlsplit(text)
    bare = f"{parts.scheme}://{parts.netloc}"
    if not re.fullmatch(r"https?://[a-z0-9.\[\]:-]+/?", text, re.IGNORECASE):
        raise ValueError("must be an address without a path, such as https://preiep.example.org")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ValueError("must begin with https://, since student data goes through it")
    return bare


def _api_address(text: str) -> str:
    return _web_address(text).rstrip("/") + "/"


def _yes(text: str) -> bool:
    if text.lower() != "yes":
        raise ValueError("must be yes, or empty")
    return True


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ValueError("must be a port from 1 to 65535")
    return int(text)


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        raise ValueError("must be an address of this machine, such as 127.0.0.1") from None


def _proxies(text: str) -> tuple[str, ...]:
    try:
        return tuple(str(ip_network(one.strip())) for one in text.split(",") if one.strip())
    except ValueError:
        raise ValueError(
            "must be addresses or networks, such as 10.0.0.7 or 10.0.0.0/24, separated by commas"
        ) from None


def _keys(text: str) -> tuple[str, ...]:
    keys = tuple(key.strip() for key in text.split(",") if key.strip())
    if not all(re.fullmatch(r"[A-Za-z0-9_-]{43}=", key) for key in keys):
        raise ValueError("must be keys of 44 characters, newest first, separated by commas")
    return keys


def _timezone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, IsADirectoryError):
        raise ValueError("must be a time zone such as America/Los_Angeles") from None
    return text


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise ValueError("must be a folder that exists")
    return Path(text)


def _level(text: str) -> str:
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
    return text.upper()


READERS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "SLACK_BOT_TOKEN": ("bot_token", _bot_token),
    "SLACK_APP_TOKEN": ("app_token", _app_token),
    "SLACK_SIGNING_SECRET": ("signing_secret", str),
    "SLACK_API_URL": ("slack_api_url", _api_address),
    "PORT": ("port", _port),
    "DATABASE_URL": ("database_url", _database),
    "PREIEP_DATABASE_WITHOUT_TLS": ("database_without_tls", _yes),
    "PREIEP_KEYS": ("keys", _keys),
    "PREIEP_TIMEZONE": ("timezone", _timezone),
    "PREIEP_REGION": ("region", _region),
    "PREIEP_ADMIN": ("admin", str),
    "PREIEP_CONTENT": ("content", _folder),
    "PREIEP_CLOCK_URL": ("clock_url", _web_address),
    "PREIEP_BIND": ("bind", _address),
    "PREIEP_TRUSTED_PROXY": ("trusted_proxies", _proxies),
    "PREIEP_PUBLIC_URL": ("public_url", _public_address),
    "SMTP_URL": ("smtp", mail_server),
    "LOG_LEVEL": ("log_level", _level),
}
