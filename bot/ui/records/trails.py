"""A student's trail in a modal: its student named for who leads them, by alias for an admin."""

from bot.forms import tags
from bot.forms.records.trails import FIND_TRAIL, WHOSE
from bot.forms.tags import Tag
from bot.records.trails import Trail, TrailEntry
from bot.ui.kit import blocks, markup, paging
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
    shown, page, pages = paging.turned_to(trail.entries, page, most=PAGE_SIZE)
    said = f"{len(trail.entries)} entries, the latest first. This look is one of them."
    carries = [tags.STUDENT.of(trail.student), BY_ADMIN.of(trail.by_admin)]
    drawn: list[Block] = [
        blocks.section(f"*{markup.escaped(trail.whose)}*"),
        blocks.context(said),
        *(blocks.section(_line(entry)) for entry in shown),
        *paging.pager(TO_PAGE, page, pages, carries=carries),
    ]
    return blocks.modal("Who saw and changed what", drawn, callback_id=OPEN)


def render_find() -> View:
    """Ask an admin, who sees no names, for the alias or the district's id."""
    return modal(FIND_TRAIL, [WHOSE])


def _line(entry: TrailEntry) -> str:
    who = markup.short(entry.who, 80) or NOBODY
    lines = [f"{markup.moment(entry.at)} *{who}* {_escaped(entry.act)}"]
    if entry.disclosed:
        lines[0] += " (disclosure log)"
    lines += [f"Reason: {_escaped(entry.why)}"] if entry.why else []
    lines += [f"Changed: {_escaped(entry.detail)}"] if entry.detail else []
    return "\n".join(lines)


def _escaped(words: str) -> str:
    return markup.short(" ".join(words.split()), LONGEST_WORDS)
