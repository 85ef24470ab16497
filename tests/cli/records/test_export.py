"""A student's whole record leaves as one file: complete, readable, and nobody else's."""

import csv
import io
import json
import stat
import zipfile
from dataclasses import replace
from datetime import time

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from bot.conversations.conversations import ConversationId
from bot.forms.drafts import DraftKey
from bot.messages import MessageKind
from bot.people.people import Role, SlackUserId, TeamRole
from bot.records.changes import person
from bot.records.exports import ACCESS, NOT_EXPORTED
from bot.ui.documents.export_parts import PARTS
from casework.conversations.conversation_away import give_to
from storage import tables as rows
from storage.tables.belongings import belonging_to, owned_tables
from tests.conftest import NOW
from tests.storage.samples import a_conversation, a_parent
from tests.storage.test_everything import PAT, PLANTED, fill

NOT_THEIRS = {
    "staff_mail",  # a colleague stands there by name and role
    "pasted",  # what an admin was asked about several students
    "draft",  # a note of its writer's own
}


def exported(command, student, *more):
    outcome = command("export", student, "out.zip", *more)
    assert outcome.code == 0, outcome.err
    return zipfile.ZipFile(command.folder / "out.zip")


def words_of(pdf):
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def everything_in(files):
    """All the words of a file, as people and systems read them."""
    return " ".join(
        words_of(files.read(name)) if name.endswith(".pdf") else files.read(name).decode()
        for name in files.namelist()
    )


def test_every_table_of_a_student_is_exported_or_said_to_be_left_out(school, command):
    fill(school)

    told = json.loads(exported(command, PLANTED["number"]).read("record.json"))

    owned = {table.name for table in owned_tables()} | {"audit"}
    assert {*told["tables"]} == owned - {*told["not_exported"]}
    assert {name: bool(rows) for name, rows in told["tables"].items()} == dict.fromkeys(
        told["tables"], True
    )
    assert {part.table for part in PARTS} == {*told["tables"]} - {*ACCESS}
    assert told["not_exported"] == NOT_EXPORTED
    assert (told["format"], told["version"]) == ("preiep-student-record", 1)


def test_every_row_that_belongs_to_the_student_is_there(school, command, database):
    fill(school)
    with database.reading() as connection:
        student = connection.scalar(select(owned_tables()[0].c.id))
        kept = {
            table.name: len(connection.execute(select(table).where(theirs)).all())
            for table, theirs in belonging_to(student)
        }
        log = select(rows.audit).where(rows.audit.c.student_id == student)
        logged = len(connection.execute(log).all())

    told = json.loads(exported(command, PLANTED["number"]).read("record.json"))["tables"]

    of_this_export = {"audit": logged + 1}
    assert {name: len(rows) for name, rows in told.items()} == {
        name: count for name, count in (kept | of_this_export).items() if name not in NOT_EXPORTED
    }


def test_every_word_that_is_sealed_stands_there_for_systems_and_for_people(school, command):
    fill(school)
    theirs = {what: word for what, word in PLANTED.items() if what not in NOT_THEIRS}

    files = exported(command, PLANTED["number"])

    system, paper = files.read("record.json").decode(), words_of(files.read("record.pdf"))
    assert [what for what, word in theirs.items() if word not in system] == []
    assert [what for what, word in theirs.items() if word not in paper] == []
    assert PLANTED["report"] in words_of(files.read("forms/1-provider-report-version-1.pdf"))
    everything = everything_in(files)
    assert [what for what in NOT_THEIRS if PLANTED[what] in everything] == []
    assert "U0PAT" not in everything, "whoever has a name is called by it"
    assert "not for families" not in everything
    assert not any(PLANTED["last_name"] in name for name in files.namelist())


def test_a_parent_reads_what_was_asked_in_the_words_of_then(school, command):
    fill(school)

    files = exported(command, PLANTED["number"])

    paper = words_of(files.read("record.pdf"))
    assert f"Record of {PLANTED['first_name']}tta {PLANTED['last_name']}" in paper
    assert f"1. {PLANTED['wording']} (Strengths) {PLANTED['answer']}" in paper
    assert f"{PLANTED['asked']} {PLANTED['report']}" in paper
    assert "Tuesday, October 27, 2026" in paper
    assert "2026-10" not in paper
    assert "Page 1 of " in paper


def test_colleagues_stand_there_by_name_and_role_wherever_they_are_named(school, command):
    pat, kim = school.case_manager(name="Pat Lee"), school.person("U0KIM", name="Kim Ng")
    maya = school.student(pat, number="101")
    school.on_team(maya, kim, TeamRole.TEACHER)
    with school.storage.jobs(now=NOW) as scope:
        scope.students.keep_imported(maya.id, {"team": "teacher:U0KIM"})
        scope.audit.log("changed a request", student=maya.id, detail=f"asked {person(kim.id)}")

    files = exported(command, "101")

    paper, system = words_of(files.read("record.pdf")), files.read("record.json").decode()
    assert "Changed: asked Kim Ng (general-education teacher)." in paper
    assert "Team: teacher:Kim Ng" in paper
    assert '"person": {"name": "Kim Ng", "role": "general-education teacher"}' in system
    assert "U0KIM" not in paper + system
    assert "⟨" not in paper + system


def test_what_a_parent_looks_for_and_is_not_there_is_said_to_be_none(school, command):
    maya = school.student(school.case_manager(), number="101")
    school.meeting(maya, at=time(10))

    paper = words_of(exported(command, "101").read("record.pdf"))

    for part in ("Parents on record", "Conversations with the parents", "Concerns", "Goals"):
        assert f"{part} Nothing on record." in paper
    assert "Annual, Tuesday, October 27, 2026 Time: 10:00 am" in paper


def test_nothing_of_another_student_comes_along(school, command):
    pat = school.case_manager("U0PAT", name="Pat Lee")
    kim = school.person("U0KIM", name="Kim Ng")
    maya = school.student(pat, first_name="Maya", last_name="Ortizwood", number="101")
    leo = school.student(pat, first_name="Leonidas", last_name="Ortizwell", number="102")
    for one in (maya, leo):
        school.on_team(one, kim, TeamRole.PROVIDER, service=f"service of {one.first_name}")
    meeting = school.meeting(maya)
    with school.storage.caseload_of(PAT, now=NOW) as caseload:
        for one in (maya, leo):
            caseload.parents.add(
                a_parent(
                    caseload,
                    one.id,
                    draft=DraftKey(f"parent of {one.id}"),
                    call_at=f"called about {one.first_name}",
                )
            )
        caseload.conversations.keep(
            a_conversation(caseload, meeting, answers={"strengths": "said of Leonidas alone"})
        )
        kept = caseload.conversations.about(maya.id)[0]
        caseload.kept_conversations.amend(kept, replace(kept, answers={"hopes": "his hopes"}))
        caseload.concerns.add(leo.id, None, "his concern")
        give_to(caseload, ConversationId(kept.id), leo.id)

    of_maya = everything_in(exported(command, "101"))
    (command.folder / "out.zip").unlink()
    of_leo = everything_in(exported(command, "102"))

    assert "service of Maya" in of_maya
    assert "Rosa Marsh" in of_maya
    assert [
        word for word in ("Leonidas", "Ortizwell", "102", "his") if f" {word} " in of_maya
    ] == []
    assert "Leonidas" not in of_maya
    assert "his hopes" not in of_maya
    assert "his concern" not in of_maya
    assert "his hopes" in of_leo
    assert "said of Leonidas alone" in of_leo
    assert "Ortizwood" not in of_leo
    assert "Maya" not in of_leo


@pytest.mark.parametrize(
    "apart",
    [{"household": 2}, {"address_confidential": True}, {"no_contact": True}],
    ids=["two-households", "a-confidential-address", "no-contact"],
)
def test_how_to_reach_one_parent_is_not_printed_for_another(school, command, apart):
    pat = school.case_manager()
    maya = school.student(pat, number="101")
    with school.storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.parents.add(a_parent(caseload, maya.id, phones="555-0101"))
        reached = {"phones": "555-0199", "address": "1 Hidden Lane", "email": "away@home.example"}
        away = a_parent(caseload, maya.id, draft=DraftKey("2"), name="Jo Away", **reached, **apart)
        caseload.parents.add(away)
        _, kept = caseload.parents.of(maya.id)
        caseload.parents.keep(replace(kept, address="2 Hidden Lane"))

    files = exported(command, "101")

    for_a_parent = words_of(files.read("record.pdf")) + files.read("access.csv").decode()
    assert "Jo Away" in for_a_parent
    assert [word for word in ("555-01", "Hidden", "away@") if word in for_a_parent] == []
    assert "2 Hidden Lane" in files.read("record.json").decode()


def test_that_it_was_exported_stands_in_the_file_itself_and_with_every_admin(school, command):
    school.person("U0ADA", Role.ADMIN)
    maya = school.student(school.case_manager(), number="101")

    files = exported(command, "101", "--for", "the mother, by letter")

    *_, last = csv.DictReader(io.StringIO(files.read("access.csv").decode("utf-8-sig")))
    assert (last["what"], last["why"]) == ("exported the record", "the mother, by letter")
    assert "Reason: the mother, by letter." in words_of(files.read("record.pdf"))
    with school.storage.jobs(now=NOW) as scope:
        (told,) = scope.outbox.waiting(MessageKind.RECORD_ACT, SlackUserId("U0ADA"))
    assert told.subject == f"exported:{maya.id}"


def test_a_reason_that_looks_like_a_formula_is_words_in_a_spreadsheet(school, command):
    school.student(school.case_manager(), number="101")

    files = exported(command, "101", "--for", "=1+1")

    assert ",'=1+1" in files.read("access.csv").decode()


def test_nobody_else_on_the_machine_reads_the_file_and_none_is_written_over(school, command):
    school.student(school.case_manager(), number="101", alias="QR-7H2")
    exported(command, "qr-7h2")
    file = command.folder / "out.zip"
    before = file.read_bytes()

    again = command("export", "101", "out.zip")

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert again.code == 1
    assert again.err == "out.zip is there already. Please name a file that is not.\n"
    assert file.read_bytes() == before


@pytest.mark.parametrize("wanted", [("4711", "out.zip"), ("101", "nowhere/out.zip")])
def test_what_cannot_be_exported_says_why_and_leaves_nothing_behind(school, command, wanted):
    maya = school.student(school.case_manager(), number="101")

    outcome = command("export", *wanted)

    assert outcome.code == 1
    (said,) = outcome.err.splitlines()
    assert "4711" not in said
    assert not [one for one in command.folder.iterdir() if "out.zip" in one.name]
    with school.storage.jobs(now=NOW, reading=True) as scope:
        assert [one.act for one in scope.audit.trail(maya.id)] == ["added a student"]


def test_a_file_that_fails_half_way_is_not_there(school, command, monkeypatch):
    school.student(school.case_manager(), number="101")

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cli.records.export.exports.pdf", full)

    outcome = command("export", "101", "out.zip")

    assert outcome.code == 1
    assert outcome.err == "out.zip cannot be written: No space left on device.\n"
    assert not [one for one in command.folder.iterdir() if "out.zip" in one.name]


def test_without_anything_on_record_there_is_nobody_to_export(command):
    outcome = command("export", "101", "out.zip")

    assert outcome.err == "Nothing is on record yet, so there is no student to find.\n"
