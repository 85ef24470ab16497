"""Keeping what is written down in a meeting: rights answers, sign-off, the parents' choices."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from bot.errors import FormError, StaleError
from bot.meeting_day.checklists import ANSWER_TO, TickState, with_difference
from bot.meetings.meetings import MeetingId
from bot.permissions import Act
from bot.ui.kit import choice, reason
from bot.ui.meeting_day import rights, sign_off
from bot.ui.meeting_day import thread_controls as controls
from handlers.kit.errors import Body
from handlers.kit.surroundings import Surroundings
from handlers.meeting_day.threads import checklist_in, meeting_scope
from storage import Scope

Submitted = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class MeetingNoteHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.view(rights.SAVE)(self.save_rights)
        app.view(sign_off.SAVE)(self.save_sign_off)
        app.view(choice.SAVE)(self.save_choice)

    def save_rights(self, ack: Ack, body: Body, view: Submitted) -> None:
        """Keep what there is of the two answers; with both of them the line is done."""

        def keep(scope: Scope) -> None:
            meeting = controls.meeting_in(view)
            answers = rights.read(view, scope.checklists.rights(meeting))
            scope.checklists.keep_rights(meeting, answers)
            if answers.complete:
                self._tick(scope, meeting, "rights")

        self._save(ack, body, view, keep)

    def save_sign_off(self, ack: Ack, body: Body, view: Submitted) -> None:
        """Keep who may be listed. The line itself is ticked when everybody was called on."""

        def keep(scope: Scope) -> None:
            meeting = controls.meeting_in(view)
            change, others = sign_off.read(view)
            kept = scope.checklists.sign_off(meeting)
            scope.checklists.keep_sign_off(meeting, with_difference(kept, change, others=others))

        self._save(ack, body, view, keep)

    def save_choice(self, ack: Ack, body: Body, view: Submitted) -> None:
        """Keep an answer beside its line, which is done with it."""

        def keep(scope: Scope) -> None:
            answered = choice.read(view)
            checklist = checklist_in(self.surroundings, scope, answered.meeting)
            line = checklist.line(answered.line)
            if line is None:
                raise StaleError("That line is no longer on the checklist. Nothing was saved.")
            if checklist.answer_to(line) != answered.answer:
                scope.checklists.tick(
                    answered.meeting,
                    f"{ANSWER_TO}{line.id}",
                    TickState.DONE,
                    answered.answer,
                    of=checklist.part_of(line),
                )
            self._tick(scope, answered.meeting, line.id)

        self._save(ack, body, view, keep)

    def _tick(self, scope: Scope, meeting: MeetingId, line_id: str) -> None:
        """Tick a line unless it is ticked already: by whom and when stays the first one's."""
        checklist = checklist_in(self.surroundings, scope, meeting)
        line = checklist.line(line_id)
        if line is not None and checklist.state_of(line) is not TickState.DONE:
            part = checklist.part_of(line)
            scope.checklists.tick(meeting, line_id, TickState.DONE, of=part)

    def _save(self, ack: Ack, body: Body, view: Submitted, keep: Callable[[Scope], None]) -> None:
        """Keep, then acknowledge: an acknowledgement closes the modal."""
        try:
            with meeting_scope(
                self.surroundings,
                body,
                controls.meeting_in(view),
                Act.WRITE_MEETING_NOTES,
                reason=reason.reason_in(view),
            ) as scope:
                keep(scope)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack()
            self.surroundings.wake()
