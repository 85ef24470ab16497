"""`/iep due` and `/iep why`: the caller's own work alone, with every reason."""

from dataclasses import replace
from datetime import date

from tests.people import MORNING


def opens(person, school, words):
    person.command("/iep", words)
    school.settle()
    return person.modal


NOTICE = "Meeting notice entered in SEIS"


def test_what_is_due_stands_by_meeting_and_leads_to_why_and_to_what_can_be_said_of_it(school):
    school.junipers_meeting()

    shown = opens(school.pat, school, "due")
    assert "Juniper Quickwater (JQ-7K2), meeting of Tue, Oct 27" in shown.text
    assert f"Was due Thu, Sep 10: Meeting on the master calendar; {NOTICE}" in shown.text
    assert "OP-3XA" not in shown.text
    shown.choose("due:0:0:0:choose/row_open", NOTICE)
    school.settle()

    row = school.pat.modal
    assert "Juniper Quickwater" in row.text
    assert "the school's own procedure" in row.text
    row.choose("What about it?", "Done")
    row.submit()
    school.settle()
    assert school.client.strict_errors() == []
    assert NOTICE not in opens(school.pat, school, "due").text
    with school.storage.jobs(now=MORNING) as scope:
        acts = [entry.act for entry in scope.audit.trail(school.juniper.id)]
    assert "saw in the list of what is due" in acts


def test_a_meeting_that_nobody_marked_is_asked_about_in_the_list(school):
    school.junipers_meeting(on=date(2026, 10, 7))

    shown = opens(school.pat, school, "due")
    shown.click("Was it held?")
    school.settle()

    assert "Juniper Quickwater" in school.pat.modal.text
    assert school.client.strict_errors() == []


def test_why_leads_to_every_reason_of_one_student(school):
    school.junipers_meeting()

    shown = opens(school.pat, school, "why juniper")

    assert "the school's own procedure" in shown.text
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

    shown.choose("due:0:0:0:choose/row_open", NOTICE)
    school.settle()

    assert "not on your list any more" in school.pat.dms()[-1].text


def test_days_behind_the_verb_narrow_it_down(school):
    """`/iep due today` listed everything, the oldest first."""
    school.junipers_meeting()
    today = opens(school.pat, school, "due today").text
    overdue = opens(school.pat, school, "due overdue")

    assert "Nothing is due today" in today
    assert NOTICE not in today
    assert "things that are overdue" in overdue.text
    assert NOTICE in overdue.text
    assert "Agenda sent" not in overdue.text
    school.pat.modal.close()
    everything = opens(school.pat, school, "due tomorrow")
    assert NOTICE not in everything.text
    everything.click("All that is open")
    school.settle()
    assert "things that are open" in school.pat.modal.text
    assert NOTICE in school.pat.modal.text
    assert school.client.strict_errors() == []


def opens_the_notice(school):
    opens(school.pat, school, "due").choose("due:0:0:0:choose/row_open", NOTICE)
    school.settle()
    school.pat.modal.choose("What about it?", "Done")
    return school.pat.modal


def test_a_row_whose_meeting_moves_while_it_is_open_is_not_recorded_for_a_date_never_seen(school):
    """The notice was done for November 25, and its modal had shown October 27."""
    meeting = school.junipers_meeting()
    row = opens_the_notice(school)
    with school.storage.jobs(now=MORNING) as scope:
        scope.meetings.keep(replace(meeting, on=date(2026, 11, 25)), why="the clinic asked")

    assert "has moved since this was opened, so nothing was changed" in row.submit().text
    school.settle()
    school.pat.modal.close()
    again = opens_the_notice(school)
    assert "Nothing yet." in again.text
    again.submit()
    school.settle()
    assert NOTICE not in opens(school.pat, school, "due").text
