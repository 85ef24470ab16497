"""Listen to the office, which opens a note and says what it sent; each click asks who it is."""

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.office.office_ticks import NOTE, TICK, TICK_INVITATION, invitation_from
from bot.office.office_notes import Noted
from bot.permissions import Act
from bot.ui.kit.blocks import View
from bot.ui.office import office_notes, office_ticks
from casework.dates.settling import their_today
from casework.office.office_ticks import note_to_tick, take_tick_back, tick
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from storage import Scope


def listen(on: Listening) -> None:
    on.click(office_notes.OPEN, open_note)
    on.click(office_ticks.TAKE_BACK, take_back)
    on.submit(TICK_INVITATION, keep)


def open_note(asked: Asked) -> View:
    meeting, note = office_ticks.note_in(asked.action)
    with asked.meeting(meeting, Act.TICK_INVITATION) as scope:
        return _shown(scope, note_to_tick(scope, meeting, note))


def keep(asked: Asked, answers: Answers) -> None:
    """Keep what the office says; the note in the channel shows it."""
    meeting = asked.carried(tags.MEETING)
    with asked.meeting(meeting, Act.TICK_INVITATION) as scope:
        noted = note_to_tick(scope, meeting, asked.carried(NOTE))
        invitation = invitation_from(answers, today=their_today(scope))
        tick(scope, noted, invitation, seen=asked.carried(TICK))


def take_back(asked: Asked) -> View:
    meeting, note = asked.carried(tags.MEETING), asked.carried(NOTE)
    with asked.meeting(meeting, Act.TICK_INVITATION) as scope:
        take_tick_back(scope, note_to_tick(scope, meeting, note), seen=asked.carried(TICK))
        again = note_to_tick(scope, meeting, note)
        return _shown(scope, again, notice="Taken back. The note waits again.")


def _shown(scope: Scope, noted: Noted, *, notice: str = "") -> View:
    """Draw the invitation with the student's name; the view is logged first."""
    meeting = noted.meeting
    scope.audit.log("saw whom to invite", student=meeting.student, meeting=meeting.id)
    return office_ticks.render(
        noted,
        scope.students.get(meeting.student),
        {one.by: scope.people.get(one.by).name for one in noted.ticks},
        scope.workspace.links,
        today=their_today(scope),
        notice=notice,
    )
