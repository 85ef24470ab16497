"""Kinds are named once, what shows what stands in one table, and nobody marks by hand."""

import ast
from collections.abc import Iterator

import pytest

from bot.messages import DRAWN_FIRST, DRAWN_FROM, KEPT_TRUE, LATELY, By, MessageKind, Record
from storage import tables as rows
from tests.noting import RECORDED_IN, SHOWN_NOWHERE
from tests.test_house import ROOT, files_of

KINDS = {str(kind) for kind in MessageKind}

OF_KINDS = {"of", "latest", "since", "shown", "posted", "fate"}
"""What takes a kind of message as its first argument."""

OTHER_WORDS = {
    "casework/records/exports.py": {"requests"},  # the table's name
    "casework/requests/requests_asked.py": {"requests"},  # what a nudge remembers
    "handlers/conversations/booked_calls.py": {"call"},  # the word typed after /iep
    "handlers/digest/home.py": {"home"},  # Slack's own name for a tab
    "handlers/requests/requests.py": {"requests"},  # the word typed after /iep
    "handlers/meeting_day/tips.py": {"tips"},  # the word typed after /iep
    "jobs/delivery/slack_calls.py": {"home"},
    "jobs/followed_clock.py": {"after"},
    "jobs/tellers/requests.py": {"requests"},
    "storage/tables/__init__.py": {"requests"},  # the table's name
    "storage/tables/requests.py": {"requests"},
}
"""Where a word that is also the name of a kind means something else."""


def strings_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def bare_kinds(source: str) -> set[str]:
    """The kinds that are named by a bare string where a kind is meant."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        meant: list[ast.AST | None] = []
        if isinstance(node, ast.keyword) and node.arg == "kind":
            meant = [node.value]
        elif isinstance(node, ast.Compare) and "kind" in ast.unparse(node.left):
            meant = [*node.comparators]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            named = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
            meant = [node.value] if named == "kind" else []
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            meant = [*node.args[:1]] if node.func.attr in OF_KINDS else []
        found |= {word for one in meant if one for word in strings_in(one)} & KINDS
    return found


@pytest.mark.parametrize("folder", ["casework", "handlers", "jobs", "storage", "cli", "bot"])
def test_no_bare_string_names_a_kind(folder):
    for path in files_of(folder):
        name = str(path.relative_to(ROOT))
        assert not bare_kinds(path.read_text()), name


@pytest.mark.parametrize("folder", ["casework", "handlers", "jobs", "storage", "cli"])
def test_a_word_that_names_a_kind_stands_for_nothing_else_unseen(folder):
    for path in files_of(folder):
        name = str(path.relative_to(ROOT))
        words = KINDS & {*strings_in(ast.parse(path.read_text()))}
        assert words == OTHER_WORDS.get(name, set()), name


@pytest.mark.parametrize(
    "source",
    [
        'Errand(kind="digest", addressee=user)',
        'posted.kind == "card"',
        'scope.messages.of("thread", subject)',
        'class Teller:\n    kind = "receipt"',
        'class Teller:\n    kind: str = "receipt"',
        'errand.kind in {"card", "after"}',
    ],
)
def test_a_bare_kind_is_found_wherever_it_is_written(source):
    assert bare_kinds(source)


def marks_by_hand(source: str) -> set[str]:
    """What in a file could mark a message as behind."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom) and MARKS in modules_in(node):
            found.add(MARKS)
        if isinstance(node, ast.keyword) and node.arg == "wanted":
            found.add("wanted=")
        if isinstance(node, ast.Call):
            of, _, called = ast.unparse(node.func).rpartition(".")
            if "redraw" in called and called not in DRAWS_ITSELF:
                found.add(called)
            if called in ("mark_what_shows", "touched") or (called == "mark" and "redraw" in of):
                found.add(called)
    return found


def modules_in(node: ast.Import | ast.ImportFrom) -> set[str]:
    names = {alias.name for alias in node.names}
    if isinstance(node, ast.Import):
        return names
    return {str(node.module), *(f"{node.module}.{name}" for name in names)}


MARKS = "storage.outbox.redraw_marks"
"""What marks, for the door alone."""

DRAWS_ITSELF = {"redraw", "Redraws", "Redrawing"}
"""What draws, or hands out what is behind; nothing of it marks."""

MAY_MARK = {
    "storage/scopes/doors.py": {"mark_what_shows"},
    # What shows a student among others is found before the student is destroyed, or never.
    "storage/scopes/scopes.py": {MARKS, "mark_what_shows"},
    "storage/outbox/redraw_marks.py": {"wanted="},
}


@pytest.mark.parametrize("folder", ["casework", "handlers", "jobs", "storage", "cli", "bot"])
def test_nobody_asks_for_a_redraw_by_hand(folder):
    for path in files_of(folder):
        name = str(path.relative_to(ROOT))
        found = marks_by_hand(path.read_text())
        if folder == "storage":
            # A repository says what it wrote, and no more.
            found -= {"touched"}
        assert found == MAY_MARK.get(name, set()), name


@pytest.mark.parametrize(
    "source",
    [
        "scope.messages.want_redraw(kind, subject)",
        "redraw_what_tells_of(scope, meeting)",
        "update(rows.messages).values(wanted=1)",
        "from storage.outbox.redraw_marks import mark",
        "from storage.outbox import redraw_marks",
        "import storage.outbox.redraw_marks",
        "scope.redraws.mark(connection, posted)",
        "scope._reach.touched(Record.MEETING)",
    ],
)
def test_a_redraw_by_hand_is_found(source):
    assert marks_by_hand(source)


def test_every_kind_that_can_be_drawn_anew_says_what_it_is_drawn_from():
    drawn = {record for by in DRAWN_FROM.values() for record in by}
    assert drawn == {*Record}
    assert {by for ways in DRAWN_FROM.values() for by in ways.values()} == {*By}
    lately = {kind for kind, ways in DRAWN_FROM.items() if By.EVERYBODY in ways.values()}
    assert lately == {*LATELY}
    assert {*DRAWN_FIRST, *KEPT_TRUE} <= {*DRAWN_FROM}


def test_every_table_holds_a_record_or_is_shown_nowhere():
    assert not {*RECORDED_IN} & SHOWN_NOWHERE
    assert {*RECORDED_IN} | SHOWN_NOWHERE | {"key_checks"} == {*rows.metadata.tables}
    noted = {record for records in RECORDED_IN.values() for record in records}
    assert noted | {Record.THREAD, Record.UNSENT} == {*Record}


def test_every_kind_is_told_by_somebody():
    told = "".join(path.read_text() for path in files_of("jobs"))
    assert not [kind for kind in MessageKind if f"MessageKind.{kind.name}" not in told]
