"""A caseload is pasted, looked over, and taken in or dropped."""

from datetime import timedelta

from bot.people.people import Role
from handlers.imports import pastes as paste_handlers
from tests.people import MORNING

HEADER = "student_id,first_name,last_name,grade,case_manager,annual_due"


def opens(person, school):
    person.command("/iep", "paste")
    school.settle()
    return person.modal


def pastes(person, school, *rows):
    form = opens(person, school)
    form.fill("Rows, part 1", "\n".join([HEADER, *rows]))
    return form.submit()


def on_record(school):
    with school.storage.jobs(now=MORNING) as scope:
        return {one.number: one for one in scope.students.all()}


def left(school, user):
    with school.storage.caseload_of(user, now=MORNING) as scope:
        return scope.drafts.latest("paste")


def test_nothing_changes_before_take_these_in_and_the_text_is_gone_after_it(school):
    preview = pastes(school.pat, school, "S1,Wren,Ōkami,07,,2027-03-01", "S2,Moss,Alder,4,,soon")

    assert "1 student added, 0 changed, 0 unchanged, 1 row with a problem" in preview.text
    assert "Line 3, S2: annual_due: 'soon' is not a date" in preview.text
    assert "S1" not in on_record(school)

    taken = preview.submit()

    assert "Wren Ōkami" in taken.text
    wren = on_record(school)["S1"]
    assert (wren.grade, wren.case_manager) == ("7", school.on_record["pat"].id)
    assert left(school, "U0PAT") is None
    assert school.client.strict_errors() == []


def test_the_same_rows_again_change_nothing(school):
    pastes(school.pat, school, "S1,Wren,Alder,7,,").submit()

    again = pastes(school.pat, school, "S1,Wren,Alder,7,,")

    assert "0 students added, 0 changed, 1 unchanged" in again.text
    assert "Take these in" not in again.text


def test_a_case_manager_pastes_no_students_for_others(school):
    preview = pastes(school.pat, school, "S1,Wren,Alder,7,kim@quillmarsh.example,")

    assert "names someone else" in preview.text
    assert "1 row with a problem" in preview.text


def test_an_admin_pastes_everybodys_and_it_stands_in_the_log_who_did(school):
    hal = school.person("U0HAL", Role.ADMIN, name="Hal Helpwell")

    pastes(school.hal, school, "S1,Wren,Alder,7,U0KIM,").submit()

    wren = on_record(school)["S1"]
    assert wren.case_manager == school.on_record["kim"].id
    with school.storage.jobs(now=MORNING) as scope:
        assert scope.audit.trail(wren.id)[-1].by == hal.id


def test_a_paste_goes_on_in_a_second_part(school):
    form = opens(school.pat, school)
    form.fill("Rows, part 1", f"{HEADER}\nS1,Wren,Alder,7,,")
    form.tick("There is more than fits here")
    second = form.submit()
    second.fill("Rows, part 6", "S2,Moss,Reed,4,,")

    preview = second.submit()

    assert "2 students added" in preview.text


def test_what_takes_longer_than_slack_waits_is_taken_in_bit_by_bit(school, monkeypatch):
    monkeypatch.setattr(paste_handlers, "TAKES", 0.0)
    preview = pastes(school.pat, school, "S1,Wren,Alder,7,,", "S2,Moss,Reed,4,,")

    half_way = preview.submit()

    assert "1 student added" in half_way.text
    assert "1 row still to come" in half_way.text
    assert {"S1"} == on_record(school).keys() & {"S1", "S2"}
    assert left(school, "U0PAT") is not None
    taken = half_way.submit()
    assert "1 student added" in taken.text
    assert "1 unchanged" in taken.text
    assert {"S1", "S2"} <= on_record(school).keys()
    assert left(school, "U0PAT") is None


def test_what_was_left_is_found_again_and_dropped(school):
    pastes(school.pat, school, "S1,Wren,Alder,7,,").close()
    school.client.go_to(MORNING + timedelta(minutes=5))
    found = opens(school.pat, school)
    assert "You pasted 2 lines earlier" in found.text

    found.click("Drop it")
    school.settle()

    assert "The pasted text is gone" in school.pat.modal.text
    assert left(school, "U0PAT") is None
    assert "S1" not in on_record(school)


def test_what_was_taken_in_already_is_not_taken_in_twice(school):
    preview = pastes(school.pat, school, "S1,Wren,Alder,7,,")
    draft = left(school, "U0PAT")
    with school.storage.caseload_of("U0PAT", now=MORNING) as scope:
        scope.drafts.drop(draft.key)

    preview.submit()

    assert "already imported or dropped" in school.pat.modal.text
    assert "S1" not in on_record(school)


def test_who_is_no_case_manager_pastes_nothing(school):
    assert opens(school.tea, school) is None
    assert "Only a case manager adds students" in school.tea.ephemerals[-1].text
