"""A caseload pasted into Slack: its parts, what they would change, and what they did change."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.errors import FormError
from bot.forms.drafts import DraftKey
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.submitted import Submitted, ticked_in

OPEN = "paste_open"
PART = "paste_part"
TAKE = "paste_take"
LOOK = "paste_look"
MORE = "paste_more"
DROP = "paste_drop"

FIELDS = 5

MOST_NAMED = 12
LONGEST_NAME = 60
LONGEST_REASON = 200

COLUMNS = (
    "student_id, first_name, last_name, grade, school, home_language, interpreter, annual_due, "
    "triennial_due, meeting_date, meeting_time, meeting_kind, meeting_mode, team"
)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One page of a paste."""

    draft: DraftKey
    number: int
    text: str
    more: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """What is to be said of one row; in a modal, so a name may stand."""

    number: int
    who: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a paste changes, or has changed."""

    added: Sequence[Line] = ()
    changed: Sequence[Line] = ()
    unchanged: int = 0
    bad: Sequence[Line] = ()
    warnings: Sequence[Line] = ()

    @property
    def changes(self) -> bool:
        return bool(self.added or self.changed)


def render_part(draft: DraftKey, number: int, *, everybody: bool) -> View:
    """The fields for a part; `everybody` says that the rows may be any case manager's."""
    whose = (
        "Add a column case_manager, with an e-mail or a Slack user id."
        if everybody
        else "These are your own students; whoever is new comes on your caseload."
    )
    return blocks.modal(
        "Paste a caseload",
        [
            blocks.section(
                "Paste rows from a spreadsheet or an export, the header row first. Nothing "
                f"changes before you have looked at it.\nColumns, in any order: {COLUMNS}. {whose}"
            )
            if number == 0
            else blocks.section("The next rows, without the header."),
            *(_field(number, at) for at in range(FIELDS)),
            blocks.field(
                "More",
                elements.checkboxes(
                    _more(number),
                    [elements.option("more", "There is more than fits here")],
                    ticked=[],
                ),
                block_id=_more(number),
            ),
        ],
        callback_id=PART,
        submit="Next",
        private_metadata=json.dumps({"draft": draft, "part": number}),
    )


def read_part(view: Submitted) -> Part:
    carried = json.loads(view["private_metadata"])
    number = int(carried["part"])
    texts = [_typed(view, field_id(number, at)) for at in range(FIELDS)]
    text = "\n".join(one.strip("\r\n") for one in texts if one.strip())
    if not text:
        raise FormError({field_id(number, 0): "Please paste some rows here, the header row first."})
    return Part(
        draft=DraftKey(str(carried["draft"])),
        number=number,
        text=text,
        more=bool(ticked_in(view, _more(number))),
    )


def render_left(draft: DraftKey, *, lines: int) -> View:
    """A paste that was left half-way."""
    return blocks.modal(
        "Paste a caseload",
        [
            blocks.section(
                f"You pasted {_counted(lines, 'line')} earlier and neither took them in nor "
                "dropped them. They are kept encrypted until you do."
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


def render_preview(draft: DraftKey, outcome: Outcome, *, parts: int) -> View:
    """What would change; nothing has yet."""
    return blocks.modal(
        "What would change",
        [
            *_told(outcome),
            blocks.actions(
                [
                    elements.button("Add more rows", MORE, value=f"{draft}:{parts}"),
                    elements.button("Drop it", DROP, value=draft),
                ],
                block_id="paste_preview",
            ),
            blocks.context("Nothing is changed yet. Rows with problems stay out."),
        ],
        callback_id=TAKE,
        submit="Take these in" if outcome.changes else None,
        private_metadata=json.dumps({"draft": draft}),
    )


def draft_in(view: Submitted) -> DraftKey:
    return DraftKey(str(json.loads(view["private_metadata"])["draft"]))


def more_meant(value: str) -> tuple[DraftKey, int]:
    """Which paste goes on, and with which part."""
    draft, _, parts = value.partition(":")
    return DraftKey(draft), int(parts)


def render_taken(outcome: Outcome) -> View:
    return blocks.modal(
        "Taken in",
        [
            *_told(outcome),
            blocks.context("The pasted text is gone from Preiep; the home tab has the students."),
        ],
        callback_id="paste_taken",
    )


def render_half_way(draft: DraftKey, outcome: Outcome, *, left: int) -> View:
    """Rows are in, and others wait: the same button goes on with them."""
    return blocks.modal(
        "Taken in so far",
        [
            *_told(outcome),
            blocks.section(
                f"*{_counted(left, 'row')} still to come.* Slack leaves a few seconds at a time; "
                "what is taken in stays so."
            ),
        ],
        callback_id=TAKE,
        submit="Go on",
        private_metadata=json.dumps({"draft": draft}),
    )


def render_dropped() -> View:
    return blocks.modal(
        "Dropped",
        [blocks.section("The pasted text is gone from Preiep. No student was changed by it.")],
        callback_id="paste_dropped",
    )


def field_id(number: int, at: int) -> str:
    """A field of a part; with the part's number, or Slack would draw the last part's text again."""
    return f"text:{number}:{at}"


def _more(number: int) -> str:
    return f"more:{number}"


def _field(number: int, at: int) -> Block:
    return blocks.field(
        f"Rows, part {number * FIELDS + at + 1}",
        elements.text_field(field_id(number, at)),
        block_id=field_id(number, at),
        hint="A field takes 3,000 characters. Cut between two students, never inside a row."
        if at == 0
        else "",
    )


def _typed(view: Submitted, name: str) -> str:
    """What stands in a field, the blanks at its ends included, for a cell may be empty."""
    values: Mapping[str, Mapping[str, str | None]] = view["state"]["values"].get(name) or {}
    return str((values.get(name) or {}).get("value") or "")


def _told(outcome: Outcome) -> list[Block]:
    counts = [
        _counted(len(outcome.added), "student") + " added",
        f"{len(outcome.changed)} changed",
        f"{outcome.unchanged} unchanged",
        _counted(len(outcome.bad), "row") + " with a problem",
    ]
    drawn: list[Block] = [blocks.section(f"*{', '.join(counts)}*")]
    for title, lines in (
        ("Added", outcome.added),
        ("Changed", outcome.changed),
        ("Problems", outcome.bad),
        ("Please look at", outcome.warnings),
    ):
        drawn += _listed(title, lines)
    return drawn


def _listed(title: str, lines: Sequence[Line]) -> list[Block]:
    if not lines:
        return []
    said = [_line(line) for line in lines[:MOST_NAMED]]
    if len(lines) > MOST_NAMED:
        said.append(f"+ {len(lines) - MOST_NAMED} more")
    drawn: list[Block] = [blocks.section(f"*{title}*")]
    few = MOST_NAMED // 3  # a section takes three thousand characters, and a reason may be long
    drawn += [
        blocks.section("\n".join(said[start : start + few])) for start in range(0, len(said), few)
    ]
    return drawn


def _line(line: Line) -> str:
    who = markup.escaped(markup.shortened(line.who, LONGEST_NAME))
    words = markup.escaped(markup.shortened(line.words, LONGEST_REASON))
    return f"Line {line.number}, {who}" + (f": {words}" if words else "")


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
