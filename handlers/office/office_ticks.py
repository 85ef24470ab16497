"""Listen to the office, which opens a note and says what it sent; each click asks who it is."""

from bot.errors import StaleError
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.office.office_ticks import NOTE, TICK, TICK_INVITATION, invitation_from
from bot.office.office_notes import Noted
from bot.people.people import Role
from bot.permissions import Act
from bot.students import StudentId
from bot.ui.digest import plain_answers as answers
from bot.ui.kit.blocks import View
from bot.ui.office import office_home, office_notes, office_ticks
from casework.dates.settling import their_today
from casework.office.office_lists import log_seen
from casework.office.office_ticks import note_of_student, note_to_tick, take_tick_back, tick
from casework.office.office_ticks import receive as keep_received
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening
from handlers.kit.typed_words import Said, Typed, fitting, which_of
from storage import Scope


def listen(on: Listening) -> None:
    on.click(office_notes.OPEN, open_note)
    on.click(office_ticks.OF_STUDENT, open_of_student, shown=ON_TOP)
    on.finder(find_to_invite)
    on.click(office_ticks.TAKE_BACK, take_back)
    on.submit(TICK_INVITATION, keep)
    on.click(office_home.RECEIVED, receive)


def open_note(asked: Asked) -> View:
    meeting, note = office_ticks.note_in(asked.action)
    with asked.meeting(meeting, Act.TICK_INVITATION) as scope:
        return invitation_screen(scope, note_to_tick(scope, meeting, note))


def find_to_invite(asked: Asked, typed: Typed) -> Said | None:
    """Find a student for whose meeting the office has a note."""
    if Role.OFFICE not in typed.roles:
        return None
    with asked.invitations() as scope:
        found = [one for one in fitting(scope, typed) if note_of_student(scope, one.id)]
        if not found:
            return None
        if len(found) > 1:
            return which_of(scope, found, opens=typed.opens, action=office_ticks.OF_STUDENT)
        one = found[0]
        if typed.opens:
            return invitation_of(scope, one.id)
        scope.audit.log("asked in plain words, as the office", student=one.id)
        return answers.elsewhere(one, "", opens=office_ticks.OF_STUDENT)


def open_of_student(asked: Asked) -> View:
    with asked.invitations() as scope:
        return invitation_of(scope, asked.clicked(tags.STUDENT))


def invitation_of(scope: Scope, student: StudentId) -> View:
    """Show whom to invite, from a note that still stands; raise StaleError where none does."""
    noted = note_of_student(scope, student)
    if noted is None:
        raise StaleError("No note about this student waits for the office. Nothing was changed.")
    return invitation_screen(scope, noted)


def keep(asked: Asked, answers: Answers) -> None:
    """Keep what the office says; the note in the channel shows it."""
    meeting = asked.carried(tags.MEETING)
    with asked.meeting(meeting, Act.TICK_INVITATION) as scope:
        noted = note_to_tick(scope, meeting, asked.carried(NOTE))
        invitation = invitation_from(answers, today=their_today(scope))
        tick(scope, noted, invitation, seen=asked.carried(TICK))


def receive(asked: Asked) -> None:
    """Keep that the parents have the invitation; the home tab shows it."""
    meeting, note = office_ticks.note_in(asked.action)
    with asked.meeting(meeting, Act.TICK_INVITATION) as scope:
        noted = note_to_tick(scope, meeting, note)
        keep_received(scope, noted, on=their_today(scope))


def take_back(asked: Asked) -> View:
    meeting, note = asked.carried(tags.MEETING), asked.carried(NOTE)
    with asked.meeting(meeting, Act.TICK_INVITATION) as scope:
        take_tick_back(scope, note_to_tick(scope, meeting, note), seen=asked.carried(TICK))
        again = note_to_tick(scope, meeting, note)
        return invitation_screen(scope, again, notice="Taken back. The note waits again.")


def invitation_screen(scope: Scope, noted: Noted, *, notice: str = "") -> View:
    """Draw the invitation with the student's name; the view is logged first."""
    log_seen(scope, [noted])
    return office_ticks.render(
        noted,
        {one.by: scope.people.get(one.by).name for one in noted.ticks},
        scope.workspace.links,
        today=their_today(scope),
        notice=notice,
    )
