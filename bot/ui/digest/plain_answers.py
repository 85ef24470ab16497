"""What Preiep answers to plain words: by alias, naming the question, with a way on."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot import date_words
from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import Rules
from bot.digest.plain_answers import Ticked, Unanswered
from bot.digest.plain_words import Query
from bot.records.caseloads import Glance, StudentGlance
from bot.students import StudentId
from bot.ui.conversations import conversations as conversation
from bot.ui.digest import hub
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, Message
from bot.ui.kit.markup import counted
from bot.ui.records import students as student
from bot.ui.requests import requests_asked

MOST_STUDENTS = 4
LONGEST_WHY = 600

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


def due(
    asked: Query, rows: Sequence[Obligation], glance: Glance, rules: Rules, *, alias: str = ""
) -> Message:
    """Return what is open and due, for the question as it was understood; of one by `alias`."""
    lines = [hub.line_about(row, glance, rules) for row in rows]
    title = f"{asked[0].upper()}{asked[1:]}"
    title += f" by {date_words.in_words(glance.soon)}" if asked is Query.DUE else ""
    title += f" for {alias}" if alias else ""
    title = f"{title}: {counted(len(rows), 'thing')}" if rows else f"{title}?"
    return _answer(title, hub.cut(lines) or ["Nothing that is open."], _unconfirmed(glance))


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


def who_has_not_answered(found: Sequence[Unanswered], aliases: Mapping[StudentId, str]) -> Message:
    """Count by student; from whom they are still to hear stands in the modal behind the button."""
    lines = [
        f"*{aliases[one.student]}* {one.open} of {counted(one.asked, 'form')} still to come, "
        f"the first by {date_words.in_short(one.wanted_by)}"
        for one in found
    ]
    look = elements.button("Who has answered", requests_asked.LOOK, value="0")
    return _answer(
        "Forms that have not come in",
        hub.cut(lines) or ["None is open. `/iep request` lists whom to ask."],
        [blocks.actions([look], block_id="look")] if found else [],
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
