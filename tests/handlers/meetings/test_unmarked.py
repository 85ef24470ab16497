"""A planned meeting whose day has passed is asked about until somebody answers."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.dates.obligation_rows import State
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import MeetingState
from casework.after_meetings.after_steps import set_next_review
from jobs.delivery import rate_limits as limits
from tests.handlers.mornings import MorningOfPat
from tests.marking import unseen

ASKED = "asked:{}/digest_held"
NOT_HELD = "asked:{}/digest_not_held"
UNDO = "asked:{}/digest_undo_held"
QUESTION = "Was the meeting of JQ-7K2 on Tue, Oct 6 held?"


class Unmarked(MorningOfPat):
    """The morning of Thursday, two days after a meeting of Juniper's that nobody marked."""

    def __init__(self, school) -> None:
        super().__init__(school)
        self.meeting = school.meeting(
            school.juniper, date(2026, 10, 6), at=time(9, 30), arose_on=date(2026, 8, 20)
        )
        self.record(self.meeting, ObligationId.MEETING_NOTICE)
        self.comes()

    def control(self, which: str) -> str:
        return which.format(self.meeting.id)

    def about_juniper(self) -> str:
        return next(line for line in self.lines(self.digest()) if "of JQ-7K2" in line)

    def change(self, **fields) -> None:
        """Somebody marks or moves it elsewhere, without a word to the digest."""
        with self.school.storage.jobs(now=self.school.client.clock_now()) as scope:
            unseen(scope).meetings.keep(replace(scope.meetings.get(self.meeting.id), **fields))


@pytest.fixture
def unmarked(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    return Unmarked(school)


def moves_to(unmarked, to: date | None, why: str = "the family was ill"):
    modal = unmarked.opens(unmarked.control(NOT_HELD))
    modal.choose("What became of it?", "It is moved to another date")
    if to:
        modal.fill("New date", to)
    modal.fill("Why, and who asked", why)
    return modal


def saves_anyway(modal):
    """Save, hear what the date costs, and save all the same; None once the modal has closed."""
    told = modal.submit()
    assert told is not None
    assert "is not saved yet" in told.text
    return told.submit()


def test_the_digest_asks_and_held_answers(unmarked):
    assert unmarked.about_juniper() == QUESTION

    assert unmarked.press(unmarked.control(ASKED)) == ""

    meeting = unmarked.now(unmarked.meeting)
    assert (meeting.state, meeting.held_on) == (MeetingState.HELD, date(2026, 10, 6))
    assert unmarked.about_juniper() == "The meeting of JQ-7K2 on Tue, Oct 6: held ✓"


def test_held_by_mistake_is_taken_back_and_asked_again(unmarked):
    unmarked.press(unmarked.control(ASKED))

    assert unmarked.press(unmarked.control(UNDO)) == ""

    meeting = unmarked.now(unmarked.meeting)
    assert (meeting.state, meeting.held_on) == (MeetingState.PLANNED, None)
    assert unmarked.about_juniper() == QUESTION


def test_a_signed_meeting_was_held_and_is_not_taken_back(unmarked):
    unmarked.press(unmarked.control(ASKED))
    unmarked.change(consent_on=date(2026, 10, 7))

    told = unmarked.press(unmarked.control(UNDO))

    assert "A signature is recorded" in told
    assert unmarked.now(unmarked.meeting).state is MeetingState.HELD


def test_answering_twice_is_harmless_and_says_so(unmarked):
    unmarked.change(state=MeetingState.HELD, held_on=date(2026, 10, 6))

    told = unmarked.press(unmarked.control(ASKED))

    assert told == (
        "This meeting is marked as held already, so nothing was changed. `/iep JQ-7K2` opens the "
        "student, with what follows."
    )


def test_a_meeting_that_moved_meanwhile_is_not_marked(unmarked):
    unmarked.change(on=date(2026, 10, 20))

    told = unmarked.press(unmarked.control(ASKED))

    assert "is now on Tuesday, October 20" in told
    assert unmarked.now(unmarked.meeting).state is MeetingState.PLANNED


def test_not_held_but_cancelled_closes_what_was_open(unmarked):
    modal = unmarked.opens(unmarked.control(NOT_HELD))
    modal.choose("What became of it?", "It is cancelled")
    modal.fill("Why, and who asked", "the family moves away")

    assert modal.submit() is None
    unmarked.school.settle()

    assert unmarked.now(unmarked.meeting).state is MeetingState.CANCELLED
    assert unmarked.about_juniper() == "The meeting of JQ-7K2 on Tue, Oct 6: cancelled ✓"
    standing = unmarked.standing(unmarked.meeting, ObligationId.INPUT_IN_DRAFT)
    assert standing.state is State.CLOSED
    assert unmarked.standing(unmarked.meeting).state is State.DONE


def test_not_held_but_moved_keeps_its_rows_and_revises_what_named_the_date(unmarked):
    assert saves_anyway(moves_to(unmarked, date(2026, 10, 27))) is None
    unmarked.school.settle()

    meeting = unmarked.now(unmarked.meeting)
    assert (meeting.on, meeting.at) == (date(2026, 10, 27), time(9, 30))
    assert meeting.arose_on == date(2026, 10, 8)
    notice = unmarked.standing(unmarked.meeting)
    assert (notice.state, notice.revise) == (State.OPEN, True)
    assert unmarked.about_juniper() == (
        "The meeting of JQ-7K2 on Tue, Oct 6 is now on Tue, Oct 27."
    )


def test_the_move_is_kept_with_its_reason(unmarked):
    saves_anyway(moves_to(unmarked, date(2026, 10, 27)))

    with unmarked.caseload_of_pat() as scope:
        change = scope.meetings.changes(unmarked.meeting.id)[-1]
    assert (change.old_on, change.new_on, change.why) == (
        date(2026, 10, 6),
        date(2026, 10, 27),
        "the family was ill",
    )


@pytest.mark.parametrize(
    ("to", "words"),
    [
        pytest.param(None, "Please choose the date", id="no-date"),
        pytest.param(date(2026, 10, 7), "That day has passed", id="yesterday"),
        pytest.param(date(2026, 10, 24), "on a weekend", id="a-saturday"),
    ],
)
def test_a_date_that_cannot_be_is_refused_at_the_date(unmarked, to, words):
    modal = moves_to(unmarked, to)

    assert modal.submit() is not None
    assert words in modal.errors["New date"]
    assert unmarked.now(unmarked.meeting).on == date(2026, 10, 6)


def test_rule_9_one_tap_moves_it_to_the_next_date_that_works(unmarked):
    told = moves_to(unmarked, date(2026, 10, 27)).submit()
    assert "Already late" in told.text
    assert unmarked.now(unmarked.meeting).on == date(2026, 10, 6)

    told.click("not_held_take")
    unmarked.school.settle()

    assert "now on Monday, November 2" in unmarked.pat.modal.text
    assert unmarked.now(unmarked.meeting).on == date(2026, 11, 2)


def test_once_answered_the_modal_of_a_slower_colleague_changes_nothing(unmarked):
    modal = moves_to(unmarked, date(2026, 10, 27))
    unmarked.change(state=MeetingState.HELD, held_on=date(2026, 10, 6))

    apology = modal.submit()

    assert apology is not None
    assert "marked as held already" in apology.text
    assert unmarked.now(unmarked.meeting).on == date(2026, 10, 6)


def test_only_whoever_leads_the_meeting_can_mark_it(unmarked):
    with unmarked.school.storage.jobs(now=unmarked.school.client.clock_now()) as scope:
        kim = unmarked.school.on_record["kim"].id
        scope.students.keep(replace(unmarked.school.juniper, case_manager=kim))

    told = unmarked.press(unmarked.control(ASKED))

    assert told
    assert unmarked.now(unmarked.meeting).state is MeetingState.PLANNED


def test_a_meeting_whose_next_annual_date_is_entered_is_not_taken_back_without_it(unmarked):
    """The date that the meeting is to keep has been written over by then."""
    digest = unmarked.digest()
    unmarked.press(unmarked.control(ASKED))
    with unmarked.caseload_of_pat() as scope:
        set_next_review(scope, scope.meetings.get(unmarked.meeting.id), date(2027, 10, 5))

    told = unmarked.press(unmarked.control(UNDO), digest)

    assert "The next annual date was entered since" in told
    assert unmarked.now(unmarked.meeting).state is MeetingState.HELD
    with unmarked.caseload_of_pat() as scope:
        juniper = scope.students.get(unmarked.meeting.student)
        scope.students.keep(replace(juniper, annual_due=date(2026, 10, 30)))
    assert unmarked.press(unmarked.control(UNDO), digest) == ""
    assert unmarked.now(unmarked.meeting).state is MeetingState.PLANNED
