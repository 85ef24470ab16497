"""One tap asks everybody for next month's forms, and each of them gets one message."""

from dataclasses import replace
from datetime import date

import pytest

from bot.dates.obligation_rules import ObligationId
from bot.messages import MessageKind
from bot.people.people import TeamRole
from bot.requests.requests import Form, RequestState
from storage import Errand
from tests.handlers.asking import Asking
from tests.people import MORNING


@pytest.fixture
def asking(school):
    return Asking(school)


def test_nothing_is_sent_before_send_is_pressed(asking):
    modal = asking.opens()

    assert "Nothing is sent before you press" in modal.text
    assert asking.messages(asking.tea) == []
    assert asking.state(ObligationId.TEACHER_FEEDBACK_OUT) == "open"


def test_one_tap_asks_everybody_and_ticks_the_rows(asking):
    sent = asking.sends_all()

    assert "2 forms sent" in sent.text
    for person in (asking.tea, asking.hal):
        (message,) = asking.messages(person)
        assert "IEP meeting forms for you: 1 to fill in" in message.title
        assert "JQ-7K2" in message.text
        assert "Wed, Nov 4" in message.text
        assert "Pat Fennimore" in message.text
    assert asking.state(ObligationId.TEACHER_FEEDBACK_OUT) == "done"
    assert asking.state(ObligationId.PROVIDER_REPORT_OUT) == "done"
    assert asking.state(ObligationId.TEACHER_FEEDBACK_BACK) == "open"


def test_a_message_carries_neither_a_name_nor_a_service(asking):
    asking.sends_all()

    said = [str(call["request"]) for call in asking.school.client.calls("chat.postMessage")]
    for word in ("Juniper", "Quickwater", "dragonspeech"):
        assert not [text for text in said if word in text]


def test_who_is_unticked_is_not_asked_and_their_row_stays_open(asking):
    modal = asking.opens()
    modal.untick(
        next(f"{asking.meeting.id}|provider_report|{asking.provider.id}" for _ in range(1))
    )
    modal.submit()
    asking.school.settle()

    assert len(asking.messages(asking.tea)) == 1
    assert asking.messages(asking.hal) == []
    assert asking.state(ObligationId.TEACHER_FEEDBACK_OUT) == "done"
    assert asking.state(ObligationId.PROVIDER_REPORT_OUT) == "open"


def test_a_second_tap_finds_nothing_more_to_send(asking):
    asking.sends_all()

    assert "Nobody is left to ask" in asking.opens().text


def test_two_case_managers_make_one_message(asking):
    school = asking.school
    school.on_team(school.otis, school.on_record["tea"], TeamRole.TEACHER)
    school.meeting(school.otis, date(2026, 11, 19), arose_on=date(2026, 9, 1))

    asking.sends_all()
    asking.sends_all(asking.kim)

    (message,) = asking.messages(asking.tea)
    assert "IEP meeting forms for you: 2 to fill in" in message.title
    assert "OP-3XA" in message.text
    assert "Kim Larkspur" in message.text


def test_who_is_outside_slack_is_asked_by_hand(asking):
    school = asking.school
    with school.storage.jobs(now=school.client.clock_now()) as scope:
        lee = scope.people.add(name="Lee Farclinic", email="lee@clinic.example")
    school.on_team(school.juniper, lee, TeamRole.PROVIDER, service="ot")

    sent = asking.sends_all()

    assert "One person cannot be reached in Slack" in sent.text
    assert asking.state(ObligationId.PROVIDER_REPORT_OUT) == "done"


def test_the_home_tab_opens_the_same_list(asking):
    asking.pat.open_home()
    asking.school.settle()
    asking.pat.home.click("start/requests_open")
    asking.school.settle()

    assert "Forms to send" in asking.pat.modal.text or "JQ-7K2" in asking.pat.modal.text


def test_a_case_manager_is_shown_their_own_students_alone(asking):
    modal = asking.opens(asking.kim)

    assert "JQ-7K2" not in modal.text
    assert "Nobody is left to ask" in modal.text
    assert asking.school.client.strict_errors() == []


def test_a_message_of_many_forms_is_drawn_anew_however_many_are_in(school):
    tea = school.on_record["tea"]
    students = [school.student(school.on_record["pat"], alias=f"QX-{n:03}") for n in range(30)]
    for student in students:
        school.on_team(student, tea, TeamRole.TEACHER)
    meetings = [school.meeting(student, date(2026, 11, 19)) for student in students]
    with school.storage.jobs(now=MORNING) as scope:
        asked = [
            scope.requests.ask(
                student=meeting.student,
                meeting=meeting.id,
                form=Form.TEACHER_FEEDBACK,
                respondent=tea.id,
                due_on=date(2026, 11, 4),
            )
            for meeting in meetings
        ]
        scope.outbox.put(Errand(kind=MessageKind.REQUESTS, addressee=tea.slack_id, step="first"))
    school.settle()
    assert [one.title for one in school.tea.dms()] == ["IEP meeting forms for you: 30 to fill in"]

    for come_in, title in (
        (asked[:7], "23 to fill in"),
        (asked[7:], "all of these are in, thank you"),
    ):
        with school.storage.jobs(now=MORNING) as scope:
            for one in come_in:
                scope.requests.keep(replace(one, state=RequestState.IN))
        school.settle()
        (message,) = school.tea.dms()
        assert title in message.title
        assert "teacher feedback: in ✓" in message.text

    assert school.client.strict_errors() == []
