"""What people do with a digest: tick a group of it, take that back, pick single rows."""

from collections.abc import Mapping
from datetime import date

from bot import date_words
from bot.dates.obligation_rows import State
from bot.digest.digest_lines import Entry, Work
from bot.digest.digest_rows import Morning
from bot.digest.digests import pickable_in, work_of
from bot.digest.listings import Listing, all_done_word
from bot.errors import StaleError
from bot.forms.answers import Answers
from bot.forms.dates.settling import LeftOut, Picked, rows_picked_from
from bot.meetings.meeting_values import Values
from bot.meetings.meetings import MeetingId
from bot.messages import MessageKind
from bot.settings.district_links import DistrictLinks
from casework.dates.settling import morning_of_caseload, record, record_picked, their_today
from casework.meetings.meeting_values import values_for_rows
from storage import Scope

Rows = tuple[list[Entry], Morning, Values, DistrictLinks]
"""Rows to pick from, the morning of today that they belong to, and what to work from."""

_ALL_SETTLED = "All of this is settled already, or has moved. Nothing was changed."


def listing_at(scope: Scope, channel: str, ts: str) -> Listing:
    """Return what the caller's digest at this place listed; raise StaleError where it is gone."""
    posted = scope.messages.at(channel, ts)
    own = posted is not None and posted.addressee == scope.person.slack_id
    if posted is None or posted.kind != MessageKind.DIGEST or not own:
        raise StaleError(
            "This digest is not on record any more. Nothing was changed; `/iep` shows what is due."
        )
    return Listing.from_text(posted.kept)


def tick_group(scope: Scope, listing: Listing, group: str) -> None:
    """Record as done what the digest listed for the group and is still open; nothing else.

    What somebody else said or chose is left alone: a tick would make it up.
    """
    work = work_of(listing, morning_of_caseload(scope, listing.on), group)
    entries = [entry for entry in work.left if entry.ticked_with_others] if work else []
    if not entries:
        raise StaleError(_nothing_left(listing, today=their_today(scope)))
    for entry in entries:
        record(scope, entry, State.DONE, reason=all_done_word(listing.on))


def untick_group(scope: Scope, listing: Listing, group: str) -> None:
    """Take back what *All done* of this digest recorded, unless it was changed since."""
    work = work_of(listing, morning_of_caseload(scope, listing.on), group)
    entries = work.ticked_together if work else ()
    if not entries:
        raise StaleError("There is nothing left to undo here. Nothing was changed.")
    for entry in entries:
        scope.obligations.undo(*entry.key)


def rows_listed(scope: Scope, listing: Listing, group: str) -> Rows:
    """Return what the digest listed for the group, as it stands today; the look is logged."""
    listed = pickable_in(listing, morning_of_caseload(scope, listing.on), group)
    today = morning_of_caseload(scope, their_today(scope))
    entries = [today.entries[entry.key] for entry in listed if entry.key in today.entries]
    if not entries:
        raise StaleError(_nothing_left(listing, today=today.on))
    scope.audit.saw("looked at the rows of a digest", (one.student for one in entries))
    return entries, today, values_for_rows(scope, entries, today), scope.workspace.links


def places_at_home(scope: Scope) -> tuple[Work, ...]:
    """Return what the home tab counts, place by place; it is no look at anybody's record."""
    groups = morning_of_caseload(scope, their_today(scope)).tally.work
    if not groups:
        raise StaleError(_ALL_SETTLED)
    return groups


def rows_at_home(scope: Scope, group: str) -> Rows:
    """Return what the home tab counts for one place; the look is logged."""
    today = morning_of_caseload(scope, their_today(scope))
    entries = today.open_in(group)
    if not entries:
        raise StaleError(_ALL_SETTLED)
    scope.audit.saw("looked at the rows of the home tab", (one.student for one in entries))
    return entries, today, values_for_rows(scope, entries, today), scope.workspace.links


def settle_picked(
    scope: Scope, answers: Answers, shown: Mapping[MeetingId, str]
) -> tuple[Picked, LeftOut]:
    """Record what was said of the rows that were ticked; raise FormError where it cannot be.

    Return what was recorded, and what was left out since it is not as it was `shown`.
    """
    morning = morning_of_caseload(scope, their_today(scope))
    picked, left_out = rows_picked_from(answers, morning, shown)
    record_picked(scope, picked)
    return picked, left_out


def _nothing_left(listing: Listing, *, today: date) -> str:
    if listing.on == today:
        return "All of this is settled already. Nothing was changed."
    return (
        f"This is the digest of {date_words.in_full(listing.on)}. What it listed here is settled "
        "or has changed since, so nothing was changed now; `/iep` shows what is due."
    )
