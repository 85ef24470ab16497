"""The digest's controls: *All done*, *Undo*, *Pick …* with its modal, and what it asks."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import date_words
from bot.dates.obligation_rows import State
from bot.digest.digests import all_done_word, pickable_in, work_of
from bot.digest.listings import Listing
from bot.errors import FormError, StaleError
from bot.messages import MessageKind
from bot.people.people import SlackUserId
from bot.records.caseloads import SOON
from bot.ui.digest import digest_controls, home, pick
from casework.dates.settling import morning_of_caseload, record, record_picked, their_today
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.surroundings import Surroundings
from handlers.meetings.unmarked import UnmarkedHandlers
from storage import Posted, Scope


@dataclass(frozen=True, kw_only=True)
class DigestHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(digest_controls.ALL_DONE)(ack=acknowledge, lazy=[told_of_errors(self.all_done)])
        app.action(digest_controls.UNDO)(ack=acknowledge, lazy=[told_of_errors(self.undo)])
        app.action(digest_controls.PICK)(ack=acknowledge, lazy=[told_of_errors(self.open_pick)])
        app.action(home.PICK)(ack=acknowledge, lazy=[told_of_errors(self.open_pick_at_home)])
        app.view(pick.SAVE)(self.save_pick)
        UnmarkedHandlers(surroundings=self.surroundings).register(app)

    def all_done(self, body: Body, client: WebClient) -> None:  # noqa: ARG002 - a lazy's shape
        """Record as done what the digest listed for the group and is still open; nothing else."""
        with self._caseload(body) as scope:
            listing = listing_clicked(scope, body)
            work = work_of(listing, morning_of_caseload(scope, listing.on), _group(body))
            entries = [entry for entry in work.left if entry.tickable] if work else []
            if not entries:
                raise StaleError(_nothing_left(listing, today=their_today(scope)))
            for entry in entries:
                record(scope, entry, State.DONE, reason=all_done_word(listing.on))
        self.surroundings.wake()

    def undo(self, body: Body, client: WebClient) -> None:  # noqa: ARG002 - a lazy's shape
        """Take back what *All done* of this digest recorded, unless it was changed since."""
        with self._caseload(body) as scope:
            listing = listing_clicked(scope, body)
            work = work_of(listing, morning_of_caseload(scope, listing.on), _group(body))
            entries = work.ticked_together if work else ()
            if not entries:
                raise StaleError("There is nothing left to undo here. Nothing was changed.")
            for entry in entries:
                scope.obligations.undo(*entry.key)
        self.surroundings.wake()

    def open_pick(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as scope:
            listing = listing_clicked(scope, body)
            listed = pickable_in(listing, morning_of_caseload(scope, listing.on), _group(body))
            today = morning_of_caseload(scope, their_today(scope))
            entries = [today.entries[entry.key] for entry in listed if entry.key in today.entries]
            if not entries:
                raise StaleError(_nothing_left(listing, today=today.on))
            scope.audit.log("looked at the rows of a digest")
            view = pick.render(entries, today)
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def open_pick_at_home(self, body: Body, client: WebClient) -> None:
        """The same modal, of what the home tab counts for one place."""
        with self._caseload(body) as scope:
            today = morning_of_caseload(scope, their_today(scope))
            soon = scope.calendar.school_days_after(today.on, SOON)
            entries = today.open_in(_group(body), until=soon)
            if not entries:
                raise StaleError(
                    "All of this is settled already, or has moved. Nothing was changed."
                )
            scope.audit.log("looked at the rows of the home tab")
            view = pick.render(entries, today)
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def save_pick(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep what was picked, then close the modal."""
        try:
            with self._caseload(body) as scope:
                picked = pick.read(view, morning_of_caseload(scope, their_today(scope)))
                record_picked(scope, picked)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack()
            self.surroundings.wake()

    def _caseload(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def posted_clicked(scope: Scope, body: Body) -> Posted:
    """The digest of a click; raise StaleError where it is on record no more, or another's."""
    container = body["container"]
    posted = scope.messages.at(container["channel_id"], container["message_ts"])
    if posted is None or posted.kind != MessageKind.DIGEST or posted.addressee != person_in(body):
        raise StaleError(
            "This digest is not on record any more. Nothing was changed; `/iep` shows what is due."
        )
    return posted


def listing_clicked(scope: Scope, body: Body) -> Listing:
    return Listing.from_text(posted_clicked(scope, body).kept)


def _group(body: Body) -> str:
    return str(body["actions"][0]["value"])


def _nothing_left(listing: Listing, *, today: date) -> str:
    if listing.on == today:
        return "All of this is settled already. Nothing was changed."
    return (
        f"This is the digest of {date_words.in_words(listing.on)}. What it listed here is settled "
        "or has changed since, so nothing was changed now; `/iep` shows what is due."
    )
