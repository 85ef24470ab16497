"""September for October's meetings: from the one tap to the last answer, in Quillmarsh."""

from collections import defaultdict
from datetime import date, datetime

import pytest

from bot.people import TeamMember, TeamRole
from bot.requests import Form, RequestState
from tests.journeys.quillmarsh import HERE, quillmarsh

BEGINS = datetime(2026, 9, 1, 6, 30, tzinfo=HERE)
ANSWERED_ON = date(2026, 9, 15)
SPEECH = "U0DEMO021"
"""A contracted provider, who has students of both case managers."""


@pytest.fixture
def september(database_url, tmp_path):
    with quillmarsh(database_url, tmp_path, at=BEGINS, imported_at="2026-08-20T16:00") as district:
        yield district


def test_a_september_of_forms(september, dialect):
    the_speech_provider_serves_both_schools(september)
    september.go_to(date(2026, 9, 1))
    both_case_managers_send_with_one_tap(september)
    everybody_in_slack_got_one_message(september)
    the_nudges_come(september)
    everybody_answers(september)
    the_nudges_have_stopped(september)
    the_counts_agree_everywhere(september)
    september.keep_story(f"september-{dialect}")
    assert september.client.strict_errors() == []


def the_speech_provider_serves_both_schools(september) -> None:
    with september.assistant.storage.jobs(now=september.client.clock_now()) as scope:
        speech = scope.people.by_slack(SPEECH)
        for student in scope.students.all():
            if student.first_name in ("Rufus", "Inés"):
                joins = TeamMember(person=speech.id, role=TeamRole.PROVIDER, service="speech")
                team = scope.people.team_of(student.id)
                scope.people.set_team(student.id, [*team, joins])


def both_case_managers_send_with_one_tap(september) -> None:
    for case_manager in (september.marigold, september.barnaby):
        case_manager.command("/iep", "request")
        september.settle()
        assert "cannot be reached in Slack" in case_manager.modal.submit().text
        september.settle()
        case_manager.reload()


def everybody_in_slack_got_one_message(september) -> None:
    asked = requests_by_person(september)
    in_slack = {who for who in asked if who}
    assert len(in_slack) + 1 >= 12, "and who is outside Slack"
    for who in in_slack:
        (message,) = told(september, who)
        assert f"{len(asked[who])} open" in message.title
    students = {request.student for request in asked[SPEECH]}
    assert len(students) == 6
    assert "Marigold" in told(september, SPEECH)[0].text
    assert "Barnaby" in told(september, SPEECH)[0].text


def the_nudges_come(september) -> None:
    """For Tuesday 6 October the forms are due on the 22nd; seven days before is the 15th."""
    september.go_to(date(2026, 9, 14), 12)
    assert nudges(september, SPEECH) == []
    september.go_to(date(2026, 9, 15), 12)
    (nudge,) = nudges(september, SPEECH)
    assert "Tuesday 22 September" in nudge.text
    assert len(told(september, SPEECH)) == 1


def everybody_answers(september) -> None:
    for who, requests in requests_by_person(september, since=ANSWERED_ON).items():
        for request in requests:
            if who:
                fill_in(september, september.client.person(who), request)
            else:
                write_down(september, request)
    september.settle()


def fill_in(september, person, request) -> None:
    told(september, person.id)[0].click(f"request:{request.id}/request_fill_in")
    september.settle()
    through(september, person.modal, request.form)
    person.reload()


def write_down(september, request) -> None:
    """The case manager keeps what somebody outside Slack said on the phone."""
    leads = september.marigold
    with september.assistant.storage.jobs(now=september.client.clock_now()) as scope:
        case_manager = scope.people.get(scope.students.get(request.student).case_manager)
    if case_manager.slack_id == september.barnaby.id:
        leads = september.barnaby
    leads.command("/iep", "request")
    september.settle()
    leads.modal.click("status/requests_status")
    september.settle()
    listed = leads.modal
    (block,) = [
        block["block_id"]
        for block in listed.blocks
        if (block.get("accessory") or {}).get("value") == str(request.id)
    ]
    listed.click(f"{block}/request_one")
    september.settle()
    leads.modal.click("Record on their behalf")
    september.settle()
    modal = leads.modal
    modal.fill("Who said it", "They did, on the phone")
    modal.choose("How", "On the phone")
    through(september, modal.submit(), request.form)
    leads.reload()


def through(september, modal, form) -> None:
    if form is Form.PROVIDER_REPORT:
        modal.fill("Service and minutes", "30 minutes a week")
        modal.fill("Present levels in this area", "Tells a story in order")
        modal.fill("How many goals do you report on?", "0")
    else:
        modal.fill("Subject and period", "Science, period 3")
    modal = modal.submit()
    modal.choose("Can you come to the meeting?", "Yes")
    assert "is in" in modal.submit().text
    september.settle()


def the_nudges_have_stopped(september) -> None:
    before = {who: len(nudges(september, who)) for who in requests_by_person(september) if who}
    september.go_to(date(2026, 9, 22), 12)
    assert {who: len(nudges(september, who)) for who in before} == before
    for who in before:
        (message,) = told(september, who)
        assert "all are in" in message.title


def the_counts_agree_everywhere(september) -> None:
    with september.assistant.storage.jobs(now=september.client.clock_now()) as scope:
        for case in scope.cases():
            ahead = {meeting.id for meeting in case.meetings if meeting.on >= ANSWERED_ON}
            for request in case.requests:
                if request.meeting not in ahead:
                    continue
                assert request.state is RequestState.IN
                subject = f"meeting:{request.meeting}"
                assert scope.obligations.standing(subject, request.form.out).state == "done"
                assert scope.obligations.standing(subject, request.form.back).state == "proven"


def requests_by_person(september, *, since=date(2026, 9, 1)):
    """What everybody was asked for, for meetings from then on; under None who is outside Slack."""
    asked = defaultdict(list)
    with september.assistant.storage.jobs(now=september.client.clock_now()) as scope:
        for case in scope.cases():
            ahead = {meeting.id for meeting in case.meetings if meeting.on >= since}
            for request in case.requests:
                if request.meeting not in ahead:
                    continue
                asked[scope.people.get(request.respondent).slack_id].append(request)
    return asked


def told(september, who):
    return [one for one in september.client.person(who).dms() if one.title.startswith("Forms")]


def nudges(september, who):
    dms = september.client.person(who).dms()
    return [one for one in dms if one.by_app and "Still to come" in one.text]
