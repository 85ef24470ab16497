"""Listen to what changes about people in Slack: who moves to another time zone, and who leaves."""

from bot.people.people import SlackUserId, as_slack_tells
from casework.people.people import follow_slack
from handlers.kit.asked import Asked
from handlers.kit.errors import nobody
from handlers.kit.listening import Listening


def listen(on: Listening) -> None:
    on.event("user_change", follow, tells=nobody)


def follow(asked: Asked) -> None:
    """Follow a change of somebody on record; what changes nothing here only reads."""
    told, here = asked.event["user"], asked.storage.workspace_id
    known = asked.storage.person_by_slack(SlackUserId(told["id"]))
    if known is None or known == as_slack_tells(known, told, here=here):
        return
    with asked.storage.jobs(now=asked.now) as scope:
        follow_slack(scope, known.id, told, here=here)
