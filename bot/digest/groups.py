"""What the lines of a digest are told apart by, besides the place where their work is done."""

from enum import StrEnum


class LineGroup(StrEnum):
    LEGAL = "LEGAL"
    """Legal dates that are missed, or will be within five school days."""
    MEETINGS_TODAY = "MEETINGS_TODAY"
    CALLS_TODAY = "CALLS_TODAY"
    TODAY = "TODAY"
    """Meetings and calls in one line."""
    OWED = "OWED"
    CUT_OFF = "CUT_OFF"
    INVITING = "INVITING"
    """Invitation forms and notes to the office in one line."""
    SUPERVISOR = "SUPERVISOR"
    ASKED = "ASKED"
    """Meetings that nobody marked."""
    LEGAL_SOON = "LEGAL_SOON"
    """Legal dates within twenty school days."""
    PEOPLE = "PEOPLE"
    WITHOUT_DATE = "WITHOUT_DATE"
    FORMS_IN = "FORMS_IN"
    FOLLOW_UP = "FOLLOW_UP"
    CLERICAL = "CLERICAL"
    ALSO = "ALSO"
    """What has to do with people, what is followed up and the clerical rest, in one line."""
    WAITING = "WAITING"
    MORE = "MORE"


HEADINGS = {
    LineGroup.OWED: "Owed to families",
    LineGroup.CUT_OFF: "Notices and forms",
    LineGroup.INVITING: "Inviting",
    LineGroup.PEOPLE: "With people",
    LineGroup.FOLLOW_UP: "To follow up",
    LineGroup.CLERICAL: "In the records",
    LineGroup.ALSO: "Also due",
    LineGroup.WAITING: "Waiting for long",
}
"""How a line of several kinds begins. One that does not fit is followed by a second."""


def heading_of(group: str) -> str:
    """Return how a line begins, the second or third of a group like its first; else nothing."""
    return next((words for one, words in HEADINGS.items() if group.startswith(one)), "")
