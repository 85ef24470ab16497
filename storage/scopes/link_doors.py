"""The doors of people outside Slack: the threshold before a code, and the form behind it."""

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, false, select

from bot.errors import LinkDeadError
from bot.links_outside.private_links import SESSION_FOR, Link, LinkId, LinkState
from bot.people.people import Person
from bot.permissions import Relation
from storage import tables as rows
from storage.links_outside.link_codes import Threshold, change_link
from storage.links_outside.private_links import (
    hash_is_among,
    link_from,
    link_rows,
    session_hashes,
    token_hashes,
)
from storage.people.guests import is_let_in
from storage.people.people import PEOPLE
from storage.scopes.doors import Door
from storage.scopes.relations import asked_about
from storage.scopes.scopes import Scope

WORDS_KEPT_FOR = timedelta(hours=12)
"""How long after its end a session may still hand in what was typed in it."""

_links, _students = rows.request_links.c, rows.students.c


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Somebody whom a code has let in, at the one form that their link is for."""

    scope: Scope
    link: Link
    shows: bool
    """Whether they may be shown anything. Where their time is up, words are kept and no more."""


class LinkDoors:
    """What a link opens, and to whom. Without its token, nothing here can be found."""

    def __init__(self, door: Callable[..., AbstractContextManager[Door]]) -> None:
        self._door = door

    @contextlib.contextmanager
    def threshold(
        self, token: str, *, now: datetime, wire_now: datetime, reading: bool = False
    ) -> Iterator[Threshold]:
        """Open where a code is asked for; raise LinkDeadError whatever the reason.

        Its scope reaches no student and no form.
        """
        with self._door(now=now, reading=reading) as door:
            door.turns.share_workspace()
            row = _living(door, token)
            scope = door.scope(person=None, students=false())
            yield Threshold(door.words, scope, row, wire_now)

    @contextlib.contextmanager
    def visit(
        self, token: str, session: str, *, now: datetime, wire_now: datetime
    ) -> Iterator[Visit]:
        """Open what the person of a link reaches: their drafts, and the form while it is theirs.

        Raises LinkDeadError where no code was given in this browser, or another one since.
        """
        with self._door(now=now, reading=False) as door:
            door.turns.share_workspace()
            row = _row(door, token)
            link = link_from(row)
            _refuse_strangers(door, row, session, wire_now)
            person = _respondent(door, link)
            door.turns.take_caseloads(door.leaders_of(_students.id == link.student))
            shows = link.works(now=now) and wire_now < row.session_until
            if shows:
                change_link(door.connection, row, session_until=wire_now + SESSION_FOR)
            scope = door.scope(
                person=person,
                students=asked_about(person, door.today) & (_students.id == link.student),
                relations=frozenset({Relation.RESPONDENT}),
            )
            yield Visit(scope=scope, link=link, shows=shows)

    def leave(self, token: str, session: str, *, now: datetime, wire_now: datetime) -> None:
        """End a session, as on a computer that others use, too."""
        with self._door(now=now, reading=False) as door:
            row = _row(door, token)
            _refuse_strangers(door, row, session, wire_now)
            change_link(door.connection, row, session_hash=None)


def _living(door: Door, token: str) -> Row[Any]:
    row = _row(door, token)
    if not link_from(row).works(now=door.now):
        raise LinkDeadError
    return row


def _row(door: Door, token: str) -> Row[Any]:
    row = door.connection.execute(
        link_rows().where(
            _links.workspace_id == door.settled.workspace.id,
            _links.token_hash.in_(token_hashes(door.words.seal, token)),
            _links.state == LinkState.OPEN,
        )
    ).first()
    if row is None:
        raise LinkDeadError
    return row


def _refuse_strangers(door: Door, row: Row[Any], session: str, wire_now: datetime) -> None:
    hashes = session_hashes(door.words.seal, LinkId(row.id), session)
    if not session or not hash_is_among(row.session_hash, hashes):
        raise LinkDeadError
    if wire_now >= row.session_until + WORDS_KEPT_FOR:
        raise LinkDeadError


def _respondent(door: Door, link: Link) -> Person:
    row = door.connection.execute(
        select(rows.people)
        .join(rows.requests, rows.requests.c.respondent_id == rows.people.c.id)
        .where(rows.requests.c.id == link.request)
    ).one()
    person = PEOPLE.read(row, door.words)
    if not is_let_in(door.connection, door.settled.workspace.id, person):
        raise LinkDeadError
    # Whatever else they are in the workspace, through a link they are who was asked.
    return replace(person, roles=frozenset())
