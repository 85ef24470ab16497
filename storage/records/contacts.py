"""The log of contacts, and of what it said before somebody mended it."""

from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.errors import NotOnCaseloadError
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.permissions import Act
from bot.records.contacts import (
    Contact,
    ContactId,
    ContactKind,
    ContactOutcome,
    ContactWay,
    Whom,
    latest_first,
)
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach

_contacts, _versions = rows.contacts.c, rows.contact_versions.c


class Contacts:
    """The logs of the students within reach; `kind` tells contacts and attempts apart."""

    def __init__(self, reach: Reach) -> None:
        reach.require(Act.LOG_CONTACT)
        self._reach = reach

    def add(self, contact: Contact) -> Contact:
        """Put something in the log; what the same draft put there already is left as it is."""
        reach = self._reach
        reach.require(Act.LOG_CONTACT, contact.student)
        if contact.meeting is not None and reach.student_of(contact.meeting) != contact.student:
            raise AssertionError("the meeting is another student's")
        kept = self._list(_contacts.draft_key == contact.draft)
        if kept:
            return kept[0]
        new = reach.connection.execute(
            insert(rows.contacts).values(
                workspace_id=reach.workspace_id,
                draft_key=contact.draft,
                student_id=contact.student,
                meeting_id=contact.meeting,
                **self._values(contact),
            )
        )
        assert new.inserted_primary_key is not None
        added = self.get(ContactId(new.inserted_primary_key[0]))
        Audit(reach).log(
            f"logged a{'n attempt' if added.kind is ContactKind.ATTEMPT else ' contact'}",
            student=added.student,
            meeting=added.meeting,
        )
        return added

    def get(self, contact: ContactId) -> Contact:
        found = self._list(_contacts.id == contact)
        if not found:
            raise NotOnCaseloadError
        return found[0]

    def of(self, student: StudentId, *, kind: ContactKind | None = None) -> list[Contact]:
        """Return the student's whole log, the latest first, what was withdrawn included."""
        self._reach.case_manager_of(student)
        which = _contacts.student_id == student
        return self._list(which if kind is None else which & (_contacts.kind == kind))

    def keep(self, contact: Contact) -> None:
        """Keep what was mended or withdrawn; what it said before is kept beside it."""
        before = self.get(contact.id)
        reach = self._reach
        reach.require(Act.LOG_CONTACT, before.student)
        after = self._values(contact)
        if all(getattr(before, name) == getattr(contact, name) for name in _SAID):
            return
        reach.connection.execute(
            insert(rows.contact_versions).values(
                workspace_id=reach.workspace_id,
                contact_id=contact.id,
                kind=before.kind,
                at=before.at,
                private=_private(before),
                withdrawn=before.withdrawn,
                by_id=before.by,
                kept_at=before.kept_at,
            )
        )
        reach.connection.execute(
            update(rows.contacts)
            .where(_contacts.workspace_id == reach.workspace_id, _contacts.id == contact.id)
            .values(**after)
        )
        act = "changed the log"
        if contact.withdrawn != before.withdrawn:
            act = "withdrew from the log" if contact.withdrawn else "put back in the log"
        Audit(reach).log(
            act, student=before.student, meeting=before.meeting, why=contact.why_withdrawn
        )

    def versions(self, contact: ContactId) -> list[Contact]:
        """Return what an entry said before each change, the latest first."""
        now = self.get(contact)
        found = self._reach.connection.execute(
            select(rows.contact_versions)
            .where(
                _versions.workspace_id == self._reach.workspace_id, _versions.contact_id == contact
            )
            .order_by(_versions.id.desc())
        )
        return [
            _contact_from(row, contact, draft=now.draft, student=now.student, meeting=now.meeting)
            for row in found
        ]

    def _list(self, which: Any) -> list[Contact]:
        found = self._reach.connection.execute(
            select(*self._reach.columns_of(rows.contacts)).where(
                self._reach.can_get_at(rows.contacts), which
            )
        )
        return latest_first(
            _contact_from(
                row,
                ContactId(row.id),
                draft=DraftKey(row.draft_key),
                student=StudentId(row.student_id),
                meeting=MeetingId(row.meeting_id) if row.meeting_id is not None else None,
            )
            for row in found
        )

    def _values(self, contact: Contact) -> dict[str, Any]:
        assert self._reach.names, "what is private was not opened, so it cannot be kept"
        return {
            "kind": contact.kind,
            "at": contact.at,
            "private": _private(contact),
            "withdrawn": contact.withdrawn,
            "by_id": self._reach.acting().id,
            "kept_at": self._reach.now,
        }


_SAID = (
    "kind",
    "at",
    "whom",
    "way",
    "outcome",
    "language",
    "note",
    "words",
    "withdrawn",
    "why_withdrawn",
)


def _private(contact: Contact) -> dict[str, str]:
    return {
        "whom": contact.whom,
        "way": contact.way,
        "outcome": contact.outcome,
        "language": contact.language,
        "note": contact.note,
        "words": contact.words,
        "why_withdrawn": contact.why_withdrawn,
    }


def _contact_from(
    row: Row[Any],
    contact: ContactId,
    *,
    draft: DraftKey,
    student: StudentId,
    meeting: MeetingId | None,
) -> Contact:
    private = row.private
    return Contact(
        id=contact,
        draft=draft,
        student=student,
        meeting=meeting,
        kind=ContactKind(row.kind),
        at=row.at,
        whom=Whom(private["whom"]),
        way=ContactWay(private["way"]),
        outcome=ContactOutcome(private["outcome"]),
        language=private["language"],
        note=private["note"],
        words=private["words"],
        withdrawn=row.withdrawn,
        why_withdrawn=private["why_withdrawn"],
        by=PersonId(row.by_id),
        kept_at=row.kept_at,
    )
