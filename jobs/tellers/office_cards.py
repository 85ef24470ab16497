"""The office's card of a month: drawn anew as it is worked off, posted anew in a morning."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from bot.digest.digest_hours import morning_of
from bot.messages import MessageKind, Record
from bot.office.office_cards import (
    OfficeList,
    OfficePlace,
    is_to_be_posted,
    month_in,
    month_subject,
)
from bot.redraws import Touched
from bot.ui.kit.blocks import Message
from bot.ui.office import office_cards as card
from casework.office.office_cards import list_at, places_of_office
from jobs.tellers.tellers import Rendering, Teller
from storage import Errand, Posted, Scope


class OfficeCardTeller(Teller):
    """The subject is the month, the step the day on which the card is posted."""

    kind = MessageKind.OFFICE_CARD

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        """Return none where nothing is to be sent any more, or the office is told elsewhere."""
        known = _list_of(scope, errand)
        if known is None or not known.to_send:
            return None
        return Rendering(
            message=_drawn(scope, errand.subject, known),
            channel=errand.addressee,
            replaces=Touched(record=Record.THREAD, subject=errand.subject),
        )

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:
        newest = scope.messages.of(self.kind, posted.subject, posted.addressee)[0]
        known = _list_of(scope, posted)
        if newest.id != posted.id or known is None:
            return card.replaced(_first_of(posted.subject))
        return _drawn(scope, posted.subject, known)


def mornings_of_office(scope: Scope) -> dict[OfficePlace, date]:
    """Return for which date of theirs the office can be told in the morning, by place."""
    hours = scope.workspace.hours
    mornings = {
        place: morning_of(place, scope.calendar, now=scope.now, hours=hours)
        for place in places_of_office(scope)
    }
    return {place: on for place, on in mornings.items() if on}


def cards_to_post(scope: Scope, mornings: Mapping[OfficePlace, date]) -> Iterator[Errand]:
    """Yield the cards, one a month, that are posted anew: something came, or is reminded of.

    One that still waits to be posted, as while Slack is away, will be of that day.
    """
    for month in sorted(scope.office_notes.months(since=scope.today)) if mornings else ():
        subject = month_subject(month)
        for place, on in mornings.items():
            if _is_due(scope, subject, place, on):
                yield Errand(
                    kind=MessageKind.OFFICE_CARD,
                    addressee=place.addressee,
                    subject=subject,
                    step=on.isoformat(),
                )


def _is_due(scope: Scope, subject: str, place: OfficePlace, on: date) -> bool:
    fate = scope.outbox.fate(MessageKind.OFFICE_CARD, subject, place.addressee)
    return not (fate and fate.waits) and is_to_be_posted(
        list_at(scope, subject, place).to_send,
        on=on,
        calendar=scope.calendar,
        zone=place.zone,
        posted_at=_posted_at(scope, subject, place),
    )


def _posted_at(scope: Scope, subject: str, place: OfficePlace) -> datetime | None:
    standing = scope.messages.of(MessageKind.OFFICE_CARD, subject, place.addressee)
    return standing[0].posted_at if standing else None


def _list_of(scope: Scope, message: Errand | Posted) -> OfficeList | None:
    """Return what stands on a card; None where the office is told elsewhere by now."""
    places = places_of_office(scope)
    place = next((one for one in places if one.addressee == message.addressee), None)
    return list_at(scope, message.subject, place) if place else None


def _drawn(scope: Scope, subject: str, known: OfficeList) -> Message:
    links = scope.workspace.links
    return card.message(_first_of(subject), known, links, today=scope.today)


def _first_of(subject: str) -> date:
    month = month_in(subject)
    assert month is not None, "a card is about a month"
    return month[0]
