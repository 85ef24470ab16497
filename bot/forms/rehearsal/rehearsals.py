"""The form of a rehearsal, with a field of every kind that there is; nothing of it is kept."""

from bot.forms.fields import (
    box,
    boxes,
    channel,
    choice,
    choices,
    clock,
    day,
    files,
    line,
    moment,
    number,
    person,
    radio,
    student,
    text,
)
from bot.forms.modals import Modal
from bot.forms.tags import Tag
from bot.rehearsal.steps import RehearsalStep

STEP = Tag("step", RehearsalStep)
VIEW = Tag("view", str)
"""A screen that was open, by Slack's id."""
ADDRESS = Tag("address", str)
"""Where a press could be answered."""
SEEN = Tag("seen", str)
"""What the person saw: yes or no."""

_COLORS = {"green": "Green", "blue": "Blue"}

STUDENT = student("rehearsed_student", "An invented student", required=True)
EVERY_KIND = Modal(
    name="rehearsal_form",
    title="Rehearsal",
    fields=(
        line("rehearsed_line", "A line", required=True),
        text("rehearsed_text", "Several lines", required=True),
        number("rehearsed_number", "A number from 1 to 10", required=True),
        day("rehearsed_day", "A day", required=True),
        clock("rehearsed_clock", "A time of day", required=True),
        moment("rehearsed_moment", "A day and a time", required=True),
        choice("rehearsed_choice", "One from a list", _COLORS, required=True),
        radio("rehearsed_radio", "One of two", _COLORS, required=True),
        choices("rehearsed_choices", "Any from a list", _COLORS, required=True),
        boxes("rehearsed_boxes", "Any of two", _COLORS, required=True),
        box("rehearsed_box", "A box", "Ticked", required=True),
        STUDENT,
        person("rehearsed_person", "Yourself", required=True),
        channel("rehearsed_channel", "A private channel", required=True),
        files("rehearsed_file", "Any small text file", endings=("txt",), required=True),
    ),
)
