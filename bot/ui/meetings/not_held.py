"""Draw *Not held …*: a meeting whose day has passed was cancelled, or moved to another date."""

from datetime import date

from bot import date_words
from bot.dates.date_checks import DateCheck
from bot.dates.obligation_rules import Rules
from bot.digest.digest_lines import MeetingOf
from bot.forms import tags
from bot.forms.meetings import meeting_forms as form
from bot.ui.dates import date_warnings
from bot.ui.digest.hub import UNCONFIRMED
from bot.ui.kit import blocks
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import modal
from bot.ui.meetings.set_meeting import WARNED_OF

TAKE = "not_held_take"


def render(
    one: MeetingOf,
    *,
    rules: Rules,
    confirmed: bool,
    new: form.NewDate | None = None,
    check: DateCheck | None = None,
) -> View:
    """Draw the modal; with `check`, which speaks against the `new` date, as it was filled in.

    `confirmed` says whether the district has confirmed its calendar.
    """
    meeting = one.meeting
    said = f"The meeting of *{one.alias}* on {date_words.in_full(meeting.on)} was not held."
    return modal(
        form.NOT_HELD,
        [
            blocks.section(said),
            *([] if confirmed else [blocks.context(UNCONFIRMED)]),
            *(date_warnings.warnings(check, rules, take=TAKE) if check else []),
            form.BECAME.showing(form.Became.MOVED if new else None),
            form.MOVED_TO.showing(new.on if new else None),
            form.NEW_TIME.showing(new.at if new else meeting.at),
            form.WHY.showing(new.why if new else ""),
        ],
        carries=[
            tags.MEETING.of(meeting.id),
            tags.DAY.of(meeting.on),
            WARNED_OF.of(check.on if check else None),
        ],
        submit=date_warnings.SAVE_ANYWAY if check else None,
    )


def render_moved(to: date) -> View:
    """Say in place of the modal that one tap has taken the date that was offered."""
    words = f"The meeting is now on {date_words.in_full(to)}."
    return blocks.modal("Moved", [blocks.section(words)], callback_id="not_held_moved")
