"""Who saw and changed what: for who leads a student, and without contents for an admin."""

from dataclasses import replace

import pytest

from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.people.people import Role


@pytest.fixture
def winnie(school):
    """An admin who leads nobody; in Slack she is Hal."""
    school.person("U0HAL", Role.ADMIN, name="Hal Helpwell")
    return school.hal


def opens_own(school):
    school.pat.command("/iep", "find juniper")
    school.settle()
    school.pat.modal.click("Who saw and changed what")
    school.settle()
    return school.pat.modal


def asks_as_admin(school, winnie, whom):
    winnie.command("/iep", "trail")
    school.settle()
    winnie.modal.fill("Student", whom)
    refused = winnie.modal.submit()
    school.settle()
    return refused if refused and refused.errors else winnie.modal


def graduates(school):
    with school.storage.caseload_of(
        school.on_record["pat"].slack_id, now=school.client.clock_now()
    ) as caseload:
        after = replace(school.juniper, grade="8, called Quickwater")
        caseload.audit.changed(
            "changed a student", school.juniper, after, student=school.juniper.id, why="new year"
        )


def test_a_case_manager_sees_who_changed_what_and_that_they_look(school):
    graduates(school)

    shown = opens_own(school)

    assert "Juniper Quickwater (JQ-7K2)" in shown.text
    assert "Pat Fennimore changed a student" in shown.text
    assert "8, called Quickwater" in shown.text
    assert "Reason: new year" in shown.text
    assert "looked at the trail" in shown.text


def test_an_admin_finds_a_trail_by_alias_and_reads_no_contents(school, winnie):
    graduates(school)

    shown = asks_as_admin(school, winnie, "jq-7k2")

    assert "Pat Fennimore changed a student" in shown.text
    assert "Hal Helpwell looked at the trail as an admin" in shown.text
    assert "Quickwater" not in shown.text


def test_a_reason_tells_an_admin_why_and_never_what_the_parents_agreed_to(school, winnie):
    meeting = school.junipers_meeting()
    subject, told = meeting_subject(meeting.id), "Signed in part: dragonspeech, not dragonflight"
    with school.storage.caseload_of(
        school.on_record["pat"].slack_id, now=school.client.clock_now()
    ) as caseload:
        for row, state, reason in (
            (ObligationId.CONSENT, State.DONE, told),
            (ObligationId.MASTER_CALENDAR, State.NOT_NEEDED, "It stands there already"),
        ):
            caseload.obligations.record(
                subject,
                row,
                student=school.juniper.id,
                meeting=meeting.id,
                state=state,
                reason=reason,
            )

    assert "dragonspeech" in opens_own(school).text
    shown = asks_as_admin(school, winnie, "jq-7k2").text
    assert "recorded: Signature on the IEP" in shown
    assert "dragonspeech" not in shown
    assert "It stands there already" in shown


def test_an_id_that_is_nobodys_is_refused_at_the_field(school, winnie):
    refused = asks_as_admin(school, winnie, "ZZ-000")

    assert "No student here has this alias" in str(refused.errors)


def test_a_long_trail_is_turned_page_by_page(school, winnie):
    with school.storage.jobs(now=school.client.clock_now()) as scope:
        for number in range(30):
            scope.audit.log(f"did thing {number}", student=school.juniper.id)

    shown = asks_as_admin(school, winnie, "JQ-7K2")
    assert "Page 1 of 2" in shown.text
    shown.click("Older")
    school.settle()

    assert "did thing 0" in winnie.modal.text
    assert "Preiep itself" in winnie.modal.text


def test_nobody_but_an_admin_asks_for_any_students_trail(school):
    school.pat.command("/iep", "trail")
    school.settle()

    assert school.pat.modal is None
    assert "Only a Preiep admin" in school.pat.ephemerals[-1].text


def test_a_role_taken_away_a_second_ago_turns_no_more_pages(school, winnie):
    with school.storage.jobs(now=school.client.clock_now()) as scope:
        for number in range(30):
            scope.audit.log(f"did thing {number}", student=school.juniper.id)
    shown = asks_as_admin(school, winnie, "JQ-7K2")
    with school.storage.jobs(now=school.client.clock_now()) as scope:
        hal = scope.people.by_slack("U0HAL")
        scope.people.keep(replace(hal, roles=frozenset({Role.OFFICE})))

    shown.click("Older")
    school.settle()

    assert "did thing 0" not in winnie.modal.text
    assert "Only a Preiep admin" in winnie.dms()[-1].text


def test_a_colleagues_student_has_no_trail_here(school):
    shown = opens_own(school)
    with school.storage.jobs(now=school.client.clock_now()) as scope:
        scope.students.keep(replace(school.juniper, case_manager=school.on_record["kim"].id))
    shown.close()

    school.pat.modal.click("Who saw and changed what")
    school.settle()

    assert "no longer on your caseload" in school.pat.dms()[-1].text
