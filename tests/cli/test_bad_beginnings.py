"""What cannot begin says why in one sentence, changes nothing, and shows no traceback."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from dotenv import dotenv_values

import app
from tests.conftest import KEYS

ROOT = Path(__file__).parent.parent.parent
DATABASE = "sqlite:///kept.db"

COMMANDS = (
    pytest.param(("due",), id="due"),
    pytest.param(("due", "--json"), id="due-json"),
    pytest.param(("migrate",), id="migrate"),
    pytest.param(("doctor",), id="doctor"),
    pytest.param(("jobs", "--at", "2026-10-08T07:30", "--dry-run"), id="jobs"),
)


@pytest.fixture
def kept(newcomer) -> Path:
    """A database with its own key beside it, and a command line that finds both."""
    newcomer.environ |= {"DATABASE_URL": DATABASE}
    assert newcomer("migrate").code == 0
    return newcomer.folder / "kept.db"


def says(outcome) -> str:
    """What a command that refuses says: one sentence or two, in one line."""
    assert outcome.code == 1
    (line,) = [
        one for one in (outcome.err + outcome.out).splitlines() if one.startswith("wrong ")
    ] or outcome.err.splitlines()
    return line.removeprefix("wrong ").strip()


def content_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def an_empty_key(database: Path) -> None:
    key_of(database).write_bytes(b"")


def a_binary_key(database: Path) -> None:
    key_of(database).write_bytes(b"\xa9\x00\xff" * 20)


def a_folder_for_a_key(database: Path) -> None:
    key_of(database).unlink()
    key_of(database).mkdir()


def words_for_a_key(database: Path) -> None:
    key_of(database).write_text("the key is in the drawer\n")


def no_key(database: Path) -> None:
    key_of(database).unlink()


def garbage(database: Path) -> None:
    database.write_bytes(b"\x8bnot a database" * 400)


def cut_at_the_header(database: Path) -> None:
    database.write_bytes(database.read_bytes()[:50])


def cut_in_the_middle(database: Path) -> None:
    database.write_bytes(database.read_bytes()[:20_000])


def a_folder(database: Path) -> None:
    database.unlink()
    database.mkdir()


def a_newer_one(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.close()


def key_of(database: Path) -> Path:
    return database.with_name("kept.db.key")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        (an_empty_key, "The key file of the database is empty"),
        (a_binary_key, "The key file of the database cannot be read"),
        (a_folder_for_a_key, "The key file of the database cannot be read"),
        (words_for_a_key, "is not a key: each has 44 characters"),
        (no_key, "The key of the database is missing"),
        (garbage, "is damaged, or is no database"),
        (cut_at_the_header, "is damaged, or is no database"),
        (cut_in_the_middle, "is damaged, or is no database"),
        (a_folder, "DATABASE_URL names a folder"),
        (a_newer_one, "written by a newer Preiep. Please install that one"),
    ],
)
def test_a_bad_beginning_is_one_sentence_and_nothing_is_changed(
    newcomer, kept, command, spoiled, said
):
    spoiled(kept)
    before = content_of(newcomer.folder)

    assert said in says(newcomer(*command))

    after = content_of(newcomer.folder)
    assert {name: after[name] for name in before if not name.endswith("-shm")} == {
        name: was for name, was in before.items() if not name.endswith("-shm")
    }


@pytest.mark.parametrize("command", COMMANDS[:4])
def test_a_good_beginning_is_none_of_these(newcomer, kept, command):
    outcome = newcomer(*command)

    assert (outcome.code, outcome.err) == (0, "")


@pytest.mark.parametrize(
    ("url", "keys", "said"),
    [
        pytest.param("sqlite:///kept.db/in/it.db", "", "nothing can be kept", id="file-for-folder"),
        pytest.param("sqlite:////proc/no/it.db", "", "nothing can be kept", id="folder-not-made"),
        pytest.param("sqlite:////proc/it.db", "", "nothing can be kept", id="key-not-made"),
        pytest.param("sqlite:////proc/it.db", KEYS[0], "nothing can be kept", id="file-not-made"),
    ],
)
def test_a_place_where_nothing_can_be_kept_is_named(newcomer, kept, url, keys, said):
    newcomer.environ |= {"DATABASE_URL": url, "PREIEP_KEYS": keys}

    assert said in says(newcomer("migrate"))


@pytest.mark.parametrize(
    "name", ["half 50%.db", "p%20c.db", "which?.db", "a#1.db", "per%cent/in the/p%th.db"]
)
def test_the_name_of_a_file_means_itself(newcomer, name):
    newcomer.environ |= {"DATABASE_URL": f"sqlite:///{name}"}

    assert newcomer("migrate").code == 0
    assert (newcomer.folder / name).is_file()
    assert (newcomer.folder / f"{name}.key").is_file()
    assert "Its tables" not in newcomer("doctor").err
    assert newcomer("due").out.startswith("Nothing is due")


def test_preiep_itself_may_stand_in_a_folder_with_a_percent_sign(tmp_path):
    place = tmp_path / "90%s of all"
    place.mkdir()
    for folder in ("bot", "storage"):
        shutil.copytree(ROOT / folder, place / folder)
    begins = (
        "from storage import open_database\n"
        f"open_database('sqlite:///{tmp_path / 'new.db'}', {KEYS!r}).close()"
    )

    done = subprocess.run(
        [sys.executable, "-c", begins], cwd=place, capture_output=True, check=False
    )

    assert (done.returncode, done.stderr.decode()) == (0, "")


@pytest.mark.parametrize(
    "command", [("due",), ("due", "--json"), ("doctor",), ("manifest",), ("--version",)]
)
def test_whoever_reads_no_further_ends_a_command_without_a_word(kept, command):
    """As `due | head` does: here nobody reads at all."""
    read, write = os.pipe()
    os.close(read)
    environ = {"DATABASE_URL": f"sqlite:///{kept}", "PATH": os.environ["PATH"]}
    with os.fdopen(write, "wb") as unread:
        done = subprocess.run(
            [sys.executable, str(ROOT / "app.py"), *command],
            env=environ,
            stdout=unread,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_a_file_of_settings_that_is_no_text_is_named(tmp_path, monkeypatch, capsys):
    (tmp_path / ".env").write_bytes("PREIEP_REGION=Québec\n".encode("utf-16"))
    monkeypatch.setattr(app, "dotenv_values", lambda: dotenv_values(tmp_path / ".env"))

    assert app.main(["due"]) == 1

    out, err = capsys.readouterr()
    assert (out, err.splitlines()) == ("", [err.strip()])
    assert "save it as plain text (UTF-8)" in err
