"""How a digest says how much there is and by when, without blame."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from bot import date_words
from bot.calendar import SchoolYear
from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import Place
from bot.digest.by_day import (
    SHORTEST,
    counted_by_kind,
    day_word,
    kinds_alone,
    parts_by_when,
    ways_by_day,
)
from bot.digest.digest_lines import Entry, Foretold, FormsIn, More, Rows, Together, Work
from bot.digest.groups import LineGroup, heading_of
from bot.digest.kinds import how_many
from bot.digest.two_rows import as_many_as_fit, longest_that_fits, with_ellipsis
from bot.district.summary_matters import Matter, how_many_of
from bot.office.office_notes import with_the_office
from bot.ui.digest import tallies
from bot.ui.kit.markup import counted

_TO_WHOM = {
    Place.SEIS_NOTICES: "to the parents of",
    Place.INVITATION_FORMS: "to the office for",
    Place.OFFICE: "for",
    Place.FORMS_TO_SEND: "for",
}
"""To whom each item of the cut-off goes, where its name does not say so, and on whose account."""


def by_when(entries: Iterable[Entry], on: date, year: SchoolYear | None) -> str:
    """Say how many by which day: "2 overdue since Tue, Oct 6; 1 today; 3 by Thursday".

    One part alone drops its number where the words before it have said it.
    """
    parts = parts_by_when(entries, on, year)
    return parts[0][1] if len(parts) == 1 else _counted(parts)


def how_many_by_when(entries: Iterable[Entry], on: date, year: SchoolYear | None) -> str:
    return _counted(parts_by_when(entries, on, year))


def work_words(line: Work) -> str:
    """Return a line of work: what is left and by when; near the cut-off, for whom and to whom.

    What has no room in two rows on a phone is left out, the least needed first.
    """
    place = f"*{line.place}:* "
    if not line.to_tell:
        return place + progress(line)
    kinds = _kinds_of_forms(line)
    begun = [f"{place}{when}{kinds}" for when in _ways_by_when(line.to_tell, line)]
    also = "".join(f", {words}" for words in _progress(line)[1:])
    if line.names_whom:
        whom = [f"{way}, {who}" for way in begun for who in _for_whom(line, way, also)]
        begun = [*whom, *begun]
    return longest_that_fits(begun[0] + also, *begun)


def progress(line: Work) -> str:
    """Return what is left of a group and by when, or that it is done."""
    return ", ".join(_progress(line)) + _check(line)


def progress_in_short(work: Work) -> str:
    """Return the same in fewer words: since when something waits is left out."""
    if not work.to_tell:
        return progress(work)
    _, short, *_ = _ways_by_when(work.to_tell, work)
    return ", ".join([short, *_progress(work)[1:]])


def together_words(line: Together) -> str:
    """Name each kind with its count and its day, as far as there is room; the kinds always."""
    heading = f"*{heading_of(line.group)}:* "
    if not line.left:
        return f"{heading}{', '.join(_settled(line))} ✓"
    kinds = counted_by_kind(line.left)
    if line.group == LineGroup.WAITING:
        if len(kinds) == 1:
            return heading + kinds[0]
        before = f"{heading}{how_many(entry.row for entry in line.left)} ("
        return f"{before}{with_ellipsis(kinds, before=before, after=')')})"
    named = ", ".join(kinds)
    by_day = ways_by_day(line.left, line.on, heading, line.year)
    in_all = [f"{named}; {when}" for when in _ways_by_when(line.left, line)]
    whom = [f"{way}, {who}" for way in by_day[:2] for who in _for_whom(line, way)]
    return longest_that_fits(
        *whom, *by_day, *(heading + way for way in in_all), *in_all, heading + named, named
    )


def more_words(line: More) -> str:
    """Say what presses by its day; how much else no line is left for, and what that is."""
    waits = {entry.key for entry in line.waiting}
    waiting = [entry.row for entry in line.counted if entry.key in waits]
    kinds = [
        f"{line.asked} to mark as held or not" if line.asked else "",
        *counted_by_kind(entry for entry in line.counted if entry.key not in waits),
        f"{counted(line.forms, 'form')} answered" if line.forms else "",
        f"{how_many(waiting)} waiting for long" if waiting else "",
    ]
    hides = [*filter(None, kinds)]
    if not line.named:
        before = f"+ {line.hidden} more: "
        return before + with_ellipsis(hides, before=before)
    by_day = ways_by_day(line.named, line.on, f"*{heading_of(LineGroup.ALSO)}:* ", line.year)
    more = f"; + {line.hidden} more" if hides else ""
    ways = [f"{way}{more}" for way in (*by_day, *kinds_alone(line.named, line.on, line.year))]
    telling = [f"{way}: {with_ellipsis(hides, before=f'{way}: ')}" for way in ways[:2] if hides]
    return longest_that_fits(*telling, *ways)


def _kinds_of_forms(line: Work) -> str:
    """Tell the two kinds of forms apart where they are sent."""
    if line.place is not Place.FORMS_TO_SEND:
        return ""
    return f": {', '.join(counted_by_kind(line.left))}"


def _for_whom(line: Work | Together, begun: str, after: str = "") -> Iterator[str]:
    """Say to whom the cut-off's work goes and on whose account: by alias, or by their number."""
    if isinstance(line, Together) and line.group not in (LineGroup.CUT_OFF, LineGroup.INVITING):
        return
    to_whom = f"{_TO_WHOM[line.place]} " if isinstance(line, Work) else "for "
    aliases = [*dict.fromkeys(f"*{entry.alias}*" for entry in line.left)]
    yield to_whom + as_many_as_fit(aliases, before=f"{begun}, {to_whom}", after=after)
    yield to_whom + counted(len(aliases), "student")


def _ways_by_when(entries: Iterable[Entry], line: Rows) -> Iterator[str]:
    """Say how many by when in ever fewer words, the first in full."""
    parts = parts_by_when(entries, line.on, line.year)
    yield _counted(parts)
    short = [(count, words.partition(" since ")[0]) for count, words in parts]
    yield _counted(short)
    if len(short) > SHORTEST:
        yield f"{_counted(short[:SHORTEST])} …"


def _progress(line: Work) -> list[str]:
    left, done = line.left, line.done
    by_day = [how_many_by_when(line.to_tell, line.on, line.year)] if line.to_tell else []
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


def put_off_words(row: Obligation, today: date, year: SchoolYear | None) -> str:
    """Say until when a row rests, as seen on `today`; empty where it does not."""
    until = row.standing.snoozed_until
    if row.settled or until is None or until <= today:
        return ""
    return f"put off to {date_words.in_short(until, year)}"


def window_words(row: Obligation, today: date, year: SchoolYear | None) -> str:
    """Say between which days a row is to be done; empty without such days, and from the last on."""
    opens, due = row.opens_on, row.due_on
    if opens is None or due is None or due <= max(today, opens):
        return ""
    return f"between {date_words.in_short(opens, year)} and {date_words.in_short(due, year)}"


_STUDENTS = re.compile(r" students?\b")
"""The words that can be left out of "2 students without a meeting"."""
_OF_TODAY = re.compile(r" \(\d+ due today\)")
"""The words that can be left out of "47 overdue (28 due today)"."""


def foretold_words(line: Foretold, on: date, year: SchoolYear | None = None) -> str:
    """Return what the supervisor will hear of and when, so that there is a day to see to it."""
    day, figures = day_word(line.on, on, year), [*_foretold_figures(line, year)]
    sees, shorter = (
        f"Still open on {day}? Your supervisor sees",
        f"Still open {day}? Supervisor sees",
    )
    if Matter.NOT_NEEDED in dict(line.matters):
        # Doing it does not take back what was declared not needed.
        sees = shorter = f"Your supervisor sees on {day}"
    counts = ", ".join(words for _, words, _ in figures)
    windows = ", ".join(words + window for _, words, window in figures)
    aliases = ", ".join(dict.fromkeys(f"*{entry.alias}*" for entry in line.left))
    return longest_that_fits(
        f"*{sees}:* {windows} ({aliases})",
        f"*{sees}:* {windows}",
        f"*{shorter}:* {_STUDENTS.sub('', windows)}",
        f"*{sees}:* {counts}",
        f"*{shorter}:* {counts}",
        f"*{shorter}:* {_STUDENTS.sub('', counts)}",
        f"*{shorter}:* {_OF_TODAY.sub('', _STUDENTS.sub('', counts))}",
        f"*{shorter}:* {foretold_count(line)}",
    )


def foretold_count(line: Foretold) -> str:
    return counted(sum(count for count, _, _ in _foretold_figures(line)), "thing")


def _foretold_figures(
    line: Foretold, year: SchoolYear | None = None
) -> Iterator[tuple[int, str, str]]:
    """Return each figure as the summary will count it on its day, in words, and its window."""
    found = dict(line.matters)
    if unset := found.get(Matter.NO_MEETING):
        count = how_many_of(Matter.NO_MEETING, unset)
        window = f", {tallies.why_wanted(unset, line.on)}"
        yield count, f"{counted(count, 'student')} {Matter.NO_MEETING}", window
    # What is due today is overdue once its day is over.
    today = found.get(Matter.DUE_TODAY, ())
    if late := (*found.get(Matter.OVERDUE, ()), *today):
        count, of_today = how_many_of(Matter.OVERDUE, late), how_many_of(Matter.DUE_TODAY, today)
        due_today = f" ({of_today} {Matter.DUE_TODAY})" if of_today else ""
        yield count, f"{count} {Matter.OVERDUE}{due_today}", ""
    if declared := found.get(Matter.NOT_NEEDED):
        count = how_many_of(Matter.NOT_NEEDED, declared)
        yield (
            count,
            f"{count} {Matter.NOT_NEEDED}",
            f" since {date_words.in_short(line.since, year)}",
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


def _counted(parts: list[tuple[int, str]]) -> str:
    return "; ".join(f"{count} {words}" for count, words in parts)
