"""The lines of a digest as the world is now: what was listed, and what has become of it."""

from collections.abc import Callable, Iterable

from bot.dates.obligation_rules import Place, Rank
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
    Today,
    Together,
    WithoutDate,
    Work,
)
from bot.digest.digest_rows import Morning
from bot.digest.groups import LineGroup
from bot.digest.listings import Listed, Listing, all_done_words
from bot.district.summary_matters import by_matter, summary_told_of_on, told_since
from bot.requests.requests import RequestState


def line_now(listed: Listed, listing: Listing, morning: Morning) -> Line | None:
    """Return a line as it is now; None where nothing is left of what it spoke of."""
    if listed.group in Place.__members__:
        work = work_in(Place[listed.group], listed.keys, listing, morning)
        return work if work.entries else None
    return _LINES.get(listed.group, _together)(listed, listing, morning)


def work_in(place: Place, keys: Iterable[Key], listing: Listing, morning: Morning) -> Work:
    entries = _found(keys, morning)
    return Work(
        place=place,
        on=listing.on,
        year=morning.year,
        entries=entries,
        all_done_words=all_done_words(listing.on),
        names_whom=any(
            entry.row.why.rule.rank is Rank.CUT_OFF and morning.is_due_by_tomorrow(entry)
            for entry in entries
            if entry.is_left(listing.on)
        ),
    )


def _legal(listed: Listed, listing: Listing, morning: Morning) -> LegalDates | None:
    group = LineGroup(listed.group)
    found = _found(listed.keys, morning)
    line = LegalDates(
        group=group,
        dates=tuple(morning.legal_dates(group)),
        left=tuple(entry for entry in found if entry.is_left(listing.on)),
    )
    return line if line.dates or line.left else None


def _meetings(_: Listed, __: Listing, morning: Morning) -> MeetingsToday | None:
    meetings = morning.meetings_today()
    return MeetingsToday(meetings=tuple(meetings)) if meetings else None


def _calls(_: Listed, __: Listing, morning: Morning) -> CallsToday | None:
    calls = morning.calls_today()
    return CallsToday(calls=tuple(calls)) if calls else None


def _today(
    listed: Listed, listing: Listing, morning: Morning
) -> MeetingsToday | CallsToday | Today | None:
    meetings, calls = _meetings(listed, listing, morning), _calls(listed, listing, morning)
    if meetings and calls:
        return Today(meetings=meetings, calls=calls)
    return meetings or calls


def _without_date(listed: Listed, listing: Listing, morning: Morning) -> WithoutDate:
    """Tell what is without a date; a row whose student has a meeting by now counts as settled."""
    found = _found(listed.keys, morning)
    left = tuple(entry for entry in found if entry.is_left(listing.on))
    put_off = sum(entry.is_put_off(listing.on) for entry in found if not entry.row.settled)
    settled = len(listed.keys) - len(left) - put_off
    return WithoutDate(left=left, settled=settled, put_off=put_off)


def _foretold(listed: Listed, listing: Listing, morning: Morning) -> Foretold | None:
    """Tell of what was announced that morning, as far as a supervisor would still hear of it."""
    on, announced = summary_told_of_on(listing.on, morning.calendar), set(listed.keys)
    matters = [one for one in morning.matters(on) if one[1].key in announced] if on else []
    if not on or not matters:
        return None
    since = told_since(on, morning.calendar)
    return Foretold(on=on, since=since, matters=tuple(by_matter(matters)))


def _forms_in(_: Listed, listing: Listing, morning: Morning) -> FormsIn | None:
    """Say what was given back only as long as nobody saw to it."""
    found = [morning.requests[number] for number in listing.forms if number in morning.requests]
    line = FormsIn(
        came_in=tuple(alias for alias, one in found if one.state is RequestState.IN),
        given_back=tuple(alias for alias, one in found if one.state is RequestState.RETURNED),
    )
    return line if line.came_in or line.given_back else None


def _asked(_: Listed, listing: Listing, morning: Morning) -> AskedAbout | None:
    """Ask about one meeting at a time, the oldest first; when all are answered, show the last."""
    asked = _asked_about(listing, morning)
    waiting = [one for one in asked if not one.answered]
    if not waiting:
        return asked[-1] if asked else None
    first = waiting[0]
    return AskedAbout(
        alias=first.alias, meeting=first.meeting, asked_on=first.asked_on, others=len(waiting) - 1
    )


def _asked_about(listing: Listing, morning: Morning) -> list[AskedAbout]:
    there = [(morning.meetings.get(meeting), on) for meeting, on in listing.asked]
    return [
        AskedAbout(alias=one.alias, meeting=one.meeting, asked_on=on) for one, on in there if one
    ]


def _together(listed: Listed, listing: Listing, morning: Morning) -> Together | None:
    entries = _found(listed.keys, morning)
    if not entries:
        return None
    return Together(group=listed.group, on=listing.on, year=morning.year, entries=entries)


def _more(listed: Listed, listing: Listing, morning: Morning) -> More | None:
    above = {line.group for line in listing.lines}
    asked = [] if LineGroup.ASKED in above else _asked_about(listing, morning)
    forms = None if LineGroup.FORMS_IN in above else _forms_in(listed, listing, morning)
    entries = _found(listed.keys, morning)
    line = More(
        on=listing.on,
        year=morning.year,
        entries=entries,
        named=tuple(one for one in entries if one.is_left(listing.on) and morning.presses(one)),
        waiting=tuple(entry for entry in entries if morning.waits_for_long(entry)),
        asked=sum(not one.answered for one in asked),
        forms=len(forms.came_in) + len(forms.given_back) if forms else 0,
    )
    return line if line.hidden or line.named else None


_LINES: dict[str, Callable[[Listed, Listing, Morning], Line | None]] = {
    LineGroup.LEGAL: _legal,
    LineGroup.LEGAL_SOON: _legal,
    LineGroup.MEETINGS_TODAY: _meetings,
    LineGroup.CALLS_TODAY: _calls,
    LineGroup.TODAY: _today,
    LineGroup.SUPERVISOR: _foretold,
    LineGroup.ASKED: _asked,
    LineGroup.WITHOUT_DATE: _without_date,
    LineGroup.FORMS_IN: _forms_in,
    LineGroup.MORE: _more,
}


def _found(keys: Iterable[Key], morning: Morning) -> tuple[Entry, ...]:
    """Return the rows that are still there, save what is open before a meeting that was held."""
    found = [morning.entries[key] for key in keys if key in morning.entries]
    return tuple(entry for entry in found if entry.row.settled or entry.row.asks)
