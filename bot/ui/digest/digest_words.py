"""How a digest says how much there is and by when, without blame."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot import date_words
from bot.calendar import SchoolYear
from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import Place
from bot.digest.digest_lines import Entry, Foretold, FormsIn, More, Together, Work
from bot.digest.groups import LineGroup, heading_of
from bot.digest.kinds import counted_by_kind, how_many
from bot.digest.two_rows import as_many_as_fit, longest_that_fits, with_ellipsis
from bot.office.office_notes import with_the_office
from bot.ui.kit.markup import counted

MOST_DATES = 3
"""How many dates a line tells apart."""

SHORTEST = 2
"""How many of them it still tells where there is little room."""

_TO_WHOM = {
    Place.SEIS_NOTICES: "to the parents of",
    Place.INVITATION_FORMS: "to the office for",
    Place.OFFICE: "for",
    Place.FORMS_TO_SEND: "for",
}
"""To whom each item of the cut-off goes, where its name does not say so, and on whose account."""


def by_when(entries: Iterable[Entry], on: date) -> str:
    """Say how many by which day: "2 waiting since Tue, Oct 6, 1 today, 3 by Thursday".

    One part alone drops its number where the words before it have said it.
    """
    parts = _parts([*entries], on)
    return parts[0][1] if len(parts) == 1 else _counted(parts)


def how_many_by_when(entries: Iterable[Entry], on: date) -> str:
    return _counted(_parts([*entries], on))


def work_words(line: Work) -> str:
    """Return a line of work: what is left and by when; near the cut-off, for whom and to whom.

    What has no room in two rows on a phone is left out, the least needed first.
    """
    place = f"*{line.place}:* "
    if not line.to_tell:
        return place + progress(line)
    kinds = _kinds_of_forms(line)
    begun = [f"{place}{when}{kinds}" for when in _ways_by_when(line.to_tell, line.on)]
    also = "".join(f", {words}" for words in _progress(line)[1:])
    if line.names_whom:
        whom = [f"{way}, {who}" for way in begun for who in _for_whom(line, way, also)]
        begun = [*whom, *begun]
    return longest_that_fits(begun[0] + also, *begun)


def progress(line: Work) -> str:
    """Return what is left of a group and by when, or that it is done."""
    return ", ".join(_progress(line)) + _check(line)


def progress_in_short(work: Work) -> str:
    """Return the same in few words: what waits, the next days, and how much comes later."""
    parts = [
        (count, words.partition(" since ")[0]) for count, words in _parts([*work.to_tell], work.on)
    ]
    later = sum(count for count, _ in parts[MOST_DATES:])
    told = [*parts[:MOST_DATES], *([(later, "later")] if later else [])]
    return ", ".join([*([_counted(told)] if told else []), *_progress(work)[bool(told) :]])


def together_words(line: Together) -> str:
    """Name each kind with its count; then by when, and the heading, as far as there is room."""
    heading = f"*{heading_of(line.group)}:* "
    if not line.left:
        return f"{heading}{', '.join(_settled(line))} ✓"
    kinds = counted_by_kind(entry.row for entry in line.left)
    if line.group == LineGroup.WAITING:
        heading += f"{how_many(entry.row for entry in line.left)}: " if len(kinds) > 1 else ""
        return heading + with_ellipsis(kinds, before=heading)
    named = ", ".join(kinds)
    by_day = [f"{named}; {when}" for when in _ways_by_when(line.left, line.on)]
    if len(parts := _parts([*line.left], line.on)) == 1:
        by_day = [f"{named}, {parts[0][1]}"]
    whom = [f"{way}, {who}" for way in by_day for who in _for_whom(line, heading + way)]
    ways = [f"{heading}{way}" for way in (*whom, *by_day)]
    titled = f"{heading}{named}"
    # What families are owed and the cut-off say by when before anything else.
    dated = line.group.startswith((LineGroup.OWED, LineGroup.CUT_OFF))
    without = [*by_day, titled] if dated else [titled, *by_day]
    return longest_that_fits(*ways, *without, named)


def more_words(line: More) -> str:
    """Say how much no line is left for, and what it is."""
    waiting = [entry.row for entry in line.left if entry in line.waiting]
    kinds = [
        f"{line.asked} to mark as held or not" if line.asked else "",
        *counted_by_kind(entry.row for entry in line.left if entry not in line.waiting),
        f"{line.forms} that came in" if line.forms else "",
        f"{how_many(waiting)} waiting for long" if waiting else "",
    ]
    before = f"+ {line.hidden} more: "
    return before + with_ellipsis([*filter(None, kinds)], before=before)


def _kinds_of_forms(line: Work) -> str:
    """Tell the two kinds of forms apart where they are sent."""
    if line.place is not Place.FORMS_TO_SEND:
        return ""
    return f": {', '.join(counted_by_kind(entry.row for entry in line.left))}"


def _for_whom(line: Work | Together, begun: str, after: str = "") -> Iterator[str]:
    """Say to whom the cut-off's work goes and on whose account: by alias, or by their number."""
    if isinstance(line, Together) and line.group != LineGroup.CUT_OFF:
        return
    to_whom = f"{_TO_WHOM[line.place]} " if isinstance(line, Work) else "for "
    aliases = [*dict.fromkeys(f"*{entry.alias}*" for entry in line.left)]
    yield to_whom + as_many_as_fit(aliases, before=f"{begun}, {to_whom}", after=after)
    yield to_whom + counted(len(aliases), "student")


def _ways_by_when(entries: Iterable[Entry], on: date) -> Iterator[str]:
    """Say how many by when in ever fewer words, the first in full."""
    parts = _parts([*entries], on)
    yield _counted(parts)
    short = [(count, words.partition(" since ")[0]) for count, words in parts]
    yield _counted(short)
    if len(short) > SHORTEST:
        yield f"{_counted(short[:SHORTEST])} …"


def _progress(line: Work) -> list[str]:
    left, done = line.left, line.done
    by_day = [how_many_by_when(line.to_tell, line.on)] if line.to_tell else []
    settled = _settled(line)
    if left and done:
        settled[0] = f"{done} of {line.count} done"
    return [*by_day, *_with_the_office(left), *settled]


def _settled(line: Work | Together) -> list[str]:
    """Tell what became of what is not left."""
    done = line.done
    parts = [
        _done(done, line.count),
        f"{line.put_off} put off" if line.put_off else "",
        f"{line.not_needed} not needed" if line.not_needed else "",
    ]
    return [*filter(None, parts)]


def _done(done: int, of: int) -> str:
    if done == of == 1:
        return "done"
    return (f"all {done} done" if done == of else f"{done} done") if done else ""


def _check(line: Work | Together) -> str:
    return "" if line.left or line.put_off else " ✓"


def _with_the_office(left: Iterable[Entry]) -> list[str]:
    """Count the rows that lie with the office, and those of which it owes the rights notice."""
    lying = Counter(words for entry in left if (words := with_the_office(entry.row)))
    return [f"{count} {words}" for words, count in sorted(lying.items(), reverse=True)]


def put_off_words(row: Obligation, today: date) -> str:
    """Say until when a row rests, as seen on `today`; empty where it does not."""
    until = row.standing.snoozed_until
    if row.settled or until is None or until <= today:
        return ""
    return f"put off to {date_words.in_short(until)}"


def window_words(row: Obligation, today: date, year: SchoolYear | None = None) -> str:
    """Say between which days a row is to be done; empty without such days, and from the last on."""
    opens, due = row.opens_on, row.due_on
    if opens is None or due is None or due <= max(today, opens):
        return ""
    return f"between {date_words.in_short(opens, year)} and {date_words.in_short(due, year)}"


def day_word(day: date, on: date) -> str:
    """Return a day as seen from `on`: by its name where none of that name comes before it."""
    if day == on:
        return "today"
    if on < day < on + timedelta(days=7):
        return f"{day:%A}"
    return date_words.in_short(day)


def foretold_words(line: Foretold, on: date) -> str:
    """Return what the supervisor will hear of and when, so that there is a day to see to it."""
    hears = f"Your supervisor hears on {day_word(line.on, on)}"
    counts = ", ".join(f"{len(entries)} {matter}" for matter, entries in line.matters)
    aliases = ", ".join(dict.fromkeys(f"*{entry.alias}*" for entry in line.left))
    return longest_that_fits(
        f"*{hears}, if still so:* {counts} ({aliases})",
        f"*{hears}, if still so:* {counts}",
        f"*{hears}:* {counts}",
        f"*{hears}, if still so:* of {counted(len(line.left), 'thing')}",
    )


def forms_words(line: FormsIn) -> str:
    before = "*Forms that came in:* " if line.came_in else "*Forms:* "
    came_in, given_back = (
        [f"*{alias}*" for alias in aliases] for aliases in (line.came_in, line.given_back)
    )
    if not given_back:
        return before + as_many_as_fit(came_in, before=before)
    ways = [f"given back as not theirs: {', '.join(given_back)}", f"{len(given_back)} given back"]
    ways = [f"; {way}" if came_in else way for way in ways]
    return longest_that_fits(
        *(before + as_many_as_fit(came_in, before=before, after=way) + way for way in ways)
    )


def _parts(entries: list[Entry], on: date) -> list[tuple[int, str]]:
    by_day: dict[date | None, list[Obligation]] = {}
    for entry in entries:
        by_day.setdefault(entry.row.due_on, []).append(entry.row)
    counts = {day: how_many(rows) for day, rows in by_day.items()}
    overdue = [day for day in counts if day and day < on]
    since = f"waiting since {date_words.in_short(min(overdue))}" if overdue else ""
    days = sorted(day for day in counts if day and day >= on)
    found = [
        (sum(counts[day] for day in overdue), since),
        *((counts[day], _by(day, on)) for day in days[:MOST_DATES]),
        (sum(counts[day] for day in days[MOST_DATES:]), "later"),
        (counts.get(None, 0), "to ask after"),
    ]
    return [part for part in found if part[0]]


def _by(day: date, on: date) -> str:
    return "today" if day == on else f"by {day_word(day, on)}"


def _counted(parts: list[tuple[int, str]]) -> str:
    return ", ".join(f"{count} {words}" for count, words in parts)
