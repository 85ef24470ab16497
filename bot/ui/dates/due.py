"""Everything open of a caseload, and why each thing about one student is due when it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from bot import date_words
from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import Label, Rules
from bot.records.caseloads import Glance, StudentGlance
from bot.students import StudentId
from bot.ui.digest import hub
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.elements import Element

WHY = "why_open"
"""A button anywhere that carries a student's id and opens why their work is due when it is."""
DUE_PAGE = "due_page"
WHY_PAGE = "why_page"
PAGE_SIZE = 20


@dataclass(frozen=True, kw_only=True)
class DuePage:
    """Which page of what: of one student's rows, or of the caseload's."""

    number: int
    student: StudentId | None = None

    @property
    def value(self) -> str:
        return f"{self.number}|{self.student or ''}"

    @classmethod
    def clicked(cls, value: str) -> Self:
        """Read the page from what its button carries."""
        number, _, student = value.partition("|")
        return cls(number=int(number), student=StudentId(int(student)) if student else None)


def render_due(glance: Glance, rules: Rules, *, page: int, confirmed: bool) -> View:
    """Return all open rows of the caseload by alias, a page of them.

    Dates of the law come first.
    """
    rows = [row for seen in glance.students for row in seen.open]
    rows.sort(key=lambda row: _order(row, glance))
    aliases = {seen.student.id: seen.student.alias for seen in glance.students}
    page, shown, pager = _page(rows, page, DUE_PAGE)
    drawn: list[Block] = [] if confirmed else [blocks.context(hub.UNCONFIRMED)]
    drawn.append(blocks.context(_counted(rows, page)))
    for number, row in enumerate(shown):
        alias = aliases[row.student]
        why = elements.button(
            "Why", WHY, value=str(row.student), label=f"Why the work for {alias} is due then"
        )
        text = f"*{alias}* {hub.what(row, rules)}: {hub.when(row, glance)}"
        drawn.append(blocks.section(text, accessory=why, block_id=f"due:{page}:{number}"))
    return blocks.modal("What is due", [*drawn, *pager], callback_id="due")


def render_why(
    seen: StudentGlance, glance: Glance, rules: Rules, *, page: int, confirmed: bool
) -> View:
    """Each open row of one student with its rule, on whose word it stands, and each shift."""
    student = seen.student
    page, shown, pager = _page(seen.open, page, WHY_PAGE, student.id)
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
    return blocks.modal("Why it is due then", [*drawn, *pager], callback_id="why")


def _order(row: Obligation, glance: Glance) -> tuple[bool, bool, Any, str]:
    return (
        row.why.label is not Label.LAW,
        row.due_on is None,
        row.due_on or glance.today,
        f"{row.subject}|{row.id}",
    )


def _page(
    rows: Sequence[Obligation], page: int, action: str, student: StudentId | None = None
) -> tuple[int, Sequence[Obligation], list[Block]]:
    """Return the page that there is, its rows, and the buttons to the others."""
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    page = min(max(page, 0), pages - 1)
    buttons: list[Element] = []
    if page:
        back = DuePage(number=page - 1, student=student)
        buttons.append(elements.button("Previous", f"{action}:previous", value=back.value))
    if page + 1 < pages:
        on = DuePage(number=page + 1, student=student)
        buttons.append(elements.button("Next", f"{action}:next", value=on.value))
    shown = rows[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    return page, shown, [blocks.actions(buttons, block_id=f"pager:{page}")] if buttons else []


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
