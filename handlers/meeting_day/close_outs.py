"""Listen to the two-minute close-out, which makes the note to paste into SEIS."""

from dataclasses import replace

from bot.content import Content
from bot.forms.answers import Answers
from bot.forms.meeting_day.close_outs import CLOSE_OUT, NOTE_FOR_SEIS
from bot.meeting_day.seis_notes import missing, note
from bot.meetings.meetings import Meeting
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import close_outs as screen
from casework.meeting_day.close_outs import meeting_facts
from casework.meeting_day.meeting_views import log_view
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from handlers.meeting_day.threads import notes_of
from storage import Scope


def listen(on: Listening) -> None:
    on.submit(CLOSE_OUT, make)
    on.submit(NOTE_FOR_SEIS, close)


def make(asked: Asked, answers: Answers) -> View:
    """Keep what was noted, then show the note; it stands in this modal and nowhere else."""
    with notes_of(asked, answers) as (scope, meeting, why):
        kept = scope.checklists.close_out(meeting.id)
        changed = replace(kept, **answers.changes(CLOSE_OUT.fields))
        scope.checklists.keep_close_out(meeting.id, changed)
        log_view(scope, meeting, "the note for SEIS", why=why)
        return screen.render_note(meeting.id, note(meeting_facts(scope, asked.content, meeting)))


def close(_asked: Asked, _answers: Answers) -> None:
    """Close the note, which was copied; nothing of it is kept."""


def close_out_of(scope: Scope, content: Content, meeting: Meeting, *, why: str = "") -> View:
    """Draw what is still to be noted at the close. Whoever shows it has logged the view."""
    facts = meeting_facts(scope, content, meeting)
    return screen.render(meeting.id, facts.close_out, missing(facts), why=why)
