"""`/iep`: what is due, and the verbs after it."""

from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.caseloads import glance
from bot.people import SlackUserId
from bot.ui import blocks, hub
from bot.ui.blocks import Message
from handlers.channels import make_channel_own
from handlers.errors import Body, acknowledge, person_in, told_of_errors
from handlers.requests import RequestHandlers
from handlers.surroundings import Surroundings

AROUND_A_WORD = " ?.!\"'\u201c\u201d\u2018\u2019"
"""What a phone's keyboard puts around a word by itself, curly quotation marks included."""


@dataclass(frozen=True, kw_only=True)
class HubHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.command("/iep")(ack=acknowledge, lazy=[told_of_errors(self.answer)])

    def answer(self, body: Body, client: WebClient) -> None:
        """Answer only to the caller, whatever the words after `/iep` are."""
        words = (body.get("text") or "").strip()
        match words.lower().strip(AROUND_A_WORD):
            case "" if not words:
                said = self._overview(body)
            case "" | "help":
                said = hub.help_text()
            case "request" | "requests":
                RequestHandlers(surroundings=self.surroundings).open(body, client)
                return
            case "channel":
                sentence = make_channel_own(self.surroundings, body, client)
                said = blocks.message(sentence, [blocks.section(sentence)])
            case _:
                said = hub.help_text(unknown=True)
        _reply(client, body, said)

    def _overview(self, body: Body) -> Message:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        with surroundings.storage.caseload_of(user, now=surroundings.clock.now()) as caseload:
            seen = glance(caseload.cases(), caseload.calendar, caseload.rules, today=caseload.today)
            caseload.audit.log("looked at the work due")
            return hub.overview(
                seen,
                caseload.rules,
                confirmed=caseload.calendar.confirmed,
                roles=caseload.person.roles,
            )


def _reply(client: WebClient, body: Body, said: Message) -> None:
    WebhookClient(body["response_url"], ssl=client.ssl).send(
        text=said["text"], blocks=said["blocks"], response_type="ephemeral"
    )
