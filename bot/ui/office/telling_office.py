"""What the case manager sees of the office: whether it was told, and the one tap that tells it."""

from collections.abc import Sequence

from bot import date_words
from bot.calendar import SchoolYear
from bot.dates.obligation_rules import Place
from bot.office.office_notes import Noted, NoteState
from bot.office.office_told import NOT_REACHABLE, OfficeTold
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, Message
from bot.ui.kit.elements import Element
from bot.ui.office.office_notes import said_in_words

TELL = "office_tell"
"""A button anywhere that carries a meeting's id and sends the note."""
WITHDRAW = "office_withdraw"

MOST_NAMED = 20
"""Meetings of which one message says that the office has not heard."""


def send_all(count: int, action_id: str) -> Element:
    """Draw one tap for all notes that are due, and the question whether it was meant."""
    notes = "1 note" if count == 1 else f"{count} notes"
    sure = elements.confirm(
        f"Send {notes}?",
        "They stand together on the office's list, by alias: when each meeting is, and that the "
        "rights notice goes with the invitation.",
        yes="Send",
        no="Not now",
    )
    words = f"Send {notes} to the office"
    return elements.button(words, action_id, value=Place.OFFICE.name, confirm=sure)


def section(told: OfficeTold, *, beside: bool = False) -> list[Block]:
    """Draw a paragraph about the office, with what can be done, where there is more to say.

    `beside` puts the button next to the words, where a row of its own would be too much.
    """
    if told.row.resting and told.noted is None:
        return []
    words = f"*Office*\n{_words(told)}"
    controls = _controls(told)
    block_id = f"office:{told.meeting.id}"
    if not controls:
        return [blocks.section(words)]
    if beside:
        return [blocks.section(words, accessory=controls[0], block_id=block_id)]
    return [blocks.section(words), blocks.actions(controls, block_id=block_id)]


def failed_message(waiting: Sequence[Noted], year: SchoolYear) -> Message:
    """Tell the case manager that the office's channel takes nothing, and what it has not heard."""
    words = (
        "What you sent the office could not be posted in its channel: the channel was archived, "
        "Preiep is not in it, or it is public or shared by now, where no student may be named."
    )
    meetings = [
        f"*{markup.escaped(one.alias)}*, {date_words.in_words(one.meeting.on, year)}"
        for one in sorted(waiting, key=lambda one: one.meeting.on)
    ]
    named = [*meetings[:MOST_NAMED], *markup.more(len(meetings) - MOST_NAMED)]
    return blocks.message(
        words,
        [
            blocks.section("\n".join(["*The office has not heard of*", *named])),
            blocks.section(
                f"{words} A Preiep admin was told, too. Once it is mended, send the note again. "
                "If that takes too long, tell the office yourself and mark it done."
            ),
        ],
    )


def _controls(told: OfficeTold) -> Sequence[Element]:
    value = str(told.meeting.id)
    if told.can_be_sent:
        label = "Tell the office again" if told.noted else "Tell the office"
        return [elements.button(label, TELL, value=value, style="primary")]
    if told.can_be_taken_back:
        sure = elements.confirm(
            "Take the note back?",
            "It is struck on the office's list, and telling the office is open again.",
            yes="Take it back",
            no="Leave it",
        )
        return [elements.button("Take the note back …", WITHDRAW, value=value, confirm=sure)]
    return []


def _words(told: OfficeTold) -> str:
    if told.row.settled and told.state is not NoteState.INVITED:
        return f"Telling the office is settled: {told.row.state.replace('_', ' ')}."
    if told.noted is None:
        return _without_a_note(told)
    sent = markup.moment(told.noted.note.sent_at)
    if told.failed and told.noted.state.wants_another:
        return (
            f":warning: The note of {sent} does not stand in the office's channel: it could not "
            "be posted there, or was taken away. Please send it again, or tell the office yourself."
        )
    return _with_a_note(told, told.noted, sent)


def _without_a_note(told: OfficeTold) -> str:
    if not told.reachable:
        return NOT_REACHABLE
    return (
        "Not told yet. One tap puts the meeting on the office's list, by alias: when it is, and "
        "that the rights notice goes with the invitation."
    )


def _with_a_note(told: OfficeTold, noted: Noted, sent: str) -> str:
    by = f" ({markup.short(told.ticked_by, 120)})" if told.ticked_by else ""
    invitation = noted.invitation
    match noted.state:
        case NoteState.INVITED if invitation:
            return f":white_check_mark: Invitation {said_in_words(invitation)}{by}."
        case NoteState.RIGHTS_OWED if invitation:
            return (
                f":warning: Invitation {said_in_words(invitation)}{by}. The rights notice "
                "is still owed; the office's list says so."
            )
        case NoteState.MOVED:
            words = "The meeting has changed since the office was told"
        case NoteState.WITHDRAWN:
            words = "The note was taken back"
        case _:
            return f"The office has the note since {sent}. It is not ticked yet."
    if not told.reachable:
        return f"{words}. {NOT_REACHABLE}"
    return f"{words} ({sent}). One tap sends a new note."
