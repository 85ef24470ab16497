"""How a digest says how much there is and by when, without blame."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from bot import date_words
from bot.dates.obligation_rows import Obligation
from bot.digest.digest_lines import Entry, Foretold, FormsIn, Work
from bot.office.office_notes import with_the_office

MOST_NAMED = 3
"""How many students a line names before it only counts."""

MOST_DATES = 3
"""How many dates a line tells apart."""


def by_when(entries: Iterable[Entry], on: date) -> str:
    """Say how many by which day: "2 waiting since Tue, Oct 6, 1 today, 3 by Thursday".

    One part alone drops its number where the words before it have said it.
    """
    parts = _parts([*entries], on)
    return parts[0][1] if len(parts) == 1 else _counted(parts)


def how_many_by_when(entries: Iterable[Entry], on: date) -> str:
    return _counted(_parts([*entries], on))


def progress(line: Work) -> str:
    """Return what is left of a group and by when, or that it is done."""
    left, done = line.left, line.done
    parts = [
        *_with_the_office(left),
        f"{done} of {len(line.entries)} done" if done and left else "",
        f"{line.put_off} put off" if line.put_off else "",
        f"{line.not_needed} not needed" if line.not_needed else "",
    ]
    if to_tell := line.to_tell:
        parts.insert(0, how_many_by_when(to_tell, line.on))
    elif done and not left:
        parts.insert(0, f"all {done} done" if done == len(line.entries) else f"{done} done")
    words = ", ".join(part for part in parts if part)
    return words if left or line.put_off else f"{words} ✓"


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


def day_word(day: date, on: date) -> str:
    """Return a day as seen from `on`: by its name where none of that name comes before it."""
    if day == on:
        return "today"
    if on < day < on + timedelta(days=7):
        return f"{day:%A}"
    return date_words.in_short(day)


def named(parts: Iterable[str]) -> str:
    """Return the first few in words, and how many more there are."""
    words = list(parts)
    more = len(words) - MOST_NAMED
    return "; ".join([*words[:MOST_NAMED], *([f"and {more} more"] if more > 0 else [])])


def foretold_words(line: Foretold) -> str:
    """Return what the supervisor will hear of and when, so that there is a day to see to it."""
    parts = []
    for matter, entries in line.matters:
        aliases = dict.fromkeys(f"*{entry.alias}*" for entry in entries)
        parts.append(f"{len(entries)} {matter} ({named(aliases)})")
    return (
        f"*In the summary to your supervisor on {date_words.in_words(line.on)}, if still so:* "
        f"{', '.join(parts)}"
    )


def forms_words(line: FormsIn) -> str:
    parts = [
        named(f"*{alias}*" for alias in line.came_in),
        f"given back as not theirs: {named(f'*{alias}*' for alias in line.given_back)}"
        if line.given_back
        else "",
    ]
    return "; ".join(part for part in parts if part)


def _parts(entries: list[Entry], on: date) -> list[tuple[int, str]]:
    overdue = [entry.row.due_on for entry in entries if entry.row.due_on and entry.row.due_on < on]
    ahead = Counter(
        entry.row.due_on for entry in entries if entry.row.due_on and entry.row.due_on >= on
    )
    undated = sum(entry.row.due_on is None for entry in entries)
    parts = (
        [(len(overdue), f"waiting since {date_words.in_short(min(overdue))}")] if overdue else []
    )
    days = sorted(ahead)
    parts += [(ahead[day], _by(day, on)) for day in days[:MOST_DATES]]
    if later := sum(ahead[day] for day in days[MOST_DATES:]):
        parts.append((later, "later"))
    if undated:
        parts.append((undated, "to ask after"))
    return parts


def _by(day: date, on: date) -> str:
    return "today" if day == on else f"by {day_word(day, on)}"


def _counted(parts: list[tuple[int, str]]) -> str:
    return ", ".join(f"{count} {words}" for count, words in parts)
