"""From a touched record to the messages that show it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.dates.obligation_rows import Subject, meeting_subject
from bot.dates.obligation_rules import ObligationId, Place
from bot.digest.listings import Listed, Listing
from bot.meetings.meetings import MeetingId
from bot.messages import MessageKind, Record
from bot.people.people import PersonId
from bot.redraws import About, Around, LastOf, Lately, Stands, Touched, behind, places_of, ways_of
from bot.students import StudentId

NOW = datetime(2026, 10, 8, 15, 0, tzinfo=UTC)
JUNIPER, OTIS = StudentId(1), StudentId(2)
MEETING, EARLIER = MeetingId(5), MeetingId(4)
PAT, LEE, SUB = PersonId(1), PersonId(2), PersonId(3)
AROUND = Around(
    readers={JUNIPER: {LEE}}, meetings={JUNIPER: {MEETING, EARLIER}}, ahead={MEETING}, by=PAT
)
A_MEETING = Touched(record=Record.MEETING, student=JUNIPER, meeting=MEETING)


def listing(*subjects: str) -> str:
    keys = tuple((Subject(one), ObligationId.MEETING_NOTICE) for one in subjects)
    return Listing(
        on=date(2026, 10, 8), lines=(Listed(group=Place.NOTES.name, keys=keys),)
    ).as_text()


def digest(number: int, kept: str, person: PersonId = PAT) -> Stands:
    return Stands(id=number, kind=MessageKind.DIGEST, person=person, kept=kept, posted_at=NOW)


def readers_of(kind, touched, around=AROUND) -> set[PersonId]:
    return {
        place.person
        for place in places_of([touched], around)
        if isinstance(place, LastOf) and place.kind is kind
    }


def subjects_of(kind, touched, around=AROUND) -> set[str]:
    return {
        place.subject
        for place in places_of([touched], around)
        if isinstance(place, About) and place.kind is kind
    }


def test_a_moved_meeting_shows_in_its_thread_and_in_the_note_and_with_whom_it_was_handed():
    shown = {place.kind for place in places_of([A_MEETING], AROUND) if isinstance(place, About)}
    assert {MessageKind.THREAD, MessageKind.CARD, MessageKind.TIPS} <= shown
    assert {MessageKind.HANDED, MessageKind.OFFICE_NOTE} <= shown
    assert subjects_of(MessageKind.CARD, A_MEETING) == {meeting_subject(MEETING)}


def test_old_and_new_case_manager_are_both_met():
    before = Touched(record=Record.STUDENT, student=JUNIPER, person=SUB)
    assert readers_of(MessageKind.DIGEST, before) == {LEE, PAT, SUB}
    assert readers_of(MessageKind.HOME, before) == {LEE, PAT, SUB}


def test_a_respondent_is_no_reader_of_the_student():
    asked = Touched(
        record=Record.REQUEST,
        student=JUNIPER,
        meeting=MEETING,
        person=SUB,
        subject=meeting_subject(MEETING),
    )
    assert readers_of(MessageKind.REQUESTS, asked) == {SUB}
    assert readers_of(MessageKind.DIGEST, asked) == {LEE, PAT}


def test_whoever_is_waited_for_has_it_in_their_home_tab():
    owed = replace(AROUND, owing={JUNIPER: {SUB}})
    asked = Touched(record=Record.REQUEST, student=JUNIPER, meeting=MEETING, person=SUB)
    handed = Touched(record=Record.DUTY, meeting=MEETING, person=SUB)
    assert readers_of(MessageKind.HOME, A_MEETING, owed) == {LEE, PAT, SUB}
    assert readers_of(MessageKind.HOME, asked) == {LEE, PAT, SUB}
    assert readers_of(MessageKind.HOME, handed) == {SUB}


@pytest.mark.parametrize(
    ("record", "kind", "subjects"),
    [
        (Record.CONCERN, MessageKind.CARD, {"meeting:4", "meeting:5"}),
        (Record.TEAM, MessageKind.CARD, {"meeting:5"}),
        (Record.TEAM, MessageKind.AFTER, set()),
        (Record.STUDENT, MessageKind.OFFICE_NOTE, {"meeting:4", "meeting:5"}),
    ],
)
def test_what_is_about_a_student_shows_at_their_meetings(record, kind, subjects):
    assert subjects_of(kind, Touched(record=record, student=JUNIPER)) == subjects


def test_what_the_district_changes_shows_wherever_anything_was_posted_lately():
    places = places_of([Touched(record=Record.CALENDAR)], AROUND)
    assert places == {
        Lately(kind=kind)
        for kind in (
            MessageKind.DIGEST,
            MessageKind.HOME,
            MessageKind.THREAD,
            MessageKind.AFTER,
        )
    }


def test_nothing_is_looked_up_for_what_shows_nowhere():
    assert ways_of([]) == frozenset()


def test_of_the_digests_those_that_list_a_row_are_behind():
    touched = Touched(
        record=Record.STANDING, student=JUNIPER, meeting=MEETING, subject=meeting_subject(MEETING)
    )
    stands = [
        digest(9, listing()),
        digest(8, listing("meeting:5")),
        digest(7, listing("meeting:6")),
    ]
    assert [*behind(stands, places_of([touched], AROUND), AROUND, now=NOW)] == [8]


def test_a_meeting_shows_in_the_newest_digest_and_in_those_that_list_anything_of_the_student():
    stands = [
        digest(9, listing()),
        digest(8, listing("meeting:6")),
        digest(7, listing("meeting:4")),
        digest(6, listing("student:1:2026-11-02")),
        digest(5, listing("student:11:2026-11-02")),
        digest(4, listing("meeting:5")),
    ]
    found = [*behind(stands, places_of([A_MEETING], AROUND), AROUND, now=NOW)]
    assert found == [9, 7, 6], "the sixth is history"


@pytest.mark.parametrize(("hours", "drawn"), [(1, [3]), (2, [])])
def test_a_home_tab_is_drawn_anew_while_somebody_may_be_looking_at_it(hours, drawn):
    opened = NOW - timedelta(hours=hours)
    home = Stands(id=3, kind=MessageKind.HOME, person=PAT, kept="0", posted_at=opened)
    assert [*behind([home], places_of([A_MEETING], AROUND), AROUND, now=NOW)] == drawn


def test_a_form_that_came_in_is_drawn_on_every_nudge_and_on_older_requests():
    came_in = Touched(record=Record.REQUEST, student=JUNIPER, meeting=MEETING, person=SUB)
    stands = [
        Stands(id=number, kind=kind, person=SUB, kept="{}", posted_at=NOW - timedelta(days=9))
        for number, kind in ((4, MessageKind.NUDGE), (3, MessageKind.REQUESTS))
        for number in (number, number - 2)
    ]
    found = {*behind(stands, places_of([came_in], AROUND), AROUND, now=NOW)}
    assert found == {4, 3, 2, 1}
