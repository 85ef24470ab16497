"""Who does what by when: written down in the meeting, delivered to the owners afterwards."""

import uuid
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.after_meetings.duties import Duty, DutyKind, DutyState
from bot.dates.obligation_rows import meeting_subject
from bot.errors import FormError, StaleError
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import Meeting
from bot.messages import MessageKind
from bot.people.people import PersonId, TeamRole
from bot.permissions import Act
from bot.ui.after_meetings import responsibilities as modal
from bot.ui.after_meetings.responsibilities import Owner
from bot.ui.kit import reason
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import thread_controls as controls
from handlers.kit.errors import Body, acknowledge, told_of_errors
from handlers.kit.surroundings import Surroundings
from handlers.meeting_day.threads import log_view, meeting_scope
from storage import Errand, Scope


@dataclass(frozen=True, kw_only=True)
class ResponsibilityHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.view(modal.ADD)(self.add)
        app.action(modal.TAKE_OFF)(ack=acknowledge, lazy=[told_of_errors(self.take_off)])

    def add(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep one, and show the list with it and an empty form for the next."""
        try:
            added = modal.read(view)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
            return
        why = reason.reason_in(view)
        with meeting_scope(
            self.surroundings,
            body,
            controls.meeting_in(view),
            Act.WRITE_MEETING_NOTES,
            reason=why,
        ) as scope:
            meeting = scope.meetings.get(controls.meeting_in(view))
            if added.owner not in {None, *(owner.person for owner in _owners(scope, meeting))}:
                raise StaleError("They are not on the team any more. Please choose somebody else.")
            scope.duties.add(
                meeting.id,
                added.draft,
                kind=DutyKind.RESPONSIBILITY,
                owner=added.owner,
                owner_words=added.owner_words,
                text=added.what,
                due_on=added.by_when,
            )
            if meeting.took_place and added.owner is not None:
                tell(scope, meeting, {added.owner}, step=added.draft)
            log_view(scope, meeting, "who does what", why=why)
            shown = who_does_what(scope, meeting, why=why)
        ack(response_action="update", view=shown)
        self.surroundings.wake()

    def take_off(self, body: Body, client: WebClient) -> None:
        meeting_id, duty = modal.taken_off(body["actions"][0])
        why = reason.reason_in(body["view"])
        with meeting_scope(
            self.surroundings, body, meeting_id, Act.WRITE_MEETING_NOTES, reason=why
        ) as scope:
            meeting = scope.meetings.get(meeting_id)
            if not scope.duties.take_off(meeting_id, duty):
                raise StaleError("This was taken off already. Nothing was changed.")
            log_view(scope, meeting, "who does what", why=why)
            draft = DraftKey(controls.carried(body["view"], "draft"))
            view = who_does_what(scope, meeting, why=why, draft=draft)
        client.views_update(view_id=body["view"]["id"], view=view)
        self.surroundings.wake()


def who_does_what(
    scope: Scope, meeting: Meeting, *, why: str = "", draft: DraftKey | None = None
) -> View:
    """The list and its form; with the same `draft` what is typed in the form stays there."""
    return modal.render(
        meeting,
        taken_on(scope, meeting),
        _owners(scope, meeting),
        draft or DraftKey(uuid.uuid4().hex),
        why=why,
    )


def taken_on(scope: Scope, meeting: Meeting) -> list[Duty]:
    """What people took on at the meeting, and was not taken off again."""
    return [
        one
        for one in scope.duties.of_meeting(meeting.id)
        if one.kind is DutyKind.RESPONSIBILITY and one.state is not DutyState.TAKEN_OFF
    ]


def deliver(scope: Scope, meeting: Meeting, *, step: str) -> None:
    """Tell each owner in Slack that something is theirs; the message names nobody and no task."""
    owners = {one.owner for one in taken_on(scope, meeting) if one.owner is not None}
    tell(scope, meeting, owners, step=step)


def tell(scope: Scope, meeting: Meeting, owners: AbstractSet[PersonId], *, step: str) -> None:
    """Have a message sent to each owner in Slack, once a step; the older ones are drawn anew."""
    subject = meeting_subject(meeting.id)
    for owner in owners:
        addressee = scope.people.get(owner).slack_id
        if addressee:
            scope.outbox.put(
                Errand(kind=MessageKind.HANDED, addressee=addressee, subject=subject, step=step)
            )


def teachers_of(scope: Scope, meeting: Meeting) -> dict[PersonId, str]:
    """The student's general-education teachers of today, by name."""
    return {
        member.person: member.name
        for member in scope.people.expected_of(meeting.student, scope.today)
        if member.role is TeamRole.TEACHER
    }


def _owners(scope: Scope, meeting: Meeting) -> list[Owner]:
    """Who can take something on: the case manager, the team by name, and whoever helps."""
    case_manager = scope.people.get(scope.students.get(meeting.student).case_manager)
    owners = {
        case_manager.id: Owner(person=case_manager.id, name=case_manager.name, title="Case manager")
    }
    for member in scope.people.expected_of(meeting.student, meeting.on):
        owners.setdefault(
            member.person,
            Owner(person=member.person, name=member.name, title=member.role.called),
        )
    for helper in scope.helpers.of(meeting.id):
        owners.setdefault(helper.id, Owner(person=helper.id, name=helper.name, title="Helper"))
    return [*owners.values()]
