"""Who cannot be reached in Slack at this moment, for whoever words it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.messages import MessageKind
from bot.people.people import Person, Role, SlackUserId
from bot.people.unreached import (
    THE_APP,
    LostSince,
    Unreached,
    channel_in,
    person_in,
    person_subject,
)
from storage import Scope, Storage


def last_reached(scope: Scope, subject: str) -> int:
    """Return the last message that reached whom an admin is told of; 0 where none did."""
    return _last_reached(scope, {subject}, _people_in(scope, {subject}))[subject]


def still_unreached(scope: Scope, told: Mapping[str, str]) -> tuple[Unreached, ...]:
    """Return whom these subjects, each with its step, are about: who is not reached yet.

    Whoever was reached since, has left, or is told elsewhere, is none of them.
    """
    people = _people_in(scope, told)
    last = _last_reached(scope, told, people)
    why = {subject: LostSince.from_text(step) for subject, step in told.items()}
    found = (
        _unreached(scope, subject, one.reason, people.get(subject))
        for subject, one in why.items()
        if last[subject] == one.last_reached
    )
    return tuple(one for one in found if one)


def unreached_at_home(scope: Scope, *, reopened: str = "") -> tuple[Unreached, ...]:
    """Return of whom an admin was told, or should have been, and who is still not reached.

    The office is, where its channel was `reopened`: nothing has been posted there since.
    """
    admin = scope.person
    if Role.ADMIN not in admin.roles or admin.slack_id is None:
        return ()
    told = scope.outbox.put_for(MessageKind.UNREACHED, admin.slack_id)
    found = still_unreached(scope, {one.subject: one.step for one in told})
    return tuple(one for one in found if not (reopened and one.office_channel == reopened))


def office_channel_unreached(storage: Storage, user: SlackUserId, *, now: datetime) -> str:
    """Return the channel in which an admin reads that the office is not reached; else nothing.

    It is read in a look of its own, so that Slack can be asked about it between two.
    """
    person = storage.person_by_slack(user)
    if person is None or Role.ADMIN not in person.roles:
        return ""
    with storage.caseload_of(user, now=now, reading=True) as caseload:
        return next(filter(None, (one.office_channel for one in unreached_at_home(caseload))), "")


def _people_in(scope: Scope, subjects: Collection[str]) -> dict[str, Person]:
    named = {who for subject in subjects if (who := person_in(subject))}
    people = scope.people.those(named) if named else {}
    return {person_subject(one.id): one for one in people.values()}


def _last_reached(
    scope: Scope, subjects: Collection[str], people: Mapping[str, Person]
) -> dict[str, int]:
    """Return what reached each of them last, in as few queries as for one."""
    by_subject = {subject: one.slack_id for subject, one in people.items() if one.slack_id}
    direct = scope.messages.last_to(by_subject.values(), direct=True) if by_subject else {}
    channels = {channel for subject in subjects if (channel := channel_in(subject))}
    posted = scope.messages.last_to(channels) if channels else {}

    def last(subject: str) -> int:
        if subject == THE_APP:
            return scope.messages.last_direct()
        if channel := channel_in(subject):
            return posted.get(channel, 0)
        return direct.get(by_subject.get(subject, ""), 0)

    return {subject: last(subject) for subject in subjects}


def _unreached(scope: Scope, subject: str, reason: str, person: Person | None) -> Unreached | None:
    if subject == THE_APP:
        return Unreached(reason=reason)
    if channel := channel_in(subject):
        told_there = channel == scope.workspace.office_channel
        return Unreached(office_channel=channel, reason=reason) if told_there else None
    if person is None or not person.active:
        return None
    return Unreached(person=person.name or "Somebody", reason=reason)
