"""The digest: one message a morning, seven lines at most, drawn anew as things are done."""

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from bot import date_words
from bot.calendar import SchoolYear
from bot.dates.obligation_rows import State
from bot.dates.obligation_rules import Place
from bot.digest.by_day import counted_by_kind
from bot.digest.covering import Covering, aliases_in
from bot.digest.digest_lines import (
    AskedAbout,
    CallsToday,
    Entry,
    Foretold,
    FormsIn,
    LegalDate,
    LegalDates,
    Line,
    MeetingOf,
    MeetingsToday,
    More,
    NothingDue,
    Today,
    Together,
    WithoutDate,
    Work,
)
from bot.digest.digests import Digest
from bot.digest.groups import LineGroup
from bot.digest.kinds import how_many
from bot.digest.two_rows import as_many_as_fit, fits, longest_that_fits
from bot.meetings.meetings import Kind, MeetingState
from bot.settings.district_links import NO_LINKS, DistrictLinks
from bot.ui.digest.digest_controls import controls_of
from bot.ui.digest.digest_words import (
    by_when,
    foretold_count,
    foretold_words,
    forms_words,
    more_words,
    progress,
    together_words,
    work_words,
)
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import Block, Message
from bot.ui.kit.markup import counted


def render(digest: Digest, links: DistrictLinks = NO_LINKS, *, notes: bool = False) -> Message:
    """Draw the digest; the district's `links` stand where the work of a line is done.

    `notes` says whether the office has a channel, into which notes can be sent.
    """
    title = date_words.in_short(digest.on)
    if not digest.confirmed:
        title += " · calendar not confirmed"
    drawn: list[Block] = [blocks.header(title), *_covering(digest)]
    for line in digest.lines:
        drawn += _drawn(line, digest, links, notes=notes)
    return blocks.message(_aloud(digest), drawn)


def _covering(digest: Digest) -> list[Block]:
    """Say whose students are among these, and on which day that ends."""
    return [
        blocks.context(
            f"With {counted(len(one.aliases), 'student')} of "
            f"{_name(one)}, for whom you stand "
            f"in{_until(one.until_on, digest)}."
        )
        for one in digest.covering
    ]


def _name(covering: Covering) -> str:
    return markup.escaped(covering.whose) or "a colleague"


def _whose(line: Line, covering: Sequence[Covering]) -> list[Block]:
    """Say which of a line's students are a colleague's, where somebody stands in for one."""
    aliases = aliases_in(line)
    said = []
    for one in covering:
        theirs = [f"*{alias}*" for alias in aliases if alias in one.aliases]
        if theirs and len(theirs) == len(aliases):
            return [blocks.context(f"For {_name(one)}")]
        if theirs:
            before = f"For {_name(one)}: "
            said.append(before + as_many_as_fit(theirs, before=before))
    return [blocks.context("; ".join(said))] if said else []


def _until(last: date | None, digest: Digest) -> str:
    if last is None:
        return ""
    if last == digest.on:
        return " until the end of today"
    return f" until {date_words.in_short(last, digest.year)}"


def _drawn(line: Line, digest: Digest, links: DistrictLinks, *, notes: bool) -> list[Block]:
    controls = controls_of(line, notes=notes)
    words = words_of(line, digest.on, digest.year)
    text = blocks.section(words + _where(line, links, words))
    said = [text, *(_whose(line, digest.covering) if digest.several else [])]
    return [*said, blocks.actions(controls, block_id=_block_id(line))] if controls else said


def words_of(line: Line, on: date, year: SchoolYear | None = None) -> str:
    match line:
        case LegalDates():
            return _legal_words(line, on, year)
        case MeetingsToday() | CallsToday() | Today():
            return _today_words(line)
        case WithoutDate():
            return _without_date_words(line, on, year)
        case Foretold():
            return foretold_words(line, on, year)
        case FormsIn():
            return forms_words(line)
        case AskedAbout():
            return _asked_words(line, year)
        case _:
            return _work_words(line)


def _work_words(line: Work | Together | More | NothingDue) -> str:
    match line:
        case Work():
            return work_words(line)
        case Together():
            return together_words(line)
        case More():
            return more_words(line)
        case NothingDue():
            return "Nothing is due today."
        case _:
            assert_never(line)


def _where(line: Line, links: DistrictLinks, words: str) -> str:
    """Return a link to where the work is done, while some of it is left and there is room."""
    if not isinstance(line, Work) or not line.left:
        return ""
    if address := links.of_place(line.place):
        return f" · {markup.link(address, 'Open')}"
    if line.place is not Place.OFFICE:
        return ""
    notices = [*links.rights]
    while notices and not fits(f"{words} · rights notice: {', '.join(dict(notices))}"):
        notices.pop()
    linked = ", ".join(markup.link(address, language) for language, address in notices)
    return f" · rights notice: {linked}" if linked else ""


def _today_words(line: MeetingsToday | CallsToday | Today) -> str:
    after = ""
    match line:
        case MeetingsToday():
            return _meetings_words(line)
        case CallsToday():
            before, parts = "*Calls agreed for today:* ", _call_words(line)
        case Today():
            before, after = "*Today:* ", _missing_counted(line.meetings)
            meetings, calls = line.meetings.meetings, line.calls.calls
            parts = [
                f"{counted(len(meetings), 'meeting')}, {counted(len(calls), 'call')}",
                *map(_when_words, meetings),
                *_call_words(line.calls),
            ]
        case _:
            assert_never(line)
    return before + as_many_as_fit(parts, before=before, after=after) + after


def _meetings_words(line: MeetingsToday) -> str:
    """Say what each of today's meetings is still missing, in as many words as there is room for."""
    before = "*Meetings today:* "
    for words in (_meeting_words, _when_words):
        in_full = before + "; ".join(f"{words(one)}{_missing(one)}" for one in line.meetings)
        if fits(in_full):
            return in_full
    after = _missing_counted(line)
    parts = [*map(_when_words, line.meetings)]
    return before + as_many_as_fit(parts, before=before, after=after) + after


def _missing(one: MeetingOf) -> str:
    """Name what is missing, one of a kind without its number."""
    counts = counted_by_kind(one.missing)
    kinds = [count.replace(" due back", "").removeprefix("1 ") for count in counts]
    return f", missing: {', '.join(kinds)}" if kinds else ""


def _missing_counted(line: MeetingsToday) -> str:
    count = how_many(entry.row for one in line.meetings for entry in one.missing)
    return f"; {counted(count, 'thing')} missing" if count else ""


def _call_words(line: CallsToday) -> list[str]:
    return [f"*{alias}* at {date_words.clock_time(at)}" for alias, at in line.calls]


def _today_aloud(line: MeetingsToday | CallsToday | Today) -> str:
    match line:
        case MeetingsToday():
            return f"{counted(len(line.meetings), 'meeting')} today"
        case CallsToday():
            return f"{counted(len(line.calls), 'call')} agreed for today"
        case Today():
            return f"{_today_aloud(line.meetings)}. {_today_aloud(line.calls)}"
        case _:
            assert_never(line)


def _legal_words(line: LegalDates, on: date, year: SchoolYear | None) -> str:
    before = "*Legal dates:* " if line.group == LineGroup.LEGAL else "*Legal dates ahead:* "
    of_dates = {legal.agree_date for legal in line.dates}
    others = [entry for entry in line.left if entry.key not in of_dates]
    asked_for = [_legal_row_words(entry, on, year) for entry in others]
    parts = [*asked_for, *(_legal_date_words(legal, on, year) for legal in line.dates)]
    for in_short in (_in_short, _in_shortest):
        if not fits(before + "; ".join(parts)):
            parts = [*asked_for, *(in_short(legal, on, year) for legal in line.dates)]
    return before + as_many_as_fit(parts, before=before, between="; ")


def _legal_row_words(entry: Entry, on: date, year: SchoolYear | None) -> str:
    words = f"*{entry.alias}* {entry.row.why.rule.what}, {by_when([entry], on, year)}"
    planned_on = entry.row.meeting_on if entry.row.state is State.PLANNED else None
    return f"{words}, now set for {date_words.in_short(planned_on, year)}" if planned_on else words


def _legal_date_words(legal: LegalDate, on: date, year: SchoolYear | None) -> str:
    fell_due = "was due" if legal.on < on else "is due"
    words = f"{legal.review} for *{legal.alias}* {fell_due} {_day(legal.on, on, year)}"
    return f"{words}, {_meeting_then(legal, year)}"


def _in_short(legal: LegalDate, on: date, year: SchoolYear | None) -> str:
    day = ("was " if legal.on < on else "") + date_words.in_short(legal.on, year)
    return f"*{legal.alias}* {legal.review} {day}, {_then_in_short(legal, year)}"


def _in_shortest(legal: LegalDate, _on: date, year: SchoolYear | None) -> str:
    day = date_words.in_short(legal.on, year)
    return f"*{legal.alias}* {day}, {_then_in_short(legal, year)}"


def _then_in_short(legal: LegalDate, year: SchoolYear | None) -> str:
    return _meeting_then(legal, year).removesuffix(" set")


def _meeting_then(legal: LegalDate, year: SchoolYear | None) -> str:
    if other := legal.of_another_kind:
        kind = "another meeting" if other.kind is Kind.OTHER else other.kind
        return f"only {kind} set for {date_words.in_short(other.on, year)}"
    if legal.meeting_on is None:
        return "no meeting set"
    return f"meeting on {date_words.in_short(legal.meeting_on, year)}"


def _day(day: date, on: date, year: SchoolYear | None) -> str:
    return "today" if day == on else f"on {date_words.in_short(day, year)}"


def _meeting_words(one: MeetingOf) -> str:
    state = "" if one.meeting.waits else f", {one.meeting.state}"
    return f"{_when_words(one)}, {one.meeting.mode}{state}"


def _when_words(one: MeetingOf) -> str:
    unknown = ", no time set" if one.lacks_a_time else ""
    return f"*{one.alias}*{date_words.at_clock_time(one.meeting.at) or unknown}"


def _without_date_words(line: WithoutDate, on: date, year: SchoolYear | None) -> str:
    before = "*Meeting dates:* "
    parts = [
        f"{counted(len(line.dated), 'student')}, {by_when(line.dated, on, year)}"
        if line.dated
        else "",
        f"{line.put_off} put off" if line.put_off else "",
        f"{line.settled} settled" if line.settled and line.left else "",
        "all settled ✓" if line.settled and not line.left else "",
    ]
    words = before + "; ".join(filter(None, parts))
    if not line.unknown:
        return words
    words = f"{words}; " if any(parts) else words
    aliases = [f"*{entry.alias}*" for entry in line.unknown]
    named = f"{words}review date unknown for "
    return longest_that_fits(
        named + as_many_as_fit(aliases, before=named),
        f"{words}{counted(len(aliases), 'review date')} unknown",
    )


def _asked_words(line: AskedAbout, year: SchoolYear | None) -> str:
    day = date_words.in_short(line.asked_on, year)
    if not line.answered:
        more = f" {line.others} more to mark." if line.others else ""
        return f"Was the meeting of *{line.alias}* on {day} held?{more}"
    meeting = line.meeting
    words = f"The meeting of *{line.alias}* on {day}"
    if meeting.state is MeetingState.PLANNED:
        return f"{words} is now on {date_words.in_short(meeting.on, year)}."
    return f"{words}: {meeting.state} ✓"


def _block_id(line: Line) -> str:
    match line:
        case Work() | Together() | LegalDates():
            return f"work:{line.group}"
        case AskedAbout():
            return f"asked:{line.meeting.id}"
        case _:
            return type(line).__name__


def _aloud(digest: Digest) -> str:
    """Return the same for a lock screen and a screen reader, without a single alias."""
    said = [_line_aloud(line) for line in digest.lines]
    if not digest.confirmed:
        said.append("Calendar not confirmed")
    return f"{date_words.in_words(digest.on)}. " + " ".join(f"{one}." for one in said if one)


def _line_aloud(line: Line) -> str:
    match line:
        case LegalDates():
            return counted(max(len(line.dates), len(line.left)), "legal date") + " to look at"
        case MeetingsToday() | CallsToday() | Today():
            return _today_aloud(line)
        case WithoutDate():
            return f"{counted(len(line.left), 'meeting date')} to agree"
        case Foretold():
            return f"{foretold_count(line)} for the next summary to your supervisor"
        case FormsIn():
            return f"{counted(len(line.came_in) + len(line.given_back), 'form')} came in"
        case AskedAbout():
            unmarked = 0 if line.answered else line.others + 1
            return f"{counted(unmarked, 'meeting')} to be marked as held or not" if unmarked else ""
        case _:
            return _work_aloud(line)


def _work_aloud(line: Work | Together | More | NothingDue) -> str:
    if isinstance(line, Work):
        return f"{line.place}: {progress(line)}".removesuffix(" ✓")
    words = _work_words(line).replace("*", "")
    return words.removeprefix("+ ").removesuffix(" …").removesuffix(".").removesuffix(" ✓")
