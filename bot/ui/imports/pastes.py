"""Draw a caseload pasted into Slack: its parts, what they would change, what they did change."""

from collections.abc import Sequence

from bot.forms import tags
from bot.forms.drafts import DraftKey
from bot.forms.imports.pastes import FIELDS, MORE, PASTE_PART, ROWS, TAKE_PASTE
from bot.forms.tags import Tag, packed
from bot.imports.pastes import PasteOutcome, RowWords
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import modal
from bot.ui.kit.markup import counted

OPEN = "paste_open"
LOOK = "paste_look"
MORE_ROWS = "paste_more"
DROP = "paste_drop"

PART = Tag("part", int)

MOST_NAMED = 12
LONGEST_NAME = 60
LONGEST_REASON = 200

WAITS = (
    "Nobody gives themself a student or a part on a team: such rows go to the other admins, and "
    "come in when one of them confirms within a week."
)
ANOTHER_ADMIN = "Another admin is asked first"

COLUMNS = (
    "student_id, first_name, last_name, grade, school, home_language, interpreter, annual_due, "
    "triennial_due, meeting_date, meeting_time, meeting_kind, meeting_mode, team"
)


def render_part(draft: DraftKey, number: int, *, everybody: bool) -> View:
    """Draw the fields for a part; `everybody` says that the rows may be any case manager's."""
    whose = (
        "Add a column case_manager, with an e-mail or a Slack user id."
        if everybody
        else "These are your own students; new ones are added to your caseload."
    )
    first = (
        "Paste rows from a spreadsheet or an export, the header row first. You see what would "
        f"change before anything does.\nColumns, in any order: {COLUMNS}. {whose}"
    )
    hint = "A field takes 3,000 characters. Cut between two students, never inside a row."
    fields = (
        ROWS.of(at).labelled(f"Rows, part {number * FIELDS + at + 1}", hint="" if at else hint)
        for at in range(FIELDS)
    )
    return modal(
        PASTE_PART,
        [blocks.section("The next rows, without the header." if number else first), *fields, MORE],
        carries=[tags.DRAFT.of(draft), PART.of(number)],
        # Or Slack would draw the last part's text again.
        mark=number,
    )


def render_left(draft: DraftKey, *, lines: int) -> View:
    return blocks.modal(
        "Paste a caseload",
        [
            blocks.section(
                f"You pasted {counted(lines, 'line')} earlier and have not said yet what to do "
                "with them. They stay encrypted until you do."
            ),
            blocks.actions(
                [
                    elements.button("See what would change", LOOK, value=draft, style="primary"),
                    elements.button("Drop it", DROP, value=draft),
                ],
                block_id="paste_left",
            ),
        ],
        callback_id=OPEN,
    )


def render_preview(draft: DraftKey, outcome: PasteOutcome, *, parts: int) -> View:
    """Show what would change; nothing has yet."""
    more = packed(tags.DRAFT.of(draft), PART.of(parts))
    return modal(
        TAKE_PASTE,
        [
            *_told(outcome),
            blocks.actions(
                [
                    elements.button("Add more rows", MORE_ROWS, value=more),
                    elements.button("Drop it", DROP, value=draft),
                ],
                block_id="paste_preview",
            ),
            blocks.context(
                "Nothing is changed yet. Rows with problems stay out."
                + (f" {WAITS}" if outcome.waiting else "")
            ),
        ],
        submit=None if outcome.changes else "",
        carries=[tags.DRAFT.of(draft)],
    )


def render_taken(outcome: PasteOutcome) -> View:
    return blocks.modal(
        "Taken in",
        [
            *_told(outcome),
            blocks.context(
                "The pasted text is gone from Preiep; the home tab has the students."
                + (f" {WAITS} You are told." if outcome.waiting else "")
            ),
        ],
        callback_id="paste_taken",
    )


def render_half_way(draft: DraftKey, outcome: PasteOutcome) -> View:
    """Say that rows are in, and others wait: the same button goes on with them."""
    waits = (
        f"*{counted(outcome.left, 'row')} still to come.* Slack gives Preiep a few seconds at "
        "a time; what is imported stays imported."
    )
    return modal(
        TAKE_PASTE,
        [*_told(outcome), blocks.section(waits)],
        title="Imported so far",
        submit="Go on",
        carries=[tags.DRAFT.of(draft)],
    )


def render_dropped() -> View:
    return blocks.modal(
        "Dropped",
        [blocks.section("The pasted text is gone from Preiep. No student was changed by it.")],
        callback_id="paste_dropped",
    )


def _told(outcome: PasteOutcome) -> list[Block]:
    counts = [
        counted(len(outcome.added), "student") + " added",
        f"{len(outcome.changed)} changed",
        f"{outcome.unchanged} unchanged",
        counted(len(outcome.bad), "row") + " with a problem",
    ]
    drawn: list[Block] = [blocks.section(f"*{', '.join(counts)}*")]
    for title, lines in (
        ("Added", outcome.added),
        ("Changed", outcome.changed),
        (ANOTHER_ADMIN, outcome.waiting),
        ("Problems", outcome.bad),
        ("Please look at", outcome.warnings),
    ):
        drawn += _listed(title, lines)
    return drawn


def _listed(title: str, lines: Sequence[RowWords]) -> list[Block]:
    if not lines:
        return []
    said = [*map(_line, lines[:MOST_NAMED]), *markup.more(len(lines) - MOST_NAMED)]
    few = MOST_NAMED // 3  # a section takes three thousand characters, and a reason may be long
    parts = [said[start : start + few] for start in range(0, len(said), few)]
    return [blocks.section(f"*{title}*"), *(blocks.section("\n".join(part)) for part in parts)]


def _line(line: RowWords) -> str:
    who = markup.short(line.who, LONGEST_NAME)
    words = markup.short(line.words, LONGEST_REASON)
    return f"Line {line.number}, {who}" + (f": {words}" if words else "")
