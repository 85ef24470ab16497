"""`office_informed`: what became of a note to the office, and how its tick settles the row."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.obligation_rows import Standing, State
from bot.dates.obligation_rules import ObligationId as Id
from bot.dates.obligations import before_meeting
from bot.meetings.meetings import MeetingId, MeetingState
from bot.office.office_notes import (
    Invitation,
    NoteId,
    NoteState,
    OfficeNote,
    OfficeTick,
    invitation_of,
    settlement,
    state_of,
    with_the_office,
)
from bot.people.people import PersonId
from bot.students import StudentId
from tests.bot.a_case import a_case, a_meeting, day, recorded

MEETING = replace(a_meeting("2026-10-27", "2026-08-20"), at=time(9, 30))
AT = datetime(2026, 9, 3, 16, tzinfo=UTC)
NOTE = OfficeNote(
    id=NoteId(1),
    student=StudentId(7),
    meeting=MeetingId(12),
    on=MEETING.on,
    at=MEETING.at,
    anew=False,
    sent_by=PersonId(1),
    sent_at=AT,
)
SENT = Invitation(sent_on=day("2026-09-03"), rights=True, language="Hmong")
OWED = replace(SENT, rights=False)
WAITS = Standing(state=State.PLANNED)


def became(note=NOTE, meeting=MEETING, standing=WAITS, invitation=None, *, newest=True, left=False):
    return state_of(note, meeting, standing, newest=newest, invitation=invitation, left=left)


@pytest.mark.parametrize(
    ("invitation", "standing", "state"),
    [
        pytest.param(None, WAITS, NoteState.WAITING, id="nobody-has-ticked"),
        pytest.param(SENT, Standing(state=State.PROVEN), NoteState.INVITED, id="invited"),
        pytest.param(OWED, WAITS, NoteState.RIGHTS_OWED, id="without-the-rights-notice"),
        pytest.param(OWED, Standing(state=State.DONE), NoteState.SAID_DONE, id="on-another-word"),
        pytest.param(None, Standing(), NoteState.WAITING, id="opened-again"),
    ],
)
def test_a_note_in_use_tells_how_far_the_office_is(invitation, standing, state):
    assert became(standing=standing, invitation=invitation) is state
    assert state.can_be_ticked


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        pytest.param({"newest": False}, NoteState.REPLACED, id="a-newer-note"),
        pytest.param({"left": True}, NoteState.LEFT, id="the-student-has-left"),
        pytest.param(
            {"note": replace(NOTE, withdrawn_at=AT)}, NoteState.WITHDRAWN, id="taken-back"
        ),
        pytest.param(
            {"meeting": replace(MEETING, on=day("2026-10-28"))}, NoteState.MOVED, id="another-day"
        ),
        pytest.param({"meeting": replace(MEETING, at=time(10))}, NoteState.MOVED, id="other-hour"),
        pytest.param(
            {"standing": Standing(revise=True)}, NoteState.MOVED, id="moved-there-and-back"
        ),
        pytest.param(
            {"meeting": replace(MEETING, state=MeetingState.CANCELLED)},
            NoteState.CANCELLED,
            id="cancelled",
        ),
        pytest.param(
            {"meeting": replace(MEETING, state=MeetingState.ADJOURNED)},
            NoteState.ADJOURNED,
            id="adjourned",
        ),
        pytest.param(
            {"standing": Standing(state=State.NOT_NEEDED)}, NoteState.NOT_NEEDED, id="not-needed"
        ),
    ],
)
def test_a_note_that_is_over_takes_no_tick_even_where_it_was_ticked(changed, state):
    for invitation in (None, SENT):
        assert became(invitation=invitation, **changed) is state
    assert not state.can_be_ticked
    assert not state.waits


def test_an_hour_that_becomes_known_ends_no_note():
    told_early = replace(NOTE, at=None)

    assert became(told_early) is NoteState.WAITING
    assert became(told_early, replace(MEETING, at=None)) is NoteState.WAITING


def test_of_a_meeting_that_was_held_the_tick_is_asked_for_the_record():
    held = replace(MEETING, state=MeetingState.HELD)

    assert became(meeting=held) is NoteState.HELD
    assert became(meeting=held, invitation=SENT) is NoteState.INVITED
    assert NoteState.HELD.can_be_ticked
    assert not NoteState.HELD.waits


def test_the_latest_word_of_the_office_holds_and_taking_it_back_leaves_none():
    first = OfficeTick(id=1, note=NOTE.id, invitation=OWED, by=PersonId(5), at=AT)

    assert invitation_of([]) is None
    assert invitation_of([replace(first, id=2, invitation=SENT), first]) == SENT
    assert invitation_of([replace(first, id=3, invitation=None), first]) is None


def test_only_with_the_rights_notice_is_the_office_proven_to_be_told():
    assert settlement(SENT) == (
        State.PROVEN,
        "Invitation sent on Thursday, September 3, 2026, rights notice enclosed",
    )
    state, reason = settlement(OWED)
    assert not state.settled
    assert "still owed" in reason
    assert "Hmong" not in reason


@pytest.mark.parametrize(
    ("state", "reason", "said"),
    [
        pytest.param(State.PLANNED, None, "with the office", id="a-note-waits"),
        pytest.param(State.PLANNED, settlement(OWED)[1], "rights notice still owed", id="owed"),
        pytest.param(State.OPEN, None, "", id="nothing-was-sent"),
        pytest.param(State.PROVEN, None, "", id="ticked"),
    ],
)
def test_a_row_says_that_it_lies_with_the_office(state, reason, said):
    standings = recorded(state, *Id, reason=reason)
    case = a_case(team=(), standings=standings)
    rows = before_meeting(MEETING, WEEKDAYS, case, today=day("2026-09-04"))

    found = {row.id: with_the_office(row) for row in rows}
    assert found.pop(Id.OFFICE_INFORMED) == said
    assert set(found.values()) == {""}


def test_nobody_is_late_with_what_the_office_has():
    def late(state):
        rows = before_meeting(
            MEETING,
            WEEKDAYS,
            a_case(team=(), standings=recorded(state, *Id)),
            today=day("2026-10-20"),
        )
        return {row.id for row in rows if row.overdue(day("2026-10-20"))}

    assert Id.OFFICE_INFORMED in late(State.OPEN)
    assert Id.OFFICE_INFORMED not in late(State.PLANNED)
    assert Id.MEETING_NOTICE in late(State.PLANNED)
