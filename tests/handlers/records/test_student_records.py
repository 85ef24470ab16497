"""Students come, are mended, and leave, by the hands of who may do that."""

from dataclasses import replace
from datetime import date

from bot.people.people import Role, TeamRole
from bot.requests.requests import Form
from tests.people import MORNING


def types(person, school, words):
    person.command("/iep", words)
    school.settle()
    return person.modal


def on_record(school):
    with school.storage.jobs(now=MORNING) as scope:
        return {student.name: student for student in scope.students.all()}


def test_a_student_is_added_by_hand_once_and_opens(school):
    form = types(school.pat, school, "add")
    form.fill("First name", "Wren")
    form.fill("Last name", "Ōkami")
    form.fill("Student id", "77123")
    form.fill("Annual review due", date(2027, 3, 1))

    shown = form.submit()

    assert "Wren Ōkami (WŌ-" in shown.text
    assert "Annual due Mon, Mar 1, triennial date unknown" in shown.text
    wren = on_record(school)["Wren Ōkami"]
    assert wren.case_manager == school.on_record["pat"].id
    assert school.client.strict_errors() == []


def test_an_id_of_ones_own_is_refused_at_its_field(school):
    form = types(school.pat, school, "add")
    form.fill("Last name", "Wren")
    form.fill("Student id", school.juniper.number)

    refused = form.submit()

    assert "has this id already" in refused.errors["Student id"]
    assert "Wren" not in on_record(school)
    assert refused.values["Last name"] == "Wren"


def test_an_admin_adds_for_a_colleague_who_is_a_case_manager_from_then_on(school):
    school.person("U0HAL", Role.ADMIN, name="Hal Helpwell")
    form = types(school.hal, school, "add")
    form.fill("Last name", "Wren")
    form.fill("Case manager", "U0ZED")

    shown = form.submit()

    assert "is on the caseload of Zed Passerby" in shown.text
    with school.storage.jobs(now=MORNING) as scope:
        zed = scope.people.by_slack("U0ZED")
        assert zed.roles == {Role.CASE_MANAGER}
        (wren,) = [one for one in scope.students.all() if one.case_manager == zed.id]
        trail = scope.audit.trail(wren.id)
        hal = scope.people.by_slack("U0HAL")
    assert (trail[0].act, trail[0].by) == ("added a student", hal.id)
    school.settle()
    told = [one.text for one in school.zed.dms()]
    assert any("You are now: case manager" in one for one in told)
    assert any(f"has added a student to your caseload: {wren.alias}" in one for one in told)


def test_who_is_no_case_manager_adds_nobody(school):
    types(school.tea, school, "add")

    assert school.tea.modal is None
    assert "Only a case manager adds students" in school.tea.ephemerals[-1].text


def test_a_guest_gets_no_caseload(school):
    school.person("U0HAL", Role.ADMIN, name="Hal Helpwell")
    form = types(school.hal, school, "add")
    form.fill("Last name", "Wren")
    form.fill("Case manager", "U0GUS")

    assert "guests" in form.submit().errors["Case manager"]
    assert "Wren" not in on_record(school)


def test_what_is_mended_shows_at_once_and_the_alias_stays(school):
    types(school.pat, school, "find juniper").click("Edit")
    school.settle()
    form = school.pat.modal
    form.fill("First name", "June")
    form.fill("Annual review due", date(2027, 3, 1))

    shown = form.submit()

    assert "June Quickwater (JQ-7K2)" in shown.text
    assert "Annual due" in shown.text
    with school.storage.jobs(now=MORNING) as scope:
        entry = scope.audit.trail(school.juniper.id)
    assert any("first name: Juniper, now June" in one.detail for one in entry)


def test_who_leaves_is_asked_about_no_more_and_comes_back_as_they_were(school):
    meeting = school.junipers_meeting()
    with school.storage.caseload_of("U0PAT", now=MORNING) as caseload:
        tea = school.on_record["tea"]
        caseload.requests.ask(
            student=school.juniper.id,
            meeting=meeting.id,
            form=Form.TEACHER_FEEDBACK,
            respondent=tea.id,
            due_on=date(2026, 10, 13),
        )
    types(school.pat, school, "find juniper").click("Student leaves")
    school.settle()
    asked = school.pat.modal
    assert "closes 1 planned meeting and 1 open form" in asked.text

    shown = asked.submit()

    assert "Left on Thursday, October 8, 2026" in shown.text
    with school.storage.jobs(now=MORNING) as scope:
        assert scope.meetings.on(meeting.on) == []
        assert not scope.requests.owes(tea.id)
    with school.storage.requests_to("U0TEA", now=MORNING) as asked_of:
        assert asked_of.requests.to(tea.id) == []

    found = types(school.pat, school, "gone")
    found.click("Open")
    school.settle()
    school.pat.modal.click("They stay, or are back")
    school.settle()

    assert "Tue, Oct 27" in school.pat.modal.text
    with school.storage.requests_to("U0TEA", now=MORNING) as asked_of:
        assert len(asked_of.requests.to(tea.id)) == 1
    assert school.client.strict_errors() == []


def test_a_student_who_changed_hands_meanwhile_is_not_mended(school):
    types(school.pat, school, "find juniper").click("Edit")
    school.settle()
    form = school.pat.modal
    with school.storage.jobs(now=MORNING) as scope:
        scope.students.keep(replace(school.juniper, case_manager=school.on_record["kim"].id))
    form.fill("First name", "June")
    form.submit()

    assert "no longer on your caseload" in school.pat.modal.text
    assert "June Quickwater" not in on_record(school)


def test_a_substitute_mends_but_hands_nobody_on(school):
    school.on_team(school.otis, school.on_record["pat"], TeamRole.SUBSTITUTE)
    shown = types(school.pat, school, "find otis")
    shown.click("Hand over")
    school.settle()
    assert "Only the case manager can do this" in school.pat.dms()[-1].text

    shown.click("Edit")
    school.settle()

    assert school.pat.modal.values["First name"] == "Otis"
