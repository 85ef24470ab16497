"""Who cannot be reached in Slack at this moment, for whoever words it."""

from bot.messages import MessageKind
from bot.people.people import Role
from bot.people.unreached import THE_APP, LostSince, Unreached, channel_in, person_in
from storage import Scope


def last_reached(scope: Scope, subject: str) -> int:
    """Return the last message that reached whom an admin is told of; 0 where none did."""
    if subject == THE_APP:
        return scope.messages.last_direct()
    if person := person_in(subject):
        slack_id = scope.people.get(person).slack_id
        return scope.messages.last_direct(slack_id) if slack_id else 0
    return scope.messages.last_to(channel_in(subject))


def still_unreached(scope: Scope, subject: str, step: str) -> Unreached | None:
    """Return whom it is about; None where they were reached since, left, or are told elsewhere."""
    why = LostSince.from_text(step)
    if last_reached(scope, subject) != why.last_reached:
        return None
    if subject == THE_APP:
        return Unreached(reason=why.reason)
    if channel := channel_in(subject):
        told_there = channel == scope.workspace.office_channel
        return Unreached(office_channel=channel, reason=why.reason) if told_there else None
    who = person_in(subject)
    person = scope.people.get(who) if who else None
    if person is None or not person.active:
        return None
    return Unreached(person=person.name or "Somebody", reason=why.reason)


def unreached_at_home(scope: Scope) -> tuple[Unreached, ...]:
    """Return of whom an admin was told, or should have been, and who is still not reached."""
    admin = scope.person
    if Role.ADMIN not in admin.roles or admin.slack_id is None:
        return ()
    told = scope.outbox.put_for(MessageKind.UNREACHED, admin.slack_id)
    newest = {one.subject: one.step for one in told}
    found = (still_unreached(scope, subject, step) for subject, step in newest.items())
    return tuple(one for one in found if one)
