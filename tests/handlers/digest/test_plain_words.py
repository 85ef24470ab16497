"""Words lead somewhere: to the student they name, to the answer, or to what can be typed."""

from dataclasses import replace
from datetime import date

import pytest

from bot.meetings.meetings import held
from bot.people.people import Role, TeamRole
from tests.handlers.asking import Asking


def types(school, person, words, command="/iep"):
    """Type a command; gives what is shown, a modal or words that only its person sees."""
    before = len(person.ephemerals)
    person.command(command, words)
    school.settle()
    assert school.client.strict_errors() == []
    if len(person.ephemerals) > before:
        return person.ephemerals[-1]
    assert person.modal is not None
    return person.modal


def writes(school, person, words):
    before = len([one for one in person.dms() if one.by_app])
    person.message(words)
    school.settle()
    [said] = [one for one in person.dms() if one.by_app][before:]
    assert school.client.strict_errors() == []
    return said


def students_of(school, who):
    user, now = school.on_record[who].slack_id, school.client.clock_now()
    with school.storage.caseload_of(user, now=now) as caseload:
        return caseload.students.all()


def acts_about(school, student):
    with school.storage.jobs(now=school.client.clock_now()) as scope:
        return [entry.act for entry in scope.audit.trail(student.id)]


@pytest.mark.parametrize(
    "words", ["juniper", "Juniper Quickwater", "jq-7k2", "“Juniper?”", "where is juniper please"]
)
def test_a_name_after_the_command_opens_that_student(school, words):
    assert "Juniper Quickwater" in types(school, school.pat, words).text
    assert "opened a student" in acts_about(school, school.juniper)


def test_a_name_with_a_slip_opens_the_nearest_student_and_says_so(school):
    shown = types(school, school.pat, "junipr").text

    assert "Juniper Quickwater" in shown
    assert "This one is the nearest" in shown


def test_a_name_with_a_slip_is_answered_in_a_message_by_alias(school):
    said = writes(school, school.pat, "junipr")

    assert "goes by JQ-7K2" in said.text
    assert "This one is the nearest" in said.text
    assert "Juniper" not in said.text + said.fallback


def test_a_name_of_several_offers_a_choice_by_name_that_is_logged(school):
    marsh = school.student(
        school.on_record["pat"], alias="JX-111", first_name="Juniper", last_name="Marsh"
    )

    shown = types(school, school.pat, "juniper")

    assert "Juniper Marsh" in shown.text
    assert "Juniper Quickwater" in shown.text
    assert "typed words fit" in " ".join(acts_about(school, marsh))
    shown.click(f"which:{marsh.id}/student_open")
    school.settle()
    assert "Juniper Marsh" in school.pat.modal.text


def test_a_verb_with_a_name_that_has_a_slip_offers_the_nearest_and_begins_nothing(school):
    shown = types(school, school.pat, "log junipr")

    assert "The nearest:" in shown.text
    assert "Juniper Quickwater" in shown.text
    shown.click("Open")
    school.settle()
    assert school.pat.modal.title == "Student"


def test_who_has_left_is_found_by_the_name(school):
    with school.storage.caseload_of(
        school.on_record["pat"].slack_id, now=school.client.clock_now()
    ) as caseload:
        gone = replace(caseload.students.get(school.juniper.id), exited_on=date(2026, 9, 1))
        caseload.students.keep(gone)

    assert "has left" in writes(school, school.pat, "juniper").text
    assert "Juniper Quickwater" in types(school, school.pat, "juniper").text


def test_a_question_after_the_command_is_answered_as_in_a_message(school):
    school.junipers_meeting()

    assert "0" not in types(school, school.pat, "who has not answered").text
    assert "JQ-7K2" in types(school, school.pat, "whose notice is missing?").text


def test_a_command_with_a_slip_is_offered(school):
    said = types(school, school.pat, "setings").text

    assert "Did you mean this?" in said
    assert "/iep settings" in said


def test_words_that_name_nothing_are_answered_with_what_can_be_typed(school):
    for said in (types(school, school.pat, "sing"), writes(school, school.pat, "sing to me")):
        assert "I found no student of yours" in said.text
        assert "/preiep Juniper" in said.text


def test_a_colleagues_student_is_found_by_nobody_else(school):
    for words in ("Otis", "Otis Plumfield", "OP-3XA", "otiss"):
        assert "I found no student of yours" in types(school, school.pat, words).text
    assert acts_about(school, school.otis) == ["added a student"]


# A teacher, a provider.


def test_a_teacher_finds_a_student_of_their_team_with_what_they_may_see(school):
    school.junipers_meeting()

    shown = types(school, school.tea, "juniper")

    assert "Juniper Quickwater" in shown.text
    assert "Tuesday, October 27, 2026 at 9:30 am" in shown.text
    assert "Case manager: Pat Fennimore" in shown.text
    assert "Meeting notice" not in shown.text
    assert "as one of the team" in " ".join(acts_about(school, school.juniper))


def test_a_teachers_own_form_opens_from_the_student(school):
    asking = Asking(school)
    asking.sends_all()

    shown = types(school, school.tea, "junipr")

    assert "Teacher feedback: by" in shown.text
    assert "Provider report" not in shown.text
    shown.click("Fill in")
    school.settle()
    assert school.tea.modal.title == "Teacher feedback"


def test_a_teacher_is_answered_in_a_message_by_alias(school):
    school.junipers_meeting()

    said = writes(school, school.tea, "when does Juniper meet?")

    assert "JQ-7K2" in said.text
    assert "9:30 am" in said.text
    assert "Juniper" not in said.text + said.fallback
    said.click("Open JQ-7K2")
    school.settle()
    assert "Juniper Quickwater" in school.tea.modal.text


def test_a_teacher_finds_no_student_of_another_team(school):
    assert "I found no student of yours" in types(school, school.tea, "Otis").text
    assert acts_about(school, school.otis) == ["added a student"]


def test_a_button_that_opened_a_student_opens_nothing_once_its_person_has_left_the_team(school):
    said = writes(school, school.tea, "Juniper")
    with school.storage.caseload_of(
        school.on_record["pat"].slack_id, now=school.client.clock_now()
    ) as caseload:
        caseload.people.set_team(school.juniper.id, [])

    said.click("Open JQ-7K2")
    school.settle()

    assert school.tea.modal is None


def test_what_a_contracted_provider_looks_up_is_in_the_disclosure_log(school):
    hal = school.person("U0HAL", name="Hal Helpwell")
    school.on_team(school.juniper, hal, TeamRole.PROVIDER, service="dragonspeech")

    shown = types(school, school.hal, "juniper")

    assert "dragonspeech" not in shown.text
    with school.storage.jobs(now=school.client.clock_now()) as scope:
        assert [one.person for one in scope.disclosures.of(school.juniper.id)] == [hal.id]


def test_whom_a_contracted_provider_is_to_choose_from_is_in_the_disclosure_log_as_well(school):
    hal = school.person("U0HAL", name="Hal Helpwell")
    other = school.student(
        school.on_record["pat"], alias="JL-7K3", first_name="Juniper", last_name="Larch"
    )
    for student in (school.juniper, other):
        school.on_team(student, hal, TeamRole.PROVIDER, service="dragonspeech")

    assert "Juniper Larch" in types(school, school.hal, "juniper").text

    with school.storage.jobs(now=school.client.clock_now()) as scope:
        assert [len(scope.disclosures.of(one.id)) for one in (school.juniper, other)] == [1, 1]


def test_an_interpreter_is_not_told_about_whom(school):
    hal = school.person("U0HAL", name="Hal Helpwell")
    school.on_team(school.juniper, hal, TeamRole.INTERPRETER)

    assert "I found no student of yours" in types(school, school.hal, "juniper").text


def test_ones_own_student_is_nearer_than_one_of_a_colleagues(school):
    junipero = school.student(
        school.on_record["kim"], alias="JM-333", first_name="Junipero", last_name="Moss"
    )
    school.on_team(junipero, school.on_record["pat"], TeamRole.DESIGNEE)

    assert "Juniper Quickwater" in types(school, school.pat, "junipr").text
    assert "Junipero Moss" in types(school, school.pat, "junipero").text


# A supervisor.


def test_a_supervisor_finds_a_student_by_alias_and_each_row_asks_for_a_reason(school):
    school.junipers_meeting()

    shown = types(school, school.sue, "jq-7k2")

    assert "Juniper" not in shown.text
    assert "Meeting notice entered in SEIS" in shown.text
    assert "by alias" in " ".join(acts_about(school, school.juniper))
    [row] = [one for one in shown.blocks if "Meeting notice entered" in str(one)]
    shown.click(f"{row['block_id']}/district_row")
    school.settle()
    assert "Your reason" in school.sue.modal.text


def test_a_supervisor_finds_nobody_by_name(school):
    before = acts_about(school, school.juniper)

    assert "by alias or student id" in types(school, school.sue, "Juniper").text
    assert acts_about(school, school.juniper) == before


def test_a_supervisor_is_answered_in_a_message_with_the_button(school):
    said = writes(school, school.sue, "JQ-7K2")
    assert "asked in plain words, as a supervisor" in acts_about(school, school.juniper)
    said.click("Open JQ-7K2")
    school.settle()

    assert school.sue.modal.title == "Open for this student"


def test_a_supervisor_finds_no_student_of_another_school(school):
    afar = school.person("U0HAL", Role.SUPERVISOR, schools=["Otterbank"])

    assert afar.schools
    assert "I found no student of yours" in types(school, school.hal, "JQ-7K2").text


# Questions about a kind of work.


@pytest.mark.parametrize(
    ("words", "place", "row"),
    [
        ("whose notice is missing", "SEIS_NOTICES", "Meeting notice entered in SEIS"),
        ("which invitations are missing", "INVITATION_FORMS", "Google Form"),
        ("whose conversation is still open", "PARENT_CONVERSATIONS", "Parent conversation held"),
        ("who is not on the calendar", "CALENDAR", "Meeting on the master calendar"),
    ],
)
def test_a_kind_of_work_is_answered_by_meeting_and_can_be_picked(school, words, place, row):
    school.junipers_meeting()

    said = writes(school, school.pat, words)

    assert "JQ-7K2 (meeting" in said.text
    assert row in said.text
    assert "Juniper" not in said.text + said.fallback
    said.click(f"place:{place}/home_pick")
    school.settle()
    assert row in school.pat.modal.text


def test_what_is_due_later_is_counted_and_not_called_missing(school):
    school.junipers_meeting(date(2027, 3, 16))

    said = writes(school, school.pat, "whose agenda is missing").text

    assert "Nothing of that kind is open." in said
    assert "1 more" in said


def test_a_signature_is_missing_from_the_day_of_the_meeting(school):
    meeting = school.junipers_meeting(date(2026, 10, 6))
    with school.storage.caseload_of(
        school.on_record["pat"].slack_id, now=school.client.clock_now()
    ) as caseload:
        caseload.meetings.keep(held(caseload.meetings.get(meeting.id), on=date(2026, 10, 6)))

    said = writes(school, school.pat, "which signatures are missing?").text

    assert "JQ-7K2 (meeting" in said
    assert "Signature on the IEP" in said


def test_meetings_that_nobody_marked_are_listed_with_their_button(school):
    school.junipers_meeting(date(2026, 10, 6))

    said = writes(school, school.pat, "which meetings are not marked?")

    assert "nobody has marked: 1" in said.text
    said.click("Open")
    school.settle()
    assert school.pat.modal.title == "Meeting"


def test_who_has_no_meeting_can_be_given_one_from_there(school):
    school.student(school.on_record["pat"], alias="ZZ-999", annual_due=date(2026, 12, 4))

    said = writes(school, school.pat, "who has no meeting?")

    assert "ZZ-999" in said.text
    [student] = [one for one in students_of(school, "pat") if one.alias == "ZZ-999"]
    said.click(f"set:{student.id}/meeting_set")
    school.settle()
    assert school.pat.modal is not None


def test_who_needs_an_interpreter_is_counted_and_named_in_a_window_alone(school):
    wren = school.student(
        school.on_record["pat"],
        alias="WM-222",
        first_name="Wren",
        interpreter=True,
        home_language="Hmong",
    )

    said = writes(school, school.pat, "who wants an interpreter?")

    assert "1 student" in said.text
    assert "WM-222" not in said.text
    assert "Hmong" not in said.text
    said.click("Show who")
    school.settle()
    assert "Wren" in school.pat.modal.text
    assert "Hmong" in school.pat.modal.text
    assert "looked at who needs an interpreter" in acts_about(school, wren)
