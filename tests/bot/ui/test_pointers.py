"""A sentence that names a button, a field or a place by its words names one that is there."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from bot.people.people import Role
from bot.ui.digest import welcome
from tests.test_house import ROOT, files_of

NAMED = re.compile(r"(?<![\w*])\*([A-Z][^*\n{}<>:.]{1,50})\*(?![\w*:])")
"""What stands in bold like a label. A heading ends with a colon, or with its line."""

BOLD = {
    "Call agreed",
    "Draft",
    "Withdrawn",  # how something stands
    "App Home",
    "Messages",  # Slack's own
}
"""What is bold in a sentence and names nothing."""


@cache
def strings() -> tuple[tuple[str, str], ...]:
    """Every string of ours that is no description of code, with the file it stands in."""
    return tuple(
        (str(path.relative_to(ROOT)), text)
        for folder in ("bot", "casework", "handlers", "jobs")
        for path in files_of(folder)
        for text in _strings_in(ast.parse(path.read_text()))
    )


def _strings_in(tree: ast.AST) -> Iterator[str]:
    described: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr():
                described.add(id(node.value))
            case ast.Constant(value=str(words)) if id(node) not in described:
                yield words


def named_in(text: str) -> set[str]:
    """What a running sentence names: a text that is no more than its bold words is a heading."""
    found = {one[1] for one in NAMED.finditer(text) if one.end() < len(text.rstrip())}
    return {one for one in found if not text.startswith(f"*{one}*\n")}


def test_whatever_a_sentence_names_in_bold_is_a_label_somewhere():
    labels = {text for _, text in strings()}
    named = {(file, one) for file, text in strings() for one in named_in(text)}

    assert {one for _, one in named} >= {"Who has answered", "Team", "Send", "Settings"}
    assert [one for one in sorted(named) if one[1] not in labels | BOLD] == []


@pytest.mark.parametrize("role", [*Role])
def test_words_of_welcome_name_no_button_that_stands_elsewhere(role):
    """They stand in the home tab and in the answer to `/iep` alike."""
    assert not [words for words in welcome.for_others({role}) if NAMED.search(words)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Under *Who has answered* you can give another date.", {"Who has answered"}),
        ("*Open the list* shows whom.", {"Open the list"}),
        ("*Office*\nNot told yet.", set()),
        ("*Next meetings*", set()),
        ("*Signature:* not there yet.", set()),
    ],
)
def test_a_heading_is_no_pointer(text, named):
    assert named_in(text) == named
