"""Listen to concerns: written down the moment they are raised, dealt with in their list."""

import uuid
from collections.abc import Sequence

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.drafts import DraftKey
from bot.forms.meeting_day.concerns import ADD_CONCERN, LIST_CONCERNS, RAISED, outcomes_from
from bot.forms.reasons import REASON
from bot.meeting_day.concerns import ConcernId
from bot.meetings.meetings import Meeting
from bot.permissions import Act, may
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import concerns as screen
from bot.ui.meeting_day import thread_controls as controls
from bot.ui.meeting_day.concerns import Listing
from casework.meeting_day.concerns import raise_concern, settle_concerns
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from handlers.meeting_day.threads import log_view, meeting_clicked
from storage import Scope


def listen(on: Listening) -> None:
    on.click(controls.ADD_CONCERN, open_form)
    on.submit(ADD_CONCERN, add)
    on.submit(LIST_CONCERNS, keep)


def open_form(asked: Asked) -> View:
    """An empty modal shows nothing of the record; a supervisor's reason is asked for in it."""
    meeting = controls.clicked(asked.action).meeting
    with asked.meeting(meeting, Act.TICK_CHECKLIST) as scope:
        meeting_clicked(scope, asked.body, meeting)
        asks_reason = not may(Act.WRITE_MEETING_NOTES, scope.relations)
        return screen.render_add(meeting, DraftKey(uuid.uuid4().hex), asks_reason=asks_reason)


def add(asked: Asked, answers: Answers) -> None:
    """Keep the concern, then close the modal; a second press of Save keeps no second one."""
    ADD_CONCERN.check(answers)
    wanted, why = asked.carried(tags.MEETING), answers.get(REASON) or ""
    with asked.meeting(wanted, Act.WRITE_MEETING_NOTES, reason=why) as scope:
        meeting = scope.meetings.get(wanted)
        raise_concern(scope, meeting, answers[RAISED], draft=asked.carried(tags.DRAFT))


def keep(asked: Asked, answers: Answers) -> View | None:
    """Keep what became of the concerns on this page, then turn it, or close after the last."""
    outcomes = outcomes_from(answers)
    rest, why = asked.carried(screen.REST), answers.get(REASON) or ""
    wanted = asked.carried(tags.MEETING)
    with asked.meeting(wanted, Act.WRITE_MEETING_NOTES, reason=why) as scope:
        meeting = scope.meetings.get(wanted)
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
    """The first page of the meeting's concerns; of `those`, in their order, where they are named.

    Whoever shows it has logged the view.
    """
    at_meeting = {one.id: one for one in scope.concerns.at(meeting)}
    if those is None:
        listed = screen.in_order([*at_meeting.values()])
    else:
        listed = [at_meeting[one] for one in those if one in at_meeting]
    shown = screen.page_of(listed)
    people = {who for one in shown for who in (one.by, one.settled_by) if who is not None}
    listing = Listing(
        meeting=meeting.id,
        concerns=tuple(shown),
        rest=tuple(one.id for one in listed[len(shown) :]),
        names={who: scope.people.get(who).name for who in people},
    )
    return screen.render_list(listing, why=why)
