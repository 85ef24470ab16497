"""Showing a modal: on top of the one that stands, or alone."""

from slack_sdk import WebClient

from bot.ui.kit.blocks import View
from bot.ui.kit.reading import is_third
from handlers.kit.errors import Body


def show(client: WebClient, body: Body, view: View) -> None:
    """Open a modal for whoever acted; a click inside a modal puts it on top of that one.

    Slack stacks three, so what is opened from a third is drawn in its place with `views_update`.
    """
    if is_in_a_modal(body):
        client.views_push(trigger_id=body["trigger_id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)


def show_instead(client: WebClient, body: Body, view: View) -> None:
    """Open a modal; a click inside one draws the new screen in its place.

    So no screen underneath is left that tells what is no longer so.
    """
    if is_in_a_modal(body):
        client.views_update(view_id=body["view"]["id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)


def is_on_top_of_all(body: Body) -> bool:
    """Say whether somebody clicked in the third modal, on which Slack puts no other."""
    return is_third(body.get("view") or {})


def is_in_a_modal(body: Body) -> bool:
    return bool((body.get("view") or {}).get("type") == "modal")
