"""A case manager sees who has answered, reads what came in, and does something about the rest."""

from datetime import date, timedelta

import pytest

from bot.dates.obligation_rules import ObligationId
from bot.errors import NotOnCaseloadError, StaleError
from bot.meetings.meetings import MeetingState
from bot.messages import MessageKind
from bot.people.people import SlackUserId, TeamRole
from bot.people.teams import ended
from bot.requests.requests import RequestState
from casework.people.team_changes import change_team
from casework.requests.requests_asked import look_at_all, remind, remind_all
from tests.handlers.asking import Asking
from tests.handlers.mornings import at


@pytest.fixture
def asking(school):
    asking = Asking(school)
    asking.sends_all()
    asking.pat.modal.close()
    return asking


def who_has_answered(asking):
    asking.opens().click("status/requests_status")
    asking.school.settle()
    return asking.pat.modal


def one(asking, person):
    """Open one person's request."""
    (request,) = asking.requests(person)
    who_has_answered(asking).choose("request_one", str(request.id))
    asking.school.settle()
    return asking.pat.modal


def press(asking, button):
    asking.pat.modal.click(button)
    asking.school.settle()
    return asking.pat.modal


def asks_somebody_else(asking):
    one(asking, asking.tea)
    modal = press(asking, "Somebody else …")
    modal.fill("Whom to ask", "Zed Passerby")
    modal.submit()
    asking.school.settle()


def reminders(asking, person):
    return [message for message in person.dms() if message.by_app and message.thread_ts]


def test_who_has_answered_and_who_not_stands_in_one_list(asking):
    asking.fills_in(asking.tea)

    listed = who_has_answered(asking)

    assert "1 of 2 forms are in" in listed.text
    assert "Tea Chalkley, teacher feedback\nJQ-7K2: in since" in listed.text
    assert "Hal Helpwell, provider report\nJQ-7K2: open" in listed.text


def test_what_came_in_is_read_in_a_modal_and_logged(asking):
    asking.fills_in(asking.tea, subject="Science in period 3")
    one(asking, asking.tea)

    read = press(asking, "Read the form")

    assert "Science in period 3" in read.text
    assert "From Tea Chalkley" in read.text
    trail = asking.reads(lambda scope: scope.audit.trail(asking.school.juniper.id))
    assert "read a form: teacher feedback" in [entry.act for entry in trail]


def test_a_reminder_goes_out_at_once_and_a_second_one_asks_first(asking):
    one(asking, asking.tea)
    assert "Reminder sent" in press(asking, "Remind now").text
    assert len(reminders(asking, asking.tea)) == 1
    asking.school.client.go_to(at("2026-10-08T10:00"))

    assert "Press again" in press(asking, "Remind now").text
    assert len(reminders(asking, asking.tea)) == 1

    press(asking, "Remind now")
    assert len(reminders(asking, asking.tea)) == 2


def test_after_the_meeting_its_forms_are_still_found_and_read(asking):
    asking.fills_in(asking.tea)
    asking.changes_meeting(on=date(2026, 10, 8), state=MeetingState.HELD)

    listed = who_has_answered(asking)

    assert "1 of 2 forms are in" in listed.text


def test_a_withdrawn_request_disappears_from_what_is_owed(asking):
    one(asking, asking.tea)

    shown = press(asking, "Withdraw")

    assert "The form is withdrawn" in shown.text
    assert "nothing here is left to fill in" in asking.message(asking.tea).title
    assert "no longer needed" in asking.message(asking.tea).text
    assert asking.state(ObligationId.TEACHER_FEEDBACK_OUT) == "open"


def test_a_form_begun_before_the_request_was_withdrawn_is_kept_for_its_author(asking):
    form = asking.form(asking.tea)
    form.fill("Subject and period", "Science, period 3")
    form = form.submit()
    form.choose("Can you come to the meeting?", "Yes")
    one(asking, asking.tea)
    press(asking, "Withdraw")

    refused = form.submit()

    assert "no longer needed" in refused.text
    assert "kept for you as a draft" in refused.text
    assert asking.requests(asking.tea)[0].state is RequestState.WITHDRAWN


def test_who_was_released_can_be_asked_again(asking):
    one(asking, asking.tea)
    press(asking, "Withdraw")

    press(asking, "Ask again")

    assert asking.requests(asking.tea)[0].state is RequestState.OPEN
    assert "1 to fill in" in asking.message(asking.tea).title


def test_another_date_shows_in_the_message(asking):
    one(asking, asking.tea)
    modal = press(asking, "Another date …")
    modal.fill("Due back by", "2026-11-18")
    assert "before Wednesday, November 18" in modal.submit().errors["Due back by"]
    modal.fill("Due back by", "2026-11-09")
    assert "The date is changed" in modal.submit().text
    asking.school.settle()

    assert asking.requests(asking.tea)[0].wanted_by == date(2026, 11, 9)
    assert "Mon, Nov 9" in asking.message(asking.tea).text


def test_what_would_be_a_fourth_screen_comes_in_place_of_the_third(asking):
    one(asking, asking.tea)
    press(asking, "Another date …").fill("Due back by", "2026-11-09")
    asking.pat.modal.submit()
    assert len(asking.pat.modals) == 3

    shown = press(asking, "Somebody else …")

    assert shown.title == "Ask somebody else"
    assert len(asking.pat.modals) == 3
    assert asking.school.client.strict_errors() == []


def test_somebody_else_is_asked_instead_and_joins_the_team(asking):
    asks_somebody_else(asking)

    assert "1 to fill in" in asking.message(asking.school.zed).title
    assert "no longer needed" in asking.message(asking.tea).text
    team = asking.reads(lambda scope: scope.people.team_of(asking.school.juniper.id))
    assert "U0ZED" in [member.slack_id for member in team if member.role is TeamRole.TEACHER]


def test_who_has_left_the_team_and_is_asked_instead_is_on_it_again(asking):
    school = asking.school
    zed = school.person("U0ZED", name="Zed Passerby")
    school.on_team(school.juniper, zed, TeamRole.TEACHER, until_on=date(2026, 9, 30))
    asks_somebody_else(asking)

    assert "Juniper Quickwater" in asking.form(school.zed).text


def test_who_was_asked_before_they_left_the_team_is_told_anew(asking):
    school = asking.school
    asks_somebody_else(asking)
    with school.storage.jobs(now=school.client.clock_now()) as scope:
        team = scope.people.team_of(school.juniper.id)
        left = [ended(one, today=scope.today) if one.slack_id == "U0ZED" else one for one in team]
        change_team(scope, school.juniper.id, left)
    school.settle()
    [settled] = asking.messages(school.zed)
    assert "no longer needed" in settled.text

    school.client.go_to(at("2026-10-09T10:00"))
    one(asking, asking.tea)
    press(asking, "Ask again")
    asking.pat.modal.close()
    asks_somebody_else(asking)

    assert "1 to fill in" in asking.message(school.zed).title
    assert asking.message(school.zed).ts != settled.ts


def test_who_comes_to_the_team_later_and_is_asked_instead_comes_now_and_goes_as_planned(asking):
    school = asking.school
    zed = school.person("U0ZED", name="Zed Passerby")
    dates = {"from_on": date(2026, 12, 1), "until_on": date(2027, 6, 1)}
    school.on_team(school.juniper, zed, TeamRole.TEACHER, **dates)
    asks_somebody_else(asking)

    team = asking.reads(lambda scope: scope.people.team_of(school.juniper.id))
    [joined] = [member for member in team if member.person == zed.id]
    assert (joined.from_on, joined.until_on) == (None, date(2027, 6, 1))


def test_nobody_else_is_asked_where_the_form_came_in_while_the_screen_stood_open(asking):
    one(asking, asking.tea)
    modal = press(asking, "Somebody else …")
    asking.fills_in(asking.tea)
    modal.fill("Whom to ask", "Zed Passerby")

    assert "is in already" in modal.submit().errors["Whom to ask"], "on a third modal none is put"
    (request,) = asking.requests(asking.tea)
    assert request.state is RequestState.IN
    assert asking.school.zed.dms() == []


def test_what_somebody_said_is_recorded_on_their_behalf(asking):
    one(asking, asking.tea)
    modal = press(asking, "Record on their behalf")
    modal.fill("Who said it", "Tea Chalkley herself")
    modal.choose("How", "On the phone")
    modal = modal.submit()
    modal.fill("Subject and period", "Science, period 3")
    modal = modal.submit()
    modal.choose("Can you come to the meeting?", "No")
    assert "is in" in modal.submit().text
    asking.school.settle()

    assert asking.state(ObligationId.TEACHER_FEEDBACK_BACK) == "proven"
    (filled,) = asking.forms(asking.requests(asking.tea)[0])
    assert (filled.said.who, filled.said.how) == ("Tea Chalkley herself", "phone")
    assert filled.said.on == date(2026, 10, 8)
    assert filled.wording["subject"] == "Subject and period"
    assert asking.school.client.strict_errors() == []


def test_another_case_managers_requests_cannot_be_opened(asking):
    (request,) = asking.requests(asking.tea)
    now = asking.school.client.clock_now()
    with (
        pytest.raises(NotOnCaseloadError),
        asking.school.storage.caseload_of(SlackUserId("U0KIM"), now=now) as scope,
    ):
        scope.requests.get(request.id)


def test_the_next_mornings_digest_says_what_came_in(asking):
    asking.fills_in(asking.tea)
    asking.school.client.go_to(at("2026-10-09T07:00"))
    asking.school.settle()

    digest = [one for one in asking.pat.dms() if one.title.startswith("Fri, Oct 9")][-1]
    assert "Forms that came in: JQ-7K2" in digest.text

    digest.click("FormsIn/requests_look")
    asking.school.settle()
    assert "1 of 2 forms are in" in asking.pat.modal.text


def reads_from_the_students_screen(asking):
    asking.opens(words="find juniper")
    shown = asking.pat.modal
    assert "1 of 2 forms are in" in shown.text
    assert "Tea Chalkley, teacher feedback: in since" in shown.text
    assert "Hal Helpwell, provider report: open" in shown.text
    return press(asking, "Read")


def test_what_came_in_stands_on_the_students_screen_and_is_read_with_one_press(asking):
    asking.fills_in(asking.tea, subject="Science in period 3")

    read = reads_from_the_students_screen(asking)

    assert "Science in period 3" in read.text
    assert asking.school.client.strict_errors() == []


def test_what_is_still_owed_opens_from_the_students_screen_as_well(asking):
    asking.opens(words="find juniper")

    (open_one,) = [
        block["block_id"]
        for block in asking.pat.modal.blocks
        if "Hal Helpwell" in str(block.get("text"))
    ]
    shown = press(asking, f"{open_one}/request_one")

    assert "Hal Helpwell, provider report: open" in shown.text
    assert "Record on their behalf" in str(shown.blocks)


def a_day_later(asking):
    asking.school.client.go_to(at("2026-10-09T09:00"))
    asking.school.settle()


def test_whoever_was_asked_within_a_day_is_not_reminded_with_all_others(asking):
    assert "Remind all" not in str(who_has_answered(asking).blocks)


def test_everybody_who_has_not_answered_is_reminded_with_one_press_and_one_message_each(asking):
    student = asking.school.student(asking.school.on_record["pat"], alias="LT-111")
    tea = asking.school.on_record["tea"]
    asking.school.on_team(student, tea, TeamRole.TEACHER)
    asking.school.meeting(student, date(2026, 11, 18), at=None)
    asking.sends_all()
    asking.pat.modal.close()
    a_day_later(asking)
    before = {person.id: len(reminders(asking, person)) for person in (asking.tea, asking.hal)}

    who_has_answered(asking)
    shown = press(asking, "Remind all 3")

    assert "Reminded 2 people of 3 forms" in shown.text
    assert "Remind all" not in str(shown.blocks)
    tea_told = reminders(asking, asking.tea)[before["U0TEA"] :]
    assert len(tea_told) == 1
    assert "JQ-7K2" in tea_told[0].text
    assert "LT-111" in tea_told[0].text
    assert len(reminders(asking, asking.hal)) == before["U0HAL"] + 1
    assert "Remind all" not in str(who_has_answered(asking).blocks)
    assert asking.school.client.strict_errors() == []


def test_reminding_all_twice_tells_nobody_twice(asking):
    a_day_later(asking)
    pat, now = SlackUserId(asking.pat.id), asking.school.client.clock_now()
    with asking.school.storage.caseload_of(pat, now=now) as scope:
        assert remind_all(scope) == (2, 2)
    # The first word may have reached one of them by now, both, or nobody.
    for moment in (now, now + timedelta(minutes=1)):
        with (
            asking.school.storage.caseload_of(pat, now=moment) as scope,
            pytest.raises(StaleError, match="within the last day"),
        ):
            remind_all(scope)
    asking.school.settle()
    assert [len(reminders(asking, person)) for person in (asking.tea, asking.hal)] == [1, 1]

    with (
        asking.school.storage.caseload_of(pat, now=now + timedelta(hours=1)) as scope,
        pytest.raises(StaleError, match="within the last day"),
    ):
        remind_all(scope)


def test_in_the_evening_a_reminder_is_put_once_however_often_somebody_presses(asking):
    pat = SlackUserId(asking.pat.id)
    evening = at("2026-10-09T20:00")
    asking.school.client.go_to(evening)
    asking.school.settle()
    with asking.school.storage.caseload_of(pat, now=evening) as scope:
        assert remind_all(scope) == (2, 2)

    with asking.school.storage.caseload_of(pat, now=evening + timedelta(minutes=5)) as scope:
        assert not any(remind(scope, status, sure=False) for status in look_at_all(scope))
        with pytest.raises(StaleError, match="within the last day"):
            remind_all(scope)
        for person in (asking.tea, asking.hal):
            assert len(scope.outbox.waiting(MessageKind.NUDGE, person.id)) == 1
