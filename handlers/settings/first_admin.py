"""The first admin: who runs the Slack workspace and comes first, while nobody is admin."""

import logging
from dataclasses import replace
from datetime import datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.messages import MessageKind
from bot.people.colleagues import Colleague
from bot.people.people import Person, Role, SlackUserId
from handlers.kit.errors import described
from handlers.kit.surroundings import Surroundings
from handlers.people.people import colleague_in_slack
from storage import Errand, Scope, Storage

logger = logging.getLogger(__name__)

FIRST_ADMIN = "first_admin"


def greet(surroundings: Surroundings, client: WebClient, user: SlackUserId) -> None:
    """Make somebody the admin where nobody is one and Slack has them as an owner or admin.

    Of two who come at once one becomes it: whoever keeps it has looked once more under the
    workspace's lock. Where an admin is on record, this costs one look and asks Slack nothing.
    """
    storage, now = surroundings.storage, surroundings.clock.now()
    with storage.jobs(now=now, reading=True) as scope:
        if scope.roles.admins():
            return
    try:
        colleague = colleague_in_slack(client, user, here=storage.workspace_id)
    except SlackApiError as error:
        # They came for something else, which they get; the next one who comes is asked about.
        logger.warning("the first admin could not be looked up: %s", described(error))
        return
    if colleague is None or not colleague.runs_slack:
        return
    become_admin(storage, user, colleague, now=now)
    surroundings.wake()


def become_admin(
    storage: Storage, user: SlackUserId, colleague: Colleague, *, now: datetime
) -> None:
    """Make them the admin, unless somebody has become it since one looked."""
    with storage.jobs(now=now) as scope:
        if not scope.roles.admins():
            _make_admin(scope, user, colleague)


def _make_admin(scope: Scope, user: SlackUserId, colleague: Colleague) -> None:
    person = _person(scope, user, colleague)
    roles = person.roles | {Role.ADMIN}
    scope.people.keep(replace(person, slack_id=user, roles=roles, active=True, guest=False))
    scope.audit.log(
        "became the first admin",
        why="an owner or admin of the Slack workspace who came while nobody was one",
        detail=f"person {person.id}",
    )
    step = scope.now.isoformat(timespec="seconds")
    scope.outbox.put(
        Errand(kind=MessageKind.ROLES_CHANGED, addressee=user, subject=FIRST_ADMIN, step=step)
    )


def _person(scope: Scope, user: SlackUserId, colleague: Colleague) -> Person:
    known = scope.people.by_slack(user)
    if known is None and colleague.email:
        known = scope.people.by_email(colleague.email)
    if known is not None and known.slack_id in (None, user):
        return known
    return scope.people.add(
        name=colleague.name, email=colleague.email, slack_id=user, timezone=colleague.timezone
    )
