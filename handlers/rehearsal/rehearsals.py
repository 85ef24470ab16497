"""Lead an admin through the rehearsal: ask for a press, look at what Slack sent, ask for the next.

Nothing is kept but shapes and codes, and whoever is no admin at that moment is told so.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial, wraps
from http import HTTPStatus
from typing import ParamSpec, TypeVar

from slack_bolt import BoltResponse

from bot.errors import CaseworkError
from bot.forms.answers import Answers
from bot.forms.rehearsal.rehearsals import ADDRESS, EVERY_KIND, SEEN, STEP, STUDENT, VIEW
from bot.rehearsal.reports import Found, is_refused
from bot.rehearsal.shapes import shape_of
from bot.rehearsal.steps import RehearsalStep, after
from bot.ui.kit.blocks import Message, View
from bot.ui.kit.elements import Element
from bot.ui.rehearsal import rehearsals as ui
from casework.rehearsal.rehearsals import (
    begin_rehearsal,
    count_time,
    end_step,
    keep_first,
    keep_part,
    refuse_before_an_hour,
    rehearsal_report,
)
from handlers.kit.asked import Asked
from handlers.kit.listening import Acknowledges, Listening, Shows
from handlers.kit.socket_mode import NEW_CONNECTION
from handlers.rehearsal import steps
from handlers.rehearsal.looks import look, patient
from handlers.rehearsal.steps import ask_what_they_saw, draw_box_anew, post_in_channel

Pressed = ParamSpec("Pressed")
T = TypeVar("T")


def listen(on: Listening) -> None:
    for control, listener in _CLICKS.items():
        on.click(control, _for_an_admin(listener), acknowledges=_ACKNOWLEDGED.get(control))
    on.submit(EVERY_KIND, _for_an_admin(save))
    on.suggest(EVERY_KIND.control(STUDENT), _for_an_admin(suggest))


def _on_another_connection(asked: Asked, *, status: HTTPStatus) -> BoltResponse:
    """Answer an admin's press once there is a new connection; any other is answered at once."""
    try:
        _refuse_without_a_socket(asked)
        with asked.settings(reading=True):
            return BoltResponse(status=status, headers={NEW_CONNECTION: "1"})
    except CaseworkError:
        return BoltResponse(status=HTTPStatus.OK)


def _for_an_admin(listener: Callable[Pressed, T]) -> Callable[Pressed, T]:
    """Ask who presses before anything is done in Slack."""

    @wraps(listener)
    def listens(*pressed: Pressed.args, **more: Pressed.kwargs) -> T:
        asked = pressed[0]
        assert isinstance(asked, Asked)
        with asked.settings(reading=True):
            pass
        return listener(*pressed, **more)

    return listens


def begin(asked: Asked) -> View:
    with asked.settings() as scope:
        begin_rehearsal(scope)
    _say(asked, ui.asked(next(iter(RehearsalStep))))
    return ui.begun()


def press(asked: Asked) -> None:
    """Do what a step's button stands for, and end the step where nothing else belongs to it."""
    step = asked.clicked(STEP)
    with asked.settings(reading=True) as scope:
        if step is RehearsalStep.LATER:
            refuse_before_an_hour(scope)
    found = steps.FIRST[step](asked)
    with asked.settings() as scope:
        is_over = keep_first(scope, step, found)
    if is_over:
        _go_on(asked, step)


def press_second(asked: Asked) -> None:
    step = asked.clicked(STEP)
    _end(asked, step, {"second_pressed": shape_of(asked.body), **steps.SECOND[step](asked)})


def skip(asked: Asked) -> None:
    _end(asked, asked.clicked(STEP), None)


def suggest(asked: Asked) -> Iterable[Element]:
    _note(asked, RehearsalStep.FORM, {"typed": shape_of(asked.body)})
    return [ui.suggestion()]


def save(asked: Asked, _: Answers) -> None:
    _end(asked, RehearsalStep.FORM, {"saved": shape_of(asked.body)})


def go_deeper(asked: Asked) -> None:
    """Put one more screen on top, until Slack puts none."""
    depth = int(asked.value) + 1
    push = look(
        patient(asked.client).views_push, trigger_id=asked.body["trigger_id"], view=ui.screen(depth)
    )
    found = {f"pushed_{depth}": push, f"pressed_{depth}": shape_of(asked.body)}
    if depth <= 3:
        _note(asked, RehearsalStep.THREE_DEEP, found)
        return
    top = str(asked.view["id"])
    last = look(
        patient(asked.client).views_update, view_id=top, view=ui.screen(depth, is_last=True)
    )
    _end(asked, RehearsalStep.THREE_DEEP, {**found, "updated": last}, VIEW.of(top))


def pick_channel(asked: Asked) -> None:
    """Go on in the channel that was chosen; where Preiep may not write there, ask for it again."""
    found = post_in_channel(asked)
    if is_refused(found):
        _say(asked, ui.asked(RehearsalStep.CHANNEL))
        raise CaseworkError(ui.NOT_IN_CHANNEL)
    _note(asked, RehearsalStep.CHANNEL, found)


def tick(asked: Asked) -> None:
    """Draw what was ticked anew, and ask whether the tick is still there."""
    found = draw_box_anew(asked)
    ask_what_they_saw(RehearsalStep.TICKS, asked)
    _note(asked, RehearsalStep.TICKS, found)


def press_late(asked: Asked) -> None:
    _refuse_without_a_socket(asked)
    ask_what_they_saw(RehearsalStep.RECONNECT, asked)


def press_unanswered(asked: Asked) -> None:
    """Count how often Slack tells of one press."""
    _refuse_without_a_socket(asked)
    with asked.settings() as scope:
        times = count_time(scope, RehearsalStep.UNANSWERED)
    if times == 1:
        ask_what_they_saw(RehearsalStep.UNANSWERED, asked)


def say_what_they_saw(asked: Asked) -> None:
    seen = {"seen": asked.clicked(SEEN)}
    _end(asked, asked.clicked(STEP), {"person": shape_of(seen)})


_CLICKS: Mapping[str, Shows] = {
    ui.BEGIN: begin,
    ui.PRESS: press,
    ui.THEN: press_second,
    ui.DEEPER: go_deeper,
    ui.SKIP: skip,
    ui.PICK: pick_channel,
    ui.TICK: tick,
    ui.LATE: press_late,
    ui.UNANSWERED: press_unanswered,
    ui.SAW: say_what_they_saw,
    ui.SAW_NOT: say_what_they_saw,
}

_ACKNOWLEDGED: Mapping[str, Acknowledges] = {
    ui.LATE: partial(_on_another_connection, status=HTTPStatus.OK),
    ui.UNANSWERED: partial(_on_another_connection, status=HTTPStatus.SERVICE_UNAVAILABLE),
}
"""How a press is answered that is not acknowledged at once; the second one is not at all."""


def _refuse_without_a_socket(asked: Asked) -> None:
    if not asked.surroundings.over_a_socket:
        raise CaseworkError(ui.NO_SOCKET)


def _note(asked: Asked, step: RehearsalStep, found: Found) -> None:
    with asked.settings() as scope:
        keep_part(scope, step, found)


def _end(asked: Asked, step: RehearsalStep, found: Found | None, *carries: tuple[str, str]) -> None:
    with asked.settings() as scope:
        is_first = end_step(scope, step, found)
    if is_first:
        _go_on(asked, step, *carries)


def _go_on(asked: Asked, step: RehearsalStep, *carries: tuple[str, str]) -> None:
    """Ask for the next step, or tell how it all went."""
    following = after(step)
    if following is None or following is RehearsalStep.LATER:
        with asked.settings(reading=True) as scope:
            told = rehearsal_report(scope)
        _say(asked, ui.reported(told))
    if following is RehearsalStep.LATER:
        # Nobody writes to this address before: it travels in the button until it is too old.
        carries = (*carries, ADDRESS.of(str(asked.body["response_url"])))
    if following is not None:
        _say(asked, ui.asked(following, *carries))


def _say(asked: Asked, message: Message) -> None:
    patient(asked.client).chat_postMessage(channel=asked.user, **message)
