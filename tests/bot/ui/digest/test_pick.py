"""*Pick …*: single rows of a digest are ticked, put off or declared not needed."""

from dataclasses import replace
from datetime import date

import pytest

from bot.calendar import SchoolCalendar
from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.errors import FormError
from bot.forms.dates.settling import NONE_OF_THESE, What, rows_picked_from
from bot.meetings.meeting_values import values_of
from bot.meetings.meetings import held
from bot.ui.digest import pick
from bot.ui.kit.reading import answers_in
from tests.bot.a_case import day
from tests.bot.a_morning import nth_case, with_meeting
from tests.bot.ui.filled import boxes, choices, filled, over_them
from tests.bot.ui.picking import NOTICE, TODAY, keys, the_morning
from tests.bot.ui.surfaces import words_of
from tests.slack_limits import complaints, third_opinion


def shown(morning):
    return pick.render(morning.counting(), morning)


def submitted(answers, morning=None, *, drawn_for=None):
    morning = morning or the_morning()
    rows = answers.pop("rows", [NOTICE])
    view = shown(drawn_for or morning)
    by_block = {
        block["block_id"]: [one["value"] for one in block["element"]["options"]]
        for block in view["blocks"]
        if block["type"] == "input" and block["element"]["type"] == "checkboxes"
    }
    ticks = {block: [row for row in rows if row in there] for block, there in by_block.items()}
    picked, _ = rows_picked_from(answers_in(filled(view, {**ticks, **answers})), morning, {})
    return picked


def problems(answers, morning=None, **of):
    with pytest.raises(FormError) as refused:
        submitted(answers, morning, **of)
    return refused.value.problems


def of_kind(morning, *obligations):
    entries = [entry for entry in morning.counting() if entry.row.id in obligations]
    return over_them(pick.render(entries, morning))


def test_each_row_can_be_ticked_under_its_student_and_meeting_which_are_said_once():
    view = shown(the_morning())

    assert sum(map(len, boxes(view).values())) == len(the_morning().counting())
    assert over_them(view) == {
        "QX-001, Quill Example, meeting Wed, Nov 18: by Friday": [
            "Calendar",
            "Notice",
            "Invitation",
            "Office note",
            "Teacher form",
            "Provider report",
        ]
    }


def test_rows_of_one_kind_stand_under_what_it_is_and_by_when():
    cases = [
        with_meeting(1, "2026-11-18", created="2026-09-01"),
        with_meeting(2, "2026-11-19", created="2026-09-01"),
        with_meeting(3, "2026-10-14", created="2026-10-02"),
    ]

    assert of_kind(the_morning(*cases), ObligationId.MEETING_NOTICE) == {
        "Meeting notice entered in SEIS: overdue since Mon, Oct 5": [
            "QX-003, Quill Example, meeting Wed, Oct 14"
        ],
        "Meeting notice entered in SEIS: by Friday": [
            "QX-001, Quill Example, meeting Wed, Nov 18",
            "QX-002, Quill Example, meeting Thu, Nov 19",
        ],
    }


def test_the_rows_of_a_meeting_say_by_when_where_that_differs_in_the_order_of_its_work():
    case = with_meeting(1, "2026-10-20", created="2026-09-01")
    (over, rows), *others = over_them(shown(the_morning(case))).items()

    assert over == "QX-001, Quill Example, meeting Tue, Oct 20"
    assert others == []
    assert "Teacher feedback in, today" in rows
    assert "Provider reports in, today" in rows
    assert "Notice, overdue since Thu, Sep 10" in rows
    order = [rows.index(one) for one in rows if one.startswith(("Calendar", "Notice", "Office"))]
    assert len(order) == 3
    assert order == sorted(order)


def test_what_two_rows_of_a_meeting_would_be_called_alike_is_said_in_full():
    case = with_meeting(1, "2026-10-20", created="2026-09-01")
    talk = (ObligationId.PARENT_CONVERSATION, ObligationId.DRAFT_PREFERENCE)
    morning = the_morning(case, on="2026-10-09")

    (rows,) = of_kind(morning, *talk).values()
    (with_notice,) = of_kind(morning, talk[0], ObligationId.MEETING_NOTICE).values()

    assert rows == ["Parent conversation held", "Parents asked about a draft copy"]
    assert "Conversation, today" in with_notice


def test_what_stands_alone_for_its_meeting_stands_with_others_of_its_kind():
    meetings = {2: "2026-11-19", 3: "2026-11-20"}
    cases = [with_meeting(one, on, created="2026-09-01") for one, on in meetings.items()]
    morning = the_morning(a_review("2026-10-27"), *cases)
    entries = [
        one
        for one in morning.counting()
        if one.row.id in (ObligationId.MASTER_CALENDAR, ObligationId.AGREE_DATE)
        or (one.row.id is ObligationId.MEETING_NOTICE and one.alias == "QX-002")
    ]

    assert over_them(pick.render(entries, morning)) == {
        "QX-002, Quill Example, meeting Thu, Nov 19: by Friday": ["Calendar", "Notice"],
        "Date agreed with the whole team: overdue since Thu, Aug 27": ["QX-001, Quill Example"],
        "Meeting on the master calendar: by Friday": ["QX-003, Quill Example, meeting Fri, Nov 20"],
    }


def test_done_is_what_is_proposed():
    picked = submitted({})

    assert (keys(picked), picked.what, picked.until) == (
        [("meeting:1", "meeting_notice")],
        What.DONE,
        None,
    )


def test_nothing_ticked_is_said_beside_the_rows():
    assert problems({"rows": []}) == {"rows:0": "Please tick at least one row."}


@pytest.mark.parametrize(
    ("what", "until"),
    [
        pytest.param(What.TOMORROW, "2026-10-07", id="tomorrow"),
        pytest.param(What.MONDAY, "2026-10-12", id="monday"),
    ],
)
def test_putting_off_to_tomorrow_or_monday(what, until):
    assert submitted({"what": what}).until == day(until)


def test_tomorrow_is_the_next_school_day():
    closed = SchoolCalendar(closures=frozenset({day("2026-10-07"), day("2026-10-08")}))
    morning = the_morning(calendar=closed)

    assert submitted({"what": What.TOMORROW}, morning).until == day("2026-10-09")


@pytest.mark.parametrize(
    ("picked", "until"),
    [
        pytest.param("2026-10-07", "2026-10-07", id="the-next-day"),
        pytest.param("2026-10-17", "2026-10-19", id="a-saturday-means-monday"),
        pytest.param("2026-11-18", "2026-11-18", id="the-day-of-the-meeting"),
    ],
)
def test_putting_off_to_a_date(picked, until):
    assert submitted({"what": What.DATE, "until": picked}).until == day(until)


@pytest.mark.parametrize(
    ("picked", "problem"),
    [
        pytest.param(None, "Please choose a day after today.", id="no-date"),
        pytest.param(TODAY, "Please choose a day after today.", id="today-itself"),
        pytest.param(
            "2026-11-19",
            "For QX-001 this can wait until Wed, Nov 18 at the most. "
            "Please choose an earlier day, or untick it.",
            id="past-the-meeting",
        ),
    ],
)
def test_a_date_that_cannot_be_is_refused_at_the_date(picked, problem):
    assert problems({"what": What.DATE, "until": picked}) == {"until": problem}


def test_tomorrow_is_refused_where_the_meeting_comes_first():
    meeting_today = with_meeting(1, TODAY, created="2026-09-01")

    assert "QX-001" in problems({"what": What.TOMORROW}, the_morning(meeting_today))["what"]


@pytest.mark.parametrize("what", [What.TOMORROW, What.MONDAY, What.DATE])
def test_what_can_wait_no_longer_is_said_so_without_an_earlier_day_that_there_is_not(what):
    meeting_today = with_meeting(1, TODAY, created="2026-09-01")

    said = problems({"what": what, "until": "2026-11-30"}, the_morning(meeting_today))

    assert "".join(said.values()) == (
        "QX-001 cannot be put off any more: the meeting, or a date of the law, comes before the "
        "next school day. Please untick it."
    )


def a_review(due: str):
    return nth_case(1, student={"annual_due": day(due)})


def test_a_legal_date_cannot_be_put_off_past_itself():
    review = the_morning(a_review("2026-10-07"))
    row = "student:1:2026-10-07|agree_date"

    refused = problems({"rows": [row], "what": What.MONDAY}, review)

    assert "Wed, Oct 7" in refused["what"]
    assert submitted({"rows": [row], "what": What.TOMORROW}, review).until == day("2026-10-07")


@pytest.mark.parametrize(
    ("row", "needs_one"),
    [
        (ObligationId.MEETING_NOTICE, True),
        (ObligationId.OFFICE_INFORMED, True),
        (ObligationId.MASTER_CALENDAR, False),
    ],
)
def test_not_needed_asks_for_a_reason_on_what_the_parents_have_a_right_to(row, needs_one):
    answers = {"rows": [f"meeting:1|{row}"], "what": What.NOT_NEEDED}

    if needs_one:
        assert list(problems(dict(answers))) == ["reason"]
    else:
        assert submitted(dict(answers)).what is What.NOT_NEEDED
    assert submitted({**answers, "reason": " waived by the parents "}).reason == (
        "waived by the parents"
    )


def signed_not_yet():
    case = with_meeting(1, "2026-09-22", created="2026-08-20")
    meeting = held(case.meetings[0], on=date(2026, 9, 22))
    row = (meeting_subject(meeting.id), ObligationId.SEND_FOR_SIGNATURE)
    sent = {**case.standings, row: Standing(state=State.DONE)}
    return the_morning(replace(case, meetings=(meeting,), standings=sent))


def test_consent_is_not_ticked():
    morning = signed_not_yet()

    assert "a signature" in problems({"rows": ["meeting:1|consent"]}, morning)["what"]
    assert problems({"rows": ["meeting:1|consent"], "what": What.NOT_NEEDED}, morning).keys() == {
        "reason"
    }


def test_where_nothing_can_be_ticked_done_is_not_offered():
    assert choices(shown(the_morning(a_review("2026-10-07"))), "what") == [
        What.TOMORROW,
        What.MONDAY,
        What.DATE,
        What.NOT_NEEDED,
    ]


def test_on_a_friday_monday_is_offered_once():
    friday = choices(shown(the_morning(a_review("2026-10-07"), on="2026-10-09")), "what")

    assert What.TOMORROW in friday
    assert What.MONDAY not in friday


def test_what_was_settled_while_the_modal_was_open_is_left_alone():
    before = with_meeting(1, "2026-11-18", created="2026-09-01")
    done = {(meeting_subject(before.meetings[0].id), ObligationId.MEETING_NOTICE): State.DONE}
    after = replace(before, standings={key: Standing(state=state) for key, state in done.items()})

    picked = submitted(
        {"rows": [NOTICE, "meeting:1|master_calendar"]},
        the_morning(after),
        drawn_for=the_morning(before),
    )

    assert keys(picked) == [("meeting:1", "master_calendar")]


def test_it_says_that_the_calendar_is_not_confirmed():
    confirmed = SchoolCalendar(confirmed=True)

    assert "Calendar not confirmed" in str(shown(the_morning()))
    assert "Calendar not confirmed" not in str(shown(the_morning(calendar=confirmed)))


def test_sixty_students_fit():
    cases = [with_meeting(number, "2026-10-27") for number in range(1, 61)]
    view = shown(the_morning(*cases, on="2026-10-26"))

    assert complaints(view) == []
    assert third_opinion(view) == []
    assert all(len(rows) <= 10 for rows in boxes(view).values())


def test_more_than_four_hundred_rows_are_shown_in_part():
    cases = [with_meeting(number, "2026-10-27") for number in range(1, 91)]
    morning = the_morning(*cases, on="2026-10-26")
    view = shown(morning)

    assert complaints(view) == []
    assert sum(map(len, boxes(view).values())) <= 400
    assert any("more, once these are settled" in str(block) for block in view["blocks"])


def test_a_long_name_does_not_cut_the_date():
    case = with_meeting(
        1, "2026-11-18", created="2026-09-01", student={"first_name": "Wilhelmina" * 9}
    )

    (words,) = of_kind(the_morning(case), ObligationId.MEETING_NOTICE).values()
    assert words[0].startswith("QX-001, Wilhelmina")
    assert words[0].endswith("…, meeting Wed, Nov 18")


def test_where_somebody_has_seen_to_all_of_them_meanwhile_it_is_said_at_the_rows():
    before = with_meeting(1, "2026-11-18", created="2026-09-01")
    key = (meeting_subject(before.meetings[0].id), ObligationId.MEETING_NOTICE)
    after = replace(before, standings={key: Standing(state=State.NOT_NEEDED)})

    refused = problems({"rows": [NOTICE]}, the_morning(after), drawn_for=the_morning(before))

    assert refused == {"rows:0": NONE_OF_THESE}


def test_where_a_group_for_each_meeting_would_be_too_many_the_rows_stand_under_what_they_are():
    cases = [with_meeting(number, "2026-10-27") for number in range(1, 61)]
    groups = over_them(shown(the_morning(*cases, on="2026-10-26")))

    notices = groups["Meeting notice entered in SEIS: overdue since Thu, Sep 10"]
    assert notices[0] == "QX-001, Quill Example, meeting Tue, Oct 27"


def test_however_many_due_dates_there_are_the_rows_fit():
    cases = [
        with_meeting(number, f"2026-{10 + number // 28}-{1 + number % 28:02}", created="2026-09-01")
        for number in range(50)
    ]
    entries = [one for one in the_morning(*cases).entries.values() if one.row.due_on]
    agendas = [one for one in entries if one.row.id is ObligationId.AGENDA]

    for some in (entries, agendas):
        view = pick.render(some, the_morning(*cases))
        assert complaints(view) == []
        assert sum(map(len, boxes(view).values())) == min(len(some), pick.MOST_ROWS)


def values_at_hand(morning, count):
    return {
        case.meetings[0].id: values_of(
            case, case.meetings[0], parents=(), leader="Pat Fennimore", year=morning.year
        )
        for case in morning.cases[:count]
    }


def test_what_is_to_be_entered_stands_beside_the_rows():
    morning = the_morning()

    words = words_of(pick.render(morning.counting(), morning, values_at_hand(morning, 1)))

    assert "Wed, Nov 18, time not known yet, phone conference" in words
    assert "Purpose: annual review" in words
    assert "the parents may bring others" in words


def test_no_row_can_be_ticked_whose_values_have_no_room():
    morning = the_morning(*(with_meeting(n, "2026-11-18") for n in range(1, 4)), on="2026-10-08")
    rows = [entry for entry in morning.counting() if entry.row.id is ObligationId.MEETING_NOTICE]

    view = pick.render(rows, morning, values_at_hand(morning, 2))

    assert len(boxes(view)["rows:0"]) == 2
    assert "+ 1 more, once these are settled" in words_of(view)
