"""Ticking: *Done, next* and *Skip* on the card, the boxes of the lists."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError, StaleError
from bot.meeting_day.checklists import Difference, TickState, difference
from bot.meetings.meetings import MeetingId
from bot.messages import MessageKind
from bot.permissions import Act
from bot.ui.meeting_day import thread_controls as controls
from bot.ui.meeting_day import tick_later
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.surroundings import Surroundings
from handlers.meeting_day.threads import checklist_in, meeting_clicked, meeting_scope
from storage import Scope

_MOST_PICTURES = 1000


@dataclass(kw_only=True)
class Pictures:
    """What each person's own screen showed in a group of boxes when they last clicked there.

    A click tells what its person now sees. Until the list is drawn anew, what they saw before is
    not what we drew but what their click before made of it. Without this, whoever ticks a box and
    at once takes it back would be heard as having done nothing.
    """

    _seen: OrderedDict[tuple[str, str, str], tuple[float, frozenset[str]]] = field(
        default_factory=OrderedDict
    )
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def before(self, body: Body) -> frozenset[str] | None:
        """What the person saw before this click; None where they had not clicked here yet."""
        with self._lock:
            at, seen = self._seen.get(_place(body), (None, frozenset()))
        return seen if at is not None and at < _moment(body) else None

    def note(self, body: Body, selected: Iterable[str]) -> None:
        """Remember what the person sees since this click, unless a later one is known."""
        place = _place(body)
        with self._lock:
            at, _ = self._seen.get(place, (0.0, frozenset()))
            if at < _moment(body):
                self._seen[place] = (_moment(body), frozenset(selected))
                self._seen.move_to_end(place)
            while len(self._seen) > _MOST_PICTURES:
                self._seen.popitem(last=False)


@dataclass(frozen=True, kw_only=True)
class ChecklistHandlers:
    surroundings: Surroundings
    pictures: Pictures = field(default_factory=Pictures)

    def register(self, app: App) -> None:
        app.action(controls.DONE)(ack=acknowledge, lazy=[told_of_errors(self.done)])
        app.action(controls.SKIP)(ack=acknowledge, lazy=[told_of_errors(self.skip)])
        app.action(controls.TICK)(ack=acknowledge, lazy=[told_of_errors(self.tick)])
        back = told_of_errors(self.back_to_skipped)
        app.action(controls.BACK_TO_SKIPPED)(ack=acknowledge, lazy=[back])
        app.action(controls.TICK_LATER)(ack=acknowledge, lazy=[told_of_errors(self.ask_when)])
        app.view(tick_later.SAVE)(self.tick_with_its_time)

    def done(self, body: Body, client: WebClient) -> None:  # noqa: ARG002 - a lazy's shape
        self._set_line(body, TickState.DONE)

    def skip(self, body: Body, client: WebClient) -> None:  # noqa: ARG002 - as above
        self._set_line(body, TickState.SKIPPED)

    def _set_line(self, body: Body, state: TickState) -> None:
        """Set the line that the card showed, so that two who click at once skip nothing."""
        clicked = controls.clicked(body["actions"][0])
        with meeting_scope(self.surroundings, body, clicked.meeting, Act.TICK_CHECKLIST) as scope:
            meeting_clicked(scope, body, clicked.meeting)
            self._keep(scope, clicked.meeting, {clicked.line: state})
        self.surroundings.wake()

    def tick(self, body: Body, client: WebClient) -> None:  # noqa: ARG002 - as above
        """Apply a click on a group of boxes as the difference that it makes."""
        action = body["actions"][0]
        meeting = controls.boxes(action["block_id"]).meeting
        selected = controls.selected(action)
        with meeting_scope(self.surroundings, body, meeting, Act.TICK_CHECKLIST) as scope:
            meeting_clicked(scope, body, meeting)
            change = clicked_difference(body, self.pictures.before(body))
            self._keep(
                scope,
                meeting,
                dict.fromkeys(change.ticked, TickState.DONE)
                | dict.fromkeys(change.unticked, TickState.UNTICKED),
            )
        self.pictures.note(body, selected)
        self.surroundings.wake()

    def back_to_skipped(self, body: Body, client: WebClient) -> None:  # noqa: ARG002 - as above
        """Have the card read what was passed over, in its order; two clicks do what one does."""
        meeting = controls.clicked(body["actions"][0]).meeting
        with meeting_scope(self.surroundings, body, meeting, Act.TICK_CHECKLIST) as scope:
            meeting_clicked(scope, body, meeting)
            skipped = checklist_in(self.surroundings, scope, meeting).skipped
            states = dict.fromkeys([line.id for line in skipped], TickState.UNTICKED)
            self._keep(scope, meeting, states)
        self.surroundings.wake()

    def ask_when(self, body: Body, client: WebClient) -> None:
        """For what was done while nobody could tick: which lines, and at what time."""
        clicked = controls.clicked(body["actions"][0])
        with meeting_scope(self.surroundings, body, clicked.meeting, Act.TICK_CHECKLIST) as scope:
            meeting = meeting_clicked(scope, body, clicked.meeting)
            checklist = checklist_in(self.surroundings, scope, meeting.id)
            shown = checklist.opening if clicked.line == MessageKind.OPENING else checklist.ending
            left = [line for line in checklist.left if line in shown]
        view = tick_later.render(meeting, left)
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def tick_with_its_time(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Tick lines with their true time; what somebody else ticked meanwhile stays theirs."""
        meeting = controls.meeting_in(view)
        try:
            with meeting_scope(self.surroundings, body, meeting, Act.TICK_CHECKLIST) as scope:
                told = tick_later.read(view, now=scope.now, zone=scope.workspace.zone)
                states = dict.fromkeys(told.lines, TickState.DONE)
                self._keep(scope, meeting, states, took_place_at=told.at)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack()
            self.surroundings.wake()

    def _keep(
        self,
        scope: Scope,
        meeting: MeetingId,
        states: dict[str, TickState],
        *,
        took_place_at: datetime | None = None,
    ) -> None:
        checklist = checklist_in(self.surroundings, scope, meeting)
        for line_id, state in states.items():
            line = checklist.line(line_id)
            if line is None:
                raise StaleError(
                    "That line is no longer on the checklist. Nothing was changed; the lists "
                    "show what is."
                )
            if checklist.state_of(line) is not state:
                scope.checklists.tick(
                    meeting,
                    line_id,
                    state,
                    took_place_at=took_place_at,
                    of=checklist.part_of(line),
                )


def clicked_difference(body: Body, before: frozenset[str] | None) -> Difference:
    """What a click on boxes changes, from what the person saw before it.

    Where that is not known, since the message was drawn anew while they clicked, their click can
    still tick; it takes nothing back that somebody else may have ticked meanwhile.
    """
    action = body["actions"][0]
    selected = controls.selected(action)
    shown = before
    if shown is None:
        drawn = controls.drawn(body.get("message") or {}, action["block_id"])
        shown = frozenset() if drawn is None else frozenset(drawn)
    return difference(shown=shown, selected=selected)


def _place(body: Body) -> tuple[str, str, str]:
    container = body.get("container") or {}
    message = f"{container.get('channel_id')}:{container.get('message_ts')}"
    return person_in(body), message, str(body["actions"][0]["block_id"])


def _moment(body: Body) -> float:
    return float(body["actions"][0]["action_ts"])
