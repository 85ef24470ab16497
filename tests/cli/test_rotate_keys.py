"""Keys are changed on the command line, and the old one opens nothing afterwards."""

from cryptography.fernet import Fernet

from storage import open_database
from tests.conftest import KEYS

OTIS = "S1,Otis,Plumfield,7,Marsh,,,m@quill.example,2026-11-02,,2026-10-27,9:00,annual,phone,"


def test_after_rotating_the_newest_key_alone_opens_everything(command, database_url):
    assert command("import", command.caseload(OTIS)).code == 0
    newest = Fernet.generate_key().decode()
    command.environ["PREIEP_KEYS"] = ",".join([newest, *KEYS])

    outcome = command("rotate-keys")

    assert outcome.code == 0
    assert "can be left out of PREIEP_KEYS" in outcome.out
    open_database(database_url, [newest]).close()
    command.environ["PREIEP_KEYS"] = newest
    assert "meeting_notice" in command("due", "--json").out


def test_the_old_key_alone_opens_nothing_any_more(command):
    newest = Fernet.generate_key().decode()
    assert command("import", command.caseload(OTIS)).code == 0
    command.environ["PREIEP_KEYS"] = ",".join([newest, *KEYS])
    command("rotate-keys")
    command.environ["PREIEP_KEYS"] = KEYS[0]

    outcome = command("due")

    assert outcome.code == 1
    assert "keys do not open this database" in outcome.err


def test_with_one_key_it_says_how_to_change_it(command):
    outcome = command("rotate-keys")

    assert outcome.code == 1
    assert "put a new key before it" in outcome.out
    assert "restart Preiep" in outcome.out  # or it would write on with the old one
