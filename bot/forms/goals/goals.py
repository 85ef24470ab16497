"""What is asked of goals: how each stands in a period, and by which labels they are known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.forms.answers import Answers
from bot.forms.fields import box, choice, line, text
from bot.forms.modals import Modal
from bot.forms.tags import Tag
from bot.goals.goals import LONGEST_LABEL, GoalId, GoalProgress, labels_in
from bot.goals.reporting_periods import PeriodId

PERIOD = Tag("period", lambda text: PeriodId(int(text)))

PROGRESS = choice(
    "goal", "Goal", {one: one[0].upper() + one[1:] for one in GoalProgress}, required=True
)
"""Repeated for each goal, under the goal's own label."""
TELL_PROGRESS = Modal(name="goals_save", title="Progress on goals", fields=(PROGRESS,))

NEW = text(
    "new",
    "New goals, one a line",
    hint="For example: reads 90 words a minute; asks for a break in words.",
)
LABEL = line("label", "Goal", prefilled="label")
CLOSED = box("closed", "Closed", "Met or ended: no longer followed", prefilled="closed")
NAME_GOALS = Modal(name="goals_labels", title="Name goals", fields=(NEW, LABEL, CLOSED))


@dataclass(frozen=True, kw_only=True)
class NamedGoals:
    """What somebody changed of a student's goals, and the labels of new ones."""

    changes: Mapping[GoalId, Mapping[str, Any]]
    new: tuple[str, ...]


def progress_from(answers: Answers) -> dict[GoalId, GoalProgress]:
    """Return how those goals stand of which this person changed it."""
    changed = [row for row in answers.rows(PROGRESS) if answers.is_changed(PROGRESS.of(row))]
    return {GoalId(int(row)): answers[PROGRESS.of(row)] for row in changed}


def goals_from(answers: Answers) -> NamedGoals:
    """Read what was named; raise FormError where a label was emptied."""
    rows = answers.rows(LABEL)
    problem = "A goal keeps a label. To end it, tick that it is closed."
    NAME_GOALS.check(
        answers, {LABEL.of(row): problem for row in rows if not answers[LABEL.of(row)]}
    )
    changes = {GoalId(int(row)): answers.changes([LABEL.of(row), CLOSED.of(row)]) for row in rows}
    for changed in changes.values():
        if "label" in changed:
            changed["label"] = changed["label"][:LONGEST_LABEL]
    return NamedGoals(
        changes={goal: changed for goal, changed in changes.items() if changed},
        new=tuple(labels_in(answers.get(NEW) or "")),
    )
