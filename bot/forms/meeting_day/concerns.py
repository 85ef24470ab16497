"""What is asked of a concern: its words when it is raised, and what became of it."""

from collections.abc import Mapping
from typing import Any

from bot.forms.answers import Answers
from bot.forms.fields import choice, line, text
from bot.forms.modals import Modal
from bot.forms.supervisor_reasons import REASON
from bot.meeting_day.concerns import ConcernId, ConcernState

RAISED = text(
    "text",
    "What the parents raised",
    hint="A short, factual summary. It stays open until somebody deals with it.",
    missing="Please write down what was raised.",
)
ADD_CONCERN = Modal(name="concern_add", title="Add a concern", fields=(RAISED, REASON))

STATES = {
    ConcernState.OPEN: "Open",
    ConcernState.ADDRESSED: "Addressed in the meeting",
    ConcernState.ANSWERED: "Answered",
    ConcernState.DEFERRED: "Deferred",
    ConcernState.UNRESOLVED: "Unresolved, and recorded so",
}
STATE = choice("state", "What became of it", STATES, required=True, prefilled="state")
NOTE = line("note", "Note", hint="To when it is deferred, or what was said.", prefilled="note")
LIST_CONCERNS = Modal(name="concern_keep", title="Concerns", fields=(STATE, NOTE, REASON))
HOLD_MEETING = Modal(
    name="concern_hold",
    title="Meeting held?",
    fields=(STATE, NOTE),
    submit="Meeting held",
    close="Not yet",
)

Outcomes = Mapping[ConcernId, Mapping[str, Any]]
"""What somebody changed of each concern; what they left as it was drawn may be another's by now."""


def outcomes_from(answers: Answers) -> Outcomes:
    """Read what became of the concerns; raise FormError where one is deferred to nowhere."""
    rows = answers.rows(STATE)
    deferred = [row for row in rows if answers[STATE.of(row)] is ConcernState.DEFERRED]
    problem = "Please say to when it is deferred."
    LIST_CONCERNS.check(
        answers, {NOTE.of(row): problem for row in deferred if not answers[NOTE.of(row)]}
    )
    changes = {row: answers.changes([STATE.of(row), NOTE.of(row)]) for row in rows}
    return {ConcernId(int(row)): changed for row, changed in changes.items() if changed}
