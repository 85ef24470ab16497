"""`doctor`: whether this installation is sound, and what to do where it is not."""

import contextlib
import json
from argparse import Namespace
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from urllib.request import urlopen

from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot import content, date_words
from bot.errors import CaseworkError, StorageAwayError, StorageUnfitError
from bot.people.people import Person
from bot.settings.environment import Settings, WayIn
from cli import doctor_slack, doctor_web
from cli.audit import summary
from cli.findings import Found, Verdict, look, ok, wrong
from cli.manifest import SOURCE
from cli.surroundings import Commands, CommandSurroundings
from cli.workspaces import ANSWERS_WITHIN, slack_client, workspace_on_record
from storage import Checked, Database, Storage, broken_seals, open_database

ENV_FILE = SOURCE.with_name(".env")
"""Where the settings are, tokens and keys among them."""

_ANSWERS_WITHIN = 3.0
"""Real seconds that a clock has to answer."""

_NAMES_THEM = "To see the places: python app.py audit --check"

_PATIENCE_WITH_SLACK = 3
"""How often to wait where Slack asks for it: there may be many channels to look at."""


def add_to(commands: Commands) -> None:
    commands.add_parser(
        "doctor",
        help="is this installation sound?",
        description=(
            "Look over tokens, scopes, database, keys, clock, channels and people. Exit code 1 "
            "where something is wrong; what says 'look' works, but deserves a look."
        ),
    )


@dataclass(frozen=True, kw_only=True)
class OnRecord:
    """What Slack is asked about; empty where no database can be read."""

    people: tuple[Person, ...] = ()
    office_channel: str = ""


def run(_: Namespace, surroundings: CommandSurroundings) -> int:
    counts: Counter[Verdict] = Counter()
    for found in findings(surroundings):
        counts[found.verdict] += 1
        print(f"{found.verdict:<5}  {found.sentence}")
    print(f"{counts[Verdict.WRONG]} wrong, {counts[Verdict.LOOK]} to look at.")
    return 1 if counts[Verdict.WRONG] else 0


def findings(surroundings: CommandSurroundings) -> Iterator[Found]:
    settings = surroundings.settings
    yield from _private_files(settings)
    yield from _wording(settings)
    yield from _clock(settings)
    known = yield from _records(surroundings)
    yield from _slack(surroundings, known)
    yield from doctor_web.findings(settings)


def _wording(settings: Settings) -> Iterator[Found]:
    if settings.content is None:
        return
    try:
        content.read(settings.content)
    except CaseworkError as error:
        yield wrong(str(error))
    else:
        yield ok("The district's own wording can be read.")


def _clock(settings: Settings) -> Iterator[Found]:
    address = settings.clock_url
    if not address:
        return
    try:
        with urlopen(address, timeout=_ANSWERS_WITHIN) as answer:  # noqa: S310 - http(s) only
            told = datetime.fromisoformat(json.load(answer)["now"])
    except (OSError, ValueError, KeyError, TypeError):
        yield wrong(
            "PREIEP_CLOCK_URL names a clock that does not answer. Leave it empty for real work."
        )
    else:
        day = date_words.without_weekday(told)
        yield look(f"The clock is not the system's: it says {day}, {told:%H:%M} UTC.")


def _records(surroundings: CommandSurroundings) -> Generator[Found, None, OnRecord]:
    """Say what is to be said of the database, and return what Slack is asked about."""
    settings = surroundings.settings
    file = settings.database_file
    if file is not None and not file.exists():
        yield look(f"There is no database at {file} yet; the first start makes it.")
        return OnRecord()
    try:
        database = open_database(settings.database_url, settings.keys, migrate=False)
    except StorageUnfitError as error:
        yield wrong(str(error))
        return OnRecord()
    except StorageAwayError:
        yield wrong("The database cannot be reached. Check DATABASE_URL, and that it is running.")
        return OnRecord()
    except CaseworkError as error:
        yield wrong(str(error))
        return OnRecord()
    with contextlib.closing(database):
        yield ok("The database is open, its tables are up to date, and its key fits.")
        if broken := broken_seals(database):
            yield _broken(broken)
            yield from _log_beside_broken_seals(database, surroundings)
            return OnRecord()  # those on record can perhaps not all be read
        yield ok("Everything that is sealed opens where it stands.")
        return (yield from _workspace(database, surroundings))


def _workspace(
    database: Database, surroundings: CommandSurroundings
) -> Generator[Found, None, OnRecord]:
    try:
        workspace = workspace_on_record(database, surroundings.settings, "")
    except CaseworkError:
        return OnRecord()  # what Slack has to say about its token is said where Slack is looked at
    if workspace is None:
        yield look("Nothing is on record yet. Bring in a caseload with: python app.py import")
        return OnRecord()
    storage = Storage(database, workspace.id)
    with storage.jobs(now=surroundings.now, reading=True) as scope:
        people, confirmed = scope.people.all(), scope.calendar.confirmed
        office = scope.workspace.office_channel
        students = len(scope.students.all())
        log = scope.audit.chains.check()
        given_up, held_up = scope.unsent.count(), scope.unsent.held_up()
    yield ok(f"Students on record: {students}. People on record: {len(people)}.")
    yield _log(log)
    if not confirmed:
        yield look("The school calendar is not confirmed. Bring in its closures with --closures.")
    yield from _unsent(given_up, held_up)
    return OnRecord(people=tuple(people), office_channel=office)


def _log(found: Checked) -> Found:
    return wrong(f"{summary(found)} {_NAMES_THEM}") if found.broken else ok(summary(found))


def _log_beside_broken_seals(
    database: Database, surroundings: CommandSurroundings
) -> Iterator[Found]:
    """Say whether the log tells of what was done outside Preiep, as far as it can be read."""
    try:
        workspace = workspace_on_record(database, surroundings.settings, "")
        if workspace is None:
            return
        with Storage(database, workspace.id).jobs(now=surroundings.now, reading=True) as scope:
            yield _log(scope.audit.chains.check())
    except CaseworkError:
        yield wrong("The log cannot be checked until these values open again.")


def _broken(seals: Mapping[str, int]) -> Found:
    counted = ", ".join(f"{count} in {table}" for table, count in sorted(seals.items()))
    return wrong(
        f"Sealed values that do not open where they stand: {counted}. They were changed, or put "
        "in another place, outside Preiep. Look at who can write to the database, and bring "
        "these rows back from a copy."
    )


def _unsent(given_up: int, held_up: int) -> Iterator[Found]:
    how = "See why with: python app.py outbox"
    if given_up:
        yield look(
            f"Messages given up that somebody is still owed: {given_up}. {how}, and send them "
            "again with --send-again."
        )
    if held_up:
        yield look(f"Messages that were tried and wait for the next try: {held_up}. {how}")


def _private_files(settings: Settings) -> Iterator[Found]:
    """Look who else on this machine can read what holds records, keys or tokens."""
    private, key_file = [ENV_FILE], None
    if file := settings.database_file:
        key_file = file.with_name(file.name + ".key")
        private += [*(file.with_name(file.name + end) for end in ("", "-wal", "-shm")), key_file]
    open_to_others = [one for one in private if one.is_file() and one.stat().st_mode & 0o077]
    if open_to_others:
        named = " ".join(str(one) for one in open_to_others)
        yield wrong(f"Others on this machine can read {named}. Run: chmod 600 {named}")
    elif key_file and key_file.is_file() and not settings.keys:
        yield ok(f"{key_file} can be read by its owner alone. Keep a copy of it in a safe place.")


def _slack(surroundings: CommandSurroundings, known: OnRecord) -> Iterator[Found]:
    settings = surroundings.settings
    if settings.way_in is WayIn.SANDBOX:
        yield look("No Slack tokens are set, so Preiep runs in its own sandbox.")
        return
    client = slack_client(settings, timeout=ANSWERS_WITHIN)
    try:
        told = list(doctor_slack.tokens(client, settings, wire_now=surroundings.wire.now()))
        yield from told
        client.retry_handlers.append(RateLimitErrorRetryHandler(_PATIENCE_WITH_SLACK))
        if not any(found.verdict is Verdict.WRONG for found in told):
            yield from doctor_slack.channels(client, known.people)
            yield from doctor_slack.office_channel(client, known.office_channel)
            yield from doctor_slack.people_without_a_match(known.people)
    except (OSError, HTTPException) as error:
        yield wrong(
            f"Slack cannot be reached at {settings.slack_api_url} ({type(error).__name__}). "
            "Look at the network, a proxy, and SLACK_API_URL."
        )
