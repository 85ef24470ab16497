"""What `/iep` answers: today's work, and help. Only the caller sees it, and it names no student."""

from collections.abc import Sequence
from datetime import date

from bot import date_words
from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import Rules
from bot.digest.home import HomeTab
from bot.meetings.meetings import Meeting
from bot.office.office_notes import with_the_office
from bot.people.people import Role
from bot.records.caseloads import Glance, StudentGlance
from bot.ui.digest import tallies, welcome
from bot.ui.digest.digest_words import put_off_words
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import Block, Message
from bot.ui.kit.markup import counted

MOST_LINES = 12
VERBS = (
    ("/iep", "your students, their meetings and what is due"),
    ("/iep find Juniper", "one student, and what can be done about them"),
    ("/iep meeting Juniper", "a student's meeting: set, move, cancel, adjourn, held"),
    ("/iep due", "everything that is open, with its date"),
    ("/iep why Juniper", "why each thing about a student is due then"),
    ("/iep add", "a student by hand"),
    ("/iep paste", "many students at once, from a spreadsheet"),
    ("/iep gone", "your students who have left; they can come back"),
    ("/iep handover", "your caseload, to a colleague: for good, or while you are away"),
    ("/iep log Juniper", "a contact with parents, a teacher or a provider: Save is the next tap"),
    ("/iep progress", "goals that nobody has looked at in this reporting period"),
    ("/iep request", "next month's forms: whom to ask, and who has answered"),
    ("/iep tips", "what helps before a meeting, in it, and when parents disagree"),
    ("/iep settings", "your own settings; for admins those of the district"),
    ("/iep channel", "typed in a private channel: your checklist threads stand there"),
    ("/iep district", "for supervisors: what is open at your schools, in counts"),
    ("/iep trail", "for admins: who saw and changed a student's record"),
    ("/iep help", "this list"),
    ("/iep attempt Juniper", "log a try to reach the parents"),
    ("/iep call Juniper", "a talk agreed with the parents, with a reminder"),
    ("/preiep", "write down a talk with the parents"),
    ("/preiep Juniper", "the same, with the student picked"),
)
_NO_STUDENTS = (
    "There are no students on your caseload yet. `/iep add` adds one by hand; an admin can bring "
    "in all of them at once."
)
UNCONFIRMED = "*Calendar not confirmed.* Dates count weekdays and public holidays only."


def overview(work: HomeTab, others: Sequence[Block] = ()) -> Message:
    """Draw the work of one person; `others` is what is theirs besides their own students' work."""
    glance, rules = work.glance, work.rules
    parts: list[Block] = [blocks.header("Your IEP work")]
    if not work.confirmed:
        parts.append(blocks.context(UNCONFIRMED))
    if not glance.students:
        said, words = _without_students(work, waiting=bool(others))
        return blocks.message(said, [*parts, *others, *map(blocks.section, words)])
    said = _counted(work)
    parts.append(blocks.context(said))
    lines = [line_about(row, glance, rules) for row in glance.due]
    parts += _list("*Due*", lines or ([] if work.waits else ["Nothing is due soon."]))
    parts += others
    parts += _list(
        tallies.no_meeting(glance.tally), [*map(_without_date_line, glance.without_a_date)]
    )
    parts += _list("*Next meetings*", _meeting_lines(glance))
    if glance.later:
        parts.append(blocks.context(_later(glance.later)))
    parts.append(blocks.context("Names and details are in the home tab. `/iep help` lists more."))
    return blocks.message(said, parts)


def _counted(work: HomeTab) -> str:
    """Count students, and everything to do by the last day that counts as soon."""
    glance = work.glance
    count = len(glance.due) + sum(one.is_due_by(glance.soon) for one in work.waiting)
    soon = date_words.in_words(glance.soon)
    return f"{counted(len(glance.students), 'student')}, {counted(count, 'thing')} to do by {soon}."


def _without_students(work: HomeTab, *, waiting: bool) -> tuple[str, list[str]]:
    """Return what is read aloud to somebody who has none, and what Preiep does for them."""
    if Role.CASE_MANAGER in work.roles:
        said = "You have no students on your caseload yet."
        words = [_NO_STUDENTS]
    else:
        said = "What Preiep does for you today."
        words = welcome.for_others(work.roles, waiting=waiting)
    count = len(work.waiting)
    return f"{counted(count, 'thing')} asked of you." if count else said, words


def line_about(row: Obligation, glance: Glance, rules: Rules) -> str:
    """Return what is due and when, in words that name no student."""
    return f"*{glance.aliases[row.student]}* {what(row, rules)}: {when(row, glance)}"


def next_line(seen: StudentGlance, glance: Glance, rules: Rules) -> list[str]:
    """Return what comes next about a student; nothing where nothing with a date is open."""
    row = seen.first
    return [f"Next: {what(row, rules)}, {when(row, glance)}"] if row else []


def what(row: Obligation, rules: Rules) -> str:
    return markup.escaped(rules[row.id].what)


def when(row: Obligation, glance: Glance) -> str:
    """Say by when, with what a reader must know about the date."""
    if row.due_on is None:
        return "date not known yet"
    day = "today" if row.due_on == glance.today else f"by {date_words.in_short(row.due_on)}"
    if row.overdue(glance.today):
        day = f"was due {date_words.in_short(row.due_on)}"
    notes = [
        _for_which(row, glance),
        put_off_words(row, glance.today),
        "expedited" if row.expedited else "",
        "revise" if row.revise else "",
        with_the_office(row),
        row.warning or "",
        f"meeting set for {date_words.in_short(row.meeting_on)}"
        if row.meeting is None and row.meeting_on
        else "",
    ]
    return ", ".join([day, *(note for note in notes if note)])


def _for_which(row: Obligation, glance: Glance) -> str:
    if row.meeting is None or row.meeting_on is None or row.student not in glance.of_two_meetings:
        return ""
    return f"for the meeting of {date_words.in_short(row.meeting_on)}"


def _without_date_line(student: StudentGlance) -> str:
    review = student.review_on
    if review is None:
        return f"*{student.student.alias}* review date unknown"
    on = date_words.in_short_with_year(review)
    if "annual" in student.unknown_reviews:
        return f"*{student.student.alias}* annual date unknown, triennial due {on}"
    unknown = ", triennial date unknown" if student.unknown_reviews else ""
    return f"*{student.student.alias}* review due {on}{unknown}"


def _later(students: Sequence[StudentGlance]) -> str:
    unknown = sum(bool(seen.unknown_reviews) for seen in students)
    gap = f"; a review date is unknown for {unknown}" if unknown else ""
    return (
        f"And {counted(len(students), 'student')} without a meeting, whose reviews come later{gap}."
    )


def _meeting_lines(glance: Glance) -> list[str]:
    dated = [(seen.student.alias, seen.meeting) for seen in glance.meetings if seen.meeting]
    return [f"*{alias}* {_meeting(meeting, today=glance.today)}" for alias, meeting in dated]


def _meeting(meeting: Meeting, *, today: date) -> str:
    when = f"{date_words.in_short(meeting.on)}{date_words.at_clock_time(meeting.at)}"
    return f"{when}, {meeting.kind}, {meeting.mode}{asked_if_held(meeting, today=today)}"


def asked_if_held(meeting: Meeting, *, today: date) -> str:
    """Ask after a meeting whose day has passed, and of which nobody has said more."""
    return ". Was it held?" if meeting.unmarked(today=today) else ""


def help_text(*, unknown: bool = False) -> Message:
    """Return the verbs with examples; also the answer to a word that is none."""
    lines = [f"`{verb}`  {meaning}" for verb, meaning in VERBS]
    first = (
        # The words are not repeated: they may be a student's name, which no message carries.
        "I do not know these words after `/iep` yet. What works today:"
        if unknown
        else "What works today:"
    )
    return blocks.message(
        "How to use Preiep.",
        [
            blocks.section(first),
            blocks.section("\n".join(lines)),
            blocks.context("Buttons for most of this stand in the home tab of this app."),
        ],
    )


def _list(title: str, lines: Sequence[str]) -> list[Block]:
    return [blocks.section("\n".join([title, *cut(lines)]))] if lines else []


def cut(lines: Sequence[str]) -> list[str]:
    """Return as many lines as a message takes, and how many more there are."""
    more = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], *([f"+ {more} more in the home tab"] if more > 0 else [])]
