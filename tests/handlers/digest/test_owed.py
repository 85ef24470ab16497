"""A teacher who was asked for forms finds them again, whichever door they come through."""

from datetime import date, timedelta

import pytest

from bot.people.people import TeamRole
from bot.requests.requests import Form
from tests.handlers.asking import Asking
from tests.handlers.digest.test_direct_messages import answer
from tests.people import MORNING

OVERDUE = "teacher feedback, was due Wed, Oct 7. Asked by Pat Fennimore."


@pytest.fixture
def asking(school):
    """Tea owes three forms, of which one is overdue."""
    asking = Asking(school)
    pat, tea = school.on_record["pat"], school.on_record["tea"]
    for alias, by in (("LT-111", date(2026, 11, 2)), ("LT-222", date(2026, 10, 20))):
        student = school.student(pat, alias=alias, first_name="Larch", last_name="Tidewell")
        school.on_team(student, tea, TeamRole.TEACHER)
        asks(school, student, school.meeting(student, date(2026, 12, 1)), tea, by)
    asks(school, school.juniper, asking.meeting, tea, date(2026, 10, 7))
    return asking


def asks(school, student, meeting, tea, by, *, asked=MORNING - timedelta(days=7)):
    with school.storage.jobs(now=asked) as scope:
        scope.requests.ask(
            student=student.id,
            meeting=meeting.id,
            form=Form.TEACHER_FEEDBACK,
            respondent=tea.id,
            due_on=by,
        )


def hub(school, person):
    person.command("/iep")
    school.settle()
    return person.ephemerals[-1]


def fills_in(asking, modal):
    modal.fill("Subject and period", "Science, period 3")
    modal = modal.submit()
    modal.choose("Can you come to the meeting?", "Yes")
    modal.submit()
    asking.school.settle()


def test_the_home_tab_lists_them_and_empties_as_they_come_in(school, asking):
    school.tea.open_home()
    school.settle()
    home = school.tea.home
    assert "For you to do: 3 things, 1 overdue" in home.text
    aliases = [home.text.index(alias) for alias in ("JQ-7K2", "LT-222", "LT-111")]
    assert aliases == sorted(aliases)
    assert OVERDUE in home.text
    assert "nothing to do" not in home.text
    assert "Juniper" not in home.text

    home.click("waiting:0/request_fill_in")
    school.settle()
    assert "Juniper Quickwater" in school.tea.modal.text
    fills_in(asking, school.tea.modal)

    assert "For you to do: 2 things" in school.tea.home.text
    assert "overdue" not in school.tea.home.text
    assert school.client.strict_errors() == []


def test_what_was_asked_for_after_its_day_is_not_called_overdue(school):
    asking, tea = Asking(school), school.on_record["tea"]
    asks(school, school.juniper, asking.meeting, tea, date(2026, 10, 7), asked=MORNING)
    school.tea.open_home()
    school.settle()

    assert "For you to do: 1 thing\n" in school.tea.home.text
    assert "teacher feedback, as soon as you can. Asked by Pat Fennimore." in school.tea.home.text
    school.tea.home.click("waiting:0/request_fill_in")
    school.settle()
    assert "Needed as soon as you can. Asked by Pat Fennimore." in school.tea.modal.text


def test_the_hub_lists_them_and_a_press_opens_the_form(school, asking):
    said = hub(school, school.tea)

    assert "For you to do: 3 things, 1 overdue" in said.text
    assert OVERDUE in said.text
    said.click("waiting:1/request_fill_in")
    school.settle()
    assert "Larch Tidewell" in school.tea.modal.text
    assert school.client.strict_errors() == []


def test_due_names_the_students_and_a_press_opens_the_form(school, asking):
    asking.opens(school.tea, "due")
    shown = school.tea.modal
    assert "Juniper Quickwater (JQ-7K2), teacher feedback, was due Wed" in shown.text
    assert "Nothing is open" not in shown.text

    shown.click("waiting:0/request_fill_in")
    school.settle()
    fills_in(asking, school.tea.modal)
    school.tea.modal.close()

    asking.opens(school.tea, "due")
    assert "Juniper" not in school.tea.modal.text
    assert "For you to do: 2 things" in school.tea.modal.text
    assert school.client.strict_errors() == []


@pytest.mark.parametrize(
    ("words", "count", "besides"),
    [
        pytest.param(
            "what is due?",
            2,
            "1 more thing is open; the next is due by Mon, Nov 2",
            id="soon",
        ),
        pytest.param(
            "what is due today?",
            1,
            "2 more things are open; the next is due by Tue, Oct 20",
            id="today",
        ),
        pytest.param("which forms do I owe?", 3, "", id="forms"),
    ],
)
def test_asked_in_words_they_are_told_with_what_is_open_besides(
    school, asking, words, count, besides
):
    said = answer(school, words, school.tea)

    assert f"For you to do: {count} thing" in said.text
    assert OVERDUE in said.text
    assert besides in said.text
    assert ("more thing" in said.text) is bool(besides)
    assert "Juniper" not in said.text + said.fallback


def test_all_of_them_are_a_press_away_from_words(school, asking):
    answer(school, "what is due today?", school.tea).click("All that is open")
    school.settle()

    assert "For you to do: 3 things, 1 overdue" in school.tea.modal.text
    assert school.client.strict_errors() == []


def test_what_is_no_longer_asked_is_no_longer_told(school, asking):
    school.tea.open_home()
    school.settle()
    asking.leaves_the_team(school.on_record["tea"])
    with school.storage.jobs(now=MORNING) as scope:
        scope.follow_team(school.juniper.id)
    school.settle()

    assert "For you to do: 2 things" in school.tea.home.text
    assert "JQ-7K2" not in hub(school, school.tea).text


def test_a_meeting_called_off_takes_its_forms_from_the_home_tab(school, asking):
    school.tea.open_home()
    school.settle()
    asking.opens(words="meeting juniper").click("Cancel …")
    school.settle()
    school.pat.modal.fill("Why, and who asked", "The family moves away.")
    school.pat.modal.submit()
    school.settle()

    assert "For you to do: 2 things" in school.tea.home.text


def test_what_they_are_asked_for_meanwhile_appears_in_the_home_tab(school):
    asking = Asking(school)
    school.tea.open_home()
    school.settle()
    assert "Nothing for you to do right now." in school.tea.home.text

    asking.sends_all()

    assert "For you to do: 1 thing" in school.tea.home.text


def test_a_teacher_who_types_request_finds_the_forms_they_were_asked_for(school, asking):
    asking.opens(school.tea, "request")

    assert "For you to do: 3 things, 1 overdue" in school.tea.modal.text
    school.tea.modal.click("waiting:0/request_fill_in")
    school.settle()
    assert "Juniper Quickwater" in school.tea.modal.text
    assert school.client.strict_errors() == []
