"""What a caseload is pasted into: parts of a few fields each, then a look before it is taken in."""

from bot.forms.answers import Answers
from bot.forms.fields import box, text
from bot.forms.modals import Modal

FIELDS = 5

ROWS = text("text", "Rows")
"""Repeated, as one field takes so much and no more."""
MORE = box("more", "More", "There is more than fits here")

PASTE_PART = Modal(name="paste_part", title="Paste a caseload", fields=(ROWS, MORE), submit="Next")
TAKE_PASTE = Modal(name="paste_take", title="What would change", submit="Take these in")


def part_from(answers: Answers) -> str:
    """Read the rows of one part; raise FormError where there are none.

    The blanks at the ends of a line stay, for a cell may be empty.
    """
    texts = [answers.texts.get(ROWS.of(number).key, "") for number in range(FIELDS)]
    rows = "\n".join(one.strip("\r\n") for one in texts if one.strip())
    if not rows:
        raise ROWS.of(0).refused("Please paste some rows here, the header row first.")
    return rows
