"""Requests as their case manager sends them: one tap for the month."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.digest.digest_lines import Key
from bot.errors import FormError, StaleError
from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.requests.requests import RequestState, is_taken
from bot.requests.requests_to_send import NOTHING, Asking, requests_to_send
from bot.ui.digest import digest_controls as controls
from bot.ui.kit.blocks import View
from bot.ui.requests import requests_to_send as modal
from casework.digest.digests import listing_at
from casework.requests.asking import ask
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.surroundings import Surroundings
from handlers.requests.requests_seen import requests_shown
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class RequestHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(modal.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.action(controls.SEND_ALL)(ack=acknowledge, lazy=[told_of_errors(self.open_from_digest)])
        app.view(modal.SEND)(self.send)

    def open(self, body: Body, client: WebClient) -> None:
        """List all of next month's requests; `/iep request` and the home tab come here."""
        with caseload(self.surroundings, body) as scope:
            view = _listed(scope, NOTHING)
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def typed(self, body: Body, _words: str, client: WebClient) -> None:
        """`/iep request`."""
        self.open(body, client)

    def open_from_digest(self, body: Body, client: WebClient) -> None:
        """The same, and whatever else the digest listed as to be sent."""
        with caseload(self.surroundings, body) as scope:
            listing = listing_at(
                scope, body["container"]["channel_id"], body["container"]["message_ts"]
            )
            also = {key for _, keys in listing.work for key in keys}
            view = _listed(scope, also)
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def send(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Send what is still ticked and still to be asked, and show in its place what was sent."""
        try:
            chosen = modal.chosen_keys(view)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
            return
        with caseload(self.surroundings, body) as scope:
            askings = [one for one in _askings(scope, None) if one.key in chosen]
            if not askings:
                raise StaleError("All of these were sent already, or are no longer needed.")
            ask(scope, askings)
            by_hand = {one.respondent for one in askings if not one.in_slack}
        ack(
            response_action="update",
            view=modal.sent(len(askings), len(by_hand), web=bool(self.surroundings.public_url)),
        )
        self.surroundings.wake()


def caseload(surroundings: Surroundings, body: Body) -> AbstractContextManager[Scope]:
    user = SlackUserId(person_in(body))
    return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def _askings(scope: Scope, also: AbstractSet[Key] | None) -> list[Asking]:
    scope.require(Act.SEND_REQUESTS)
    return requests_to_send(
        scope.cases(), scope.calendar, scope.rules, today=scope.today, also=also
    )


def _listed(scope: Scope, also: AbstractSet[Key]) -> View:
    askings = _askings(scope, also)
    scope.audit.log("looked at the forms to send")
    asked, answered = _so_far(scope)
    return modal.render(
        askings,
        over=bool(requests_shown(scope)),
        asked=asked,
        answered=answered,
        confirmed=scope.calendar.confirmed,
        asked_by=scope.person.name,
    )


def _so_far(scope: Scope) -> tuple[int, int]:
    """How many forms were asked for, for meetings still ahead, and how many of them are in."""
    states = [
        request.state
        for case in scope.cases()
        for meeting in case.meetings
        if is_taken(meeting, today=scope.today)
        for request in case.requests
        if request.meeting == meeting.id and request.state is not RequestState.WITHDRAWN
    ]
    return len(states), states.count(RequestState.IN)
