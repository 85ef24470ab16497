"""Saying a message anew that stands in Slack, and that Slack lets us draw no more."""

from datetime import timedelta

from bot.messages import MessageKind
from bot.people.people import SlackUserId
from bot.requests.nudges import told_from
from jobs.delivery.detours import OF_THE_THREAD
from storage import Errand, Posted, Scope

STALE_AT_MOST = timedelta(minutes=15)
"""School time. Where a workspace lets nothing be changed, each change would be a message."""

STALE_IN_A_MEETING = timedelta(minutes=1)
"""Somebody reads aloud from the thread at this moment."""


def said_again(scope: Scope, posted: Posted) -> tuple[Errand, ...]:
    """Return what says it anew; nothing where a newer one stands, or its thread is over.

    Nor for a nudge: what it reminds of stands in a message of its own. Whether it is still true is
    for its teller to say, as with everything in the outbox.
    """
    if posted.kind == MessageKind.NUDGE:
        return ()
    standing = scope.messages.of(posted.kind, posted.subject, posted.addressee)
    errand = scope.outbox.last_sent(posted.kind, posted.subject, posted.addressee)
    if errand is None or [one.id for one in standing[:1]] != [posted.id]:
        return ()
    if posted.thread_ts and scope.messages.at(posted.channel, posted.thread_ts) is None:
        return ()
    of_the_thread = posted.kind in OF_THE_THREAD
    moment = posted.posted_at + (STALE_IN_A_MEETING if of_the_thread else STALE_AT_MOST)
    person = scope.people.by_slack(SlackUserId(posted.addressee))
    if person and not of_the_thread:
        at_once = max(moment, scope.now)
        moment = told_from(person, now=at_once, hours=scope.workspace.hours) or moment
    return (errand.again(posted.ts, not_before=moment),)
