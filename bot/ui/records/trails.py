"""A student's trail in a modal: its student named for who leads them, by alias for an admin."""

from bot.forms import tags
from bot.forms.records.trails import FIND_TRAIL, WHOSE
from bot.forms.tags import Tag, packed
from bot.records.trails import Trail, TrailEntry
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import modal

OPEN = "trail_open"
TO_PAGE = "trail_to_page"
BY_ADMIN = Tag("admin", bool)
"""Whether an admin reads, who sees no contents."""

PAGE_SIZE = 20
LONGEST_WORDS = 400
NOBODY = "Preiep itself"


def render(trail: Trail, *, page: int = 0) -> View:
    """Draw a page of the trail, the latest first."""
    entries = trail.entries
    pages = max(1, -(-len(entries) // PAGE_SIZE))
    page = min(max(page, 0), pages - 1)
    shown = entries[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    said = f"{len(entries)} entries, the latest first. This look is one of them."
    drawn: list[Block] = [
        blocks.section(f"*{markup.escaped(trail.whose)}*"),
        blocks.context(said),
        *(blocks.section(_line(entry)) for entry in shown),
    ]
    if buttons := _pager(trail, page, pages):
        drawn += [
            blocks.context(f"Page {page + 1} of {pages}"),
            blocks.actions(buttons, block_id=f"pager:{page}"),
        ]
    return blocks.modal("Who saw and changed what", drawn, callback_id=OPEN)


def render_find() -> View:
    """Ask an admin, who sees no names, for the alias or the district's id."""
    return modal(FIND_TRAIL, [WHOSE])


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


def _pager(trail: Trail, page: int, pages: int) -> list[elements.Element]:
    whose = tags.STUDENT.of(trail.student), BY_ADMIN.of(trail.by_admin)
    return [
        elements.button(label, f"{TO_PAGE}:{label.lower()}", value=packed(*whose, tags.PAGE.of(to)))
        for label, to in (("Newer", page - 1), ("Older", page + 1))
        if 0 <= to < pages
    ]
