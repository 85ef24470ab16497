"""The home tab shows the caller's own caseload, page by page."""

from dataclasses import replace

from sqlalchemy import func, select

from storage import tables as rows
from tests.people import MORNING


def home_of(person, school):
    person.open_home()
    school.settle()
    return person.home.text


def test_the_home_tab_shows_each_student_with_name_meeting_and_next_work(school):
    school.junipers_meeting()

    seen = home_of(school.pat, school)

    assert "Juniper Quickwater (JQ-7K2)" in seen
    assert "Tue, Oct 27 at 9:30 am, annual, phone conference" in seen
    assert "Otis" not in seen


def test_names_stay_out_where_the_district_does_not_allow_them(school):
    with school.storage.jobs(now=MORNING) as scope:
        scope.settings.keep(replace(scope.workspace, names_at_home=False))

    seen = home_of(school.pat, school)

    assert "JQ-7K2" in seen
    assert "Juniper" not in seen


def test_a_student_without_a_meeting_is_warned_of(school):
    assert "No meeting set" in home_of(school.pat, school)


def test_the_others_of_a_caseload_of_sixty_are_turned_page_by_page(school):
    for _ in range(59):
        school.student(school.on_record["pat"])

    assert "Page" not in home_of(school.pat, school)
    for press, page in [
        ("All students", "Page 1 of 3"),
        ("Next", "Page 2 of 3"),
        ("Next", "Page 3 of 3"),
        ("Previous", "Page 2 of 3"),
        ("Previous", "Page 1 of 3"),
    ]:
        school.pat.home.click(press)
        school.settle()
        assert page in school.pat.home.text
    school.pat.home.click("Back")
    school.settle()
    assert "Your IEP work" in school.pat.home.text
    assert school.client.strict_errors() == []


def test_a_students_button_opens_what_can_be_done_about_them(school):
    home_of(school.pat, school)

    school.pat.home.click(f"student:{school.juniper.id}/student_open")
    school.settle()

    assert "Juniper Quickwater (JQ-7K2)" in school.pat.modal.text


def test_a_stranger_gets_a_friendly_word_and_nothing_else(school):
    seen = home_of(school.zed, school)

    assert "not set up here yet" in seen
    assert "JQ-7K2" not in seen


def test_what_nobody_needs_to_remember_of_a_look_is_not_written(school):
    def heard():
        with school.assistant.database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(rows.heard_events))

    school.pat.open_home(tab="messages")
    school.zed.open_home()
    school.settle()
    assert heard() == 0

    school.pat.open_home()
    school.settle()
    assert heard() == 1
