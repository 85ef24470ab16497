"""Everything open of a caseload, and why each thing about one student is due when it is."""

from collections.abc import Sequence
from typing import Any

from bot import date_words
from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import Label, Rules
from bot.records.caseloads import Glance, StudentGlance
from bot.students import StudentId
from bot.ui.digest import hub
from bot.ui.kit import blocks, elements, markup, paging
from bot.ui.kit.blocks import Block, View

WHY = "why_open"
"""A button anywhere that carries a student's id and opens why their work is due when it is."""
DUE_PAGE = "due_page"
WHY_PAGE = "why_page"
PAGE_SIZE = 20


def render_due(glance: Glance, rules: Rules, *, page: int, confirmed: bool) -> View:
    """Return a page of all that is open in the caseload, by alias; the law's dates come first."""
    rows = sorted(
        (row for seen in glance.students for row in seen.open), key=lambda row: _order(row, glance)
    )
    shown, page, pages = paging.turned_to(rows, page, most=PAGE_SIZE)
    drawn: list[Block] = [] if confirmed else [blocks.context(hub.UNCONFIRMED)]
    drawn.append(blocks.context(_counted(rows, page)))
    for number, row in enumerate(shown):
        label = f"Why the work for {glance.aliases[row.student]} is due then"
        why = elements.button("Why", WHY, value=row.student, label=label)
        text = hub.line_about(row, glance, rules)
        drawn.append(blocks.section(text, accessory=why, block_id=f"due:{page}:{number}"))
    return blocks.modal("What is due", [*drawn, *_pager(DUE_PAGE, page, pages)], callback_id="due")


def render_why(
    seen: StudentGlance, glance: Glance, rules: Rules, *, page: int, confirmed: bool
) -> View:
    """Draw each open row of one student with its rule, on whose word it stands, and each shift."""
    student = seen.student
    shown, page, pages = paging.turned_to(seen.open, page, most=PAGE_SIZE)
    drawn: list[Block] = [
        blocks.section(f"*{markup.escaped(student.name)}* ({student.alias})"),
        *([] if confirmed else [blocks.context(hub.UNCONFIRMED)]),
        blocks.context(_counted(seen.open, page)),
    ]
    for row in shown:
        drawn += [
            blocks.section(
                f"*{hub.what(row, rules)}*: {hub.when(row, glance)}{_meeting(row, glance)}"
            ),
            blocks.context(markup.escaped(row.why.text)),
        ]
    drawn += _pager(WHY_PAGE, page, pages, student.id)
    return blocks.modal("Why it is due then", drawn, callback_id="why")


def _order(row: Obligation, glance: Glance) -> tuple[bool, bool, Any, str]:
    return (
        row.why.label is not Label.LAW,
        row.due_on is None,
        row.due_on or glance.today,
        f"{row.subject}|{row.id}",
    )


def _pager(control: str, page: int, pages: int, student: StudentId | None = None) -> list[Block]:
    buttons = paging.turns(control, page, pages, lambda to: f"{to}|{student or ''}")
    return [blocks.actions(buttons, block_id=f"pager:{page}")] if buttons else []


def page_in(value: str) -> tuple[int, StudentId | None]:
    """Read which page a button means, and of which student's rows; None is the whole caseload."""
    page, _, student = value.partition("|")
    return int(page), StudentId(int(student)) if student else None


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
    return f" (meeting of {date_words.in_short(on)})"
