"""Nobody gives themself a role or a student: another admin confirms, and everybody is told."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.errors import NotAllowedError, StaleError
from bot.messages import MessageKind
from bot.people.confirmations import Confirmation, ConfirmationId, Ruling, Wish
from bot.people.people import Role, SlackUserId, TeamMember, TeamRole
from bot.ui.people import confirmations
from casework.people.admin_acts import tell_of_caseload
from casework.people.confirmations import ask_for_students, give_up_late
from casework.people.decisions import decide
from casework.records.destruction import destroy
from tests.handlers.imports.test_pastes import pastes
from tests.handlers.settings.test_settings import into
from tests.people import MORNING

HAL = SlackUserId("U0HAL")
HERE = ZoneInfo("America/Los_Angeles")


@pytest.fixture
def two_admins(school):
    """Hal and Ada run Preiep; neither leads a case."""
    school.person("U0HAL", Role.ADMIN, name="Hal Helpwell", email="hal@quillmarsh.example")
    school.person("U0ZED", Role.ADMIN, name="Ada Zedley", email="zed@quillmarsh.example")
    return school


def roles_form(school, person, whose):
    into(person, school, "People and roles").click(str(person_of(school, whose).id))
    school.settle()
    return person.modal


def submitted(school, person):
    shown = person.modal.submit()
    school.settle()
    return shown


def person_of(school, slack_id):
    with school.storage.jobs(now=MORNING) as scope:
        return scope.people.by_slack(slack_id)


def otis_of(school):
    with school.storage.jobs(now=MORNING) as scope:
        return scope.students.get(school.otis.id)


def team_of_otis(school):
    with school.storage.jobs(now=MORNING) as scope:
        return {(one.slack_id, one.role) for one in scope.people.team_of(school.otis.id)}


def trail_of_otis(school):
    with school.storage.jobs(now=MORNING) as scope:
        return [entry.act for entry in scope.audit.trail(school.otis.id)]


def wants_supervisor(school):
    modal = roles_form(school, school.hal, "U0HAL")
    modal.tick("Supervisor")
    return submitted(school, school.hal)


def presses(school, person, button):
    asked = next(one for one in person.dms() if "for themself" in one.text or "pasted" in one.text)
    asked.click(button)
    school.settle()
    return next(one for one in person.dms() if one.ts == asked.ts)


def takes_in(school, person, *rows):
    preview = pastes(person, school, *rows)
    taken = preview.submit()
    school.settle()
    return preview, taken


def test_an_admin_who_makes_themself_a_supervisor_waits_for_the_other_admin(two_admins):
    shown = wants_supervisor(two_admins)

    assert "The other admins are asked" in shown.text
    assert person_of(two_admins, "U0HAL").roles == {Role.ADMIN}
    asked = two_admins.zed.dms()[-1]
    assert "Hal Helpwell" in asked.text
    assert "supervisor, admin" in asked.text
    with pytest.raises(NotAllowedError), two_admins.storage.district_of(HAL, now=MORNING):
        pass

    ended = presses(two_admins, two_admins.zed, "Confirm")

    assert person_of(two_admins, "U0HAL").roles == {Role.ADMIN, Role.SUPERVISOR}
    assert "it is done" in ended.text
    assert "confirmation_confirm" not in str(ended.now)
    assert any("You are now: supervisor" in one.text for one in two_admins.hal.dms())
    assert two_admins.client.strict_errors() == []


def test_refused_nothing_changes_and_who_asked_is_told(two_admins):
    wants_supervisor(two_admins)

    ended = presses(two_admins, two_admins.zed, "Refuse")

    assert person_of(two_admins, "U0HAL").roles == {Role.ADMIN}
    assert "refused it" in ended.text
    assert "refused it" in two_admins.hal.dms()[-1].text


def test_pressed_again_on_an_old_screen_it_is_done_once(two_admins):
    wants_supervisor(two_admins)
    asked = two_admins.zed.dms()[-1]
    with two_admins.storage.intake_by(SlackUserId("U0ZED"), now=MORNING) as intake:
        decide(intake, ConfirmationId(1), confirms=False)

    asked.click("Confirm")
    two_admins.settle()

    assert "decided already" in two_admins.zed.ephemerals[-1].text
    assert person_of(two_admins, "U0HAL").roles == {Role.ADMIN}


def test_a_role_given_up_needs_nobody(two_admins):
    with two_admins.storage.jobs(now=MORNING) as scope:
        hal = scope.people.by_slack("U0HAL")
        scope.people.keep(replace(hal, roles=hal.roles | {Role.OFFICE}))
    modal = roles_form(two_admins, two_admins.hal, "U0HAL")
    modal.untick("Office")
    submitted(two_admins, two_admins.hal)

    assert person_of(two_admins, "U0HAL").roles == {Role.ADMIN}


def test_a_sole_admin_is_told_of_the_command_line(school):
    school.person("U0HAL", Role.ADMIN, name="Hal Helpwell")

    shown = wants_supervisor(school)

    assert "python app.py import --people FILE.csv" in shown.errors["roles"]
    assert person_of(school, "U0HAL").roles == {Role.ADMIN}


def test_what_is_asked_twice_is_asked_of_the_others_once(two_admins):
    wants_supervisor(two_admins)
    wants_supervisor(two_admins)

    assert len([one for one in two_admins.zed.dms() if "for themself" in one.text]) == 1


def test_after_a_week_or_once_the_roles_are_others_nothing_is_confirmed(two_admins):
    wants_supervisor(two_admins)
    with two_admins.storage.jobs(now=MORNING) as scope:
        hal = scope.people.by_slack("U0HAL")
        scope.people.keep(replace(hal, roles=hal.roles | {Role.OFFICE}))

    ended = presses(two_admins, two_admins.zed, "Confirm")

    assert "had changed meanwhile" in ended.text
    assert person_of(two_admins, "U0HAL").roles == {Role.ADMIN, Role.OFFICE}


def test_what_nobody_decides_within_a_week_ends_and_who_asked_is_told(two_admins):
    wants_supervisor(two_admins)
    with two_admins.storage.jobs(now=MORNING + timedelta(days=6, hours=23)) as scope:
        assert give_up_late(scope) == 0
    with two_admins.storage.jobs(now=MORNING + timedelta(days=7)) as scope:
        assert give_up_late(scope) == 1
    two_admins.settle()

    assert person_of(two_admins, "U0HAL").roles == {Role.ADMIN}
    (asked,) = [one for one in two_admins.zed.dms() if "for themself" in one.text]
    assert "within a week" in asked.text


def test_a_button_pressed_a_week_later_does_nothing(two_admins):
    wants_supervisor(two_admins)

    later = MORNING + timedelta(days=7)
    with two_admins.storage.intake_by(SlackUserId("U0ZED"), now=later) as intake:
        assert decide(intake, ConfirmationId(1), confirms=True) is Ruling.LATE

    assert person_of(two_admins, "U0HAL").roles == {Role.ADMIN}


def test_what_somebody_asked_who_is_no_admin_any_more_is_not_confirmed(two_admins):
    takes_in(two_admins, two_admins.hal, f"{two_admins.otis.number},,,,U0HAL,")
    with two_admins.storage.jobs(now=MORNING) as scope:
        hal = scope.people.by_slack("U0HAL")
        scope.people.keep(replace(hal, roles=frozenset({Role.CASE_MANAGER})))

    ended = presses(two_admins, two_admins.zed, "Confirm")

    assert "had changed meanwhile" in ended.text
    assert otis_of(two_admins).case_manager == two_admins.on_record["kim"].id


def test_who_confirms_gets_no_part_by_it_either(two_admins):
    form = opens_paste(two_admins, two_admins.hal)
    row = f"{two_admins.otis.number},U0HAL,teacher:U0ZED"
    form.fill("Rows, part 1", f"student_id,case_manager,team\n{row}")
    form.submit().submit()
    two_admins.settle()

    presses(two_admins, two_admins.zed, "Confirm")

    assert "so another admin has to confirm it" in two_admins.zed.ephemerals[-1].text
    assert otis_of(two_admins).case_manager == two_admins.on_record["kim"].id


def test_nobody_confirms_what_they_asked_for_themself(two_admins):
    """Whoever forwards the press of a button that was never theirs is refused all the same."""
    wants_supervisor(two_admins)
    with two_admins.storage.jobs(now=MORNING) as scope:
        zed, hal = scope.people.by_slack("U0ZED"), scope.people.by_slack("U0HAL")
        asked = scope.confirmations.get(1)
        scope.confirmations.decide(replace(asked, by=zed.id), asked.decision)

    presses(two_admins, two_admins.zed, "Confirm")

    assert "nobody confirms what they asked for" in two_admins.zed.ephemerals[-1].text
    assert person_of(two_admins, "U0HAL").roles == hal.roles == {Role.ADMIN}


def test_who_is_no_admin_any_more_confirms_nothing(two_admins):
    wants_supervisor(two_admins)
    two_admins.person("U0KIM2", Role.ADMIN)
    with two_admins.storage.jobs(now=MORNING) as scope:
        zed = scope.people.by_slack("U0ZED")
        scope.people.keep(replace(zed, roles=frozenset({Role.OFFICE})))

    presses(two_admins, two_admins.zed, "Confirm")

    assert person_of(two_admins, "U0HAL").roles == {Role.ADMIN}


def test_a_pasted_row_with_oneself_as_case_manager_waits_and_the_others_go_in(two_admins):
    otis = two_admins.otis

    preview, taken = takes_in(
        two_admins, two_admins.hal, f"{otis.number},,,,U0HAL,", "S1,Wren,Alder,7,U0KIM,"
    )

    assert "Another admin is asked first" in preview.text
    assert "you as case manager" in preview.text
    assert "1 student added" in preview.text
    assert "You are told" in taken.text
    assert otis_of(two_admins).case_manager == two_admins.on_record["kim"].id
    (asked,) = [one for one in two_admins.zed.dms() if "pasted rows" in one.text]
    assert otis.alias in asked.text
    assert otis.last_name not in asked.text

    presses(two_admins, two_admins.zed, "Confirm")

    assert otis_of(two_admins).case_manager == person_of(two_admins, "U0HAL").id
    lost = [one.text for one in two_admins.kim.dms()]
    assert any(
        "has moved a student from your caseload to" in one and otis.alias in one for one in lost
    )
    assert "asked an admin for a student" in trail_of_otis(two_admins)
    assert "asked an admin for a student: confirmed" in trail_of_otis(two_admins)
    assert two_admins.client.strict_errors() == []


@pytest.mark.parametrize(
    ("case_manager", "team"),
    [
        ("hal@quillmarsh.example", ""),
        ("", "teacher:U0HAL"),
        ("", "provider/ot:HAL@quillmarsh.example"),
        ("", "psychologist:hal@quillmarsh.example"),
        ("", "designee:U0HAL"),
        ("", "interpreter:U0HAL"),
        ("", "teacher:Lee Ng <hal@quillmarsh.example>"),
    ],
)
def test_no_column_gives_an_admin_a_part_in_somebody_elses_student(two_admins, case_manager, team):
    before, team_before = otis_of(two_admins), team_of_otis(two_admins)
    form = opens_paste(two_admins, two_admins.hal)
    row = f"{two_admins.otis.number},{case_manager},{team}"
    form.fill("Rows, part 1", f"student_id,case_manager,team\n{row}")
    form.submit().submit()
    two_admins.settle()

    assert otis_of(two_admins) == before
    assert team_of_otis(two_admins) == team_before
    assert "pasted rows that give them students" in two_admins.zed.dms()[-1].text


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.OFFICE])
def test_no_admin_moves_a_student_to_a_school_of_their_own(two_admins, role):
    """Who supervises a school could open the record then, with whatever reason."""
    with two_admins.storage.jobs(now=MORNING) as scope:
        hal = scope.people.by_slack(HAL)
        scope.people.keep(replace(hal, roles=hal.roles | {role}, schools=frozenset({"Elm"})))
    before = otis_of(two_admins)
    form = opens_paste(two_admins, two_admins.hal)
    form.fill("Rows, part 1", f"student_id,school\n{two_admins.otis.number},Elm")
    form.submit().submit()
    two_admins.settle()

    assert otis_of(two_admins) == before
    assert f"as {role}" in two_admins.zed.dms()[-1].text
    with (
        pytest.raises(NotAllowedError, match="Nobody gives themself"),
        two_admins.storage.intake_by(HAL, now=MORNING) as intake,
    ):
        intake.students.keep(replace(before, school="Elm"))

    presses(two_admins, two_admins.zed, "Confirm")

    assert otis_of(two_admins).school == "Elm"


def opens_paste(school, person):
    person.command("/iep", "paste")
    school.settle()
    return person.modal


def test_the_same_columns_with_a_colleague_go_in_at_once_and_are_told(two_admins):
    form = opens_paste(two_admins, two_admins.hal)
    row = f"{two_admins.otis.number},U0PAT,teacher:U0TEA"
    form.fill("Rows, part 1", f"student_id,case_manager,team\n{row}")
    form.submit().submit()
    two_admins.settle()

    assert otis_of(two_admins).case_manager == two_admins.on_record["pat"].id
    alias = two_admins.otis.alias
    assert any(alias in one.text and "to Pat" in one.text for one in two_admins.kim.dms())
    assert any(alias in one.text and "handed over" in one.text for one in two_admins.pat.dms())
    assert any("from Kim" in one.text for one in two_admins.zed.dms())


def test_a_sole_admins_rows_are_a_problem_that_names_the_command_line(school):
    school.person("U0HAL", Role.ADMIN, name="Hal Helpwell")

    preview = pastes(school.hal, school, f"{school.otis.number},,,,U0HAL,")

    assert "python app.py import FILE.csv" in preview.text
    assert "1 row with a problem" in preview.text
    assert otis_of(school).case_manager == school.on_record["kim"].id


def test_rows_about_a_student_who_has_changed_hands_are_not_confirmed(two_admins):
    takes_in(two_admins, two_admins.hal, f"{two_admins.otis.number},,,,U0HAL,")
    with two_admins.storage.jobs(now=MORNING) as scope:
        otis = scope.students.get(two_admins.otis.id)
        scope.students.keep(replace(otis, case_manager=two_admins.on_record["pat"].id))

    ended = presses(two_admins, two_admins.zed, "Confirm")

    assert "had changed meanwhile" in ended.text
    assert otis_of(two_admins).case_manager == two_admins.on_record["pat"].id


def test_an_admin_who_leads_cases_adds_to_their_own_as_before(two_admins):
    with two_admins.storage.jobs(now=MORNING) as scope:
        hal = scope.people.by_slack("U0HAL")
        scope.people.keep(replace(hal, roles=hal.roles | {Role.CASE_MANAGER}))

    preview, _ = takes_in(two_admins, two_admins.hal, "S1,Wren,Alder,7,U0HAL,")

    assert "Another admin" not in preview.text
    with two_admins.storage.caseload_of(HAL, now=MORNING) as caseload:
        assert [one.first_name for one in caseload.students.all()] == ["Wren"]


def test_an_admin_adds_no_student_to_a_caseload_that_they_do_not_have(two_admins):
    two_admins.hal.command("/iep", "add")
    two_admins.settle()
    form = two_admins.hal.modal
    form.fill("First name", "Wren")
    form.fill("Last name", "Alder")
    form.fill("Case manager", "U0HAL")
    form.submit()
    two_admins.settle()

    assert "Nobody gives themself" in two_admins.hal.modal.text
    with two_admins.storage.jobs(now=MORNING) as scope:
        assert [one for one in scope.students.all() if one.first_name == "Wren"] == []


def test_what_an_admin_makes_of_somebody_is_told_to_them_and_to_the_other_admins(two_admins):
    modal = roles_form(two_admins, two_admins.hal, "U0KIM")
    modal.tick("Supervisor")
    submitted(two_admins, two_admins.hal)

    assert "You are now: case manager, supervisor" in two_admins.kim.dms()[-1].text
    told = two_admins.zed.dms()[-1].text
    assert "Hal Helpwell" in told
    assert "case manager, supervisor" in told


def test_what_is_done_at_night_is_told_in_the_morning(two_admins):
    night = MORNING + timedelta(hours=15)
    with two_admins.storage.intake_by(HAL, now=night) as intake:
        tell_of_caseload(intake, None, two_admins.on_record["kim"].id, [two_admins.otis.id])
        (told,) = intake.outbox.waiting(MessageKind.CASELOAD_CHANGED, "U0KIM")

    assert told.not_before.astimezone(HERE).isoformat() == "2026-10-09T06:00:00-07:00"


def test_who_is_no_admin_any_more_is_told_of_no_caseload(two_admins):
    with two_admins.storage.intake_by(HAL, now=MORNING) as intake:
        tell_of_caseload(intake, None, two_admins.on_record["kim"].id, [two_admins.otis.id])
        zed = intake.people.by_slack("U0ZED")
        intake.people.keep(replace(zed, roles=frozenset()))
    two_admins.settle()

    assert [one for one in two_admins.zed.dms() if two_admins.otis.alias in one.text] == []
    assert two_admins.otis.alias in two_admins.kim.dms()[-1].text


def asks_for(scope, rows=""):
    return scope.confirmations.ask(
        Confirmation(
            id=ConfirmationId(0),
            wish=Wish.STUDENTS,
            by=scope.person.id,
            at=scope.now,
            rows=rows,
        )
    )


def test_rows_that_cannot_be_taken_in_any_more_wait_to_be_refused(two_admins):
    with two_admins.storage.intake_by(HAL, now=MORNING) as intake:
        asked = asks_for(intake, f"student_id,annual_due\n{two_admins.otis.number},soon\n")

    with (
        pytest.raises(StaleError, match="cannot be taken in any more"),
        two_admins.storage.intake_by(SlackUserId("U0ZED"), now=MORNING) as intake,
    ):
        decide(intake, asked.id, confirms=True)
    with two_admins.storage.intake_by(SlackUserId("U0ZED"), now=MORNING) as intake:
        assert decide(intake, asked.id, confirms=False) is Ruling.REFUSED


def test_only_an_admin_reads_what_is_asked_for(two_admins):
    with two_admins.storage.intake_by(HAL, now=MORNING) as intake:
        asked = asks_for(intake)

    with (
        pytest.raises(NotAllowedError),
        two_admins.storage.caseload_of(SlackUserId("U0KIM"), now=MORNING) as caseload,
    ):
        caseload.confirmations.get(asked.id)
    with two_admins.storage.intake_by(SlackUserId("U0ZED"), now=MORNING) as intake:
        assert intake.confirmations.get(asked.id).waits


def test_who_is_no_admin_any_more_when_it_is_sent_is_asked_nothing(two_admins):
    with two_admins.storage.intake_by(HAL, now=MORNING) as intake:
        ask_for_students(intake, "student_id\n7\n", [])
        zed = intake.people.by_slack("U0ZED")
        intake.people.keep(replace(zed, roles=frozenset()))
    two_admins.settle()

    assert two_admins.zed.dms() == []


def takes_otis(scope, otis):
    scope.students.keep(replace(scope.students.get(otis), case_manager=scope.person.id))


def joins_the_team(scope, otis):
    scope.people.set_team(otis, [TeamMember(person=scope.person.id, role=TeamRole.TEACHER)])


def becomes_supervisor(scope, otis):
    del otis
    person = scope.person
    scope.people.keep(replace(person, roles=person.roles | {Role.SUPERVISOR}))


@pytest.mark.parametrize("gives", [takes_otis, joins_the_team, becomes_supervisor])
def test_the_records_refuse_it_whatever_the_screen(two_admins, gives):
    """The last line of defence: a door that forgets to ask another admin gives nothing either."""
    before, team = otis_of(two_admins), team_of_otis(two_admins)

    with (
        pytest.raises(NotAllowedError, match="Nobody gives themself"),
        two_admins.storage.intake_by(HAL, now=MORNING) as intake,
    ):
        gives(intake, two_admins.otis.id)

    assert (otis_of(two_admins), team_of_otis(two_admins)) == (before, team)
    assert person_of(two_admins, "U0HAL").roles == {Role.ADMIN}


def test_a_question_about_a_destroyed_record_names_nobody_and_has_no_buttons(two_admins):
    otis, hal = two_admins.otis, two_admins.hal
    takes_in(two_admins, hal, f"{otis.number},,,,U0HAL,")
    (asked,) = [one for one in two_admins.zed.dms() if otis.alias in one.text]
    with two_admins.storage.jobs(now=MORNING) as scope:
        whole = scope.students.get(otis.id)
        destroy(scope, whole, told_on=scope.today, told_by="letter", open_work=True)
    two_admins.settle()

    (ended,) = [one for one in two_admins.zed.dms() if one.ts == asked.ts]

    assert otis.alias not in ended.text
    assert "had changed meanwhile" in ended.text
    assert "confirmation_confirm" not in str(ended.now)


@pytest.mark.parametrize("wish", [Wish.STUDENTS, Wish.TWIN])
def test_what_is_left_of_a_question_about_a_destroyed_record_can_be_drawn(two_admins, wish):
    asker = person_of(two_admins, "U0HAL")
    left = Confirmation(
        id=ConfirmationId(1), wish=wish, by=asker.id, at=MORNING, decision=Ruling.STALE
    )

    drawn = confirmations.request(left, asker, [], decided_by="")

    assert "had changed meanwhile" in str(drawn)
