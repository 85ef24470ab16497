"""Listen to concerns: written down the moment they are raised, dealt with in their list."""

from collections.abc import Sequence

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.meeting_day.concerns import ADD_CONCERN, LIST_CONCERNS, RAISED, outcomes_from
from bot.meeting_day.concerns import ConcernId
from bot.meetings.meetings import Meeting
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import concerns as screen
from bot.ui.meeting_day import thread_controls as controls
from casework.meeting_day.concerns import concerns_listed, raise_concern, settle_concerns
from casework.meeting_day.meeting_views import log_view, names_of
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from handlers.meeting_day.threads import empty_form, notes_of
from storage import Scope


def listen(on: Listening) -> None:
    on.click(controls.ADD_CONCERN, open_form)
    on.submit(ADD_CONCERN, add)
    on.submit(LIST_CONCERNS, keep)


def open_form(asked: Asked) -> View:
    return empty_form(asked, screen.render_add)


def add(asked: Asked, answers: Answers) -> None:
    """Keep the concern, then close the modal; a second press of Save keeps no second one."""
    ADD_CONCERN.check(answers)
    with notes_of(asked, answers) as (scope, meeting, _):
        raise_concern(scope, meeting, answers[RAISED], draft=asked.carried(tags.DRAFT))


def keep(asked: Asked, answers: Answers) -> View | None:
    """Keep what became of the concerns on this page, then turn it, or close after the last."""
    outcomes, rest = outcomes_from(answers), asked.carried(screen.REST)
    with notes_of(asked, answers) as (scope, meeting, why):
        settle_concerns(scope, meeting, outcomes)
        if not rest:
            return None
        log_view(scope, meeting, "the concerns", why=why)
        return list_of_concerns(scope, meeting, why=why, those=rest)


def list_of_concerns(
    scope: Scope,
    meeting: Meeting,
    *,
    why: str = "",
    those: Sequence[ConcernId] | None = None,
) -> View:
    """Draw the first page of the meeting's concerns, or of `those` where they are named.

    Whoever shows it has logged the view.
    """
    listed = concerns_listed(scope, meeting, those)
    people = names_of(scope, (who for one in listed for who in (one.by, one.settled_by)))
    return screen.render_list(meeting.id, listed, people, why=why)
