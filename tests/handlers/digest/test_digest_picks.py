"""*Pick …* in the morning digest: single rows are ticked, put off or declared not needed."""

from dataclasses import replace
from datetime import date

import pytest

from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.people.people import TeamRole
from jobs.delivery import rate_limits as limits
from tests.handlers.mornings import PICK, SIX_BY_FRIDAY, MorningOfPat


@pytest.fixture
def digest(school, monkeypatch):
    """Thursday morning at eight, with this morning's digest before Pat."""
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    morning = MorningOfPat(school)
    morning.comes()
    return morning


def test_one_row_can_be_picked_and_ticked(digest):
    modal = digest.opens(PICK)
    modal.tick(digest.first_notice)

    assert modal.submit() is None
    digest.school.settle()

    assert digest.notices() == ["done", *["open"] * 5]
    assert (
        digest.line("SEIS notices")
        == "SEIS notices: 5 by Friday, to the parents of MQ-2K2 and 4 more, 1 of 6 done"
    )


def test_a_picked_row_can_be_put_off(digest):
    modal = digest.opens(PICK)
    modal.tick(digest.first_notice)
    modal.choose("What about the ticked ones?", "Put off to Mon, Oct 12")

    assert modal.submit() is None
    digest.school.settle()

    standing = digest.standing(digest.meetings[0])
    assert (standing.state, standing.snoozed_until) == (State.OPEN, date(2026, 10, 12))
    assert (
        digest.line("SEIS notices")
        == "SEIS notices: 5 by Friday, to the parents of MQ-2K2 and 4 more, 1 put off"
    )


def test_putting_off_keeps_what_was_said_of_a_row(digest):
    digest.record(
        digest.meetings[0],
        ObligationId.MEETING_NOTICE,
        State.OPEN,
        revise=True,
        stays_due_on=date(2026, 10, 7),
    )
    modal = digest.opens(PICK)
    modal.tick(digest.first_notice)
    modal.choose("What about the ticked ones?", "Put off to Mon, Oct 12")
    modal.submit()

    standing = digest.standing(digest.meetings[0])
    assert (standing.revise, standing.stays_due_on) == (True, date(2026, 10, 7))


def test_a_notice_is_declared_not_needed_only_with_a_reason(digest):
    modal = digest.opens(PICK)
    modal.tick(digest.first_notice)
    modal.choose("What about the ticked ones?", "Not needed")

    assert modal.submit() is not None
    assert "need a reason" in modal.errors["Reason"]
    assert digest.notices() == ["open"] * 6

    modal.fill("Reason", "the parents waived it in writing")
    assert modal.submit() is None
    assert str(digest.standing(digest.meetings[0]).state) == "not_needed"


def test_a_date_past_the_meeting_is_refused_at_the_date(digest):
    modal = digest.opens(PICK)
    modal.tick(digest.first_notice)
    modal.choose("What about the ticked ones?", "Put off to the date below")
    modal.fill("Until when", date(2026, 11, 19))

    assert modal.submit() is not None
    assert "Wed, Nov 18" in modal.errors["Until when"]
    assert digest.standing(digest.meetings[0]).snoozed_until is None


def test_what_cannot_be_kept_stays_in_the_modal(digest, monkeypatch):
    modal = digest.opens(PICK)
    modal.tick(digest.first_notice)
    modal.fill("Reason", "entered by phone")
    with monkeypatch.context() as broken:
        broken.setattr("storage.dates.obligations.Obligations.keep", _fails)
        apology = modal.submit()

    assert apology is not None
    assert "Not saved yet" in apology.title
    apology.close()
    assert modal.values["Reason"] == "entered by phone"
    assert modal.submit() is None
    assert digest.notices()[0] == "done"


def _fails(*_, **__):
    raise OSError("no space left")


def test_picking_where_nothing_is_left_says_so(digest):
    for meeting in digest.meetings:
        digest.record(meeting, ObligationId.MEETING_NOTICE, State.PROVEN)

    assert digest.press(PICK) == "All of this is settled already. Nothing was changed."


def test_what_was_done_by_mistake_is_opened_again(digest):
    modal = digest.opens(PICK)
    modal.tick(digest.first_notice)
    modal.submit()
    digest.school.settle()

    modal = digest.opens(PICK)
    modal.tick(digest.first_notice)
    modal.choose("What about the ticked ones?", "Open again")

    assert modal.submit() is None
    digest.school.settle()
    assert digest.notices() == ["open"] * 6
    assert digest.line("SEIS notices") == SIX_BY_FRIDAY


def test_what_was_put_off_twice_is_open_again_today(digest):
    for until in (date(2026, 10, 12), date(2026, 10, 13)):
        digest.record(
            digest.meetings[0], ObligationId.MEETING_NOTICE, State.OPEN, snoozed_until=until
        )

    modal = digest.opens(PICK)
    modal.tick(digest.first_notice)
    modal.choose("What about the ticked ones?", "Open again")
    modal.submit()

    assert digest.standing(digest.meetings[0]).snoozed_until is None


def test_a_substitute_and_the_case_manager_picking_at_once_keep_what_was_said_first(digest):
    kim = digest.school.kim
    for student in digest.students:
        digest.school.on_team(student, digest.school.on_record["kim"], TeamRole.SUBSTITUTE)
    kim.open_home()
    digest.school.settle()
    kim.home.click("due/home_pick_place")
    digest.school.settle()
    kim.modal.click("due:SEIS_NOTICES/home_pick")
    digest.school.settle()
    theirs, mine = kim.modal, digest.opens(PICK)
    theirs.tick(digest.first_notice)
    theirs.choose("What about the ticked ones?", "Not needed")
    theirs.fill("Reason", "the parents waived it " * 130)
    mine.tick(digest.first_notice)

    assert theirs.submit() is None
    assert mine.submit() is not None

    assert "somebody may have done them" in mine.errors.by_block["rows:0"]
    standing = digest.standing(digest.meetings[0])
    assert (standing.state, standing.by) == (
        State.NOT_NEEDED,
        digest.school.on_record["kim"].id,
    )


def test_a_substitute_whose_days_ended_a_second_ago_picks_nothing(digest):
    kim = digest.school.kim
    pats = digest.students[0]
    digest.school.on_team(pats, digest.school.on_record["kim"], TeamRole.SUBSTITUTE)
    kim.open_home()
    digest.school.settle()
    kim.home.click("due/home_pick_place")
    digest.school.settle()
    kim.modal.click("due:SEIS_NOTICES/home_pick")
    digest.school.settle()
    modal = kim.modal
    modal.tick(digest.first_notice)
    with digest.school.storage.jobs(now=digest.school.client.clock_now()) as scope:
        scope.people.set_team(pats.id, [])

    assert modal.submit() is not None
    assert digest.notices() == ["open"] * 6


def moves(digest, meeting):
    with digest.caseload_of_pat() as scope:
        before = scope.meetings.get(meeting.id)
        scope.meetings.keep(replace(before, on=date(2026, 11, 20)), why="the clinic asked")


def test_a_row_whose_meeting_has_moved_meanwhile_is_left_out_in_words(digest):
    """Its notice was ticked as entered, with the date of before in it."""
    modal = digest.opens(PICK)
    second = f"{meeting_subject(digest.meetings[1].id)}|{ObligationId.MEETING_NOTICE}"
    modal.tick(digest.first_notice)
    modal.tick(second)
    moves(digest, digest.meetings[0])

    told = modal.submit()

    assert digest.notices() == ["open", "done", *["open"] * 4]
    assert "Saved for 1 thing" in told.text
    assert "Left out: MQ-1K2. The meeting has moved" in told.text.replace("*", "")


def test_where_every_picked_row_has_moved_nothing_is_saved_and_that_is_said(digest):
    modal = digest.opens(PICK)
    modal.tick(digest.first_notice)
    moves(digest, digest.meetings[0])

    assert "Nothing was saved" in modal.submit().text
    assert digest.notices() == ["open"] * 6

    modal = digest.opens(PICK)
    modal.tick(digest.first_notice)
    assert modal.submit() is None, "opened again, it shows the new date"
    assert digest.notices() == ["done", *["open"] * 5]
