"""The digest as it is read: on a phone, on a lock screen, and aloud."""

from dataclasses import replace
from datetime import time

import pytest

from bot.calendar import SchoolCalendar
from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.digest.by_day import day_word
from bot.digest.covering import Covering, aliases_in
from bot.digest.digest_lines import NothingDue
from bot.digest.listings import all_done_word
from bot.meetings.meetings import cancelled, held
from bot.people.people import PersonId
from bot.settings.district_links import DistrictLinks
from bot.ui.digest import digests as ui
from tests.bot.a_case import day
from tests.bot.a_morning import (
    a_full_morning,
    listed,
    school_days,
    the_digest,
    with_meeting,
)
from tests.slack_limits import complaints, third_opinion


def drawn(on, *cases, **of):
    return ui.render(the_digest(on, *cases, **of))


def lines(message):
    return [block["text"]["text"] for block in message["blocks"] if block["type"] == "section"]


def under_each_line(message):
    """For each line, what stands in small print below it; empty where nothing does."""
    kinds = [block["type"] for block in message["blocks"]]
    return [
        message["blocks"][number + 1]["elements"][0]["text"]
        if kinds[number + 1 : number + 2] == ["context"]
        else ""
        for number, kind in enumerate(kinds)
        if kind == "section"
    ]


def title(message):
    return message["blocks"][0]["text"]["text"]


def controls(message):
    """For each line with controls: what stands on them."""
    return [
        [element["text"]["text"] for element in block["elements"]]
        for block in message["blocks"]
        if block["type"] == "actions"
    ]


def ticked(case, *rows, state=State.DONE, **fields):
    subject = meeting_subject(case.meetings[0].id)
    return replace(
        case, standings={(subject, row): Standing(state=state, **fields) for row in rows}
    )


def six_notices(**fields):
    """Six students of whom only the notice is still to be entered, by Thu, Oct 8."""
    others = (
        ObligationId.MASTER_CALENDAR,
        ObligationId.INVITATION_FORM,
        ObligationId.OFFICE_INFORMED,
        ObligationId.TEACHER_FEEDBACK_OUT,
        ObligationId.PROVIDER_REPORT_OUT,
    )
    cases = [with_meeting(n, "2026-11-18", created="2026-09-01", **fields) for n in range(1, 7)]
    return [ticked(case, *others) for case in cases]


def with_tick(case, **fields):
    done = ticked(case, ObligationId.MEETING_NOTICE, **fields)
    return replace(case, standings={**case.standings, **done.standings})


def test_a_group_says_how_many_and_by_when_and_can_be_done_in_one_go():
    message = drawn("2026-10-06", *six_notices())

    assert lines(message) == ["*SEIS notices:* 6 by Friday"]
    assert controls(message) == [["Notices and forms …", "Pick …"]]


@pytest.mark.parametrize("students", [1, 6])
def test_the_button_that_sends_names_no_number_since_a_row_may_ask_several(students):
    settled = (
        ObligationId.MASTER_CALENDAR,
        ObligationId.INVITATION_FORM,
        ObligationId.OFFICE_INFORMED,
        ObligationId.MEETING_NOTICE,
    )
    cases = [ticked(case, *settled) for case in six_notices()]
    message = drawn("2026-10-06", *cases[:students])

    assert controls(message) == [["Send all requests", "Pick …"]]


def test_on_the_day_itself_it_says_today():
    """On the day of the cut-off, and the day before, also for whom and to whom."""
    whom = "to the parents of *QX-001*, *QX-002*"

    assert lines(drawn("2026-10-09", *six_notices())) == [
        f"*SEIS notices:* 6 today, {whom}, *QX-003* and 3 more"
    ]
    assert lines(drawn("2026-10-08", *six_notices())) == [
        f"*SEIS notices:* 6 by Friday, {whom}, *QX-003* and 3 more"
    ]
    assert lines(drawn("2026-10-07", *six_notices())) == ["*SEIS notices:* 6 by Friday"]


def test_what_is_overdue_is_said_without_blame():
    assert lines(drawn("2026-10-13", *six_notices())) == [
        "*SEIS notices:* 6 overdue since Fri, Oct 9"
    ]


def test_several_dates_are_told_apart():
    late = with_meeting(9, "2026-11-18", created="2026-10-12")

    words = lines(drawn("2026-10-13", *six_notices(), late))

    assert words[0].startswith("*SEIS notices:* 6 overdue since Fri, Oct 9; 1 today, to the")


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-10-06", "today"),
        ("2026-10-07", "Wednesday"),
        ("2026-10-12", "Monday"),
        ("2026-10-13", "Tue, Oct 13"),
        ("2026-10-05", "Mon, Oct 5"),
    ],
)
def test_a_days_name_alone_is_used_only_where_it_can_mean_one_day(due, words):
    assert day_word(day(due), day("2026-10-06")) == words


def test_progress_shows_what_is_done_and_what_is_left():
    cases = six_notices()
    now = [with_tick(cases[0]), with_tick(cases[1]), *cases[2:]]

    message = drawn("2026-10-06", *cases, now=now)

    assert lines(message) == ["*SEIS notices:* 4 by Friday, 2 of 6 done"]
    assert controls(message) == [["Notices and forms …", "Pick …"]]


def test_when_all_are_done_it_says_so_in_words_and_offers_to_undo():
    cases = six_notices()
    word = all_done_word(day("2026-10-06"))

    message = drawn("2026-10-06", *cases, now=[with_tick(case, reason=word) for case in cases])

    assert lines(message) == ["*SEIS notices:* all 6 done ✓"]
    assert controls(message) == [["Undo", "Pick …"]]
    assert "✓" not in message["text"]


def test_what_was_ticked_one_by_one_is_not_undone_together():
    cases = six_notices()

    message = drawn("2026-10-06", *cases, now=[with_tick(case) for case in cases])

    assert controls(message) == [["Pick …"]]


def test_what_is_proven_offers_nothing_to_take_back():
    cases = six_notices()
    now = [with_tick(case, state=State.PROVEN) for case in cases]

    assert controls(drawn("2026-10-06", *cases, now=now)) == []


def test_not_needed_and_put_off_are_told_apart_from_done():
    cases = six_notices()
    now = [
        with_tick(cases[0], state=State.NOT_NEEDED, reason="by hand"),
        with_tick(cases[1], state=State.OPEN, snoozed_until=day("2026-10-08")),
        *map(with_tick, cases[2:]),
    ]

    message = drawn("2026-10-06", *cases, now=now)

    assert lines(message) == ["*SEIS notices:* 4 done, 1 put off, 1 not needed"]


def test_no_line_ever_has_more_than_two_controls():
    for on in school_days("2026-10-05", "2026-11-20"):
        if listed(on, *a_full_morning()):
            assert max(map(len, controls(drawn(on, *a_full_morning())))) <= 2


def test_a_meeting_that_nobody_marked_is_asked_about():
    message = drawn("2026-10-08", with_meeting(12, "2026-10-06", alias="MQ-7K2"))

    assert lines(message)[0] == "Was the meeting of *MQ-7K2* on Tue, Oct 6 held?"
    assert controls(message)[0] == ["It was held", "Not held …"]


@pytest.mark.parametrize(
    ("change", "words", "buttons"),
    [
        pytest.param(
            lambda one: held(one, on=one.on),
            "The meeting of *MQ-7K2* on Tue, Oct 6: held ✓",
            [["Undo"]],
            id="held",
        ),
        pytest.param(
            cancelled, "The meeting of *MQ-7K2* on Tue, Oct 6: cancelled ✓", [], id="cancelled"
        ),
        pytest.param(
            lambda one: replace(one, on=day("2026-10-20")),
            "The meeting of *MQ-7K2* on Tue, Oct 6 is now on Tue, Oct 20.",
            [],
            id="moved",
        ),
    ],
)
def test_the_answer_takes_the_place_of_the_question(change, words, buttons):
    case = with_meeting(12, "2026-10-06", alias="MQ-7K2")
    now = replace(case, meetings=tuple(map(change, case.meetings)))

    message = drawn("2026-10-08", case, now=[now])

    assert lines(message) == [words]
    assert controls(message) == buttons


def test_an_unconfirmed_calendar_is_said_on_screen_and_aloud():
    message = drawn("2026-10-06", *six_notices())

    assert title(message) == "Tue, Oct 6 · calendar not confirmed"
    assert message["text"].endswith("Calendar not confirmed.")


def test_a_confirmed_calendar_is_not_mentioned():
    message = drawn("2026-10-06", *six_notices(), calendar=SchoolCalendar(confirmed=True))

    assert title(message) == "Tue, Oct 6"
    assert message["text"] == "Tuesday, October 6. SEIS notices: 6 by Friday."


def test_what_a_lock_screen_shows_names_nobody():
    text = drawn("2026-10-27", *a_full_morning())["text"]

    assert "QX-" not in text
    assert "2 meetings today." in text
    assert "1 meeting to be marked as held or not." in text


def test_a_screen_reader_can_tell_the_buttons_apart():
    message = drawn("2026-10-27", *a_full_morning())
    labels = [
        element["accessibility_label"]
        for block in message["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]

    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("on", school_days("2026-10-20", "2026-11-20"))
def test_slack_takes_every_digest_of_a_month(on):
    message = drawn(on, *a_full_morning())

    assert complaints(message) == []
    assert third_opinion(message) == []


def test_slack_takes_the_longest_digest():
    cases = [
        with_meeting(number, on, alias="W" * 40 + str(number), at=time(9))
        for number in range(1, 121)
        for on in ("2026-10-26" if number % 3 else "2026-10-27",)
    ]

    assert complaints(drawn("2026-10-27", *cases)) == []


def test_a_line_leads_to_where_its_work_is_done_while_some_of_it_is_left():
    links = DistrictLinks(
        seis="https://seis.example/a?b=1&c=2", rights=(("Spanish", "https://d.example"),)
    )
    digest = the_digest("2026-10-06", *six_notices())

    message = ui.render(digest, links)

    assert complaints(message) == []
    (notices,) = [line for line in lines(message) if line.startswith("*SEIS notices")]
    assert notices.endswith(" · <https://seis.example/a?b=1&amp;c=2|Open>")
    assert "<http" not in str(ui.render(digest))


def test_a_meeting_of_today_says_what_it_is_still_missing():
    """It stood behind "+ n more"; the thread on meeting day has no place for it either."""
    case = with_meeting(1, "2026-11-18", at=time(9))
    ready = ticked(case, *ObligationId)
    talked = ticked(case, *(one for one in ObligationId if one is not ObligationId.AGENDA))

    (first, *_) = lines(drawn("2026-11-18", case))
    assert (
        first
        == "*Meetings today:* *QX-001* at 9:00 am, missing: agenda, notice, 2 forms, conversation"
    )
    (first, *_) = lines(drawn("2026-11-18", talked))
    assert first == "*Meetings today:* *QX-001* at 9:00 am, phone conference, missing: agenda"
    (first, *_) = lines(drawn("2026-11-18", ready))
    assert first == "*Meetings today:* *QX-001* at 9:00 am, phone conference"


def test_a_meeting_of_today_without_a_time_says_so_and_can_get_one():
    """It read *QX-001, phone conference*, as if all were set."""
    untimed, timed = (
        ticked(with_meeting(number, "2026-11-18", at=at), *ObligationId)
        for number, at in ((1, None), (2, time(9)))
    )

    (first, *_) = lines(drawn("2026-11-18", untimed))
    assert first == "*Meetings today:* *QX-001*, no time set, phone conference"
    assert controls(drawn("2026-11-18", untimed))[0] == ["Set the time"]
    assert controls(drawn("2026-11-18", untimed, timed))[0] == ["Set the time: QX-001"]
    assert controls(drawn("2026-11-18", timed)) == []
    over = replace(untimed, meetings=(held(untimed.meetings[0], on=day("2026-11-18")),))
    assert "Set the time" not in str(drawn("2026-11-18", over))


def test_where_many_meet_today_it_is_counted_what_is_missing():
    cases = [with_meeting(n, "2026-11-18", at=time(8 + n)) for n in range(1, 4)]

    (first, *_) = lines(drawn("2026-11-18", *cases))

    assert first == ("*Meetings today:* *QX-001* at 9:00 am and 2 more; 15 things missing")


def stood_in_for(*aliases, whose="Marigold Ashdown"):
    return Covering(whose=whose, aliases=frozenset(aliases), until_on=None)


def test_where_a_digest_holds_several_caseloads_each_line_says_whose_students_are_whose():
    """A substitute read a colleague's overdue work as their own."""
    mine, theirs = with_meeting(1, "2026-11-18"), with_meeting(2, "2026-11-18")
    theirs = replace(theirs, student=replace(theirs.student, case_manager=PersonId(9)))
    digest = the_digest("2026-10-08", mine, theirs)
    digest = replace(digest, covering=(stood_in_for("QX-002"),))

    assert digest.several
    shared = under_each_line(ui.render(digest))
    assert shared
    assert set(shared) == {"For Marigold Ashdown: *QX-002*"}
    alone = under_each_line(
        ui.render(replace(digest, covering=(stood_in_for("QX-001", "QX-002"),)))
    )
    assert set(alone) == {"For Marigold Ashdown"}
    two = (stood_in_for("QX-001"), stood_in_for("QX-002", whose="Juniper Okafor"))
    assert set(under_each_line(ui.render(replace(digest, covering=two)))) == {
        "For Marigold Ashdown: *QX-001*; For Juniper Okafor: *QX-002*"
    }
    assert complaints(ui.render(digest)) == []


def test_who_leads_one_caseload_only_is_not_told_whose_each_line_is():
    digest = replace(
        the_digest("2026-10-08", with_meeting(1, "2026-11-18")), covering=(stood_in_for("QX-001"),)
    )

    assert set(under_each_line(ui.render(digest))) == {""}


@pytest.mark.parametrize("on", ["2026-10-08", "2026-10-27", "2026-11-18", "2026-11-19"])
def test_every_line_knows_of_whom_it_tells(on):
    lines = the_digest(on, *a_full_morning()).lines

    assert [line for line in lines if not aliases_in(line) and line != NothingDue()] == []
