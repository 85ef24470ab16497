"""Progress on goals: all of a student's goals in one modal, and whose are not yet looked at."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot import date_words
from bot.errors import FormError
from bot.forms.drafts import DraftKey
from bot.goals.goals import LONGEST_LABEL, MOST_GOALS, Goal, GoalId, Marks, Progress, labels_in
from bot.goals.reporting_periods import PeriodId, ReportingPeriod
from bot.students import Student, StudentId
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.submitted import Submitted, choice_in, is_changed, ticked_in, words_in

OPEN = "goals_open"
"""A button that carries a student's id: how their goals stand in the period."""
SAVE = "goals_save"
LABELS = "goals_labels"
"""A button, and the modal in which goals are named, closed and reopened."""
LIST = "goals_list"
"""A button: whose goals are not yet looked at."""

NEW = "new"
MOST_CLOSED = 15
MOST_STUDENTS = 90
LONGEST_NAME = 100

WRITES_NONE = "Preiep writes no goal: a label says which one of the IEP is meant, in a few words."
NO_PERIOD = (
    "No reporting period is set yet. An admin gives their dates in the settings; until then goals "
    "can be named here, and progress is told once there is a period."
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """How a student's goals stand in a period, as somebody chose."""

    student: StudentId
    period: PeriodId
    marks: Mapping[GoalId, Progress]


@dataclass(frozen=True, kw_only=True)
class Named:
    """What somebody changed of a student's goals; the draft makes a second press harmless."""

    student: StudentId
    draft: DraftKey
    labels: Mapping[GoalId, str]
    closed: Mapping[GoalId, bool]
    new: Sequence[str]


def render(
    student: Student, goals: Sequence[Goal], period: ReportingPeriod | None, marks: Marks
) -> View:
    """One line per open goal; a modal, so labels may stand."""
    open_ = [goal for goal in goals if not goal.closed][:MOST_GOALS]
    told = period is not None and bool(open_)
    return blocks.modal(
        "Progress on goals",
        [
            blocks.section(
                f"*{_short(student.name)}* ({student.alias})",
                accessory=elements.button("Name goals", LABELS, value=str(student.id)),
            ),
            blocks.section(_period(period) if period else NO_PERIOD),
            *([] if open_ else [blocks.section("No goal is named yet.")]),
            *([_line(goal, marks) for goal in open_] if told else []),
            blocks.context(WRITES_NONE),
        ],
        callback_id=SAVE,
        submit="Save" if told else None,
        private_metadata=json.dumps(
            {"student": student.id, "period": period.id if period else None}
        ),
    )


def read(view: Submitted) -> Told:
    carried = json.loads(view["private_metadata"])
    marks = {
        GoalId(int(name.partition(":")[2])): Progress(choice_in(view, name))
        for name in view["state"]["values"]
        if name.startswith("goal:") and choice_in(view, name) and is_changed(view, name)
    }
    return Told(
        student=StudentId(int(carried["student"])),
        period=PeriodId(int(carried["period"])),
        marks=marks,
    )


def render_labels(student: Student, goals: Sequence[Goal], draft: DraftKey) -> View:
    """Every goal with its label and whether it is closed, and room for new ones."""
    open_ = [goal for goal in goals if not goal.closed]
    closed = [goal for goal in goals if goal.closed][-MOST_CLOSED:]
    return blocks.modal(
        "Name goals",
        [
            blocks.section(f"*{_short(student.name)}* ({student.alias})\n{WRITES_NONE}"),
            blocks.field(
                "New goals, one a line",
                elements.text_field(NEW),
                block_id=NEW,
                hint="For example: reads 90 words a minute; asks for a break in words.",
            ),
            *(block for goal in (*open_, *closed) for block in _label(goal)),
        ],
        callback_id=LABELS,
        submit="Save",
        private_metadata=json.dumps({"student": student.id, "draft": draft}),
    )


def read_labels(view: Submitted) -> Named:
    """What was named; raise FormError where a label was emptied."""
    carried = json.loads(view["private_metadata"])
    names = [name for name in view["state"]["values"] if name.startswith("label:")]
    problems = {
        name: "A goal keeps a label. To end it, tick that it is closed."
        for name in names
        if not words_in(view, name)
    }
    if problems:
        raise FormError(problems)
    changed = [name for name in view["state"]["values"] if name != NEW and is_changed(view, name)]
    ids = {name: GoalId(int(name.partition(":")[2])) for name in changed}
    return Named(
        student=StudentId(int(carried["student"])),
        draft=DraftKey(str(carried["draft"])),
        labels={
            goal: words_in(view, name)[:LONGEST_LABEL]
            for name, goal in ids.items()
            if name.startswith("label:")
        },
        closed={
            goal: bool(ticked_in(view, name))
            for name, goal in ids.items()
            if name.startswith("closed:")
        },
        new=labels_in(words_in(view, NEW)),
    )


def render_list(students: Sequence[tuple[Student, int]], period: ReportingPeriod | None) -> View:
    """Whose goals are not yet looked at in the period, and how many of each."""
    shown = students[:MOST_STUDENTS]
    drawn: list[Block] = [blocks.section(_period(period) if period else NO_PERIOD)]
    if period and not students:
        drawn.append(blocks.section("Every goal that is named was looked at in this period."))
    drawn += [
        blocks.section(
            f"{_short(student.name)} ({student.alias}): {_counted(count)} not yet looked at",
            accessory=elements.button(
                "Open", OPEN, value=str(student.id), label=f"Open the goals of {student.alias}"
            ),
        )
        for student, count in shown
    ]
    if len(students) > len(shown):
        drawn.append(blocks.context(f"+ {len(students) - len(shown)} more"))
    return blocks.modal("Progress on goals", drawn, callback_id=LIST)


def reminder(count: int, period: ReportingPeriod) -> str:
    """The line of the home tab near the end of a period; it names nobody."""
    return (
        f"*Progress on goals:* {_counted(count)} not yet looked at. "
        f"{markup.escaped(markup.shortened(period.label, LONGEST_NAME))} ends on "
        f"{date_words.in_words(period.last)}."
    )


def _line(goal: Goal, marks: Marks) -> Block:
    options = [elements.option(one, one[0].upper() + one[1:]) for one in Progress]
    name = f"goal:{goal.id}"
    chosen = marks.get(goal.id, Progress.NOT_LOOKED_AT)
    return blocks.field(
        goal.label, elements.select(name, options, chosen=chosen), block_id=name, required=True
    )


def _label(goal: Goal) -> list[Block]:
    label, closed = f"label:{goal.id}", f"closed:{goal.id}"
    return [
        blocks.field(
            "Closed goal" if goal.closed else "Goal",
            elements.text_field(label, text=goal.label, multiline=False),
            block_id=label,
        ),
        blocks.field(
            "Closed",
            elements.checkboxes(
                closed,
                [elements.option(closed, "Met or ended: no longer followed")],
                ticked=[closed] if goal.closed else [],
            ),
            block_id=closed,
        ),
    ]


def _period(period: ReportingPeriod) -> str:
    label = markup.escaped(markup.shortened(period.label, LONGEST_NAME))
    last = f"{date_words.in_words(period.last)} {period.last.year}"
    return f"*{label}*, from {date_words.in_words(period.first)} to {last}"


def _counted(count: int) -> str:
    return f"{count} goal{'' if count == 1 else 's'}"


def _short(words: str) -> str:
    return markup.escaped(markup.shortened(words, LONGEST_NAME))
