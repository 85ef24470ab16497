"""Showing a modal: on top of the one that stands, or alone."""

from slack_sdk import WebClient

from bot.ui.blocks import View
from handlers.errors import Body


def show(client: WebClient, body: Body, view: View) -> None:
    """Open a modal for whoever acted; a click inside a modal puts it on top of that one.

    Slack stacks three, so what is opened from a third is drawn in its place with `views_update`.
    """
    if is_in_a_modal(body):
        client.views_push(trigger_id=body["trigger_id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)


def is_in_a_modal(body: Body) -> bool:
    return bool((body.get("view") or {}).get("type") == "modal")
