"""For whom somebody stands in on a day, and until when: their digest has those students, too."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.dates.cases import Case
from bot.digest.digest_lines import (
    AskedAbout,
    CallsToday,
    FormsIn,
    LegalDates,
    Line,
    MeetingsToday,
    NothingDue,
    Today,
)
from bot.people.people import PersonId, TeamMember


@dataclass(frozen=True, kw_only=True)
class Covering:
    """A colleague's students, whom somebody leads in their place."""

    whose: str
    aliases: frozenset[str]
    until_on: date | None
    """The last day, where it is the same for all of them."""


def covering_on(
    on: date, cases: Iterable[Case], me: PersonId, names: Mapping[PersonId, str]
) -> tuple[Covering, ...]:
    """Return for whom this person stands in on a day, by name."""
    stints: defaultdict[PersonId, dict[str, TeamMember]] = defaultdict(dict)
    for case in cases:
        mine = (one for one in case.team if one.person == me and one.stands_in_on(on))
        stint = next(mine, None)
        if stint and case.student.case_manager != me:
            stints[case.student.case_manager][case.student.alias] = stint
    covering = (_covering(names[whose], found) for whose, found in stints.items())
    return tuple(sorted(covering, key=lambda one: one.whose))


def _covering(whose: str, stints: Mapping[str, TeamMember]) -> Covering:
    days = {stint.until_on for stint in stints.values()}
    return Covering(
        whose=whose, aliases=frozenset(stints), until_on=days.pop() if len(days) == 1 else None
    )


def aliases_in(line: Line) -> list[str]:
    """List the students of whom a line tells that something is left or was sent, each once."""
    match line:
        case LegalDates():
            aliases = [*(one.alias for one in line.dates), *(one.alias for one in line.left)]
        case MeetingsToday():
            aliases = [one.alias for one in line.meetings]
        case CallsToday():
            aliases = [alias for alias, _ in line.calls]
        case Today():
            aliases = [*aliases_in(line.meetings), *aliases_in(line.calls)]
        case FormsIn():
            aliases = [*line.came_in, *line.given_back]
        case AskedAbout():
            aliases = [] if line.answered else [line.alias]
        case NothingDue():
            aliases = []
        case _:
            aliases = [entry.alias for entry in line.left]
    return [*dict.fromkeys(aliases)]
