"""What is done after a meeting from its after-list; each step ticks its row."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import date_words
from bot.after_meetings.duties import Duty, DutyKind, DutyState, may_go_out
from bot.after_meetings.signatures import SignatureAttempt
from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.errors import FormError, NotAllowedError
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import Meeting
from bot.permissions import Act
from bot.ui.after_meetings import after_steps as modal
from bot.ui.after_meetings.after_steps import Reader
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import thread_controls as controls
from handlers.after_meetings.after_meetings import UNSIGNED_INITIAL, held_meeting
from handlers.after_meetings.responsibilities import teachers_of, tell
from handlers.kit.errors import Body, acknowledge, told_of_errors
from handlers.kit.screens import show_instead
from handlers.kit.surroundings import Surroundings
from handlers.meeting_day.close_outs import answer_kept
from handlers.meeting_day.threads import checklist_in, log_view, meeting_scope
from storage import Scope

Submitted = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class AfterStepHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        for control, _ in modal.STEPS:
            app.action(control)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        saves: dict[str, Callable[[Scope, Meeting, Submitted], None]] = {
            modal.SEND_GLANCE: _send_glance,
            modal.KEEP_SENT: self._keep_sent,
            modal.KEEP_ATTEMPT: _keep_attempt,
            modal.KEEP_NEXT: _keep_next,
        }
        for callback, save in saves.items():
            app.view(callback)(self._saver(save))

    def open(self, body: Body, client: WebClient) -> None:
        action = body["actions"][0]
        meeting_id = controls.clicked(action).meeting
        with meeting_scope(self.surroundings, body, meeting_id, Act.TICK_OBLIGATION) as scope:
            view = self._shown(scope, held_meeting(scope, meeting_id), action["action_id"])
        show_instead(client, body, view)

    def _shown(self, scope: Scope, meeting: Meeting, control: str) -> View:
        draft = DraftKey(uuid.uuid4().hex)
        match control:
            case modal.GLANCE:
                _refuse_unsigned(meeting)
                log_view(scope, meeting, "who has read the at-a-glance")
                return _glance(scope, meeting, draft)
            case modal.SENT:
                log_view(scope, meeting, "the way the parents chose")
                way = self._way(scope, meeting)
                return modal.render_sent(meeting, way, today=scope.today)
            case modal.ATTEMPT:
                log_view(scope, meeting, "the attempts to get a signature")
                attempts = scope.signature_attempts.of_meeting(meeting.id)
                return modal.render_attempt(meeting, attempts, draft, today=scope.today)
            case _:
                return modal.render_next(meeting, suggested=_a_year_on(meeting))

    def _keep_sent(self, scope: Scope, meeting: Meeting, view: Submitted) -> None:
        on = modal.read_past_day(view, meeting, today=scope.today)
        way = self._way(scope, meeting) or "Sent"
        _done(scope, meeting, ObligationId.SEND_FOR_SIGNATURE, f"{way}, {date_words.in_words(on)}")

    def _way(self, scope: Scope, meeting: Meeting) -> str:
        return answer_kept(checklist_in(self.surroundings, scope, meeting.id), "delivery")

    def _saver(self, save: Callable[[Scope, Meeting, Submitted], None]) -> Callable[..., None]:
        """Keep, then close the modal."""

        def keep(ack: Ack, body: Body, view: Submitted) -> None:
            meeting_id = controls.meeting_in(view)
            try:
                with meeting_scope(
                    self.surroundings, body, meeting_id, Act.TICK_OBLIGATION
                ) as scope:
                    meeting = held_meeting(scope, meeting_id)
                    save(scope, meeting, view)
            except FormError as error:
                ack(response_action="errors", errors=error.problems)
            else:
                ack()
                self.surroundings.wake()

        return keep


def _send_glance(scope: Scope, meeting: Meeting, view: Submitted) -> None:
    """Hand the page to each teacher who has not read it; a newer address replaces the older."""
    link, draft = modal.read_glance(view), controls.carried(view, "draft")
    _refuse_unsigned(meeting)
    teachers = teachers_of(scope, meeting)
    handed = _glances(scope, meeting)
    read = {one.owner for one in handed if one.state is DutyState.DONE}
    for teacher in teachers.keys() - read:
        added = scope.duties.add(
            meeting.id,
            DraftKey(f"{draft}:{teacher}"),
            kind=DutyKind.AT_A_GLANCE,
            owner=teacher,
            text=link,
        )
        if added:
            for older in handed:
                if older.owner == teacher:
                    scope.duties.take_off(meeting.id, older.id)
    tell(scope, meeting, teachers.keys() - read, step=draft)


def _glance(scope: Scope, meeting: Meeting, draft: DraftKey) -> View:
    handed = _glances(scope, meeting)
    by_owner = {one.owner: one for one in handed}
    readers = []
    for teacher, name in teachers_of(scope, meeting).items():
        if scope.people.get(teacher).slack_id is None:
            state = "not in Slack; tell them yourself, then tick the row"
        elif teacher not in by_owner:
            state = "not sent yet"
        elif by_owner[teacher].state is DutyState.DONE:
            state = "has read it and knows their part"
        else:
            state = "was sent it"
        readers.append(Reader(name=name, state=state))
    link = handed[-1].text if handed else ""
    return modal.render_glance(meeting, readers, draft, link=link)


def _glances(scope: Scope, meeting: Meeting) -> list[Duty]:
    return [
        one
        for one in scope.duties.of_meeting(meeting.id)
        if one.kind is DutyKind.AT_A_GLANCE and one.state is not DutyState.TAKEN_OFF
    ]


def _keep_attempt(scope: Scope, meeting: Meeting, view: Submitted) -> None:
    on = modal.read_past_day(view, meeting, today=scope.today)
    how, note = modal.read_attempt(view)
    scope.signature_attempts.add(
        SignatureAttempt(
            draft=DraftKey(controls.carried(view, "draft")),
            meeting=meeting.id,
            tried_on=on,
            how=how,
            note=note,
            by=scope.person.id,
            at=scope.now,
        )
    )


def _keep_next(scope: Scope, meeting: Meeting, view: Submitted) -> None:
    on = modal.read_next(view, meeting)
    scope.students.keep(replace(scope.students.get(meeting.student), annual_due=on))
    _done(scope, meeting, ObligationId.NEXT_MEETING, f"Due {date_words.in_words(on)} {on.year}")


def _done(scope: Scope, meeting: Meeting, obligation: ObligationId, reason: str) -> None:
    scope.obligations.record(
        meeting_subject(meeting.id),
        obligation,
        student=meeting.student,
        meeting=meeting.id,
        state=State.DONE,
        reason=reason,
    )


def _refuse_unsigned(meeting: Meeting) -> None:
    if not may_go_out(meeting):
        raise NotAllowedError(UNSIGNED_INITIAL)


def _a_year_on(meeting: Meeting) -> date:
    """The same day a year later; from a leap day, the day before it."""
    day = meeting.held_on or meeting.on
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year + 1, day=28 if leap else day.day)
