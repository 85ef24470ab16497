"""Open the meeting whose thread somebody clicked in, or whose notes they write or submit."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.drafts import DraftKey
from bot.forms.supervisor_reasons import REASON
from bot.meetings.meetings import Meeting, MeetingId
from bot.permissions import Act, may
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import thread_controls as controls
from casework.meeting_day.threads import meeting_in_thread
from handlers.kit.asked import Asked
from storage import Scope


@contextmanager
def thread_of(
    asked: Asked, act: Act, *, meeting: MeetingId | None = None
) -> Iterator[tuple[Scope, Meeting]]:
    """Open the meeting of a button or of boxes; raise StaleError where their thread is over."""
    wanted = controls.clicked(asked.action).meeting if meeting is None else meeting
    with asked.meeting(wanted, act) as scope:
        yield scope, meeting_in_thread(scope, wanted, asked.message)


@contextmanager
def notes_of(asked: Asked, answers: Answers) -> Iterator[tuple[Scope, Meeting, str]]:
    """Open the meeting that a modal carries for writing, with the reason that a supervisor gave."""
    wanted, why = asked.carried(tags.MEETING), answers.get(REASON) or ""
    with asked.meeting(wanted, Act.WRITE_MEETING_NOTES, reason=why) as scope:
        yield scope, scope.meetings.get(wanted), why


def empty_form(asked: Asked, render: Callable[..., View]) -> View:
    """Draw a form that shows nothing of the record; a supervisor says why in it."""
    with thread_of(asked, Act.TICK_CHECKLIST) as (scope, meeting):
        asks_reason = not may(Act.WRITE_MEETING_NOTES, scope.relations)
        return render(meeting.id, DraftKey(uuid.uuid4().hex), asks_reason=asks_reason)
