"""Nobody learns from a student id whether a student of others is on record."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from bot.people.people import Role, SlackUserId, TeamMember, TeamRole
from casework.imports import pastes as paste_use_cases
from casework.imports.imports import Files, take_in
from casework.people.confirmations import ask_whose_it_is
from storage import Storage, rotate_keys
from tests.conftest import KEYS
from tests.handlers.imports.test_pastes import pastes
from tests.handlers.people.test_confirmations import otis_of, trail_of_otis
from tests.people import MORNING

PAT = SlackUserId("U0PAT")
FRIDAY = MORNING.date() + timedelta(days=4)


@pytest.fixture
def school(school):
    """Hal is the admin; Otis is Kim's, and Pat has no business with him."""
    school.person("U0HAL", Role.ADMIN, name="Hal Helpwell")
    return school


def pats(school, *, gone=False):
    with school.storage.caseload_of("U0PAT", now=MORNING) as caseload:
        found = caseload.students.gone() if gone else caseload.students.all()
        return {one.last_name: one for one in found}


def masked(text):
    """What a screen says, without the alias that is drawn by lot."""
    return re.sub(r"WA-\w{3}", "WA-___", text)


def types_in(school, number):
    school.pat.command("/iep", "add")
    school.settle()
    form = school.pat.modal
    form.fill("First name", "Wren")
    form.fill("Last name", "Alder")
    form.fill("Student id", number)
    shown = form.submit()
    school.settle()
    return masked(shown.text)


def asked_of(person):
    return [one for one in person.dms() if "whose id is on record" in one.text]


def takes_otis(school):
    pastes(school.pat, school, f"{school.otis.number},Wren,Alder,7,,").submit()
    school.settle()


def decides(school, button):
    (asked,) = asked_of(school.hal)
    asked.click(button)
    school.settle()


def told_to_pat(school):
    return [one.text for one in school.pat.dms()]


def test_an_id_of_others_and_an_unknown_one_are_answered_word_for_word_alike(school):
    def answers(number):
        shown = []
        preview = pastes(school.pat, school, f"{number},Wren,Alder,7,,")
        shown.append(preview.text)
        shown.append(preview.submit().text)
        school.settle()
        again = pastes(school.pat, school, f"{number},Wren,Alder,7,,")
        shown.append(again.text)
        again.click("Drop it")
        school.settle()
        shown.append(school.pat.modal.text)
        return [one.replace(number, "ID") for one in shown]

    unknown, others = answers("S1"), answers(school.otis.number)

    assert others == unknown
    assert "1 student added" in others[0]
    assert "1 unchanged" in others[2]
    assert otis_of(school) == school.otis


def test_by_hand_they_are_answered_alike_as_well(school):
    assert types_in(school, school.otis.number) == types_in(school, "S1").replace("S1", "ID")
    assert "Wren Alder" in school.pat.modal.text


def test_the_case_manager_has_a_record_of_their_own_and_reads_nothing_of_the_other(school):
    takes_otis(school)

    own = pats(school)["Alder"]
    assert (own.number, own.first_name) == (school.otis.number, "Wren")
    with school.storage.caseload_of("U0PAT", now=MORNING) as caseload:
        assert [one.act for one in caseload.audit.trail(own.id)] == ["added a student"]
    assert told_to_pat(school) == []
    assert "named by student id from another caseload" in trail_of_otis(school)
    assert "looked for by student id in a paste" in trail_of_otis(school)


def test_the_admins_are_asked_by_alias_and_confirming_moves_the_record_that_was_first(school):
    takes_otis(school)
    own = pats(school)["Alder"]
    (asked,) = asked_of(school.hal)
    assert school.otis.alias in asked.text
    assert own.alias in asked.text
    assert "Otis" not in asked.text

    decides(school, "Confirm")

    assert otis_of(school).case_manager == school.on_record["pat"].id
    assert otis_of(school).number == school.otis.number
    assert set(pats(school, gone=True)) == {"Alder"}
    assert any("has moved a student from your caseload" in one.text for one in school.kim.dms())
    assert any("handed over to you" in one for one in told_to_pat(school))


def test_refused_both_stay_and_nobody_is_told(school):
    takes_otis(school)

    decides(school, "Refuse")

    assert otis_of(school) == school.otis
    assert "Alder" in pats(school)
    assert told_to_pat(school) == []
    assert school.kim.dms() == []


def test_once_the_student_has_changed_hands_otherwise_nothing_is_moved(school):
    takes_otis(school)
    with school.storage.jobs(now=MORNING) as scope:
        tea = scope.people.by_slack("U0TEA")
        scope.students.keep(replace(scope.students.get(school.otis.id), case_manager=tea.id))

    decides(school, "Confirm")

    assert otis_of(school).case_manager == tea.id
    assert "Alder" in pats(school)


@pytest.mark.parametrize("whose", ["theirs", "their own"])
def test_once_either_id_was_a_slip_of_the_pen_and_is_mended_nothing_is_moved(school, whose):
    """Or another child's whole record would go to whoever had mistyped an id for a moment."""
    takes_otis(school)
    user, student = (
        ("U0KIM", school.otis) if whose == "theirs" else ("U0PAT", pats(school)["Alder"])
    )
    with school.storage.caseload_of(user, now=MORNING) as caseload:
        caseload.students.keep(replace(caseload.students.get(student.id), number="S404"))

    decides(school, "Confirm")

    assert otis_of(school).case_manager == school.on_record["kim"].id
    assert "Alder" in pats(school)


def test_what_a_substitute_asks_goes_to_the_case_manager_whose_student_it_is(school):
    with school.storage.jobs(now=MORNING) as scope:
        stands_in = scope.people.by_slack("U0TEA")
        scope.people.keep(replace(stands_in, roles=stands_in.roles | {Role.CASE_MANAGER}))
        member = TeamMember(person=stands_in.id, role=TeamRole.SUBSTITUTE, until_on=FRIDAY)
        team = scope.people.team_of(school.juniper.id)
        scope.people.set_team(school.juniper.id, [*team, member])
    with school.storage.caseload_of("U0TEA", now=MORNING) as caseload:
        before = caseload.students.get(school.juniper.id)
        after = replace(before, number=school.otis.number)
        caseload.students.keep(after)
        ask_whose_it_is(caseload, after)
    school.settle()

    decides(school, "Confirm")

    assert otis_of(school).case_manager == school.on_record["pat"].id


def test_an_id_changed_to_one_of_others_on_the_form_is_taken_and_the_admins_are_asked(school):
    school.pat.command("/iep", "find Juniper")
    school.settle()
    school.pat.modal.click("Edit")
    school.settle()
    form = school.pat.modal
    form.fill("Student id", school.otis.number)
    shown = form.submit()
    school.settle()

    assert school.juniper.alias in shown.text
    assert len(asked_of(school.hal)) == 1


def test_an_id_changed_to_one_of_others_is_taken_without_a_word(school):
    with school.storage.caseload_of("U0PAT", now=MORNING) as caseload:
        juniper = caseload.students.get(school.juniper.id)
        caseload.students.keep(replace(juniper, number=school.otis.number))

    with school.storage.caseload_of("U0PAT", now=MORNING) as caseload:
        caseload.students.keep(replace(caseload.students.get(juniper.id), grade="8"))
        assert caseload.students.by_number(school.otis.number).id == juniper.id
    with school.storage.jobs(now=MORNING) as scope:
        assert scope.students.by_number(school.otis.number).id == school.otis.id


def test_pasted_and_dropped_it_leaves_a_trace(school):
    rows = [f"X{number},A,B,7,," for number in range(30)]
    pastes(school.pat, school, *rows, f"{school.otis.number},A,B,7,,")
    school.pat.modal.click("Drop it")
    school.settle()

    assert trail_of_otis(school).count("looked for by student id in a paste") == 1
    with school.storage.caseload_of("U0PAT", now=MORNING) as caseload:
        (looked,) = caseload.audit.done_today(paste_use_cases.LOOKED)
    assert looked.detail.startswith("31 of 31 rows not on their caseload, 1 on others', paste ")


def test_who_pastes_more_than_anybody_has_is_stopped_until_tomorrow_and_admins_are_told(
    school, monkeypatch
):
    monkeypatch.setattr(paste_use_cases, "MOST_NEW", 3)
    pastes(school.pat, school, "S0,A,B,7,,").click("Drop it")
    school.settle()
    school.pat.modal.close()
    pastes(school.pat, school, "S1,A,B,7,,", "S2,A,B,7,,", "S3,A,B,7,,")
    school.pat.modal.close()
    school.pat.command("/iep", "paste")
    school.settle()
    school.pat.modal.click("See what would change")
    school.settle()

    assert "Please go on tomorrow" in told_to_pat(school)[-1]
    assert [one for one in school.hal.dms() if "Pat Fennimore" in one.text]

    school.client.go_to(MORNING + timedelta(days=1))
    school.pat.command("/iep", "paste")
    school.settle()
    school.pat.modal.click("See what would change")
    school.settle()
    assert "3 students added" in school.pat.modal.text


def test_who_looks_at_the_same_students_again_has_pasted_them_once(school, monkeypatch):
    """Or whoever mends names in a paste of their new caseload is locked out of it."""
    monkeypatch.setattr(paste_use_cases, "MOST_NEW", 3)
    for name in ("A", "B", "C"):
        shown = pastes(school.pat, school, f"S1,{name},B,7,,", f"S2,{name},B,7,,")
        assert "2 students added" in shown.text
        shown.click("Drop it")
        school.settle()

    assert school.hal.dms() == []


@pytest.mark.parametrize("who", ["pat", "tea", "zed"])
@pytest.mark.parametrize("command", ["/preiep {}", "/iep {}", "/iep find {}", "/iep log {}", "{}"])
def test_words_that_name_a_student_of_others_are_answered_as_those_that_name_nobody(
    school, command, who
):
    person = getattr(school, who)

    def answer(words):
        said = command.format(words)
        if said.startswith("/"):
            name, _, rest = said.partition(" ")
            person.command(name, rest)
        else:
            person.message(said)
        school.settle()
        shown = [one.text for one in [*person.ephemerals[-1:], *person.dms()[-1:]]]
        if person.modal:
            shown.append(person.modal.text)
            person.modal.close()
        return [one.replace(words, "WORDS") for one in shown]

    unknown = answer("909090")
    assert unknown
    for words in (school.otis.number, school.otis.alias, "Plumfield"):
        assert [one.replace(words, "WORDS") for one in answer(words)] == unknown


def test_once_whoever_had_the_id_first_has_another_a_file_finds_who_has_it_now(school):
    """Nobody would be found by it, and the file would make a third record of one student."""
    takes_otis(school)
    with school.storage.caseload_of("U0KIM", now=MORNING) as caseload:
        otis = caseload.students.get(school.otis.id)
        caseload.students.keep(replace(otis, number="S404"))

    with school.storage.jobs(now=MORNING) as scope:
        assert scope.students.by_number(school.otis.number).last_name == "Alder"
        assert scope.students.by_number("S404").id == school.otis.id


@pytest.mark.parametrize("by", ["an admin", "a file"])
def test_who_had_left_the_other_caseload_is_back_when_they_are_moved(school, by):
    """Both records would have left else, and nobody would have the dates of the student."""
    with school.storage.caseload_of("U0KIM", now=MORNING) as caseload:
        otis = caseload.students.get(school.otis.id)
        caseload.students.keep(replace(otis, exited_on=MORNING.date()))
    takes_otis(school)

    if by == "an admin":
        decides(school, "Confirm")
    else:
        rows = f"student_id,case_manager\n{school.otis.number},U0PAT\n"
        take_in(Files(caseload=rows), lambda: school.storage.jobs(now=MORNING))

    assert "Plumfield" in pats(school)
    assert set(pats(school, gone=True)) == {"Alder"}


def test_a_file_that_moves_the_student_leaves_one_record_to_whoever_had_made_another(school):
    takes_otis(school)
    alias = pats(school)["Alder"].alias

    report = take_in(
        Files(caseload=f"student_id,case_manager\n{school.otis.number},U0PAT\n"),
        lambda: school.storage.jobs(now=MORNING),
    )

    assert "Plumfield" in pats(school)
    assert "Alder" not in pats(school)
    assert "Alder" in pats(school, gone=True)
    assert [alias in found.sentence for _, found in report.findings] == [True]


def test_a_file_of_the_district_finds_whoever_had_the_id_first_before_and_after_a_new_key(
    school, database_url, opened
):
    takes_otis(school)
    with school.storage.jobs(now=MORNING) as scope:
        assert scope.students.by_number(school.otis.number).id == school.otis.id
    newer = (Fernet.generate_key().decode(), *KEYS)

    rotate_keys(opened(database_url, keys=newer))

    later = Storage(opened(database_url, keys=newer), school.storage.workspace_id)
    with later.jobs(now=MORNING) as scope:
        assert scope.students.by_number(school.otis.number).id == school.otis.id
    with later.caseload_of(PAT, now=MORNING) as caseload:
        assert caseload.students.by_number(school.otis.number).last_name == "Alder"
