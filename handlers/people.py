"""People who change in Slack: who moves to another time zone, and who leaves."""

from dataclasses import dataclass, replace

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.people import SlackUserId
from handlers.errors import Body, acknowledge, told_of_errors
from handlers.surroundings import Surroundings


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody of this workspace whom we have just met."""

    name: str
    timezone: str


def colleague_in_slack(client: WebClient, user: SlackUserId) -> Colleague | None:
    """A full member of this workspace; None for guests, apps, strangers and who has left."""
    try:
        known = client.users_info(user=user)["user"]
    except SlackApiError as error:
        if error.response.get("error") in ("user_not_found", "user_not_visible"):
            return None
        raise
    shut_out = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
    if any(known.get(flag) for flag in shut_out):
        return None
    return Colleague(name=known.get("real_name") or known["name"], timezone=known["tz"])


@dataclass(frozen=True, kw_only=True)
class PeopleHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        changed = told_of_errors(self.changed, somebody_acted=False)
        app.event("user_change")(ack=acknowledge, lazy=[changed])

    def changed(self, body: Body, client: WebClient) -> None:  # noqa: ARG002 - a lazy's shape
        """Follow somebody's time zone; leaving the workspace ends all access at once."""
        user = body["event"]["user"]
        surroundings = self.surroundings
        with surroundings.storage.jobs(now=surroundings.clock.now()) as scope:
            person = scope.people.by_slack(SlackUserId(user["id"]))
            if person is None:
                return
            active = not user.get("deleted", False)
            scope.people.keep(
                replace(person, active=active, timezone=user.get("tz") or person.timezone)
            )
            if active != person.active:
                scope.audit.log("left the workspace" if person.active else "came back", why="Slack")
