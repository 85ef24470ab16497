"""The mornings of the demo district's first case manager, with much ticked and with nothing."""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.dates.obligation_rows import Standing, State
from bot.dates.obligation_rules import ObligationId, Place, Rank
from bot.digest.digest_lines import (
    CallsToday,
    Entry,
    Key,
    LegalDates,
    Line,
    MeetingsToday,
    More,
    Rows,
    Today,
    Work,
)
from bot.digest.digest_rows import Morning
from bot.digest.digests import digest_of, listing_of
from bot.digest.layout import MOST_LINES
from bot.digest.two_rows import fits
from bot.district.summary_matters import Supervised
from bot.meetings.meetings import Meeting, held
from bot.ui.digest import digests as ui
from bot.ui.digest.digest_controls import controls_of
from bot.workspaces import WorkspaceId
from storage import Storage
from storage.engine.database import open_database
from tests.conftest import KEYS
from tests.journeys.quillmarsh import ARTIFACTS
from tests.sandbox.page.demo import import_into

MARIGOLD = "marigold.kestrel@quillmarsh.example"
IMPORTED = datetime(2026, 10, 1, 13, 45, tzinfo=UTC)
CUT_OFF = {
    ObligationId.MEETING_NOTICE: ("SEIS notices:", "notice"),
    ObligationId.INVITATION_FORM: ("Invitation forms:", "invitation"),
    ObligationId.OFFICE_INFORMED: ("Notes to the office:", "office note"),
    ObligationId.TEACHER_FEEDBACK_OUT: ("teacher form",),
    ObligationId.PROVIDER_REPORT_OUT: ("provider report",),
}
"""How a line names each item of the cut-off: by its place, or by its kind."""


@pytest.fixture(scope="module")
def october(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """Marigold's caseload on Thursday, October 1, the day after it was imported."""
    kept = tmp_path_factory.mktemp("demo") / "preiep.db"
    shutil.copy(sqlite_template, kept)
    import_into(f"sqlite:///{kept}")
    database = open_database(f"sqlite:///{kept}", KEYS)
    with Storage(database, WorkspaceId("T0DEMO0001")).jobs(now=IMPORTED, reading=True) as scope:
        marigold = scope.people.by_email(MARIGOLD)
        assert marigold is not None
        morning = Morning(
            on=date(2026, 10, 1),
            calendar=scope.calendar,
            rules=scope.rules,
            cases=tuple(one for one in scope.cases() if one.student.case_manager == marigold.id),
            zone=marigold.zone,
            supervised=Supervised(everywhere=True),
        )
    database.close()
    return morning


def on(morning: Morning, day: str | date) -> Morning:
    """The same caseload on another morning."""
    return Morning(
        on=date.fromisoformat(day) if isinstance(day, str) else day,
        calendar=morning.calendar,
        rules=morning.rules,
        cases=morning.cases,
        zone=morning.zone,
        supervised=morning.supervised,
    )


def told(morning: Morning, said: dict[Entry, Standing]) -> Morning:
    """The caseload after something was recorded of some rows."""
    by_key = {entry.key: standing for entry, standing in said.items()}
    of = {entry.row.student for entry in said}
    cases = (
        replace(
            case,
            standings={
                **case.standings,
                **{
                    key: standing
                    for key, standing in by_key.items()
                    if morning.entries[key].row.student == case.student.id
                },
            },
        )
        if case.student.id in of
        else case
        for case in morning.cases
    )
    return replace(morning, cases=tuple(cases))


def done(morning: Morning, which: Callable[[Entry], bool]) -> Morning:
    chosen = [entry for entry in morning.entries.values() if entry.row.asks and which(entry)]
    return told(
        morning, {entry: Standing(state=State.DONE, at=_evening(morning)) for entry in chosen}
    )


def _evening(morning: Morning) -> datetime:
    return datetime.combine(morning.on, datetime.min.time(), UTC) + timedelta(hours=23)


def lines_of(morning: Morning) -> list[Line]:
    listing = listing_of(morning)
    return [] if listing is None else list(digest_of(listing, morning).lines)


def words_of(morning: Morning) -> list[str]:
    return [ui.words_of(line, morning.on).replace("*", "") for line in lines_of(morning)]


def speaks_of(words: str, row: ObligationId) -> bool:
    return any(name in words for name in CUT_OFF[row])


def cut_off_lines(morning: Morning) -> list[int]:
    """Where the lines stand in which the open items of the cut-off are named."""
    lines, words = lines_of(morning), words_of(morning)
    wanted = {
        entry.row.id
        for entry in morning.counting()
        if entry.row.id in CUT_OFF and not morning.waits_for_long(entry)
    }
    found: dict[ObligationId, int] = {}
    for number, (line, text) in enumerate(zip(lines, words, strict=True)):
        if isinstance(line, Rows) and not isinstance(line, More):
            rows = {entry.row.id for entry in line.left}
            found |= {row: number for row in wanted & rows if speaks_of(text, row)}
    assert found.keys() == wanted, (morning.on, words)
    return sorted({*found.values()})


def marked(morning: Morning, meeting: Callable[[Meeting], bool]) -> Morning:
    """The caseload once these meetings were marked as held."""
    cases = (
        replace(
            case,
            meetings=tuple(
                held(one, on=one.on) if one.waits and meeting(one) else one for one in case.meetings
            ),
        )
        for case in morning.cases
    )
    return replace(morning, cases=tuple(cases))


def with_much_ticked(october: Morning) -> Morning:
    """The rows of October's meetings are ticked, save two notes; two meetings nobody marked."""
    before = done(on(october, "2026-10-05"), lambda one: _is_octobers(one, before_it=True))
    unmarked = sorted(one.id for case in before.cases for one in case.meetings if one.waits)[:2]
    after = on(
        marked(before, lambda one: one.on < date(2026, 11, 1) and one.id not in unmarked),
        "2026-11-06",
    )
    notes = [one.key for one in after.entries.values() if one.row.id is ObligationId.MINUTES_IN_IEP]
    return done(after, lambda one: _is_octobers(one) and one.key not in notes[:2])


def _is_octobers(entry: Entry, *, before_it: bool = False) -> bool:
    on, due = entry.row.meeting_on, entry.row.due_on
    if on is None or due is None or on >= date(2026, 11, 1):
        return False
    return not before_it or due <= on


def masked(words: list[str]) -> list[str]:
    """The words with one alias for everybody: each import makes its own.

    Whether they have room for an alias depends on how wide it is, and is not looked at.
    """
    alike = [re.sub(r"[A-Z]{2}-[A-Z0-9]{3}", "QX-4KM", one) for one in words]
    return [re.sub(r"for ((?:QX-4KM,? ?)+)(?:and (\d+) more)?$", _counted, one) for one in alike]


def _counted(aliases: re.Match[str]) -> str:
    return f"for {aliases[1].count('QX') + int(aliases[2] or 0)} students"


def test_on_a_deadline_with_nothing_ticked_the_cut_off_is_named_kind_by_kind(october):
    """It was hidden by calendars and notices of October: "+ 46 more" held every form."""
    morning = on(october, "2026-11-10")

    assert masked(words_of(morning)) == [
        "Meetings today: QX-4KM at 2:30 pm, missing: agenda, notice, 2 forms, conversation",
        "Agendas: 1 overdue since Fri, Nov 6; 1 by Monday",
        "SEIS notices: 3 today, to the parents of QX-4KM, QX-4KM, QX-4KM",
        "Invitation forms: 3 today, to the office for 3 students",
        "Notes to the office: 3 today, for 3 students",
        "Forms to send: 6 today: 3 teacher forms, 3 provider reports, for 3 students",
        "2 legal dates from Nov 20; 3 calendars, 1 draft today; 1 draft by Thu; + 36 more",
    ]
    assert cut_off_lines(morning) == [2, 3, 4, 5]


def test_on_a_deadline_with_octobers_rows_ticked_nothing_forgotten_fills_the_lines(october):
    """Two unmarked meetings and two old notes filled them; the form and the notice were hidden."""
    morning = on(with_much_ticked(october), "2026-11-10")

    assert masked(words_of(morning)) == [
        "Meetings today: QX-4KM at 2:30 pm, missing: agenda, notice, 2 forms, conversation",
        "Agendas: 1 overdue since Fri, Nov 6; 1 by Monday",
        "SEIS notices: 3 today, to the parents of QX-4KM, QX-4KM, QX-4KM",
        "Invitation forms: 3 today, to the office for 3 students",
        "Notes to the office: 3 today, for 3 students",
        "Forms to send: 6 today: 3 teacher forms, 3 provider reports, for 3 students",
        "2 legal dates from Nov 20; 3 calendars, 1 draft today; 1 draft by Thu; + 36 more",
    ]
    assert cut_off_lines(morning) == [2, 3, 4, 5]


def test_on_the_next_deadline_it_is_the_same(october):
    assert cut_off_lines(on(october, "2026-12-10")) == [2, 3, 4, 5]
    assert cut_off_lines(on(with_much_ticked(october), "2026-12-10")) == [2, 3, 4, 5]


@pytest.mark.parametrize("day", ["2026-11-10", "2026-12-10"])
def test_on_a_deadline_each_item_of_the_cut_off_has_the_button_that_does_it(october, day):
    """The notes to the office could only be sent from behind *Pick …* of a shared line."""
    pressed = {
        line.place: next(control["text"]["text"] for control in controls_of(line, notes=True))
        for line in lines_of(on(october, day))
        if isinstance(line, Work)
    }

    assert pressed[Place.SEIS_NOTICES] == "Notices and forms …"
    assert re.fullmatch(r"All \d done", pressed[Place.INVITATION_FORMS])
    assert re.fullmatch(r"Send \d notes to the office", pressed[Place.OFFICE])
    assert pressed[Place.FORMS_TO_SEND] == "Send all requests"


def test_a_promised_draft_and_an_agenda_due_today_stand_first(october):
    """On Friday, October 2 both were due, and stood behind "+ 35 more" under the calendars."""
    asked = {
        entry: Standing(state=State.PROVEN)
        for entry in october.entries.values()
        if entry.row.id is ObligationId.DRAFT_PREFERENCE
        and entry.row.meeting_on == date(2026, 10, 8)
    }

    first, *others = words_of(on(told(october, asked), "2026-10-02"))

    assert first == "Owed to families: 1 draft copy, 1 agenda today; 1 agenda by Monday"
    assert others[-1].startswith("+ 15 more: 1 review date unknown, 1 meeting date, 10 calendars")


@pytest.mark.parametrize("day", [1, 2, 5, 6, 7, 8, 9])
def test_parent_conversations_are_named_in_each_of_seven_mornings(october, day):
    words = " ".join(words_of(on(october, date(2026, 10, day))))

    assert "conversation" in words or "Parent conversations" in words


class Neglect:
    """A school year in which a fifth of the rows are late, and three meetings never marked."""

    def __init__(self, begins: Morning) -> None:
        self.dice = random.Random(10)
        self.morning = begins
        met = sorted(
            (one.on, one.id) for case in begins.cases for one in case.meetings if one.waits
        )
        self.never_marked = {meeting for _, meeting in met[2::9][:3]}
        self.late: dict[Key, int] = {}

    def mornings(self) -> Iterator[Morning]:
        """Each school morning; what is due is done on its day, or up to four weeks later."""
        while self.morning.on < date(2027, 6, 11):
            yield self.morning
            today = self.morning.on
            evening = done(self.morning, self._is_done_today)
            self.morning = on(
                marked(evening, self._is_marked_today), self.morning.calendar.after(today)
            )

    def _is_marked_today(self, meeting: Meeting) -> bool:
        return meeting.on <= self.morning.on and meeting.id not in self.never_marked

    def _is_done_today(self, entry: Entry) -> bool:
        due = entry.row.due_on
        if due is None or entry.row.id is ObligationId.AGREE_DATE:
            return False
        if entry.key not in self.late:
            self.late[entry.key] = self.dice.randint(1, 28) if self.dice.random() < 0.2 else 0
        return due + timedelta(days=self.late[entry.key]) <= self.morning.on


def test_in_a_year_of_realistic_neglect_the_cut_off_stands_kind_by_kind_on_every_deadline(october):
    deadlines = []
    transcript: list[str] = []
    for morning in Neglect(october).mornings():
        lines, words = lines_of(morning), words_of(morning)
        transcript += [f"{morning.on:%A %d %B %Y}", *(f"    {one}" for one in words)]
        assert len(lines) <= MOST_LINES
        assert [one for one in words if not fits(one)] == []
        if any(_falls_on_the_10th(entry, morning) for entry in morning.counting()):
            above = lines[: cut_off_lines(morning)[-1]]
            assert [line for line in above if not _is_of_the_first_ranks(line)] == []
            deadlines.append(morning.on.month)

    ARTIFACTS.mkdir(exist_ok=True)
    (ARTIFACTS / "a-year-of-digests.txt").write_text("\n".join(transcript) + "\n")
    assert deadlines == [10, 11, 12, 1, 2, 3, 4, 5]


def _falls_on_the_10th(entry: Entry, morning: Morning) -> bool:
    tenth = morning.calendar.on_or_before(morning.on.replace(day=10))
    return entry.row.id in CUT_OFF and entry.row.due_on == morning.on == tenth


def _is_of_the_first_ranks(line: Line) -> bool:
    match line:
        case LegalDates() | MeetingsToday() | CallsToday() | Today():
            return True
        case Rows():
            return all(entry.row.why.rule.rank <= Rank.CUT_OFF for entry in line.entries)
        case _:
            return False
