"""What follows a meeting that was held: its rows are ticked, and the signature is recorded."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.after_meetings.duties import may_go_out
from bot.after_meetings.signatures import Consent
from bot.dates.due_dates_after import goes_out_again
from bot.dates.obligation_rows import Obligation, Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.errors import NotAllowedError, StaleError
from bot.meeting_day.checklists import Difference
from bot.meetings.meetings import Meeting, MeetingId, MeetingState
from casework.after_meetings.responsibilities import glances_of
from casework.dates.settling import open_again
from casework.meetings.meeting_changes import record, rows_after
from storage import Scope

_SIGNED = "the IEP is signed"

UNSIGNED_INITIAL = (
    "An initial IEP goes to nobody before it is signed. Please record the signature first; "
    "nothing was changed."
)


def held_meeting(scope: Scope, meeting_id: MeetingId) -> Meeting:
    """Return the meeting; raise StaleError where it is not marked as held."""
    meeting = scope.meetings.get(meeting_id)
    if meeting.state is not MeetingState.HELD:
        raise StaleError("This meeting is not marked as held. Nothing was changed.")
    return meeting


def refuse_unsigned(meeting: Meeting) -> None:
    """Raise NotAllowedError where an initial IEP is to go out before it is signed."""
    if not may_go_out(meeting):
        raise NotAllowedError(UNSIGNED_INITIAL)


def tick_rows(scope: Scope, meeting: Meeting, change: Difference) -> None:
    for row in sorted(change.ticked | change.unticked):
        _tick(scope, meeting, row, done=row in change.ticked)


def signature_on_record(scope: Scope, meeting: Meeting) -> str:
    """Say what is recorded about the signature; empty where nothing is."""
    stands = scope.obligations.standing(meeting_subject(meeting.id), ObligationId.CONSENT)
    return (stands.reason or "A signature.") if stands.state.settled else ""


def record_signature(scope: Scope, meeting: Meeting, consent: Consent) -> None:
    """Keep the parents' decision: a refusal is no signature, and a mistake is waited for again."""
    rows = [row for row in rows_after(scope, meeting) if goes_out_again(row.id)]
    before = scope.obligations.standing(meeting_subject(meeting.id), ObligationId.CONSENT)
    if consent.signed_on is None:
        _follow_the_iep_of_before(scope, meeting, rows)
    known = consent.signed_on and meeting.consent_on and consent.repeats(before.reason)
    state = State.DONE if consent.signature.is_decided else State.OPEN
    after = Standing(state=state, reason=consent.in_words)
    if known:
        # A day put right is the signature of before: what teachers have read since counts.
        after = replace(after, by=before.by, at=before.at)
    scope.meetings.keep(replace(meeting, consent_on=consent.signed_on), why=consent.decision)
    record(scope, meeting, ObligationId.CONSENT, after)
    if consent.signed_on and not known:
        _ask_again(scope, meeting, rows)


def _ask_again(scope: Scope, meeting: Meeting, rows: Sequence[Obligation]) -> None:
    """Open again what went out before the signature; what goes with another row counts as it does.

    Where the first of them had not gone out, its day still counts from the meeting.
    """
    went_out = any(row.settled or row.revise for row in rows[:1])
    for row in rows:
        if row.settled or (went_out and not row.revise):
            kept = row.standing.snoozed_until
            again = Standing(revise=went_out, reason=_SIGNED, snoozed_until=kept)
            record(scope, meeting, row.id, again)


def _follow_the_iep_of_before(scope: Scope, meeting: Meeting, rows: Sequence[Obligation]) -> None:
    """Bring back what was done before a signature that is taken back; take off what went out since.

    What teachers have read, they have read.
    """
    for row in rows:
        changes = iter([] if row.settled else scope.obligations.history(row.subject, row.id))
        asked = any(one.reason == _SIGNED and not one.undone for one in changes)
        done = next(changes, None) if asked else None
        if done and done.state.settled:
            stood = Standing(state=done.state, reason=done.reason, by=done.by, at=done.at)
            record(scope, meeting, row.id, stood)
    signed = signature_recorded_at(scope, meeting)
    for one in glances_of(scope, meeting) if signed else []:
        if one.is_open and not one.precedes(signed):
            scope.duties.take_off(meeting.id, one.id)


def signature_recorded_at(scope: Scope, meeting: Meeting) -> datetime | None:
    """Return since when the signed IEP is what teachers have to know; None while it is unsigned."""
    stands = scope.obligations.standing(meeting_subject(meeting.id), ObligationId.CONSENT)
    return stands.at if meeting.consent_on else None


def record_row(
    scope: Scope, meeting: Meeting, row: ObligationId, state: State, *, reason: str = ""
) -> None:
    record(scope, meeting, row, Standing(state=state, reason=reason))


def _tick(scope: Scope, meeting: Meeting, row_id: str, *, done: bool) -> None:
    rows = rows_after(scope, meeting)
    # The signature has a modal of its own.
    found = (row for row in rows if row.id == row_id and row.id is not ObligationId.CONSENT)
    row = next(found, None)
    if row is None:
        raise StaleError("That row is no longer on the list. Nothing was changed.")
    if done and row.id is ObligationId.AT_A_GLANCE:
        refuse_unsigned(meeting)
    if done and not row.settled:
        record_row(scope, meeting, row.id, State.DONE)
    elif row.settled and not done:
        open_again(scope, row)
