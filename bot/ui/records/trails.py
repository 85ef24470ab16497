"""A student's trail in a modal: its student named for who leads them, by alias for an admin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import FormError
from bot.records.trails import TrailEntry
from bot.students import StudentId
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View

OPEN = "trail_open"
TO_PAGE = "trail_to_page"
FIND = "trail_find"
ASKED = "trail_asked"

PAGE_SIZE = 20
LONGEST_WORDS = 400
NOBODY = "Preiep itself"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which page of whose trail, and whether an admin asks, who sees no contents."""

    student: StudentId
    page: int = 0
    by_admin: bool = False

    def at(self, page: int) -> str:
        """What a button carries that leads to another page."""
        return f"{self.student}:{page}:{'admin' if self.by_admin else 'own'}"


def render(whose: str, wanted: Wanted, entries: Sequence[TrailEntry]) -> View:
    """A page of the trail, the latest first; `whose` names the student as the reader may see."""
    page = wanted.page
    pages = max(1, -(-len(entries) // PAGE_SIZE))
    page = min(max(page, 0), pages - 1)
    shown = entries[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    said = f"{len(entries)} entries, the latest first. This look is one of them."
    drawn: list[Block] = [
        blocks.section(f"*{markup.escaped(whose)}*"),
        blocks.context(said),
        *(blocks.section(_line(entry)) for entry in shown),
    ]
    if buttons := _pager(wanted, page, pages):
        drawn += [
            blocks.context(f"Page {page + 1} of {pages}"),
            blocks.actions(buttons, block_id=f"pager:{page}"),
        ]
    return blocks.modal("Who saw and changed what", drawn, callback_id=OPEN)


def turned_to(action: Mapping[str, Any]) -> Wanted:
    """Which trail a button opens: a student's button carries the id alone."""
    student, page, by = (*str(action["value"]).split(":"), "0", "own")[:3]
    return Wanted(student=StudentId(int(student)), page=int(page), by_admin=by == "admin")


def render_find() -> View:
    """For an admin, who sees no names: the alias or the district's id says which student."""
    return blocks.modal(
        "A student's trail",
        [
            blocks.field(
                "Student",
                elements.text_field(ASKED, multiline=False),
                block_id=ASKED,
                required=True,
                hint="The alias, as in messages, or the district's student id. "
                "Opening a trail is logged in it.",
            )
        ],
        callback_id=FIND,
        submit="Open",
    )


def asked_for(view: Mapping[str, Any]) -> str:
    """What the admin typed."""
    return str(view["state"]["values"][ASKED][ASKED].get("value") or "").strip()


def unknown() -> FormError:
    return FormError({ASKED: "No student here has this alias or id. Please look at it again."})


def _line(entry: TrailEntry) -> str:
    who = markup.escaped(markup.shortened(entry.who, 80)) or NOBODY
    lines = [f"{markup.moment(entry.at)} *{who}* {_escaped(entry.act)}"]
    if entry.disclosed:
        lines[0] += " (disclosure log)"
    lines += [f"Reason: {_escaped(entry.why)}"] if entry.why else []
    lines += [f"Changed: {_escaped(entry.detail)}"] if entry.detail else []
    return "\n".join(lines)


def _escaped(words: str) -> str:
    return markup.escaped(markup.shortened(" ".join(words.split()), LONGEST_WORDS))


def _pager(wanted: Wanted, page: int, pages: int) -> list[elements.Element]:
    buttons = []
    if page:
        buttons.append(elements.button("Newer", f"{TO_PAGE}:newer", value=wanted.at(page - 1)))
    if page + 1 < pages:
        buttons.append(elements.button("Older", f"{TO_PAGE}:older", value=wanted.at(page + 1)))
    return buttons
