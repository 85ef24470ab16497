"""Which parts of the month's cut-off are done and may go out, and for which meetings not."""

from bot.digest.cut_off import CutOffPart, ShownMeeting, shown_from
from bot.digest.groups import HEADINGS, LineGroup
from bot.forms.answers import Answers
from bot.forms.fields import boxes, choices
from bot.forms.modals import Modal
from bot.forms.tags import Tag
from bot.meetings.meetings import MeetingId

PARTS = boxes("parts", "Uncheck what you have not done yet, or do not want to send now", CutOffPart)
LEFT_OUT = choices(
    "left_out",
    "Leave these meetings out",
    lambda text: MeetingId(int(text)),
    hint=(
        "Where only one thing is missing for a meeting, use “Pick …” in the digest or the home tab."
    ),
    placeholder="None",
)
CUT_OFF = Modal(
    name="cut_off_save",
    title=HEADINGS[LineGroup.CUT_OFF],
    submit="Mark and send",
    fields=(PARTS, LEFT_OUT),
)

SHOWN = Tag("shown", shown_from)
"""What stood on the screen of each meeting: what has changed since is not marked and not sent."""


def parts_from(answers: Answers) -> tuple[CutOffPart, ...]:
    """Read what was left ticked; raise FormError where nothing was."""
    parts = answers.get(PARTS)
    if not parts:
        raise PARTS.refused("Please leave at least one ticked, or close this.")
    return parts


def not_left_out(answers: Answers, shown: tuple[ShownMeeting, ...]) -> list[ShownMeeting]:
    """Return the meetings that stay; raise FormError where all were left out."""
    left_out = answers.get(LEFT_OUT) or ()
    kept = [one for one in shown if one.id not in left_out]
    if not kept:
        raise LEFT_OUT.refused("Please keep at least one meeting, or close this.")
    return kept
