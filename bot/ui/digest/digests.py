"""The digest: one message a morning, seven lines at most, drawn anew as things are done."""

from datetime import date

from bot import date_words
from bot.dates.obligation_rows import State
from bot.dates.obligation_rules import Place
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
    WithoutDate,
    Work,
)
from bot.digest.digests import Digest
from bot.meetings.meetings import MeetingState
from bot.settings.district_links import DistrictLinks
from bot.ui.digest.digest_controls import controls_of
from bot.ui.digest.digest_words import (
    by_when,
    foretold_words,
    forms_words,
    named,
    progress,
)
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import Block, Message
from bot.ui.kit.markup import counted

NO_LINKS = DistrictLinks()
MOST_NOTICES = 6
"""Languages whose notice of rights a line names; the others stand in the settings."""


def render(digest: Digest, links: DistrictLinks = NO_LINKS, *, notes: bool = False) -> Message:
    """Draw the digest; the district's `links` stand where the work of a line is done.

    `notes` says whether the office has a channel, into which notes can be sent.
    """
    title = date_words.in_words(digest.on)
    if not digest.confirmed:
        title += " · calendar not confirmed"
    drawn: list[Block] = [blocks.header(title)]
    for line in digest.lines:
        drawn += _drawn(line, digest.on, links, notes=notes)
    return blocks.message(_aloud(digest), drawn)


def _drawn(line: Line, on: date, links: DistrictLinks, *, notes: bool) -> list[Block]:
    controls = controls_of(line, notes=notes)
    text = blocks.section(_words(line, on) + _where(line, links))
    return [text, blocks.actions(controls, block_id=_block_id(line))] if controls else [text]


def _words(line: Line, on: date) -> str:
    match line:
        case LegalDates():
            return f"*Legal dates:* {_legal_words(line, on)}"
        case MeetingsToday() | CallsToday():
            return _today_words(line)
        case WithoutDate():
            return f"*Dates to agree:* {_without_date_words(line, on)}"
        case Foretold():
            return foretold_words(line)
        case FormsIn():
            return f"*Forms that came in:* {forms_words(line)}"
        case AskedAbout():
            return _asked_words(line)
        case Work():
            return f"*{line.place}:* {progress(line)}"
        case _:
            return _last_words(line)


def _where(line: Line, links: DistrictLinks) -> str:
    """Return a link to where the work is done, while some of it is left."""
    if not isinstance(line, Work) or not line.left:
        return ""
    if address := links.of_place(line.place):
        return f" · {markup.link(address, 'Open')}"
    if line.place is not Place.OFFICE or not links.rights:
        return ""
    notices = [markup.link(address, language) for language, address in links.rights[:MOST_NOTICES]]
    return f" · rights notice: {', '.join(notices)}"


def _today_words(line: MeetingsToday | CallsToday) -> str:
    if isinstance(line, MeetingsToday):
        return f"*Meetings today:* {named(map(_meeting_words, line.meetings))}"
    calls = (f"*{alias}* at {date_words.clock_time(at)}" for alias, at in line.calls)
    return f"*Calls agreed for today:* {named(calls)}"


def _today_aloud(line: MeetingsToday | CallsToday) -> str:
    if isinstance(line, MeetingsToday):
        return f"{counted(len(line.meetings), 'meeting')} today"
    return f"{counted(len(line.calls), 'call')} agreed for today"


def _last_words(line: More | NothingDue) -> str:
    return f"+ {line.count} more" if isinstance(line, More) else "Nothing is due today."


def _legal_words(line: LegalDates, on: date) -> str:
    dates = [_legal_date_words(legal, on) for legal in line.dates]
    of_dates = {legal.agree_date for legal in line.dates}
    others = [entry for entry in line.left if entry.key not in of_dates]
    return named([*(_legal_row_words(entry, on) for entry in others), *dates])


def _legal_row_words(entry: Entry, on: date) -> str:
    words = f"*{entry.alias}* {entry.row.why.rule.what}, {by_when([entry], on)}"
    planned_on = entry.row.meeting_on if entry.row.state is State.PLANNED else None
    return f"{words}, now set for {date_words.in_short(planned_on)}" if planned_on else words


def _legal_date_words(legal: LegalDate, on: date) -> str:
    fell_due = "was due" if legal.on < on else "is due"
    words = f"the review of *{legal.alias}* {fell_due} {_day(legal.on, on)}"
    if legal.meeting_on is None:
        return f"{words}, no meeting set"
    return f"{words}, the meeting is set for {date_words.in_short(legal.meeting_on)}"


def _day(day: date, on: date) -> str:
    return "today" if day == on else f"on {date_words.in_short(day)}"


def _meeting_words(one: MeetingOf) -> str:
    meeting = one.meeting
    at = date_words.at_clock_time(meeting.at)
    state = "" if meeting.waits else f", {meeting.state}"
    return f"*{one.alias}*{at}, {meeting.mode}{state}"


def _without_date_words(line: WithoutDate, on: date) -> str:
    dated, unknown = line.dated, named(f"*{entry.alias}*" for entry in line.unknown)
    parts = [
        f"{counted(len(dated), 'student')}, {by_when(dated, on)}" if dated else "",
        f"review date unknown for {unknown}" if unknown else "",
        f"{line.put_off} put off" if line.put_off else "",
        f"{line.settled} settled" if line.settled and line.left else "",
        "all settled ✓" if line.settled and not line.left else "",
    ]
    return "; ".join(part for part in parts if part)


def _asked_words(line: AskedAbout) -> str:
    day = date_words.in_short(line.asked_on)
    if not line.answered:
        return f"Was the meeting of *{line.alias}* on {day} held?"
    meeting = line.meeting
    words = f"The meeting of *{line.alias}* on {day}"
    if meeting.state is MeetingState.PLANNED:
        return f"{words} is now on {date_words.in_short(meeting.on)}."
    return f"{words}: {meeting.state} ✓"


def _block_id(line: Line) -> str:
    match line:
        case Work():
            return f"work:{line.group}"
        case AskedAbout():
            return f"asked:{line.meeting.id}"
        case _:
            return type(line).__name__


def _aloud(digest: Digest) -> str:
    """Return the same for a lock screen and a screen reader, without a single alias."""
    asked = sum(isinstance(line, AskedAbout) and not line.answered for line in digest.lines)
    said = [_line_aloud(line) for line in digest.lines]
    if asked:
        said.append(f"{counted(asked, 'meeting')} to be marked as held or not")
    if not digest.confirmed:
        said.append("Calendar not confirmed")
    return f"{date_words.in_words(digest.on)}. " + " ".join(f"{one}." for one in said if one)


def _line_aloud(line: Line) -> str:
    match line:
        case LegalDates():
            return counted(max(len(line.dates), len(line.left)), "legal date") + " to look at"
        case MeetingsToday() | CallsToday():
            return _today_aloud(line)
        case WithoutDate() | Foretold():
            return _left_aloud(line)
        case FormsIn():
            return f"{counted(len(line.came_in) + len(line.given_back), 'form')} came in"
        case Work():
            return f"{line.place}: {progress(line)}".removesuffix(" ✓")
        case AskedAbout():
            return ""
        case _:
            return _last_words(line).removeprefix("+ ").removesuffix(".")


def _left_aloud(line: WithoutDate | Foretold) -> str:
    if isinstance(line, WithoutDate):
        return f"{counted(len(line.left), 'date')} to agree"
    return f"{counted(len(line.left), 'thing')} for the next summary to your supervisor"
