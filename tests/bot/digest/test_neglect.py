"""Whatever is neglected for a year, every morning says what presses, and fits a phone."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.calendar import SchoolCalendar
from bot.dates.cases import Case
from bot.dates.obligation_rows import Standing, State
from bot.dates.obligation_rules import Rank
from bot.digest.digest_lines import (
    Entry,
    Foretold,
    Key,
    LegalDates,
    Line,
    More,
    Rows,
    Together,
    WithoutDate,
)
from bot.digest.digest_rows import Morning
from bot.digest.digests import digest_of, listing_of, pickable_in
from bot.digest.kinds import counted_by_kind, kind_of
from bot.digest.layout import MOST_LINES
from bot.digest.two_rows import fits
from bot.district.summary_matters import Supervised
from bot.meetings.meetings import Meeting, held
from bot.students import StudentId
from bot.ui.digest import digests as ui
from tests.bot.a_case import day
from tests.bot.a_morning import a_morning, nth_case, with_meeting

CLOSED = ("2026-10-12", "2026-11-11", *(f"2026-11-{n}" for n in range(23, 28)))
CALENDAR = SchoolCalendar(closures=frozenset(map(day, CLOSED)), confirmed=True)
YEAR = ("2026-09-01", "2027-05-28")


class Neglect:
    """A caseload and somebody who sees to some of it, now and then."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.cases = [self._student(number) for number in range(1, self.dice.randint(8, 40))]
        self.care = self.dice.choice((0.0, 0.05, 0.3))

    def _student(self, number: int) -> Case:
        on = day(YEAR[0]) + timedelta(days=self.dice.randint(5, 260))
        if self.dice.random() < 0.15:
            due = None if self.dice.random() < 0.3 else on
            return nth_case(number, student={"annual_due": due, "triennial_due": due})
        while not CALENDAR.is_school_day(on):
            on += timedelta(days=1)
        review = on + timedelta(days=self.dice.randint(-10, 30))
        return with_meeting(
            number,
            on.isoformat(),
            created=(on - timedelta(days=self.dice.randint(3, 90))).isoformat(),
            at=time(9),
            student={"annual_due": review, "triennial_due": review + timedelta(days=700)},
        )

    def mornings(self) -> Iterator[Morning]:
        on = day(YEAR[0])
        while on <= day(YEAR[1]):
            if CALENDAR.is_school_day(on):
                known = [one for one in self.cases if all(m.arose_on <= on for m in one.meetings)]
                morning = replace(
                    a_morning(on.isoformat(), *known, calendar=CALENDAR),
                    supervised=Supervised(everywhere=True),
                )
                yield morning
                self._live_through(morning)
            on += timedelta(days=1)

    def _live_through(self, morning: Morning) -> None:
        """Settle a few rows, put a few off, and mark a meeting now and then."""
        on = morning.on
        said: dict[StudentId, dict[Key, Standing]] = {}
        for key, entry in morning.entries.items():
            if entry.is_left(on) and self.dice.random() < self.care / 4:
                said.setdefault(entry.row.student, {})[key] = self._said(on)
        self.cases = [
            replace(
                case,
                meetings=tuple(self._perhaps_marked(one, on) for one in case.meetings),
                standings={**case.standings, **said.get(case.student.id, {})},
            )
            for case in self.cases
        ]

    def _perhaps_marked(self, meeting: Meeting, on: date) -> Meeting:
        marked = meeting.unmarked(today=on) and self.dice.random() < self.care
        return held(meeting, on=meeting.on) if marked else meeting

    def _said(self, on: date) -> Standing:
        at = datetime(on.year, on.month, on.day, 17, tzinfo=UTC)
        if self.dice.random() < 0.1:
            return Standing(at=at, snoozed_until=on + timedelta(days=self.dice.randint(1, 9)))
        state = self.dice.choice((State.DONE, State.DONE, State.NOT_NEEDED))
        return Standing(state=state, at=at, reason="said so")


def spoken_of(line: Line) -> tuple[Entry, ...]:
    """The rows that a line names and counts; none of what stands behind "+ more"."""
    match line:
        case More() | Foretold():
            return ()
        case Rows() | LegalDates() | WithoutDate():
            return line.left
        case _:
            return ()


def is_counted(entry: Entry, line: Line, words: str) -> bool:
    """Whether the words name the kind of a row with its number; a line of one place is of one."""
    if not isinstance(line, Together):
        return True
    of_kind = [one.row for one in line.left if kind_of(one.row) is kind_of(entry.row)]
    return counted_by_kind(of_kind)[0] in words


def checked(morning: Morning) -> list[Line]:
    """The lines of a morning, in each of which what presses is named, counted and opened."""
    listing = listing_of(morning)
    if listing is None:
        return []
    lines = digest_of(listing, morning).lines
    words = {line: ui.words_of(line, morning.on) for line in lines}
    assert len(lines) <= MOST_LINES
    assert [text for text in words.values() if not fits(text)] == []
    line_of = {entry.key: line for line in lines for entry in spoken_of(line)}
    for entry in filter(lambda one: one.row.asks, morning.counting()):
        pressing = morning.is_due_by_tomorrow(entry) or entry.row.why.rule.rank <= Rank.CUT_OFF
        if pressing and not morning.waits_for_long(entry):
            line = line_of[entry.key]
            assert is_counted(entry, line, words[line])
            opened = pickable_in(listing, morning, line.group)
            assert {one.key for one in opened} == {one.key for one in line.left}
    return list(lines)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_presses_is_named_and_opened_every_morning_of_a_year(seed):
    mornings = [checked(morning) for morning in Neglect(seed).mornings()]

    assert any(isinstance(line, More) for lines in mornings for line in lines)
