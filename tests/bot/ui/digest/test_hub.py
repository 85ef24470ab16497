"""What `/iep` answers: the work by alias, and help."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.digest.kinds import how_many
from bot.meetings.meetings import MeetingId
from bot.people.people import Role
from bot.ui.digest import hub
from tests.bot.a_case import day
from tests.bot.ui.a_desk import a_desk
from tests.bot.ui.a_glance import TODAY, a_case_of, alias, look, sixty_students
from tests.bot.ui.surfaces import (
    HOSTILE_WORDS,
    assert_harmless,
    assert_slack_takes,
    words_of,
)


def overview(seen, **work):
    return hub.overview(a_desk(seen, **work))


def lines_under(title, message):
    (found,) = [
        b["text"]["text"]
        for b in message["blocks"]
        if str(b.get("text", {}).get("text")).startswith(f"*{title}")
    ]
    return found.split("\n")[1:]


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_sixty_students_and_no_name_is_among_them(words):
    named = f"Quillfeather {words}"[:250]
    message = overview(sixty_students(named), confirmed=False)
    assert_slack_takes(message)
    assert_harmless(message)
    assert "Quillfeather" not in str(message)


def test_what_is_read_aloud_counts_and_names_nobody():
    seen = look(a_case_of(1, meets="2026-10-27"), a_case_of(2))
    message = overview(seen)
    assert message["text"] == (f"2 students, {how_many(seen.due)} things to do by Thu, Oct 22.")
    assert message["text"] in words_of(message)


def test_one_of_a_thing_is_counted_as_one():
    assert overview(look(a_case_of(1)))["text"] == ("1 student, 0 things to do by Thu, Oct 22.")


def test_an_empty_caseload_is_told_whom_to_ask():
    message = overview(look())
    assert_slack_takes(message)
    assert message["text"] == "You have no students on your caseload yet."
    assert "an admin can bring in all of them" in words_of(message)


@pytest.mark.parametrize("confirmed", [True, False])
@pytest.mark.parametrize("cases", [[], [a_case_of(1)]], ids=["nobody", "somebody"])
def test_a_calendar_that_nobody_confirmed_says_so(confirmed, cases):
    said = words_of(overview(look(*cases), confirmed=confirmed))
    assert ("Calendar not confirmed" in said) is not confirmed


def test_twelve_lines_are_shown_and_the_rest_is_counted():
    seen = sixty_students()
    message = overview(seen)

    lines = lines_under("Next meetings", message)
    assert len(lines) == 13
    assert lines[-1] == f"+ {40 - 12} more in the home tab"


def test_what_is_due_today_stands_first_and_each_thing_is_said_once_for_all_it_is_due_for():
    """On the day of the cut-off the list began with the oldest, and today's was "+ 77 more"."""
    on = [a_case_of(number, meets="2026-11-18") for number in range(1, 9)]
    seen = look(a_case_of(9, meets="2026-10-27"), *on, today=date(2026, 10, 9))
    first, second, *_ = hub.due_lists(seen.due, seen, DEFAULT_RULES)

    title, notices, *lines = first["text"]["text"].split("\n")
    assert title == "*Due today*"
    assert notices == (
        "*QX-001*, *QX-002*, *QX-003*, *QX-004*, *QX-005*, *QX-006* and 2 more: "
        "Meeting notice entered in SEIS: today"
    )
    assert lines[-1].endswith("Meeting on the master calendar: today")
    assert second["text"]["text"].startswith("*Overdue*\n*QX-009* Meeting notice entered")


def test_what_lies_with_the_office_is_not_said_to_be_due_by_a_day_that_is_over():
    """On October 6 the list of what comes next held "by Thu, Oct 1, with the office"."""
    case = a_case_of(1, meets="2026-10-27")
    noted = (meeting_subject(case.meetings[0].id), ObligationId.OFFICE_INFORMED)
    waits = replace(case, standings={noted: Standing(state=State.PLANNED)})
    seen = look(waits, today=date(2026, 10, 12))

    (row,) = [row for row in seen.students[0].open if row.id is ObligationId.OFFICE_INFORMED]
    assert hub.when(row, seen) == "with the office"
    assert hub.when(row, look(waits, today=date(2026, 9, 8))) == "by Thu, Sep 10, with the office"


def test_twelve_students_leave_nothing_more():
    message = overview(look(*map(a_case_of, range(1, 13))))
    assert lines_under("No meeting set", message) == [
        f"*{alias(number)}* review date unknown" for number in (1, 10, 11, 12, *range(2, 10))
    ]


def test_a_list_with_nothing_in_it_is_left_out_but_for_the_due():
    message = overview(look(a_case_of(1)))
    assert lines_under("Due", message) == ["Nothing is due soon."]
    assert "Next meetings" not in words_of(message)
    assert "No meeting set" not in words_of(overview(look(a_case_of(1, meets="2026-10-27"))))


@pytest.mark.parametrize(
    ("student", "line"),
    [
        pytest.param(
            {"annual_due": date(2026, 11, 20), "triennial_due": date(2028, 3, 3)},
            "*QX-001* annual due Fri, Nov 20",
            id="both-known",
        ),
        pytest.param(
            {"annual_due": date(2026, 11, 20)},
            "*QX-001* annual due Fri, Nov 20, triennial date unknown",
            id="no-triennial",
        ),
        pytest.param(
            {"triennial_due": date(2028, 3, 3)},
            "*QX-001* annual date unknown, triennial due Fri, Mar 3, 2028",
            id="no-annual",
        ),
        pytest.param({}, "*QX-001* review date unknown", id="neither"),
    ],
)
def test_who_has_no_meeting_shows_when_the_review_falls_due(student, line):
    assert lines_under("No meeting set", overview(look(a_case_of(1, **student)))) == [line]


def test_who_needs_no_meeting_yet_is_only_counted():
    later: dict[str, Any] = {"annual_due": date(2027, 3, 5), "triennial_due": date(2028, 3, 3)}
    told = str(overview(look(a_case_of(1, **later), a_case_of(2, **later))))
    assert "No meeting set" not in told
    assert "And 2 students without a meeting, whose reviews come later." in told


@pytest.mark.parametrize(
    ("meets", "at", "line"),
    [
        pytest.param(
            "2026-10-27",
            time(13, 5),
            "*QX-001* Tue, Oct 27 at 1:05 pm, annual, phone conference",
            id="with-an-hour",
        ),
        pytest.param(
            "2026-10-08", None, "*QX-001* Thu, Oct 8, annual, phone conference", id="today"
        ),
        pytest.param(
            "2026-10-07",
            None,
            "*QX-001* Wed, Oct 7, annual, phone conference. Was it held?",
            id="yesterday",
        ),
    ],
)
def test_a_meeting_stands_with_its_day_and_kind(meets, at, line):
    message = overview(look(a_case_of(1, meets=meets, at=at)))
    assert lines_under("Next meetings", message) == [line]


A_ROW = look(a_case_of(1, meets="2026-10-27")).students[0].open[0]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param({"due_on": TODAY}, "today", id="today"),
        pytest.param({"due_on": day("2026-10-09")}, "by Fri, Oct 9", id="tomorrow"),
        pytest.param({"due_on": day("2026-10-07")}, "was due Wed, Oct 7", id="yesterday"),
        pytest.param({"due_on": None}, "date not known yet", id="no-date"),
        pytest.param(
            {"due_on": TODAY, "expedited": True, "standing": Standing(revise=True)},
            "today, to be done again",
            id="once-more",
        ),
        pytest.param(
            {"due_on": TODAY, "missed_promise": day("2026-10-05")},
            "today, too late for what was promised (Mon, Oct 5): ask the parents, or move the "
            "meeting",
            id="a-promise-that-cannot-be-kept",
        ),
        pytest.param(
            {"due_on": day("2027-08-16"), "missed_promise": day("2027-08-12")},
            "by Mon, Aug 16, 2027, too late for what was promised (Thu, Aug 12, 2027): ask the "
            "parents, or move the meeting",
            id="a-promise-of-the-next-school-year",
        ),
    ],
)
def test_a_date_is_said_with_what_one_must_know_of_it(row, said):
    known = {"expedited": False, "missed_promise": None, "standing": Standing()}
    assert hub.when(replace(A_ROW, **{**known, **row}), look()) == said


@pytest.mark.parametrize(
    ("opens", "due", "said"),
    [
        pytest.param("2026-09-28", "2026-10-16", "between Mon, Sep 28 and Fri, Oct 16", id="open"),
        pytest.param(
            "2026-10-12", "2026-10-16", "between Mon, Oct 12 and Fri, Oct 16", id="not-open-yet"
        ),
        pytest.param("2026-10-16", "2026-10-16", "by Fri, Oct 16", id="a-window-of-a-day"),
        pytest.param("2026-09-28", "2026-10-08", "today", id="its-last-day"),
        pytest.param("2026-09-28", "2026-10-07", "was due Wed, Oct 7", id="over"),
    ],
)
def test_where_a_row_stands_alone_it_says_between_which_days_it_is_to_be_done(opens, due, said):
    known: dict[str, Any] = {"expedited": False, "missed_promise": None, "standing": Standing()}
    row = replace(A_ROW, **known, opens_on=day(opens), due_on=day(due))

    assert hub.when_in_full(row, look()) == said
    assert "between" not in hub.when(row, look())


@pytest.mark.parametrize(
    ("short", "said"),
    [
        pytest.param([False, False], [], id="none"),
        pytest.param([True, False, True], ["2 of these are due on short notice."], id="some"),
        pytest.param([True, False], ["1 of these is due on short notice."], id="one"),
        pytest.param([True, True], ["All of this is due on short notice."], id="all"),
        pytest.param([], [], id="nothing-open"),
    ],
)
def test_short_notice_is_said_once_of_a_list(short, said):
    assert hub.short_notice([replace(A_ROW, expedited=one) for one in short]) == said


def test_of_what_is_due_on_short_notice_no_line_says_so_and_the_list_does_once():
    case = a_case_of(1, meets="2026-10-27")
    late = replace(case, meetings=(replace(case.meetings[0], arose_on=TODAY),))
    said = words_of(overview(look(late)))

    assert said.count("short notice") == 1
    assert "of these are due on short notice." in said


def test_a_due_line_names_the_alias_and_the_work():
    seen = look(a_case_of(1, meets="2026-10-27"), a_case_of(2, meets="2026-10-28"))
    lines = hub.lines_about(seen.due, seen, DEFAULT_RULES, most=60)

    assert {line.split("* ")[0] for line in lines} == {"*QX-001", "*QX-002", "*QX-001*, *QX-002"}
    assert "*QX-001*, *QX-002* Meeting notice entered in SEIS: was due Thu, Sep 10" in lines


def test_a_districts_own_words_are_no_markup():
    rules = DEFAULT_RULES.changed(ObligationId.MEETING_NOTICE, what="Notice <now> & R&D")
    seen = look(a_case_of(1, meets="2026-10-27"))
    lines = hub.lines_about(seen.due, seen, rules)
    assert any("Notice &lt;now&gt; &amp; R&amp;D" in line for line in lines)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.OFFICE, Role.ADMIN, None])
def test_whoever_is_no_case_manager_is_told_what_there_is_for_them(role):
    message = overview(look(), roles=frozenset({role} - {None}))

    assert_slack_takes(message)
    assert message["text"] == "What Preiep does for you today."
    assert "caseload" not in words_of(message)
    assert "When a case manager asks you for a form" in words_of(message)


def test_of_two_meetings_each_row_says_for_which_one_it_is():
    one = a_case_of(1, meets="2026-10-27")
    other = replace(one.meetings[0], id=MeetingId(99), on=day("2026-11-18"))
    both = replace(one, meetings=(*one.meetings, other))

    alone, beside = (str(overview(look(case))) for case in (one, both))

    assert "for the meeting of" not in alone
    assert "for the meeting of Tue, Oct 27" in beside
