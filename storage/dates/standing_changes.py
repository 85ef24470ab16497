"""The history of what was recorded about obligations: who, what, when and why."""

from bot.dates.obligation_rows import Standing, StandingChange, Subject
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import MeetingId
from bot.students import StudentId
from storage import tables as rows
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

_changes = RecordTable(
    StandingChange,
    rows.standing_changes,
    rows.standing_changes.c.id.desc(),
    closes_with_names=True,
)


def add_change(
    reach: Reach,
    subject: Subject,
    obligation: ObligationId,
    standing: Standing,
    *,
    student: StudentId,
    meeting: MeetingId | None,
    undone: bool,
) -> None:
    """Keep one record, in the same transaction as the standing it made."""
    _changes.add(
        reach,
        subject=subject,
        obligation=obligation,
        student_id=student,
        meeting_id=meeting,
        undone=undone,
        **_changes.values(standing, "state", "revise", "by", "at", "reason", "snoozed_until"),
    )


def changes_of(reach: Reach, subject: Subject, obligation: ObligationId) -> list[StandingChange]:
    """Return every record of one obligation, the latest first.

    Reasons stay closed where names do.
    """
    return _changes.within(
        reach, _changes.c.subject == subject, _changes.c.obligation == obligation
    )
