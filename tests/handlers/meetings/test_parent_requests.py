"""A parent asks for a meeting: the law's date stands at once, and a meeting set for it keeps it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.dates.obligation_rows import State
from bot.dates.obligation_rules import ObligationId
from bot.dates.obligations import obligations_of
from bot.meetings.meetings import Kind
from tests.people import MORNING


def opens(school):
    school.pat.command("/iep", "find juniper")
    school.settle()
    school.pat.modal.click("A parent asked for a meeting")
    school.settle()
    return school.pat.modal


def saves(school, how="In writing"):
    modal = opens(school)
    modal.choose("How did they ask?", how)
    modal.fill("Who asked?", "the grandmother")
    shown = modal.submit()
    school.settle()
    return shown


def rows(school, row=ObligationId.HOLD_BY):
    with school.storage.jobs(now=MORNING) as scope:
        case = scope.case_of(school.juniper.id)
        found = obligations_of(case, scope.calendar, today=scope.today)
        return [(one.due_on, one.state) for one in found if one.id is row]


LAST_DAY = date(2026, 11, 6)


def test_hold_by_stands_from_the_moment_it_is_written_down(school):
    shown = saves(school)

    assert "Friday, November 6, 2026" in shown.text
    assert "California Education Code" in shown.text
    assert rows(school) == [(LAST_DAY, State.OPEN)]
    school.pat.open_home()
    school.settle()
    assert "Parent requests: 1 by Fri, Nov 6" in school.pat.home.text
    assert "grandmother" not in school.pat.home.text
    assert school.client.strict_errors() == []


def test_a_request_saved_twice_stands_once_and_a_second_one_beside_it(school):
    school.client.fault("duplicate", method="view_submission", times=1)
    saves(school)
    assert rows(school) == [(LAST_DAY, State.OPEN)]

    saves(school)
    assert len(rows(school)) == 2, "the same person may ask again on the same day"


def test_hold_by_is_planned_by_the_meeting_set_for_it(school):
    saves(school).click("Set a meeting")
    school.settle()
    modal = school.pat.modal
    assert "The written request of Thursday, October 8, 2026" in modal.text
    modal.fill("Date", date(2026, 11, 9))
    told = modal.submit()
    assert "the meeting that the parents asked for in writing, Friday, November 6" in told.text
    told.fill("Date", date(2026, 11, 4))
    told.submit()
    school.settle()

    assert rows(school) == [(LAST_DAY, State.PLANNED)]
    with school.storage.jobs(now=MORNING) as scope:
        (meeting,) = scope.meetings.of(school.juniper.id)
        (request,) = scope.parent_requests.of(school.juniper.id)
    assert (meeting.kind, request.meeting) == (Kind.PARENT_REQUEST, meeting.id)


def test_a_spoken_one_starts_no_clock_and_says_what_to_do(school):
    shown = saves(school, "Spoken")

    assert "only a written request starts the thirty days" in shown.text
    assert rows(school) == []
    assert rows(school, ObligationId.SAY_HOW_TO_ASK) == [(date(2026, 10, 9), State.OPEN)]


def test_what_was_a_mistake_asks_for_nothing_and_can_be_put_back(school):
    saves(school).click("parent_request_take_back")
    school.settle()
    assert rows(school) == []

    school.pat.modal.click("Put back")
    school.settle()
    assert rows(school) == [(LAST_DAY, State.OPEN)]
    with school.storage.jobs(now=MORNING) as scope:
        acts = [entry.act for entry in scope.audit.trail(school.juniper.id)]
    assert acts.count("changed a parent's request") == 2
    assert "recorded that a parent asked for a meeting in writing" in acts


@pytest.mark.parametrize("act", ["saves", "takes back"])
def test_whose_student_it_no_longer_is_changes_nothing(school, act):
    modal = saves(school) if act == "takes back" else opens(school)
    with school.storage.jobs(now=MORNING) as scope:
        scope.students.keep(replace(school.juniper, case_manager=school.on_record["kim"].id))

    if act == "saves":
        modal.choose("How did they ask?", "In writing")
        assert "no longer on your caseload" in modal.submit().text
    else:
        modal.click("parent_request_take_back")
        school.settle()
        assert "no longer on your caseload" in school.pat.dms()[-1].text

    assert len(rows(school)) == (1 if act == "takes back" else 0)
