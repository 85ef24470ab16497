"""What the documentation says of the code is so: its words are used, and its files are there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_house import ROOT

PRODUCT = ("app.py", "bot", "casework", "cli", "handlers", "jobs", "storage")
PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
"""The words that a name is made of, as in `closed_channel` or `DigestTeller`."""

ENTRY = re.compile(r"- \*\*(?P<word>[a-z]+)\*\*: (?P<says>[A-Z].+\.)")
MENTIONED = re.compile(r"`([\w./-]+\.(?:py|md|toml|yml|yaml|csv|txt)|\.ci/run)`")
LINKED = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def entries() -> list[tuple[str, str]]:
    lines = [line for line in (ROOT / "docs/words.md").read_text().splitlines() if line[:1] == "-"]
    found = [ENTRY.fullmatch(line) for line in lines]
    assert all(found), [line for line, entry in zip(lines, found, strict=True) if not entry]
    return [(entry["word"], entry["says"]) for entry in found if entry]


def names_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield name
            case _:
                pass


def words_of_the_code() -> set[str]:
    roots = [ROOT / name for name in PRODUCT]
    files = [path for root in roots for path in ([root] if root.is_file() else root.rglob("*.py"))]
    names = {name for path in files for name in names_in(path)}
    return {part.lower() for name in names for part in PARTS.findall(name)}


def test_each_of_our_own_words_is_used_in_the_code():
    used = words_of_the_code()

    assert [word for word, _ in entries() if not {word, f"{word}s"} & used] == []


def test_our_own_words_are_listed_once_by_the_alphabet_each_with_one_sentence():
    words = [word for word, _ in entries()]

    assert words == sorted(set(words))
    assert [word for word, says in entries() if ". " in says] == []


@pytest.mark.parametrize(
    "document",
    [
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("*.md")),
    ],
)
def test_the_files_that_a_document_names_are_there(document):
    text = (ROOT / document).read_text()
    here = (ROOT / document).parent
    named = [ROOT / name for name in MENTIONED.findall(text) if "/" in name]
    linked = [here / name for name in LINKED.findall(text)]

    assert [str(path) for path in (*named, *linked) if not path.exists()] == []


def test_the_readme_can_be_read_at_a_sitting():
    assert len((ROOT / "README.md").read_text().splitlines()) < 150
