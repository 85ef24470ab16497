"""What can be done about each line of a digest."""

from collections.abc import Sequence
from typing import assert_never

from bot import date_words
from bot.dates.obligation_rules import Place
from bot.digest.digest_lines import (
    AskedAbout,
    CallsToday,
    Entry,
    Foretold,
    FormsIn,
    LegalDates,
    Line,
    MeetingsToday,
    More,
    NothingDue,
    Today,
    Together,
    WithoutDate,
    Work,
)
from bot.digest.groups import LineGroup, heading_of
from bot.digest.kinds import how_many
from bot.forms.digest import cut_off
from bot.ui.conversations import conversations
from bot.ui.digest import owed
from bot.ui.kit import elements
from bot.ui.kit.elements import Element
from bot.ui.meetings.meetings import MOVE
from bot.ui.office import telling_office
from bot.ui.requests.requests_asked import LOOK

ALL_DONE = "digest_all_done"
PICK = "digest_pick"
CUT_OFF = "digest_cut_off"
SEND_ALL = "digest_send_all"
SEND_NOTES = "digest_send_notes"
UNDO = "digest_undo"
HELD = "digest_held"
NOT_HELD = "digest_not_held"
UNDO_HELD = "digest_undo_held"

_PICKED_FROM = {
    LineGroup.LEGAL: "legal dates",
    LineGroup.LEGAL_SOON: "legal dates that are near",
    LineGroup.WITHOUT_DATE: "students without a meeting",
    LineGroup.SUPERVISOR: "what your supervisor will hear of",
    LineGroup.MORE: "what else is due",
}
"""What a screen reader says of *Pick …*."""


def controls_of(line: Line, *, notes: bool) -> list[Element]:
    """Return what can be done about a line: two controls at most.

    `notes` says whether the office has a channel, into which notes can be sent.
    """
    match line:
        case LegalDates() | WithoutDate() | Foretold() | More() if line.left:
            return _with_rows(line)
        case LegalDates() | WithoutDate() | Foretold() | FormsIn() | More():
            return _without_rows(line)
        case AskedAbout():
            return _asked_controls(line)
        case Work():
            return _work_controls(line, notes=notes)
        case Together() if _is_of_notices(line):
            return [_cut_off(), _pick(line.group, _together_aloud(line))]
        case Together():
            return _together_controls(line, notes=notes)
        case MeetingsToday() | CallsToday() | Today() | NothingDue():
            return _set_time(line)
        case _:
            assert_never(line)


def _with_rows(line: LegalDates | WithoutDate | Foretold | More) -> list[Element]:
    """Lead to everything that a line tells of; *All that is open* has the rows, too."""
    ways = _without_rows(line)
    pick = _pick(line.group, _PICKED_FROM[LineGroup(line.group)])
    return ways if len(ways) > 1 else [pick, *ways]


def _without_rows(line: LegalDates | WithoutDate | Foretold | FormsIn | More) -> list[Element]:
    """Lead to what a line tells of that is no row: forms that came in, meetings to mark."""
    forms = isinstance(line, FormsIn) or (isinstance(line, More) and line.forms)
    unmarked = isinstance(line, More) and line.asked
    look = elements.button("Look", LOOK, label="Look at the forms that came in")
    return [
        *([elements.button("All that is open", owed.ALL)] if unmarked else []),
        *([look] if forms else []),
    ]


def _set_time(line: MeetingsToday | CallsToday | Today | NothingDue) -> list[Element]:
    """Offer to set the time of the first meeting without one; the next follows once it has."""
    today = line.meetings if isinstance(line, Today) else line
    meetings = today.meetings if isinstance(today, MeetingsToday) else ()
    first = next((one for one in meetings if one.lacks_a_time), None)
    if first is None:
        return []
    words = "Set the time" if len(meetings) == 1 else f"Set the time: {first.alias}"
    label = f"Set the time of the meeting of {first.alias}"
    return [elements.button(words, MOVE, value=first.meeting.id, label=label)]


def _is_of_notices(line: Together) -> bool:
    """Tell whether a line of the cut-off has notices among what is left."""
    left = {entry.row.why.rule.place for entry in line.left}
    return line.group != LineGroup.WAITING and Place.SEIS_NOTICES in left


def _together_controls(line: Together, *, notes: bool) -> list[Element]:
    """Offer to send what is to be sent; what is of several kinds is ticked one by one."""
    forms = [one for one in line.left if one.row.why.rule.place is Place.FORMS_TO_SEND]
    return [
        *(_to_send(line, forms, notes=notes) if line.group != LineGroup.WAITING else []),
        *([_pick(line.group, _together_aloud(line))] if line.pickable else []),
    ]


def _to_send(line: Together, forms: Sequence[Entry], *, notes: bool) -> list[Element]:
    if forms:
        return [_send_all(line.group, len(forms))]
    to_tell = [one for one in line.left if one.row.why.rule.place is Place.OFFICE]
    to_tell = [one for one in to_tell if not one.row.lies_with_the_office]
    return [telling_office.send_all(len(to_tell), SEND_NOTES)] if to_tell and notes else []


def _together_aloud(line: Together) -> str:
    number = line.group.rpartition("_")[2]
    heading = heading_of(line.group).lower()
    return f"{heading}, line {number}" if number.isdecimal() else heading


def _work_controls(line: Work, *, notes: bool) -> list[Element]:
    if line.left and line.place is Place.FORMS_TO_SEND:
        return [_send_all(line.group, len(line.left)), _pick(line.group, line.place)]
    if line.left and line.place is Place.OFFICE and notes:
        # The office's tick is what settles these, so that *All done* has no place beside it.
        tell = [telling_office.send_all(len(line.to_tell), SEND_NOTES)] if line.to_tell else []
        return [*tell, _pick(line.group, line.place)]
    if line.left and line.place is Place.SEIS_NOTICES:
        # A notice is never ticked without its values in sight, so that *All done* has no place.
        return [_cut_off(), _pick(line.group, line.place)]
    if line.left and line.all_tickable:
        return [_all_done(line), _pick(line.group, line.place)]
    if line.left and line.place is Place.PARENT_CONVERSATIONS:
        talk = elements.button("Parent conversation", conversations.OPEN)
        return [talk, _pick(line.group, line.place)]
    if line.left:
        return [_pick(line.group, line.place)]
    undo = elements.button("Undo", UNDO, value=line.group, label=f"Undo: {line.place}")
    return [
        *([undo] if line.ticked_together else []),
        *([_pick(line.group, line.place)] if line.pickable else []),
    ]


def _all_done(line: Work) -> Element:
    """Say how many it takes, as many as the line counts."""
    count = how_many(entry.row for entry in line.left)
    words = f"All {count} done" if count > 1 else "Done"
    return elements.button(words, ALL_DONE, value=line.group, label=f"{words}: {line.place}")


def _asked_controls(line: AskedAbout) -> list[Element]:
    value = asked_value(line)
    about = f"the meeting of {line.alias} on {date_words.in_short_with_year(line.asked_on)}"
    if not line.answered:
        return [
            elements.button("It was held", HELD, value=value, label=f"Held: {about}"),
            elements.button("Not held …", NOT_HELD, value=value, label=f"Not held: {about}"),
        ]
    if line.can_be_taken_back:
        return [elements.button("Undo", UNDO_HELD, value=value, label=f"Undo, held: {about}")]
    return []


def asked_value(line: AskedAbout) -> str:
    return f"{line.meeting.id}|{line.asked_on.isoformat()}"


def _send_all(group: str, count: int) -> Element:
    # Without a number: each row asks as many as there are, and the list behind it names them.
    label = f"Send all requests: {count}"
    return elements.button("Send all requests", SEND_ALL, value=group, label=label)


def _cut_off() -> Element:
    words = f"{cut_off.CUT_OFF.title} …"
    label = "Notices and forms: what to enter, whom to ask, and the office"
    return elements.button(words, CUT_OFF, label=label)


def _pick(group: str, about: str) -> Element:
    return elements.button("Pick …", PICK, value=group, label=f"Pick from {about}")
