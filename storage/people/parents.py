"""The parents on record, each under their student."""

from dataclasses import replace

from bot.people.parents import Parent, ParentId
from bot.permissions import Act
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

_parents = RecordTable(Parent, rows.parents, closes_with_names=True)
_SAID = ("private", "taken_off", "by", "at")


class Parents:
    """The parents of the students within reach, those taken off included."""

    def __init__(self, reach: Reach) -> None:
        reach.require(Act.KEEP_STUDENT)
        self._reach = reach

    def of(self, student: StudentId) -> list[Parent]:
        """Return a student's parents in the order in which they were added."""
        self._reach.require(Act.KEEP_STUDENT, student)
        return _parents.within(self._reach, _parents.c.student_id == student)

    def get(self, parent: ParentId) -> Parent:
        found = _parents.get(self._reach, parent)
        self._reach.require(Act.KEEP_STUDENT, found.student)
        return found

    def add(self, parent: Parent) -> None:
        """Put a parent on record; whom the same draft put there already is left as they are."""
        self._reach.require(Act.KEEP_STUDENT, parent.student)
        if _parents.within(self._reach, _parents.c.draft_key == parent.draft):
            return
        _parents.add(self._reach, **_parents.values(self._signed(parent)))
        Audit(self._reach).log("added a parent", student=parent.student)

    def keep(self, parent: Parent) -> None:
        """Keep what changed of a parent; the log says what stood there before."""
        before, after = self.get(parent.id), self._signed(parent)
        _parents.change(self._reach, _parents.c.id == parent.id, **_parents.values(after, *_SAID))
        Audit(self._reach).changed(
            "changed a parent",
            replace(before, by=after.by, at=after.at),
            after,
            student=before.student,
        )

    def _signed(self, parent: Parent) -> Parent:
        assert self._reach.names, "what is private was not opened, so it cannot be kept"
        return replace(parent, by=self._reach.acting().id, at=self._reach.now)
