"""Whatever is neglected for a year, every morning says what presses, and fits a phone."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.calendar import SchoolCalendar
from bot.dates.cases import Case
from bot.dates.obligation_rows import Standing, State
from bot.dates.obligation_rules import Place, Rank
from bot.digest.by_day import ways_by_day
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
    Rows,
    Together,
    WithoutDate,
    Work,
)
from bot.digest.digest_rows import Morning
from bot.digest.digests import digest_of, listing_of, pickable_in
from bot.digest.groups import LineGroup
from bot.digest.kinds import LEGAL, how_many
from bot.digest.layout import MOST_LINES
from bot.digest.two_rows import fits
from bot.district.summary_matters import Supervised
from bot.meetings.meetings import Meeting, held
from bot.students import StudentId
from bot.ui.digest import digests as ui
from bot.ui.digest.digest_controls import CUT_OFF, SEND_ALL, SEND_NOTES, controls_of
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
    """The rows that a line names and counts; of the last line not what stands behind "+ more"."""
    match line:
        case Foretold():
            return ()
        case More():
            return line.named
        case Rows() | LegalDates() | WithoutDate():
            return line.left
        case _:
            return ()


def is_counted(entry: Entry, line: Line, words: str) -> bool:
    """Whether the words name the kind of a row with its number; a line of one place is of one.

    A kind that is due on several days is counted once for each.
    """
    if not isinstance(line, Together | More):
        return True
    of_kind = [one for one in spoken_of(line) if one.kind == entry.kind]
    days = {one.row.due_on for one in of_kind}
    by_day = sum(how_many(one.row for one in of_kind if one.row.due_on == day) for day in days)
    rule = entry.row.why.rule
    nouns = (LEGAL, f"{LEGAL}s") if entry.legal_on else (rule.noun, rule.nouns or f"{rule.noun}s")
    # What is overdue, or due today, is said without "due back".
    kind = "|".join(nouns).replace(" due back", "(?: due back)?")
    named = sum(map(int, re.findall(rf"(\d+) (?:{kind})\b", words.partition("; +")[0])))
    return named in (by_day, how_many(one.row for one in of_kind))


def says_its_day(entry: Entry, line: Line, words: str) -> bool:
    """Whether the words of a line of several kinds say when it is due, if two rows hold that.

    Where there are more legal dates than one, the first of them is said.
    """
    if not isinstance(line, Together | More):
        return True
    more = "".join(words.partition("; +")[1:])
    if not any(fits(way + more) for way in ways_by_day(spoken_of(line), line.on, "")):
        return True
    if entry.legal_on:
        first = min(one.legal_on for one in spoken_of(line) if one.legal_on)
        return f"{first:%b} {first.day}" in words
    due = entry.row.due_on
    if due is None or due == line.on:
        return due is None or "today" in words
    short = (f"{due:%a}", f"{due:%b} {due.day}")
    return any(f"{way} {one}" in words for way in ("by", "to") for one in short) or "later" in words


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
        if (pressing or entry.legal_on) and not morning.waits_for_long(entry):
            line = line_of[entry.key]
            assert is_counted(entry, line, words[line]), words[line]
            if morning.presses(entry):
                assert says_its_day(entry, line, words[line]), words[line]
            opened = pickable_in(listing, morning, line.group)
            assert {one.key for one in opened} == {one.key for one in line.left}
    check_the_cut_off(morning, lines)
    return list(lines)


def check_the_cut_off(morning: Morning, lines: Sequence[Line]) -> None:
    """On its day and the day before, its items share a line only after all else has; the work's
    own button stays with each."""
    counting = [one for one in morning.counting() if one.row.why.rule.rank is Rank.CUT_OFF]
    places = {one.row.why.rule.place for one in counting if morning.is_due_by_tomorrow(one)}
    own = [line for line in lines if isinstance(line, Work) and line.place in places]
    shared = [line for line in lines if isinstance(line, Together) and _is_cut_off(line)]
    if shared and places:
        less = [line for line in lines if not isinstance(line, Foretold) and _is_less(line)]
        assert len(lines) >= MOST_LINES - 1
        assert all(isinstance(line, Together | More) for line in less)
        assert not {MeetingsToday, CallsToday} <= set(map(type, lines))
    cut_off: list[Work | Together] = [*own, *shared]
    for line in cut_off:
        buttons = {one["action_id"].partition(":")[0] for one in controls_of(line, notes=True)}
        of = {entry.row.why.rule.place for entry in line.left}
        if Place.FORMS_TO_SEND in of:
            assert buttons & {SEND_ALL, CUT_OFF}
        elif Place.OFFICE in of:
            assert buttons & {SEND_NOTES, CUT_OFF}


def _is_cut_off(line: Together) -> bool:
    ranks = {entry.row.why.rule.rank for entry in line.entries}
    return ranks == {Rank.CUT_OFF} and line.group != LineGroup.WAITING


def _is_less(line: Line) -> bool:
    """Whether it is of the last three ranks."""
    match line:
        case More() | AskedAbout() | FormsIn() | WithoutDate():
            return True
        case Rows():
            return any(entry.row.why.rule.rank > Rank.CUT_OFF for entry in line.entries)
        case LegalDates():
            return line.group == LineGroup.LEGAL_SOON
        case _:
            return False


@pytest.mark.parametrize("seed", range(8))
def test_whatever_presses_is_named_and_opened_every_morning_of_a_year(seed):
    mornings = [checked(morning) for morning in Neglect(seed).mornings()]

    assert any(isinstance(line, More) for lines in mornings for line in lines)
