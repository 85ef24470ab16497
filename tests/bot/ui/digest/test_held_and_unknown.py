"""After an annual meeting was held, every surface says so, and that the next date is unknown."""

from dataclasses import replace
from datetime import date

import pytest

from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.digest.open_work import page_of
from bot.meetings.meetings import MeetingId, held
from bot.records.caseloads import OpenedStudent
from bot.ui.after_meetings import after_steps
from bot.ui.dates import due
from bot.ui.dates.obligation_rows import how_it_stands_and_meets
from bot.ui.digest import home, hub, pick, plain_answers
from bot.ui.records import students
from tests.bot.a_morning import a_morning
from tests.bot.ui.a_desk import a_desk
from tests.bot.ui.a_glance import TODAY, a_case_of, look
from tests.bot.ui.surfaces import assert_slack_takes, words_of

HELD_ON = date(2026, 10, 6)
HELD = "Held Tue, Oct 6; next annual date unknown"
TICKED = Standing(state=State.DONE)


def a_held_case(*, ticked=True, **student):
    """Its meeting was held on Tuesday; with `ticked`, the next date was ticked and not entered."""
    case = a_case_of(1, meets=HELD_ON.isoformat(), annual_due=date(2026, 11, 2), **student)
    [meeting] = case.meetings
    next_date = (meeting_subject(meeting.id), ObligationId.NEXT_MEETING)
    return replace(
        case,
        meetings=(held(meeting, on=HELD_ON),),
        standings={next_date: TICKED} if ticked else {},
    )


def buttons(view):
    return {
        element["text"]["text"]: (element["action_id"], element.get("value"))
        for block in view["blocks"]
        for element in (*block.get("elements", ()), block.get("accessory") or {})
        if element.get("type") == "button"
    }


@pytest.mark.parametrize("ticked", [True, False])
def test_the_students_screen_says_when_it_was_held_and_offers_to_enter_the_next(ticked):
    seen = look(a_held_case(ticked=ticked))
    opened = OpenedStudent(seen=seen.students[0], glance=seen, rules=DEFAULT_RULES)
    view = students.render(opened)

    assert_slack_takes(view)
    assert f"{HELD}." in words_of(view)
    assert "No meeting set" not in words_of(view)
    assert buttons(view)["Enter it"] == (after_steps.OPEN_NEXT, "1")


@pytest.mark.parametrize("ticked", [True, False])
def test_so_does_the_home_tab(ticked):
    view = home.render(a_desk(look(a_held_case(ticked=ticked))), page=0)

    assert f"{HELD}." in words_of(view)
    assert buttons(view)["Enter it"] == (after_steps.OPEN_NEXT, "1")
    assert "Set a meeting" not in buttons(view)


def test_a_triennial_that_is_near_stands_beside_it_and_a_meeting_for_it_can_be_set():
    """It was gone from home and from `/iep`, while the digest counted its days."""
    seen = look(a_held_case(triennial_due=date(2026, 11, 20)))
    view = home.render(a_desk(seen), page=0)

    both = f"{HELD}, triennial due Fri, Nov 20."
    assert both in words_of(view)
    assert {"Enter it", "Set a meeting"} <= buttons(view).keys()
    opened = OpenedStudent(seen=seen.students[0], glance=seen, rules=DEFAULT_RULES)
    assert both in words_of(students.render(opened))


def test_a_triennial_of_another_year_does_not_stand_in_for_the_annual_date():
    view = home.render(a_desk(look(a_held_case(triennial_due=date(2028, 3, 3)))), page=0)

    assert f"{HELD}." in words_of(view)
    assert "2028" not in words_of(view)


def test_so_does_every_list_in_which_the_date_to_agree_stands():
    seen = look(a_held_case())
    work = a_desk(seen)
    in_line = f"{HELD[0].lower()}{HELD[1:]}"

    assert f"*QX-001* {in_line}" in words_of(hub.overview(work))
    assert f"*QX-001* {in_line}" in words_of(plain_answers.without_meeting(seen))
    assert f"(QX-001), {in_line}" in words_of(due.render_due(page_of(work, 0)))


def test_so_do_pick_and_the_lists_of_the_district():
    morning = a_morning(TODAY.isoformat(), a_held_case())
    [entry] = [one for one in morning.entries.values() if one.row.held_on]

    picked = pick.render([entry], morning)
    assert "QX-001, Quill Example 1, held Tue, Oct 6" in words_of(picked)
    assert how_it_stands_and_meets(entry, TODAY, morning.year).endswith("held Tue, Oct 6")


def test_once_the_next_date_is_entered_the_meeting_is_history():
    case = a_held_case()
    student = replace(case.student, annual_due=date(2027, 10, 5))
    seen = look(replace(case, student=student))

    line = students.meeting_line(seen.students[0], seen)
    assert line.startswith("No meeting set; the annual review falls due on Tue, Oct 5, 2027")


def test_a_meeting_that_is_set_comes_before_the_one_that_was_held():
    case = a_held_case()
    [meeting] = case.meetings
    planned = replace(
        a_case_of(1, meets="2026-12-01").meetings[0], id=MeetingId(2), arose_on=meeting.arose_on
    )
    seen = look(replace(case, meetings=(meeting, planned)))

    assert students.meeting_line(seen.students[0], seen).startswith("Tue, Dec 1")
