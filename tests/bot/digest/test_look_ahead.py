"""On a busy first of the month: the month's cut-off has its lines, and all else is counted."""

from dataclasses import replace
from datetime import time

from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import Place
from bot.digest.digest_lines import LegalDates, MeetingsToday, More, Rows
from bot.digest.kinds import how_many
from bot.digest.layout import MOST_LINES
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


def places_in(digest) -> list[Place]:
    lines = [line for line in digest.lines if isinstance(line, Rows) and not isinstance(line, More)]
    return [*dict.fromkeys(entry.row.why.rule.place for line in lines for entry in line.entries)]


def test_on_the_day_that_looks_ahead_the_months_cut_off_has_its_lines():
    digest = the_digest("2026-10-01", *a_crowded_look_ahead())

    assert len(digest.lines) == MOST_LINES
    assert places_in(digest)[:5] == [
        *(Place.AGENDAS, Place.SEIS_NOTICES, Place.INVITATION_FORMS, Place.OFFICE),
        Place.FORMS_TO_SEND,
    ]
    assert [type(line) for line in digest.lines[:2]] == [LegalDates, MeetingsToday]


def test_what_has_no_line_is_counted_in_the_last_row_by_row():
    cases = a_crowded_look_ahead()
    digest = the_digest("2026-10-01", *cases)
    *above, more = digest.lines
    assert isinstance(more, More)

    shown = [entry.key for line in above if isinstance(line, Rows) for entry in line.left]
    listing = listed("2026-10-01", *cases)
    assert listing is not None
    of_dates = {key for line in listing.lines[:1] for key in line.keys}
    hidden = [entry.key for entry in more.left]
    assert sorted([*shown, *hidden]) == sorted({*listing.keys} - of_dates)
    assert more.asked == len(listing.asked) == 2
    assert more.hidden == how_many(entry.row for entry in more.counted) + more.asked


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

    digest = the_digest("2026-10-01", *cases, now=sent)

    assert Place.FORMS_TO_SEND in places_in(digest)


def test_until_it_is_done_the_cut_off_has_its_lines_every_morning():
    for on in ("2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07", "2026-10-08", "2026-10-09"):
        found = places_in(the_digest(on, *a_crowded_look_ahead()))

        assert {Place.SEIS_NOTICES, Place.OFFICE, Place.FORMS_TO_SEND} <= {*found}
