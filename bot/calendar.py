"""School years, closures, and counting school days."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from bot.errors import DateError

_ONE_DAY = timedelta(days=1)
_LONGEST_YEAR = timedelta(days=366)

_EARLIEST, _LATEST = 1950, 2150
"""Beyond these a date is a slip of the pen, and counting school days has to end somewhere."""


@dataclass(frozen=True, kw_only=True)
class SchoolYear:
    """A school year; `first` and `last` belong to it."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if not self.first <= self.last < self.first + _LONGEST_YEAR:
            raise DateError(
                f"A school year that begins on {self.first} cannot end on {self.last}. "
                "Please enter its first and its last day."
            )

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def default_school_year(starting: int) -> SchoolYear:
    """Return the year from 15 August, or the next weekday, to 15 June, or the weekday before."""
    first, last = date(starting, 8, 15), date(starting + 1, 6, 15)
    while first.weekday() >= 5:
        first += _ONE_DAY
    while last.weekday() >= 5:
        last -= _ONE_DAY
    return SchoolYear(first=first, last=last)


@dataclass(frozen=True, kw_only=True)
class SchoolCalendar:
    """Which days are school days: weekdays inside a school year that are no closure.

    Counting runs on from one school year into the next: over the summer, the school day before
    a date is the last one of June, and the school day after it is the first one of August.
    A day in a span that counts "before" or "after" is never the day counted from.
    """

    closures: frozenset[date] = frozenset()
    years: tuple[SchoolYear, ...] = ()
    """Those the district gave. A year that begins in any other calendar year is the default one,
    cut short where it would run into one of these."""
    confirmed: bool = False
    """Whether the district has imported or confirmed it; until then every view says so."""
    schools: tuple[tuple[str, "SchoolCalendar"], ...] = ()
    """The schools with a calendar of their own, year-round or a track, which overrides this one."""

    def __post_init__(self) -> None:
        for one, next_one in pairwise(sorted(self.years, key=lambda year: year.first)):
            if next_one.first <= one.last or next_one.first.year == one.first.year:
                raise DateError(
                    f"The school years that begin on {one.first} and {next_one.first} overlap. "
                    "Please fix their dates."
                )

    def __hash__(self) -> int:
        return self._hash

    def of(self, school: str) -> "SchoolCalendar":
        """Return the calendar that holds at a school: its own where it has one, else this one."""
        return self._by_school.get(school, self) if self.schools else self

    def year_starting(self, starting: int) -> SchoolYear | None:
        """Return the school year that begins in the calendar year `starting`, if one does."""
        if starting not in self._known_years:
            self._known_years[starting] = self._find_year(starting)
        return self._known_years[starting]

    def year_of(self, day: date) -> SchoolYear | None:
        """Return the school year in which `day` lies; None between two of them."""
        for starting in (day.year, day.year - 1):
            year = self.year_starting(starting)
            if year is not None and day in year:
                return year
        return None

    def year_begun_by(self, day: date) -> SchoolYear:
        """Return the school year of `day`; between two of them, the one that has ended."""
        for starting in range(day.year, _EARLIEST - 1, -1):
            year = self.year_starting(starting)
            if year is not None and year.first <= day:
                return year
        raise _too_far(day)

    def is_school_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.closures and self.year_of(day) is not None

    def is_school_day_somewhere(self, day: date) -> bool:
        """Tell whether there is school here, or at a school with a calendar of its own."""
        return self.is_school_day(day) or any(own.is_school_day(day) for _, own in self.schools)

    def on_or_before(self, day: date) -> date:
        return self.school_days_before(day + _ONE_DAY, 1)

    def on_or_after(self, day: date) -> date:
        return self.school_days_after(day - _ONE_DAY, 1)

    def before(self, day: date) -> date:
        return self.school_days_before(day, 1)

    def after(self, day: date) -> date:
        return self.school_days_after(day, 1)

    def school_days_after(self, day: date, n: int) -> date:
        """Return the `n`th school day after `day`, which is not counted; `day` where n is 0."""
        if n == 0:
            return day
        ordinal, left = day.toordinal(), n
        for starting in range(day.year - 1, _LATEST + 1):
            days = self._school_days_of(starting)
            at = bisect_right(days, ordinal)
            if at + left <= len(days):
                return date.fromordinal(days[at + left - 1])
            left -= len(days) - at
        raise _too_far(day)

    def school_days_before(self, day: date, n: int) -> date:
        """Return the `n`th school day before `day`, which is not counted; `day` where n is 0."""
        if n == 0:
            return day
        ordinal, left = day.toordinal(), n
        for starting in range(day.year, _EARLIEST - 1, -1):
            days = self._school_days_of(starting)
            at = bisect_left(days, ordinal)
            if at >= left:
                return date.fromordinal(days[at - left])
            left -= at
        raise _too_far(day)

    def school_days_between(self, first: date, last: date) -> int:
        """Return how many school days come after `first`, up to and with `last`; 0 if none do."""
        if last <= first:
            return 0
        after, until = first.toordinal(), last.toordinal()
        return sum(
            bisect_right(days, until) - bisect_right(days, after)
            for days in map(self._school_days_of, range(first.year - 1, last.year + 1))
        )

    def first_school_day(self, year: SchoolYear) -> date:
        """Return the first school day of `year`; its first day where closures leave it none."""
        day = self.on_or_after(year.first)
        return day if day in year else year.first

    def last_school_day_before(self, day: date) -> date | None:
        """Return the last school day before `day` in its school year; None where there is none."""
        last = self.before(day)
        return last if last >= self.year_begun_by(day).first else None

    def first_school_day_of_month(self, day: date) -> date | None:
        """Return the first school day of the month of `day`; None for a month without any."""
        first = self.on_or_after(day.replace(day=1))
        return first if (first.year, first.month) == (day.year, day.month) else None

    @cached_property
    def _hash(self) -> int:
        return hash((self.closures, self.years, self.confirmed, self.schools))

    @cached_property
    def _by_school(self) -> dict[str, "SchoolCalendar"]:
        return dict(self.schools)

    @cached_property
    def _known_years(self) -> dict[int, SchoolYear | None]:
        return {year.first.year: year for year in self.years}

    @cached_property
    def _known_school_days(self) -> dict[int, tuple[int, ...]]:
        return {}

    def _find_year(self, starting: int) -> SchoolYear | None:
        if not _EARLIEST <= starting <= _LATEST:
            return None
        year = default_school_year(starting)
        given = {given.first.year: given for given in self.years}
        first, last = year.first, year.last
        if starting - 1 in given:
            first = max(first, given[starting - 1].last + _ONE_DAY)
        if starting + 1 in given:
            last = min(last, given[starting + 1].first - _ONE_DAY)
        return SchoolYear(first=first, last=last) if first <= last else None

    def _school_days_of(self, starting: int) -> tuple[int, ...]:
        """Return the ordinals of the school days of one year, so that counting is a look-up."""
        if starting not in self._known_school_days:
            year = self.year_starting(starting)
            self._known_school_days[starting] = self._list_school_days(year) if year else ()
        return self._known_school_days[starting]

    def _list_school_days(self, year: SchoolYear) -> tuple[int, ...]:
        closed = {day.toordinal() for day in self.closures}
        # An ordinal's remainder by seven is 1 on a Monday and 6 or 0 at the weekend.
        return tuple(
            day
            for day in range(year.first.toordinal(), year.last.toordinal() + 1)
            if day % 7 not in (6, 0) and day not in closed
        )


def _too_far(day: date) -> DateError:
    return DateError(f"There is no school calendar around {day}. Please look at the year again.")


WEEKDAYS = SchoolCalendar()
"""The default school years without any closure."""
