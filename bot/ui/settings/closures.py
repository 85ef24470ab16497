"""Closures come in: one by one, or as a list, pasted or dropped as a file, looked through first."""

from bot import date_words
from bot.dates.closures import Pasted
from bot.forms import tags
from bot.forms.fields import Field
from bot.forms.settings import closures as form
from bot.forms.settings.closures import ADD_CLOSURE, BRING_IN_LIST, ListGiven
from bot.forms.tags import Tag
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.markup import counted
from bot.ui.settings import settings
from bot.ui.settings.calendars import AT_SCHOOL

DROPPED = Tag("file", str)
"""The id of the file whose preview is shown; nothing where rows were pasted."""
MOST_SHOWN = 25
ALL_KNOWN = "These days were closed already; nothing was changed."


def ask_one(school: str) -> View:
    return settings.screen(
        ADD_CLOSURE,
        ADD_CLOSURE.fields,
        carries=[AT_SCHOOL.of(school)],
        back_to=settings.CALENDAR,
    )


def ask_list(school: str, *, takes_files: bool = True) -> View:
    """Make room for a list: for its rows, and for a file where Slack lets us read it."""
    return settings.screen(
        BRING_IN_LIST,
        _fields(takes_files=takes_files),
        carries=[AT_SCHOOL.of(school)],
        back_to=settings.CALENDAR,
    )


def ask_again(
    school: str, given: ListGiven, *, pasted: Pasted, stamp: str, takes_files: bool = True
) -> View:
    """Draw the same room with what the list would change above it; `stamp` is of its text.

    It is carried where there is something to add: then the same list is taken in.
    """
    said = "Nothing is changed yet."
    if given.file:
        said += " This is what your file says; Preiep has kept nothing of it."
    return settings.screen(
        BRING_IN_LIST,
        [*preview(pasted), blocks.context(said), *_fields(given.text, takes_files=takes_files)],
        carries=[
            AT_SCHOOL.of(school),
            tags.STAMP.of(stamp if pasted.new else None),
            DROPPED.of(given.file),
        ],
        submit=f"Add {counted(len(pasted.new), 'closed day')}" if pasted.new else "Look again",
        back_to=settings.CALENDAR,
    )


def _fields(text: str = "", *, takes_files: bool) -> list[Field[str] | Field[tuple[str, ...]]]:
    if takes_files:
        return [form.LIST.showing(text), form.FILE]
    return [form.LIST_ALONE.showing(text)]


def preview(pasted: Pasted) -> list[Block]:
    """Say what would go in, and which rows stay out and why."""
    bad = [one for one in pasted.findings if one.bad]
    said = [f"*{counted(len(pasted.new), 'closed day')} to add*"]
    said += [
        f"{date_words.in_short_with_year(day)}: {markup.short(name, 60)}"
        for day, name in pasted.new[:MOST_SHOWN]
    ]
    said += markup.more(len(pasted.new) - MOST_SHOWN)
    if not (pasted.new or pasted.known or pasted.findings):
        said.append("There is no row below its header.")
    drawn: list[Block] = [blocks.section("\n".join(said))]
    if pasted.known:
        drawn.append(
            blocks.context(f"{counted(pasted.known, 'closed day')} of it are there already.")
        )
    if pasted.findings:
        title = f"*{len(bad)} {'row stays' if len(bad) == 1 else 'rows stay'} out*"
        lines = [
            f"Line {one.line}: {markup.short(one.sentence, 200)}"
            for one in pasted.findings[: MOST_SHOWN // 2]
        ]
        drawn.append(blocks.section("\n".join([title, *lines])))
    return drawn


def taken(added: int) -> str:
    return f"{counted(added, 'closed day')} added." if added else ALL_KNOWN
