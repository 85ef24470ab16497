"""Everything open for a person, and why each thing about one student is due when it is."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot import date_words
from bot.dates.obligation_rows import Obligation, nothing_set
from bot.dates.obligation_rules import Rules
from bot.digest.digest_lines import Entry
from bot.digest.home import HomeTab
from bot.digest.open_work import ROWS_A_PAGE, OpenMeeting, OpenPage
from bot.digest.plain_words import NARROWED, Query
from bot.records.caseloads import Glance, StudentGlance
from bot.students import StudentId
from bot.ui.dates import obligation_rows as row_screen
from bot.ui.digest import hub, owed
from bot.ui.digest.owed import others
from bot.ui.kit import blocks, elements, markup, paging
from bot.ui.kit.blocks import Block, View
from bot.ui.meetings import meetings as meeting

WHY = "why_open"
"""A button anywhere that carries a student's id and opens why their work is due when it is."""
DUE_PAGE = "due_page"
WHY_PAGE = "why_page"
PAGE_SIZE = 20
MOST_SCHOOLS = 8
"""Of a supervisor's; `/iep district` has them all."""
ROWS_TOGETHER = 10
"""Rows in one paragraph, whose words Slack takes however long they are."""


def render_due(open_: OpenPage) -> View:
    """Return a page of all that is open for a person: what others wait for, then their caseload.

    Students are named, so whoever shows it has logged the look under each of them.
    """
    work = open_.work
    besides = others(work, schools=MOST_SCHOOLS, named=True) if open_.page == 0 else []
    drawn: list[Block] = [
        *([] if work.confirmed else [blocks.context(hub.UNCONFIRMED)]),
        *besides,
        *_counted_of(open_, besides),
    ]
    for number, one in enumerate(open_.meetings):
        drawn += _meeting_work(one, work, f"due:{open_.page}:{number}")
    drawn += _pager(DUE_PAGE, open_.page, open_.pages, f"|{open_.asked.name}")
    return blocks.modal("What is due", drawn, callback_id="due")


def _counted_of(open_: OpenPage, besides: Sequence[Block]) -> list[Block]:
    """Say how many things are open on their own caseload, or that none is, where that is all."""
    narrowed = open_.asked in NARROWED
    which = open_.asked.removeprefix("what is ") if narrowed else "open"
    if open_.count:
        last = min(open_.first + ROWS_A_PAGE - 1, open_.count)
        which = f"things that are {which}"
        return [blocks.context(f"{open_.first} to {last} of {open_.count} {which}.")]
    if besides:
        return []
    everything = elements.button("All that is open", owed.ALL)
    button = [blocks.actions([everything], block_id="everything")] if narrowed else []
    return [blocks.section(f"Nothing is {which}."), *button]


def _meeting_work(one: OpenMeeting, work: HomeTab, block_id: str) -> list[Block]:
    """Draw the student and the meeting once, then its rows with the list that opens each."""
    glance, student = work.glance, one.seen.student
    title = f"{markup.named(student)}, {_which(one, glance)}"
    if one.unmarked:
        button = elements.button("Was it held?", meeting.OF_STUDENT, value=student.id)
        return [blocks.section(title, accessory=button, block_id=block_id)]
    drawn = []
    title = ". ".join([title, *hub.short_notice(one.rows)])
    for start in range(0, len(one.rows), ROWS_TOGETHER):
        rows = one.rows[start : start + ROWS_TOGETHER]
        text = "\n".join([*([] if start else [title]), *_by_date(rows, work)])
        entries = [Entry(alias=student.alias, name=student.name, row=row) for row in rows]
        select = row_screen.choices(
            entries, glance.today, glance.year, placeholder="Tick, put off, or why …"
        )
        controls = blocks.actions([select], block_id=f"{block_id}:{start}:choose")
        drawn += [blocks.section(text, block_id=f"{block_id}:{start}"), controls]
    return drawn


def _by_date(rows: Iterable[Obligation], work: HomeTab) -> Iterator[str]:
    """Say each date once, with everything that is due then."""
    for when, found in groupby(rows, key=lambda row: hub.when(row, work.glance)):
        things = "; ".join(hub.what(row, work.rules) for row in found)
        yield f"{when[0].upper()}{when[1:]}: {things}"


def _which(one: OpenMeeting, glance: Glance) -> str:
    """Say for which meeting; what is to be done before one is set has none."""
    if one.on:
        return f"meeting of {date_words.in_short(one.on, glance.year)}"
    held = hub.held_words(one.seen, glance)
    return f"{held[0].lower()}{held[1:]}" if held else nothing_set(one.rows)


def render_why(
    seen: StudentGlance, glance: Glance, rules: Rules, *, page: int, confirmed: bool
) -> View:
    """Draw the open rows of one student, with the rule, whose word it is, and each shift.

    Rows whose dates came about alike are explained together.
    """
    student = seen.student
    shown, page, pages = paging.turned_to(seen.open, page, most=PAGE_SIZE)
    of_one = {_meeting(row, glance) for row in seen.open}
    said_once = of_one.pop() if len(of_one) == 1 else ""
    counted = _counted(seen.open, page)
    drawn: list[Block] = [
        blocks.section(f"*{markup.escaped(student.name)}* ({student.alias}){said_once}\n{counted}"),
        *([] if confirmed else [blocks.context(hub.UNCONFIRMED)]),
    ]
    alike: dict[tuple[str, str], list[Obligation]] = {}
    for row in shown:
        meeting = "" if said_once else _meeting(row, glance)
        when = f"{hub.when_in_full(row, glance)}{meeting}"
        alike.setdefault((when, row.why.text_of_several), []).append(row)
    drawn += [blocks.section(_explained(*key, rows, rules)) for key, rows in alike.items()]
    drawn += _pager(WHY_PAGE, page, pages, f"{student.id}|")
    return blocks.modal("Why it is due then", drawn, callback_id="why")


def _explained(when: str, why: str, rows: Iterable[Obligation], rules: Rules) -> str:
    """Say by when, what is due then and on whose word, and how the date came about."""
    by_word: dict[str, list[str]] = {}
    for row in rows:
        with_what = row.why.rule.together_with
        together = f", together with the {with_what}".replace("_", " ") if with_what else ""
        by_word.setdefault(row.why.word_of, []).append(f"{hub.what(row, rules)}{together}")
    named = [f"{'; '.join(what)} ({markup.escaped(word)})" for word, what in by_word.items()]
    return "\n".join([f"*{when[0].upper()}{when[1:]}*", *named, markup.escaped(why)])


def _pager(control: str, page: int, pages: int, of: str) -> list[Block]:
    buttons = paging.turns(control, page, pages, lambda to: f"{to}|{of}")
    return [blocks.actions(buttons, block_id=f"pager:{page}")] if buttons else []


def page_in(value: str) -> tuple[int, StudentId | None, Query]:
    """Read which page a button means, of which student's rows or of which of the caseload's.

    An older button names no question.
    """
    page, student, asked = f"{value}||".split("|")[:3]
    of = Query[asked] if asked in Query.__members__ else Query.DUE
    return int(page), StudentId(int(student)) if student else None, of


def _counted(rows: Sequence[Obligation], page: int) -> str:
    if not rows:
        return "Nothing is open."
    first = page * PAGE_SIZE + 1
    last = min(first + PAGE_SIZE - 1, len(rows))
    return f"{first} to {last} of {len(rows)} things that are open."


def _meeting(row: Obligation, glance: Glance) -> str:
    on = row.meeting_on
    if not on or row.meeting is None or row.student in glance.of_two_meetings:
        return ""
    return f", meeting of {date_words.in_short(on, glance.year)}"
