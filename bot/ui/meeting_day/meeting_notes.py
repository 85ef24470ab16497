"""What is written down while a meeting runs: the rights answers, the sign-off, a choice.

Before any of it opens, a supervisor is asked why; `why` is the reason that they gave.
"""

from collections.abc import Iterable

from bot.content import Line
from bot.forms import tags
from bot.forms.meeting_day import meeting_notes as form
from bot.forms.supervisor_reasons import REASON, reason_field
from bot.meeting_day.checklists import PARENTS, RightsAnswers, SignOff, listed_as
from bot.meetings.meetings import MeetingId
from bot.people.people import TeamMember
from bot.ui.kit import blocks
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import modal


def render_rights(meeting: MeetingId, rights: RightsAnswers, *, why: str = "") -> View:
    """Draw the two answers about rights, word for word; they can be saved half-finished."""
    return modal(
        form.RIGHTS_ANSWERS,
        [
            blocks.context("You can save half of it now and the rest later."),
            *form.RIGHTS_ANSWERS.filled_from(rights),
            *reason_field(why),
        ],
        carries=[tags.MEETING.of(meeting)],
    )


def render_sign_off(
    meeting: MeetingId, team: Iterable[TeamMember], sign_off: SignOff, *, why: str = ""
) -> View:
    """Draw everybody once more, and whether they may be listed, in one step."""
    people: dict[str, tuple[str, list[str]]] = {}
    for member in team:
        people.setdefault(listed_as(member), (member.name, []))[1].append(member.role.called)
    options: dict[str, str | tuple[str, str]] = {PARENTS: "The parents"}
    for who, (name, titles) in people.items():
        options[who] = (name or "Name not on record", ", ".join(titles))
    return modal(
        form.SIGN_OFF,
        [
            blocks.section(
                "Call on each once more, and tick who may be listed as present. Listing is not "
                "consent to the IEP: that is the signature alone."
            ),
            form.LISTED.offering(options).ticking(sign_off.listed),
            form.OTHERS.showing(sign_off.others),
            *reason_field(why),
        ],
        carries=[tags.MEETING.of(meeting)],
    )


def render_answer(meeting: MeetingId, line: Line, answer: str, *, why: str = "") -> View:
    """Draw the choices of a line that asks for one; `answer` is the one recorded."""
    choices = {choice.id: choice.label for choice in line.choices}
    return modal(
        form.CHOOSE_ANSWER,
        [
            blocks.spoken(line.aloud),
            form.CHOSEN.labelled(line.short).offering(choices).showing(answer),
            *reason_field(why),
        ],
        carries=[tags.MEETING.of(meeting), tags.LINE.of(line.id)],
    )


def render_reason(meeting: MeetingId, screen: str, line: str = "") -> View:
    """Ask a supervisor why they open a screen, before anything is shown."""
    return modal(
        form.GIVE_REASON,
        [
            blocks.section(
                "A student's record opens to a supervisor with a reason. It is logged, with your "
                "name and the time, before anything is shown."
            ),
            REASON,
        ],
        carries=[tags.MEETING.of(meeting), form.SCREEN.of(screen), tags.LINE.of(line)],
    )
