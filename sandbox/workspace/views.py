"""Modals in their stacks, and everybody's home tab."""

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from sandbox.blocks import blocks as rules
from sandbox.blocks.fields import Values, is_blank, named, put, stateful, value_of, with_kept
from sandbox.server.refusals import Refusal, refused_for

DEEPEST = 3
BIGGEST = 250_000
"""Bytes of a whole view, serialised."""

TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(kw_only=True)
class View:
    id: str
    user: str
    kind: str
    content: dict[str, Any]
    root_id: str
    previous_id: str | None = None
    hash: str = ""
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    """What is wrong with a field, by block_id, as the person sees it."""
    banner: str | None = None
    offered: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """What an external select last suggested, by block_id and action_id."""

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return list(self.content["blocks"])

    def show(self, content: dict[str, Any]) -> None:
        """Take new content; what was entered stays where both ids are unchanged."""
        self.content = {**content, "blocks": named(content["blocks"])}
        self.values = with_kept(self.blocks, self.values)
        self.hash = f"{int(time.time())}.{secrets.token_hex(4)}"
        self.errors = {}
        self.banner = None

    def begin_at(self, channel: str | None) -> None:
        """Put the conversation that the person was looking at where a field asks for it."""
        for one in stateful(self.blocks):
            wanted = one.element.get("default_to_current_conversation")
            if channel and wanted and is_blank(value_of(one, self.values)):
                put(self.values, one, [channel] if one.holds_many else channel)


class Views:
    def __init__(self, new_id: Callable[[str], str]) -> None:
        self._new_id = new_id
        self.open_ones: dict[str, View] = {}
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[str, View] = {}

    def top(self, user: str) -> View | None:
        stack = self.stacks.get(user)
        return self.open_ones[stack[-1]] if stack else None

    def stack(self, user: str) -> list[View]:
        return [self.open_ones[one] for one in self.stacks.get(user, [])]

    def open(self, user: str, content: dict[str, Any]) -> View:
        """Show a new modal; a stack that was open gives way to it."""
        self._check_external_id(content, None)
        self.clear(user)
        return self._add(user, content, previous=None)

    def push(self, user: str, content: dict[str, Any]) -> View:
        stack = self.stack(user)
        if not stack:
            raise Refusal("not_found")
        if len(stack) >= DEEPEST:
            raise Refusal("push_limit_reached")
        self._check_external_id(content, None)
        return self._add(user, content, previous=stack[-1])

    def _add(self, user: str, content: dict[str, Any], previous: View | None) -> View:
        view_id = self._new_id("V")
        root = previous.root_id if previous else view_id
        view = View(id=view_id, user=user, kind="modal", content=content, root_id=root)
        view.previous_id = previous.id if previous else None
        view.show(content)
        self.open_ones[view_id] = view
        self.stacks.setdefault(user, []).append(view_id)
        return view

    def update(self, view: View, content: dict[str, Any], expected_hash: str | None) -> None:
        _check_hash(view, expected_hash)
        self._check_external_id(content, view)
        view.show(content)

    def find(self, view_id: str | None, external_id: str | None) -> View:
        everything = [*self.open_ones.values(), *self.homes.values()]
        for view in everything:
            if view_id and view.id == view_id:
                return view
            if external_id and not view_id and view.content.get("external_id") == external_id:
                return view
        raise Refusal("not_found")

    def publish(self, user: str, content: dict[str, Any], expected_hash: str | None) -> View:
        view = self.homes.get(user)
        if view is None:
            view_id = self._new_id("V")
            view = View(id=view_id, user=user, kind="home", content=content, root_id=view_id)
        elif expected_hash is not None:
            _check_hash(view, expected_hash)
        self._check_external_id(content, view)
        view.show(content)
        self.homes[user] = view
        return view

    def close(self, view: View) -> None:
        """Take one view off its stack; those that lie on it go too."""
        stack = self.stacks.get(view.user, [])
        if view.id in stack:
            at = stack.index(view.id)
            for gone in stack[at:]:
                del self.open_ones[gone]
            del stack[at:]

    def clear(self, user: str) -> None:
        for gone in self.stacks.pop(user, []):
            del self.open_ones[gone]

    def _check_external_id(self, content: dict[str, Any], own: View | None) -> None:
        wanted = content.get("external_id")
        for view in (*self.open_ones.values(), *self.homes.values()):
            if wanted and view is not own and view.content.get("external_id") == wanted:
                raise Refusal("duplicate_external_id")

    def snapshot(self) -> dict[str, Any]:
        """Home tabs outlive a restart; an open modal does not, as on any reload."""
        return {"homes": [asdict(view) for view in self.homes.values()]}

    def restore(self, kept: dict[str, Any]) -> None:
        for view in kept["homes"]:
            self.homes[view["user"]] = View(**view)


def _check_hash(view: View, expected: str | None) -> None:
    # An empty string is a value like any other: Slack calls it a conflict.
    if expected is not None and expected != view.hash:
        raise Refusal("hash_conflict")


def scopes_for(content: Any) -> tuple[str, ...]:
    """Return what the app must be granted to show this: a field for files asks for reading them.

    Slack's page on `file_input` says so, and not with which error else; here it is the one that
    every method has for a scope that is missing.
    """
    blocks = content.get("blocks") if isinstance(content, dict) else None
    inputs = [one.get("element") for one in _listed(blocks) if isinstance(one, dict)]
    kinds = [one.get("type") for one in inputs if isinstance(one, dict)]
    return ("files:read",) if "file_input" in kinds else ()


def _listed(blocks: Any) -> list[Any]:
    return blocks if isinstance(blocks, list) else []


def checked(content: Any, kind: str) -> dict[str, Any]:
    """Return the view if Slack would show it as that kind; else refuse it with every reason."""
    problems = rules.view_problems(content)
    if problems:
        raise refused_for("invalid_arguments", problems)
    if content["type"] != kind:
        found = [("/view/type", f"must be one of {kind}")]
        raise refused_for("invalid_arguments", found)
    if len(json.dumps(content, ensure_ascii=False).encode()) > BIGGEST:
        raise Refusal("view_too_large")
    return dict(content)
