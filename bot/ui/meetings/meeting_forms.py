"""Draw what is asked before a meeting is moved, cancelled, adjourned, or marked as held."""

from collections.abc import Sequence
from datetime import date

from bot.dates.date_checks import DateCheck
from bot.dates.obligation_rules import Rules
from bot.forms import tags
from bot.forms.meetings import meeting_forms as form
from bot.forms.modals import Modal
from bot.meetings.meetings import Meeting
from bot.ui.dates import date_warnings
from bot.ui.digest.hub import UNCONFIRMED
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import Part, modal
from bot.ui.meetings import meetings as meeting
from bot.ui.meetings import set_meeting

TAKE = "meeting_take"
TAKE_TO_ADJOURN = "meeting_adjourn_take"
"""Takes the date that is offered in the form to move, or to adjourn."""

_MOVED = (
    "Forms and the parent conversation stay. Whatever names the old day has to be "
    "done again: calendar, notice, invitation form, office, and an agenda that was sent."
)
_ADJOURNED = (
    "What was said and ticked is kept, and the meeting continues another time: answers, forms and "
    "open concerns go along, and nothing is asked twice. Where the day is not agreed yet, choose a "
    "likely one and move it later."
)


def stamp(about: Meeting) -> str:
    """Name what a form was drawn from: another one where somebody moved or marked the meeting."""
    return f"{about.on} {about.at} {about.state}"


def render_date(
    about: Meeting,
    *,
    adjourns: bool = False,
    rules: Rules,
    confirmed: bool = True,
    new: form.NewDate | None = None,
    check: DateCheck | None = None,
) -> View:
    """Draw the form to move a meeting, or to adjourn it, which asks for the hour to go on anew."""
    declared = form.ADJOURN_MEETING if adjourns else form.MOVE_MEETING
    words = (_ADJOURNED if adjourns else _MOVED) + ("" if confirmed else f"\n{UNCONFIRMED}")
    take = TAKE_TO_ADJOURN if adjourns else TAKE
    warned = date_warnings.warnings(check, rules, take=take) if check else []
    new = new or _as_it_is(about, adjourns=adjourns)
    asked: list[Part] = [*warned, blocks.context(words), *declared.filled_from(new)]
    return _form(declared, about, asked, check)


def _as_it_is(about: Meeting, *, adjourns: bool) -> form.NewDate:
    """Return what the form begins with: the day stays where it is the hour that is wanting."""
    if adjourns:
        return form.NewDate(mode=about.mode)
    return form.NewDate(on=None if about.at else about.on, at=about.at, mode=about.mode)


def render_cancel(about: Meeting) -> View:
    said = blocks.section("What is open for it is closed. This can be undone.")
    return _form(form.CANCEL_MEETING, about, [said, form.WHY_CANCELLED])


def render_held(about: Meeting, *, today: date) -> View:
    return _form(form.MARK_HELD, about, [form.HELD_ON.showing(min(about.on, today))])


def _form(
    declared: Modal, about: Meeting, asked: Sequence[Part], check: DateCheck | None = None
) -> View:
    back = elements.button("Back to the meeting", set_meeting.SEE, value=about.id)
    return modal(
        declared,
        [
            blocks.section(f"The meeting of {meeting.in_words(about)}."),
            *asked,
            blocks.actions([back], block_id=f"back:{about.id}"),
        ],
        carries=[
            tags.MEETING.of(about.id),
            tags.STAMP.of(stamp(about)),
            set_meeting.WARNED_OF.of(check.on if check else None),
        ],
        submit=date_warnings.SAVE_ANYWAY if check else None,
    )
