"""Words typed to the assistant: it does not understand them yet, and says so with two ways on."""

from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient

from bot.ui import hub
from handlers.errors import Body, acknowledge, tell, told_of_errors


@dataclass(frozen=True, kw_only=True)
class DirectMessageHandlers:
    def register(self, app: App) -> None:
        app.event("message")(ack=acknowledge, lazy=[told_of_errors(self.answer)])

    def answer(self, body: Body, client: WebClient) -> None:
        """Answer what a person wrote; edits, deletions and apps' own words have a subtype."""
        event = body["event"]
        if event.get("channel_type") == "im" and "subtype" not in event and "bot_id" not in event:
            tell(client, body, hub.ONLY_COMMANDS)
