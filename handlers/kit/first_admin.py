"""Greet whoever comes: while nobody is admin, who runs the Slack workspace becomes one."""

import logging

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.people.people import SlackUserId
from casework.settings.first_admin import become_admin
from handlers.kit.errors import described
from handlers.kit.people_in_slack import colleague_in_slack
from handlers.kit.surroundings import ListenerSurroundings

logger = logging.getLogger(__name__)


def greet(surroundings: ListenerSurroundings, client: WebClient, user: SlackUserId) -> None:
    """Make somebody the admin where nobody is one and Slack has them as an owner or admin.

    Where an admin is on record, this costs one look and asks Slack nothing. Raises what a call
    raises where Slack does not tell who a stranger is: they may be whom we are waiting for.
    """
    storage, now = surroundings.storage, surroundings.clock.now()
    with storage.jobs(now=now, reading=True) as scope:
        if scope.roles.admins():
            return
    try:
        colleague = colleague_in_slack(client, user, here=storage.workspace_id)
    except (SlackApiError, OSError) as error:
        if storage.person_by_slack(user) is None:
            raise
        # They came for something else, which they get; the next one who comes is asked about.
        logger.warning("the first admin could not be looked up: %s", described(error))
        return
    if colleague is not None and colleague.runs_slack:
        with storage.jobs(now=now) as scope:
            become_admin(scope, user, colleague)
