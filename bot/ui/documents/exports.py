"""A student's whole record on paper, for a parent to read: part by part, every version of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot import date_words
from bot.conversations.kept_conversations import kept_pages
from bot.forms.drafts import DraftKey
from bot.forms.pages import Page
from bot.people.people import PersonId
from bot.records.access import NOBODY, DaysAccess
from bot.records.exports import NOT_EXPORTED, KeptRow, WholeRecord
from bot.requests.requests import FilledForm, Form, RequestId
from bot.requests.respondent_forms import pages_as_asked
from bot.ui.documents.export_parts import PARTS, PrintedPart
from bot.ui.documents.export_words import SAID_WHERE_SO, label_of, shown, with_dates
from bot.ui.documents.paper import Passage, StaffNote, on_paper
from bot.ui.kit.answers import answer_in_words

CONFIDENTIAL = "Confidential education record. For the parents, and for whom they give it to."

KEPT_APART = (
    "not printed here, since the parents have more than one household or want it kept "
    "confidential; the school has it."
)
_REACHED_BY = frozenset({"phones", "email", "address", "call_at"})


@dataclass(frozen=True, kw_only=True)
class _Printed:
    """A record as it goes on paper."""

    of: WholeRecord
    called: dict[tuple[str, int], str] = field(default_factory=dict)
    """What each row is called where another refers to it."""


def pdf(record: WholeRecord) -> bytes:
    return on_paper(whole_record(record))


def whole_record(record: WholeRecord) -> StaffNote:
    """Return what stands on the paper: a part for each kind of thing, then who saw it."""
    student, printed = record.student, _Printed(of=record)
    for part in PARTS:
        _call(printed, part)
    passages = [passage for part in PARTS for passage in _part(printed, part)]
    return StaffNote(
        title=f"Record of {student.alias}",
        heading=f"Record of {student.name or student.alias}",
        facts=[
            (
                "In this file",
                "everything that Preiep keeps about this student, every version of it",
            ),
            ("Not in it", NOT_EXPORTED["drafts"]),
            ("With whom it was shared", "the last part says who saw, changed or was shown it"),
        ],
        passages=[*passages, *_access(printed)],
        made_at=record.made_at.astimezone(record.zone),
        confidential=CONFIDENTIAL,
    )


def _call(printed: _Printed, part: PrintedPart) -> None:
    """Note what the rows are called before anything refers to them."""
    for number, row in enumerate(printed.of.tables.get(part.table, ()), start=1):
        printed.called[part.table, row.get("id", 0)] = _title(printed, part, row, number)


def _part(printed: _Printed, part: PrintedPart) -> Iterator[Passage]:
    found = printed.of.tables.get(part.table, ())
    if not found and part.is_said_where_empty:
        yield Passage(part=part.words, heading="", facts=[("", "Nothing on record.")])
    for number, row in enumerate(found, start=1):
        yield Passage(
            part=part.words if number == 1 else "",
            heading=_title(printed, part, row, number),
            facts=[*_facts(printed, part, row)],
            answers=[*_answers(printed, part, row)],
        )


def _title(printed: _Printed, part: PrintedPart, row: KeptRow, number: int) -> str:
    said = ", ".join(_words(printed, name, row[name]) for name in part.title if row.get(name))
    if part.title[:1] in _OUR_WORDS:
        return said[:1].upper() + said[1:]
    return said or (f"{number}" if part.title else "")


def _facts(printed: _Printed, part: PrintedPart, row: KeptRow) -> Iterator[tuple[str, str]]:
    apart = part.table == "parents" and printed.of.keeps_apart
    for name, value in row.items():
        if name in part.hidden or name in part.title or name in _ANSWERS:
            continue
        if name in SAID_WHERE_SO and value is False:
            continue
        if apart and name in _REACHED_BY:
            continue
        if words := _words(printed, name, value):
            yield label_of(part.table, name), words
    if apart and any(row.get(name) for name in _REACHED_BY):
        yield "How to reach them", KEPT_APART


def _words(printed: _Printed, name: str, value: Any) -> str:
    """Say a value; what another row is called, where it refers to one."""
    if name in _REFERS_TO and isinstance(value, int):
        return printed.called.get((_REFERS_TO[name], value), "")
    if name == "revision":
        return f"Version {value}"
    if name == "obligation":
        return printed.of.rules.get(value, str(value))
    if name == "line":
        lines = {line.id: line.short for line in printed.of.content.lines}
        return lines.get(value, str(value))
    return shown(value, printed.of.names, printed.of.zone)


def _answers(printed: _Printed, part: PrintedPart, row: KeptRow) -> Iterator[tuple[str, str]]:
    """Yield what was asked, in the words of then, with what was answered."""
    answers: Mapping[str, str] = row.get("answers") or {}
    left = dict(answers)
    asked = _OF_PAGES[part.table](printed, row) if answers and part.table in _OF_PAGES else ()
    for page in asked:
        for question in page.fields:
            if question.id in left:
                label = f"{question.said} ({question.label})" if question.said else question.label
                yield label, answer_in_words(question, left.pop(question.id))
    wording = _wording(row)
    for key, answer in left.items():  # of questions that the district asks no more
        yield wording.get(key, label_of(part.table, key)), answer


def _wording(row: KeptRow) -> Mapping[str, str]:
    kept: Mapping[str, Any] = row.get("wording") or {}
    asked = kept.get("asked", kept)
    return asked if isinstance(asked, Mapping) else {}


def _pages_of_conversation(printed: _Printed, row: KeptRow) -> Sequence[Page]:
    return kept_pages(printed.of.content, _wording(row))


def _pages_of_form(printed: _Printed, row: KeptRow) -> Sequence[Page]:
    asked = {one["id"]: one["form"] for one in printed.of.tables.get("requests", ())}
    filled = FilledForm(
        request=RequestId(row["request_id"]),
        draft=DraftKey(""),
        answers=row["answers"],
        by=PersonId(0),
        at=row["at"],
        wording=_wording(row),
    )
    return pages_as_asked(Form(asked[row["request_id"]]), filled, printed.of.content)


_OF_PAGES: Mapping[str, Callable[[_Printed, KeptRow], Sequence[Page]]] = {
    "conversations": _pages_of_conversation,
    "conversation_versions": _pages_of_conversation,
    "filled_forms": _pages_of_form,
}

_OUR_WORDS = frozenset({("kind",), ("form",)})
"""What begins a title in a word of ours, which then has a capital; what people typed is theirs."""

_ANSWERS = frozenset({"answers", "wording", "wording_version"})

_REFERS_TO = {
    "meeting_id": "meetings",
    "continues_id": "meetings",
    "settled_in_id": "meetings",
    "conversation_id": "conversations",
    "contact_id": "contacts",
    "goal_id": "goals",
    "request_id": "requests",
    "note_id": "office_notes",
}
"""The columns that lead to another row of the student's, by the table in which it stands."""


def _access(printed: _Printed) -> Iterator[Passage]:
    facts = [_look(printed, one) for one in printed.of.access]
    for first in range(0, len(facts), _A_PASSAGE):
        yield Passage(
            part="Who saw, changed or was shown this record" if not first else "",
            heading="",
            facts=facts[first : first + _A_PASSAGE],
        )


_A_PASSAGE = 500


def _look(printed: _Printed, access: DaysAccess) -> tuple[str, str]:
    entry = access.entry
    here = entry.at.astimezone(printed.of.zone)
    said = [f"{entry.who or NOBODY}, {entry.act}"]
    said += [f"{access.times} times that day"] if access.times > 1 else []
    said += ["Shown to a contracted provider"] if entry.disclosed else []
    said += [f"Reason: {entry.why}"] if entry.why else []
    if entry.detail and not (printed.of.keeps_apart and "parent" in entry.act):
        said.append(f"Changed: {with_dates(entry.detail, printed.of.zone)}")
    day = f"{date_words.without_weekday(here.date())}, {date_words.clock_time(here.time())}"
    return day, ". ".join(one.rstrip(".") for one in said) + "."
