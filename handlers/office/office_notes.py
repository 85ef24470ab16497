"""Listen to the office being told with one tap, and to the note being taken back."""

from collections.abc import Callable
from functools import partial

from bot.forms import tags
from bot.meetings.meetings import Meeting
from bot.permissions import Act
from bot.ui.digest import digest_controls, home
from bot.ui.kit.blocks import View
from bot.ui.meetings import meetings as one_meeting
from bot.ui.office import telling_office
from bot.ui.records import students as student_modal
from casework.digest.digests import listing_at
from casework.meetings.seen_meetings import see_meeting
from casework.office import office_notes
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from handlers.kit.students_named import student_screen
from storage import Scope

SENT = "It is on the office's list now. You see here when the office has ticked it."
TAKEN_BACK = "The note is taken back. Telling the office is open again."


def listen(on: Listening) -> None:
    on.click(telling_office.TELL, partial(change, do=office_notes.tell_office, notice=SENT))
    on.click(
        telling_office.WITHDRAW, partial(change, do=office_notes.take_note_back, notice=TAKEN_BACK)
    )
    on.click(digest_controls.SEND_NOTES, tell_of_listed)
    on.click(home.SEND_NOTES, tell_of_all_due)


def change(asked: Asked, *, do: Callable[[Scope, Meeting], None], notice: str) -> View:
    """Do it, then show the screen on which it was asked for as it is now."""
    wanted = asked.clicked(tags.MEETING)
    with asked.meeting(wanted, Act.TELL_OFFICE) as scope:
        meeting = scope.meetings.get(wanted)
        do(scope, meeting)
        if asked.screen == student_modal.OPEN:
            return student_screen(scope, meeting.student, notice=notice)
        return one_meeting.render(see_meeting(scope, meeting.id), notice=notice)


def tell_of_listed(asked: Asked) -> None:
    with asked.caseload() as scope:
        listing = listing_at(scope, *asked.message)
        office_notes.tell_office_of_all(scope, office_notes.listed_for_office(scope, listing))


def tell_of_all_due(asked: Asked) -> None:
    with asked.caseload() as scope:
        office_notes.tell_office_of_all(scope, office_notes.due_for_office(scope))
