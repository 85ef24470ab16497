"""The parents on record stand on the student's screen, and fill in the talk with them."""

from dataclasses import replace

import pytest

from bot.conversations.conversation_pages import DraftCopy
from bot.meetings.meetings import Mode
from bot.people.people import TeamRole
from tests.handlers.conversations.test_conversation_clicks import talked
from tests.handlers.conversations.test_conversations import conversations_about, opened
from tests.people import MORNING
from tests.storage.samples import a_parent


@pytest.fixture
def dialect():
    """What is kept is tried on both databases elsewhere."""
    return "sqlite"


def clicked(person, school, control):
    person.modal.click(control)
    school.settle()
    return person.modal


def students_screen(person, school, name="juniper"):
    person.command("/iep", f"find {name}")
    school.settle()
    return person.modal


def parents_screen(person, school):
    students_screen(person, school)
    return clicked(person, school, "Parents")


def adds(school, **answers):
    """Put a parent on record by hand, as the case manager does."""
    parents_screen(school.pat, school)
    form = clicked(school.pat, school, "Add a parent")
    for label, said in {"Name": "Rosa Quickwater", **answers}.items():
        form.fill(label, said)
    shown = form.submit()
    words = shown.text
    shown.close(everything=True)
    return words


def of(school, student=None):
    with school.storage.jobs(now=MORNING) as scope:
        return scope.parents.of((student or school.juniper).id)


def trail(school):
    with school.storage.jobs(now=MORNING) as scope:
        return [entry.act for entry in scope.audit.trail(school.juniper.id)]


def on_record(school, **fields):
    with school.storage.caseload_of(school.pat.id, now=MORNING) as scope:
        scope.parents.add(a_parent(scope, school.juniper.id, **fields))


def test_a_parent_is_added_on_the_students_screen_and_stands_there(school):
    assert "No parent is on record yet." in students_screen(school.pat, school).text

    shown = adds(school, **{"What they are to the student": "mother", "Phone numbers": "555-0100"})

    assert "Rosa Quickwater, mother, holds the education rights" in shown
    assert "Phone numbers: 555-0100" in shown
    assert "Rosa Quickwater, mother" in students_screen(school.pat, school).text
    assert "555-0100" not in school.pat.modal.text
    assert school.client.strict_errors() == []


def test_save_pressed_twice_is_one_parent(school):
    school.client.fault("duplicate", method="view_submission", times=9)

    adds(school)

    assert len(of(school)) == 1


def test_an_address_that_is_none_is_refused_beside_its_field(school):
    parents_screen(school.pat, school)
    form = clicked(school.pat, school, "Add a parent")
    form.fill("Name", "Rosa Quickwater")
    form.fill("E-mail", "rosa at home")

    refused = form.submit()

    assert "an e-mail address" in refused.errors["E-mail"]
    assert of(school) == []


def test_a_parent_is_changed_taken_off_and_put_back(school):
    adds(school)
    parents_screen(school.pat, school)
    form = clicked(school.pat, school, "Change")
    assert form.values["Name"] == "Rosa Quickwater"
    form.fill("Best times to call", "after 4")
    assert "Best times to call: after 4" in form.submit().text

    assert "Taken off the record." in clicked(school.pat, school, "Take off").text
    assert of(school)[0].taken_off
    clicked(school.pat, school, "Put back")

    (rosa,) = of(school)
    assert (rosa.taken_off, rosa.call_at) == (False, "after 4")


def test_every_look_at_the_parents_is_logged(school):
    adds(school)
    parents_screen(school.pat, school)
    clicked(school.pat, school, "Change")

    acts = trail(school)
    for act in ("opened the parents", "opened the parents to add somebody"):
        assert act in acts
    assert acts[0] == "opened a parent to change"


def test_the_talk_opens_with_the_parent_on_record_and_takes_four_clicks(school):
    adds(school, **{"What they are to the student": "mother"})

    modal = opened(school.pat, school, "juniper")
    assert modal.values["With whom"] == "Rosa Quickwater, mother"
    modal.close()
    assert talked(school) == 4

    (kept,) = conversations_about(school, school.juniper)
    assert kept.with_whom == "Rosa Quickwater, mother"


def test_the_first_page_of_a_talk_says_how_to_reach_them_and_whom_not_to(school):
    on_record(school, phones="555-0100", call_at="after 4", language="Hmong")
    on_record(school, draft="p2", name="Ed Quickwater", phones="555-0199", no_contact=True)

    modal = opened(school.pat, school, "juniper")

    assert "555-0100; Best times to call: after 4; Language: Hmong" in modal.text
    assert "Not to be contacted" in modal.text
    assert "555-0199" not in modal.text
    assert "555-0100" not in modal.submit().text


def test_a_student_chosen_in_the_form_brings_the_parent_on_record(school):
    on_record(school)
    modal = opened(school.pat, school)
    modal.fill("Strengths", "Sings")

    modal.suggest("Student", "Jun")
    modal.choose("Student", "Juniper Quickwater (JQ-7K2)")
    school.settle()

    assert school.pat.modal.values["With whom"] == "Rosa Marsh, mother"
    assert school.pat.modal.values["Strengths"] == "Sings"


def test_what_stands_with_a_parent_fills_in_the_talk_and_the_talk_what_stands_with_them(school):
    on_record(school, language="Spanish", draft_copy=DraftCopy.NO)
    modal = opened(school.pat, school, "juniper")
    modal.fill("Strengths", "Sings")
    for _ in range(3):
        modal = modal.submit()
    assert modal.values["Language"] == "Spanish"
    assert modal.values["Draft copy before the meeting"] == "No"
    modal.fill("Language", "English")
    modal.choose("How they like to attend", "Video")
    assert modal.submit() is None

    shown = parents_screen(school.pat, school)
    assert "Language: English" in shown.text
    assert "How they like to attend: Video" in shown.text
    form = clicked(school.pat, school, "Change")
    assert form.values["Language"] == "English"
    form.fill("Phone numbers", "555-0100")
    form.submit()

    (rosa,) = of(school)
    assert (rosa.language, rosa.attendance, rosa.phones) == ("English", Mode.VIDEO, "555-0100")


def test_a_talk_that_is_withdrawn_is_not_what_they_said(school):
    on_record(school, language="Spanish")
    talked(school)
    (kept,) = conversations_about(school, school.juniper)
    with school.storage.caseload_of(school.pat.id, now=MORNING) as scope:
        scope.kept_conversations.amend(kept, replace(kept, language="English"))
        (kept,) = scope.conversations.about(school.juniper.id)
    shown = parents_screen(school.pat, school)
    assert "Language: English" in shown.text
    shown.close(everything=True)

    with school.storage.caseload_of(school.pat.id, now=MORNING) as scope:
        scope.kept_conversations.withdraw(kept, "typed in to try things out")

    assert "Language: Spanish" in parents_screen(school.pat, school).text


def test_of_two_parents_the_one_who_is_talked_with_is_asked(school):
    on_record(school, language="Spanish")
    on_record(school, draft="p2", name="Luis Marsh", relation="father", language="Hmong")
    modal = opened(school.pat, school, "juniper")
    modal.fill("With whom", "her father, at work")
    for _ in range(3):
        modal = modal.submit()

    assert modal.values["Language"] == "Hmong"


def test_what_one_parent_prefers_is_not_filled_in_for_the_other(school):
    on_record(school)
    on_record(school, draft="p2", name="Luis Marsh", relation="father")
    talked(school)
    (kept,) = conversations_about(school, school.juniper)
    with school.storage.caseload_of(school.pat.id, now=MORNING) as scope:
        scope.kept_conversations.amend(kept, replace(kept, draft_copy=DraftCopy.NO))
    modal = opened(school.pat, school, "juniper")
    modal.fill("With whom", "her father")
    for _ in range(3):
        modal = modal.submit()

    assert modal.values["Draft copy before the meeting"] in ("", None)


def test_who_is_taken_off_and_put_back_is_known_as_before(school):
    on_record(school, language="Spanish")
    talked(school)
    (kept,) = conversations_about(school, school.juniper)
    with school.storage.caseload_of(school.pat.id, now=MORNING) as scope:
        scope.kept_conversations.amend(kept, replace(kept, language="English"))

    parents_screen(school.pat, school)
    clicked(school.pat, school, "Take off")
    shown = clicked(school.pat, school, "Put back")

    assert "Language: English" in shown.text


def test_a_substitute_keeps_the_parents_and_a_colleague_of_the_team_has_no_way_to_them(school):
    on_record(school)
    school.on_team(school.juniper, school.on_record["kim"], TeamRole.TEACHER)
    students_screen(school.kim, school)
    assert "Rosa Marsh" not in school.kim.modal.text

    until = MORNING.date()
    school.on_team(school.juniper, school.on_record["kim"], TeamRole.SUBSTITUTE, until_on=until)

    assert "Rosa Marsh" in parents_screen(school.kim, school).text
