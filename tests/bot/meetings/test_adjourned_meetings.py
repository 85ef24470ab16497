"""What an adjourned meeting hands on (rule 10)."""

from datetime import UTC, datetime

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.obligation_rows import State
from bot.dates.obligation_rules import ObligationId as Id
from bot.dates.obligations import before_meeting, obligations_of
from bot.meeting_day.checklists import Tick, TickState
from bot.meetings.adjourned_meetings import standings_handed_on, ticks_handed_on
from bot.meetings.meetings import (
    MeetingId,
    MeetingState,
    adjourned,
    goes_on_with,
    held,
    last_session,
)
from bot.people.people import PersonId
from tests.bot.a_case import a_case, a_meeting, a_student, day, recorded

MEETING = a_meeting("2026-10-27", "2026-08-20")
TODAY = day("2026-10-27")


def handed_on(standings, to="2026-11-03"):
    rows = before_meeting(MEETING, WEEKDAYS, a_case(standings=standings), today=TODAY)
    return standings_handed_on(rows, MEETING, to=day(to), today=TODAY, calendar=WEEKDAYS)


def test_rule_10_forms_and_conversation_stay_done_and_what_named_the_day_is_revised():
    given = recorded(State.PROVEN, *Id, revision=1)

    found = handed_on(given)

    revised = {row for row, standing in found.items() if standing.revise}
    assert revised == {
        Id.MASTER_CALENDAR,
        Id.MEETING_NOTICE,
        Id.INVITATION_FORM,
        Id.OFFICE_INFORMED,
        Id.AGENDA,
    }
    asked_once = {Id.TEACHER_FEEDBACK_BACK, Id.PARENT_CONVERSATION, Id.DRAFT_PREFERENCE}
    assert all(found[row].state is State.PROVEN for row in asked_once)
    assert Id.AGREE_DATE not in found


def test_rule_10_what_was_overdue_is_not_excused_by_adjourning():
    found = handed_on({}, to="2026-10-30")

    assert found[Id.MEETING_NOTICE].stays_due_on == day("2026-09-10")
    assert Id.MEETING_NOTICE not in handed_on({}, to="2026-11-18")


def test_rule_10_a_no_to_the_draft_copy_is_not_asked_again():
    found = handed_on(recorded(State.NOT_NEEDED, Id.DRAFT_COPY, revision=2))

    assert found[Id.DRAFT_COPY].state is State.NOT_NEEDED


def a_tick(line, state=TickState.DONE, answer=""):
    at = datetime(2026, 10, 27, 17, tzinfo=UTC)
    return Tick(line=line, state=state, answer=answer, by=PersonId(1), at=at)


@pytest.mark.parametrize(
    ("tick", "goes_on"),
    [
        pytest.param(a_tick("rights"), True, id="answered"),
        pytest.param(a_tick("answer:offer", answer="in_part"), True, id="an-answer-of-the-parents"),
        pytest.param(a_tick("purpose", TickState.SKIPPED), False, id="skipped"),
        pytest.param(a_tick("purpose", TickState.UNTICKED), False, id="taken-back"),
        pytest.param(a_tick("introductions"), False, id="begins-every-session"),
        pytest.param(a_tick("tips:tense"), False, id="the-mood-of-that-day"),
    ],
)
def test_rule_10_nothing_is_asked_twice_and_each_session_begins_anew(tick, goes_on):
    assert (ticks_handed_on([tick]) == [tick]) is goes_on


def sessions(*states):
    """A chain of meetings, each continuing the one before."""
    return [
        a_meeting(
            f"2026-10-{20 + number}",
            "2026-08-20",
            id=MeetingId(number),
            state=state,
            continues=MeetingId(number - 1) if number > 1 else None,
        )
        for number, state in enumerate(states, start=1)
    ]


ADJOURNED, PLANNED, HELD, CANCELLED = (
    MeetingState.ADJOURNED,
    MeetingState.PLANNED,
    MeetingState.HELD,
    MeetingState.CANCELLED,
)


@pytest.mark.parametrize(
    ("states", "last"),
    [
        pytest.param((HELD,), 1, id="no-chain"),
        pytest.param((ADJOURNED, PLANNED), 2, id="adjourned-once"),
        pytest.param((ADJOURNED, ADJOURNED, HELD), 3, id="adjourned-twice"),
        pytest.param((ADJOURNED, CANCELLED), 1, id="what-went-on-was-cancelled"),
    ],
)
def test_the_last_session_of_a_chain(states, last):
    chain = sessions(*states)

    assert last_session(chain[0], chain).id == last


def test_a_session_set_after_a_cancelled_one_is_what_goes_on():
    first, second = sessions(ADJOURNED, CANCELLED)
    third = a_meeting("2026-11-03", "2026-10-20", id=MeetingId(3), continues=first.id)

    assert goes_on_with(first, [first, third, second]) == third
    assert goes_on_with(third, [first, second, third]) is None


def test_rule_10_the_rows_after_wait_for_the_last_session_and_come_once():
    first, second = sessions(ADJOURNED, PLANNED)

    def after_rows(*meetings):
        rows = obligations_of(a_case(*meetings), WEEKDAYS, today=day("2026-10-23"))
        return [row.meeting for row in rows if row.id is Id.MINUTES_IN_IEP]

    assert after_rows(first, second) == []
    assert after_rows(first, held(second, on=second.on)) == [second.id]


def test_rule_10_adjourning_restarts_no_legal_clock():
    student = a_student(annual_due=day("2026-10-30"), triennial_due=day("2028-10-30"))
    first = adjourned(MEETING)
    alone = a_case(first, student=student)
    goes_on = a_meeting("2026-11-03", "2026-10-27", id=MeetingId(13), continues=first.id)

    assert alone.review_on == day("2026-10-30")
    # What comes after the annual that is planned is unknown until somebody enters it.
    assert a_case(first, goes_on, student=student).review_on is None
