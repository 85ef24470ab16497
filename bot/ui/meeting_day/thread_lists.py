"""The full opening and ending lists with their ticks, in groups of ten boxes at most."""

from collections.abc import Iterator, Sequence

from bot import date_words
from bot.content import Line
from bot.meeting_day.checklists import RunningMeeting, TickState
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Block, Room
from bot.ui.meeting_day import thread_controls as ids
from bot.ui.meeting_day.thread_controls import Offer

OPENING, ENDING = "opening", "ending"

NO_ROOM = blocks.context(
    "There is no room here for every line. *Done earlier …*, in the menu above, has the rest."
)


def lists(running: RunningMeeting, *, under: Sequence[Block]) -> list[Block]:
    """Draw both lists, as far as there is room above what stands `under` them."""
    lines = {OPENING: running.checklist.opening, ENDING: running.checklist.ending}
    heads = {name: _head(running, name, lines[name]) for name in lines}
    groups = {name: [[one] for one in _groups(running, name, lines[name])] for name in lines}
    now = running.checklist.current
    for said in ([], [NO_ROOM]):
        room = Room(*heads.values(), *said, *under)
        # The list from which is read takes its room first.
        by_need = sorted(lines, key=lambda name: now not in lines[name])
        shown = {name: room.take(groups[name]) for name in by_need}
        if not any(one.hidden for one in shown.values()):
            break
    drawn = [block for name in lines for block in (heads[name], *shown[name].blocks)]
    return [*drawn, *said]


_WHO_IS_HERE = Offer(text="Who is here", control=ids.PEOPLE)


def asked_by(line: Line) -> Offer | None:
    """Return what a line asks for besides its tick; None where it asks nothing."""
    match line.asks:
        case "rights":
            return Offer(text="Rights: both answers", control=ids.RIGHTS)
        case "sign_off":
            return Offer(text="Sign-off list", control=ids.SIGN_OFF)
        case "names":
            return _WHO_IS_HERE
        case "choice":
            # What stands before the colon is enough to tell it from another line's.
            words = f"Parents' answer: {line.short.partition(':')[0]}"
            return Offer(text=words, control=f"{ids.CHOICE}{line.id}", line=line.id)
        case "concern" | "nothing":
            # *Add concern* stands under every line.
            return None


def _head(running: RunningMeeting, name: str, lines: Sequence[Line]) -> Block:
    """Name a list, with a menu of what its lines ask for beside it."""
    asked = {one.control: one for line in lines if (one := asked_by(line))}
    if name == OPENING:
        # A district may have turned off the lines that ask for it.
        asked.setdefault(_WHO_IS_HERE.control, _WHO_IS_HERE)
    besides = _BESIDES if running.meeting.waits else _BESIDES[1:]
    offers = [*asked.values(), *(besides if name == ENDING else ())]
    beside = ids.menu(name, running.meeting.id, offers)
    return blocks.section(f"*{name.capitalize()}*", accessory=beside)


_BESIDES = (
    Offer(text="Who does what", control=ids.RESPONSIBILITIES),
    Offer(text="Done earlier …", control=ids.TICK_LATER),
)
"""The first stands on the card itself once the meeting is over."""


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
    on = date_words.in_words(at.date(), running.year)
    day = "" if at.date() == running.meeting.on else f"{on}, "
    return f"{day}{date_words.clock_time(at.time())}, noted later"
