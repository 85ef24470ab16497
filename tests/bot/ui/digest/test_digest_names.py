"""The lines of the digest that name students, by alias, before they only count."""

from dataclasses import replace

import pytest

from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId, Place
from bot.digest.by_day import kinds_by_day
from bot.digest.digest_lines import Foretold, More
from bot.district.summary_matters import Matter
from bot.meetings.meetings import Kind
from bot.ui.digest import digests as ui
from bot.ui.digest import tallies
from bot.ui.digest.digest_controls import controls_of
from bot.ui.digest.digest_words import foretold_words
from tests.bot.a_case import day
from tests.bot.a_morning import a_full_morning, a_morning, nth_case, the_digest, with_meeting


def lines(on, *cases):
    message = ui.render(the_digest(on, *cases))
    return [block["text"]["text"] for block in message["blocks"] if block["type"] == "section"]


def test_legal_dates_say_what_is_wrong():
    unset = nth_case(1, student={"annual_due": day("2026-10-06")})
    late = with_meeting(2, "2026-10-19", student={"annual_due": day("2026-10-09")})
    subject = meeting_subject(late.meetings[0].id)
    all_done = {(subject, row): Standing(state=State.DONE) for row in ObligationId}

    (line,) = lines("2026-10-08", replace(late, standings=all_done), unset)

    assert line == "*Legal dates:* *QX-001* Tue, Oct 6, no meeting; and 1 more"
    assert lines("2026-10-08", replace(late, standings=all_done)) == [
        "*Legal dates:* annual for *QX-002* is due on Fri, Oct 9, meeting on Mon, Oct 19"
    ]
    another = nth_case(3, student={"annual_due": day("2026-10-07")})
    assert lines("2026-10-08", another, unset) == [
        "*Legal dates:* *QX-001* Tue, Oct 6, no meeting; *QX-003* Wed, Oct 7, no meeting"
    ]
    assert lines("2026-10-08", unset) == [
        "*Legal dates:* annual for *QX-001* was due on Tue, Oct 6, no meeting set"
    ]


@pytest.mark.parametrize(
    ("kind", "which", "then"),
    [
        (Kind.TRANSITION, "annual", "only transition set for Wed, May 19"),
        (Kind.OTHER, "annual", "only another meeting set for Wed, May 19"),
        (Kind.ANNUAL, "triennial", "only annual set for Wed, May 19"),
    ],
)
def test_a_legal_date_says_that_the_meeting_which_is_set_does_not_keep_it(kind, which, then):
    student = {f"{which}_due": day("2027-05-24")}
    case = with_meeting(1, "2027-05-19", created="2027-05-17", kind=kind, student=student)

    first, *_ = lines("2027-05-18", case)

    assert first.startswith("*Legal dates:* ")
    assert f"{which} " in first
    assert "Mon, May 24" in first
    assert first.endswith(then)


def test_a_meeting_of_another_kind_whose_day_has_passed_is_not_set():
    student = {"annual_due": day("2027-05-24")}
    case = with_meeting(1, "2027-05-17", kind=Kind.TRANSITION, student=student)

    assert "annual for *QX-001* is due on Mon, May 24, no meeting set" in str(
        lines("2027-05-18", case)
    )


def test_legal_dates_name_the_review_where_there_is_room_for_it():
    triennial = nth_case(1, student={"triennial_due": day("2026-10-09")})
    annual = nth_case(2, student={"annual_due": day("2026-10-12")})

    assert lines("2026-10-08", triennial)[0] == (
        "*Legal dates:* triennial for *QX-001* is due on Fri, Oct 9, no meeting set"
    )
    assert lines("2026-10-08", triennial, annual)[0] == (
        "*Legal dates:* *QX-001* Fri, Oct 9, no meeting; *QX-002* Mon, Oct 12, no meeting"
    )


def test_students_without_a_meeting_are_counted_and_unknown_ones_named():
    cases = [nth_case(4, student={"annual_due": day("2026-12-08")}), nth_case(5)]

    assert lines("2026-10-22", *cases) == [
        "*Meeting dates:* 1 student, by Tuesday",
        "*Waiting for long:* 1 review date unknown",
    ]
    assert lines("2026-10-26", *cases) == [
        "*Meeting dates:* 1 student, by Tuesday; review date unknown for *QX-005*"
    ]


def test_review_dates_for_whose_students_there_is_no_room_are_counted_in_english():
    waits = [nth_case(n, student={"annual_due": day("2026-12-02")}) for n in (7, 8)]
    late = lines("2026-11-02", *waits, *[nth_case(n) for n in (1, 2, 3)])

    assert "3 review dates unknown" in str(late), late


def test_a_long_line_names_three_and_counts_the_rest():
    first, _ = lines("2026-10-05", *[nth_case(number) for number in range(1, 7)])

    assert first.endswith("*QX-001*, *QX-002*, *QX-003* and 3 more")


def test_a_message_carries_aliases_and_no_names():
    assert "Quill" not in str(ui.render(the_digest("2026-10-27", *a_full_morning())))


def test_what_a_supervisor_hears_is_counted_as_the_summary_and_the_home_tab_count():
    """*3 no meeting set* stood beside *2 students*: one had a review and a request of parents."""
    entries = list(a_morning("2026-10-23", with_meeting(1, "2026-11-18")).entries.values())
    talk = tuple(one for one in entries if one.row.why.rule.place is Place.PARENT_CONVERSATIONS)
    line = a_notice((Matter.NO_MEETING, talk), (Matter.OVERDUE, talk))

    assert len(talk) == 2
    assert said_on_friday(line) == (
        "*Still open on Monday? Your supervisor sees:* 1 student without a meeting, 1 overdue"
    )


def a_notice(*matters):
    return Foretold(on=day("2026-10-26"), since=day("2026-10-16"), matters=matters)


def said_on_friday(line):
    return foretold_words(line, day("2026-10-23"))


def test_what_is_due_today_is_counted_as_the_overdue_of_the_day_the_supervisor_reads_it():
    """*28 due today* was said on a Friday of a Monday on which nothing of it is due."""
    entries = [*a_morning("2026-10-23", with_meeting(1, "2026-11-18")).entries.values()]
    late = tuple(one for one in entries if one.row.why.rule.place is Place.SEIS_NOTICES)

    said = {
        count: said_on_friday(a_notice((Matter.OVERDUE, old), (Matter.DUE_TODAY, new)))
        for count, old, new in (("both", late, _notes(entries)), ("new", (), late))
    }

    assert said == {
        "both": "*Still open on Monday? Your supervisor sees:* 2 overdue (1 due today) (*QX-001*)",
        "new": "*Still open on Monday? Your supervisor sees:* 1 overdue (1 due today) (*QX-001*)",
    }


def test_where_there_is_little_room_a_supervisors_figures_are_still_told_apart():
    """*31 things* is no figure of the summary."""
    cases = [with_meeting(number, "2026-11-18") for number in range(1, 29)]
    entries = a_morning("2026-10-23", *cases).entries.values()
    late = tuple(one for one in entries if one.row.why.rule.place is Place.SEIS_NOTICES)
    unset = tuple(a_morning("2026-10-23", nth_case(29)).entries.values())
    line = a_notice((Matter.NO_MEETING, unset), (Matter.DUE_TODAY, late))

    assert foretold_words(replace(line, on=day("2026-10-28")), day("2026-10-23")) == (
        "*Still open Wednesday? Supervisor sees:* 1 without a meeting, 28 overdue"
    )


def test_each_figure_a_supervisor_sees_is_said_with_its_window():
    unset = nth_case(2, student={"annual_due": day("2026-11-20")})
    unknown = nth_case(3)
    for case, window in (
        (unset, "1 without a meeting, due within 60 days"),
        (unknown, "1 without a meeting, review date unknown"),
    ):
        rows = tuple(a_morning("2026-10-23", case).entries.values())
        said = said_on_friday(a_notice((Matter.NO_MEETING, rows)))
        assert said == f"*Still open Monday? Supervisor sees:* {window}"
    entries = [*a_morning("2026-10-26", with_meeting(1, "2026-11-18")).entries.values()]
    assert said_on_friday(a_notice((Matter.NOT_NEEDED, _notes(entries)))) == (
        "*Your supervisor sees on Monday:* 1 declared not needed since Fri, Oct 16 (*QX-001*)"
    )


@pytest.mark.parametrize(
    ("matter", "begins"),
    [
        (Matter.OVERDUE, "*Still open on Monday? Your supervisor sees:* 2 overdue"),
        (Matter.NOT_NEEDED, "*Your supervisor sees on Monday:* 2 declared not needed"),
    ],
)
def test_what_a_supervisor_sees_can_be_done_before_but_not_where_it_was_declared(matter, begins):
    entries = [*a_morning("2026-10-26", with_meeting(1, "2026-11-18")).entries.values()]
    late = tuple(one for one in entries if one.row.why.rule.place is Place.SEIS_NOTICES)
    line = a_notice((matter, (*late, *_notes(entries))))

    assert said_on_friday(line).startswith(begins)


def _notes(entries):
    return tuple(one for one in entries if one.row.why.rule.place is Place.OFFICE)


def test_a_form_that_is_overdue_is_not_said_to_be_due_back():
    """It read *1 form due back overdue*."""
    entries = a_morning("2026-11-05", with_meeting(1, "2026-11-18")).entries.values()
    forms = [one for one in entries if one.row.id is ObligationId.TEACHER_FEEDBACK_BACK]

    said = {on: kinds_by_day(forms, day(on)) for on in ("2026-11-05", "2026-11-04", "2026-11-03")}

    assert said == {
        "2026-11-05": "1 form overdue",
        "2026-11-04": "1 form today",
        "2026-11-03": "1 form due back by Wed",
    }


def test_what_is_overdue_says_that_meetings_to_set_are_counted_apart():
    """*Overdue: 21, the first since Oct 8* stood beside *Meeting dates*, overdue since Sep 28."""
    late = with_meeting(1, "2026-11-18", created="2026-08-20")
    unset = nth_case(2, student={"annual_due": day("2026-11-20")})

    both = tallies.overdue(a_morning("2026-10-26", late, unset).tally)
    alone = tallies.overdue(a_morning("2026-10-26", late).tally)

    assert alone == "*Overdue:* 6, the first since Fri, Oct 9"
    assert both == f"{alone}, not counting the meetings to set"


@pytest.mark.parametrize(
    ("asked", "forms", "ways"),
    [
        pytest.param(2, 0, ["All that is open"], id="meetings-to-mark"),
        pytest.param(0, 3, ["Look"], id="forms-that-came-in"),
        pytest.param(2, 3, ["All that is open", "Look"], id="both"),
    ],
)
def test_what_no_line_is_left_for_has_a_way_to_it_where_it_is_no_row(asked, forms, ways):
    """*+ 2 more: 2 to mark as held or not* had no control at all."""
    line = More(on=day("2026-10-08"), entries=(), asked=asked, forms=forms)

    assert [one["text"]["text"] for one in controls_of(line, notes=True)] == ways


@pytest.mark.parametrize(
    ("asked", "forms", "ways"),
    [
        pytest.param(0, 0, ["Pick …"], id="rows-alone"),
        pytest.param(3, 0, ["Pick …", "All that is open"], id="meetings-to-mark"),
        pytest.param(0, 3, ["Pick …", "Look"], id="forms-that-came-in"),
        pytest.param(3, 2, ["All that is open", "Look"], id="both"),
    ],
)
def test_what_no_line_is_left_for_leads_to_all_of_it_where_some_of_it_is_a_row(asked, forms, ways):
    """*+ 10 more: 3 to mark as held or not, …* offered *Pick …* alone, which has rows only."""
    rows = tuple(a_morning("2026-10-23", with_meeting(1, "2026-11-18")).counting())
    line = More(on=day("2026-10-23"), entries=rows, asked=asked, forms=forms)

    assert line.left
    assert [one["text"]["text"] for one in controls_of(line, notes=True)] == ways
