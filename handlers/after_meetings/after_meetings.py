"""Listen to the after-list: what follows a meeting, ticked in its thread, and the signature."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from bot.forms import tags
from bot.forms.after_meetings.signatures import RECORD_SIGNATURE, consent_from
from bot.forms.answers import Answers
from bot.meetings.meetings import Meeting, MeetingId
from bot.permissions import Act
from bot.ui.after_meetings import signatures as screen
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import thread_controls as controls
from casework.after_meetings.after_meetings import (
    held_meeting,
    record_signature,
    signature_on_record,
    tick_rows,
)
from casework.meeting_day.meeting_views import log_view
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from handlers.kit.ticked_boxes import Pictures, clicked_difference
from storage import Scope


def listen(on: Listening) -> None:
    on.click(controls.AFTER_TICK, partial(tick, pictures=Pictures()))
    on.click(controls.CONSENT, ask_for_signature)
    on.submit(RECORD_SIGNATURE, keep_signature)


@contextmanager
def after(asked: Asked, meeting: MeetingId) -> Iterator[tuple[Scope, Meeting]]:
    """Open one meeting that was held, for whoever may tick what follows it."""
    with asked.meeting(meeting, Act.TICK_OBLIGATION) as scope:
        yield scope, held_meeting(scope, meeting)


def tick(asked: Asked, *, pictures: Pictures) -> None:
    with after(asked, controls.meeting_of_boxes(asked.action["block_id"])) as (scope, meeting):
        tick_rows(scope, meeting, clicked_difference(asked.body, pictures.before(asked.body)))
    pictures.note(asked.body, controls.selected(asked.action))


def ask_for_signature(asked: Asked) -> View:
    with after(asked, controls.clicked(asked.action).meeting) as (scope, meeting):
        log_view(scope, meeting, "what is recorded about the signature")
        recorded = signature_on_record(scope, meeting)
        return screen.render(meeting, today=scope.today, recorded=recorded)


def keep_signature(asked: Asked, answers: Answers) -> None:
    with after(asked, asked.carried(tags.MEETING)) as (scope, meeting):
        record_signature(scope, meeting, consent_from(answers, meeting, today=scope.today))
