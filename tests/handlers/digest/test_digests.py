"""In the morning digest work is ticked, taken back and picked apart, and everybody sees it."""

import json
from dataclasses import replace
from datetime import date, time

import pytest

from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId, Place
from bot.digest.listings import Listed, Listing
from bot.errors import StaleError
from bot.people.people import TeamRole
from casework.digest.digests import tick_group
from jobs.delivery import rate_limits as limits
from tests.handlers.mornings import (
    ALL_DONE,
    FORMS_BY_FRIDAY,
    SIX_BY_FRIDAY,
    THURSDAY,
    UNDO,
    MorningOfPat,
    at,
)
from tests.storage.school import PLANTED


@pytest.fixture
def morning(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    return MorningOfPat(school)


@pytest.fixture
def digest(morning):
    """Thursday morning at eight, with this morning's digest before Pat."""
    morning.comes()
    return morning


def test_the_digest_says_what_is_due_by_group(digest):
    (message,) = digest.digests()

    assert "Thu, Oct 8" in message.text
    assert digest.line("SEIS notices") == SIX_BY_FRIDAY
    assert "calendar not confirmed" in message.text


def test_no_name_leaves_in_a_digest(digest):
    (message,) = digest.digests()

    assert PLANTED not in json.dumps(message.blocks) + message.fallback
    assert "MQ-" not in message.fallback


def test_there_is_one_digest_a_morning_however_many_turns_are_taken(digest):
    for _ in range(3):
        digest.school.turn()

    assert len(digest.digests()) == 1


def test_all_done_records_what_was_listed_and_shows_it_in_place(digest):
    stood_at = digest.digest().ts

    assert digest.press(ALL_DONE) == ""

    assert digest.forms() == ["done"] * 6
    assert digest.line("Invitation forms") == "Invitation forms: all 6 done ✓"
    assert digest.digest().ts == stood_at
    assert len(digest.digests()) == 1


def test_all_done_leaves_every_other_group_alone(digest):
    digest.press(ALL_DONE)

    states = {
        str(digest.standing(meeting, ObligationId.MASTER_CALENDAR).state)
        for meeting in digest.meetings
    }
    assert states == {"open"}


def test_all_done_does_not_touch_what_came_up_after_the_morning(digest):
    late = digest.new_meeting(digest.new_student("ZZ-9K9"))

    digest.press(ALL_DONE)

    assert str(digest.standing(late, ObligationId.INVITATION_FORM).state) == "open"
    assert digest.forms() == ["done"] * 6


def test_all_done_leaves_what_somebody_recorded_meanwhile(digest):
    digest.record(digest.meetings[0], ObligationId.INVITATION_FORM, State.PROVEN, reason="a file")

    digest.press(ALL_DONE)

    assert digest.forms() == ["proven", *["done"] * 5]


def test_no_conversation_is_made_up_by_all_done(digest):
    """Nor a question asked: neither has an answer on record. A digest of before had the button."""
    meeting = digest.new_meeting(digest.new_student("ZZ-9K9"), on=date(2026, 10, 19))
    talk = (ObligationId.PARENT_CONVERSATION, ObligationId.DRAFT_PREFERENCE)
    keys = tuple((meeting_subject(meeting.id), row) for row in talk)
    group = Place.PARENT_CONVERSATIONS.name
    listing = Listing(on=date(2026, 10, 8), lines=(Listed(group=group, keys=keys),))

    with digest.caseload_of_pat() as caseload, pytest.raises(StaleError):
        tick_group(caseload, listing, group)

    assert {str(digest.standing(meeting, row).state) for row in talk} == {"open"}


def test_pressing_again_is_harmless_and_says_so(digest):
    for meeting in digest.meetings:
        digest.record(meeting, ObligationId.INVITATION_FORM)
    revisions = [
        digest.standing(meeting, ObligationId.INVITATION_FORM).revision
        for meeting in digest.meetings
    ]

    told = digest.press(ALL_DONE)

    assert told == "All of this is settled already. Nothing was changed."
    assert [
        digest.standing(meeting, ObligationId.INVITATION_FORM).revision
        for meeting in digest.meetings
    ] == revisions


def test_undo_takes_back_what_all_done_recorded(digest):
    digest.press(ALL_DONE)

    assert digest.press(UNDO) == ""

    assert digest.forms() == ["open"] * 6
    assert digest.line("Invitation forms") == FORMS_BY_FRIDAY


def test_undo_leaves_what_was_changed_since(digest):
    digest.press(ALL_DONE)
    digest.record(digest.meetings[0], ObligationId.INVITATION_FORM, State.PROVEN, reason="a file")

    digest.press(UNDO)

    assert digest.forms() == ["proven", *["open"] * 5]


def test_both_the_tick_and_its_undoing_stay_on_record(digest):
    digest.press(ALL_DONE)
    digest.press(UNDO)

    with digest.caseload_of_pat() as scope:
        trail = scope.audit.trail(digest.students[0].id)
    assert [entry.act for entry in trail].count("recorded invitation_form") == 2


def test_last_weeks_digest_explains_itself_and_changes_nothing_else(morning):
    morning.comes(at("2026-10-09 06:50"))
    old = morning.digest()
    listed_later = morning.new_meeting(morning.new_student("ZZ-9K9"))
    morning.comes(at("2026-10-16 08:00"))
    for meeting in morning.meetings:
        morning.record(meeting, ObligationId.INVITATION_FORM)

    told = morning.press(ALL_DONE, old)

    assert told.startswith("This is the digest of Friday, October 9, 2026.")
    assert str(morning.standing(listed_later, ObligationId.INVITATION_FORM).state) == "open"


def test_yesterdays_digest_is_kept_true_as_well(morning):
    morning.comes()
    morning.comes(at("2026-10-09 07:00"))
    yesterday, today = morning.digests()

    morning.press(ALL_DONE, today)

    assert "Invitation forms: all 6 done ✓" in morning.lines(yesterday)


def test_a_student_who_changed_hands_is_not_ticked(digest):
    with digest.school.storage.jobs(now=at("2026-10-08 08:00")) as scope:
        scope.students.keep(
            replace(digest.students[0], case_manager=digest.school.on_record["kim"].id)
        )

    digest.press(ALL_DONE)

    assert digest.forms() == ["open", *["done"] * 5]


def test_whoever_has_left_the_workspace_can_tick_nothing(digest):
    with digest.school.storage.jobs(now=at("2026-10-08 08:00")) as scope:
        scope.people.keep(replace(digest.school.on_record["pat"], active=False))

    told = digest.press(ALL_DONE)

    assert "not set up" in told
    assert digest.forms() == ["open"] * 6


def test_a_substitute_sees_the_same_work_and_one_tick_shows_to_both(morning):
    kim = morning.school.on_record["kim"]
    for student in morning.students:
        morning.school.on_team(
            student, kim, TeamRole.SUBSTITUTE, from_on=date(2026, 10, 1), until_on=date(2026, 10, 9)
        )
    morning.comes()
    assert morning.line("Invitation forms", morning.school.kim) == FORMS_BY_FRIDAY

    morning.digest(morning.school.kim).click(ALL_DONE)
    morning.school.settle()

    assert morning.line("Invitation forms") == "Invitation forms: all 6 done ✓"
    assert morning.line("Invitation forms", morning.school.kim) == "Invitation forms: all 6 done ✓"


def test_a_meeting_of_today_gets_its_time_from_the_digest(morning):
    meeting = morning.new_meeting(morning.new_student("LF-7J9"), on=date(2026, 10, 8))
    with morning.school.storage.jobs(now=THURSDAY) as scope:
        scope.meetings.keep(replace(meeting, at=None))
    morning.comes()
    assert "LF-7J9, no time set" in with_meetings(morning).text

    modal = morning.opens("MeetingsToday/meeting_move", with_meetings(morning))
    modal.fill("New time", time(13, 30))
    modal.submit()
    morning.school.settle()

    assert morning.now(meeting).at == time(13, 30)
    assert "LF-7J9 at 1:30 pm" in with_meetings(morning).text


def with_meetings(morning):
    """The digest, after which the thread of the meeting has come."""
    return next(one for one in morning.digests() if "Meetings today" in one.text)
