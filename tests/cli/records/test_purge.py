"""A record is destroyed by the district alone, after parents were told, and never under a hold."""

import pytest
from sqlalchemy import select

from bot.errors import StorageAwayError
from bot.workspaces import WorkspaceId
from cli.records.students import UNKNOWN
from storage import Database, Storage, open_database
from storage import tables as rows
from tests.conftest import KEYS, NOW

OTIS = "S1,Otis,Plumfield,7,Marsh,,,m@quill.example,2026-11-02,,2026-10-27,9:00,annual,phone,"
JUNO = "S2,Juno,Wexcombe,6,Marsh,,,m@quill.example,2026-11-20,,2026-11-17,9:00,annual,phone,"
NOTICE = ("--parents-told", "2026-09-01", "--told-by", "letter")


@pytest.fixture
def caseload(command):
    assert command("import", command.caseload(OTIS, JUNO)).code == 0
    assert command("backup", "monday.preiep").code == 0
    return command


def test_a_record_goes_as_a_whole_and_leaves_a_certificate(caseload):
    outcome = caseload("purge", "S1", *NOTICE, "--open-work", "--yes")

    assert outcome.code == 0, outcome.err
    assert "Certificate of destruction 1" in outcome.out
    assert "Parents were told on 2026-09-01 (letter)." in outcome.out
    assert "  meetings: 1\n" in outcome.out
    assert "  monday.preiep\n" in outcome.out
    assert not any(word in outcome.out + outcome.err for word in ("Otis", "Plumfield"))
    left = caseload("due", "--json").out
    assert '"S1"' not in left
    assert '"S2"' in left
    assert caseload("audit", "--check").code == 0
    again = caseload("purge", "S1", *NOTICE, "--open-work", "--yes")
    assert (again.code, again.err) == (1, f"{UNKNOWN}\n")


def test_the_certificate_is_printed_though_the_file_cannot_be_written_anew(caseload, monkeypatch):
    def away(_):
        raise StorageAwayError

    monkeypatch.setattr(Database, "wipe_what_was_deleted", away)

    outcome = caseload("purge", "S1", *NOTICE, "--open-work", "--yes")

    assert "Certificate of destruction 1" in outcome.out


@pytest.mark.parametrize("notice", [(), NOTICE[:2], NOTICE[2:]])
def test_nothing_is_destroyed_before_parents_were_told(caseload, notice):
    outcome = caseload("purge", "S1", *notice, "--open-work", "--yes")

    assert outcome.code == 2
    assert "34 CFR 300.624" in outcome.err
    assert '"S1"' in caseload("due", "--json").out


def test_a_notice_of_tomorrow_is_none(caseload):
    outcome = caseload(
        "purge", "S1", "--parents-told", "2026-10-09", *NOTICE[2:], "--open-work", "--yes"
    )

    assert outcome.code == 1
    assert '"S1"' in caseload("due", "--json").out


def test_open_work_is_to_be_named_and_who_is_sure_says_so(caseload):
    assert "--open-work" in caseload("purge", "S1", *NOTICE, "--yes").err
    unsure = caseload("purge", "S1", *NOTICE, "--open-work")

    assert unsure.code == 2
    assert "--yes" in unsure.err
    assert '"S1"' in caseload("due", "--json").out


def test_a_held_record_is_not_destroyed_until_the_hold_is_lifted(caseload):
    assert caseload("hold", "S1", "--reason", "a complaint").code == 0
    assert "1\n" in caseload("hold").out
    assert "a complaint" in caseload("hold").out

    refused = caseload("purge", "S1", *NOTICE, "--open-work", "--yes")

    assert refused.code == 1
    assert "legal hold" in refused.err
    assert caseload("hold", "S1", "--reason", "another").code == 1
    assert caseload("hold", "S1", "--lift").code == 0
    assert caseload("hold").out == "Records on hold: 0\n"
    assert caseload("purge", "S1", *NOTICE, "--open-work", "--yes").code == 0


def test_a_hold_needs_a_reason_which_is_kept_sealed_and_logged(caseload, database_url):
    assert caseload("hold", "S1").code == 2
    caseload("hold", "S1", "--reason", "plantedreason")

    database = open_database(database_url, KEYS)
    with database.reading() as connection:
        kept = connection.scalar(select(rows.holds.c.reason))
    assert "planted" not in str(kept)
    with Storage(database, WorkspaceId("local")).jobs(now=NOW, reading=True) as scope:
        (student,) = (one.student for one in scope.holds.standing())
        logged = [(one.act, one.why) for one in scope.audit.trail(student)]
    database.close()
    assert ("put the record on hold", "plantedreason") in logged


def test_a_restored_backup_of_before_says_nothing_is_wrong_and_a_later_one_gives_no_number_again(
    caseload, tmp_path
):
    caseload("purge", "S2", *NOTICE, "--open-work", "--yes")
    assert caseload("backup", "later.preiep").code == 0
    caseload.environ["DATABASE_URL"] = f"sqlite:///{tmp_path / 'restored' / 'preiep.db'}"

    assert caseload("restore", "later.preiep").code == 0

    assert caseload("audit", "--check").code == 0
    assert '"S2"' not in caseload("due", "--json").out
    assert caseload("import", caseload.caseload(OTIS, JUNO)).code == 0
    assert caseload("audit", "--check").code == 0
