"""What a person is told this morning, in what order.

In two steps. In the morning it is decided what is listed; those ids are kept with the message.
Whenever it is drawn, the lines are made from what was listed and the world as it is now, so that
a digest shows what became of its rows, and its buttons mean those rows and no others.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.dates.obligation_rules import Label, Place
from bot.dates.reminder_days import is_in_look_ahead
from bot.digest.digest_lines import (
    AskedAbout,
    CallsToday,
    Entry,
    Foretold,
    FormsIn,
    Key,
    LegalDates,
    Line,
    MeetingsToday,
    More,
    NothingDue,
    WithoutDate,
    Work,
)
from bot.digest.digest_rows import Morning, wants_a_meeting
from bot.digest.listings import Listing
from bot.digest.tallies import by_due_date
from bot.district.summary_matters import by_matter, summary_told_of_on
from bot.meetings.meetings import MeetingId
from bot.requests.requests import RequestState

MOST_LINES = 7
"""What fits one screen of a phone; "+ n more" is one of them."""

MOST_ASKED = 2
"""How many meetings are asked about at a time; the next follow once these are answered."""

MONDAY = 0

_ORDER = {place: order for order, place in enumerate(Place)}


@dataclass(frozen=True, kw_only=True)
class Digest:
    """The lines of one morning, seven at the most."""

    on: date
    lines: tuple[Line, ...]
    confirmed: bool
    """Whether the district has confirmed its calendar; until then every view says so."""


def all_done_word(on: date) -> str:
    """Return the reason that *All done* records: by it one press takes that back."""
    return f"All done, in the digest of {on.isoformat()}"


def listing_of(morning: Morning) -> Listing | None:
    """Decide what is listed; None where there is no digest: no school day, or nothing to say.

    On a Monday, and on the first school day after a leave, a caseload gets one even so.
    """
    if not morning.is_school_day or not morning.cases:
        return None
    legal = morning.legal_dates()
    counting = morning.counting()
    asked = morning.unmarked()
    forms = morning.answered_since()
    foretold = _foretold_by(morning)
    today = morning.meetings_today() or morning.calls_today()
    something = legal or counting or asked or forms or foretold or today
    comes_anyway = morning.on.weekday() == MONDAY or morning.after_a_leave
    if not something and not comes_anyway:
        return None
    in_legal = {one.agree_date for one in legal if one.agree_date}
    in_legal |= {entry.key for entry in counting if entry.row.why.label is Label.LAW}
    undated = [entry for entry in counting if wants_a_meeting(entry)]
    undated += [entry for entry in morning.without_review_date() if entry not in undated]
    rest = [entry for entry in counting if not wants_a_meeting(entry)]
    return Listing(
        on=morning.on,
        legal=tuple(key for key in morning.entries if key in in_legal),
        without_date=tuple(entry.key for entry in undated if entry.key not in in_legal),
        foretold=foretold,
        forms=tuple(forms),
        asked=tuple((meeting.id, meeting.on) for meeting in asked),
        work=tuple(_by_place(entry for entry in rest if entry.key not in in_legal)),
    )


def digest_of(listing: Listing, morning: Morning) -> Digest:
    """Make the lines from what was listed; `morning` is of the same day, as the world is now."""
    asked, more_asked = _asked(listing, morning)
    work = [_work(place, keys, listing, morning) for place, keys in listing.work]
    lines: list[Line] = []
    lines += _legal(listing, morning)
    lines += _today(morning)
    lines += _without_date(listing, morning)
    lines += _foretold(listing, morning)
    lines += _forms_in(listing, morning)
    lines += asked
    lines += [line for line in work if line.entries]
    if all(isinstance(line, WithoutDate) and not line.dated for line in lines):
        lines.append(NothingDue())
    return Digest(
        on=listing.on,
        lines=tuple(_fitted(lines, more_asked, never_hidden=_months_requests(work, morning))),
        confirmed=morning.calendar.confirmed,
    )


def work_of(listing: Listing, morning: Morning, group: str) -> Work | None:
    """Return what was listed for one place, whether or not a line was left for it."""
    for place, keys in listing.work:
        if place.name == group:
            return _work(place, keys, listing, morning)
    return None


def pickable_in(listing: Listing, morning: Morning, group: str) -> tuple[Entry, ...]:
    """Return what *Pick …* of one group opens: what is left of it, and what can be opened again."""
    if work := work_of(listing, morning, group):
        return work.pickable
    for line in digest_of(listing, morning).lines:
        if isinstance(line, LegalDates | WithoutDate | Foretold | More) and line.group == group:
            return line.left
    return ()


def _legal(listing: Listing, morning: Morning) -> Iterator[LegalDates]:
    left = tuple(entry for entry in _found(listing.legal, morning) if entry.is_left(listing.on))
    dates = tuple(morning.legal_dates())
    if dates or left:
        yield LegalDates(dates=dates, left=left)


def _today(morning: Morning) -> Iterator[MeetingsToday | CallsToday]:
    if meetings := morning.meetings_today():
        yield MeetingsToday(meetings=tuple(meetings))
    if calls := morning.calls_today():
        yield CallsToday(calls=tuple(calls))


def _without_date(listing: Listing, morning: Morning) -> Iterator[WithoutDate]:
    """Tell what is without a date; a row whose student has a meeting by now counts as settled."""
    if listing.without_date:
        found = _found(listing.without_date, morning)
        left = tuple(entry for entry in found if entry.is_left(listing.on))
        put_off = sum(entry.is_put_off(listing.on) for entry in found if not entry.row.settled)
        settled = len(listing.without_date) - len(left) - put_off
        yield WithoutDate(left=left, settled=settled, put_off=put_off)


def _foretold_by(morning: Morning) -> tuple[Key, ...]:
    on = summary_told_of_on(morning.on, morning.calendar)
    return tuple(entry.key for _, entry in morning.matters(on)) if on else ()


def _foretold(listing: Listing, morning: Morning) -> Iterator[Foretold]:
    """Tell of what was announced that morning, as far as a supervisor would still hear of it."""
    on = summary_told_of_on(listing.on, morning.calendar)
    if listing.foretold and on:
        announced = set(listing.foretold)
        matters = [one for one in morning.matters(on) if one[1].key in announced]
        if matters:
            yield Foretold(on=on, matters=tuple(by_matter(matters)))


def _forms_in(listing: Listing, morning: Morning) -> Iterator[FormsIn]:
    """Say what was given back only as long as nobody saw to it."""
    found = [morning.requests[number] for number in listing.forms if number in morning.requests]
    line = FormsIn(
        came_in=tuple(alias for alias, one in found if one.state is RequestState.IN),
        given_back=tuple(alias for alias, one in found if one.state is RequestState.RETURNED),
    )
    if line.came_in or line.given_back:
        yield line


def _asked(listing: Listing, morning: Morning) -> tuple[list[AskedAbout], list[MeetingId]]:
    """Return the meetings to ask about, unanswered ones first, and those that have to wait."""
    there = [(morning.meetings.get(meeting), on) for meeting, on in listing.asked]
    asked = [
        AskedAbout(alias=one.alias, meeting=one.meeting, asked_on=on) for one, on in there if one
    ]
    lines = sorted(asked, key=lambda line: line.answered)
    waiting = [line.meeting.id for line in lines[MOST_ASKED:] if not line.answered]
    shown = sorted(lines[:MOST_ASKED], key=lambda line: (line.asked_on, line.meeting.id))
    return shown, waiting


def _work(place: Place, keys: Sequence[Key], listing: Listing, morning: Morning) -> Work:
    return Work(
        place=place,
        on=listing.on,
        entries=tuple(_found(keys, morning)),
        all_done_word=all_done_word(listing.on),
    )


def _months_requests(work: Iterable[Work], morning: Morning) -> Work | None:
    """Return the forms to send, on the day that looks ahead to them: others wait for each."""
    for line in work:
        if line.place is Place.FORMS_TO_SEND and any(
            is_in_look_ahead(entry.row.due_on, on=morning.on, calendar=morning.calendar)
            for entry in line.entries
            if entry.row.due_on
        ):
            return line
    return None


def _fitted(
    lines: Sequence[Line], more_asked: Sequence[MeetingId], *, never_hidden: Work | None
) -> list[Line]:
    """Keep to the screen: what does not fit is counted in a last line."""
    if len(lines) <= MOST_LINES and not more_asked:
        return list(lines)
    kept, hidden = list(lines[: MOST_LINES - 1]), list(lines[MOST_LINES - 1 :])
    if never_hidden in hidden:
        hidden.remove(never_hidden)
        hidden.insert(0, kept.pop())
        kept.append(never_hidden)
    left = [entry for line in hidden if isinstance(line, Work) for entry in line.left]
    waiting = [one.meeting.id for one in hidden if isinstance(one, AskedAbout) and not one.answered]
    asked = (*waiting, *more_asked)
    if not left and not asked:
        return kept
    return [*kept, More(left=tuple(left), asked=asked)]


def _by_place(entries: Iterable[Entry]) -> Iterator[tuple[Place, tuple[Key, ...]]]:
    """Group by where the work is done; first the place where something is due first."""
    places: dict[Place, list[Entry]] = {}
    for entry in entries:
        places.setdefault(entry.row.why.rule.place, []).append(entry)
    for place, group in sorted(
        places.items(), key=lambda one: (by_due_date(one[1][0])[0], _ORDER[one[0]])
    ):
        yield place, tuple(entry.key for entry in group)


def _found(keys: Iterable[Key], morning: Morning) -> list[Entry]:
    """Return the rows that are still there, save what is open before a meeting that was held."""
    found = [morning.entries[key] for key in keys if key in morning.entries]
    return [entry for entry in found if entry.row.settled or entry.row.asks]
