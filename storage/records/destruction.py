"""Destroying what is kept of a student: every row of theirs, and every word elsewhere."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    Text,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)

from bot.conversations.booked_calls import call_subject
from bot.dates.obligation_rows import meeting_subject
from bot.forms.drafts import request_in
from bot.links_outside.private_links import link_subject
from bot.messages import MessageKind, Record
from bot.requests.requests import request_subject
from bot.students import Student, StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.audit_chains import DESTROYED, RECORD_GONE
from storage.outbox.errands import DROPPED, GIVEN_UP, WAITING
from storage.records.students import Students
from storage.scopes.reach import Reach
from storage.scopes.sealed_rows import SealedRows
from storage.tables.belongings import belonging_to, owned_tables

_outbox, _messages, _files = rows.outbox.c, rows.messages.c, rows.sent_files.c
_confirmations, _drafts = SealedRows(rows.confirmations), SealedRows(rows.drafts)

_AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""A file that stands since then is taken out with the assistant's next look."""

BACKED_UP = "made a backup"

_SUBJECTS: Mapping[Table, Callable[[Any], str]] = {
    rows.meetings: meeting_subject,
    rows.requests: request_subject,
    rows.request_links: link_subject,
    rows.calls: call_subject,
}
"""By table, the subject of a message about one of its rows."""

_SHOWN = tuple(
    {*Record} - {Record.PERSON, Record.SETTINGS, Record.CALENDAR, Record.PERIODS, Record.UNSENT}
)
"""The kinds of what is destroyed, as far as messages show it."""

_OF_SEVERAL = (MessageKind.HANDED_OVER, MessageKind.CASELOAD_CHANGED)
"""Their subjects end with the numbers of all students whom they tell of."""


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What was destroyed, without anything of it."""

    number: int
    at: datetime
    told_on: date
    told_by: str
    counts: Mapping[str, int]
    """How many rows, by the table in which they stood."""
    files: int
    """Those that still stand in Slack, and are to be taken out."""
    backups: tuple[str, ...]
    """The files of backups that may hold the record."""


class Destruction:
    """For a command of the district's own machine alone."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._connection = reach.connection

    def counts(self, student: StudentId) -> dict[str, int]:
        """Return how many rows would go, by the table in which they stand."""
        found = {
            table.name: self._connection.scalar(select(func.count()).where(which))
            for table, which in belonging_to(student)
        }
        return {name: number for name, number in found.items() if number}

    def note(self, student: Student) -> None:
        """Note that all of the student is about to go, while what shows it can be found."""
        for record in _SHOWN:
            self._reach.touched(record, student=student.id, person=student.case_manager)

    def destroy(self, student: Student, *, told_on: date, told_by: str) -> Certificate:
        """Destroy everything, in this transaction; only the log stays, and says nothing any more.

        What shows the student among others is noted and marked before.
        """
        reach = self._reach
        assert reach.whole, "only the district's own machine destroys a record"
        assert reach.person is None, "only the district's own machine destroys a record"
        if self._connection.dialect.name == "sqlite":
            self._connection.exec_driver_sql("PRAGMA secure_delete=ON")
        audit = Audit(reach)
        counts, backups = self.counts(student.id), tuple(self._backups(student.id))
        highest = self._highest(student.id)
        files = self._strike_messages(student.id)
        self._strike_words(student)
        self._let_go(student.id)
        for table, which in reversed([*belonging_to(student.id)]):
            self._connection.execute(delete(table).where(which))
        Students(reach).hand_on_number(student)
        audit.chains.blank(student.id)
        certificate = rows.destructions.insert().values(
            workspace_id=reach.workspace_id,
            student_number=student.id,
            at=reach.now,
            told_on=told_on,
            told_by=told_by,
            counts=counts,
            highest=highest,
            alias_hash=audit.chains.hasher()(student.alias),
        )
        key = self._connection.execute(certificate).inserted_primary_key
        assert key is not None
        audit.log(DESTROYED, student=student.id)
        audit.log(RECORD_GONE, detail=f"student {student.id}")
        return Certificate(
            number=key[0],
            at=reach.now,
            told_on=told_on,
            told_by=told_by,
            counts=counts,
            files=files,
            backups=backups,
        )

    def _highest(self, student: StudentId) -> dict[str, int]:
        """Return the highest numbers that go, by table: none of them is given again."""
        numbered = [
            (table, which) for table, which in belonging_to(student) if "id" in table.primary_key.c
        ]
        found = {
            table.name: self._connection.scalar(select(func.max(table.c.id)).where(which))
            for table, which in numbered
        }
        return {name: number for name, number in found.items() if number}

    def _backups(self, student: StudentId) -> Iterator[str]:
        """Yield the names of the files that were written while the student was on record."""
        since = self._connection.scalar(
            select(rows.students.c.made_at).where(rows.students.c.id == student)
        )
        entries = SealedRows(rows.audit)
        made = select(rows.audit).where(
            entries.c.workspace_id == self._reach.workspace_id,
            entries.c.act == BACKED_UP,
            entries.c.at >= since,
        )
        for row in self._connection.execute(made.order_by(entries.c.id)):
            yield entries.open(self._reach, "detail", row)

    def _let_go(self, student: StudentId) -> None:
        """Let go of the student's rows whatever of other students refers to one of them."""
        theirs = dict(belonging_to(student))
        for table, its in theirs.items():
            for key in table.foreign_keys:
                to = key.column.table
                if to not in owned_tables() or not key.parent.nullable or to is rows.students:
                    continue
                gone = key.parent.in_(select(key.column).where(theirs[to]))
                self._connection.execute(
                    update(table).where(gone, ~its).values({key.parent.name: None})
                )

    def _strike_messages(self, student: StudentId) -> int:
        """Let nothing be sent or drawn any more; return how many files stand in Slack.

        Numbers of errands and messages stay, since delivery may hold them, and say about nobody
        that they were sent.
        """
        self._strike_from_several(student)
        here = self._reach.workspace_id
        about = (_outbox.workspace_id == here) & self._about(student, _outbox.subject)
        files = self._connection.execute(
            update(rows.sent_files)
            .where(
                _files.workspace_id == here,
                ~_files.gone,
                _files.errand_id.in_(select(_outbox.id).where(about)),
            )
            .values(begun_at=_AT_ONCE)
        ).rowcount
        struck = {"subject": _struck(_outbox.id), "step": "", "anew_of": "", "error": None}
        gone = {"state": DROPPED, "owner": None, "again_at": None}
        self._connection.execute(update(rows.outbox).where(about).values(**struck, **gone))
        self._connection.execute(
            update(rows.messages)
            .where(_messages.workspace_id == here, self._about(student, _messages.subject))
            .values(subject=_struck(_messages.id), kept="", shown=None, gone=True, owner=None)
        )
        return files

    def _about(self, student: StudentId, subject: ColumnElement[str]) -> ColumnElement[bool]:
        """Return the condition by which a message is about the student and nothing else."""
        subjects: set[str] = set()
        for table, which in belonging_to(student):
            if table in _SUBJECTS:
                ids = self._connection.scalars(select(table.c.id).where(which))
                subjects |= {*map(_SUBJECTS[table], ids)}
            for name in ("draft_key", "key"):
                if name in table.c:
                    keys = self._connection.scalars(select(table.c[name]).where(which))
                    subjects |= {one for one in keys if one}
        acts = [f"exported:{student}", f"destroyed:{student}"]
        return or_(
            subject.in_([*sorted(subjects), *acts]), subject.startswith(f"student:{student}:")
        )

    def _strike_from_several(self, student: StudentId) -> None:
        """Leave the student out of what tells of several; of nobody else, it is told no more."""
        for table, column in ((rows.outbox, _outbox), (rows.messages, _messages)):
            told = select(column.id, column.subject).where(
                column.workspace_id == self._reach.workspace_id, column.kind.in_(_OF_SEVERAL)
            )
            for row in self._connection.execute(told).all():
                begin, _, ids = row.subject.rpartition(":")
                others = [one for one in ids.split(",") if one != str(student)]
                if others == ids.split(","):
                    continue
                left = f"{begin}:{','.join(others)}"
                one = update(table).where(column.id == row.id)
                self._connection.execute(
                    one.values(subject=left if others else f"destroyed {row.id}")
                )
        nobody = (_outbox.kind.in_(_OF_SEVERAL), _outbox.subject.startswith("destroyed "))
        self._connection.execute(
            update(rows.outbox)
            .where(*nobody, _outbox.state.in_((WAITING, GIVEN_UP)))
            .values(state=DROPPED, owner=None)
        )

    def _requests_of(self, student: StudentId) -> Select[Any]:
        return select(rows.requests.c.id).where(rows.requests.c.student_id == student)

    def _strike_words(self, student: Student) -> None:
        """Take the student out of words that are kept about nobody in particular."""
        reach = self._reach
        here = _drafts.c.workspace_id == reach.workspace_id
        nobody_s = select(rows.drafts).where(
            here, _drafts.c.student_id.is_(None), _drafts.c.meeting_id.is_(None)
        )
        theirs = {*self._connection.scalars(self._requests_of(student.id))}
        for row in self._connection.execute(nobody_s).all():
            if request_in(row.kind) in theirs or _names(
                _drafts.open(reach, "answers", row), student
            ):
                self._connection.execute(delete(rows.drafts).where(here, _drafts.c.key == row.key))
        asked = select(rows.confirmations).where(
            _confirmations.c.workspace_id == reach.workspace_id
        )
        for row in self._connection.execute(asked).all():
            private = _confirmations.open(reach, "private", row)
            if _names(private, student) or _gives(private, student.id):
                # What is asked for as a whole cannot be confirmed without a part of it.
                values: dict[str, Any] = {"private": {}}
                if row.decision == "waits":
                    values |= {"decision": "stale", "decided_at": reach.now}
                _confirmations.change(reach, _confirmations.c.id == row.id, **values)
                reach.touched(Record.CONFIRMATION, subject=str(row.id))


def _said(words: Any) -> Iterator[str]:
    """Yield the texts among words that are kept as one, however deep."""
    if isinstance(words, Mapping):
        words = [*words.values()]
    if isinstance(words, list):
        for one in words:
            yield from _said(one)
    else:
        yield str(words)


def _struck(number: ColumnElement[int]) -> ColumnElement[str]:
    return literal("destroyed ") + cast(number, Text)


def _names(words: Any, student: Student) -> bool:
    """Tell whether words name the student: by id, by alias or by the whole name.

    As words of their own: an id of one digit stands within many others.
    """
    said = "\n".join(_said(words))
    known = (student.number, student.alias, *student.whole_names)
    return any(
        re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", said, re.IGNORECASE)
        for one in known
        if one
    )


def _gives(private: Mapping[str, Any], student: StudentId) -> bool:
    return any(one.startswith(f"{student}|") for one in private.get("gives", ()))
