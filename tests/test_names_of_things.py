"""What people read calls each thing by the one name that docs/words.md gives it."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.test_house import ROOT

FOLDERS = ("bot", "casework", "cli", "handlers", "jobs")
ROW = re.compile(r"^\| (?P<name>[a-z ]+) \| .+ \| (?P<others>.+) \|$", re.MULTILINE)


def names_not_chosen() -> dict[str, re.Pattern[str]]:
    """Return by name what else the same was called, in the singular or the plural."""
    words = (ROOT / "docs/words.md").read_text().partition("## What people read")[2]
    rows = {row["name"]: row["others"].split(", ") for row in ROW.finditer(words)}
    rows.pop("name")
    return {
        name: re.compile("|".join(map(_either, others)), re.IGNORECASE)
        for name, others in rows.items()
    }


def _either(words: str) -> str:
    first, *others = words.split()
    return rf"\b{re.escape(first)}s?\b" + "".join(rf" {re.escape(one)}s?\b" for one in others)


NAMES = names_not_chosen()


def said_in(source: str) -> Iterator[str]:
    """Return every string of a file but the docstrings, a formatted one as it is written."""
    tree = ast.parse(source)
    unsaid = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in unsaid:
                yield text
            case ast.JoinedStr():
                yield ast.unparse(node)
            case _:
                pass


@cache
def texts() -> list[tuple[str, str]]:
    """Return all that people may read, with the file in which it stands."""
    code = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    content = [(path, path.read_text()) for path in (ROOT / "bot/content").rglob("*.toml")]
    said = [(path, text) for path in code for text in said_in(path.read_text())]
    return [(str(path.relative_to(ROOT)), text) for path, text in (*said, *content)]


@pytest.mark.parametrize("name", NAMES)
def test_a_thing_is_called_by_its_one_name_wherever_people_read_of_it(name):
    assert [(path, text) for path, text in texts() if NAMES[name].search(text)] == []


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Also due: 4 parent talks", "conversation"),
        ("Drafts in SEIS: 2 today", "draft"),
        ("4 forms back", "due back"),
        ("2 dates to set", "meeting date"),
        ("Dates to agree", "meeting date"),
        ("3 requests sent.", "form"),
        ("It is expedited.", "on short notice"),
    ],
)
def test_another_name_is_found(said, name):
    assert NAMES[name].search(said)
