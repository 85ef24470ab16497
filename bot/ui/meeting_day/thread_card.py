"""The one message that redraws during a meeting: its lists, and under them the line to read now.

A thread opens at its end on a phone, so what is read and pressed next stands last.
"""

from bot.content import Line
from bot.meeting_day.checklists import RunningMeeting
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, Message
from bot.ui.kit.markup import counted
from bot.ui.meeting_day import thread_controls as ids
from bot.ui.meeting_day.thread_controls import button, offered
from bot.ui.meeting_day.thread_lists import ENDING, OPENING, asked_by, lists
from bot.ui.meeting_day.thread_parent import state_in_words
from bot.ui.meetings.meetings import MOVE


def card_message(running: RunningMeeting) -> Message:
    text, under = _now(running)
    return blocks.message(text, [*lists(running, under=under), *under])


def _now(running: RunningMeeting) -> tuple[str, list[Block]]:
    """Return the message's text, and what stands under the lists."""
    if not running.meeting.waits:
        return _over(running)
    line = running.checklist.current
    return _through(running) if line is None else _reading(running, line)


def _reading(running: RunningMeeting, line: Line) -> tuple[str, list[Block]]:
    place, meeting, asked = _place(running, line), running.meeting.id, asked_by(line)
    return f"{place}: {line.short}", [
        _at_any_time(running),
        *_written_down(running),
        *_skipped(running),
        *_without_time(running),
        blocks.divider(),
        blocks.context(f"{place} · {markup.escaped(line.short)}"),
        blocks.spoken(line.aloud),
        *_advice(line),
        blocks.actions(
            [
                button("Done, next", ids.DONE, meeting, line.id, style="primary"),
                button("Skip", ids.SKIP, meeting, line.id),
                *([offered(asked, meeting)] if asked else []),
                button("Add concern", ids.ADD_CONCERN, meeting),
            ]
        ),
    ]


def _through(running: RunningMeeting) -> tuple[str, list[Block]]:
    text = "That was the last line. Mark the meeting as held when everybody has left."
    return text, [
        _at_any_time(running),
        *_written_down(running),
        *_skipped(running),
        blocks.divider(),
        blocks.section("*That was the last line.*"),
        blocks.actions(
            [
                button("Meeting held", ids.HELD, running.meeting.id, style="primary"),
                button("Add concern", ids.ADD_CONCERN, running.meeting.id),
            ]
        ),
    ]


def _over(running: RunningMeeting) -> tuple[str, list[Block]]:
    sentence, meeting = state_in_words(running), running.meeting.id
    return sentence, [
        *_written_down(running),
        blocks.divider(),
        blocks.section(f"{sentence} Ticks, answers and concerns can still be added."),
        blocks.actions(
            [
                button("Close-out", ids.CLOSE_OUT, meeting, style="primary"),
                button("Who does what", ids.RESPONSIBILITIES, meeting),
                button("Add concern", ids.ADD_CONCERN, meeting),
                button("Log a proposal", ids.ADD_PROPOSAL, meeting),
            ]
        ),
    ]


def _at_any_time(running: RunningMeeting) -> Block:
    """Draw what may be wanted whichever line is read; closing has its place after the last."""
    meeting = running.meeting.id
    held = [] if running.checklist.current is None else [button("Meeting held", ids.HELD, meeting)]
    return blocks.actions(
        [
            button("It's getting tense", ids.TENSE, meeting),
            button("Log a proposal", ids.ADD_PROPOSAL, meeting),
            *held,
        ]
    )


def _without_time(running: RunningMeeting) -> list[Block]:
    if running.meeting.at is not None:
        return []
    timing = elements.button("Set the time", MOVE, value=running.meeting.id)
    return [blocks.section(":warning: No time is set.", accessory=timing)]


def _skipped(running: RunningMeeting) -> list[Block]:
    """Count what was passed over, with the way back to it; the lists say which lines it is."""
    count = len(running.checklist.skipped)
    if not count:
        return []
    label = f"Go back to what was skipped: {counted(count, 'line')}"
    back = button("Go back", ids.BACK_TO_SKIPPED, running.meeting.id, label=label)
    return [blocks.section(f"{counted(count, 'line')} skipped", accessory=back)]


def _written_down(running: RunningMeeting) -> list[Block]:
    """Count the concerns and the proposals, and lead to them; their words stand in modals only."""
    count, deferred = running.open_concerns, running.deferred_concerns
    concerns = counted(count, "open concern") if count else "No open concern"
    concerns += f", {deferred} deferred from earlier" if deferred else ""
    proposals = f"{counted(len(running.proposals), 'proposal')} logged"
    if undecided := running.open_proposals:
        proposals += f", {undecided} without an outcome"
    drawn = []
    if running.concerns:
        label = f"View concerns, {concerns.lower()}"
        view = button("View", ids.VIEW_CONCERNS, running.meeting.id, label=label)
        drawn.append(blocks.section(concerns, accessory=view))
    if running.proposals:
        label = f"View the log, {proposals}"
        view = button("View", ids.VIEW_PROPOSALS, running.meeting.id, label=label)
        drawn.append(blocks.section(proposals, accessory=view))
    return drawn


def _advice(line: Line) -> list[Block]:
    if line.asks != "names":
        return []
    return [
        blocks.context(
            "Call on each by title, and let them attend as the parents prefer. *Who is here* "
            "opens titles, names and preferences for you alone."
        )
    ]


def _place(running: RunningMeeting, line: Line) -> str:
    lines = running.checklist.list_of(line)
    name = OPENING if lines == running.checklist.opening else ENDING
    return f"{name.capitalize()}, line {lines.index(line) + 1} of {len(lines)}"
