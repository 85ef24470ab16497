"""The threshold of a private link: where a code is tried, and nothing is shown."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select, update

from bot.errors import LinkDeadError
from bot.links_outside.link_codes import (
    CODE_DIGITS,
    MOST_CODES_MAILED,
    MOST_TRIES,
    Tried,
    digits_of,
)
from bot.links_outside.private_links import SESSION_FOR, LinkState
from bot.people.people import Person
from storage import tables as rows
from storage.links_outside.private_links import (
    code_hashes,
    hash_is_among,
    link_from,
    new_secret,
    session_hashes,
)
from storage.people.people import PEOPLE
from storage.scopes.scopes import Scope
from storage.scopes.words import Words

_links, _students = rows.request_links.c, rows.students.c


class Trial(NamedTuple):
    """What became of one typed code."""

    tried: Tried
    session: str = ""
    """The secret of the session that the right code has opened."""
    left: int = MOST_TRIES
    """Tries that are left after it."""


class Threshold:
    """A link before its code; whoever stands here is shown nothing."""

    def __init__(self, words: Words, scope: Scope, row: Row[Any], wire_now: datetime) -> None:
        self._words = words
        self._connection = words.connection
        self._seal = words.seal
        self._row = row
        self._wire_now = wire_now
        self.scope = scope
        self.link = link_from(row)

    @property
    def can_mail(self) -> bool:
        """Tell whether there is an address on record to which a code can be mailed."""
        row = self._connection.execute(
            select(rows.people)
            .join(rows.requests, rows.requests.c.respondent_id == rows.people.c.id)
            .where(rows.requests.c.id == self._row.request_id)
        ).one()
        return bool(PEOPLE.read(row, self._words).email)

    def case_manager(self) -> Person:
        """Return whom to tell when the link has closed."""
        row = self._connection.execute(
            select(rows.people)
            .join(rows.students, _students.case_manager_id == rows.people.c.id)
            .where(_students.id == self._row.student_id)
        ).one()
        return PEOPLE.read(row, self._words)

    def try_code(self, typed: str) -> Trial:
        """Try a code, and open the link where it is right.

        The try is taken before it is judged, in one statement: of many at once, each counts.
        """
        if len(digits_of(typed)) != CODE_DIGITS:
            return Trial(Tried.NO_CODE)
        taken = self._connection.execute(
            update(rows.request_links)
            .where(_links.id == self._row.id, _links.state == LinkState.OPEN, _links.tries_left > 0)
            .values(tries_left=_links.tries_left - 1)
            .returning(_links.tries_left, _links.code_hash, _links.code_until)
        ).first()
        if taken is None:
            raise LinkDeadError
        right = hash_is_among(
            taken.code_hash, code_hashes(self._seal, self.link.id, digits_of(typed))
        )
        if not right:
            return self._wrong(taken.tries_left)
        if self._wire_now >= taken.code_until:
            self._change(tries_left=taken.tries_left + 1)
            return Trial(Tried.TOO_OLD, left=taken.tries_left + 1)
        return Trial(Tried.RIGHT, session=self._opened())

    def ask_for_code(self) -> bool:
        """Count a code that is to be mailed; False where there were enough of them."""
        asked = self._connection.execute(
            update(rows.request_links)
            .where(_links.id == self._row.id, _links.codes_mailed < MOST_CODES_MAILED)
            .values(codes_mailed=_links.codes_mailed + 1)
        )
        return bool(asked.rowcount)

    def _wrong(self, left: int) -> Trial:
        if left:
            self._log(f"a wrong code was tried at a private link, {left} tries left")
            return Trial(Tried.WRONG, left=left)
        self._change(state=LinkState.LOCKED, session_hash=None, code_hash=None)
        self._log("a private link was closed after too many wrong codes")
        return Trial(Tried.LOCKED, left=0)

    def _opened(self) -> str:
        session = new_secret()
        self._change(
            tries_left=MOST_TRIES,
            codes_mailed=0,
            code_until=self._wire_now,
            session_hash=session_hashes(self._seal, self.link.id, session)[0],
            session_until=self._wire_now + SESSION_FOR,
            opened_at=self.scope.now,
        )
        self._log("a private link was opened with its code")
        return session

    def _change(self, **values: Any) -> None:
        change_link(self._connection, self._row, **values)

    def _log(self, act: str) -> None:
        link = self.link
        detail = f"request {link.request}"
        self.scope.audit.log(act, student=link.student, meeting=link.meeting, detail=detail)


def change_link(connection: Connection, row: Row[Any], **values: Any) -> None:
    connection.execute(update(rows.request_links).where(_links.id == row.id).values(**values))
