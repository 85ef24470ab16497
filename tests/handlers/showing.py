"""Sees that nobody was shown a student in Slack without a row in the log that names the student.

Taken from the workspace's own journal, once a school has closed: whatever a view or a choice
showed of a student, by name or alias, is held against the log. Watched over the whole suite.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from bot.errors import SealBrokenError
from bot.people.people import PersonId
from bot.students import StudentId
from storage import Scope, Storage
from storage import tables as rows
from tests.journeys.outline import parsed

Entry = dict[str, Any]
Shown = tuple[str, datetime, str, str]
"""Who saw something in Slack, the school time, how it came there, and what it says."""

SAID_IN = frozenset({"text", "initial_value", "fallback", "alt_text"})
"""Under these keys stands what people read of a view."""

AS_JSON = frozenset({"view", "blocks"})
"""Under these keys a call carries JSON as a text."""


def unlogged(entries: Iterable[Entry], storage: Storage, *, now: datetime) -> list[str]:
    """Return what was shown of students and is in nobody's log of that day."""
    try:
        with storage.jobs(now=now, reading=True) as scope:
            students = [*scope.students.all(), *scope.students.gone()]
            people = {str(one.slack_id): one.id for one in scope.people.all()}
            zone, logged = scope.workspace.zone, _logged(scope)
    except SealBrokenError:
        return []  # a test of just that
    often = Counter(one.name for one in students)
    typed: dict[str, str] = {}
    missing: dict[str, None] = {}
    for user, at, how, words in shown_in(entries, typed):
        day = at.astimezone(zone).date()
        for student in students:
            named = student.alias in words or (often[student.name] == 1 and student.name in words)
            if student.alias in typed.get(user, ""):
                continue  # their own words, said back
            if named and (people.get(user), student.id, day) not in logged:
                missing[f"{how} showed {student.alias} to {user} on {day}"] = None
    return [*missing]


def _logged(scope: Scope) -> set[tuple[PersonId | None, StudentId | None, date]]:
    """Return who is in the log with which student, and on which day."""
    found = select(rows.audit.c.by_id, rows.audit.c.student_id, rows.audit.c.at).distinct()
    return {
        (row.by_id, row.student_id, row.at.astimezone(scope.workspace.zone).date())
        for row in scope._reach.connection.execute(found)
    }


def shown_in(entries: Iterable[Entry], typed: dict[str, str]) -> Iterator[Shown]:
    """Yield the views, home tabs and choices that somebody was shown; note what they `typed`."""
    whose: dict[str, str] = {}
    for entry in entries:
        if entry["kind"] == "slash_commands":
            user, text = entry["request"]["user_id"], entry["request"].get("text", "")
            typed[user] = f"{typed.get(user, '')}\n{text}"
        if not entry["refused"]:
            yield from _shown_by(entry, datetime.fromisoformat(entry["school_at"]), whose)


def _shown_by(entry: Entry, at: datetime, whose: dict[str, str]) -> Iterator[Shown]:
    """Yield what one exchange showed; `whose` learns by trigger and view who looks at it."""
    asked, answer = entry["request"], entry["response"]
    match entry["kind"], entry["name"]:
        case "slash_commands", _:
            whose[asked.get("trigger_id") or ""] = asked["user_id"]
        case "interactive", kind:
            user, view = asked["user"]["id"], asked.get("view") or {}
            whose |= dict.fromkeys((asked.get("trigger_id") or "", view.get("id") or ""), user)
            if kind == "block_suggestion":
                yield user, at, "a choice", said(answer)
            elif isinstance(answer, dict) and "view" in answer:
                yield user, at, f"the answer to {view['callback_id']}", said(answer)
        case "api", "views.publish":
            yield asked["user_id"], at, "the home tab", said(asked)
        case "api", "views.open" | "views.push" | "views.update" as method:
            view = answer["view"]
            user = whose.setdefault(view["id"], whose.get(asked.get("trigger_id") or "", ""))
            yield user, at, f"{method} of {view['callback_id']}", said(view)


def said(shown: Any) -> str:
    return "\n".join(_said("", parsed(shown)))


def _said(key: str, shown: Any) -> Iterator[str]:
    """Yield the words that people read, wherever in a view they stand."""
    if isinstance(shown, dict):
        for name, value in shown.items():
            yield from _said(name, parsed(value) if name in AS_JSON else value)
    elif isinstance(shown, list):
        for one in shown:
            yield from _said(key, one)
    elif key in SAID_IN and isinstance(shown, str):
        yield shown
