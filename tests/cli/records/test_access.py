"""Who saw a student's record is told to whoever asks for it, and that they asked is logged."""

from datetime import timedelta

import pytest

from bot.people.people import SlackUserId
from bot.records.access import NOBODY
from tests.conftest import NOW

PAT = SlackUserId("U0PAT")


@pytest.fixture
def maya(school):
    pat = school.case_manager("U0PAT", name="Pat Lee")
    maya = school.student(pat, number="101", last_name="Ortizwood")
    storage = school.storage
    for hours in (0, 1, 2):
        with storage.caseload_of(PAT, now=NOW + timedelta(hours=hours)) as caseload:
            caseload.audit.log("opened the student", student=maya.id)
    with storage.caseload_of(PAT, now=NOW + timedelta(hours=3)) as caseload:
        caseload.disclosures.log(pat.id, maya.id, "opened a form, as they were asked for a report")
    with storage.caseload_of(PAT, now=NOW + timedelta(hours=24)) as caseload:
        caseload.audit.log("opened the student", student=maya.id)
        caseload.audit.log("changed a student", student=maya.id, detail="grade: 3, now 4")
    return maya


def test_who_saw_it_is_printed_the_oldest_first_each_look_once_a_day(maya, command):
    outcome = command("access", maya.alias)

    assert outcome.code == 0, outcome.err
    pat, machine = "Pat Lee (case manager)", NOBODY
    shown = "opened a form, as they were asked for a report  shown to a contracted provider"
    assert outcome.out.splitlines() == [
        f"2026-10-08 08:00  {machine}  added a student",
        f"2026-10-08 08:00  {pat}  opened the student  3 times that day",
        f"2026-10-08 11:00  {pat}  {shown}",
        f"2026-10-09 08:00  {pat}  opened the student",
        f"2026-10-09 08:00  {pat}  changed a student",
        f"2026-10-08 08:00  {machine}  looked at who saw the record",
    ]
    assert "now 4" not in outcome.out
    assert "Ortizwood" not in outcome.out


def test_each_look_at_it_is_one_itself(maya, command):
    command("access", "101")

    outcome = command("access", "101")

    assert outcome.out.splitlines()[-1].endswith("looked at who saw the record  2 times that day")


def test_a_student_who_is_not_on_record_is_not_found_in_one_sentence(maya, command):
    outcome = command("access", "Ortizwood")

    assert outcome.code == 1
    assert outcome.out == ""
    assert outcome.err == (
        "No student of this district's id or alias is on record here. Please look at it again; a "
        "name is not enough.\n"
    )
