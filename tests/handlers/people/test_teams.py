"""Who is on a student's team is said on the student's screen, and holds from that moment."""

from dataclasses import replace
from datetime import date

from bot.dates.obligation_rules import ObligationId
from bot.people.people import TeamRole
from bot.requests.requests import RequestState
from tests.handlers.asking import Asking
from tests.people import MORNING


def team_of(school, student=None):
    with school.storage.jobs(now=MORNING) as scope:
        team = scope.people.team_of((student or school.juniper).id)
        return [(scope.people.get(one.person), one) for one in team]


def opens(person, school, name="juniper"):
    person.command("/iep", f"find {name}")
    school.settle()
    person.modal.click("Team")
    school.settle()
    return person.modal


def adds(person, school):
    opens(person, school).click("Add somebody")
    school.settle()
    return person.modal


def states(asking, person):
    return [one.state for one in asking.requests() if one.respondent == person.id]


def test_a_guest_joins_as_a_contracted_provider_alone(school):
    form = adds(school.pat, school)
    form.choose("Role", "School psychologist")
    form.fill("In Slack", "U0GUS")
    refused = form.submit()
    assert "contracted providers" in refused.errors["Role"]

    refused.choose("Role", "Contracted provider")
    refused.fill("Service", "dragonspeech")
    shown = refused.submit()

    assert "Contracted provider, dragonspeech, in Slack" in shown.text
    gus, member = team_of(school)[-1]
    assert (gus.guest, member.role, member.service) == (True, TeamRole.PROVIDER, "dragonspeech")


def test_somebody_outside_slack_joins_by_name_and_address(school):
    form = adds(school.pat, school)
    form.choose("Role", "Interpreter")
    form.fill("Outside Slack: name", "Ana Ruiz")
    form.fill("Outside Slack: e-mail", "Ana@voices.example")
    shown = form.submit()

    assert "Ana Ruiz" in shown.text
    ana, _ = team_of(school)[-1]
    assert (ana.email, ana.slack_id) == ("ana@voices.example", None)


def test_who_is_taken_off_loses_access_at_once_and_what_they_owe_comes_back_with_them(school):
    asking = Asking(school)
    asking.sends_all()
    tea = school.on_record["tea"]
    shown = opens(school.pat, school)

    shown.click("member:0/team_end")
    school.settle()

    assert "Off the team since" in school.pat.modal.text
    with school.storage.requests_to("U0TEA", now=MORNING) as scope:
        assert scope.requests.to(tea.id) == []
    assert states(asking, tea) == [RequestState.WITHDRAWN]
    assert asking.state(ObligationId.TEACHER_FEEDBACK_OUT) == "open"

    school.pat.modal.click("Put back")
    school.settle()

    assert states(asking, tea) == [RequestState.OPEN]
    assert asking.state(ObligationId.TEACHER_FEEDBACK_OUT) == "done"
    assert school.client.strict_errors() == []


def test_a_substitute_is_named_by_the_case_manager_and_told(school):
    form = adds(school.pat, school)
    form.choose("Role", "Substitute case manager")
    form.fill("In Slack", "U0HAL")
    form.fill("Last day", date(2026, 11, 19))
    form.submit()
    school.settle()

    assert "You stand in for Pat Fennimore, for one student" in school.hal.dms()[-1].text
    opens(school.hal, school).click("member:1/team_edit")
    school.settle()
    extended = school.hal.modal
    extended.fill("Last day", date(2027, 6, 1))
    extended.submit()

    assert "Only the case manager can do this" in school.hal.modal.text
    assert team_of(school)[-1][1].until_on == date(2026, 11, 19)

    school.hal.open_home()
    school.settle()
    assert "JQ-7K2" in school.hal.home.text
    opens(school.pat, school).click("member:1/team_end")
    school.settle()
    assert "JQ-7K2" not in school.hal.home.text, "their home tab was open when it was ended"


def test_a_team_of_another_caseload_does_not_change(school):
    form = opens(school.pat, school)
    with school.storage.jobs(now=MORNING) as scope:
        kim = school.on_record["kim"].id
        student = scope.students.get(school.juniper.id)
        scope.students.keep(replace(student, case_manager=kim))

    form.click("member:0/team_end")
    school.settle()

    assert "no longer on your caseload" in school.pat.dms()[-1].text
    assert team_of(school)[0][1].until_on is None
