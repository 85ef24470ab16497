"""Modals left half-way: whose they are, and which words in them are the newest."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, select, true

from bot.errors import StaleError
from bot.forms.drafts import Draft, DraftKey, request_in
from bot.students import StudentId
from storage import tables as rows
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

_drafts = RecordTable(
    Draft,
    rows.drafts,
    answers=lambda row: {question: answer for question, (answer, _) in row.answers.items()},
)

Typed = Mapping[str, tuple[str, str]]
"""By question: the answer, and Slack's `action_ts` of the keystroke."""

Kept = dict[str, Sequence[str]]
"""The same as it is kept."""


class Drafts:
    """One person's drafts; nobody else's can be found, whatever its key."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def get(self, key: DraftKey) -> Draft | None:
        row = self._row(key)
        return _drafts.read(row, self._reach.words) if row else None

    def latest(self, kind: str, student: StudentId | None = None) -> Draft | None:
        """Return the newest one not submitted, of this student where one is named."""
        whose = _drafts.c.student_id == student if student is not None else true()
        row = self._reach.connection.execute(
            select(rows.drafts)
            .where(self._mine, _drafts.c.kind == kind, ~_drafts.c.submitted, whose)
            .order_by(_drafts.c.updated_at.desc(), _drafts.c.key)
            .limit(1)
        ).first()
        return _drafts.read(row, self._reach.words) if row else None

    def keep(self, draft: Draft, *, typed_at: str = "") -> bool:
        """Keep a draft as it stands, new or not; returns False where it was submitted before.

        `typed_at` is wire time as Slack writes it: no keystroke from before it changes an answer
        that this changed. Without it, that holds for the newest keystroke kept so far.
        """
        row = self._row(draft.key)
        if row is None:
            self._refuse_a_key_of_others(draft.key)
            self._add(replace(draft, owner=self._reach.acting().id))
            return True
        if row.submitted:
            return False
        if draft.student is not None and draft.student != row.student_id:
            self._reach.case_manager_of(draft.student)
        kept: Kept = _drafts.open(self._reach, "answers", row)
        newest = typed_at or max((at for _, at in kept.values()), key=_moment, default="")
        self._change(
            draft.key,
            student_id=draft.student,
            kind=draft.kind,
            page=draft.page,
            turn=draft.turn,
            answers={
                question: [answer, _stamp(kept.get(question), answer, newest)]
                for question, answer in draft.answers.items()
            },
        )
        return True

    def keep_typing(self, key: DraftKey, typed: Typed) -> bool:
        """Keep what was typed, the newest of each question; a submitted draft takes none."""
        row = self._row(key)
        if row is None or row.submitted:
            return False
        answers: Kept = _drafts.open(self._reach, "answers", row)
        for question, (answer, at) in typed.items():
            if question not in answers or _moment(answers[question][1]) <= _moment(at):
                answers[question] = [answer, at]
        self._change(key, answers=answers)
        return True

    def submit(self, key: DraftKey) -> None:
        """Close the draft: what it held is kept elsewhere now."""
        self._change(key, submitted=True)

    def drop(self, key: DraftKey) -> None:
        """Close the draft and empty it: what it held is kept elsewhere, or wanted by nobody."""
        self._change(key, submitted=True, answers={})

    @property
    def _mine(self) -> Any:
        return (_drafts.c.workspace_id == self._reach.workspace_id) & (
            _drafts.c.owner_id == self._reach.acting().id
        )

    def _row(self, key: DraftKey) -> Row[Any] | None:
        return self._reach.connection.execute(
            select(rows.drafts).where(self._mine, _drafts.c.key == key)
        ).first()

    def _refuse_a_key_of_others(self, key: DraftKey) -> None:
        if self._reach.connection.scalar(select(_drafts.c.owner_id).where(_drafts.c.key == key)):
            raise StaleError("This draft belongs to somebody else. Nothing was saved.")

    def _refuse_what_is_gone(self, kind: str) -> None:
        """Refuse words for a request that was destroyed: a window open since then brings none back.

        Whoever is merely no longer asked keeps theirs.
        """
        asked, requests = request_in(kind), rows.requests.c
        if asked is None:
            return
        here = requests.workspace_id == self._reach.workspace_id
        if not self._reach.connection.scalar(select(requests.id).where(here, requests.id == asked)):
            raise StaleError("This form is no longer on record. Nothing was kept.")

    def _add(self, draft: Draft) -> None:
        if draft.student is not None:
            self._reach.case_manager_of(draft.student)
        self._refuse_what_is_gone(draft.kind)
        typed = {question: [answer, ""] for question, answer in draft.answers.items()}
        kept = _drafts.values(replace(draft, updated_at=self._reach.now))
        _drafts.add(self._reach, answers=typed, **kept)

    def _change(self, key: DraftKey, **values: Any) -> None:
        mine = self._mine & (_drafts.c.key == key)
        _drafts.change(self._reach, mine, updated_at=self._reach.now, **values)


def _moment(at: str) -> float:
    return float(at or 0)


def _stamp(kept: Sequence[str] | None, answer: str, newest: str) -> str:
    return kept[1] if kept is not None and kept[0] == answer else newest
