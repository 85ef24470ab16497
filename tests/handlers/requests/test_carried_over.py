"""What a respondent says of themselves stands in their next form; what they say of a student never.

Nothing is carried from one person to another, nor what somebody else wrote down for them.
"""

from datetime import date

import pytest

from bot.people.people import TeamRole
from tests.handlers.asking import Asking

OF_STUDENT = "said of Juniper alone"
CARRIED = "Subject and period: filled in from your last form. Change it if it is different here."


@pytest.fixture
def asking(school):
    """Tea and Hal are asked about two students, Zed about the second."""
    asking = Asking(school)
    other = school.student(school.on_record["pat"], alias="LT-111")
    zed = school.person("U0ZED", name="Zed Passerby")
    school.on_team(other, school.on_record["tea"], TeamRole.TEACHER)
    school.on_team(other, zed, TeamRole.TEACHER)
    school.on_team(other, asking.provider, TeamRole.PROVIDER, service="dragonspeech")
    school.meeting(other, date(2026, 11, 18), at=None)
    asking.sends_all()
    asking.pat.modal.close()
    return asking


def requests_to(asking, person):
    def of(scope):
        return scope.requests.to(scope.people.by_slack(person.id).id)

    first, second = sorted(asking.reads(of), key=lambda one: one.student)
    return first, second


CHOSEN = {"Can you come to the meeting?": "Yes", "Is attendance a concern?": "Yes"}


def fills_in_whole(modal, words, **instead):
    """Fill in every field of every page and send the form; gives what stood there before."""
    stood = []
    while modal.now["submit"]:
        before = modal.values
        stood += [f"{label}={held}" for label, held in before.items() if held]
        for label in before:
            if label in CHOSEN or label.startswith("Status of goal"):
                modal.choose(label, CHOSEN.get(label, "Met"))
            else:
                goals = label.startswith("How many goals")
                modal.fill(label, "1" if goals else instead.get(label, words))
        modal = modal.submit()
    assert "is in" in modal.text
    modal.close()
    return stood


def test_a_teachers_next_form_begins_with_their_subject_and_period_which_they_can_change(asking):
    first, second = requests_to(asking, asking.tea)
    asking.fills_in(asking.tea, first, subject="Chess, period 2")
    asking.tea.modal.close()

    form = asking.form(asking.tea, second)
    assert form.values["Subject and period"] == "Chess, period 2"
    assert CARRIED in form.text

    form.fill("Subject and period", "Chess, period 5")
    form = form.submit()
    form.choose("Can you come to the meeting?", "Yes")
    form.submit()
    asking.school.settle()
    (kept,) = asking.forms(second)
    assert kept.answers["subject"] == "Chess, period 5"
    (before,) = asking.forms(first)
    assert before.answers["subject"] == "Chess, period 2"


def test_what_is_sent_untouched_is_kept_as_it_stands(asking):
    first, second = requests_to(asking, asking.tea)
    asking.fills_in(asking.tea, first, subject="Chess, period 2")
    asking.tea.modal.close()

    form = asking.form(asking.tea, second).submit()
    form.choose("Can you come to the meeting?", "Yes")
    form.submit()
    asking.school.settle()

    (kept,) = asking.forms(second)
    assert kept.answers == {"subject": "Chess, period 2", "attends": "yes"}


def test_a_form_only_looked_at_is_no_draft(asking):
    first, second = requests_to(asking, asking.tea)
    asking.fills_in(asking.tea, first)
    asking.tea.modal.close()
    asking.form(asking.tea, second).close()

    assert "This is your draft" not in asking.form(asking.tea, second).text


@pytest.mark.parametrize("who", ["tea", "hal"])
def test_nothing_said_of_one_student_stands_in_the_form_of_another(asking, who):
    person = getattr(asking, who)
    first, second = requests_to(asking, person)
    said = {"Subject and period": "Chess, period 2"}
    fills_in_whole(asking.form(person, first), OF_STUDENT, **said)
    asking.school.settle()
    (kept,) = asking.forms(first)
    assert [*kept.answers.values()].count(OF_STUDENT) > 5

    stood = fills_in_whole(asking.form(person, second), "said of the other one")

    assert stood == (["Subject and period=Chess, period 2"] if who == "tea" else [])


def test_nobody_begins_with_what_another_said(asking):
    first, _ = requests_to(asking, asking.tea)
    asking.fills_in(asking.tea, first, subject="Chess, period 2")

    form = asking.form(asking.school.zed)

    assert form.values["Subject and period"] in ("", None)
    assert "last form" not in form.text


def test_what_somebody_else_wrote_down_for_them_is_not_their_own_word(asking):
    first, second = requests_to(asking, asking.tea)
    asking.opens().click("status/requests_status")
    asking.school.settle()
    asking.pat.modal.choose("request_one", str(first.id))
    asking.school.settle()
    asking.pat.modal.click("Record on their behalf")
    asking.school.settle()
    modal = asking.pat.modal
    modal.fill("Who said it", "Tea Chalkley herself")
    modal.choose("How", "On the phone")
    modal = modal.submit()
    modal.fill("Subject and period", "Chess, period 2")
    modal = modal.submit()
    modal.choose("Can you come to the meeting?", "No")
    assert "is in" in modal.submit().text
    asking.school.settle()

    assert asking.form(asking.tea, second).values["Subject and period"] in ("", None)
