"""Ask Slack who somebody is: a member of the workspace, a guest, or nobody whom we may let in."""

import logging
from functools import partial

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import FormError
from bot.people.colleagues import Colleague, Met
from bot.people.people import SlackUserId, is_guest, known_zone
from bot.refusals import RefusalMeaning, meaning_of, slack_code
from bot.ui.kit.typed_text import as_typed
from bot.workspaces import WorkspaceId
from handlers.kit.asked import Asked
from handlers.kit.errors import described

logger = logging.getLogger(__name__)


def somebody_in_slack(client: WebClient, user: SlackUserId, *, here: WorkspaceId) -> Met | None:
    """Return whom Slack knows; None for apps, for who has left and who was never here."""
    try:
        known = client.users_info(user=user)["user"]
    except SlackApiError as error:
        if meaning_of(slack_code(error)) is RefusalMeaning.ACCOUNT_GONE:
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
    """Return a full member of this workspace; None for guests, apps, strangers and who has left."""
    met = somebody_in_slack(client, user, here=here)
    return None if met is None or met.guest else met


def words_of(asked: Asked, text: str) -> str:
    """Return what somebody typed into Slack, in plain words, with the names of whom it names."""
    return as_typed(text, partial(_name_of, asked))


def _name_of(asked: Asked, user: str) -> str:
    """Return somebody's name, as on record or in Slack; empty where neither tells it."""
    known = asked.storage.person_by_slack(SlackUserId(user))
    if known and known.name:
        return known.name
    try:
        told = asked.client.users_info(user=user)["user"]
    except (SlackApiError, OSError) as error:
        logger.warning("somebody named in a message is not looked up: %s", described(error))
        return ""
    return str(told.get("real_name") or told.get("name") or "")


def newcomer_chosen(asked: Asked, chosen: SlackUserId, refused: FormError) -> Colleague | None:
    """Return who somebody chosen in a modal is that is not on record; None for whoever is.

    Raises `refused` for guests and strangers, who may not be let in unasked.
    """
    known = asked.storage.person_by_slack(chosen)
    if known is not None and known.on_staff:
        return None
    here = asked.storage.workspace_id
    colleague = None if known else colleague_in_slack(asked.client, chosen, here=here)
    if colleague is None:
        raise refused
    return colleague
