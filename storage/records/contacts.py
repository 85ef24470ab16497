"""The log of contacts, and of what it said before somebody mended it."""

from dataclasses import replace
from typing import Any

from bot.permissions import Act
from bot.records.contacts import Contact, ContactId, ContactKind, latest_first
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

_contacts = RecordTable(Contact, rows.contacts, closes_with_names=True)
_versions = RecordTable(Contact, rows.contact_versions, rows.contact_versions.c.id.desc())
_SAID = ("kind", "at", "private", "withdrawn", "by", "kept_at")


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
        kept = self._list(_contacts.c.draft_key == contact.draft)
        if kept:
            return kept[0]
        new = _contacts.add(reach, **_contacts.values(self._signed(contact)))
        added = self.get(ContactId(new))
        Audit(reach).log(
            f"logged a{'n attempt' if added.kind is ContactKind.ATTEMPT else ' contact'}",
            student=added.student,
            meeting=added.meeting,
        )
        return added

    def get(self, contact: ContactId) -> Contact:
        return _contacts.get(self._reach, contact)

    def of(self, student: StudentId, *, kind: ContactKind | None = None) -> list[Contact]:
        """Return the student's whole log, the latest first, what was withdrawn included."""
        self._reach.case_manager_of(student)
        which = _contacts.c.student_id == student
        return self._list(which if kind is None else which & (_contacts.c.kind == kind))

    def keep(self, contact: Contact) -> None:
        """Keep what was mended or withdrawn; what it said before is kept beside it."""
        before = self.get(contact.id)
        reach = self._reach
        reach.require(Act.LOG_CONTACT, before.student)
        after = self._signed(contact)
        if replace(after, by=before.by, kept_at=before.kept_at) == before:
            return
        was = _contacts.values(before, "student", *_SAID)
        _versions.add(reach, contact_id=contact.id, **was)
        _contacts.change(reach, _contacts.c.id == contact.id, **_contacts.values(after, *_SAID))
        act = "changed the log"
        if contact.withdrawn != before.withdrawn:
            act = "withdrew from the log" if contact.withdrawn else "put back in the log"
        Audit(reach).log(
            act, student=before.student, meeting=before.meeting, why=contact.why_withdrawn
        )

    def versions(self, contact: ContactId) -> list[Contact]:
        """Return what an entry said before each change, the latest first."""
        now = self.get(contact)
        return _versions.within(
            self._reach,
            _versions.c.contact_id == contact,
            id=contact,
            draft=now.draft,
            meeting=now.meeting,
        )

    def _list(self, which: Any) -> list[Contact]:
        return latest_first(_contacts.within(self._reach, which))

    def _signed(self, contact: Contact) -> Contact:
        assert self._reach.names, "what is private was not opened, so it cannot be kept"
        return replace(contact, by=self._reach.acting().id, kept_at=self._reach.now)
