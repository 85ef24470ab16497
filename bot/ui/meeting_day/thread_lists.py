"""The full opening and ending lists with their ticks, in groups of ten boxes at most."""

from collections.abc import Iterator, Sequence

from bot import date_words
from bot.content import Line
from bot.meeting_day.checklists import RunningMeeting, TickState
from bot.messages import MessageKind
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Block, Message, Room
from bot.ui.kit.elements import Element
from bot.ui.meeting_day import thread_controls as ids
from bot.ui.meeting_day.thread_card import ask_button
from bot.ui.meeting_day.thread_controls import button

ON_THE_CARD = blocks.context("The card has the lines for which there is no room here.")


def opening_message(running: RunningMeeting) -> Message:
    return _list(running, MessageKind.OPENING, "Opening", running.checklist.opening)


def ending_message(running: RunningMeeting) -> Message:
    """Draw the ending list; closing is offered under it at any time."""
    held = blocks.actions([button("Meeting held", ids.HELD, running.meeting.id)])
    under = [held] if running.meeting.waits else []
    return _list(running, MessageKind.ENDING, "Ending", running.checklist.ending, under)


def _list(
    running: RunningMeeting,
    name: str,
    title: str,
    lines: Sequence[Line],
    under: Sequence[Block] = (),
) -> Message:
    done = sum(running.checklist.state_of(line) is TickState.DONE for line in lines)
    words = f"{title}: {done} of {len(lines)} lines done"
    asked = {one["action_id"]: one for line in lines if (one := ask_button(running, line))}
    head = blocks.section(f"*{words}*")
    controls = [blocks.actions([*asked.values(), *_besides(running, name)]), *under]
    groups = [[group] for group in _groups(running, name, lines)]
    shown = Room(head, ON_THE_CARD, *controls).take(groups)
    hidden = [ON_THE_CARD] if shown.hidden else []
    return blocks.message(words, [head, *shown.blocks, *hidden, *controls])


def _besides(running: RunningMeeting, name: str) -> list[Element]:
    """Draw what a list offers besides what its lines ask for."""
    meeting, label = running.meeting.id, f"Tick lines of the {name} afterwards"
    later = button("Done earlier …", ids.TICK_LATER, meeting, name, label=label)
    if name == MessageKind.OPENING:
        return [later]
    return [button("Who does what", ids.RESPONSIBILITIES, meeting), later]


def _groups(running: RunningMeeting, name: str, lines: Sequence[Line]) -> Iterator[Block]:
    most, checklist = elements.MOST_BOXES, running.checklist
    for part, start in enumerate(range(0, len(lines), most)):
        group = lines[start : start + most]
        ticked = [line.id for line in group if checklist.state_of(line) is TickState.DONE]
        options = [
            elements.option(line.id, line.short, description=_note(running, line)) for line in group
        ]
        yield blocks.actions(
            [elements.checkboxes(ids.TICK, options, ticked=ticked)],
            block_id=ids.boxes_id(running.meeting.id, name, revision=checklist.revision, part=part),
        )


def _note(running: RunningMeeting, line: Line) -> str:
    """Say beside a line how far its answer is, never the answer itself."""
    match line.asks:
        case "rights" if running.rights.complete:
            return "Both answers are kept"
        case "rights" if running.rights.begun:
            return "Answers half done"
        case "sign_off" if running.sign_off.begun:
            return "The list is started"
        case "choice" if running.checklist.answer_to(line):
            return "The answer is kept"
        case "choice" if running.checklist.state_of(line) is TickState.DONE:
            return "Ticked, answer still to come"
    if running.checklist.state_of(line) is TickState.SKIPPED:
        return "Skipped"
    return _true_time(running, line)


def _true_time(running: RunningMeeting, line: Line) -> str:
    """Say when a line that was ticked afterwards was done; empty for any other line."""
    tick = running.checklist.ticks.get(line.id)
    if tick is None or tick.state is not TickState.DONE or tick.took_place_at is None:
        return ""
    at = tick.took_place_at.astimezone(running.zone)
    day = "" if at.date() == running.meeting.on else f"{date_words.in_words(at.date())}, "
    return f"Done {day}{date_words.clock_time(at.time())}, noted afterwards"
