"""A case manager's own settings are kept: digest hour, channel, leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError
from bot.permissions import WorkspaceAct, require_in_workspace
from bot.ui import settings_own
from handlers.channels import problem_of
from handlers.errors import Body
from handlers.settings import own_scope
from handlers.surroundings import Surroundings


@dataclass(frozen=True, kw_only=True)
class OwnSettingsHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.view(settings_own.SAVE)(self.save)

    def save(self, ack: Ack, body: Body, view: Mapping[str, Any], client: WebClient) -> None:
        """Keep them, once Slack has said that a new channel may hold students."""
        channel = settings_own.channel_in(view)
        try:
            self._look_at(channel, body, client)
            with own_scope(self.surroundings, body) as scope:
                require_in_workspace(WorkspaceAct.LEAD, scope.person.roles)
                person = settings_own.read(
                    view, scope.person, today=scope.today, hours=scope.workspace.hours
                )
                if person != scope.person:
                    scope.people.keep(person)
                shown = settings_own.render(
                    person,
                    today=scope.today,
                    notice="Saved, and in force at once.",
                    is_alone=settings_own.is_alone(view),
                )
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)

    def _look_at(self, channel: str, body: Body, client: WebClient) -> None:
        """Ask Slack what a new channel is like; nothing is held open meanwhile."""
        with own_scope(self.surroundings, body) as scope:
            is_new = channel and channel != scope.person.channel
        if is_new and (why := problem_of(client, channel)):
            raise FormError({settings_own.CHANNEL: why})
