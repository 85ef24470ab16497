"""The home tab: the work and who is next, and behind one press all, twenty students a page."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from bot.dates.obligation_rows import Standing, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Kind
from bot.people.people import Role
from bot.people.unreached import Unreached
from bot.ui.digest import home
from bot.ui.records import students as student
from tests.bot.ui.a_desk import a_desk, a_form
from tests.bot.ui.a_glance import a_case_of, look, sixty_students
from tests.bot.ui.surfaces import (
    HOSTILE_WORDS,
    assert_harmless,
    assert_slack_takes,
    block_named,
    words_of,
)


def render(seen, *, page=0, notes=True, **work):
    return home.render(a_desk(seen, notes=notes, **work), page=page)


def students_on(view):
    return [b for b in view["blocks"] if b.get("block_id", "").startswith("student:")]


def lines_about(number, view):
    return block_named(view, f"student:{number}")["text"]["text"].split("\n")


@pytest.mark.parametrize(("page", "count"), [(0, 17), (1, 20), (2, 20), (3, 20)])
@pytest.mark.parametrize("names", [True, False])
@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_sixty_students_whatever_their_names(page, count, names, words):
    view = render(sixty_students(words[:250]), page=page, names=names, confirmed=False)
    assert_slack_takes(view)
    assert_harmless(view)
    assert len(students_on(view)) == count


def test_every_student_stands_on_exactly_one_page_behind_the_front():
    seen = sixty_students()
    shown = [b["block_id"] for page in (1, 2, 3) for b in students_on(render(seen, page=page))]
    assert sorted(shown) == sorted(f"student:{number}" for number in range(60))


def a_caseload():
    """Eight who meet: on both sides of two weeks from today, and one who needs no date yet."""
    days = ("2026-10-13", "2026-10-15", "2026-10-16", "2026-10-20", "2026-10-21", "2026-10-22")
    later = ("2026-10-23", "2026-11-18", "2027-01-12", "2027-02-11", "2027-09-09")
    meet = [a_case_of(number, meets=day) for number, day in enumerate((*days, *later), 1)]
    none_yet = a_case_of(13, annual_due=date(2027, 3, 5), triennial_due=date(2028, 3, 3))
    return look(a_case_of(12, annual_due=date(2026, 11, 20)), *meet, none_yet)


def test_the_front_shows_who_needs_a_date_or_meets_within_two_weeks_and_counts_the_others():
    view = render(a_caseload())

    shown = [b["block_id"] for b in students_on(view)]
    assert shown == [f"student:{number}" for number in (12, 1, 2, 3, 4, 5, 6)]
    others = block_named(view, "others")
    assert others["text"]["text"] == (
        "+ 6 more students: 1 meets in October, 1 in November, 1 in January, 2 later, "
        "1 without a meeting"
    )
    assert others["accessory"]["value"] == "1"


@pytest.mark.parametrize(("count", "hidden"), [(5, 0), (6, 1)])
def test_a_few_students_stand_on_the_front_even_where_they_meet_later(count, hidden):
    view = render(look(*(a_case_of(one, meets="2026-11-18") for one in range(1, count + 1))))

    assert len(students_on(view)) == 5
    assert len([b for b in view["blocks"] if b.get("block_id") == "others"]) == hidden


@pytest.mark.parametrize(
    ("page", "turns"),
    [
        pytest.param(1, {"Back": "0", "Next": "2"}, id="the-first"),
        pytest.param(2, {"Previous": "1", "Next": "3"}, id="in-the-middle"),
        pytest.param(3, {"Previous": "2"}, id="the-last"),
        pytest.param(9, {"Previous": "2"}, id="beyond-the-last"),
    ],
)
def test_pages_turn_to_their_neighbours(page, turns):
    view = render(sixty_students(), page=page)
    pager = view["blocks"][-3]
    assert {b["text"]["text"]: b["value"] for b in pager["elements"]} == turns
    assert all(b["action_id"].startswith(f"{home.TO_PAGE}:") for b in pager["elements"])


def test_where_nobody_is_hidden_any_more_a_page_is_the_front():
    assert render(look(a_case_of(1)), page=2) == render(look(a_case_of(1)), page=0)


@pytest.mark.parametrize(
    ("unreached", "said"),
    [
        pytest.param(Unreached(reason="messages_tab_disabled"), "write to nobody", id="nobody"),
        pytest.param(
            Unreached(office_channel="C0OFFICE", reason="is_archived"), "<#C0OFFICE>", id="office"
        ),
        pytest.param(
            Unreached(person="Tea <b>", reason="user_disabled"), "*Tea &lt;b&gt;*", id="a-teacher"
        ),
    ],
)
def test_an_admin_finds_who_cannot_be_reached(unreached, said):
    view = render(look(a_case_of()), unreached=(unreached,) * 7)

    assert_slack_takes(view)
    assert "*Not reached in Slack*" in words_of(view)
    assert words_of(view).count(said) == 5
    assert "Not reached" not in words_of(render(sixty_students(), page=1, unreached=(unreached,)))


def test_without_students_the_first_steps_are_told():
    view = render(look())
    assert_slack_takes(view)
    assert "There are no students on your caseload yet." in words_of(view)
    assert not [b for b in view["blocks"] if b.get("block_id") == "start"]


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.OFFICE, Role.ADMIN, None])
def test_whoever_is_no_case_manager_is_told_what_there_is_for_them(role):
    said = words_of(render(look(), roles=frozenset({role} - {None})))

    assert "caseload" not in said
    assert "/iep channel" not in said
    assert "When a case manager asks you for a form" in said
    assert ("As a supervisor" in said) is (role is Role.SUPERVISOR)
    assert ("Invitations to send" in said) is (role is Role.OFFICE)


def test_a_stranger_is_told_whom_to_ask():
    view = home.for_strangers()
    assert_slack_takes(view)
    assert "ask your special education office or a Preiep admin" in words_of(view)


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_calendar_that_nobody_confirmed_says_so(confirmed):
    said = words_of(render(look(a_case_of()), confirmed=confirmed))
    assert ("Calendar not confirmed" in said) is not confirmed


def test_names_stand_there_only_if_the_district_allows_it():
    seen = look(a_case_of(1, meets="2026-10-27", first_name="Quill", last_name="Example"))
    assert lines_about(1, render(seen))[0] == "*Quill Example* (QX-001)"
    assert lines_about(1, render(seen, names=False))[0] == "*QX-001*"
    assert "Quill" not in str(render(seen, names=False))


@pytest.mark.parametrize(("length", "shown"), [(120, "Q" * 120), (121, "Q" * 119 + "…")])
def test_a_very_long_name_is_cut(length, shown):
    seen = look(a_case_of(1, first_name="Q" * length, last_name=""))
    assert lines_about(1, render(seen))[0] == f"*{shown}* (QX-001)"


@pytest.mark.parametrize(
    ("student", "line"),
    [
        pytest.param(
            {"meets": "2026-10-27", "at": time(8, 30)},
            "Tue, Oct 27 at 8:30 am, annual, phone conference",
            id="a-meeting-with-its-hour",
        ),
        pytest.param(
            {"meets": "2026-10-27"},
            "Tue, Oct 27, time not known yet, annual, phone conference",
            id="a-meeting-without-an-hour",
        ),
        pytest.param(
            {"meets": "2026-10-08"},
            "Thu, Oct 8, time not known yet, annual, phone conference",
            id="a-meeting-today",
        ),
        pytest.param(
            {"meets": "2026-10-07"},
            "Wed, Oct 7, time not known yet, annual, phone conference. Was it held?",
            id="a-meeting-whose-day-has-passed",
        ),
        pytest.param(
            {"annual_due": date(2027, 3, 5), "triennial_due": date(2028, 3, 3)},
            "No meeting set; the annual review falls due on Fri, Mar 5.",
            id="a-review-that-comes-later",
        ),
        pytest.param(
            {"annual_due": date(2026, 11, 20), "triennial_due": date(2028, 3, 3)},
            ":warning: No meeting set; the annual review falls due on Fri, Nov 20.",
            id="a-review-that-comes-soon",
        ),
        pytest.param(
            {"triennial_due": date(2028, 3, 3)},
            ":warning: No meeting set; the annual review date is unknown, "
            "the triennial falls due on Fri, Mar 3, 2028.",
            id="one-review-that-is-unknown",
        ),
        pytest.param(
            {},
            ":warning: No meeting set; the review date is unknown.",
            id="nothing-known",
        ),
    ],
)
def test_a_student_shows_when_the_team_meets(student, line):
    assert lines_about(1, render(look(a_case_of(1, **student))))[1] == line


def test_whoever_needs_a_date_stands_on_the_front_though_a_meeting_is_set_for_something_else():
    due: dict[str, Any] = {"annual_due": date(2026, 11, 20), "triennial_due": date(2028, 3, 3)}
    late = a_case_of(9, meets="2027-01-20", **due)
    (meeting,) = late.meetings
    late = replace(late, meetings=(replace(meeting, kind=Kind.TRANSITION),))
    near = [a_case_of(number, meets="2026-10-13") for number in range(1, 7)]

    assert "(QX-009)" in words_of(render(look(*near, late)))


def test_a_student_whose_set_meeting_is_for_something_else_needs_one_still():
    due: dict[str, Any] = {"annual_due": date(2026, 11, 20), "triennial_due": date(2028, 3, 3)}
    case = a_case_of(1, meets="2026-10-27", **due)
    (meeting,) = case.meetings
    seen = look(replace(case, meetings=(replace(meeting, kind=Kind.TRANSITION),)))

    said = lines_about(1, render(seen))
    assert "transition" in said[1]
    assert said[2] == (
        ":warning: No annual meeting set; the annual review falls due on Fri, Nov 20."
    )
    assert [one.student.id for one in seen.without_a_date] == [1]
    assert len(seen.tally.no_meeting) == 1
    assert block_named(render(seen), "set:1")


def test_a_student_shows_what_comes_next_and_a_button_that_opens_them():
    view = render(look(a_case_of(1, meets="2026-10-27")))

    assert lines_about(1, view)[2].startswith("Next: ")
    assert "was due" in lines_about(1, view)[2]
    button = block_named(view, "student:1")["accessory"]
    assert (button["action_id"], button["value"]) == (student.OPEN, "1")
    assert button["accessibility_label"] == "Open QX-001"


def test_who_has_nothing_dated_has_no_next_line():
    assert len(lines_about(1, render(look(a_case_of(1))))) == 2


def due_on(view):
    title, *lines = block_named(view, "due")["text"]["text"].split("\n")
    assert title.startswith("*Due by ")
    return lines


def test_what_is_due_is_grouped_by_where_it_is_done_and_each_row_counts_once():
    seen = sixty_students()
    groups = home.places(seen.tally.work)["blocks"]

    assert sum(len(work.left) for work in seen.tally.work) == len(seen.due)
    assert len({group["block_id"] for group in groups}) == len(groups) == len(seen.tally.work)
    assert all(group["accessory"]["action_id"] == home.PICK for group in groups)
    named = [line.partition(":")[0] for line in due_on(render(seen))]
    assert named == [str(work.place) for work in seen.tally.work]


def test_what_can_be_picked_from_is_behind_one_button():
    seen = look(a_case_of(1, meets="2026-10-27"))

    assert block_named(render(seen), "due")["accessory"]["action_id"] == home.PICK_PLACE
    assert "accessory" not in block_named(render(look(a_case_of(1))), "due")
    assert_slack_takes(home.places(seen.tally.work))


def test_since_when_something_waits_is_not_said_on_the_front():
    seen = look(a_case_of(1, meets="2026-10-27"), a_case_of(2, meets="2026-11-18"))
    (notices,) = [line for line in due_on(render(seen)) if line.startswith("SEIS")]
    (in_full,) = [one["text"]["text"] for one in home.places(seen.tally.work)["blocks"]][1:2]

    assert notices.endswith("; 1 by Friday")
    assert "since" not in notices
    assert " since Thu, Sep 10" in in_full


def test_meetings_that_are_to_be_set_come_before_all_other_work():
    seen = look(
        a_case_of(1, meets="2026-10-27"),
        a_case_of(2, annual_due=date(2026, 11, 20)),
    )

    assert due_on(render(seen))[0].startswith("Meeting dates: 1 ")


def test_what_rests_is_counted_as_put_off():
    case = a_case_of(1, meets="2026-11-18")
    resting = Standing(snoozed_until=date(2026, 10, 12))
    subject = meeting_subject(case.meetings[0].id)
    standings = {(subject, row): resting for row in ObligationId}

    put_off = look(replace(case, standings=standings))

    assert due_on(render(put_off))[0].endswith(": 1 put off")


def test_nothing_due_is_said():
    assert "Nothing is due soon." in words_of(render(look(a_case_of(1))))


def test_what_is_due_names_nobody_even_where_names_are_allowed():
    view = render(look(a_case_of(1, meets="2026-10-27", first_name="Quill")))

    assert "Quill" not in str(block_named(view, "due"))


def test_office_informed_notes_are_sent_from_the_home_tab_where_the_office_has_a_channel():
    seen = look(*(a_case_of(number, meets="2026-10-27") for number in (1, 2)))

    (send,) = block_named(render(seen), "notes")["elements"]
    assert send["text"]["text"] == "Send 2 notes to the office"
    assert [b for b in render(seen, notes=False)["blocks"] if b.get("block_id") == "notes"] == []


FORMS = tuple(a_form(number) for number in range(30))


def test_slack_takes_what_others_wait_for_however_much_there_is():
    view = render(sixty_students("W" * 250), confirmed=False, waiting=FORMS)
    assert_slack_takes(view)
    assert "For you to do: 30 things" in words_of(view)
    assert block_named(view, "waiting:2")
    assert_slack_takes(render(look(), confirmed=False, waiting=FORMS))


@pytest.mark.parametrize("role", [*Role, None])
def test_whoever_is_waited_for_is_told_first_and_never_that_there_is_nothing(role):
    words = words_of(render(look(), waiting=FORMS[:1], roles=frozenset({role} - {None})))

    assert words.startswith("*For you to do: 1 thing*")
    assert "Nothing" not in words


def test_nothing_is_due_soon_is_said_only_where_nothing_else_waits():
    case = a_case_of(1)
    assert "Nothing is due soon." in words_of(render(look(case)))
    assert "Nothing is due soon." not in words_of(render(look(case), waiting=FORMS[:1]))
    unmarked = look(a_case_of(1, meets="2026-10-07"))
    assert "Nothing is due soon." not in words_of(render(unmarked))
