"""The digest's controls: *All done*, *Undo*, *Pick …* with its modal, and what it asks."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.digest_lines import Entry
from bot.digest_rows import Morning
from bot.digests import Listing, all_done_word, pickable_in, work_of
from bot.errors import FormError, StaleError
from bot.obligations import State
from bot.people import SlackUserId
from bot.ui import blocks, digest, pick
from bot.ui.pick import Picked, What
from handlers.digest_redraws import DIGEST, redraw_what_shows
from handlers.errors import Body, acknowledge, person_in, told_of_errors
from handlers.surroundings import Surroundings
from handlers.unmarked import UnmarkedHandlers
from storage import Posted, Scope


@dataclass(frozen=True, kw_only=True)
class DigestHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(digest.ALL_DONE)(ack=acknowledge, lazy=[told_of_errors(self.all_done)])
        app.action(digest.UNDO)(ack=acknowledge, lazy=[told_of_errors(self.undo)])
        app.action(digest.PICK)(ack=acknowledge, lazy=[told_of_errors(self.open_pick)])
        app.view(pick.SAVE)(self.save_pick)
        UnmarkedHandlers(surroundings=self.surroundings).register(app)

    def all_done(self, body: Body, client: WebClient) -> None:  # noqa: ARG002 - a lazy's shape
        """Record as done what the digest listed for the group and is still open; nothing else."""
        with self._caseload(body) as scope:
            listing = listing_clicked(scope, body)
            work = work_of(listing, _morning(scope, listing.on), _group(body))
            entries = [entry for entry in work.left if entry.tickable] if work else []
            if not entries:
                raise StaleError(_nothing_left(listing, today=_today(scope)))
            for entry in entries:
                _record(scope, entry, State.DONE, reason=all_done_word(listing.on))
            redraw_what_shows(scope, entries)
        self.surroundings.wake()

    def undo(self, body: Body, client: WebClient) -> None:  # noqa: ARG002 - a lazy's shape
        """Take back what *All done* of this digest recorded, unless it was changed since."""
        with self._caseload(body) as scope:
            listing = listing_clicked(scope, body)
            work = work_of(listing, _morning(scope, listing.on), _group(body))
            entries = work.ticked_together if work else ()
            if not entries:
                raise StaleError("There is nothing left to undo here. Nothing was changed.")
            for entry in entries:
                scope.obligations.undo(*entry.key)
            redraw_what_shows(scope, entries)
        self.surroundings.wake()

    def open_pick(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as scope:
            listing = listing_clicked(scope, body)
            listed = pickable_in(listing, _morning(scope, listing.on), _group(body))
            today = _morning(scope, _today(scope))
            entries = [today.entries[entry.key] for entry in listed if entry.key in today.entries]
            if not entries:
                raise StaleError(_nothing_left(listing, today=today.on))
            scope.audit.log("looked at the rows of a digest")
            view = pick.render(entries, today)
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def save_pick(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep what was picked, then close the modal."""
        try:
            with self._caseload(body) as scope:
                picked = pick.read(view, _morning(scope, _today(scope)))
                for entry in picked.entries:
                    _record_picked(scope, entry, picked)
                redraw_what_shows(scope, picked.entries)
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
    if posted is None or posted.kind != DIGEST or posted.addressee != person_in(body):
        raise StaleError(
            "This digest is not on record any more. Nothing was changed; `/iep` shows what is due."
        )
    return posted


def listing_clicked(scope: Scope, body: Body) -> Listing:
    return Listing.from_text(posted_clicked(scope, body).kept)


def _record_picked(scope: Scope, entry: Entry, picked: Picked) -> None:
    match picked.what:
        case What.DONE:
            _record(scope, entry, State.DONE, reason=picked.reason)
        case What.NOT_NEEDED:
            _record(scope, entry, State.NOT_NEEDED, reason=picked.reason)
        case What.TOMORROW | What.MONDAY | What.DATE:
            _record(scope, entry, entry.row.state, reason=picked.reason, until=picked.until)
        case What.OPEN_AGAIN:
            _open_again(scope, entry, reason=picked.reason)
        case _:
            assert_never(picked.what)


def _open_again(scope: Scope, entry: Entry, *, reason: str) -> None:
    """Bring back what stood before; where that was settled or put off as well, it is open."""
    before = scope.obligations.undo(*entry.key)
    if before.state.settled or before.snoozed_until:
        _record(scope, entry, State.OPEN, reason=reason)


def _record(
    scope: Scope, entry: Entry, state: State, *, reason: str, until: date | None = None
) -> None:
    """Record a row; what is put off keeps everything else that was said of it."""
    row = entry.row
    scope.obligations.record(
        row.subject,
        row.id,
        student=row.student,
        meeting=row.meeting,
        state=state,
        reason=reason,
        revise=row.revise and not state.settled,
        snoozed_until=until,
        stays_due_on=row.standing.stays_due_on,
    )


def _morning(scope: Scope, on: date) -> Morning:
    return Morning(
        on=on,
        calendar=scope.calendar,
        rules=scope.rules,
        cases=tuple(scope.cases()),
        zone=scope.person.zone,
    )


def _today(scope: Scope) -> date:
    """The date where the person is."""
    return scope.now.astimezone(scope.person.zone).date()


def _group(body: Body) -> str:
    return str(body["actions"][0]["value"])


def _nothing_left(listing: Listing, *, today: date) -> str:
    if listing.on == today:
        return "All of this is settled already. Nothing was changed."
    return (
        f"This is the digest of {blocks.in_words(listing.on)}. What it listed here is settled or "
        "has changed since, so nothing was changed now; `/iep` shows what is due."
    )
