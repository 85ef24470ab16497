"""Draw one meeting for its case manager: what it is, what can be done, every date it had."""

from collections.abc import Iterator

from bot.date_words import day_and_hour, in_full, in_short_with_year
from bot.forms import tags
from bot.forms.modals import Modal
from bot.meetings.meetings import Meeting, MeetingState
from bot.meetings.seen_meetings import DateChange, SeenMeeting
from bot.ui.after_meetings import after_steps
from bot.ui.digest.hub import UNCONFIRMED
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import Part, modal
from bot.ui.kit.elements import Element
from bot.ui.meeting_day import thread_controls as ids
from bot.ui.meetings import set_meeting
from bot.ui.office import telling_office

ONE_MEETING = Modal(name="meeting", title="Meeting", submit="")

OF_STUDENT = "meeting_of_student"
"""A button that carries a student's id: their next meeting, or the form to set one."""
MOVE = "meeting_move"
CANCEL = "meeting_cancel"
ADJOURN = "meeting_adjourn"
HELD = "meeting_held"
UNDO = "meeting_undo"
BRIEF = "meeting_brief"

MOST_CHANGES = 20
MOST_OTHERS = 5


def render(seen: SeenMeeting, *, notice: str = "") -> View:
    meeting, student = seen.meeting, seen.student
    drawn: list[Part] = [
        *blocks.done(notice),
        *([] if seen.confirmed else [blocks.context(UNCONFIRMED)]),
        blocks.section(
            f"*{markup.escaped(student.name)}* ({student.alias})\n{in_words(meeting)}\n"
            + "\n".join(_standing(seen))
        ),
    ]
    if controls := _controls(seen):
        drawn.append(blocks.actions(controls, block_id=f"meeting:{meeting.id}"))
    drawn += _of_its_thread(meeting)
    if seen.office:
        drawn += telling_office.section(seen.office)
    drawn.append(blocks.section("*Every date so far*\n" + "\n".join(_history(seen))))
    for other in seen.others[:MOST_OTHERS]:
        label = f"Open {_short(other)}"
        button = elements.button("Open", set_meeting.SEE, value=other.id, label=label)
        drawn.append(blocks.section(_short(other), accessory=button, block_id=f"other:{other.id}"))
    ways_on = [
        elements.button("Set another meeting", set_meeting.OPEN, value=student.id),
        elements.button("Back to the student", set_meeting.BACK, value=student.id),
    ]
    drawn.append(blocks.actions(ways_on, block_id=f"on:{student.id}"))
    return modal(ONE_MEETING, drawn, carries=[tags.MEETING.of(meeting.id)])


def in_words(meeting: Meeting) -> str:
    return f"{day_and_hour(meeting.on, meeting.at)}, {meeting.kind}, {meeting.mode}"


def _short(meeting: Meeting) -> str:
    return f"{in_short_with_year(meeting.on)}, {meeting.kind}, {meeting.state}"


def _standing(seen: SeenMeeting) -> Iterator[str]:
    meeting = seen.meeting
    if late := seen.comes_late:
        yield f":warning: It is {late.words}, {in_full(late.on)}."
    if seen.before:
        yield f"It continues the meeting of {in_full(seen.before.on)}, which was adjourned."
    match meeting.state:
        case MeetingState.PLANNED if meeting.unmarked(today=seen.today):
            yield "Its day has passed. Was it held?"
        case MeetingState.PLANNED:
            yield "It is planned."
        case MeetingState.HELD:
            yield f"It was held on {in_full(meeting.held_on or meeting.on)}."
        case MeetingState.CANCELLED:
            yield "It is cancelled, and what was open for it is closed."
        case MeetingState.ADJOURNED:
            yield _goes_on(seen.later)


def _goes_on(later: Meeting | None) -> str:
    if later is None:
        return "It was adjourned."
    if later.state is MeetingState.CANCELLED:
        return f"It was adjourned, and was to continue on {in_full(later.on)}, which was cancelled."
    return f"It was adjourned, and continues on {in_full(later.on)}."


def _controls(seen: SeenMeeting) -> list[Element]:
    meeting, value = seen.meeting, str(seen.meeting.id)
    if not meeting.waits:
        return [elements.button("Undo …", UNDO, value=value, confirm=_sure(seen))]
    held = elements.button("It was held …", HELD, value=value)
    adjourn = elements.button("Adjourn …", ADJOURN, value=value)
    return [
        *([held, adjourn] if seen.begun else []),
        elements.button("Move …", MOVE, value=value),
        elements.button("Cancel …", CANCEL, value=value),
        *([elements.button("Ask for a staff brief", BRIEF, value=value)] if seen.brief else []),
    ]


def _of_its_thread(meeting: Meeting) -> list[Block]:
    """Draw what its thread offers to do and to read afterwards.

    Not every meeting has a thread that its case manager can see: it was held on another day than
    planned, or the student has changed hands since.
    """
    notes = [("Concerns", ids.VIEW_CONCERNS)]
    if meeting.took_place:
        notes += [
            ("Log of proposals", ids.VIEW_PROPOSALS),
            ("Who does what", ids.RESPONSIBILITIES),
            ("Close-out", ids.CLOSE_OUT),
        ]
    steps = [("Signature", ids.CONSENT), *((word, step) for step, word in after_steps.STEPS)]
    rows = [notes] if meeting.state is not MeetingState.CANCELLED else []
    rows += [steps] if meeting.state is MeetingState.HELD else []
    return [
        blocks.actions([ids.button(word, control, meeting.id) for word, control in row])
        for row in rows
    ]


def _sure(seen: SeenMeeting) -> Element:
    match seen.meeting.state:
        case MeetingState.HELD:
            words = (
                "The meeting is planned again, and its checklist and open work come back. "
                "What follows a meeting is not due. Nothing that was ticked is lost."
            )
        case MeetingState.CANCELLED:
            words = "The meeting is planned again, and what was closed with it is open again."
        case _:
            words = (
                "The meeting is planned again and takes back its forms, conversations and "
                "concerns. The date on which it was to continue is cancelled."
            )
    return elements.confirm(
        f"Not {seen.meeting.state} after all?", words, yes="Undo", no="Leave it"
    )


def _history(seen: SeenMeeting) -> Iterator[str]:
    """Tell each change with its day, its reason and who made it; always show the newest."""
    hidden = len(seen.changes) - MOST_CHANGES
    if hidden > 0:
        yield f"{hidden} earlier changes are in the audit log."
    shown = seen.changes[max(0, hidden) :]
    for change in shown:
        name = seen.names.get(change.by, "") if change.by else ""
        by = f" by {markup.short(name, 60)}" if name else ""
        why = f": {markup.short(change.why, 200)}" if change.why else ""
        yield f"• {_what(change)}, {markup.moment(change.at)}{by}{why}"


def _what(change: DateChange) -> str:
    day = day_and_hour(change.new_on, change.new_at)
    if change.old_on is None:
        return f"Set for {day}"
    if (change.old_on, change.old_at) != (change.new_on, change.new_at):
        return f"Moved from {day_and_hour(change.old_on, change.old_at)} to {day}"
    match change.state:
        case MeetingState.HELD:
            return f"Held on {in_full(change.held_on or change.new_on)}"
        case MeetingState.PLANNED | None:
            return "Planned again"
        case _:
            return change.state.capitalize()
