"""What became of one note to the office, in words for every screen that tells of it.

A note that an older version posted alone stands in the channel for as long as anybody scrolls up to
it: it answers still, tells what became of it, and points to the list.
"""

from bot import date_words
from bot.calendar import SchoolYear
from bot.forms.office.office_ticks import LONGEST_LANGUAGE
from bot.office.office_notes import Invitation, Noted, NoteState, over_words
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Message
from bot.ui.kit.elements import Element

OPEN = "office_open"
"""A button anywhere that carries a meeting's and a note's id and opens the invitation."""


def message(noted: Noted) -> Message:
    """Draw what is left of a note that was posted alone."""
    who, when = markup.escaped(noted.alias), when_and_how(noted, None)
    over = not noted.state.can_be_ticked
    title = f"~IEP meeting of {who}: {when}~" if over else f"*IEP meeting of {who}*\n{when}"
    button = None if over else open_one(noted, "Open")
    pointer = "All invitations of a month now stand together in this channel."
    return blocks.message(
        f"About the IEP meeting on {date_words.in_words(noted.note.on)}: see the list.",
        [
            blocks.section(f"{title}\n{what_became(noted)}", accessory=button),
            *([] if over else [blocks.context(pointer)]),
        ],
    )


def open_one(noted: Noted, words: str, *, style: str | None = None) -> Element:
    """Return the button that opens one invitation."""
    return elements.button(
        words,
        OPEN,
        value=f"{noted.meeting.id}:{noted.note.id}",
        style=style,
        label=f"{words.removesuffix(' …')}: the invitation for {noted.alias}",
    )


def when_and_how(noted: Noted, year: SchoolYear | None) -> str:
    """Say for which day and hour the note was; where these still hold, as they are known by now."""
    meeting, note = noted.meeting, noted.note
    at = meeting.at if note.tells_of(meeting) else note.at
    return f"{date_words.day_and_hour(note.on, at, year)}, {meeting.mode}"


def what_became(noted: Noted) -> str:
    """Say what became of the note, in a sentence or two that name nobody."""
    return _open_words(noted) if noted.state.can_be_ticked else over_words(noted)


def said_in_words(invitation: Invitation) -> str:
    """Say what the office said, with the language: for modals only."""
    rights = "rights notice enclosed" if invitation.rights else "rights notice *not* enclosed"
    language = markup.short(invitation.language, LONGEST_LANGUAGE)
    received = invitation.received_on
    got = f", received on {date_words.in_words(received)}" if received else ""
    return f"sent on {date_words.in_words(invitation.sent_on)}, {rights}, in {language}{got}"


def _open_words(noted: Noted) -> str:
    invitation = noted.invitation
    match noted.state:
        case NoteState.INVITED if invitation:
            day, received = date_words.in_words(invitation.sent_on), invitation.received_on
            got = f" Received on {date_words.in_words(received)}." if received else ""
            return f":white_check_mark: Invitation sent on {day}, rights notice enclosed.{got}"
        case NoteState.RIGHTS_OWED if invitation:
            return (
                f":warning: Invitation sent on {date_words.in_words(invitation.sent_on)} *without "
                "the rights notice, which is still owed*. Please send it to the parents, then say "
                "so here."
            )
        case NoteState.SAID_DONE:
            return "The case manager has ticked this as done. Your own tick still counts."
        case NoteState.HELD:
            return (
                "The meeting was held, and nobody ticked this. If the invitation went out, please "
                "say so for the record."
            )
        case _:
            return "Not ticked yet."
