"""Everything we listen to in a meeting's thread."""

from handlers import concerns
from handlers.after_meetings import AfterMeetingHandlers
from handlers.after_steps import AfterStepHandlers
from handlers.bolt import Registers
from handlers.checklists import ChecklistHandlers
from handlers.close_outs import CloseOutHandlers
from handlers.duties import DutyHandlers
from handlers.helpers import HelperHandlers
from handlers.kit.listening import Listens
from handlers.meeting_notes import MeetingNoteHandlers
from handlers.meeting_screens import MeetingScreenHandlers
from handlers.meetings import MeetingHandlers
from handlers.proposals import ProposalHandlers
from handlers.responsibilities import ResponsibilityHandlers
from handlers.surroundings import Surroundings
from handlers.tips import TipHandlers


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
