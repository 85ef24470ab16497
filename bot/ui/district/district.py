"""Draw the district for a supervisor: counts by school, the rows behind them, aliases only."""

from collections.abc import Sequence
from functools import partial

from bot import date_words
from bot.digest.digest_lines import Entry, Key
from bot.digest.listings import key_text
from bot.digest.tallies import Tally
from bot.district.district import ROWS_A_PAGE, School
from bot.forms import tags
from bot.forms.district.district import GIVE_REASON
from bot.forms.supervisor_reasons import REASON
from bot.forms.tags import Tag, packed
from bot.students import StudentId
from bot.ui.dates.obligation_rows import how_it_stands_and_meets
from bot.ui.digest import tallies
from bot.ui.digest.digest_words import progress
from bot.ui.digest.hub import UNCONFIRMED
from bot.ui.kit import blocks, elements, markup, paging
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import modal
from bot.ui.kit.markup import counted

OPEN = "district_open"
ROWS = "district_rows"
TO_PAGE = "district_to_page"
OPEN_ROW = "district_row"
STUDENT = "district_student"
"""A button anywhere that carries a student's id and opens what is open for them."""

ROW = Tag("row", str)
"""The key of a row, as text."""

MOST_SCHOOLS = 30
LONGEST_SCHOOL = 100
NO_SCHOOL = "No school on record"


def overview(schools: Sequence[School], *, most: int = MOST_SCHOOLS) -> list[Block]:
    """Draw the counts, for every place that shows them."""
    if not schools:
        return [blocks.section("*Your district*\nNo student is on record at your schools yet.")]
    more = len(schools) - most
    tally = schools[0].tally
    soon = date_words.in_short(tally.soon, tally.year)
    return [
        blocks.section(
            f"*Your district*\nWork overdue or due by {soon}. Students are shown by alias, not by "
            "name."
        ),
        *(_school(one) for one in schools[:most]),
        *([blocks.context(f"+ {counted(more, 'school')} more")] if more > 0 else []),
    ]


def render(schools: Sequence[School], *, confirmed: bool) -> View:
    unconfirmed = [] if confirmed else [blocks.context(UNCONFIRMED)]
    return blocks.modal("District", [*unconfirmed, *overview(schools)], callback_id=OPEN)


def render_rows(school: School, page: int, *, confirmed: bool) -> View:
    """Draw a page of the rows behind a school's counts; each opens with a reason."""
    shown, page, pages = rows_on(school, page)
    return blocks.modal(
        "Open at this school",
        [
            blocks.section(f"*{name_of(school.name)}*"),
            *([] if confirmed else [blocks.context(UNCONFIRMED)]),
            *(_row(entry, school.tally) for entry in shown),
            *([] if shown else [blocks.section("Nothing is open or due soon.")]),
            *_pager(school, page, pages),
        ],
        callback_id=ROWS,
    )


def rows_on(school: School, page: int) -> tuple[Sequence[Entry], int, int]:
    """Return the rows on a page, its number, and how many pages there are."""
    return paging.turned_to(school.rows, page, most=ROWS_A_PAGE)


def render_student(school: School, alias: str, *, confirmed: bool) -> View:
    """Draw what is open for one student of a school; each row opens with a reason."""
    rows = [_row(entry, school.tally) for entry in school.rows[:ROWS_A_PAGE]]
    more = markup.more(len(school.rows) - ROWS_A_PAGE, "more in `/iep district`")
    return blocks.modal(
        "Open for this student",
        [
            blocks.section(f"*{alias}*, {name_of(school.name)}"),
            *([] if confirmed else [blocks.context(UNCONFIRMED)]),
            *(rows or [blocks.section("Nothing is open or due soon.")]),
            *map(blocks.context, more),
        ],
        callback_id=STUDENT,
    )


def ask_reason(student: StudentId, key: Key) -> View:
    said = (
        "A student's record opens to a supervisor with a reason. It is logged, with your "
        "name and the time, before anything is shown."
    )
    carries = [tags.STUDENT.of(student), ROW.of(key_text(key))]
    return modal(GIVE_REASON, [blocks.section(said), REASON], carries=carries)


def _school(school: School) -> Block:
    tally = school.tally
    not_needed = len(tally.not_needed)
    lines = [
        *tallies.standing(tally),
        *(f"{work.place}: {progress(work)}" for work in tally.work),
        *([f"Declared not needed this school year: {not_needed}"] if not_needed else []),
    ]
    words = "\n".join(lines) or "Nothing is open or due soon."
    button = elements.button("Look …", ROWS, value=_at(school, 0), label=f"Look at {school.name}")
    return blocks.section(
        f"*{name_of(school.name)}*, {counted(school.students, 'student')}\n{words}",
        accessory=button if school.rows else None,
        block_id=f"school:{school.key}",
    )


def name_of(school: str) -> str:
    return markup.short(school, LONGEST_SCHOOL) or NO_SCHOOL


def _row(entry: Entry, tally: Tally) -> Block:
    row = entry.row
    stands = how_it_stands_and_meets(entry, tally.on, tally.year)
    key = key_text(entry.key)
    return blocks.section(
        f"*{entry.alias}* {markup.escaped(row.why.rule.what)}\n{stands}",
        accessory=elements.button(
            "Open …",
            OPEN_ROW,
            value=packed(tags.STUDENT.of(row.student), ROW.of(key)),
            label=f"Open {entry.alias}, with a reason",
        ),
        block_id=f"row:{row.student}|{key}",
    )


def _pager(school: School, page: int, pages: int) -> list[Block]:
    buttons = paging.turns(TO_PAGE, page, pages, partial(_at, school))
    said = blocks.context(f"Page {page + 1} of {pages}")
    return [said, blocks.actions(buttons, block_id="pager")] if buttons else []


def _at(school: School, page: int) -> str:
    return f"{school.key}|{page}"


def page_in(value: str) -> tuple[str, int]:
    """Read which school's rows a button means, by the school's key, and which page of them."""
    school, _, page = value.partition("|")
    return school, int(page or 0)
