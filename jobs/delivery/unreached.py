"""What becomes of a message that its conversation does not take: another way, or an admin told."""

from dataclasses import replace

from bot.messages import MessageKind
from bot.people.people import SlackUserId
from bot.people.unreached import THE_APP, LostSince, office_subject, person_subject
from bot.refusals import RefusalMeaning, meaning_of
from casework.people.unreached import last_reached
from jobs.delivery.detours import OF_THE_THREAD, in_their_day
from jobs.tellers.tellers import Rendering
from storage import Errand, Scope


def other_ways(
    scope: Scope, errand: Errand, rendering: Rendering, *, reason: str = ""
) -> list[Rendering]:
    """Return where else a message for one person can stand, the nearest first.

    That is outside of a thread that takes no more replies, and then the private channel in which
    their checklists stand. A file goes nowhere else, and nothing to whoever has left.
    """
    person = scope.people.by_slack(SlackUserId(errand.addressee))
    if person is None or errand.kind in OF_THE_THREAD or rendering.file:
        return []
    if meaning_of(reason) is RefusalMeaning.ACCOUNT_GONE:
        return []
    outside = replace(rendering, thread_ts=None)
    ways = [outside] if rendering.thread_ts else []
    if person.active and person.channel:
        ways.append(replace(outside, channel=person.channel))
    return ways


def unreached(scope: Scope, errand: Errand, *, reason: str) -> tuple[Errand, ...]:
    """Return what tells every admin that somebody cannot be reached.

    Its key holds who that is, why, and what reached them last: it is said once, and anew where
    they were reached in between. Where nobody can be written to, it stands in the home tab alone.
    """
    subject = _whom(scope, errand, reason)
    if not subject or errand.kind in (MessageKind.UNREACHED, MessageKind.FORM_FILE):
        return ()
    step = LostSince(reason, last_reached(scope, subject)).as_text()
    return tuple(
        Errand(
            kind=MessageKind.UNREACHED,
            addressee=admin.slack_id,
            subject=subject,
            step=step,
            not_before=in_their_day(scope, admin),
        )
        for admin in scope.roles.admins()
        if admin.slack_id and (admin.slack_id != errand.addressee or subject == THE_APP)
    )


def _whom(scope: Scope, errand: Errand, reason: str) -> str:
    if meaning_of(reason) is RefusalMeaning.MESSAGES_OFF:
        return THE_APP
    if errand.addressee == scope.workspace.office_channel:
        return office_subject(errand.addressee)
    person = scope.people.by_slack(SlackUserId(errand.addressee))
    return person_subject(person.id) if person and person.active else ""
