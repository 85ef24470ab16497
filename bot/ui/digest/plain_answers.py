"""What Preiep answers to plain words: by alias, naming the question, with a way on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot import date_words
from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import Rules
from bot.digest.home import HomeTab
from bot.digest.plain_answers import Ticked, Unanswered
from bot.digest.plain_words import Query
from bot.records.caseloads import Glance, StudentGlance
from bot.students import StudentId
from bot.ui.conversations import conversations as conversation
from bot.ui.digest import hub, waiting
from bot.ui.digest.waiting import ALL, others
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, Message
from bot.ui.kit.markup import counted
from bot.ui.records import students as student
from bot.ui.requests import requests_asked

MOST_STUDENTS = 4
LONGEST_WHY = 600
MOST_OTHERS = 8
"""Of each kind of what is not about one's own students."""

EXAMPLES = (
    "what is due today, this week, by the 10th",
    "when is Juniper's next meeting",
    "why is Juniper's work due",
    "start a conversation for Juniper",
    "who has not answered",
    "what did I tick today",
    "Juniper, to hear by which alias a student goes here",
)


def not_understood() -> Message:
    """Say so, with two ways on. The words are not repeated: they may be a name."""
    return _answer(
        "I did not understand that, and nothing was kept of it.",
        ["`/iep` shows what is due, and `/preiep` opens a parent conversation."],
        [blocks.context("Or ask, in words like these: " + "; ".join(EXAMPLES) + ".")],
    )


def file_not_read() -> Message:
    """Say what became of a file that came without words: nothing."""
    return _answer(
        "I do not read files that are sent here, and nothing was kept of this one.",
        ["`/iep paste` brings in a caseload."],
    )


def help_answer() -> Message:
    return _answer(
        "These questions I can answer:",
        [f"• {example}" for example in EXAMPLES],
        [blocks.context("`/iep help` lists the commands. No language model reads along.")],
    )


def which_student(asked: Query) -> Message:
    return _answer(
        f"I take it that you ask {asked}, and I cannot tell about whom.",
        ["Please write the student's first and last name, or the alias, in the same message."],
    )


def several(glances: Sequence[StudentGlance]) -> Message:
    """Name each student whom the words fit, with a button."""
    shown = glances[:MOST_STUDENTS]
    more = len(glances) - len(shown)
    lines = [f"+ {more} more; please write the whole name."] if more else []
    fitting: list[Block] = [
        blocks.section(f"*{one.student.alias}*", accessory=_open(one)) for one in shown
    ]
    return _answer("That fits more than one of your students.", lines, fitting)


def due(asked: Query, rows: Sequence[Obligation], work: HomeTab, *, until: date) -> Message:
    """Return what is open and due by a day, for the question as it was understood.

    What is open beyond it is said too: an answer never sounds as if there were nothing.
    """
    glance = work.glance
    theirs = [one for one in work.waiting if one.is_due_by(until)]
    besides = others(replace(work, waiting=tuple(theirs)), most=MOST_OTHERS, schools=MOST_OTHERS)
    later = _later(work, until, len(theirs), rows)
    lines = hub.cut([hub.line_about(row, glance, work.rules) for row in rows])
    if not lines and not besides:
        lines = ["Nothing by then."] if later else ["Nothing is open."]
    title = _counting(asked, glance, len(rows) + len(theirs))
    return _answer(title, lines, [*besides, *later, *_unconfirmed(glance)])


def due_of_one(
    asked: Query, rows: Sequence[Obligation], seen: StudentGlance, work: HomeTab
) -> Message:
    """Return the same of one student."""
    glance = work.glance
    lines = hub.cut([hub.line_about(row, glance, work.rules) for row in rows])
    if not lines and seen.open:
        lines = [f"Nothing by then. Open later: {counted(len(seen.open), 'thing')}."]
    title = _counting(asked, glance, len(rows), of=f" for {seen.student.alias}")
    return _answer(title, lines or ["Nothing is open."], _and_open(seen, glance))


def _counting(asked: Query, glance: Glance, count: int, *, of: str = "") -> str:
    title = f"{asked[0].upper()}{asked[1:]}"
    title += f" by {date_words.in_words(glance.soon)}" if asked is Query.DUE else ""
    return f"{title}{of}: {counted(count, 'thing')}" if count else f"{title}{of}?"


def _later(work: HomeTab, until: date, shown: int, rows: Sequence[Obligation]) -> list[Block]:
    """Say how much is open besides, where it is listed, and by when the first of it is due."""
    open_ = [row for seen in work.glance.students for row in seen.open]
    count = len(work.waiting) - shown + len(open_) - len(rows)
    if not count:
        return []
    days = [one.by for one in work.waiting] + [row.due_on for row in open_]
    first = min((day for day in days if day and day > until), default=None)
    when = f", the first by {date_words.in_words(first)}" if first else ""
    everything = elements.button("All that is open", ALL)
    said = f"Open besides: {counted(count, 'thing')}{when}."
    return [blocks.section(said, accessory=everything, block_id="later")]


def next_meeting(seen: StudentGlance, glance: Glance) -> Message:
    line = student.meeting_line(seen, glance)
    return _answer(f"{seen.student.alias}, next meeting", [line], _and_open(seen, glance))


def who(seen: StudentGlance, glance: Glance, rules: Rules) -> Message:
    """Answer a name with the alias."""
    lines = [student.meeting_line(seen, glance), *hub.next_line(seen, glance, rules)]
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
    theirs = waiting.render(work.waiting, today, most=MOST_OTHERS)
    lines = [
        f"*{aliases[one.student]}* {one.open} of {counted(one.asked, 'form')} still to come, "
        f"the first by {date_words.in_short(one.wanted_by)}"
        for one in found
    ]
    look = elements.button("Who has answered", requests_asked.LOOK, value="0")
    nothing = [] if theirs else ["None is open. `/iep request` lists whom to ask."]
    return _answer(
        "Forms that have not come in",
        hub.cut(lines) or nothing,
        [*([blocks.actions([look], block_id="look")] if found else []), *theirs],
    )


def ticked_today(
    rows: Sequence[Ticked], rules: Rules, aliases: Mapping[StudentId, str], day: date
) -> Message:
    lines = [
        f"*{aliases[row.student]}* {markup.escaped(rules[row.obligation].what)}" for row in rows
    ]
    title = f"What you ticked today, {date_words.in_words(day)}: {len(rows)}"
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


def _unconfirmed(glance: Glance) -> list[Block]:
    return [] if glance.confirmed else [blocks.context(hub.UNCONFIRMED)]


def _and_open(seen: StudentGlance, glance: Glance) -> list[Block]:
    return [*_unconfirmed(glance), blocks.actions([_open(seen)], block_id="open")]


def _open(seen: StudentGlance) -> elements.Element:
    who = seen.student
    return elements.button(f"Open {who.alias}", student.OPEN, value=who.id)
