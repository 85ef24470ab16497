"""`/iep due` and `/iep why`: the caller's own work alone, with every reason."""

from dataclasses import replace

from tests.people import MORNING


def opens(person, school, words):
    person.command("/iep", words)
    school.settle()
    return person.modal


def test_what_is_due_leads_to_why(school):
    school.junipers_meeting()

    shown = opens(school.pat, school, "due")
    assert "JQ-7K2 Meeting notice entered in SEIS: was due Thu 10 Sep" in shown.text
    assert "OP-3XA" not in shown.text
    shown.click("due:0:0/why_open")
    school.settle()

    assert "Juniper Quickwater" in school.pat.modal.text
    assert "the school's own procedure" in school.pat.modal.text
    assert school.client.strict_errors() == []
    with school.storage.jobs(now=MORNING) as scope:
        acts = [entry.act for entry in scope.audit.trail(school.juniper.id)]
    assert "saw why the work is due when it is" in acts


def test_a_caseload_is_turned_page_by_page(school):
    for number in range(30):
        school.student(school.on_record["pat"], alias=f"MQ-{number:03}")

    shown = opens(school.pat, school, "due")
    assert "1 to 20 of 31" in shown.text
    shown.click("Next")
    school.settle()

    assert "21 to 31 of 31" in school.pat.modal.text


def test_why_of_a_student_by_name_and_of_a_colleagues_not(school):
    school.junipers_meeting()

    assert "Why it is due then" in opens(school.pat, school, "why juniper").title
    assert opens(school.pat, school, "why otis").title == "Find a student"


def test_whose_student_it_no_longer_is_hears_no_reason(school):
    school.junipers_meeting()
    shown = opens(school.pat, school, "due")
    with school.storage.jobs(now=MORNING) as scope:
        scope.students.keep(replace(school.juniper, case_manager=school.on_record["kim"].id))

    shown.click("due:0:0/why_open")
    school.settle()

    assert "no longer on your caseload" in school.pat.dms()[-1].text
