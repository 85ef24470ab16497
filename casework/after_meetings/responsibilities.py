"""Who does what by when: kept in the meeting, told to the owners once it is over."""

import uuid
from collections.abc import Set as AbstractSet

from bot.after_meetings.duties import Duty, DutyId, DutyKind, DutyState, Owner, WhoDoesWhat
from bot.dates.obligation_rows import meeting_subject
from bot.errors import StaleError
from bot.forms.after_meetings.responsibilities import BY_WHEN, OTHER, WHAT, WHO
from bot.forms.answers import Answers
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import Meeting
from bot.messages import MessageKind
from bot.people.people import PersonId, TeamRole
from storage import Errand, Scope


def who_does_what(scope: Scope, meeting: Meeting, *, draft: DraftKey | None = None) -> WhoDoesWhat:
    """List what was taken on; without a `draft` the form comes up empty."""
    return WhoDoesWhat(
        meeting=meeting.id,
        taken_on=taken_on(scope, meeting),
        owners=possible_owners(scope, meeting),
        draft=draft or DraftKey(uuid.uuid4().hex),
    )


def take_on(scope: Scope, meeting: Meeting, answers: Answers, *, draft: DraftKey) -> None:
    """Keep one responsibility; after the meeting its owner is told at once."""
    owner = answers[WHO]
    if owner not in {None, *(one.person for one in possible_owners(scope, meeting))}:
        raise StaleError("They are not on the team any more. Please choose somebody else.")
    scope.duties.add(
        meeting.id,
        draft,
        kind=DutyKind.RESPONSIBILITY,
        owner=owner,
        owner_words=answers[OTHER] if owner is None else "",
        text=answers[WHAT],
        due_on=answers.get(BY_WHEN),
    )
    if meeting.took_place and owner is not None:
        tell_owners(scope, meeting, {owner}, step=draft)


def take_off(scope: Scope, meeting: Meeting, duty: DutyId) -> None:
    """Take one off the list; raise StaleError where it is off already."""
    if not scope.duties.take_off(meeting.id, duty):
        raise StaleError("This was taken off already. Nothing was changed.")


def taken_on(scope: Scope, meeting: Meeting) -> list[Duty]:
    """List what people took on at the meeting, without what was taken off again."""
    return _handed(scope, meeting, DutyKind.RESPONSIBILITY)


def glances_of(scope: Scope, meeting: Meeting) -> list[Duty]:
    """List whom the at-a-glance was handed to, in the order it was."""
    return _handed(scope, meeting, DutyKind.AT_A_GLANCE)


def _handed(scope: Scope, meeting: Meeting, kind: DutyKind) -> list[Duty]:
    return [
        one
        for one in scope.duties.of_meeting(meeting.id)
        if one.kind is kind and one.state is not DutyState.TAKEN_OFF
    ]


def deliver(scope: Scope, meeting: Meeting, *, step: str) -> None:
    """Tell each owner in Slack that something is theirs."""
    owners = {one.owner for one in taken_on(scope, meeting) if one.owner is not None}
    tell_owners(scope, meeting, owners, step=step)


def tell_owners(
    scope: Scope, meeting: Meeting, owners: AbstractSet[PersonId], *, step: str
) -> None:
    """Send each owner in Slack one message a step; it names nobody and no task."""
    subject = meeting_subject(meeting.id)
    for owner in owners:
        addressee = scope.people.get(owner).slack_id
        if addressee:
            scope.outbox.put(
                Errand(kind=MessageKind.HANDED, addressee=addressee, subject=subject, step=step)
            )


def teachers_of(scope: Scope, meeting: Meeting) -> dict[PersonId, str]:
    """Name the student's general-education teachers of today."""
    return {
        member.person: member.name
        for member in scope.people.expected_of(meeting.student, scope.today)
        if member.role is TeamRole.TEACHER
    }


def possible_owners(scope: Scope, meeting: Meeting) -> list[Owner]:
    lead = scope.people.get(scope.students.get(meeting.student).case_manager)
    owners = {lead.id: Owner(person=lead.id, name=lead.name, title="Case manager")}
    for one in scope.people.expected_of(meeting.student, meeting.on):
        member = Owner(person=one.person, name=one.name, title=one.role.called)
        owners.setdefault(one.person, member)
    for helper in scope.helpers.of(meeting.id):
        owners.setdefault(helper.id, Owner(person=helper.id, name=helper.name, title="Helper"))
    return [*owners.values()]
