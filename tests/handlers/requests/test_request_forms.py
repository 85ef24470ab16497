"""Respondents fill in their forms, change them, give them back; nothing they typed is lost."""

from dataclasses import replace
from datetime import date

import pytest

from bot import content
from bot.dates.obligation_rules import ObligationId
from bot.errors import NotAskedError
from bot.forms.fields import FieldKind
from bot.meetings.meetings import MeetingState
from bot.people.people import SlackUserId, TeamRole
from bot.requests.requests import Form, RequestState
from bot.requests.respondent_forms import pages_of
from casework.records.destruction import destroy
from casework.requests.request_forms import draft_kind
from tests.handlers.asking import Asking

LONGEST = "é" * 3000


@pytest.fixture
def asking(school):
    asking = Asking(school)
    asking.sends_all()
    return asking


def test_a_form_that_is_in_proves_itself_and_shows_in_the_message(asking):
    kept = asking.fills_in(asking.tea)

    assert "The form for JQ-7K2 is in" in kept.text
    assert asking.state(ObligationId.TEACHER_FEEDBACK_BACK) == "proven"
    assert "all of these are in" in asking.message(asking.tea).title
    assert asking.state(ObligationId.PROVIDER_REPORT_BACK) == "open"


def test_a_form_that_is_in_is_not_given_back_by_a_window_left_open(asking):
    asking.presses(asking.tea, asking.message(asking.tea), "request_not_mine")
    left_open = asking.tea.modal
    request = asking.requests(asking.tea)[0]
    with asking.school.storage.jobs(now=asking.school.client.clock_now()) as scope:
        scope.requests.keep(replace(request, state=RequestState.IN))

    left_open.choose("What should the case manager know?", "This form is not mine")
    left_open.fill("Why", "It is the science teacher's")
    assert "come in meanwhile" in left_open.submit().text

    assert asking.requests(asking.tea)[0].state is RequestState.IN


def test_a_row_is_proven_only_when_all_of_its_forms_are_in(asking):
    school = asking.school
    zed = school.person("U0ZED", name="Zed Passerby")
    school.on_team(school.juniper, zed, TeamRole.TEACHER)
    asking.sends_all()

    asking.fills_in(asking.tea)
    assert asking.state(ObligationId.TEACHER_FEEDBACK_BACK) == "open"
    asking.fills_in(school.zed)
    assert asking.state(ObligationId.TEACHER_FEEDBACK_BACK) == "proven"


def test_the_modal_names_the_student_and_the_service_that_no_message_names(asking):
    modal = asking.form(asking.hal)

    assert "Juniper Quickwater" in modal.text
    assert "dragonspeech" in modal.text


def test_a_form_closed_half_way_is_found_as_it_was_left(asking):
    modal = asking.form(asking.tea)
    modal.type("What goes well in class", "Asks the questions nobody else asks")
    modal.close(unheard=True)

    again = asking.form(asking.tea)

    assert again.values["What goes well in class"] == "Asks the questions nobody else asks"
    assert "This is your draft from" in again.text


def test_pressing_send_twice_keeps_one_form(asking):
    asking.school.client.fault("duplicate", method="view_submission", times=9)

    asking.fills_in(asking.tea)

    (request,) = asking.requests(asking.tea)
    assert len(asking.forms(request)) == 1


def test_a_form_can_be_changed_and_what_stood_there_before_is_kept(asking):
    asking.fills_in(asking.tea, subject="Science, period 3")
    (request,) = asking.requests(asking.tea)

    asking.presses(asking.tea, asking.message(asking.tea), f"in:{request.id}/request_fill_in")
    modal = asking.tea.modal
    assert modal.values["Subject and period"] == "Science, period 3"
    modal.fill("Subject and period", "Science, period 4")
    assert "is in" in modal.submit().submit().text

    versions = [one.answers["subject"] for one in asking.forms(request)]
    assert versions == ["Science, period 4", "Science, period 3"]


def test_a_word_that_promises_too_much_is_hinted_at_once(asking):
    modal = asking.form(asking.tea)
    modal.fill("Subject and period", "Science, period 3")
    modal = modal.submit()
    modal.fill("What you would add or change", "The best class for her")
    modal.choose("Can you come to the meeting?", "Yes")

    hinted = modal.submit()
    assert "appropriate" in hinted.text
    assert hinted.values["What you would add or change"] == "The best class for her"
    assert asking.state(ObligationId.TEACHER_FEEDBACK_BACK) == "open"

    assert "is in" in hinted.submit().text
    assert asking.state(ObligationId.TEACHER_FEEDBACK_BACK) == "proven"


def test_a_report_on_fifteen_goals_has_room_for_each(asking):
    """With the 3,000 characters that Slack takes, in every field there is."""
    modal = asking.form(asking.hal)
    pages = pages_of(Form.PROVIDER_REPORT, {"goals": "15"}, content.read())
    for page in pages[:-1]:
        fills_to_the_brim(modal, page)
        if page is pages[0]:
            modal.fill("How many goals are you reporting on?", "15")
        modal = modal.submit()
        assert not modal.errors
    fills_to_the_brim(modal, pages[-1])
    modal.choose("Can you come to the meeting?", "For a part of it")

    assert "is in" in modal.submit().text
    assert asking.state(ObligationId.PROVIDER_REPORT_BACK) == "proven"
    (filled,) = asking.forms(asking.requests(asking.hal)[0])
    longest = [answer for answer in filled.answers.values() if answer == LONGEST]
    assert len(longest) == 7 + 15 * 2
    assert asking.school.client.strict_errors() == []


def test_a_contracted_providers_look_is_in_the_disclosure_log(asking):
    asking.form(asking.hal)

    disclosed = asking.reads(lambda scope: scope.disclosures.of(asking.school.juniper.id))
    assert {one.person for one in disclosed} == {asking.provider.id}


def test_a_teacher_contracted_for_another_student_is_disclosed_to_as_well(asking):
    school, tea = asking.school, asking.school.on_record["tea"]
    school.on_team(school.otis, tea, TeamRole.PROVIDER, service="speech")
    asking.form(asking.tea)

    disclosed = asking.reads(lambda scope: scope.disclosures.of(school.juniper.id))
    assert {one.person for one in disclosed} == {tea.id}


def test_what_is_not_theirs_goes_back_with_the_reason(asking):
    (request,) = asking.requests(asking.tea)
    asking.presses(asking.tea, asking.message(asking.tea), f"request:{request.id}/request_not_mine")
    modal = asking.tea.modal
    modal.choose("What should the case manager know?", "This form is not mine")
    assert "why" in modal.submit().errors["Why"]
    modal.fill("Why", "She moved to period 5 with Mr. Otherman")
    assert modal.submit() is None
    asking.school.settle()

    (request,) = asking.requests(asking.tea)
    assert request.state is RequestState.RETURNED
    assert request.reason == "She moved to period 5 with Mr. Otherman"
    assert "returned" in asking.message(asking.tea).text


def test_who_needs_longer_says_until_when(asking):
    (request,) = asking.requests(asking.tea)
    asking.presses(asking.tea, asking.message(asking.tea), f"request:{request.id}/request_not_mine")
    modal = asking.tea.modal
    modal.choose("What should the case manager know?", "I need more time, until the day below")
    modal.fill("I can send it by", "2026-11-18")
    assert "before Wednesday, November 18" in modal.submit().errors["I can send it by"]
    modal.fill("I can send it by", "2026-11-10")
    assert modal.submit() is None
    asking.school.settle()

    assert asking.requests(asking.tea)[0].wanted_by == date(2026, 11, 10)
    assert "Tue, Nov 10" in asking.message(asking.tea).text


def test_after_the_meeting_a_form_is_not_taken_and_its_words_are_kept(asking):
    modal = filled_to_the_end(asking)
    asking.changes_meeting(state=MeetingState.HELD, held_on=date(2026, 10, 8))

    refused = modal.submit()

    assert "can no longer be sent: the meeting of" in refused.text
    assert asking.requests(asking.tea)[0].state is RequestState.OPEN
    assert "Asks good questions" in drafts_of_tea(asking)


def test_who_left_the_team_is_told_so_and_keeps_their_words(asking):
    modal = filled_to_the_end(asking)
    asking.leaves_the_team(asking.school.on_record["tea"])

    refused = modal.submit()

    assert "no longer asked for this form" in refused.text
    assert "Asks good questions" in drafts_of_tea(asking)


def test_a_window_open_while_its_record_is_destroyed_brings_back_no_word(asking):
    modal, (request,) = filled_to_the_end(asking), asking.requests(asking.tea)
    school = asking.school
    with school.storage.jobs(now=school.client.clock_now()) as scope:
        student, day = scope.students.get(school.juniper.id), scope.today
        destroy(scope, student, told_on=day, told_by="letter", open_work=True)

    modal.fill("What you would add or change", "Sits in front")
    refused = modal.submit()

    assert "no longer on record" in refused.text
    with school.storage.requests_to(SlackUserId("U0TEA"), now=school.client.clock_now()) as scope:
        assert scope.drafts.latest(draft_kind("request", request)) is None


def test_a_form_for_a_student_who_changed_case_managers_still_arrives(asking):
    modal = filled_to_the_end(asking)
    school = asking.school
    with school.storage.jobs(now=school.client.clock_now()) as scope:
        student = scope.students.get(school.juniper.id)
        scope.students.keep(replace(student, case_manager=school.on_record["kim"].id))

    kept = modal.submit()

    assert (
        "only Kim Larkspur, or a substitute while there is one, can read your answers" in kept.text
    )
    assert asking.state(ObligationId.TEACHER_FEEDBACK_BACK) == "proven"


def test_nobody_reaches_the_form_of_another(asking):
    (teas,) = asking.requests(asking.tea)
    school = asking.school
    with (
        pytest.raises(NotAskedError),
        school.storage.requests_to(SlackUserId("U0HAL"), now=school.client.clock_now()) as scope,
    ):
        scope.requests.get(teas.id)


def fills_to_the_brim(modal, page):
    for question in page.fields:
        if question.kind in (FieldKind.TEXT, FieldKind.LINE):
            modal.fill(
                question.label, LONGEST if question.kind is FieldKind.TEXT else LONGEST[:250]
            )


def filled_to_the_end(asking):
    modal = asking.form(asking.tea)
    modal.fill("Subject and period", "Science, period 3")
    modal.fill("What goes well in class", "Asks good questions")
    modal = modal.submit()
    modal.choose("Can you come to the meeting?", "Yes")
    return modal


def drafts_of_tea(asking):
    (request,) = asking.requests(asking.tea)
    school = asking.school
    with school.storage.requests_to(SlackUserId("U0TEA"), now=school.client.clock_now()) as scope:
        return str(scope.drafts.latest(f"request:{request.id}:{request.form}"))
