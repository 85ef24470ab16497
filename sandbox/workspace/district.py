"""The people and rooms with which a workspace begins."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import yaml


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    name: str
    email: str
    title: str = ""
    timezone: str = "America/Los_Angeles"
    id: str | None = None
    """Slack's id; None: one is made from the e-mail address, always the same."""
    is_admin: bool = False
    is_owner: bool = False
    is_guest: bool = False


@dataclass(frozen=True, kw_only=True)
class Room:
    name: str
    private: bool = True
    members: tuple[str, ...] = ()
    """E-mail addresses."""
    id: str | None = None
    shared_externally: bool = False
    with_app: bool = False
    """Whether somebody has invited the app into it already."""


@dataclass(frozen=True, kw_only=True)
class District:
    name: str
    domain: str
    team_id: str
    people: tuple[Newcomer, ...]
    rooms: tuple[Room, ...]
    timezone: str


A_SMALL_DISTRICT = District(
    name="Otter Creek Unified",
    domain="ottercreek",
    team_id="T0OTTER",
    timezone="America/Los_Angeles",
    people=(
        Newcomer(
            name="Olive Owner", email="olive@ottercreek.example", is_owner=True, is_admin=True
        ),
        Newcomer(name="Casey Manager", email="casey@ottercreek.example", title="Case manager"),
        Newcomer(name="Terry Teacher", email="terry@ottercreek.example", title="Teacher"),
        Newcomer(name="Gil Guest", email="gil@therapy.example", is_guest=True),
    ),
    rooms=(
        Room(
            name="everyone",
            private=False,
            members=(
                "olive@ottercreek.example",
                "casey@ottercreek.example",
                "terry@ottercreek.example",
            ),
        ),
    ),
)
"""Whom a workspace holds where nobody says whom."""

Thing = TypeVar("Thing", Newcomer, Room)


def read_district(folder: Path) -> District:
    """Read `workspace.yml` in that folder; a key that nobody knows is refused by name."""
    source = folder / "workspace.yml"
    written = yaml.safe_load(source.read_text(encoding="utf-8"))
    if not isinstance(written, dict):
        raise TypeError(f"{source} holds no district")
    people = tuple(_made(Newcomer, one, source) for one in written.get("people", []))
    rooms = tuple(
        _made(Room, {**one, "members": tuple(one.get("members", ()))}, source)
        for one in written.get("rooms", [])
    )
    return District(
        name=written["name"],
        domain=written["domain"],
        team_id=written["team_id"],
        timezone=written["timezone"],
        people=people,
        rooms=rooms,
    )


def _made(kind: type[Thing], written: Mapping[str, Any], source: Path) -> Thing:
    unknown = set(written) - {field.name for field in fields(kind)}
    if unknown:
        raise ValueError(f"{source}: unknown {', '.join(sorted(unknown))} in {dict(written)}")
    return kind(**written)
