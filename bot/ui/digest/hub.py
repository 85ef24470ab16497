"""What `/iep` answers: today's work. Only the caller sees it, and it names no student."""

from collections.abc import Sequence
from datetime import date

from bot import date_words
from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import Place, Rules
from bot.digest.home import HomeTab
from bot.digest.kinds import how_many
from bot.digest.tallies import is_law
from bot.forms.digest import cut_off
from bot.meetings.meetings import Meeting
from bot.office.office_notes import with_the_office
from bot.people.people import Role
from bot.records.caseloads import Glance, StudentGlance
from bot.ui.digest import tallies, welcome
from bot.ui.digest.digest_words import put_off_words, window_words
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, Message
from bot.ui.kit.markup import counted

CUT_OFF = "hub_cut_off"
MOST_LINES = 12
MOST_ALIASES = 6
"""Of the students for whom the same is due on the same day."""
_MOST_OF_LISTS = (MOST_LINES, MOST_LINES, 5, 5)
"""Lines of the first list, of the second, and so on."""
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
    nothing = [] if work.waits else ["Nothing is due soon."]
    parts += due_lists(glance.due, glance, rules) or _list("*Due*", nothing)
    parts += map(blocks.context, short_notice(glance.due))
    parts += _cut_off(glance)
    parts += others
    parts += _list(
        tallies.no_meeting(glance.tally),
        [without_a_date_line(one, glance) for one in glance.without_a_date],
    )
    parts += _list("*Next meetings*", _meeting_lines(glance))
    if glance.later:
        parts.append(blocks.context(_later(glance.later)))
    parts.append(blocks.context("Names and details are in the home tab. `/iep help` lists more."))
    return blocks.message(said, parts)


def _cut_off(glance: Glance) -> list[Block]:
    """Offer the work of the cut-off together, while a notice is left that is due soon."""
    notices = (work for work in glance.tally.work if work.place is Place.SEIS_NOTICES)
    if not any(work.left for work in notices):
        return []
    button = elements.button(f"{cut_off.CUT_OFF.title} …", CUT_OFF)
    return [blocks.actions([button], block_id="cut_off")]


def _counted(work: HomeTab) -> str:
    """Count students, and everything to do by the last day that counts as soon."""
    glance = work.glance
    count = how_many(glance.due) + sum(one.is_due_by(glance.soon) for one in work.waiting)
    soon = date_words.in_short(glance.soon, glance.year)
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
    return f"{counted(count, 'thing')} for you to do." if count else said, words


def due_lists(rows: Sequence[Obligation], glance: Glance, rules: Rules) -> list[Block]:
    """List what the law dates, what is due today, what is overdue and what is to come, apart."""
    lists: dict[str, list[Obligation]] = {}
    for row in rows:
        lists.setdefault(_list_of(row, glance), []).append(row)
    return [
        blocks.section("\n".join([f"*{title}*", *lines_about(found, glance, rules, most=most)]))
        for (title, found), most in zip(lists.items(), _MOST_OF_LISTS, strict=False)
    ]


def _list_of(row: Obligation, glance: Glance) -> str:
    if is_law(row):
        return "Legal dates"
    if row.due_on == glance.today:
        return "Due today"
    if row.overdue(glance.today):
        return "Overdue"
    return "Due next"


def lines_about(
    rows: Sequence[Obligation], glance: Glance, rules: Rules, *, most: int = MOST_LINES
) -> list[str]:
    """Say what is due and when, once for several students alike, and count what is left out.

    By alias: the words name no student.
    """
    alike: dict[str, list[Obligation]] = {}
    for row in rows:
        alike.setdefault(f"{what(row, rules)}: {when(row, glance)}", []).append(row)
    lines = [f"{_aliases(found, glance)} {said}" for said, found in alike.items()]
    hidden = [row for found in [*alike.values()][most:] for row in found]
    more = [f"+ {how_many(hidden)} more in the home tab"] if hidden else []
    return [*lines[:most], *more]


def _aliases(rows: Sequence[Obligation], glance: Glance) -> str:
    aliases = [*dict.fromkeys(f"*{glance.aliases[row.student]}*" for row in rows)]
    more = len(aliases) - MOST_ALIASES
    return ", ".join(aliases[:MOST_ALIASES]) + (f" and {more} more:" if more > 0 else "")


def short_notice(rows: Sequence[Obligation]) -> list[str]:
    """Say of a list, once, how much of it is due on short notice; nothing where none is."""
    short = sum(row.expedited for row in rows)
    if short == len(rows):
        return ["All of this is due on short notice."] if short else []
    return [f"{short} of these {'is' if short == 1 else 'are'} due on short notice."] * bool(short)


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
    return _with_notes(_by(row.due_on, row, glance), row, glance)


def when_in_full(row: Obligation, glance: Glance) -> str:
    """Say the same where a row stands alone: from when on too, where it can be done too early."""
    window = window_words(row, glance.today, glance.year)
    return _with_notes(window, row, glance) if window else when(row, glance)


def _by(due_on: date, row: Obligation, glance: Glance) -> str:
    if row.overdue(glance.today):
        return f"was due {date_words.in_short(due_on, glance.year)}"
    if row.lies_with_the_office and due_on < glance.today:
        # Its day is behind us, and nobody here is late.
        return ""
    return "today" if due_on == glance.today else f"by {date_words.in_short(due_on, glance.year)}"


def _with_notes(day: str, row: Obligation, glance: Glance) -> str:
    notes = [
        _for_which(row, glance),
        put_off_words(row, glance.today, glance.year),
        "to be done again" if row.revise else "",
        with_the_office(row),
        _missed_promise(row, glance),
        f"meeting set for {date_words.in_short(row.meeting_on, glance.year)}"
        if row.meeting is None and row.meeting_on
        else "",
    ]
    return ", ".join(filter(None, [day, *notes]))


def _missed_promise(row: Obligation, glance: Glance) -> str:
    if row.missed_promise is None:
        return ""
    promised = date_words.in_short(row.missed_promise, glance.year)
    return f"too late for what was promised ({promised}): ask the parents, or move the meeting"


def _for_which(row: Obligation, glance: Glance) -> str:
    if row.meeting is None or row.meeting_on is None or row.student not in glance.of_two_meetings:
        return ""
    return f"for the meeting of {date_words.in_short(row.meeting_on, glance.year)}"


def held_words(student: StudentGlance, glance: Glance) -> str:
    """Say that the meeting was held and what is not known since; empty where that is not so.

    A triennial that is near stands beside it, and not in its place.
    """
    if student.held is None:
        return ""
    on = student.review_on if student.reviewed_soon(glance.year) else None
    triennial = f", triennial due {date_words.in_short(on, glance.year)}" if on else ""
    held = date_words.in_short(student.held.on, glance.year)
    return f"Held {held}; next annual date unknown{triennial}"


def without_a_date_line(student: StudentGlance, glance: Glance) -> str:
    if held := held_words(student, glance):
        return f"*{student.student.alias}* {held[0].lower()}{held[1:]}"
    review = student.review_on
    if review is None:
        return f"*{student.student.alias}* review date unknown"
    on = date_words.in_short(review, glance.year)
    if "annual" in student.unknown_reviews:
        return f"*{student.student.alias}* annual date unknown, triennial due {on}"
    unknown = ", triennial date unknown" if student.unknown_reviews else ""
    return f"*{student.student.alias}* {student.review} due {on}{unknown}"


def _later(students: Sequence[StudentGlance]) -> str:
    unknown = sum(bool(seen.unknown_reviews) for seen in students)
    gap = f"; a review date is unknown for {unknown}" if unknown else ""
    return (
        f"And {counted(len(students), 'student')} without a meeting, whose reviews come later{gap}."
    )


def _meeting_lines(glance: Glance) -> list[str]:
    dated = [(seen.student.alias, seen.meeting) for seen in glance.meetings if seen.meeting]
    return [f"*{alias}* {_meeting(meeting, glance)}" for alias, meeting in dated]


def _meeting(meeting: Meeting, glance: Glance) -> str:
    day = date_words.in_short(meeting.on, glance.year)
    when = f"{day}{date_words.at_clock_time(meeting.at)}"
    return f"{when}, {meeting.kind}, {meeting.mode}{asked_if_held(meeting, today=glance.today)}"


def asked_if_held(meeting: Meeting, *, today: date) -> str:
    """Ask after a meeting whose day has passed, and of which nobody has said more."""
    return ". Was it held?" if meeting.unmarked(today=today) else ""


def _list(title: str, lines: Sequence[str]) -> list[Block]:
    return [blocks.section("\n".join([title, *cut(lines)]))] if lines else []


def cut(lines: Sequence[str]) -> list[str]:
    """Return as many lines as a message takes, and how many more there are."""
    more = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], *([f"+ {more} more in the home tab"] if more > 0 else [])]
