"""What is asked of closures: one of them, or a list, pasted or dropped as a file."""

from dataclasses import dataclass, replace
from datetime import date

from bot.dates.closures import weekdays
from bot.forms.answers import Answers
from bot.forms.fields import day, files, line, text
from bot.forms.modals import Modal
from bot.imports.import_rows import LONGEST_CLOSURE

ON = day("closed_on", "Day", missing="Please choose the day.")
UNTIL = day("closed_until", "Until", hint="The last day without school, where it is more than one.")
NAME = line(
    "closed_name",
    "Name",
    hint="As in: Winter break.",
    missing="Please say what it is, as in: Winter break.",
)
ADD_CLOSURE = Modal(
    name="closure_save", title="Add a closure", fields=(ON, UNTIL, NAME), submit="Add"
)

_ROWS = (
    "Paste it from a spreadsheet or CSV file, with its header row: date, until, name. "
    "Dates as 2026-11-11 or 11/11/2026; until may be empty. A long list comes in parts"
)
LIST = text("closures_list", "List", hint=f"{_ROWS}, or as a file.")
LIST_ALONE = replace(LIST, hint=f"{_ROWS}.", required=True)
"""Where Slack lets us read no file."""
FILE = files(
    "closures_file",
    "Or a CSV file",
    endings=("csv",),
    hint="Drop it here, or choose it: the same header row, up to 100 kB. It stays yours, in "
    "Slack; Preiep reads it and keeps no copy.",
)
BRING_IN_LIST = Modal(
    name="closures_look",
    title="Paste or drop closures",
    fields=(LIST, FILE),
    submit="Look through",
)
"""Looked through first: then the same form, with what was dropped still in it, says so above."""


@dataclass(frozen=True, kw_only=True)
class ListGiven:
    """A list as somebody gave it: the rows that they pasted, or the id of the file they dropped."""

    text: str = ""
    file: str = ""


def closure_from(answers: Answers) -> list[tuple[date, str]]:
    """Return each day of a closure, with its name."""
    first, until = answers.get(ON), answers.get(UNTIL)
    too_long = bool(first and until and not first <= until <= first + LONGEST_CLOSURE)
    ADD_CLOSURE.check(
        answers,
        {UNTIL: too_long and "Please choose a day after the first, at most 120 days on."},
    )
    days = weekdays(answers[ON], until or answers[ON])
    if not days:
        raise ON.refused("That is a weekend, on which there is no school anyway.")
    return [(day, answers[NAME]) for day in days]


def list_from(answers: Answers, *, looked_at: str) -> ListGiven:
    """Return what was pasted or dropped, or the file that was `looked_at` before."""
    pasted, dropped = answers[LIST], answers[FILE]
    if pasted and dropped:
        raise FILE.refused("Please either paste the list or drop a file, not both at once.")
    if dropped:
        return ListGiven(file=dropped[0])
    # Slack's client may show the field empty again below the preview of the file.
    if not (pasted or looked_at):
        raise LIST.refused("Please paste a list with its header row, or drop a file.")
    return ListGiven(text=pasted, file="" if pasted else looked_at)
