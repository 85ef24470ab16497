"""In June much of what is said is of August, and says its year wherever it is said."""

import re
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.calendar import default_school_year
from bot.content import read
from bot.date_words import in_short
from bot.dates.obligation_rows import Standing, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.digest.digest_lines import AskedAbout, Entry, Foretold
from bot.digest.digests import digest_of, listing_of
from bot.district.summary_matters import Matter, Supervised
from bot.meetings.meetings import MeetingState, held
from bot.ui.after_meetings.thread_after import after_message
from bot.ui.dates.obligation_rows import how_it_stands
from bot.ui.digest import digests as ui
from bot.ui.digest.digest_controls import controls_of
from bot.ui.digest.digest_words import foretold_words
from bot.ui.meeting_day.thread_parent import parent_message
from tests.bot.a_case import a_meeting, day
from tests.bot.a_morning import a_morning, nth_case, with_meeting
from tests.bot.ui.after_rows import rows_after
from tests.bot.ui.looking import words
from tests.bot.ui.running import MEETING, a_running_meeting

YEAR = default_school_year(2026)
NAMED = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), [A-Z][a-z]{2} \d+(?!\d)(?!, \d{4})")
WITHIN = {
    in_short(YEAR.first + timedelta(days=n)) for n in range((YEAR.last - YEAR.first).days + 1)
}


def a_june():
    """A review in August, a meeting in September, and one held in the last week of school."""
    over = with_meeting(3, "2027-06-10", created="2027-04-01")
    over = replace(over, meetings=(held(over.meetings[0], on=day("2027-06-10")),))
    return [
        nth_case(1, student={"annual_due": day("2027-08-30")}),
        with_meeting(2, "2027-09-15", created="2027-05-20", at=time(9)),
        over,
        *(with_meeting(n, "2027-05-20", created="2026-11-20") for n in range(4, 7)),
    ]


@pytest.mark.parametrize("on", [f"2027-06-{n:02}" for n in (1, 7, 8, 9, 10, 11, 14, 15)])
def test_a_digest_in_june_says_the_year_of_every_date_in_august(on):
    morning = replace(a_morning(on, *a_june()), supervised=Supervised(everywhere=True))
    listing = listing_of(morning)
    assert listing is not None
    said = words(ui.render(digest_of(listing, morning)))

    assert set(NAMED.findall(said)) <= WITHIN
    if on == "2027-06-15":
        assert "Aug 30, 2027" in said
        assert "Still open Mon, Aug 16, 2027?" in said


def test_what_is_put_off_to_august_says_the_year():
    case = with_meeting(2, "2027-09-15", created="2027-05-20")
    subject = meeting_subject(case.meetings[0].id)
    rested = Standing(snoozed_until=date(2027, 8, 17))
    case = replace(case, standings={(subject, ObligationId.MASTER_CALENDAR): rested})
    entry = a_morning("2027-06-08", case).entries[(subject, ObligationId.MASTER_CALENDAR)]

    assert isinstance(entry, Entry)
    assert how_it_stands(entry, day("2027-06-08"), YEAR) == [
        "by Mon, Aug 16, 2027",
        "put off to Tue, Aug 17, 2027",
    ]


def test_a_thread_of_the_last_day_of_school_says_the_year_of_what_follows_in_august():
    last = replace(
        MEETING, on=day("2027-06-15"), held_on=day("2027-06-15"), state=MeetingState.HELD
    )
    running = a_running_meeting(read(None), meeting=last)

    assert "By Tuesday, August 17, 2027" in str(after_message(running, rows_after(last)))
    assert "Held on Tuesday, June 15: " in words(parent_message(running))
    in_september = replace(running, year=default_school_year(2027))
    assert "Held on Tuesday, June 15, 2027: " in words(parent_message(in_september))


def test_since_when_a_supervisor_hears_of_what_was_not_needed_says_the_year_in_august():
    """*1 declared not needed since Tue, Jun 15* was said on the first morning of the next year."""
    entries = tuple(a_morning("2026-10-23", with_meeting(1, "2026-11-18")).counting())[:1]
    line = Foretold(
        on=day("2027-08-17"),
        since=day("2027-06-15"),
        matters=((Matter.NOT_NEEDED, entries),),
    )

    said = foretold_words(line, day("2027-08-16"), default_school_year(2027))

    assert "since Tue, Jun 15, 2027" in said


def test_a_screen_reader_hears_the_year_of_a_meeting_that_nobody_marked():
    """In August it was asked whether a meeting *on Thu, Jun 10* was held."""
    meeting = a_meeting("2027-06-10", "2027-04-01")
    line = AskedAbout(alias="QX-001", meeting=meeting, asked_on=meeting.on)

    labels = [one["accessibility_label"] for one in controls_of(line, notes=True)]

    assert labels == [
        "Held: the meeting of QX-001 on Thu, Jun 10, 2027",
        "Not held: the meeting of QX-001 on Thu, Jun 10, 2027",
    ]
