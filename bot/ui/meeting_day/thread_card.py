"""The one message that redraws during a meeting: the line to read aloud now, and what it asks."""

from bot.content import Line
from bot.meeting_day.checklists import RunningMeeting
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, Message
from bot.ui.kit.elements import Element
from bot.ui.meeting_day import thread_controls as ids
from bot.ui.meeting_day.thread_controls import Clicked
from bot.ui.meeting_day.thread_parent import state_in_words


def card_message(running: RunningMeeting) -> Message:
    if not running.meeting.waits:
        return _over(running)
    line = running.checklist.current
    return _through(running) if line is None else _reading(running, line)


def _reading(running: RunningMeeting, line: Line) -> Message:
    place = _place(running, line)
    asked = ask_button(running, line)
    return blocks.message(
        f"{place}: {line.short}",
        [
            blocks.context(f"{place} · {markup.escaped(line.short)}"),
            blocks.spoken(line.aloud),
            *_advice(line),
            blocks.actions(
                [
                    _button("Done, next", ids.DONE, running, line, style="primary"),
                    _button("Skip", ids.SKIP, running, line),
                    *([] if line.asks == "concern" or asked is None else [asked]),
                    _button("Add concern", ids.ADD_CONCERN, running),
                ]
            ),
            *_skipped(running),
            *concerns_block(running),
            *_proposals(running),
        ],
    )


def _through(running: RunningMeeting) -> Message:
    return blocks.message(
        "All lines are through. Mark the meeting as held when everybody has left.",
        [
            blocks.section("*All lines are through.*"),
            *_skipped(running),
            blocks.actions(
                [
                    _button("Meeting held", ids.HELD, running, style="primary"),
                    _button("Add concern", ids.ADD_CONCERN, running),
                ]
            ),
            *concerns_block(running),
            *_proposals(running),
        ],
    )


def _over(running: RunningMeeting) -> Message:
    sentence = state_in_words(running)
    return blocks.message(
        sentence,
        [
            blocks.section(
                f"{sentence} Ticks, answers and concerns can still be added, in the lists and here."
            ),
            blocks.actions(
                [
                    _button("Close-out", ids.CLOSE_OUT, running, style="primary"),
                    _button("Who does what", ids.RESPONSIBILITIES, running),
                    _button("Add concern", ids.ADD_CONCERN, running),
                    _button("Log a proposal", ids.ADD_PROPOSAL, running),
                ]
            ),
            *concerns_block(running),
            *_proposals(running),
        ],
    )


def _skipped(running: RunningMeeting) -> list[Block]:
    """Draw what was passed over, and the way back to it before people leave."""
    skipped = [markup.escaped(line.short) for line in running.checklist.skipped]
    if not skipped:
        return []
    label = f"Go back to what was skipped: {len(skipped)} lines"
    back = _button("Go back", ids.BACK_TO_SKIPPED, running, label=label)
    return [blocks.section(f"Skipped: {'; '.join(skipped)}", accessory=back)]


def concerns_block(running: RunningMeeting) -> list[Block]:
    """Count the open concerns, and lead to them; their words stand in a modal only."""
    if not running.concerns:
        return []
    count, deferred = running.open_concerns, running.deferred_concerns
    words = "No open concern" if not count else f"{count} open concern{'s' if count > 1 else ''}"
    words += f", {deferred} deferred from earlier" if deferred else ""
    view = _button("View", ids.VIEW_CONCERNS, running, label=f"View concerns, {words.lower()}")
    return [blocks.section(words, accessory=view)]


def _proposals(running: RunningMeeting) -> list[Block]:
    """Count the proposals, and lead to their log, which opens like the concerns."""
    count, undecided = len(running.proposals), running.open_proposals
    if not count:
        return []
    words = f"{count} proposal{'s' if count > 1 else ''} logged"
    words += f", {undecided} without an outcome" if undecided else ""
    view = _button("View", ids.VIEW_PROPOSALS, running, label=f"View the log, {words}")
    return [blocks.section(words, accessory=view)]


def ask_button(running: RunningMeeting, line: Line) -> Element | None:
    """Draw the control for what a line asks besides its tick; None where it asks nothing."""
    match line.asks:
        case "rights":
            return _button("Write the answers", ids.RIGHTS, running)
        case "sign_off":
            return _button("Sign-off list", ids.SIGN_OFF, running)
        case "names":
            return _button("Who is here", ids.PEOPLE, running)
        case "concern":
            return _button("Add concern", ids.ADD_CONCERN, running)
        case "choice":
            words = markup.shortened(f"Answer: {line.short}", 40)
            return _button(words, f"{ids.CHOICE}{line.id}", running, line)
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


def _button(
    text: str,
    action_id: str,
    running: RunningMeeting,
    line: Line | None = None,
    *,
    style: str | None = None,
    label: str | None = None,
) -> Element:
    value = Clicked(meeting=running.meeting.id, line=line.id if line else "").value
    return elements.button(text, action_id, value=value, style=style, label=label)
