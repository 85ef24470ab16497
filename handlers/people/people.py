"""People who change in Slack: who moves to another time zone, and who leaves."""

from collections.abc import Mapping
from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import FormError
from bot.people.colleagues import Colleague, Met
from bot.people.people import SlackUserId, as_slack_tells, is_guest, known_zone
from bot.workspaces import WorkspaceId
from handlers.kit.errors import Body, acknowledge, told_of_errors
from handlers.kit.surroundings import Surroundings
from storage import Storage


def somebody_in_slack(client: WebClient, user: SlackUserId, *, here: WorkspaceId) -> Met | None:
    """Who somebody is by Slack's word; None for apps, for who has left and who was never here."""
    try:
        known = client.users_info(user=user)["user"]
    except SlackApiError as error:
        if error.response.get("error") in ("user_not_found", "user_not_visible"):
            return None
        raise
    if known.get("deleted") or known.get("is_bot"):
        return None
    return Met(
        name=known.get("real_name") or known["name"],
        timezone=known_zone(known.get("tz"), otherwise="") or None,
        guest=is_guest(known, here=here),
        email=(known.get("profile") or {}).get("email"),
        runs_slack=bool(known.get("is_owner") or known.get("is_admin")),
    )


def colleague_in_slack(
    client: WebClient, user: SlackUserId, *, here: WorkspaceId
) -> Colleague | None:
    """A full member of this workspace; None for guests, apps, strangers and who has left."""
    met = somebody_in_slack(client, user, here=here)
    return None if met is None or met.guest else met


def newcomer_chosen(
    storage: Storage, client: WebClient, chosen: SlackUserId, *, refused: Mapping[str, str]
) -> Colleague | None:
    """Who somebody chosen in a modal is that is not on record; None for whoever is.

    Raises FormError with `refused` for guests and strangers, who may not be let in unasked.
    """
    known = storage.person_by_slack(chosen)
    if known is not None and known.on_staff:
        return None
    colleague = (
        colleague_in_slack(client, chosen, here=storage.workspace_id) if known is None else None
    )
    if colleague is None:
        raise FormError(refused)
    return colleague


@dataclass(frozen=True, kw_only=True)
class PeopleHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        changed = told_of_errors(self.changed, somebody_acted=False)
        app.event("user_change")(ack=acknowledge, lazy=[changed])

    def changed(self, body: Body, client: WebClient) -> None:  # noqa: ARG002 - a lazy's shape
        """Follow somebody's time zone; who leaves, or becomes a guest, loses access at once."""
        user = body["event"]["user"]
        storage = self.surroundings.storage
        # Slack tells of every new picture and status, so what changes nothing here only reads.
        known = storage.person_by_slack(SlackUserId(user["id"]))
        here = storage.workspace_id
        if known is None or known == as_slack_tells(known, user, here=here):
            return
        with storage.jobs(now=self.surroundings.clock.now()) as scope:
            person = scope.people.get(known.id)
            told = as_slack_tells(person, user, here=here)
            scope.people.keep(told)
            if told.active != person.active:
                scope.audit.log("left the workspace" if person.active else "came back", why="Slack")
