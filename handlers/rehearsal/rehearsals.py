"""Lead an admin through the rehearsal: ask for a press, look at what Slack sent, ask for the next.

Nothing is kept but shapes and codes, and whoever is no admin at that moment is told so.
"""

from collections.abc import Callable, Iterable, Mapping

from bot.forms.answers import Answers
from bot.forms.rehearsal.rehearsals import EVERY_KIND, STEP, STUDENT, VIEW
from bot.rehearsal.reports import Found
from bot.rehearsal.shapes import shape_of
from bot.rehearsal.steps import RehearsalStep, after
from bot.ui.kit.blocks import Message, View
from bot.ui.kit.elements import Element
from bot.ui.rehearsal import rehearsals as ui
from casework.rehearsal.rehearsals import (
    begin_rehearsal,
    end_step,
    keep_part,
    rehearsal_report,
    skip_step,
)
from handlers.kit.asked import Asked
from handlers.kit.errors import post
from handlers.kit.listening import Listening
from handlers.rehearsal.looks import called, code_of, look, replied

SIZES = (11_000, 12_000, 12_900, 13_100, 14_000, 16_000, 20_000)
"""Characters of a message's blocks that are tried, the shortest first."""


def listen(on: Listening) -> None:
    on.click(ui.BEGIN, begin)
    on.click(ui.PRESS, press)
    on.click(ui.THEN, press_second)
    on.click(ui.DEEPER, go_deeper)
    on.click(ui.SKIP, skip)
    on.submit(EVERY_KIND, save)
    on.suggest(EVERY_KIND.control(STUDENT), suggest)


def begin(asked: Asked) -> View:
    with asked.settings() as scope:
        begin_rehearsal(scope)
    _say(asked, ui.asked(next(iter(RehearsalStep))))
    return ui.begun()


def press(asked: Asked) -> None:
    """Do what a step's button stands for, and end the step where nothing else belongs to it."""
    step = asked.clicked(STEP)
    with asked.settings(reading=True):
        pass
    found = _PRESSED[step](asked)
    if step in _GO_ON:
        with asked.settings() as scope:
            keep_part(scope, step, found)
    else:
        _end(asked, step, found)


def press_second(asked: Asked) -> None:
    step = asked.clicked(STEP)
    _end(asked, step, {"second_pressed": shape_of(asked.body), **_SECOND[step](asked)})


def skip(asked: Asked) -> None:
    step = asked.clicked(STEP)
    with asked.settings() as scope:
        is_first = skip_step(scope, step)
    if is_first:
        _go_on(asked, step)


def suggest(asked: Asked) -> Iterable[Element]:
    with asked.settings() as scope:
        keep_part(scope, RehearsalStep.FORM, {"typed": shape_of(asked.body)})
    return [ui.suggestion()]


def save(asked: Asked, _: Answers) -> None:
    _end(asked, RehearsalStep.FORM, {"saved": shape_of(asked.body)})


def go_deeper(asked: Asked) -> None:
    """Put one more screen on top, until Slack puts none."""
    depth = int(asked.value) + 1
    push = look(asked.client.views_push, trigger_id=asked.body["trigger_id"], view=ui.screen(depth))
    found = {f"pushed_{depth}": push, f"pressed_{depth}": shape_of(asked.body)}
    if depth <= 3:
        with asked.settings() as scope:
            keep_part(scope, RehearsalStep.THREE_DEEP, found)
        return
    top = str(asked.view["id"])
    last = look(asked.client.views_update, view_id=top, view=ui.screen(depth, is_last=True))
    _end(asked, RehearsalStep.THREE_DEEP, {**found, "updated": last}, VIEW.of(top))


def _change(asked: Asked) -> Found:
    channel, ts = asked.message
    said = ui.done(RehearsalStep.BUTTON)
    updated = look(asked.client.chat_update, channel=channel, ts=ts, **said)
    return {"pressed": shape_of(asked.body), "updated": updated}


def _open_form(asked: Asked) -> Found:
    trigger = asked.body["trigger_id"]
    opened = look(asked.client.views_open, trigger_id=trigger, view=ui.form())
    again = look(asked.client.views_open, trigger_id=trigger, view=ui.form())
    return {"opened": opened, "opened_again": again}


def _open_screen(asked: Asked) -> Found:
    trigger = asked.body["trigger_id"]
    return {"opened": look(asked.client.views_open, trigger_id=trigger, view=ui.screen(1))}


def _draw_what_is_closed(asked: Asked) -> Found:
    view = asked.clicked(VIEW)
    return {"updated": look(asked.client.views_update, view_id=view, view=ui.screen(1))}


def _post_long(asked: Asked) -> Found:
    tried = {f"of_{size}": ui.long_message(size) for size in SIZES}
    tried |= {"of_50_blocks": ui.many_blocks(50), "of_51_blocks": ui.many_blocks(51)}
    return {name: _passing(asked, message) for name, message in tried.items()}


def _passing(asked: Asked, message: Message) -> Mapping[str, str]:
    """Post a message and take it away again; return what became of it, in codes."""
    client = asked.client
    answer = called(client.chat_postMessage, channel=asked.message[0], **message)
    if not answer.get("ok"):
        return {"posted": code_of(answer)}
    gone = called(client.chat_delete, channel=answer["channel"], ts=answer["ts"])
    return {"posted": "ok", "deleted": code_of(gone)}


def _post_in_thread(asked: Asked) -> Found:
    channel, ts = asked.message
    said = ui.second(RehearsalStep.THREAD)
    return {"posted": look(asked.client.chat_postMessage, channel=channel, thread_ts=ts, **said)}


def _post_notice(asked: Asked) -> Found:
    said = ui.second(RehearsalStep.NOTICE)
    method = asked.client.chat_postEphemeral
    return {"posted": look(method, channel=asked.message[0], user=asked.user, **said)}


def _answer(asked: Asked) -> Found:
    return {"answered": replied(asked, text="Heard. This is a notice in the thread.")}


def _take_away(asked: Asked) -> Found:
    return {"taken_away": replied(asked, delete_original=True)}


_PRESSED: Mapping[RehearsalStep, Callable[[Asked], Found]] = {
    RehearsalStep.BUTTON: _change,
    RehearsalStep.FORM: _open_form,
    RehearsalStep.THREE_DEEP: _open_screen,
    RehearsalStep.CLOSED: _draw_what_is_closed,
    RehearsalStep.LONG: _post_long,
    RehearsalStep.THREAD: _post_in_thread,
    RehearsalStep.NOTICE: _post_notice,
}

_GO_ON = frozenset(
    {
        RehearsalStep.FORM,
        RehearsalStep.THREE_DEEP,
        RehearsalStep.THREAD,
        RehearsalStep.NOTICE,
    }
)
"""The steps of which the first press is not the last."""

_SECOND: Mapping[RehearsalStep, Callable[[Asked], Found]] = {
    RehearsalStep.THREAD: _answer,
    RehearsalStep.NOTICE: _take_away,
}


def _end(asked: Asked, step: RehearsalStep, found: Found, *carries: tuple[str, str]) -> None:
    with asked.settings() as scope:
        is_first = end_step(scope, step, found)
    if is_first:
        _go_on(asked, step, *carries)


def _go_on(asked: Asked, step: RehearsalStep, *carries: tuple[str, str]) -> None:
    """Ask for the next step, or tell how it all went."""
    following = after(step)
    if following:
        _say(asked, ui.asked(following, *carries))
        return
    with asked.settings(reading=True) as scope:
        told = rehearsal_report(scope)
    _say(asked, ui.reported(told))


def _say(asked: Asked, message: Message) -> None:
    post(asked.client, asked.user, **message)
