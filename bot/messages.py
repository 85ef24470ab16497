"""Every kind of message, once, and what each is drawn from.

This is the one table of what shows what. A record that is touched in a transaction has every
message drawn anew that the table names for it; nobody asks for that by hand.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import Enum, StrEnum, auto


class MessageKind(StrEnum):
    """What is posted in Slack or goes there by mail, and the home tab, which nobody posts."""

    DIGEST = "digest"
    HOME = "home"
    SUMMARY = "summary"
    THREAD = "thread"
    """The head of a meeting's thread; its card stands under it from the start."""
    CARD = "card"
    OPENING = "opening"
    ENDING = "ending"
    TIPS = "tips"
    """These three stood beside the card before it held them; they point to it now."""
    AFTER = "after"
    """What follows a meeting that was held, in its thread."""
    HANDED = "handed"
    """What one colleague takes on after a meeting."""
    OFFICE_CARD = "office_card"
    """All invitations for the meetings of a month, which is the subject; the step is the day."""
    OFFICE_NOTE = "office_note"
    """One note in the office's channel, as it stood before the card; the subject is the meeting."""
    OFFICE_NOTE_FAILED = "office_note_failed"
    """Tells the case manager that the office's channel takes no card. The subject is its month.

    Nothing comes of it where the office has nothing to do any more by then.
    """
    REQUESTS = "requests"
    """In which a respondent is asked: one for everything they owe."""
    NUDGE = "nudge"
    CALL = "call"
    """The reminder of a call agreed with parents."""
    RECEIPT = "receipt"
    """That a parent conversation is kept. The subject is the key of its draft."""
    HANDED_OVER = "handed_over"
    ROLES_CHANGED = "roles_changed"
    """The subject names who changed whose, where it is told to the other admins."""
    CASELOAD_CHANGED = "caseload_changed"
    """Tells what an admin did to a caseload, to whom it concerns and to the other admins.

    The subject is who did it, whose the students were, whose they are, and the students.
    """
    CONFIRMATION = "confirmation"
    """Asks an admin to confirm what nobody gives themself; the subject is its number."""
    CONFIRMATION_ANSWER = "confirmation_answer"
    """Tells who asked what became of it; the step is what became of it."""
    MANY_ROWS = "many_rows"
    """Tells an admin that somebody pastes more students than a caseload has."""
    RECORD_ACT = "record_act"
    """Tells an admin that a whole record was exported or destroyed, which no one does in Slack.

    The subject is what was done, and the student.
    """
    FORM_FILE = "form_file"
    NO_FILE = "no_file"
    LINK_MAIL = "link_mail"
    CODE_MAIL = "code_mail"
    LINK_NOTICE = "link_notice"
    NOTICE = "notice"
    """Says elsewhere that a channel takes nothing of ours any more."""
    UNREACHED = "unreached"
    """Tells an admin that somebody cannot be reached: once, and anew after they were reached.

    The subject is who, the step why, and which message reached them last.
    """


class Record(StrEnum):
    """What is on record and told of somewhere, by what it is called in the school."""

    STUDENT = "student"
    TEAM = "team"
    PERSON = "person"
    MEETING = "meeting"
    STANDING = "standing"
    REQUEST = "request"
    PARENT_REQUEST = "parent request"
    CALL = "call"
    CONVERSATION = "conversation"
    GOAL = "goal"
    TICK = "tick"
    """A line of a checklist: ticked, skipped or taken back."""
    MEETING_NOTES = "meeting notes"
    """The answers about rights, who agreed to be listed, what was noted at the close."""
    CONCERN = "concern"
    PROPOSAL = "proposal"
    DUTY = "duty"
    OFFICE_NOTE = "office note"
    SETTINGS = "settings"
    CALENDAR = "calendar"
    """The district's calendar, and its own rules of what is due when."""
    PERIODS = "periods"
    CONFIRMATION = "confirmation"
    THREAD = "thread"
    """That a newer thread stands for a meeting, or a newer card for a month."""
    UNSENT = "unsent"
    """A message that was given up, or sent again."""


class By(Enum):
    """How a touched record leads to the messages of a kind that tell of it."""

    MEETING = auto()
    """Those about its meeting."""
    MEETINGS = auto()
    """Those about any meeting of its student."""
    MEETINGS_AHEAD = auto()
    """Those about any meeting of its student that is still to be: the past stays as it was."""
    MONTHS = auto()
    """Those about the months for which the office was told of a meeting of its student."""
    ITSELF = auto()
    """Those about nothing but the record."""
    READERS = auto()
    """The last ones of everybody who has its student on theirs, were or are.

    The office has those of whose meetings to come it was told.
    """
    ROWS = auto()
    """Of the readers' last ones, those that list a row of the same subject."""
    STUDENT = auto()
    """Of the readers' last ones, those that list anything of the student, and the newest."""
    PERSON = auto()
    """The last one of the person touched."""
    ASKED = auto()
    """The last one of everybody who was asked for something for its meeting."""
    OWING = auto()
    """The last one of everybody of whom something about its student is open."""
    CONCERNED = auto()
    """Those of its student's readers, and of everybody to whom something about the student is open.

    Also that of the person touched.
    """
    EVERYBODY = auto()
    """All that were posted lately, whomever they are for."""


_OF_THE_THREAD = {Record.MEETING: By.MEETING, Record.THREAD: By.MEETING}
_OF_THE_CARD = {
    **_OF_THE_THREAD,
    Record.SETTINGS: By.EVERYBODY,
    Record.TICK: By.MEETING,
    Record.MEETING_NOTES: By.MEETING,
    Record.TEAM: By.MEETINGS_AHEAD,
    Record.CONCERN: By.MEETINGS,
    Record.PROPOSAL: By.MEETING,
}
_OF_FORMS = {
    Record.STUDENT: By.OWING,
    Record.MEETING: By.ASKED,
    Record.REQUEST: By.PERSON,
}
_OF_THE_DISTRICT = {Record.SETTINGS: By.EVERYBODY, Record.CALENDAR: By.EVERYBODY}

DRAWN_FROM: Mapping[MessageKind, Mapping[Record, By]] = {
    MessageKind.DIGEST: {
        **_OF_THE_DISTRICT,
        Record.STUDENT: By.READERS,
        Record.TEAM: By.READERS,
        Record.MEETING: By.STUDENT,
        Record.STANDING: By.ROWS,
        Record.REQUEST: By.STUDENT,
        Record.PARENT_REQUEST: By.STUDENT,
        Record.CALL: By.STUDENT,
        Record.CONVERSATION: By.STUDENT,
    },
    MessageKind.HOME: {
        **_OF_THE_DISTRICT,
        Record.STUDENT: By.CONCERNED,
        Record.TEAM: By.READERS,
        Record.MEETING: By.CONCERNED,
        Record.STANDING: By.READERS,
        Record.REQUEST: By.CONCERNED,
        Record.DUTY: By.PERSON,
        Record.PARENT_REQUEST: By.READERS,
        Record.CALL: By.READERS,
        Record.CONVERSATION: By.READERS,
        Record.GOAL: By.READERS,
        Record.OFFICE_NOTE: By.READERS,
        Record.PERSON: By.PERSON,
        Record.UNSENT: By.PERSON,
        Record.PERIODS: By.EVERYBODY,
    },
    MessageKind.THREAD: {
        **_OF_THE_THREAD,
        Record.CALENDAR: By.EVERYBODY,
        Record.TEAM: By.MEETINGS_AHEAD,
        Record.TICK: By.MEETING,
    },
    MessageKind.CARD: _OF_THE_CARD,
    MessageKind.OPENING: _OF_THE_CARD,
    MessageKind.ENDING: _OF_THE_CARD,
    MessageKind.TIPS: _OF_THE_CARD,
    MessageKind.AFTER: {
        **_OF_THE_DISTRICT,
        **_OF_THE_THREAD,
        Record.STANDING: By.MEETING,
    },
    MessageKind.HANDED: {
        Record.TEAM: By.MEETINGS,
        Record.MEETING: By.MEETING,
        Record.DUTY: By.MEETING,
    },
    MessageKind.OFFICE_CARD: {
        Record.SETTINGS: By.EVERYBODY,
        Record.STUDENT: By.MONTHS,
        Record.MEETING: By.MONTHS,
        Record.STANDING: By.MONTHS,
        Record.OFFICE_NOTE: By.MONTHS,
        Record.THREAD: By.ITSELF,
    },
    MessageKind.OFFICE_NOTE: {
        Record.SETTINGS: By.EVERYBODY,
        Record.STUDENT: By.MEETINGS,
        Record.MEETING: By.MEETING,
        Record.STANDING: By.MEETING,
        Record.OFFICE_NOTE: By.MEETING,
    },
    MessageKind.REQUESTS: _OF_FORMS,
    MessageKind.NUDGE: _OF_FORMS,
    MessageKind.CALL: {
        Record.CALL: By.ITSELF,
        Record.STUDENT: By.READERS,
        Record.MEETING: By.READERS,
    },
    MessageKind.RECEIPT: {Record.CONVERSATION: By.ITSELF},
    MessageKind.CONFIRMATION: {Record.CONFIRMATION: By.ITSELF},
}
"""Of a kind that stands nowhere here, a message says how it stood when it came, and stays."""

KEPT_TRUE: Mapping[MessageKind, int] = {
    MessageKind.DIGEST: 5,
    MessageKind.REQUESTS: 5,
    MessageKind.NUDGE: 10,
    MessageKind.CALL: 5,
}
"""How many of somebody's last ones are drawn anew, where it is more than one.

Of digests it is those of the last school week; who scrolls further sees history. What is pressed
on an older one is answered with what became of it.
"""

LATELY: Mapping[MessageKind, timedelta] = {
    MessageKind.DIGEST: timedelta(days=1),
    MessageKind.HOME: timedelta(days=1),
    MessageKind.THREAD: timedelta(days=1),
    MessageKind.CARD: timedelta(days=1),
    MessageKind.OPENING: timedelta(days=1),
    MessageKind.ENDING: timedelta(days=1),
    MessageKind.TIPS: timedelta(days=1),
    MessageKind.AFTER: timedelta(days=14),
    MessageKind.OFFICE_CARD: timedelta(days=14),
    MessageKind.OFFICE_NOTE: timedelta(days=14),
}
"""How far back one is drawn anew when the district changes something for everybody."""

LOOKED_AT: Mapping[MessageKind, timedelta] = {MessageKind.HOME: timedelta(hours=2)}
"""A home tab opened longer ago is not drawn anew: a later look draws it in any case."""

DRAWN_FIRST = (
    MessageKind.CARD,
    MessageKind.AFTER,
    MessageKind.THREAD,
    MessageKind.DIGEST,
    MessageKind.HOME,
)
"""The kinds by how soon somebody notices that they are behind: in a running meeting, the card."""
