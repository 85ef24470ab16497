"""The one message that redraws during a meeting: the line to read aloud now, and what it asks."""

from bot.content import Line
from bot.meeting_day.checklists import RunningMeeting
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, Message
from bot.ui.kit.elements import Element
from bot.ui.kit.markup import counted
from bot.ui.meeting_day import thread_controls as ids
from bot.ui.meeting_day.thread_controls import button
from bot.ui.meeting_day.thread_parent import state_in_words
from bot.ui.meetings.meetings import MOVE


def card_message(running: RunningMeeting) -> Message:
    if not running.meeting.waits:
        return _over(running)
    line = running.checklist.current
    return _through(running) if line is None else _reading(running, line)


def _reading(running: RunningMeeting, line: Line) -> Message:
    place, meeting = _place(running, line), running.meeting.id
    asked = ask_button(running, line)
    return blocks.message(
        f"{place}: {line.short}",
        [
            *_without_time(running),
            blocks.context(f"{place} · {markup.escaped(line.short)}"),
            blocks.spoken(line.aloud),
            *_advice(line),
            blocks.actions(
                [
                    button("Done, next", ids.DONE, meeting, line.id, style="primary"),
                    button("Skip", ids.SKIP, meeting, line.id),
                    *([] if line.asks == "concern" or asked is None else [asked]),
                    button("Add concern", ids.ADD_CONCERN, meeting),
                ]
            ),
            *_skipped(running),
            *_written_down(running),
        ],
    )


def _without_time(running: RunningMeeting) -> list[Block]:
    if running.meeting.at is not None:
        return []
    timing = elements.button("Set the time", MOVE, value=running.meeting.id)
    return [blocks.section(":warning: No time is set.", accessory=timing)]


def _through(running: RunningMeeting) -> Message:
    return blocks.message(
        "That was the last line. Mark the meeting as held when everybody has left.",
        [
            blocks.section("*That was the last line.*"),
            *_skipped(running),
            blocks.actions(
                [
                    button("Meeting held", ids.HELD, running.meeting.id, style="primary"),
                    button("Add concern", ids.ADD_CONCERN, running.meeting.id),
                ]
            ),
            *_written_down(running),
        ],
    )


def _over(running: RunningMeeting) -> Message:
    sentence, meeting = state_in_words(running), running.meeting.id
    return blocks.message(
        sentence,
        [
            blocks.section(
                f"{sentence} Ticks, answers and concerns can still be added, in the lists and here."
            ),
            blocks.actions(
                [
                    button("Close-out", ids.CLOSE_OUT, meeting, style="primary"),
                    button("Who does what", ids.RESPONSIBILITIES, meeting),
                    button("Add concern", ids.ADD_CONCERN, meeting),
                    button("Log a proposal", ids.ADD_PROPOSAL, meeting),
                ]
            ),
            *_written_down(running),
        ],
    )


def _skipped(running: RunningMeeting) -> list[Block]:
    """Draw what was passed over, and the way back to it before people leave."""
    skipped = [markup.escaped(line.short) for line in running.checklist.skipped]
    if not skipped:
        return []
    label = f"Go back to what was skipped: {len(skipped)} lines"
    back = button("Go back", ids.BACK_TO_SKIPPED, running.meeting.id, label=label)
    return [blocks.section(f"Skipped: {'; '.join(skipped)}", accessory=back)]


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


def ask_button(running: RunningMeeting, line: Line) -> Element | None:
    """Draw the control for what a line asks besides its tick; None where it asks nothing."""
    meeting = running.meeting.id
    match line.asks:
        case "rights":
            return button("Rights: both answers", ids.RIGHTS, meeting)
        case "sign_off":
            return button("Sign-off list", ids.SIGN_OFF, meeting)
        case "names":
            return button("Who is here", ids.PEOPLE, meeting)
        case "concern":
            return button("Add concern", ids.ADD_CONCERN, meeting)
        case "choice":
            # What stands before the colon is enough to tell it from another line's.
            words = f"Parents' answer: {line.short.partition(':')[0]}"
            return button(words, f"{ids.CHOICE}{line.id}", meeting, line.id)
        case "nothing":
            return None


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
    name = "Opening" if lines == running.checklist.opening else "Ending"
    return f"{name}, line {lines.index(line) + 1} of {len(lines)}"
