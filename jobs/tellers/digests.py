"""The digest: composed from the caseload as it is that morning, drawn anew as things are done."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from bot.digest.digest_hours import is_their_date
from bot.digest.digest_rows import Morning
from bot.digest.digests import digest_of, listing_of
from bot.digest.listings import Listing
from bot.errors import NotAllowedError
from bot.messages import MessageKind
from bot.people.people import SlackUserId
from bot.ui.digest import digests as digest
from bot.ui.kit.blocks import Message
from casework.dates.settling import morning_of_caseload
from casework.office.office_cards import places_of_office
from jobs.tellers.tellers import Rendering, Teller
from storage import Errand, Posted, Scope, Storage

DRAWN_ANEW_FOR = timedelta(days=14)
"""Older digests stay as they are: nobody scrolls that far, and redraws are few."""


@dataclass(frozen=True, kw_only=True)
class DigestTeller(Teller):
    """Tells each person of their own caseload, and of those for whom they stand in."""

    storage: Storage
    kind: MessageKind = MessageKind.DIGEST

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        """Compose none where the day is over, they are on leave, or nothing is to be said."""
        user, on = SlackUserId(errand.addressee), date.fromisoformat(errand.step)
        person = scope.people.by_slack(user)
        if person is None or not is_their_date(
            on, person.zone, now=scope.now, hours=scope.workspace.hours
        ):
            return None
        if person.is_paused(on):
            return None
        with self._morning(scope, user, on) as morning:
            listing = listing_of(morning) if morning else None
            if morning is None or listing is None:
                return None
            return Rendering(
                message=_drawn(scope, listing, morning), channel=user, kept=listing.as_text()
            )

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:
        listing = Listing.from_text(posted.kept)
        if listing.on < scope.today - DRAWN_ANEW_FOR:
            return None
        with self._morning(scope, SlackUserId(posted.addressee), listing.on) as morning:
            return _drawn(scope, listing, morning) if morning else None

    @contextmanager
    def _morning(self, scope: Scope, user: SlackUserId, on: date) -> Iterator[Morning | None]:
        """Open the person's caseload; None where they may see none any more.

        It is read through a door of its own, since the scope of a job reaches every caseload.
        """
        try:
            with self.storage.caseload_of(
                user, now=scope.now, reading=True, within=scope
            ) as caseload:
                yield morning_of_caseload(caseload, on)
        except NotAllowedError:
            yield None


def _drawn(scope: Scope, listing: Listing, morning: Morning) -> Message:
    workspace = scope.workspace
    return digest.render(
        digest_of(listing, morning), workspace.links, notes=bool(places_of_office(scope))
    )
