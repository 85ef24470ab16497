"""What is asked of each concern proposed from a conversation: keep it, drop it, or decide later."""

from dataclasses import dataclass

from bot.forms.answers import Answers
from bot.forms.fields import choice, text
from bot.forms.modals import Modal

KEEP, DROP, LATER = "keep", "drop", "later"

WORDS = text("text", "Proposed")
WHAT = choice(
    "what",
    "What about it?",
    {KEEP: "Keep as a concern", DROP: "Drop", LATER: "Decide later"},
    required=True,
)

KEEP_CONCERNS = Modal(name="concerns_proposed", title="Concerns to keep", fields=(WORDS, WHAT))


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What somebody made of one proposal."""

    proposed: str
    text: str
    keep: bool


def decisions_from(answers: Answers) -> list[Decision]:
    """Return what was decided; raise FormError where a concern to keep has no words."""
    rows = answers.rows(WORDS)
    KEEP_CONCERNS.check(
        answers,
        {
            WORDS.of(row): "Please say what the concern is, or choose Drop."
            for row in rows
            if answers[WHAT.of(row)] == KEEP and not answers.get(WORDS.of(row))
        },
    )
    return [
        Decision(
            proposed=answers.before(WORDS.of(row)) or "",
            text=answers[WORDS.of(row)],
            keep=answers[WHAT.of(row)] == KEEP,
        )
        for row in rows
        if answers[WHAT.of(row)] != LATER
    ]
