"""What is recorded anew where a meeting gets another day or hour (rule 10)."""

from datetime import time, timedelta

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId as Id
from bot.dates.obligations import before_meeting
from bot.meetings.meetings import moved
from bot.meetings.moved_meetings import MeetingChange, standings_after
from tests.bot.a_case import a_case, a_meeting, day, recorded

AT_NINE = a_meeting("2026-10-27", "2026-08-20", at=time(9))
REVISED = {Id.MASTER_CALENDAR, Id.MEETING_NOTICE, Id.INVITATION_FORM, Id.OFFICE_INFORMED}
EVERYTHING_DONE = recorded(State.DONE, *Id)


def rows_of(meeting, standings, today):
    return before_meeting(meeting, WEEKDAYS, a_case(standings=standings), today=day(today))


def after(to, *, at=time(9), today="2026-09-15", standings=EVERYTHING_DONE, meeting=AT_NINE, **of):
    """What is recorded anew, by row."""
    change = MeetingChange(before=meeting, on=day(to), at=at, kind=meeting.kind, mode=meeting.mode)
    rows = rows_of(meeting, standings, today)
    return standings_after(change, rows, today=day(today), calendar=WEEKDAYS, **of)


def as_moved(to, *, at=time(9), today="2026-09-15", standings=EVERYTHING_DONE, meeting=AT_NINE):
    """The rows of the meeting once it is moved and all that is recorded."""
    changed = after(to, at=at, today=today, standings=standings, meeting=meeting)
    again = moved(meeting, to=day(to), at=at, today=day(today), calendar=WEEKDAYS)
    subject = meeting_subject(meeting.id)
    standings = {**standings, **{(subject, row): one for row, one in changed.items()}}
    return again, standings, {row.id: row for row in rows_of(again, standings, today)}


@pytest.mark.parametrize(
    ("to", "at"),
    [
        pytest.param("2026-10-29", time(9), id="rule-10-another-day"),
        pytest.param("2026-10-27", time(10), id="rule-10-only-the-hour"),
        pytest.param("2026-10-27", None, id="rule-10-the-hour-is-open-again"),
    ],
)
def test_what_named_the_old_time_is_revised_within_a_school_day(to, at):
    changed = after(to, at=at)
    _, _, rows = as_moved(to, at=at)

    assert set(changed) == {*REVISED, Id.AGENDA}
    assert all(one.revise and one.state is State.OPEN for one in changed.values())
    for row in REVISED:
        assert (rows[row].due_on, rows[row].expedited) == (day("2026-09-16"), True)


def test_rule_10_an_hour_that_was_not_known_reopens_nothing():
    assert after("2026-10-27", meeting=a_meeting("2026-10-27", "2026-08-20"), at=time(9)) == {}


def test_rule_10_only_the_hour_excuses_nothing_that_was_overdue():
    _, _, rows = as_moved("2026-10-27", at=time(10), standings={})

    assert rows[Id.MEETING_NOTICE].due_on == day("2026-09-10")
    assert rows[Id.MEETING_NOTICE].overdue(day("2026-09-15"))
    assert rows[Id.AGENDA].due_on == day("2026-10-23")


def test_rule_10_a_meeting_moved_back_is_revised_still_and_late_by_rule_4():
    once, standings, _ = as_moved("2026-11-18")
    back, _, rows = as_moved("2026-10-27", meeting=once, standings=standings, today="2026-09-16")

    assert (back.on, back.arose_on) == (AT_NINE.on, day("2026-09-16"))
    assert (rows[Id.MEETING_NOTICE].revise, rows[Id.MEETING_NOTICE].due_on) == (
        True,
        day("2026-09-17"),
    )
    assert rows[Id.TEACHER_FEEDBACK_OUT].state is State.DONE


def test_rule_10_moved_twice_keeps_what_stayed_overdue():
    once, standings, _ = as_moved("2026-10-28", standings={})
    _, _, rows = as_moved("2026-10-30", meeting=once, standings=standings, today="2026-09-16")

    assert rows[Id.MEETING_NOTICE].due_on == day("2026-09-10")


@pytest.mark.parametrize(
    ("days_ago", "anew"),
    [
        pytest.param(45, False, id="rule-10-45-days-old"),
        pytest.param(46, True, id="rule-10-46-days-old"),
    ],
)
def test_a_conversation_that_is_too_old_is_proposed_anew(days_ago, anew):
    held_on = day("2026-09-15") - timedelta(days=days_ago)

    changed = after("2026-11-18", conversation_on=held_on)

    assert (Id.PARENT_CONVERSATION in changed) is anew
    assert Id.DRAFT_PREFERENCE not in changed
    assert Id.PARENT_CONVERSATION not in after("2026-10-27", at=time(10), conversation_on=held_on)


def test_rule_10_a_conversation_that_was_never_held_is_not_revised():
    changed = after("2026-11-18", standings={}, conversation_on=day("2026-01-12"))

    assert not changed.get(Id.PARENT_CONVERSATION)


def test_rule_10_a_note_that_lay_with_the_office_is_revised_and_stays_overdue():
    standings = EVERYTHING_DONE | recorded(State.PLANNED, Id.OFFICE_INFORMED)

    changed = after("2026-10-29", standings=standings)

    told = changed[Id.OFFICE_INFORMED]
    assert (told.state, told.revise) == (State.OPEN, True)
    assert told.stays_due_on == day("2026-09-10")
    assert changed[Id.MEETING_NOTICE].stays_due_on is None
