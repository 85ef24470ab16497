"""A caseload changes hands, for good or for six weeks."""

from datetime import date

import pytest

from bot.people.people import TeamRole
from tests.handlers.asking import Asking
from tests.handlers.mornings import MorningOfPat


def opens(school, words="find juniper"):
    school.pat.command("/iep", words)
    school.settle()
    if words.startswith("find"):
        school.pat.modal.click("Hand over")
        school.settle()
    return school.pat.modal


def for_good(form, to):
    form.choose("For how long", "For good")
    form.fill("To whom", to)
    return form.submit()


def reached_by(school, user):
    with school.storage.caseload_of(user, now=school.client.clock_now()) as caseload:
        return [student.alias for student in caseload.students.all()]


def test_for_good_the_old_loses_access_at_once_and_the_new_sees_everything(school):
    asking = Asking(school)
    asking.sends_all()

    done = for_good(opens(school), "U0KIM")
    school.settle()

    assert "went to Kim Larkspur" in done.text
    assert reached_by(school, "U0PAT") == []
    assert sorted(reached_by(school, "U0KIM")) == ["JQ-7K2", "OP-3XA"]
    told = school.kim.dms()[-1]
    assert "Pat Fennimore has handed over to you: JQ-7K2" in told.text
    assert "Kim Larkspur" in asking.message(school.tea).text
    told.click("Open")
    school.settle()
    assert "Juniper Quickwater" in school.kim.modal.text
    assert school.client.strict_errors() == []


def test_the_digest_of_who_handed_over_tells_of_the_work_no_more(school):
    morning = MorningOfPat(school)
    morning.comes()
    assert morning.line("SEIS notices: 6")

    form = opens(school, "handover")
    for_good(form, "U0KIM")
    school.settle()

    assert not morning.line("SEIS notices")
    assert school.client.strict_errors() == []


@pytest.mark.parametrize(
    ("to", "said"),
    [
        pytest.param("U0HAL", "not a case manager here yet", id="no-case-manager"),
        pytest.param("U0GUS", "not a case manager here yet", id="a-guest"),
        pytest.param("U0PAT", "your own students", id="themselves"),
    ],
)
def test_for_good_only_another_case_manager_takes_a_student(school, to, said):
    assert said in for_good(opens(school), to).errors["To whom"]
    assert reached_by(school, "U0PAT") == ["JQ-7K2"]


def test_a_substitute_has_the_whole_caseload_between_two_dates(school):
    school.student(school.on_record["pat"], alias="WF-9TT")
    form = opens(school, "handover")
    form.fill("To whom", "U0HAL")
    form.fill("From", date(2026, 10, 8))
    form.fill("Until", date(2026, 11, 19))

    done = form.submit()
    school.settle()

    assert "Hal Helpwell stands in for you" in done.text
    assert sorted(reached_by(school, "U0HAL")) == ["JQ-7K2", "WF-9TT"]
    assert sorted(reached_by(school, "U0PAT")) == ["JQ-7K2", "WF-9TT"]
    assert "You stand in for Pat Fennimore, for 2 students" in school.hal.dms()[-1].text
    with school.storage.jobs(now=school.client.clock_now()) as scope:
        team = scope.people.team_of(school.juniper.id)
    (stint,) = [member for member in team if member.role is TeamRole.SUBSTITUTE]
    assert (stint.from_on, stint.until_on) == (date(2026, 10, 8), date(2026, 11, 19))


def test_a_guest_does_not_stand_in(school):
    form = opens(school)
    form.fill("To whom", "U0GUS")
    form.fill("Until", date(2026, 11, 19))

    assert "guests" in form.submit().errors["To whom"]
