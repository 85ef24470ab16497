"""Listen to what opens what was written down in a meeting: logged before it is shown.

A supervisor gives a reason first. The screen then carries it, since saving asks for it again.
"""

from dataclasses import replace

from bot.content import Content
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.meeting_day.meeting_notes import GIVE_REASON, SCREEN
from bot.forms.supervisor_reasons import REASON
from bot.meetings.meetings import Meeting
from bot.permissions import Act, may
from bot.ui.after_meetings import responsibilities
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import meeting_notes as screens
from bot.ui.meeting_day import thread_controls as controls
from casework.after_meetings.responsibilities import who_does_what
from casework.meeting_day.checklists import checklist_in, line_on
from casework.meeting_day.meeting_views import log_view
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from handlers.meeting_day.checklists import ask_when
from handlers.meeting_day.close_outs import close_out_of
from handlers.meeting_day.concerns import list_of_concerns
from handlers.meeting_day.held import show_people
from handlers.meeting_day.proposals import list_of_proposals
from handlers.meeting_day.threads import thread_of
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


def listen(on: Listening) -> None:
    for control in _SCREENS.keys() - {controls.CHOICE}:
        on.click(control, open_screen)
    on.click(controls.ANY_CHOICE, open_screen)
    on.click(controls.ANY_MENU, open_chosen)
    on.submit(GIVE_REASON, open_with_reason)


def open_screen(asked: Asked) -> View:
    """Show the screen at once, or to a supervisor the question for what reason."""
    wanted, line = asked.control, controls.clicked(asked.action).line
    if wanted.startswith(controls.CHOICE):
        wanted = controls.CHOICE
    with thread_of(asked, Act.TICK_CHECKLIST) as (scope, meeting):
        if not may(Act.READ_MEETING_NOTES, scope.relations):
            return screens.render_reason(meeting.id, wanted, line)
        return _shown(scope, asked.content, meeting, wanted, line)


def open_chosen(asked: Asked) -> View:
    """Open what was chosen from a menu beside a list, as a button for it would."""
    pressed = controls.chosen(asked.action)
    opens = {controls.PEOPLE: show_people, controls.TICK_LATER: ask_when}
    listener = opens.get(pressed["action_id"], open_screen)
    return listener(replace(asked, body={**asked.body, "actions": [pressed]}))


def open_with_reason(asked: Asked, answers: Answers) -> View:
    GIVE_REASON.check(answers)
    wanted, why = asked.carried(tags.MEETING), answers[REASON]
    screen, line = asked.carried(SCREEN), asked.carried(tags.LINE)
    with asked.meeting(wanted, Act.READ_MEETING_NOTES, reason=why) as scope:
        meeting = scope.meetings.get(wanted)
        return _shown(scope, asked.content, meeting, screen, line, why=why)


def _shown(
    scope: Scope, content: Content, meeting: Meeting, screen: str, line: str, *, why: str = ""
) -> View:
    log_view(scope, meeting, _SCREENS[screen], why=why)
    match screen:
        case controls.RIGHTS:
            return screens.render_rights(meeting.id, scope.checklists.rights(meeting.id), why=why)
        case controls.SIGN_OFF:
            team = scope.people.expected_of(meeting.student, meeting.on)
            sign_off = scope.checklists.sign_off(meeting.id)
            return screens.render_sign_off(meeting.id, team, sign_off, why=why)
        case controls.VIEW_CONCERNS:
            return list_of_concerns(scope, meeting, why=why)
        case controls.VIEW_PROPOSALS:
            return list_of_proposals(scope, meeting, why=why)
        case controls.CLOSE_OUT:
            return close_out_of(scope, content, meeting, why=why)
        case controls.RESPONSIBILITIES:
            return responsibilities.render(who_does_what(scope, meeting), why=why)
        case _:
            checklist = checklist_in(scope, content, meeting.id)
            asked = line_on(checklist, line, otherwise="Nothing was changed.")
            return screens.render_answer(meeting.id, asked, checklist.answer_to(asked), why=why)
