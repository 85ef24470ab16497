"""A backup holds everything, opens for nobody without the keys, and comes back as it was."""

import io
import json
import os
import stat
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.errors import StorageError
from bot.people.people import SlackUserId
from bot.workspaces import WorkspaceId
from storage import Errand, Keys, Storage, open_database, write_backup
from storage import tables as rows
from storage.engine.sealed_files import read_frames, write_frames
from tests.cli.conftest import CommandLine
from tests.conftest import KEYS, NOW, new_postgresql_database

OTIS = "S1,Otis,Plumfield,7,Marsh,,,m@quill.example,2026-11-02,,2026-10-27,9:00,annual,phone,"
JUNO = "S2,Juno,Wexcombe,6,Marsh,,,m@quill.example,2026-11-20,,2026-11-17,9:00,annual,phone,"

Elsewhere = Callable[[], CommandLine]


@pytest.fixture
def elsewhere(command, dialect, request, tmp_path) -> Elsewhere:
    """The command line on an empty database of the other kind."""

    def made() -> CommandLine:
        if dialect == "postgresql":
            command.environ["DATABASE_URL"] = f"sqlite:///{tmp_path / 'restored' / 'preiep.db'}"
        else:
            server = request.getfixturevalue("postgresql_server")
            command.environ["DATABASE_URL"] = new_postgresql_database(
                server, f"restored_{os.urandom(6).hex()}"
            )
        return command

    return made


@pytest.fixture
def backed_up(command) -> Path:
    """A backup of a caseload of one."""
    assert command("import", command.caseload(OTIS)).code == 0
    outcome = command("backup", "monday.preiep")
    assert outcome.code == 0, outcome.err
    return Path(command.folder / "monday.preiep")


def test_a_district_moves_from_one_kind_of_database_to_the_other(command, backed_up, elsewhere):
    before = command("due", "--json").out
    assert "meeting_notice" in before

    outcome = elsewhere()("restore", backed_up.name)

    assert outcome.code == 0, outcome.err
    assert "as they stood on 2026-10-08 at 15:00 UTC" in outcome.out
    assert command("due", "--json").out == before


def test_work_goes_on_after_a_backup_came_back(command, backed_up, elsewhere):
    elsewhere()("restore", backed_up.name)

    outcome = command("import", command.caseload(OTIS, JUNO))

    assert outcome.code == 0, outcome.err
    assert '"S2"' in command("due", "--json").out


def test_nobody_reads_a_backup_without_the_keys(backed_up):
    kept = backed_up.read_bytes()

    assert not any(word in kept for word in (b"Otis", b"Plumfield", b"Marsh", b"workspaces"))
    assert KEYS[0].encode() not in kept
    assert stat.S_IMODE(backed_up.stat().st_mode) == 0o600


def test_other_keys_bring_nothing_back(command, backed_up, elsewhere):
    command.environ["PREIEP_KEYS"] = Fernet.generate_key().decode()

    outcome = elsewhere()("restore", backed_up.name)

    assert outcome.code == 1
    assert outcome.err.startswith("The keys do not open this backup.")


def test_an_older_key_among_those_given_opens_an_older_backup(command, backed_up, elsewhere):
    command.environ["PREIEP_KEYS"] = f"{Fernet.generate_key().decode()},{KEYS[0]}"

    assert elsewhere()("restore", backed_up.name).code == 0
    assert "meeting_notice" in command("due", "--json").out


@pytest.mark.usefixtures("backed_up")
def test_the_newest_key_alone_brings_back_nothing_that_an_older_one_sealed(command, elsewhere):
    newest = Fernet.generate_key().decode()
    command.environ["PREIEP_KEYS"] = f"{newest},{KEYS[0]}"
    assert command("backup", "between.preiep").code == 0
    command.environ["PREIEP_KEYS"] = newest

    outcome = elsewhere()("restore", "between.preiep")

    assert outcome.code == 1
    assert outcome.err.startswith("The keys open this backup, but not all that is in it.")
    command.environ["PREIEP_KEYS"] = f"{newest},{KEYS[0]}"
    assert command("restore", "between.preiep").code == 0


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        pytest.param(lambda kept: kept[:-40], "damaged, or not whole", id="cut-short"),
        pytest.param(lambda kept: kept[:-60] + kept[-40:], "damaged", id="a-piece-is-missing"),
        pytest.param(
            lambda kept: kept[:-30] + bytes([kept[-30] ^ 1]) + kept[-29:], "damaged", id="one-bit"
        ),
        pytest.param(lambda kept: kept + b"more", "damaged", id="something-behind-its-end"),
        pytest.param(lambda kept: kept[:20], "damaged", id="hardly-begun"),
        pytest.param(lambda _: b"", "not a backup made by Preiep", id="empty"),
        pytest.param(lambda _: b"PK\x03\x04", "not a backup made by Preiep", id="another-file"),
    ],
)
def test_a_harmed_backup_brings_nothing_back(command, backed_up, elsewhere, harm, said):
    backed_up.write_bytes(harm(backed_up.read_bytes()))

    outcome = elsewhere()("restore", backed_up.name)

    assert outcome.code == 1
    assert said in outcome.err
    assert outcome.err.count("\n") == 1
    assert command("due").out == "Nothing is due: no student is on record yet.\n"


def test_frames_that_changed_places_are_seen():
    keys, kept = Keys(KEYS), io.BytesIO()
    write_frames(kept, keys, [b"first", b"other"])
    whole = kept.getvalue()
    assert list(read_frames(io.BytesIO(whole), keys)) == [b"first", b"other"]
    head, size = 32, 4 + 5 + 16
    swapped = (
        whole[:head] + whole[head + size : head + 2 * size] + whole[head : head + size]
    ) + whole[head + 2 * size :]

    with pytest.raises(StorageError, match=r"do not open|damaged"):
        list(read_frames(io.BytesIO(swapped), keys))


def test_a_database_with_records_takes_no_backup_in(command, backed_up):
    assert command("import", command.caseload(OTIS, JUNO)).code == 0
    before = command("due", "--json").out

    outcome = command("restore", backed_up.name)

    assert outcome.code == 1
    assert "There are records in this database already" in outcome.err
    assert command("due", "--json").out == before


def test_a_backup_shows_one_moment_whatever_is_written_meanwhile(
    command, database_url, backed_up, elsewhere
):
    before = command("due", "--json").out
    database = open_database(database_url, KEYS)

    class Slow(io.BytesIO):
        """A file during whose writing a colleague is put on record."""

        colleagues = 0

        def write(self, part):
            self.colleagues += 1
            with Storage(database, WorkspaceId("local")).jobs(now=NOW) as scope:
                scope.people.add(slack_id=SlackUserId(f"U0LATE{self.colleagues}"))
            return super().write(part)

    slow = Slow()
    write_backup(database, slow, now=NOW)
    database.close()
    (command.folder / "busy.preiep").write_bytes(slow.getvalue())
    assert slow.colleagues > 3

    assert elsewhere()("restore", "busy.preiep").code == 0
    assert command("due", "--json").out == before
    restored = open_database(command.environ["DATABASE_URL"], KEYS)
    with Storage(restored, WorkspaceId("local")).jobs(now=NOW, reading=True) as scope:
        late = [one.slack_id for one in scope.people.all() if "U0LATE" in (one.slack_id or "")]
    restored.close()
    assert len(late) <= 2, "what was written before the first look may be in it"


def test_a_backup_of_an_older_preiep_is_brought_up_to_date(command, elsewhere):
    made = NOW.isoformat()
    first_values = ["local", "", "America/Los_Angeles", "none"]
    school = {"id": "text", "name": "text", "timezone": "text", "region": "text"}
    parts = [
        {"revision": "0001", "made_at": made},
        {
            "table": "workspaces",
            "columns": school
            | {"sandbox": "yes or no", "names_at_home": "yes or no", "digest_at": "time"}
            | {"office_channel": "text", "calendar_confirmed": "yes or no", "revision": "number"}
            | {"made_at": "moment"},
            "rows": [[*first_values, False, False, "06:45:00", "", False, 1, made]],
        },
    ]
    with (command.folder / "old.preiep").open("wb") as file:
        write_frames(file, Keys(KEYS), [zlib.compress(json.dumps(one).encode()) for one in parts])

    outcome = elsewhere()("restore", "old.preiep")

    assert outcome.code == 0, outcome.err
    assert "holds 1 workspace." in command("migrate").out


def test_a_newer_backup_asks_for_the_newer_preiep(command, elsewhere):
    newer = zlib.compress(json.dumps({"revision": "9999", "made_at": NOW.isoformat()}).encode())
    with (command.folder / "newer.preiep").open("wb") as file:
        write_frames(file, Keys(KEYS), [newer])

    outcome = elsewhere()("restore", "newer.preiep")

    assert outcome.code == 1
    assert "newer Preiep" in outcome.err


def test_what_waited_is_looked_for_in_slack_before_it_is_said_again(
    command, database_url, elsewhere
):
    assert command("import", command.caseload(OTIS)).code == 0
    database = open_database(database_url, KEYS)
    with Storage(database, WorkspaceId("local")).jobs(now=NOW) as scope:
        scope.outbox.put(Errand(kind="digest", addressee="U0PAT", step="2026-10-08"))
    database.close()
    assert command("backup", "monday.preiep").code == 0

    assert elsewhere()("restore", "monday.preiep").code == 0

    restored = open_database(command.environ["DATABASE_URL"], KEYS)
    with restored.reading() as connection:
        assert set(connection.scalars(select(rows.outbox.c.begun))) == {True}
    restored.close()


def test_a_file_that_is_there_is_never_written_over(command, backed_up):
    kept = backed_up.read_bytes()

    outcome = command("backup", backed_up.name)

    assert outcome.code == 1
    assert "is there already" in outcome.err
    assert backed_up.read_bytes() == kept


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(command, backed_up):
    outcome = command("backup", "no/such/folder/file.preiep")

    assert outcome.code == 1
    assert (
        outcome.err == "no/such/folder/file.preiep cannot be written: No such file or directory.\n"
    )


def test_where_no_database_is_there_is_nothing_to_keep(newcomer):
    outcome = newcomer("backup", "monday.preiep")

    assert outcome.code == 1
    assert "There is no database at data/preiep.db" in outcome.err
    assert not (newcomer.folder / "data").exists()


def test_a_backup_never_comes_back_under_a_new_key(newcomer, command, backed_up):
    newcomer.environ = {"DATABASE_URL": "sqlite:///new/preiep.db"}

    outcome = newcomer("restore", backed_up.name)

    assert outcome.code == 1
    assert "The key of the database is missing" in outcome.err
    assert not (newcomer.folder / "new").exists()


def test_the_log_says_that_a_backup_was_made(database_url, backed_up):
    database = open_database(database_url, KEYS)
    with database.reading() as connection:
        acts = list(connection.scalars(select(rows.audit.c.act)))
    database.close()

    assert "made a backup" in acts
