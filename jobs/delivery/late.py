"""What is said late, because Slack was away: when it still may be, kind by kind.

Each teller reads the world anew, and tells whether there is anything to say. What a day alone makes
true is gone with it: a digest (the next morning's says it all), a thread of a day that is over, a
reminder of a call that has begun, a code that nobody waits for any more. All else is owed however
late: a request as long as its form is open, a reminder of it and a summary on the next school day,
a receipt, what somebody took on, a hand-over. None of it wakes anybody.
"""

from datetime import datetime, timedelta

from bot.digest.digest_hours import HasMornings
from bot.messages import MessageKind
from bot.people.people import SlackUserId
from bot.requests.nudges import told_from
from casework.office.office_cards import places_of_office
from jobs.delivery.detours import OF_THE_THREAD
from storage import Claimed, Scope

LATE = timedelta(hours=1)
"""School time. What goes out sooner answers somebody who is awake, or was timed by who put it."""

ON_SCHOOL_DAYS = frozenset({MessageKind.NUDGE, MessageKind.SUMMARY})
OF_A_DAY = frozenset(
    {MessageKind.DIGEST, MessageKind.SUMMARY, MessageKind.THREAD, MessageKind.CALL}
)
"""What time alone brings, once: ended before its day, it would never be said on it."""

THEIR_OWN_TIME = OF_THE_THREAD | {MessageKind.DIGEST}
"""A meeting has its hour, and a digest its day; both judge for themselves."""


def held_until(scope: Scope, claimed: Claimed) -> datetime | None:
    """Return from when on what is late may reach its person; None means at once."""
    kind = claimed.errand.kind
    if claimed.since is None:
        return None
    if kind in OF_A_DAY and claimed.since - scope.now >= LATE:
        return claimed.since  # it was put by a clock that ran ahead
    if kind in THEIR_OWN_TIME or scope.now - claimed.since < LATE:
        return None
    reader = _reader(scope, claimed.errand.addressee)
    if reader is None:
        return None
    hours = scope.workspace.hours
    moment = told_from(reader, now=scope.now, hours=hours)
    day = (moment or scope.now).astimezone(reader.zone).date()
    if kind not in ON_SCHOOL_DAYS or scope.calendar.is_school_day_somewhere(day):
        return moment
    return datetime.combine(scope.calendar.after(day), hours.first, tzinfo=reader.zone)


def _reader(scope: Scope, addressee: str) -> HasMornings | None:
    """Return whose day it is that a message may come in: a person's, or the office's."""
    places = (one for one in places_of_office(scope) if one.addressee == addressee)
    return scope.people.by_slack(SlackUserId(addressee)) or next(places, None)
