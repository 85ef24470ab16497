"""One entry of a student's log: logged with two taps, mended, withdrawn and put back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import FormError
from bot.forms.drafts import DraftKey
from bot.people.people import PersonId
from bot.records.contacts import Contact, ContactId, Outcome, Way, Whom, problem_with_moment
from bot.students import Student, StudentId
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.submitted import Submitted, choice_in, moment_in, ticked_in, words_in
from bot.ui.records.contact_words import LONGEST_SHOWN, WAYS, WHOMS, about, line, options, short

SAVE = "contact_save"

_WHOM, _WAY, _OUTCOME, _AT = "whom", "way", "outcome", "at"
_LANGUAGE, _NOTE, _WITHDRAW, _WHY = "language", "note", "withdraw", "why"

MOST_VERSIONS = 8
MOST_WORDS = 3
"""Sections of a kept message; the rest of a longer one is read in Slack, where it stays."""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """An entry as somebody typed it."""

    student: StudentId
    draft: DraftKey
    contact: ContactId | None
    """Which entry is mended; None for a new one."""
    whom: Whom
    way: Way
    outcome: Outcome
    at: datetime
    language: str
    note: str
    withdrawn: bool = False
    why: str = ""


def render_add(student: Student, draft: DraftKey, *, now: datetime) -> View:
    """What is commonest is chosen already, so that Save alone logs it."""
    return blocks.modal(
        "Log a contact",
        [
            about(student, button=True),
            *_fields(Whom.PARENT, Way.PHONE, Outcome.TALKED, at=now),
            blocks.context("Only you and who stands in for you can read it."),
        ],
        callback_id=SAVE,
        submit="Save",
        private_metadata=json.dumps({"student": student.id, "draft": draft, "contact": None}),
    )


def render_edit(
    student: Student,
    contact: Contact,
    versions: Sequence[Contact],
    names: Mapping[PersonId, str],
) -> View:
    """One entry with all it says, to mend or withdraw, and what it said before."""
    kept = [
        blocks.spoken(contact.words[start : start + blocks.LONGEST_SECTION])
        for start in range(0, len(contact.words), blocks.LONGEST_SECTION)[:MOST_WORDS]
    ]
    return blocks.modal(
        "Log entry",
        [
            about(student),
            *([blocks.section("*Kept from a message*"), *kept] if kept else []),
            *_fields(
                contact.whom,
                contact.way,
                contact.outcome,
                at=contact.at,
                language=contact.language,
                note=contact.note,
            ),
            blocks.field(
                "Withdraw",
                elements.checkboxes(
                    _WITHDRAW,
                    [elements.option(_WITHDRAW, "This entry is not to count")],
                    ticked=[_WITHDRAW] if contact.withdrawn else [],
                ),
                block_id=_WITHDRAW,
                hint="It stays in the log, marked as withdrawn, and can be put back.",
            ),
            blocks.field(
                "Why it is withdrawn",
                elements.text_field(_WHY, text=contact.why_withdrawn, multiline=False),
                block_id=_WHY,
            ),
            *_history(contact, versions, names),
        ],
        callback_id=SAVE,
        submit="Save",
        private_metadata=json.dumps(
            {"student": student.id, "draft": contact.draft, "contact": contact.id}
        ),
    )


def read(view: Submitted, *, now: datetime) -> Typed:
    """What was typed; raise FormError where something has to be mended."""
    carried = json.loads(view["private_metadata"])
    at, withdrawn = moment_in(view, _AT), bool(ticked_in(view, _WITHDRAW))
    problems = {
        field: "Please choose one."
        for field in (_WHOM, _WAY, _OUTCOME)
        if not choice_in(view, field)
    }
    if at is None:
        problems[_AT] = "Please give the moment at which it took place."
    elif problem := problem_with_moment(at, now=now):
        problems[_AT] = problem
    if withdrawn and not words_in(view, _WHY):
        problems[_WHY] = "Please say in a few words why it is withdrawn."
    if problems:
        raise FormError(problems)
    assert at is not None, "checked above"
    return Typed(
        student=StudentId(int(carried["student"])),
        draft=DraftKey(str(carried["draft"])),
        contact=ContactId(int(carried["contact"])) if carried["contact"] else None,
        whom=Whom(choice_in(view, _WHOM)),
        way=Way(choice_in(view, _WAY)),
        outcome=Outcome(choice_in(view, _OUTCOME)),
        at=at,
        language=words_in(view, _LANGUAGE),
        note=words_in(view, _NOTE),
        withdrawn=withdrawn,
        why=words_in(view, _WHY) if withdrawn else "",
    )


def _fields(
    whom: Whom, way: Way, outcome: Outcome, *, at: datetime, language: str = "", note: str = ""
) -> list[Block]:
    return [
        blocks.field(
            "With whom",
            elements.radio(_WHOM, options(WHOMS), chosen=whom),
            block_id=_WHOM,
            required=True,
        ),
        blocks.field(
            "How", elements.select(_WAY, options(WAYS), chosen=way), block_id=_WAY, required=True
        ),
        blocks.field(
            "What came of it",
            elements.select(
                _OUTCOME, [elements.option(one, _called(one)) for one in Outcome], chosen=outcome
            ),
            block_id=_OUTCOME,
            required=True,
            hint="A try that reached no parent is counted as an attempt.",
        ),
        blocks.field("When", elements.moment_picker(_AT, at=at), block_id=_AT, required=True),
        blocks.field(
            "Language",
            elements.text_field(_LANGUAGE, text=language, multiline=False),
            block_id=_LANGUAGE,
        ),
        blocks.field(
            "Note",
            elements.text_field(_NOTE, text=note),
            block_id=_NOTE,
            hint="A short, factual summary.",
        ),
    ]


def _history(
    contact: Contact, versions: Sequence[Contact], names: Mapping[PersonId, str]
) -> list[Block]:
    """What it said before each change, and who kept it so."""
    if not versions:
        return []
    last = f"Changed by {short(names.get(contact.by, 'somebody'))}"
    drawn = [blocks.context(f"{last}, {markup.moment(contact.kept_at)}. Before:")]
    for one in versions[:MOST_VERSIONS]:
        note = f". {markup.escaped(markup.shortened(one.note, LONGEST_SHOWN))}" if one.note else ""
        taken = " (withdrawn)" if one.withdrawn else ""
        drawn.append(blocks.context(f"{line(one)}{taken}{note}"))
    return drawn


def _called(outcome: Outcome) -> str:
    return outcome[0].upper() + outcome[1:]
