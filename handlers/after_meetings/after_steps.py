"""Listen to the steps after a meeting, each in a modal of its own."""

import uuid

from bot.forms import tags
from bot.forms.after_meetings import after_steps as form
from bot.forms.answers import Answers
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import MeetingId
from bot.ui.after_meetings import after_steps as screen
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import thread_controls as controls
from casework.after_meetings import after_steps
from casework.after_meetings.after_meetings import refuse_unsigned
from casework.after_meetings.responsibilities import glances_of
from casework.meeting_day.checklists import answer_kept, checklist_in
from casework.meeting_day.meeting_views import log_view
from handlers.after_meetings.after_meetings import after
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from storage import Scope


def listen(on: Listening) -> None:
    on.click(screen.OPEN_GLANCE, open_glance)
    on.click(screen.OPEN_SENT, open_sent)
    on.click(screen.OPEN_ATTEMPT, open_attempt)
    on.click(screen.OPEN_NEXT, open_next)
    on.submit(form.SEND_GLANCE, keep_glance)
    on.submit(form.SENT, keep_sent)
    on.submit(form.LOG_SIGNATURE_TRY, keep_attempt)
    on.submit(form.SET_NEXT, keep_next)


def open_glance(asked: Asked) -> View:
    with after(asked, _clicked(asked)) as (scope, meeting):
        refuse_unsigned(meeting)
        log_view(scope, meeting, "who has read the at-a-glance")
        handed = glances_of(scope, meeting)
        link = handed[-1].text if handed else ""
        return screen.render_glance(
            meeting.id,
            after_steps.readers_of(scope, meeting),
            _draft(),
            link=link,
            is_signed=meeting.consent_on is not None,
        )


def open_sent(asked: Asked) -> View:
    with after(asked, _clicked(asked)) as (scope, meeting):
        log_view(scope, meeting, "the way the parents chose")
        way = _way_chosen(asked, scope, meeting.id)
        return screen.render_sent(meeting.id, way, today=scope.today)


def open_attempt(asked: Asked) -> View:
    with after(asked, _clicked(asked)) as (scope, meeting):
        log_view(scope, meeting, "the attempts to get a signature")
        attempts = scope.signature_attempts.of_meeting(meeting.id)
        return screen.render_attempt(meeting.id, attempts, _draft(), today=scope.today)


def open_next(asked: Asked) -> View:
    with after(asked, _clicked(asked)) as (_, meeting):
        return screen.render_next(meeting.id, suggested=after_steps.a_year_on(meeting))


def keep_glance(asked: Asked, answers: Answers) -> None:
    with after(asked, asked.carried(tags.MEETING)) as (scope, meeting):
        after_steps.send_glance(
            scope, meeting, form.link_from(answers), draft=asked.carried(tags.DRAFT)
        )


def keep_sent(asked: Asked, answers: Answers) -> None:
    with after(asked, asked.carried(tags.MEETING)) as (scope, meeting):
        on = form.sent_from(answers, meeting, today=scope.today)
        after_steps.record_sent(scope, meeting, on, way=_way_chosen(asked, scope, meeting.id))


def keep_attempt(asked: Asked, answers: Answers) -> None:
    with after(asked, asked.carried(tags.MEETING)) as (scope, meeting):
        form.check_signature_try(answers, meeting, today=scope.today)
        after_steps.log_signature_try(scope, meeting, answers, draft=asked.carried(tags.DRAFT))


def keep_next(asked: Asked, answers: Answers) -> None:
    with after(asked, asked.carried(tags.MEETING)) as (scope, meeting):
        after_steps.set_next_review(scope, meeting, form.next_due_from(answers, meeting))


def _clicked(asked: Asked) -> MeetingId:
    return controls.clicked(asked.action).meeting


def _draft() -> DraftKey:
    return DraftKey(uuid.uuid4().hex)


def _way_chosen(asked: Asked, scope: Scope, meeting: MeetingId) -> str:
    """Return how the parents want the IEP to reach them; empty where that is not kept."""
    return answer_kept(checklist_in(scope, asked.content, meeting), "delivery")
