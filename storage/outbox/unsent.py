"""What is not said: it waits, or was given up and waits for an admin to send it again."""

from collections.abc import Collection

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Text,
    and_,
    cast,
    exists,
    func,
    literal,
    select,
    update,
)

from bot.messages import Record
from bot.settings.unsent import TOLD_FOR, Unsent, UnsentState
from storage import tables as rows
from storage.outbox.errands import DROPPED, GIVEN_UP, SENT, WAITING
from storage.people.people import PEOPLE
from storage.records.students import aliases_of
from storage.scopes.reach import Reach

_outbox, _meetings, _students = rows.outbox.c, rows.meetings.c, rows.students.c
_newer = rows.outbox.alias("newer")

_STATES = {
    WAITING: UnsentState.WAITING,
    GIVEN_UP: UnsentState.GIVEN_UP,
    SENT: UnsentState.SENT,
    DROPPED: UnsentState.NO_LONGER_TRUE,
}


class UnsentErrands:
    """The workspace's errands that have reached nobody. They name nobody but by alias."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def waiting(self) -> list[Unsent]:
        """List what is still to be sent, in its order."""
        return self._list(_outbox.state == WAITING)

    def given_up(self, *, most: int | None = None) -> list[Unsent]:
        """List what was given up and is still owed, the newest first."""
        return self._list(self._owed, newest_first=True, most=most)

    def count(self) -> int:
        """Count what was given up and is still owed."""
        return self._counted(self._owed)

    def held_up(self) -> int:
        """Count what was tried in vain and is tried again."""
        return self._counted(and_(_outbox.state == WAITING, _outbox.error != ""))

    def sent_again(self) -> list[Unsent]:
        """List what an admin has sent again of late, with what became of it."""
        lately = self._reach.now - TOLD_FOR
        again = and_(_outbox.again_at.is_not(None), _outbox.again_at >= lately)
        return self._list(and_(again, _outbox.state != GIVEN_UP), newest_first=True)

    def send_again(self, only: Collection[int] | None = None) -> int:
        """Put what was given up back, with all its tries; return how much that is.

        What another admin has sent again meanwhile is given up no more, and left alone.
        """
        which = self._owed if only is None else and_(self._owed, _outbox.id.in_(only))
        put_back = self._reach.connection.execute(
            update(rows.outbox)
            .where(which)
            .values(state=WAITING, attempts=0, faults=0, free_at=None, again_at=self._reach.now)
        )
        if put_back.rowcount:
            self.changed()
        return put_back.rowcount

    def changed(self) -> None:
        """Note that there is more or less of it, which every admin has at home."""
        listed = cast(PEOPLE.c.roles, Text).like('%"admin"%')
        for admin in PEOPLE.here(self._reach, listed):
            self._reach.touched(Record.UNSENT, person=admin.id)

    @property
    def _here(self) -> ColumnElement[bool]:
        return _outbox.workspace_id == self._reach.workspace_id

    @property
    def _owed(self) -> ColumnElement[bool]:
        """Return what was given up, unless a newer one of its kind says it all, or would have.

        Whom no digest reaches for weeks is owed one, not one a day.
        """
        newer = exists().where(
            _newer.c.workspace_id == _outbox.workspace_id,
            _newer.c.kind == _outbox.kind,
            _newer.c.addressee == _outbox.addressee,
            _newer.c.subject == _outbox.subject,
            _newer.c.state.in_([SENT, GIVEN_UP]),
            _newer.c.id > _outbox.id,
        )
        return and_(self._here, _outbox.state == GIVEN_UP, ~newer)

    def _counted(self, which: ColumnElement[bool]) -> int:
        found = select(func.count()).select_from(rows.outbox).where(self._here, which)
        return self._reach.connection.scalar(found) or 0

    def _list(
        self, which: ColumnElement[bool], *, newest_first: bool = False, most: int | None = None
    ) -> list[Unsent]:
        about = literal("meeting:", Text) + cast(_meetings.id, Text)
        found = self._reach.connection.execute(
            select(*_outbox, _meetings.student_id)
            .outerjoin(
                rows.meetings,
                (_meetings.workspace_id == _outbox.workspace_id) & (_outbox.subject == about),
            )
            .where(self._here, which)
            .order_by(_outbox.id.desc() if newest_first else _outbox.id)
            .limit(most)
        )
        listed = found.mappings().all()
        names = self._names({row["addressee"] for row in listed})
        students = {row["student_id"] for row in listed} - {None}
        here = _students.workspace_id == self._reach.workspace_id
        aliases = aliases_of(self._reach, here & _students.id.in_(students))
        return [_unsent(row, names, aliases.get(row["student_id"], "")) for row in listed]

    def _names(self, users: Collection[str]) -> dict[str, str]:
        people = PEOPLE.here(self._reach, PEOPLE.c.slack_id.in_(users)) if users else []
        return {one.slack_id: one.name for one in people if one.slack_id}


def _unsent(row: RowMapping, names: dict[str, str], alias: str) -> Unsent:
    return Unsent(
        id=row["id"],
        state=_STATES[row["state"]],
        kind=row["kind"],
        addressee=row["addressee"],
        person=names.get(row["addressee"], ""),
        alias=alias,
        since=max(filter(None, (row["put_at"], row["not_before"])), default=None),
        why=row["error"] or "",
    )
