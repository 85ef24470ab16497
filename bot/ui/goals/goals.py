"""Progress on goals: all of a student's goals in one modal, and whose are not yet looked at."""

from collections.abc import Sequence

from bot import date_words
from bot.forms import tags
from bot.forms.drafts import DraftKey
from bot.forms.goals.goals import CLOSED, LABEL, NAME_GOALS, NEW, PERIOD, PROGRESS, TELL_PROGRESS
from bot.goals.goals import MOST_GOALS, Goal, GoalProgress, GoalsOfStudent
from bot.goals.reporting_periods import ReportingPeriod
from bot.students import Student
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import Part, modal
from bot.ui.kit.markup import counted

OPEN = "goals_open"
"""A button that carries a student's id: how their goals stand in the period."""
LABELS = NAME_GOALS.name
"""A button, called as the modal in which goals are named, closed and reopened."""
LIST = "goals_list"
"""A button: whose goals are not yet looked at."""

MOST_CLOSED = 15
MOST_STUDENTS = 90
LONGEST_NAME = 100

WRITES_NONE = "Preiep writes no goals: a label says in a few words which goal of the IEP is meant."
NO_PERIOD = (
    "No reporting period is set yet. An admin gives their dates in the settings; until then goals "
    "can be named here, and progress is told once there is a period."
)


def render(of: GoalsOfStudent) -> View:
    """Draw one line per open goal; a modal, so labels may stand."""
    student, period = of.student, of.period
    open_ = [goal for goal in of.goals if not goal.closed][:MOST_GOALS]
    told = period is not None and bool(open_)
    lines = [
        PROGRESS.of(goal.id)
        .labelled(goal.label)
        .showing(of.marks.get(goal.id, GoalProgress.NOT_LOOKED_AT))
        for goal in open_
    ]
    return modal(
        TELL_PROGRESS,
        [
            blocks.section(
                markup.named(student, LONGEST_NAME),
                accessory=elements.button("Name goals", LABELS, value=student.id),
            ),
            blocks.section(_period(period) if period else NO_PERIOD),
            *([] if open_ else [blocks.section("No goal is named yet.")]),
            *(lines if told else []),
            blocks.context(WRITES_NONE),
        ],
        carries=[PERIOD.of(period.id if period else None)],
        submit=None if told else "",
    )


def render_labels(student: Student, goals: Sequence[Goal], draft: DraftKey) -> View:
    open_ = [goal for goal in goals if not goal.closed]
    closed = [goal for goal in goals if goal.closed][-MOST_CLOSED:]
    return modal(
        NAME_GOALS,
        [
            blocks.section(f"{markup.named(student, LONGEST_NAME)}\n{WRITES_NONE}"),
            NEW,
            *(part for goal in (*open_, *closed) for part in _label(goal)),
        ],
        carries=[tags.STUDENT.of(student.id), tags.DRAFT.of(draft)],
    )


def render_list(students: Sequence[tuple[Student, int]], period: ReportingPeriod | None) -> View:
    """List whose goals are not yet looked at in the period, and how many of each."""
    drawn: list[Block] = [blocks.section(_period(period) if period else NO_PERIOD)]
    if period and not students:
        drawn.append(blocks.section("Every goal that is named was looked at in this period."))
    drawn += [
        blocks.section(
            f"{_short(student.name)} ({student.alias}): {counted(count, 'goal')} not yet looked at",
            accessory=elements.button(
                "Open", OPEN, value=student.id, label=f"Open the goals of {student.alias}"
            ),
        )
        for student, count in students[:MOST_STUDENTS]
    ]
    drawn += map(blocks.context, markup.more(len(students) - MOST_STUDENTS))
    return blocks.modal("Progress on goals", drawn, callback_id=LIST)


def reminder(count: int, period: ReportingPeriod) -> str:
    """Word the line of the home tab near the end of a period, naming nobody."""
    return (
        f"*Progress on goals:* {counted(count, 'goal')} not yet looked at. "
        f"{_short(period.label)} ends on {date_words.in_words(period.last)}."
    )


def _label(goal: Goal) -> list[Part]:
    called = "Closed goal" if goal.closed else LABEL.label
    label, closed = LABEL.of(goal.id).labelled(called), CLOSED.of(goal.id)
    return [label.showing(goal.label), closed.showing(goal.closed)]


def _period(period: ReportingPeriod) -> str:
    first, last = date_words.in_words(period.first), date_words.in_full(period.last)
    return f"*{_short(period.label)}*, from {first} to {last}"


def _short(words: str) -> str:
    return markup.short(words, LONGEST_NAME)
