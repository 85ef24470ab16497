"""The note in the office's channel: whom to invite by alias, when, and what to enclose.

It names nobody. Name and language open in a modal, for the office alone.
"""

from bot import date_words
from bot.forms.office.office_ticks import LONGEST_LANGUAGE
from bot.office.office_notes import Invitation, Noted, NoteState, over_words
from bot.settings.district_links import DistrictLinks
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, Message
from bot.ui.kit.elements import Element

OPEN = "office_open"

MOST_NOTICES = 6
"""Languages whose notice of rights a note names; the modal has the one that is wanted."""


def message(noted: Noted, links: DistrictLinks) -> Message:
    who, when = markup.escaped(noted.alias), when_and_how(noted)
    over = not noted.state.can_be_ticked
    title = f"~IEP meeting of {who}: {when}~" if over else f"*IEP meeting of {who}*\n{when}"
    drawn: list[Block] = [
        blocks.section(title),
        *([] if over else _to_do(noted, links)),
        blocks.section(what_became(noted)),
    ]
    if not over:
        button = open_one(noted, "Open", style="primary" if noted.state.waits else None)
        words = "Name and language open in a window, for people of the office alone."
        drawn += [blocks.actions([button]), blocks.context(words)]
    return blocks.message(_aloud(noted), drawn)


def open_one(noted: Noted, words: str, *, style: str | None = None) -> Element:
    """Return the button that opens one invitation."""
    return elements.button(
        words,
        OPEN,
        value=f"{noted.meeting.id}:{noted.note.id}",
        style=style,
        label=f"{words.removesuffix(' …')}: the invitation for {noted.alias}",
    )


def when_and_how(noted: Noted) -> str:
    """Say for which day and hour the note was; where these still hold, as they are known by now."""
    meeting, note = noted.meeting, noted.note
    at = meeting.at if note.tells_of(meeting) else note.at
    return f"{date_words.day_and_hour(note.on, at)}, {meeting.mode}"


def what_became(noted: Noted) -> str:
    """Say what became of the note, in a sentence or two that name nobody."""
    return _open_words(noted) if noted.state.can_be_ticked else over_words(noted)


def said_in_words(invitation: Invitation) -> str:
    """Say what the office said, with the language: for modals only."""
    rights = "rights notice enclosed" if invitation.rights else "rights notice *not* enclosed"
    language = markup.short(invitation.language, LONGEST_LANGUAGE)
    return f"sent on {date_words.in_words(invitation.sent_on)}, {rights}, in {language}"


def _open_words(noted: Noted) -> str:
    invitation = noted.invitation
    match noted.state:
        case NoteState.INVITED if invitation:
            day = date_words.in_words(invitation.sent_on)
            return f":white_check_mark: Invitation sent on {day}, rights notice enclosed."
        case NoteState.RIGHTS_OWED if invitation:
            return (
                f":warning: Invitation sent on {date_words.in_words(invitation.sent_on)} *without "
                "the rights notice, which is still owed*. Please send it to the parents, then open "
                "this and say so."
            )
        case NoteState.SAID_DONE:
            return "The case manager has ticked this as done. *Open* still takes your own tick."
        case NoteState.HELD:
            return (
                "The meeting was held, and nobody ticked this. If the invitation went out, please "
                "say so for the record."
            )
        case _:
            return "Not ticked yet."


def _to_do(noted: Noted, links: DistrictLinks) -> list[Block]:
    if not noted.state.waits:
        return []
    anew = " The office was told of another date before." if noted.note.anew else ""
    words = (
        "Please invite by DocuSign, with the *rights notice* (procedural safeguards) enclosed, "
        f"in the parents' language.{anew}"
    )
    notices = [markup.link(address, language) for language, address in links.rights[:MOST_NOTICES]]
    if notices:
        words += f"\nRights notice: {', '.join(notices)}"
    return [blocks.section(words)]


def _aloud(noted: Noted) -> str:
    """Say the same for a lock screen and a screen reader, without an alias."""
    day = date_words.in_words(noted.note.on)
    match noted.state:
        case NoteState.WAITING:
            return f"An invitation is to be sent for the IEP meeting on {day}."
        case NoteState.INVITED:
            return f"The invitation for the IEP meeting on {day} is sent."
        case NoteState.RIGHTS_OWED:
            return f"The rights notice for the IEP meeting on {day} is still owed."
        case _:
            words = what_became(noted).replace("*", "")
            return f"About the IEP meeting on {day}: {words}"
