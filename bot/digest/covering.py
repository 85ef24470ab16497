"""For whom somebody stands in on a day, and until when: their digest has those students, too."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.dates.cases import Case
from bot.people.people import PersonId, TeamMember


@dataclass(frozen=True, kw_only=True)
class Covering:
    """A colleague's students, whom somebody leads in their place."""

    whose: str
    students: int
    until_on: date | None
    """The last day, where it is the same for all of them."""


def covering_on(
    on: date, cases: Iterable[Case], me: PersonId, names: Mapping[PersonId, str]
) -> tuple[Covering, ...]:
    """Return for whom this person stands in on a day, by name."""
    stints: defaultdict[PersonId, list[TeamMember]] = defaultdict(list)
    for case in cases:
        mine = (one for one in case.team if one.person == me and one.stands_in_on(on))
        stint = next(mine, None)
        if stint and case.student.case_manager != me:
            stints[case.student.case_manager].append(stint)
    covering = (_covering(names[whose], found) for whose, found in stints.items())
    return tuple(sorted(covering, key=lambda one: one.whose))


def _covering(whose: str, stints: list[TeamMember]) -> Covering:
    days = {stint.until_on for stint in stints}
    return Covering(
        whose=whose, students=len(stints), until_on=days.pop() if len(days) == 1 else None
    )
