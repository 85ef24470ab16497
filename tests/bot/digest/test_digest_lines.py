"""What the lines of a digest say of their rows, in the morning and as things are done."""

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId, Place
from bot.digest.digest_lines import AskedAbout, FormsIn, More, WithoutDate, Work
from bot.digest.digests import digest_of, listing_of, work_of
from bot.digest.groups import LineGroup
from bot.digest.layout import MOST_LINES
from bot.digest.listings import Listed, Listing, all_done_word
from bot.meetings.meetings import Kind, Meeting, cancelled, held
from bot.requests.requests import RequestState
from tests.bot.a_case import day, recorded
from tests.bot.a_morning import (
    a_full_morning,
    a_morning,
    left_of,
    listed,
    nth_case,
    places,
    school_days,
    the_digest,
    with_meeting,
)
from tests.bot.requests.test_requests import a_request

OCTOBER_12 = datetime(2026, 10, 12, 17, tzinfo=UTC)


def work_in(digest, place: Place) -> Work:
    return next(line for line in digest.lines if isinstance(line, Work) and line.place is place)


@pytest.mark.parametrize(
    ("today", "asked"),
    [
        pytest.param("2026-10-23", False, id="on-its-own-day-not-yet"),
        pytest.param("2026-10-26", True, id="from-the-next-school-day"),
        pytest.param("2026-11-20", True, id="until-it-is-answered"),
    ],
)
def test_a_meeting_nobody_marked_is_asked_about(today, asked):
    digest = the_digest(today, with_meeting(12, "2026-10-23"))

    assert any(isinstance(line, AskedAbout) for line in digest.lines) is asked


def test_the_rows_before_an_unmarked_meeting_rest_until_it_is_answered():
    assert places(listed("2026-10-26", with_meeting(12, "2026-10-23"))) == []


@pytest.mark.parametrize(
    ("state", "today", "told"),
    [
        pytest.param(RequestState.RETURNED, "2026-10-13", True, id="given-back-the-day-before"),
        pytest.param(RequestState.RETURNED, "2026-10-22", True, id="given-back-and-nobody-asked"),
        pytest.param(RequestState.RETURNED, "2026-10-26", False, id="its-meeting-is-over"),
        pytest.param(RequestState.WITHDRAWN, "2026-10-13", False, id="withdrawn-since"),
        pytest.param(RequestState.IN, "2026-10-13", True, id="came-in-the-day-before"),
        pytest.param(RequestState.IN, "2026-10-22", False, id="came-in-a-week-ago"),
    ],
)
def test_a_form_given_back_is_told_of_until_somebody_sees_to_it(state, today, told):
    """It was named on one morning and never again, while nobody was asked in their place."""
    case = with_meeting(12, "2026-10-23")
    request = replace(a_request(1, state), meeting=case.meetings[0].id, changed_at=OCTOBER_12)

    digest = the_digest(today, replace(case, requests=(request,)))

    forms = [line for line in digest.lines if isinstance(line, FormsIn)]
    hidden = [line.forms for line in digest.lines if isinstance(line, More)]
    assert bool(forms or any(hidden)) is told


def test_one_meeting_is_asked_about_at_a_time_and_the_rest_are_counted():
    cases = [with_meeting(number, "2026-10-23") for number in (12, 13, 14)]

    (line,) = the_digest("2026-10-26", *cases).lines[:1]

    assert isinstance(line, AskedAbout)
    assert (line.meeting.id, line.others) == (12, 2)


def test_the_next_meeting_is_asked_about_once_one_is_answered():
    cases = [with_meeting(number, "2026-10-23") for number in (12, 13, 14)]
    answered = [_with(cases[0], lambda one: held(one, on=one.on)), *cases[1:]]

    lines = the_digest("2026-10-26", *cases, now=answered).lines

    asked = [line for line in lines if isinstance(line, AskedAbout)]
    assert [(line.meeting.id, line.answered, line.others) for line in asked] == [(13, False, 1)]


def test_when_every_meeting_is_marked_the_last_answer_stands():
    cases = [with_meeting(number, "2026-10-23") for number in (12, 13)]
    now = [_with(case, lambda one: held(one, on=one.on)) for case in cases]

    line = the_digest("2026-10-26", *cases, now=now).lines[0]

    assert isinstance(line, AskedAbout)
    assert (line.meeting.id, line.answered) == (13, True)


def _with(case, change):
    return replace(case, meetings=tuple(change(meeting) for meeting in case.meetings))


@pytest.mark.parametrize(
    ("change", "back"),
    [
        pytest.param(lambda one: held(one, on=one.on), True, id="held"),
        pytest.param(cancelled, False, id="cancelled"),
        pytest.param(lambda one: replace(one, on=one.on + timedelta(14)), False, id="moved"),
    ],
)
def test_an_answer_shows_and_only_held_is_taken_back_with_one_press(change, back):
    case = with_meeting(12, "2026-10-23")

    line = the_digest("2026-10-26", case, now=[_with(case, change)]).lines[0]

    assert isinstance(line, AskedAbout)
    assert (line.answered, line.can_be_taken_back) == (True, back)


def test_a_student_without_a_date_is_told_of_on_the_reminder_days_of_agreeing_one():
    case = nth_case(4, student={"annual_due": day("2026-12-08")})
    told = [
        today
        for today in school_days("2026-10-20", "2026-10-30")
        if (listing := listed(today, case)) and listing.keys_of(LineGroup.WITHOUT_DATE)
    ]

    # 10 school days before Tuesday, November 10 is Tuesday, October 27.
    assert told == [
        "2026-10-22",
        "2026-10-26",
        "2026-10-27",
        "2026-10-28",
        "2026-10-29",
        "2026-10-30",
    ]


def test_an_unknown_review_date_is_said_whenever_a_digest_is_sent_and_sends_none():
    unknown = nth_case(4)

    assert listed("2026-10-06", unknown) is None
    assert isinstance(the_digest("2026-10-05", unknown).lines[0], WithoutDate)


def test_a_known_review_date_far_ahead_is_no_news():
    known, unknown = nth_case(4, student={"annual_due": day("2027-03-08")}), nth_case(5)

    line = the_digest("2026-10-05", known, unknown).lines[0]

    assert isinstance(line, WithoutDate)
    assert [entry.alias for entry in line.left] == ["QX-005"]


def test_a_student_who_got_a_meeting_counts_as_settled():
    before = nth_case(4, student={"annual_due": day("2026-12-08")})
    after = with_meeting(
        4, "2026-12-01", created="2026-10-27", student={"annual_due": day("2026-12-08")}
    )

    line = the_digest("2026-10-27", before, now=[after]).lines[0]

    assert isinstance(line, WithoutDate)
    assert (len(line.left), line.settled, line.put_off) == (0, 1, 0)


def ticked(case, *rows: ObligationId, state=State.DONE, **fields):
    subject = meeting_subject(case.meetings[0].id)
    return replace(
        case, standings={(subject, row): Standing(state=state, **fields) for row in rows}
    )


def test_what_is_done_stays_in_its_line_as_done():
    cases = [with_meeting(number, "2026-10-27") for number in (1, 2, 3)]
    now = [ticked(cases[0], ObligationId.MEETING_NOTICE), *cases[1:]]

    work = work_in(the_digest("2026-09-10", *cases, now=now), Place.SEIS_NOTICES)

    assert (len(work.entries), len(work.left), work.done) == (3, 2, 1)


def test_what_came_up_after_the_morning_waits_for_the_next_digest():
    first, second = with_meeting(1, "2026-10-27"), with_meeting(2, "2026-10-27")

    work = work_in(the_digest("2026-09-10", first, now=[first, second]), Place.SEIS_NOTICES)

    assert [entry.alias for entry in work.entries] == ["QX-001"]


def test_what_left_the_caseload_leaves_the_digest():
    first, second = with_meeting(1, "2026-10-27"), with_meeting(2, "2026-10-27")

    work = work_in(the_digest("2026-09-10", first, second, now=[second]), Place.SEIS_NOTICES)

    assert [entry.alias for entry in work.entries] == ["QX-002"]


def test_what_was_open_before_a_meeting_leaves_the_digest_once_it_was_held():
    case = with_meeting(1, "2026-10-27", created="2026-10-21", at=time(9))
    meeting = held(case.meetings[0], on=day("2026-10-27"))
    notice = recorded(State.DONE, ObligationId.MEETING_NOTICE, meeting=1)
    now = replace(case, meetings=(meeting,), standings=notice)

    drawn = the_digest("2026-10-27", case, now=[now])

    assert work_in(the_digest("2026-10-27", case), Place.OFFICE).left
    assert work_in(drawn, Place.SEIS_NOTICES).done == 1
    assert [line.place for line in drawn.lines if isinstance(line, Work)] == [Place.SEIS_NOTICES]


def test_what_was_put_off_is_not_left_for_today():
    case = with_meeting(1, "2026-10-27")
    later = ticked(
        case, ObligationId.MEETING_NOTICE, state=State.OPEN, snoozed_until=day("2026-09-14")
    )

    work = work_in(the_digest("2026-09-10", case, now=[later]), Place.SEIS_NOTICES)

    assert (len(work.left), work.put_off, work.done) == (0, 1, 0)


def test_what_was_put_off_to_today_is_left_for_today():
    case = with_meeting(1, "2026-10-27")
    back = ticked(
        case, ObligationId.MEETING_NOTICE, state=State.OPEN, snoozed_until=day("2026-09-10")
    )

    work = work_in(the_digest("2026-09-10", back), Place.SEIS_NOTICES)

    assert (len(work.left), work.put_off) == (1, 0)


@pytest.mark.parametrize(
    "word",
    [
        pytest.param(all_done_word(day("2026-09-10")), id="today"),
        pytest.param("All done, in the digest of 2026-09-10", id="before-an-upgrade-of-that-day"),
    ],
)
def test_only_what_all_done_recorded_is_taken_back_together(word):
    cases = [with_meeting(number, "2026-10-27") for number in (1, 2)]
    now = [
        ticked(cases[0], ObligationId.MEETING_NOTICE, reason=word),
        ticked(cases[1], ObligationId.MEETING_NOTICE),
    ]

    work = work_in(the_digest("2026-09-10", *cases, now=now), Place.SEIS_NOTICES)

    assert [entry.alias for entry in work.ticked_together] == ["QX-001"]


def test_only_a_signature_is_consent_so_a_tick_cannot_be_one():
    meeting = held(_the_meeting("2026-10-06"), on=day("2026-10-06"))
    sent = ticked(nth_case(12, meeting), ObligationId.SEND_FOR_SIGNATURE)

    work = work_in(the_digest("2026-10-13", sent), Place.SIGNATURES)

    assert ObligationId.CONSENT in {entry.row.id for entry in work.left}
    assert not work.all_tickable


def test_no_signature_is_asked_after_on_an_iep_that_nobody_has_sent():
    meeting = held(_the_meeting("2026-10-06"), on=day("2026-10-06"))
    unsent = listed("2026-10-13", nth_case(12, meeting))

    told = {row for line in unsent.lines for _, row in line.keys}
    assert ObligationId.SEND_FOR_SIGNATURE in told
    assert ObligationId.CONSENT not in told


@pytest.mark.parametrize(
    ("on", "place"),
    [
        pytest.param("2026-11-06", Place.PARENT_CONVERSATIONS, id="talks-and-the-draft-question"),
        pytest.param("2026-11-04", Place.FORMS_DUE_BACK, id="forms-of-other-people"),
    ],
)
def test_what_somebody_else_said_is_not_made_up_by_ticking_all(on, place):
    case = with_meeting(12, "2026-11-18")

    assert not work_in(the_digest(on, case), place).all_tickable


def test_one_talk_settles_two_rows_and_is_counted_once():
    """The conversation and the question about the draft are asked in one breath."""
    cases = [with_meeting(number, "2026-11-18") for number in (1, 2)]

    line = work_in(the_digest("2026-11-06", *cases), Place.PARENT_CONVERSATIONS)

    assert len(line.left) == 4
    assert line.count == 2


def _the_meeting(on: str) -> Meeting:
    return with_meeting(12, on, created="2026-08-20", kind=Kind.ANNUAL).meetings[0]


def test_a_listing_survives_being_kept_with_the_message():
    listing = listing_of(a_morning("2026-10-27", *a_full_morning()))
    assert listing is not None

    assert Listing.from_text(listing.as_text()) == listing
    assert listing.keys_of(LineGroup.LEGAL)
    assert listing.keys_of(LineGroup.WITHOUT_DATE)
    assert listing.asked


def test_a_digest_kept_before_its_lines_were_can_still_be_drawn():
    """For two weeks after an update the messages of before are drawn anew."""
    key = "meeting:1|meeting_notice"
    kept = json.dumps(
        {
            "on": "2026-09-10",
            "legal": [],
            "without_date": [],
            "asked": [[1, "2026-09-09"]],
            "work": [["SEIS_NOTICES", [key]]],
        }
    )

    listing = Listing.from_text(kept)
    drawn = digest_of(listing, a_morning("2026-09-10", with_meeting(1, "2026-10-27")))

    assert [entry.alias for entry in work_in(drawn, Place.SEIS_NOTICES).left] == ["QX-001"]
    assert listing.keys_of(LineGroup.WITHOUT_DATE) == ()
    assert not any(line.group == LineGroup.WITHOUT_DATE for line in listing.lines)


def test_what_found_no_room_in_a_digest_of_before_stands_behind_its_last_line():
    places = [place.name for place in Place][:9]
    work = [[place, [f"meeting:{n}|meeting_notice"]] for n, place in enumerate(places)]
    kept = {"on": "2026-09-10", "legal": [], "without_date": [], "asked": [], "work": work}

    listing = Listing.from_text(json.dumps(kept))

    assert len([line for line in listing.lines if line.keys]) == MOST_LINES
    assert len(listing.keys_of(LineGroup.MORE)) == 3
    assert len(listing.keys) == 9


def test_what_is_kept_with_the_message_names_nobody():
    listing = listing_of(a_morning("2026-10-27", *a_full_morning()))
    assert listing is not None

    assert "QX-" not in listing.as_text()
    assert "Quill" not in listing.as_text()


def test_a_group_that_is_not_there_opens_nothing():
    assert left_of("2026-09-10", "SIS", with_meeting(12, "2026-10-27")) == ()


def test_what_one_press_sends_is_what_its_line_names_and_nothing_that_is_only_counted():
    cases = [with_meeting(1, "2026-10-27"), with_meeting(2, "2026-11-18")]
    subjects = [meeting_subject(case.meetings[0].id) for case in cases]
    keys = [(subject, ObligationId.OFFICE_INFORMED) for subject in subjects]
    listing = Listing(
        on=day("2026-10-09"),
        lines=(
            Listed(group=LineGroup.INVITING, keys=tuple(keys[1:])),
            Listed(group=LineGroup.WAITING, keys=tuple(keys[:1])),
        ),
    )

    notes = work_of(listing, a_morning("2026-10-09", *cases), Place.OFFICE.name)

    assert notes is not None
    assert [entry.key for entry in notes.to_tell] == keys[1:]
