"""Naming somebody who helps at one meeting, and taking them off again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError, StaleError
from bot.meeting_day.helpers import helps_until
from bot.meetings.meetings import MeetingId
from bot.people.colleagues import Colleague
from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import helpers as helper
from bot.ui.meeting_day import thread_controls as controls
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.surroundings import Surroundings
from handlers.meeting_day.threads import meeting_clicked, meeting_scope
from handlers.people.people import newcomer_chosen
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class HelperHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(controls.HELPER)(ack=acknowledge, lazy=[told_of_errors(self.ask_who_helps)])
        app.action(helper.REMOVE)(ack=acknowledge, lazy=[told_of_errors(self.remove)])
        app.view(helper.SAVE)(self.add)

    def ask_who_helps(self, body: Body, client: WebClient) -> None:
        meeting_id = controls.clicked(body["actions"][0]).meeting
        with meeting_scope(self.surroundings, body, meeting_id, Act.NAME_HELPER) as scope:
            meeting_clicked(scope, body, meeting_id)
            view = _who_helps(scope, meeting_id)
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def add(self, ack: Ack, body: Body, view: Mapping[str, Any], client: WebClient) -> None:
        """Name a colleague for this meeting, and put them on record where they are not yet."""
        meeting_id = controls.meeting_in(view)
        try:
            chosen = helper.read(view)
            newcomer = self._met(client, chosen, by=person_in(body))
            with meeting_scope(self.surroundings, body, meeting_id, Act.NAME_HELPER) as scope:
                if newcomer:
                    scope.people.add(
                        slack_id=chosen, name=newcomer.name, timezone=newcomer.timezone
                    )
                scope.helpers.add(meeting_id, chosen)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack()

    def remove(self, body: Body, client: WebClient) -> None:
        """End somebody's help, and draw the modal without them."""
        removed = helper.removed(body["actions"][0])
        with meeting_scope(self.surroundings, body, removed.meeting, Act.NAME_HELPER) as scope:
            if not scope.helpers.remove(removed.meeting, removed.person):
                raise StaleError("They were taken off already. Nothing was changed.")
            view = _who_helps(scope, removed.meeting)
        client.views_update(view_id=body["view"]["id"], view=view)

    def _met(self, client: WebClient, chosen: SlackUserId, *, by: str) -> Colleague | None:
        """Who somebody not on record is; None for whoever is. Raises FormError for strangers.

        A submit names a Slack id and nothing else. Asking Slack about it is the one call that a
        submit makes, since guests and members of shared channels may not be let in unasked.
        """
        if chosen == by:
            raise FormError({helper.PERSON: "You can do all of this already."})
        refused = {helper.PERSON: helper.REFUSED}
        return newcomer_chosen(self.surroundings.storage, client, chosen, refused=refused)


def _who_helps(scope: Scope, meeting_id: MeetingId) -> View:
    meeting = scope.meetings.get(meeting_id)
    until = helps_until(meeting, scope.calendar_for(meeting.student))
    return helper.render(meeting_id, scope.helpers.of(meeting_id), until=until)
