"""Listen to ticks: *Done, next* and *Skip* under the line that is read, the boxes of the lists."""

from functools import partial

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.meeting_day.tick_later import LINES, TICK_LATER, took_place_at
from bot.meeting_day.checklists import TickState
from bot.permissions import Act
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import thread_controls as controls
from bot.ui.meeting_day import tick_later
from casework.meeting_day.checklists import checklist_in, tick_lines
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from handlers.kit.ticked_boxes import Pictures, clicked_difference
from handlers.meeting_day.threads import thread_of


def listen(on: Listening) -> None:
    on.click(controls.DONE, partial(set_line, state=TickState.DONE))
    on.click(controls.SKIP, partial(set_line, state=TickState.SKIPPED))
    on.click(controls.TICK, partial(tick, pictures=Pictures()))
    on.click(controls.BACK_TO_SKIPPED, back_to_skipped)
    on.click(controls.TICK_LATER, ask_when)
    on.submit(TICK_LATER, tick_with_its_time)


def set_line(asked: Asked, *, state: TickState) -> None:
    """Set the line that the card showed, so that two who click at once skip nothing."""
    line = controls.clicked(asked.action).line
    with thread_of(asked, Act.TICK_CHECKLIST) as (scope, meeting):
        tick_lines(scope, asked.content, meeting.id, {line: state})


def tick(asked: Asked, *, pictures: Pictures) -> None:
    """Apply a click on a group of boxes as the difference that it makes."""
    wanted = controls.meeting_of_boxes(asked.action["block_id"])
    with thread_of(asked, Act.TICK_CHECKLIST, meeting=wanted) as (scope, meeting):
        change = clicked_difference(asked.body, pictures.before(asked.body))
        done = dict.fromkeys(change.ticked, TickState.DONE)
        taken_back = dict.fromkeys(change.unticked, TickState.UNTICKED)
        tick_lines(scope, asked.content, meeting.id, done | taken_back)
    pictures.note(asked.body, controls.selected(asked.action))


def back_to_skipped(asked: Asked) -> None:
    """Have the card read what was passed over, in its order; two clicks do what one does."""
    with thread_of(asked, Act.TICK_CHECKLIST) as (scope, meeting):
        skipped = checklist_in(scope, asked.content, meeting.id).skipped
        states = dict.fromkeys([line.id for line in skipped], TickState.UNTICKED)
        tick_lines(scope, asked.content, meeting.id, states)


def ask_when(asked: Asked) -> View:
    """Ask which lines were done while nobody could tick, and at what time."""
    with thread_of(asked, Act.TICK_CHECKLIST) as (scope, meeting):
        return tick_later.render(meeting, checklist_in(scope, asked.content, meeting.id).left)


def tick_with_its_time(asked: Asked, answers: Answers) -> None:
    """Tick lines with their true time; what somebody else ticked meanwhile stays theirs."""
    meeting = asked.carried(tags.MEETING)
    with asked.meeting(meeting, Act.TICK_CHECKLIST) as scope:
        at = took_place_at(answers, now=scope.now, zone=scope.workspace.zone)
        lines = answers[LINES]
        states = dict.fromkeys(lines, TickState.DONE)
        tick_lines(scope, asked.content, meeting, states, took_place_at=at)
