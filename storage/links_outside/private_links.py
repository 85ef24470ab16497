"""Private links as those know them who make them: the address and the code are told once.

Of both only keyed hashes are kept, so that a stolen database opens nothing.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from bot.errors import NotOnCaseloadError
from bot.links_outside.link_codes import CODE_DIGITS, MOST_TRIES
from bot.links_outside.private_links import Link, LinkId, LinkState
from bot.meetings.meetings import MeetingId
from bot.permissions import Act
from bot.requests.requests import Form, Request, RequestId
from storage import tables as rows
from storage.audit import Audit
from storage.engine.seals import Seal
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

LINKS = RecordTable(Link, rows.request_links)
_links, _requests = rows.request_links.c, rows.requests.c


def token_hashes(seal: Seal, token: str) -> list[str]:
    """Hash a link's token, once with each key under which it may stand."""
    kept = f"link token:{token}"
    return seal.hashes(kept) + seal.hashes_once(kept)


def code_hashes(seal: Seal, link: LinkId, code: str) -> list[str]:
    return seal.hashes(f"link code:{link}:{code}")


def session_hashes(seal: Seal, link: LinkId, session: str) -> list[str]:
    return seal.hashes(f"link session:{link}:{session}")


def new_secret() -> str:
    """Make a secret of 43 characters that nobody guesses."""
    return secrets.token_urlsafe(32)


def link_rows() -> Select[Any]:
    """Select links, each with the form that it opens."""
    return select(rows.request_links, _requests.form, _requests.meeting_id).join(
        rows.requests, _requests.id == _links.request_id
    )


def link_from(row: Row[Any]) -> Link:
    return LINKS.read(row, form=Form(row.form), meeting=MeetingId(row.meeting_id))


class Links:
    """The links to the forms of one's own students; a request has one at a time."""

    def __init__(self, reach: Reach) -> None:
        reach.require(Act.SEND_REQUESTS)
        self._reach = reach

    def get(self, link: LinkId) -> Link:
        found = self._list(_links.id == link)
        if not found:
            raise NotOnCaseloadError
        return found[0]

    def of(self, request: RequestId) -> Link | None:
        """Return the newest link of a request, whether or not it still works."""
        found = self._list(_links.request_id == request)
        return found[0] if found else None

    def make(self, request: Request, *, until: datetime) -> tuple[Link, str]:
        """Make a link, in whose favour any earlier one ends; its token is told here alone."""
        self.close(request)
        token = new_secret()
        made = LINKS.add(
            self._reach,
            request_id=request.id,
            student_id=request.student,
            token_hash=token_hashes(self._reach.seal, token)[0],
            state=LinkState.OPEN,
            until=until,
            tries_left=MOST_TRIES,
            codes_mailed=0,
            made_by_id=self._reach.by,
            made_at=self._reach.now,
        )
        link = self.get(LinkId(made))
        self._log("made a private link", link)
        return link, token

    def close(self, request: Request) -> bool:
        """End the link of a request, and whoever is in it; False where none is open."""
        link = self.of(request.id)
        if link is None or link.state is not LinkState.OPEN:
            return False
        ended = {"state": LinkState.CLOSED, "session_hash": None, "code_hash": None}
        LINKS.change(self._reach, _links.id == link.id, **ended)
        self._log("closed a private link", link)
        return True

    def new_token(self, link: Link) -> str:
        """Give the link another address, for a mail; the one from before opens nothing more."""
        token = new_secret()
        new = token_hashes(self._reach.seal, token)[0]
        LINKS.change(self._reach, _links.id == link.id, token_hash=new)
        self._log("mailed a private link", link)
        return token

    def new_code(self, link: Link, *, until_wire: datetime, how: str) -> str:
        """Make the one code that opens the link next; `how` says in which way it is told."""
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        LINKS.change(
            self._reach,
            _links.id == link.id,
            code_hash=code_hashes(self._reach.seal, link.id, code)[0],
            code_until=until_wire,
        )
        self._log(f"made a code for a private link, {how}", link)
        return code

    def _list(self, which: ColumnElement[bool]) -> list[Link]:
        found = self._reach.connection.execute(
            link_rows()
            .where(self._reach.can_get_at(rows.request_links), which)
            .order_by(_links.id.desc())
        )
        return [link_from(row) for row in found]

    def _log(self, act: str, link: Link) -> None:
        Audit(self._reach).log(
            act, student=link.student, meeting=link.meeting, detail=f"request {link.request}"
        )


def hash_is_among(kept: str | None, hashes: Sequence[str]) -> bool:
    """Say whether a kept hash is one of these, in a time that tells nothing of them."""
    matches = [secrets.compare_digest(kept or "", one) for one in hashes]
    return any(matches)
