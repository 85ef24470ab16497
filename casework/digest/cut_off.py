"""See to the month's cut-off in one go: mark what was entered, tell the office, ask for forms."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.digest.cut_off import (
    SENT,
    Chosen,
    CutOff,
    CutOffMeeting,
    CutOffPart,
    ShownMeeting,
    as_many_as_can_be_named,
    chosen_of,
    part_of,
)
from bot.digest.digest_lines import Entry
from bot.digest.digest_rows import Morning, by_meeting
from bot.digest.listings import Listing, all_done_word
from bot.errors import StaleError
from bot.meetings.meeting_values import MeetingValues
from bot.meetings.meetings import MeetingId
from bot.requests.requests_to_send import Asking
from casework.dates.settling import morning_of_caseload, record, their_today
from casework.meetings.meeting_values import log_looks, values_of_meetings
from casework.office.office_notes import tell_office_of_all
from casework.office.office_told import told_of
from casework.requests.requests_to_send import askings_of, send_requests
from storage import Scope


def cut_off_listed(scope: Scope, listing: Listing) -> CutOff:
    """Return what is left today of the cut-off of the meetings that a digest listed.

    Each look is logged.
    """
    morning = morning_of_caseload(scope, their_today(scope))
    listed = [morning.entries[key] for key in {*listing.keys} if key in morning.entries]
    return replace(_cut_off(scope, listed, morning), on=listing.on)


def cut_off_due(scope: Scope) -> CutOff:
    """Return what is due of it by now or soon, as `/iep` counts it; each look is logged."""
    morning = morning_of_caseload(scope, their_today(scope))
    return _cut_off(scope, [one for work in morning.tally.work for one in work.entries], morning)


def settle_cut_off(
    scope: Scope, parts: Collection[CutOffPart], shown: Sequence[ShownMeeting], *, on: date
) -> Chosen:
    """Mark and send these parts of the meetings that are as they were shown; return what was done.

    What is marked can be taken back together in the digest of the day `on`.
    """
    morning = morning_of_caseload(scope, their_today(scope))
    now = _meetings(scope, [one.id for one in shown if one.id in morning.meetings], morning)
    chosen = chosen_of(shown, {one.id: one for one in now}, parts)
    for entry in chosen.rows(*(part for part in CutOffPart if part not in SENT)):
        record(scope, entry, State.DONE, reason=all_done_word(on))
    if to_tell := chosen.rows(CutOffPart.TELL):
        tell_office_of_all(scope, to_tell)
    if to_ask := {asking.key for asking in chosen.askings}:
        send_requests(scope, to_ask)
    return chosen


def _cut_off(scope: Scope, entries: Iterable[Entry], morning: Morning) -> CutOff:
    wanted = [*dict.fromkeys(one.row.meeting for one in _left(entries, morning) if one.row.meeting)]
    found = [one for one in _meetings(scope, wanted, morning) if one.parts]
    if not found:
        raise StaleError("All of this is settled already, or has moved. Nothing was changed.")
    meetings = as_many_as_can_be_named(found)
    log_looks(scope, (one.values for one in meetings))
    return CutOff(on=morning.on, meetings=tuple(meetings), hidden=len(wanted) - len(meetings))


def _left(entries: Iterable[Entry], morning: Morning) -> list[Entry]:
    return sorted(
        (one for one in entries if part_of(one) and not one.is_put_off(morning.on)),
        key=by_meeting,
    )


def _meetings(scope: Scope, wanted: Sequence[MeetingId], morning: Morning) -> list[CutOffMeeting]:
    """Return as many of the meetings as one screen shows, with all that is left of each.

    So what is shown and what a press does are the same, whichever of its rows led here.
    """
    values = values_of_meetings(scope, wanted, morning)
    left = _left((one for one in morning.entries.values() if one.row.meeting in values), morning)
    keys = {entry.key for entry in left}
    askings = [
        one
        for one in askings_of(scope, keys)
        if (meeting_subject(one.meeting.id), one.form.out) in keys
    ]
    return [_meeting(scope, about, left, askings) for about in values.values()]


def _meeting(
    scope: Scope, about: MeetingValues, left: Iterable[Entry], askings: Iterable[Asking]
) -> CutOffMeeting:
    rows = tuple(entry for entry in left if entry.row.meeting == about.meeting.id)
    told = (
        told_of(scope, about.meeting)
        if any(row.row.id is ObligationId.OFFICE_INFORMED for row in rows)
        else None
    )
    return CutOffMeeting(
        values=about,
        rows=rows,
        askings=tuple(one for one in askings if one.meeting.id == about.meeting.id),
        can_be_told=told is not None and told.can_be_sent,
    )
