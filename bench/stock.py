"""The references: Bolt apps as its documentation shows them, in Socket Mode."""

import os
import sys
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot import content
from bot.conversations import conversation_pages
from bot.forms.drafts import Draft, DraftKey
from bot.ui.conversations import conversations as conversation
from bot.ui.kit import drawing


def acknowledging() -> App:
    """An app that only acknowledges."""
    app = _app()

    @app.action(drawing.TYPED)
    @app.command("/iep")
    def acknowledge(ack: Any) -> None:
        ack()

    return app


def opening() -> App:
    """An app that acknowledges, then opens the first page of our own modal, drawn beforehand."""
    app = _app()
    view = first_page()

    @app.command("/preiep")
    def preiep(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=view)

    return app


def first_page() -> dict[str, Any]:
    """The modal as the assistant draws it, for an invented draft."""
    from datetime import UTC, datetime  # noqa: PLC0415 - only this reference needs a moment

    from bot.people.people import PersonId  # noqa: PLC0415

    now = datetime(2026, 10, 8, 14, tzinfo=UTC)
    draft = Draft(
        key=DraftKey("0" * 32),
        owner=PersonId(1),
        kind="conversation",
        student=None,
        answers={"held_on": "2026-10-08"},
        updated_at=now,
    )
    return conversation.render(draft, conversation_pages.pages(content.read()), about=None, now=now)


def _app() -> App:
    client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    return App(client=client, token=os.environ["SLACK_BOT_TOKEN"])


if __name__ == "__main__":
    made = {"acknowledging": acknowledging, "opening": opening}[sys.argv[1]]()
    SocketModeHandler(made, os.environ["SLACK_APP_TOKEN"]).start()  # type: ignore[no-untyped-call]  # Bolt leaves it so
