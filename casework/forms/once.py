"""A second press of Save does nothing more: a draft says what was kept by the first."""

from bot.forms.drafts import Draft, DraftKey
from bot.students import StudentId
from storage import Scope


def kept_before(scope: Scope, key: DraftKey) -> Draft | None:
    """Return what an earlier press of Save left; None at the first press."""
    kept = scope.drafts.get(key)
    return kept if kept and kept.submitted else None


def mark_kept(scope: Scope, key: DraftKey, *, kind: str, student: StudentId) -> None:
    """Note that a form was kept, so that the same form is not kept twice."""
    scope.drafts.keep(
        Draft(
            key=key,
            owner=scope.person.id,
            kind=kind,
            student=student,
            answers={},
            updated_at=scope.now,
            submitted=True,
        )
    )
