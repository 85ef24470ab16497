"""On a busy first of the month: the month's requests have their line, and all else is counted."""

from dataclasses import replace
from datetime import time

from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import Place
from bot.digest.digest_lines import AskedAbout, LegalDates, MeetingsToday, More, Work
from bot.digest.digests import MOST_LINES
from bot.requests.requests import ASKED, Form
from tests.bot.a_case import day
from tests.bot.a_morning import listed, nth_case, the_digest, with_meeting


def a_crowded_look_ahead():
    """The first school day of October, with everything that comes before the work on it."""
    return [
        nth_case(1, student={"annual_due": day("2026-09-25")}),
        with_meeting(2, "2026-10-01", at=time(9)),
        nth_case(4, student={"annual_due": day("2026-11-30")}),
        *(with_meeting(number, "2026-09-30") for number in (3, 5)),
        *(with_meeting(number, "2026-11-18", created="2026-09-01") for number in range(6, 12)),
        with_meeting(12, "2026-10-06"),
    ]


def test_on_the_day_that_looks_ahead_the_months_requests_have_their_line():
    digest = the_digest("2026-10-01", *a_crowded_look_ahead())

    shown = [line.place for line in digest.lines if isinstance(line, Work)]
    assert len(digest.lines) == MOST_LINES
    assert Place.FORMS_TO_SEND in shown
    assert [type(line) for line in digest.lines[:2]] == [LegalDates, MeetingsToday]


def test_what_gave_its_place_to_the_requests_is_counted_in_the_last_line():
    cases = a_crowded_look_ahead()
    digest = the_digest("2026-10-01", *cases)
    more = digest.lines[-1]
    assert isinstance(more, More)

    worked = [line for line in digest.lines if isinstance(line, Work)]
    shown = {entry.key for line in worked for entry in line.left}
    listing = listed("2026-10-01", *cases)
    assert listing is not None
    everything = {key for _, keys in listing.work for key in keys}
    assert {entry.key for entry in more.left} == everything - shown
    asked = {line.meeting.id for line in digest.lines if isinstance(line, AskedAbout)}
    assert asked | set(more.asked) == {meeting for meeting, _ in listing.asked}


def test_the_requests_keep_their_line_once_they_are_sent():
    cases = a_crowded_look_ahead()
    sent = [
        replace(
            case,
            standings={
                **case.standings,
                **{
                    (meeting_subject(meeting.id), row): Standing(state=State.DONE, reason=ASKED)
                    for meeting in case.meetings
                    for row in (Form.TEACHER_FEEDBACK.out, Form.PROVIDER_REPORT.out)
                },
            },
        )
        for case in cases
    ]

    lines = the_digest("2026-10-01", *cases, now=sent).lines

    (line,) = [
        line for line in lines if isinstance(line, Work) and line.place is Place.FORMS_TO_SEND
    ]
    assert line.left == ()


def test_on_another_day_the_requests_wait_for_their_turn():
    digest = the_digest("2026-10-02", *a_crowded_look_ahead())

    shown = [line.place for line in digest.lines if isinstance(line, Work)]
    assert Place.FORMS_TO_SEND not in shown
