"""`/iep`: what is due, and the verbs after it."""

from collections.abc import Mapping
from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.people.people import SlackUserId
from bot.records.caseloads import glance
from bot.ui.digest import hub
from bot.ui.kit.blocks import Message
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.listening import Verb
from handlers.kit.surroundings import Surroundings
from handlers.settings.first_admin import greet

AROUND_A_WORD = " ?.!\"'\u201c\u201d\u2018\u2019"
"""What a phone's keyboard puts around a word by itself, curly quotation marks included."""


@dataclass(frozen=True, kw_only=True)
class HubHandlers:
    surroundings: Surroundings
    verbs: Mapping[str, Verb]
    """By the word after `/iep`, in lower case."""

    def register(self, app: App) -> None:
        app.command("/iep")(ack=acknowledge, lazy=[told_of_errors(self.answer)])

    def answer(self, body: Body, client: WebClient) -> None:
        """Answer only to the caller, whatever the words after `/iep` are."""
        greet(self.surroundings, client, SlackUserId(person_in(body)))
        typed = (body.get("text") or "").strip()
        word, _, rest = typed.partition(" ")
        word = word.lower().strip(AROUND_A_WORD)
        if not typed:
            said: Message | None = self._overview(body)
        elif word in ("", "help"):
            said = hub.help_text()
        elif verb := self.verbs.get(word):
            said = verb(body, rest.strip().strip(AROUND_A_WORD), client)
        else:
            said = hub.help_text(unknown=True)
        if said:
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
