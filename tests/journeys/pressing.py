"""A person who presses everything: each control that comes before them, once.

What is one control is told by where it stands, what it does and what it says, numbers and aliases
apart: of twenty equal rows one is pressed. A modal is left when all in it was pressed, and opened
again while something in it was not.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any, NamedTuple, Protocol

from bot.ui.rehearsal.rehearsals import PRESS, SKIP
from sandbox.blocks.fields import PRESSED, Field, Values, is_blank, touchables, value_of
from sandbox.client import Message, Modal, NotPossibleError, Person, Place, Reply

NO_NUMBERS = re.compile(r"\b[A-Z]{1,3}-[A-Z0-9]{3}\b|\d+")
"""Aliases and figures, which tell equal controls apart."""

PROVOKES = {PRESS, SKIP}
"""The buttons of a rehearsal, in which Slack is to refuse things; its own test plays it through."""

Control = tuple[str, str, str]
"""The surface on which it stands, its action, and what it says or the option taken."""


class Seen(NamedTuple):
    """A surface as it stood when the person looked."""

    name: str
    place: Place
    shown: dict[str, Any]


class Spot(NamedTuple):
    """A control where it stands now."""

    control: Control
    place: Place
    field: Field
    option: dict[str, Any] | None


class Judge(Protocol):
    """Hears of each press: the control, what Slack answered, and whether anything changed."""

    def __call__(self, control: Control, said: Reply | Modal | None, *, changed: bool) -> None: ...


@dataclass(kw_only=True)
class Presser:
    """One person, what they pressed so far, and to which surfaces each control led."""

    person: Person
    rooms: Sequence[str]
    settle: Callable[[], None]
    judge: Judge
    commands: Sequence[tuple[str, str]] = ()
    """Commands and what follows them, for when nothing else is left to press."""
    sees_all: bool = True
    """Whether they also press what stands in the home tab and in messages."""
    pressed: dict[Control, int] = field(default_factory=dict)
    """By control: how many were pressed when it last was. A way is gone again while that grows."""
    leads_to: dict[Control, set[str]] = field(default_factory=dict)
    known: dict[str, set[Control]] = field(default_factory=dict)

    def press_everything(self, most: int) -> int:
        """Press what is there until nothing is new; return how many presses that took."""
        self.person.open_home()
        self.settle()
        for count in range(most):
            if not self._step():
                return count
        raise AssertionError(f"not done after {most} presses")

    def _step(self) -> bool:
        """Press what is new, submit or close a modal that holds nothing new, or type a command."""
        seen = list(self._before_them())
        spots = [spot for one in seen for spot in self._spots(one)]
        fresh = (spot for spot in spots if spot.control not in self.pressed)
        again = (spot for spot in spots if self._leads_on(spot.control))
        ways = (again, fresh) if self.person.modal else (fresh, again)
        if spot := next(chain(*ways), None):
            self._press(spot)
        elif how := self._unsubmitted(seen):
            self._submit(seen[0], how)
        elif modal := self.person.modal:
            modal.close()
            self.settle()
        elif command := self._untyped():
            self._do(("typed", *command), lambda: self.person.command(*command))
        else:
            return False
        return True

    def _unsubmitted(self, seen: Sequence[Seen]) -> str | None:
        if not seen or not seen[0].shown.get("submit"):
            return None
        return next(
            (how for how in SUBMITTED if (seen[0].name, "submit", how) not in self.pressed), None
        )

    def _submit(self, seen: Seen, how: str) -> None:
        assert isinstance(seen.place, Modal)
        if how == FILLED_IN:
            fill_in(seen.place)
        self._do((seen.name, "submit", how), seen.place.submit)

    def _untyped(self) -> tuple[str, str] | None:
        return next((one for one in self.commands if ("typed", *one) not in self.pressed), None)

    def _before_them(self) -> Iterator[Seen]:
        """Return what can be touched: an open modal lies over everything else."""
        shown = self.person._wire.get(f"/people/{self.person.id}/screen")
        surfaces = shown["modals"][-1:] or [shown["home"] if self.sees_all else None]
        for one in filter(None, surfaces):
            yield Seen(named(one), self._place(Modal, one["id"]), one)
        if not shown["modals"]:
            for one in reversed(self._messages()):
                yield Seen(
                    named(one),
                    Message(self.person._wire, self.person.id, self.person._act, one),
                    one,
                )

    def _place(self, kind: Callable[..., Place], what: Any) -> Place:
        return kind(self.person._wire, self.person.id, self.person._act, what)

    def _messages(self) -> list[dict[str, Any]]:
        wire, who = self.person._wire, f"/people/{self.person.id}"
        rooms = [wire.get(f"{who}/messages", channel=room) for room in (None, *self.rooms)]
        told = [one for room in rooms for one in room] if self.sees_all else []
        return told + list(wire.get(f"{who}/ephemerals"))

    def _spots(self, seen: Seen) -> list[Spot]:
        spots = list(controls(seen))
        known = self.known.setdefault(seen.name, set())
        known.update(spot.control for spot in spots)
        if seen.shown.get("submit"):
            known.update((seen.name, "submit", how) for how in SUBMITTED)
        return spots

    def _leads_on(self, control: Control) -> bool:
        return self.pressed.get(control, len(self.pressed)) < len(self.pressed) and any(
            other not in self.pressed
            for surface in self.leads_to.get(control, ())
            for other in self.known.get(surface, ())
        )

    def _press(self, spot: Spot) -> None:
        self._do(spot.control, lambda: touched(spot))

    def _do(self, control: Control, act: Callable[[], Reply | Modal | None]) -> None:
        self.pressed[control] = len(self.pressed) + (control not in self.pressed)
        before = self._screen()
        said = act()
        self.settle()
        self.judge(control, said, changed=self._screen() != before)
        if modal := self.person.modal:
            opened = Seen(named(modal.now), modal, modal.now)
            self.leads_to.setdefault(control, set()).add(opened.name)
            self._spots(opened)

    def _screen(self) -> Any:
        """Return all that they could notice to have changed."""
        shown = self.person._wire.get(f"/people/{self.person.id}/screen")
        return (
            [(one["id"], one["hash"], one["errors"], one["state"]) for one in shown["modals"]],
            shown["home"] and shown["home"]["text"],
            shown["notices"],
            [(one["ts"], one["text"]) for one in self._messages()],
        )


NEW_LINE = "\n"

FILLED_IN = "filled in"
SUBMITTED = ("as it stands", FILLED_IN)


def named(shown: Mapping[str, Any]) -> str:
    """Return what kind of surface this is.

    A modal is what it is called and what can be done there, a message is how it begins.
    """
    if "callback_id" not in shown:
        return f"message {plain(shown['text'].partition(NEW_LINE)[0])}"
    if shown["kind"] == "home":
        return "home"
    actions = {action(one) for one in touchables(shown["blocks"]) if not one.is_input}
    return f"{shown['callback_id']} {plain(shown['title'])} {' '.join(sorted(actions))}"


def plain(words: str) -> str:
    return NO_NUMBERS.sub("…", words)


def action(one: Field) -> str:
    return NO_NUMBERS.sub("…", one.action_id)


def controls(seen: Seen) -> Iterator[Spot]:
    """Return everything on a surface that the assistant hears of when it is touched."""
    for one in touchables(seen.shown["blocks"]):
        if not one.dispatches or one.element.get("url") or one.is_input:
            continue
        if one.action_id in PROVOKES:
            continue
        for option in one.options if one.kind == "overflow" else [None]:
            says = option["text"]["text"] if option else one.label
            yield Spot((seen.name, action(one), plain(says)), seen.place, one, option)


def touched(spot: Spot) -> Reply:
    """Press a button, pick another option, tick a box; return what Slack said at once."""
    name = f"{spot.field.block_id}/{spot.field.action_id}"
    if spot.field.kind in PRESSED:
        return spot.place.click(name, spot.option["text"]["text"] if spot.option else None)
    return spot.place.fill(name, picked(spot.field, spot.place.state))


def picked(one: Field, state: Values) -> Any:
    """Return what a person might put into a field that is not typed into."""
    match one.kind:
        case "datepicker":
            return date(2026, 10, 6)
        case "datetimepicker":
            return datetime(2026, 10, 29, 17, tzinfo=UTC)
        case "timepicker":
            return "10:30"
        case "users_select":
            return "U0DEMO011"
        case "multi_users_select":
            return ["U0DEMO011"]
        case "conversations_select" | "channels_select":
            return "C0DEMO003"
        case _:
            return other_option(one, state)


def other_option(one: Field, state: Values) -> Any:
    held = value_of(one, state)
    taken = [option["value"] for option in (held if isinstance(held, list) else [held]) if option]
    other = [option for option in one.options if option["value"] not in taken]
    words = (other or one.options)[0]["text"]["text"]
    return [words] if one.holds_many else words


BEGINNINGS = ("jun", "mar", "the", "an", "e")
"""What is typed where a name is asked for, until something is offered."""

TYPED_IN = {
    "plain_text_input": "Said by a crawl, *bold* <@U0DEMO003> & more",
    "number_input": "3",
    "email_text_input": "lee@riverbend-clinic.example",
    "url_text_input": "https://quillmarsh.example/form",
}


def fill_in(modal: Modal) -> None:
    """Fill in every field that holds nothing yet."""
    for one in touchables(modal.blocks):
        if not one.is_input or not is_blank(value_of(one, modal.state)):
            continue
        name = f"{one.block_id}/{one.action_id}"
        try:
            _fill(modal, one, name)
        except (NotPossibleError, LookupError, StopIteration):
            continue


def _fill(modal: Modal, one: Field, name: str) -> None:
    if one.kind == "file_input":
        modal.drop(name, "page.pdf", b"%PDF-1.4 nothing\n%%EOF")
    elif one.kind.endswith("external_select"):
        offered = next(filter(None, (modal.suggest(name, one) for one in BEGINNINGS)))
        modal.choose(name, offered[0])
    elif one.kind in TYPED_IN:
        modal.fill(name, TYPED_IN[one.kind])
    else:
        modal.fill(name, picked(one, modal.state))
