"""Opening what was written down in a meeting: logged before it is shown, or it is not shown.

A supervisor gives a reason first. The screen then carries it, since saving asks for it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError, StaleError
from bot.permissions import Act, may
from bot.ui.kit import choice, reason
from bot.ui.kit.blocks import View
from bot.ui.kit.reason import Wanted
from bot.ui.meeting_day import rights, sign_off
from bot.ui.meeting_day import thread_controls as controls
from handlers.after_meetings.responsibilities import who_does_what
from handlers.kit.errors import Body, acknowledge, told_of_errors
from handlers.kit.screens import show_instead
from handlers.kit.surroundings import Surroundings
from handlers.meeting_day.close_outs import close_out_of
from handlers.meeting_day.concerns import list_of_concerns
from handlers.meeting_day.proposals import list_of_proposals
from handlers.meeting_day.threads import checklist_in, log_view, meeting_clicked, meeting_scope
from storage import Scope

_SCREENS = {
    controls.RIGHTS: "the rights answers",
    controls.SIGN_OFF: "the sign-off list",
    controls.CHOICE: "an answer of the parents",
    controls.VIEW_CONCERNS: "the concerns",
    controls.VIEW_PROPOSALS: "the proposals",
    controls.CLOSE_OUT: "the close-out",
    controls.RESPONSIBILITIES: "who does what",
}
"""By the control that opens it: what the audit log says was seen."""


@dataclass(frozen=True, kw_only=True)
class MeetingScreenHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        for control in _SCREENS.keys() - {controls.CHOICE}:
            app.action(control)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.action(controls.ANY_CHOICE)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.view(reason.GIVE)(self.open_with_reason)

    def open(self, body: Body, client: WebClient) -> None:
        """Show the screen at once, or to a supervisor the question for what reason."""
        action = body["actions"][0]
        clicked = controls.clicked(action)
        wanted = Wanted(
            screen=_screen(action["action_id"]), meeting=clicked.meeting, line=clicked.line
        )
        with meeting_scope(self.surroundings, body, wanted.meeting, Act.TICK_CHECKLIST) as scope:
            meeting_clicked(scope, body, wanted.meeting)
            if may(Act.READ_MEETING_NOTES, scope.relations):
                view = self._shown(scope, wanted)
            else:
                view = reason.render(wanted)
        show_instead(client, body, view)

    def open_with_reason(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        try:
            wanted, why = reason.read(view)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
            return
        with meeting_scope(
            self.surroundings, body, wanted.meeting, Act.READ_MEETING_NOTES, reason=why
        ) as scope:
            shown = self._shown(scope, wanted, why=why)
        ack(response_action="update", view=shown)

    def _shown(self, scope: Scope, wanted: Wanted, *, why: str = "") -> View:
        meeting = scope.meetings.get(wanted.meeting)
        log_view(scope, meeting, _SCREENS[wanted.screen], why=why)
        match wanted.screen:
            case controls.RIGHTS:
                return rights.render(meeting.id, scope.checklists.rights(meeting.id), why=why)
            case controls.SIGN_OFF:
                return sign_off.render(
                    meeting.id,
                    scope.people.expected_of(meeting.student, meeting.on),
                    scope.checklists.sign_off(meeting.id),
                    why=why,
                )
            case controls.VIEW_CONCERNS:
                return list_of_concerns(scope, meeting, why=why)
            case controls.VIEW_PROPOSALS:
                return list_of_proposals(scope, meeting, why=why)
            case controls.CLOSE_OUT:
                return close_out_of(self.surroundings, scope, meeting, why=why)
            case controls.RESPONSIBILITIES:
                return who_does_what(scope, meeting, why=why)
            case _:
                return self._choice(scope, wanted, why=why)

    def _choice(self, scope: Scope, wanted: Wanted, *, why: str) -> View:
        checklist = checklist_in(self.surroundings, scope, wanted.meeting)
        line = checklist.line(wanted.line)
        if line is None:
            raise StaleError("That line is no longer on the checklist. Nothing was changed.")
        return choice.render(wanted.meeting, line, checklist.answer_to(line), why=why)


def _screen(action_id: str) -> str:
    return controls.CHOICE if action_id.startswith(controls.CHOICE) else action_id
