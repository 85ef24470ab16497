"""What Preiep answers to plain words: by alias, naming the question, with a way on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo

from bot import date_words
from bot.dates.obligation_rows import Obligation, nothing_set
from bot.dates.obligation_rules import Rules
from bot.digest.home import HomeTab
from bot.digest.kinds import how_many
from bot.digest.plain_answers import DaysAskedFor, OpenInPlace, OpenRows, Ticked, Unanswered
from bot.digest.plain_words import Query
from bot.meetings.meetings import Meeting
from bot.records.caseloads import Glance, StudentGlance
from bot.students import Student, StudentId
from bot.ui.conversations import conversations as conversation
from bot.ui.dates.obligation_rows import meets
from bot.ui.digest import home, hub, owed
from bot.ui.digest.owed import ALL, MOST_OTHERS, others
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, Message, Room, View
from bot.ui.kit.markup import counted
from bot.ui.meetings import set_meeting
from bot.ui.records import students as student
from bot.ui.requests import requests_asked

MOST_STUDENTS = 4
LONGEST_WHY = 600

INTERPRETERS = "interpreters_show"
MOST_NEEDING = 60


def not_understood(about: Sequence[Student]) -> Message:
    """Say so, with the way to whom the words name; the words themselves are not repeated."""
    return _answer(
        "I did not understand that, and nothing was kept of it.",
        ["`/iep` shows what is due, and `/preiep` opens a parent conversation."],
        [*_openings(about), blocks.context("`/iep help` shows what you can ask.")],
    )


def file_not_read() -> Message:
    """Say what became of a file that came without words: nothing."""
    return _answer(
        "I do not read files that are sent here, and nothing was kept of this one.",
        ["`/iep paste` brings in a caseload."],
    )


def which_student(asked: Query) -> Message:
    return _answer(
        f"I think you are asking {asked}, but I cannot tell about which student.",
        ["Please write the student's first and last name, or the alias, in the same message."],
    )


def several(about: Sequence[Student], *, opens: str = student.OPEN) -> Message:
    """Name each student whom the words fit, with a button that `opens` the right screen."""
    more = markup.more(len(about) - MOST_STUDENTS, "more; please write the whole name.")
    return _answer("That fits more than one of your students.", more, _openings(about, opens))


def elsewhere(who: Student, line: str, *, opens: str) -> Message:
    """Answer about a student who is on no caseload of the asker's, as far as they may see."""
    open_it = blocks.actions([_opening(who, opens)], block_id="open")
    return _answer(who.alias, [line] if line else [], [open_it])


def has_left(who: Student) -> Message:
    open_it = blocks.actions([_opening(who)], block_id="open")
    return _answer(who.alias, ["This student has left; nothing is due."], [open_it])


def due(asked: Query, rows: Sequence[Obligation], work: HomeTab, days: DaysAskedFor) -> Message:
    """Return what is open and due by a day, for the question as it was understood.

    What is open beyond it is said too: an answer never sounds as if there were nothing.
    """
    glance = work.glance
    theirs = [one for one in work.waiting if one.is_due_by(days.last)]
    besides = others(replace(work, waiting=tuple(theirs)), most=MOST_OTHERS, schools=MOST_OTHERS)
    later = _later(work, days.last, len(theirs), rows)
    lines = []
    if not rows and not besides:
        lines = ["Nothing."] if later else ["Nothing is open."]
    title = _counting(asked, rows, glance, len(theirs))
    lists = hub.due_lists(rows, glance, work.rules)
    return _answer(title, lines, [*lists, *besides, *later, *_unconfirmed(glance)])


def due_of_one(
    asked: Query, rows: Sequence[Obligation], seen: StudentGlance, work: HomeTab
) -> Message:
    """Return the same of one student."""
    glance = work.glance
    nothing = [f"Nothing. {_more_open(len(seen.open))}." if seen.open else "Nothing is open."]
    title = _counting(asked, rows, glance, of=f" for {seen.student.alias}")
    lists = hub.due_lists(rows, glance, work.rules)
    return _answer(title, [] if rows else nothing, [*lists, *_and_open(seen, glance)])


def _counting(
    asked: Query, rows: Sequence[Obligation], glance: Glance, others: int = 0, *, of: str = ""
) -> str:
    """Count what was asked after; of today, what is overdue is told besides."""
    title = f"{asked[0].upper()}{asked[1:]}"
    title += f" by {date_words.in_short(glance.soon, glance.year)}" if asked is Query.DUE else ""
    title += of
    late = [row for row in rows if asked is Query.DUE_TODAY and row.overdue(glance.today)]
    count, overdue = how_many(rows) - how_many(late) + others, how_many(late)
    besides = f"{overdue} overdue" if overdue else ""
    parts = [counted(count, "thing") if count else "", besides]
    return f"{title}: {', '.join(filter(None, parts))}" if any(parts) else f"{title}?"


def _more_open(count: int) -> str:
    return "1 more thing is open" if count == 1 else f"{count} more things are open"


def _later(work: HomeTab, until: date, shown: int, rows: Sequence[Obligation]) -> list[Block]:
    """Say how much more is open, where it is listed, and by when the next of it is due."""
    open_ = [row for seen in work.glance.students for row in seen.open]
    count = len(work.waiting) - shown + how_many(open_) - how_many(rows)
    if not count:
        return []
    days = [one.by for one in work.waiting] + [row.due_on for row in open_]
    first = min((day for day in days if day and day > until), default=None)
    when = f"; the next is due by {date_words.in_short(first, work.glance.year)}" if first else ""
    everything = elements.button("All that is open", ALL)
    said = f"{_more_open(count)}{when}."
    return [blocks.section(said, accessory=everything, block_id="later")]


def next_meeting(seen: StudentGlance, glance: Glance) -> Message:
    line = student.meeting_line(seen, glance)
    return _answer(f"{seen.student.alias}, next meeting", [line], _and_open(seen, glance))


def who(seen: StudentGlance, glance: Glance, rules: Rules, *, nearly: bool = False) -> Message:
    """Answer a name with the alias; say where it is only `nearly` the name that was written."""
    lines = [
        *([student.NEARLY] if nearly else []),
        student.meeting_line(seen, glance),
        *hub.next_line(seen, glance, rules),
    ]
    title = f"In messages this student goes by {seen.student.alias}"
    return _answer(title, lines, _and_open(seen, glance))


def start_conversation(seen: StudentGlance | None) -> Message:
    """Offer the button: a message opens no modal by itself, Slack lets a click do that."""
    about = f" about {seen.student.alias}" if seen else ""
    value = str(seen.student.id) if seen else ""
    start = elements.button("Parent conversation", conversation.OPEN, value=value, style="primary")
    return _answer(
        f"A parent conversation{about}",
        ["Press the button and write while you talk; what you type is kept."],
        [blocks.actions([start], block_id="start")],
    )


def who_has_not_answered(found: Sequence[Unanswered], work: HomeTab) -> Message:
    """Count by student; from whom they are still to hear stands in the modal behind the button.

    Who was asked for forms themselves may mean those.
    """
    aliases, today = work.glance.aliases, work.glance.today
    theirs = owed.render(work.waiting, today, work.glance.year, most=MOST_OTHERS)
    lines = [
        f"*{aliases[one.student]}* {one.open} of {counted(one.asked, 'form')} still to come, "
        f"the first by {date_words.in_short(one.wanted_by, work.glance.year)}"
        for one in found
    ]
    look = elements.button("Who has answered", requests_asked.LOOK, value="0")
    nothing = [] if theirs else ["None is open. `/iep request` lists whom to ask."]
    return _answer(
        "Forms that have not come in",
        hub.cut(lines) or nothing,
        [*([blocks.actions([look], block_id="look")] if found else []), *theirs],
    )


def of_a_kind(found: Sequence[OpenInPlace], work: HomeTab, alias: str) -> Message:
    """Return what is open in each place, by meeting; what can be picked there has a button.

    What others wait for stands below, where nobody's `alias` narrows the question down.
    """
    glance = work.glance
    theirs = [] if alias else owed.render(work.waiting, glance.today, glance.year, most=MOST_OTHERS)
    about = f" for {alias}" if alias else ""
    open_ = [one for one in found if one.meetings]
    kinds = ", ".join(one.place for one in open_ or found)
    count = sum(len(one.meetings) for one in found)
    title = f"{kinds}{about}: {counted(count, 'meeting')}" if count else f"{kinds}{about}?"
    later = sum(one.later for one in found)
    after = [
        *([blocks.context(f"{later} more are due after {_day(glance.soon)}.")] if later else []),
        *theirs,
        *_unconfirmed(glance),
    ]
    room = Room(blocks.section(f"*{title}*"), *after, MORE_AT_HOME)
    several = len(open_) > 1
    shown = room.take([[_in_place(one, glance, work.rules, headed=several)] for one in open_])
    more = [MORE_AT_HOME] if shown.hidden else []
    nothing = [] if count or theirs else [NOTHING_MISSING if glance.students else NO_STUDENTS]
    return _answer(title, nothing, [*shown.blocks, *more, *after])


NOTHING_MISSING = "Nothing of that kind is open."
NO_STUDENTS = "You lead no students here, so none of these are yours."
MORE_AT_HOME = blocks.context("There is more in the home tab.")


def _in_place(found: OpenInPlace, glance: Glance, rules: Rules, *, headed: bool) -> Block:
    """List the meetings; what is open is said once where it is the same for all of them.

    `headed` where it is one place of several: the head of the answer names the only one.
    """
    kinds = {row.id for one in found.meetings for row in one.rows}
    same = len(kinds) == 1
    head = [f"*{found.place}*"] if headed else []
    head += [markup.escaped(rules[kinds.pop()].what)] if same else []
    title = [": ".join(head)] if head else []
    lines = hub.cut([_meeting_line(one, glance, rules, named=not same) for one in found.meetings])
    pick = elements.button(
        "Pick …", home.PICK, value=found.place.name, label=f"Pick from {found.place}"
    )
    return blocks.section(
        "\n".join([*title, *lines]),
        accessory=pick if found.tickable else None,
        block_id=f"place:{found.place.name}",
    )


def _meeting_line(found: OpenRows, glance: Glance, rules: Rules, *, named: bool) -> str:
    on = meets(found.rows[0], glance.year) or nothing_set(found.rows)
    rows = "; ".join(_row(row, glance, rules, named=named) for row in found.rows)
    return f"*{glance.aliases[found.student]}* ({on}): {rows}"


def _row(row: Obligation, glance: Glance, rules: Rules, *, named: bool) -> str:
    when = hub.when(row, glance) if row.due_on else "not there yet"
    return f"{hub.what(row, rules)}, {when}" if named else when


def not_marked(meetings: Sequence[Meeting], aliases: Mapping[StudentId, str]) -> Message:
    """List the meetings whose day has passed, each with its student's button."""
    title = f"Meetings that nobody has marked: {len(meetings)}"
    drawn: list[Block] = [
        blocks.section(
            f"*{aliases[one.student]}* {_day(one.on)}{date_words.at_clock_time(one.at)}",
            accessory=elements.button("Open", set_meeting.SEE, value=one.id, label="Open it"),
            block_id=f"meeting:{one.id}",
        )
        for one in meetings[: hub.MOST_LINES]
    ]
    more = markup.more(len(meetings) - hub.MOST_LINES, "more in `/iep due`")
    return _answer(title, more if meetings else ["Every past meeting is marked."], drawn)


def without_meeting(glance: Glance) -> Message:
    lines = [hub.without_a_date_line(one, glance) for one in glance.without_a_date]
    title = f"Students who need a meeting date: {len(lines)}"
    setting: list[Block] = [
        blocks.section(
            line,
            accessory=elements.button("Set a meeting", set_meeting.OPEN, value=one.student.id),
            block_id=f"set:{one.student.id}",
        )
        for one, line in list(zip(glance.without_a_date, lines, strict=True))[: hub.MOST_LINES]
    ]
    more = markup.more(len(lines) - hub.MOST_LINES, "more in the home tab")
    said = more if lines else ["Everybody who needs one soon has a meeting."]
    return _answer(title, said, [*setting, *_unconfirmed(glance)])


def calls(
    found: Sequence[tuple[datetime, StudentId]], aliases: Mapping[StudentId, str], zone: tzinfo
) -> Message:
    lines = [
        f"*{aliases[student]}* {_day(at.astimezone(zone).date())} at "
        f"{date_words.clock_time(at.astimezone(zone).time())}"
        for at, student in found
    ]
    title = f"Calls agreed with parents: {len(lines)}"
    return _answer(title, hub.cut(lines) or ["None. `/iep call Juniper` books one."])


def who_needs_interpreter(count: int) -> Message:
    """Count them; who it is stands behind the button, as no message carries what a family needs."""
    if not count:
        return _answer("An interpreter: nobody on your caseload needs one, as far as is known.", [])
    look = elements.button("Show who", INTERPRETERS)
    return _answer(
        f"{counted(count, 'student')} on your caseload {'needs' if count == 1 else 'need'} an "
        "interpreter at the meeting.",
        [],
        [blocks.actions([look], block_id="interpreters")],
    )


def interpreters(seen: Sequence[StudentGlance], glance: Glance) -> View:
    """Name who needs an interpreter, in which language, the next meeting first."""
    lines = [
        f"{markup.named(one.student)}: "
        f"{markup.escaped(one.student.home_language) or 'language not on record'}. "
        f"{student.meeting_line(one, glance)}"
        for one in seen
    ]
    shown = [blocks.section(line) for line in lines[:MOST_NEEDING]]
    more = [blocks.context(words) for words in markup.more(len(lines) - MOST_NEEDING)]
    nobody = [] if lines else [blocks.section("Nobody needs one, as far as is known.")]
    return blocks.modal("Interpreters", [*shown, *more, *nobody], callback_id=INTERPRETERS)


def ticked_today(
    rows: Sequence[Ticked], rules: Rules, aliases: Mapping[StudentId, str], day: date
) -> Message:
    lines = [
        f"*{aliases[row.student]}* {markup.escaped(rules[row.obligation].what)}" for row in rows
    ]
    title = f"What you ticked today, {date_words.in_short(day)}: {len(rows)}"
    return _answer(title, hub.cut(lines) or ["Nothing yet."])


def why(seen: StudentGlance, glance: Glance, rules: Rules) -> Message:
    """Explain why a student's next open row is due then, and show where the others stand."""
    alias, row = seen.student.alias, seen.first
    if row is None:
        title = f"{alias}: nothing with a date is open."
        return _answer(title, ["So there is nothing to explain."])
    title = f"{alias}, what comes next: {hub.what(row, rules)}, {hub.when(row, glance)}"
    return _answer(title, [markup.short(row.why.text, LONGEST_WHY)], _and_open(seen, glance))


def _answer(title: str, lines: Sequence[str], after: Sequence[Block] = ()) -> Message:
    text = "\n".join([f"*{title}*", *lines])
    return blocks.message(title, [blocks.section(text), *after])


def _day(day: date) -> str:
    return date_words.in_short(day)


def _unconfirmed(glance: Glance) -> list[Block]:
    return [] if glance.confirmed else [blocks.context(hub.UNCONFIRMED)]


def _and_open(seen: StudentGlance, glance: Glance) -> list[Block]:
    return [*_unconfirmed(glance), blocks.actions([_opening(seen.student)], block_id="open")]


def _openings(about: Sequence[Student], opens: str = student.OPEN) -> list[Block]:
    return [
        blocks.section(f"*{one.alias}*", accessory=_opening(one, opens))
        for one in about[:MOST_STUDENTS]
    ]


def _opening(who: Student, opens: str = student.OPEN) -> elements.Element:
    """Draw the button that opens a student; which screen that is depends on who may see what."""
    return elements.button(f"Open {who.alias}", opens, value=who.id)
