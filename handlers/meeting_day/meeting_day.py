"""Everything we listen to in a meeting's thread."""

from handlers.after_meetings.after_meetings import AfterMeetingHandlers
from handlers.after_meetings.after_steps import AfterStepHandlers
from handlers.after_meetings.duties import DutyHandlers
from handlers.after_meetings.responsibilities import ResponsibilityHandlers
from handlers.kit.bolt import Registers
from handlers.kit.listening import Listens
from handlers.kit.surroundings import Surroundings
from handlers.meeting_day import concerns
from handlers.meeting_day.checklists import ChecklistHandlers
from handlers.meeting_day.close_outs import CloseOutHandlers
from handlers.meeting_day.held import MeetingHandlers
from handlers.meeting_day.helpers import HelperHandlers
from handlers.meeting_day.meeting_notes import MeetingNoteHandlers
from handlers.meeting_day.meeting_screens import MeetingScreenHandlers
from handlers.meeting_day.proposals import ProposalHandlers
from handlers.meeting_day.tips import TipHandlers


def meeting_day_listeners(surroundings: Surroundings, tips: TipHandlers) -> tuple[Registers, ...]:
    return (
        ChecklistHandlers(surroundings=surroundings),
        MeetingScreenHandlers(surroundings=surroundings),
        MeetingNoteHandlers(surroundings=surroundings),
        Listens(listen=concerns.listen, surroundings=surroundings),
        MeetingHandlers(surroundings=surroundings),
        HelperHandlers(surroundings=surroundings),
        AfterMeetingHandlers(surroundings=surroundings),
        AfterStepHandlers(surroundings=surroundings),
        ProposalHandlers(surroundings=surroundings),
        ResponsibilityHandlers(surroundings=surroundings),
        CloseOutHandlers(surroundings=surroundings),
        DutyHandlers(surroundings=surroundings),
        tips,
    )
