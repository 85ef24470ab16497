"""Drafts as they are begun, and as they make a second press of Save harmless."""

import uuid
from dataclasses import replace

from bot.forms.answers import Texts
from bot.forms.drafts import Draft, DraftKey
from bot.students import StudentId
from storage import Scope


def begun(
    scope: Scope,
    kind: str,
    *,
    key: DraftKey | None = None,
    student: StudentId | None = None,
    answers: Texts | None = None,
) -> Draft:
    """Begin a draft of the caller's; it stands nowhere until somebody keeps it."""
    return Draft(
        key=key or DraftKey(uuid.uuid4().hex),
        owner=scope.person.id,
        kind=kind,
        student=student,
        answers=answers or {},
        updated_at=scope.now,
    )


def kept_before(scope: Scope, key: DraftKey) -> Draft | None:
    """Return what an earlier press of Save left; None at the first press."""
    kept = scope.drafts.get(key)
    return kept if kept and kept.submitted else None


def mark_kept(scope: Scope, key: DraftKey, *, kind: str, student: StudentId) -> None:
    """Note that a form was kept, so that the same form is not kept twice."""
    scope.drafts.keep(replace(begun(scope, kind, key=key, student=student), submitted=True))
