"""A try to reach a parent, logged in two taps: what came of it, and *Log it*."""

import json
from dataclasses import dataclass
from datetime import datetime

from bot.attempts import OUTCOMES, WAYS, Tries
from bot.contacts import Contact, ContactId, ContactKind, Outcome, Way, Whom, problem_with_moment
from bot.errors import FormError
from bot.forms import DraftKey
from bot.meetings import MeetingId
from bot.people import PersonId
from bot.students import Student, StudentId
from bot.ui import blocks
from bot.ui.blocks import View
from bot.ui.submitted import Submitted, choice_in, moment_in, words_in

OPEN = "attempt_open"
SAVE = "attempt_save"

_AT, _WAY, _OUTCOME, _BACK, _LANGUAGE, _NOTE = "at", "way", "outcome", "back", "language", "note"

MOST_LISTED = 5


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A try as it was logged, and the time at which to call back, if one was agreed."""

    draft: DraftKey
    student: StudentId
    at: datetime
    way: Way
    outcome: Outcome
    call_back: datetime | None
    language: str
    note: str

    def as_contact(self, *, meeting: MeetingId | None, by: PersonId, now: datetime) -> Contact:
        return Contact(
            id=ContactId(0),
            draft=self.draft,
            student=self.student,
            meeting=meeting,
            kind=ContactKind.ATTEMPT,
            at=self.at,
            whom=Whom.PARENT,
            way=self.way,
            outcome=self.outcome,
            language=self.language,
            note=self.note,
            by=by,
            kept_at=now,
        )


def render(student: Student, so_far: Tries | None, *, draft: DraftKey, now: datetime) -> View:
    """The modal, in which everything but the outcome is filled in; `now` is UTC."""
    name = blocks.escaped(blocks.shortened(student.name, 120))
    last = so_far.attempts[0] if so_far else None
    ways = [blocks.option(way, way.capitalize()) for way in WAYS]
    language = last.language if last and last.language else student.home_language
    way = last.way if last and last.way in WAYS else Way.PHONE
    return blocks.modal(
        "Log a try",
        [
            blocks.section(f"*{name}* ({student.alias})"),
            blocks.context(
                f"{counted(so_far)}. A try is kept and counted; it proves no conversation."
                if so_far
                else "A try is kept and counted; it proves no conversation."
            ),
            blocks.field(
                "What came of it",
                blocks.radio(_OUTCOME, [blocks.option(*one) for one in OUTCOMES]),
                block_id=_OUTCOME,
                required=True,
            ),
            blocks.field(
                "Call back at",
                blocks.moment_picker(_BACK),
                block_id=_BACK,
                hint="Only where they named a time. You are reminded shortly before.",
            ),
            blocks.field("When", blocks.moment_picker(_AT, at=now), block_id=_AT, required=True),
            blocks.field(
                "How", blocks.select(_WAY, ways, chosen=way), block_id=_WAY, required=True
            ),
            blocks.field(
                "Language",
                blocks.text_field(_LANGUAGE, text=language, multiline=False),
                block_id=_LANGUAGE,
            ),
            blocks.field("Note", blocks.text_field(_NOTE, multiline=False), block_id=_NOTE),
        ],
        callback_id=SAVE,
        submit="Log it",
        private_metadata=json.dumps({"student": student.id, "draft": draft}),
    )


def student_in(view: Submitted) -> StudentId:
    return StudentId(int(json.loads(view["private_metadata"])["student"]))


def read(view: Submitted, *, now: datetime) -> Tried:
    """What was logged; raise FormError where a moment is missing or cannot be. `now` is UTC."""
    place = json.loads(view["private_metadata"])
    outcome, way = choice_in(view, _OUTCOME), choice_in(view, _WAY)
    at, back = moment_in(view, _AT), moment_in(view, _BACK)
    problems = {
        _OUTCOME: "" if outcome else "Please choose what came of it.",
        _AT: (problem_with_moment(at, now=now) or "") if at else "Please give the moment.",
        _BACK: _problem_with_call_back(outcome, back, now),
    }
    if found := {field: problem for field, problem in problems.items() if problem}:
        raise FormError(found)
    assert at is not None
    return Tried(
        draft=DraftKey(str(place["draft"])),
        student=StudentId(int(place["student"])),
        at=at,
        way=Way(way or Way.PHONE),
        outcome=Outcome(outcome),
        call_back=back,
        language=words_in(view, _LANGUAGE),
        note=words_in(view, _NOTE),
    )


def _problem_with_call_back(outcome: str, back: datetime | None, now: datetime) -> str:
    if outcome == Outcome.CALL_BACK and back is None:
        return "Please give the time at which to call back, or choose Spoke, but not now."
    if back is not None and outcome != Outcome.CALL_BACK:
        return "To be reminded of this time, please choose Call back at. Else empty it."
    return "This time is past. Please choose one that lies ahead." if back and back <= now else ""


def counted(so_far: Tries) -> str:
    """How many tries there were, and since when."""
    tries = "try" if so_far.count == 1 else "tries"
    return f"{so_far.count} {tries} since {blocks.in_short(so_far.since).partition(' ')[2]}"


def listed(so_far: Tries) -> str:
    """The tries in a few lines of mrkdwn, for modals only."""
    lines = [_line(one) for one in so_far.attempts[:MOST_LISTED]]
    more = so_far.count - len(lines)
    return "\n".join([f"*{counted(so_far)}*", *lines, *([f"+ {more} more"] if more > 0 else [])])


_WORDS = dict(OUTCOMES)


def _line(one: Contact) -> str:
    outcome = _WORDS.get(one.outcome, one.outcome).removesuffix(" at …").lower()
    language = f", {blocks.escaped(blocks.shortened(one.language, 60))}" if one.language else ""
    note = f": {blocks.escaped(blocks.shortened(one.note, 200))}" if one.note else ""
    return f"{blocks.moment(one.at)}, {one.way}, {outcome}{language}{note}"
