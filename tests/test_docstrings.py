"""What a function is for is said in the imperative: its docstring begins with a verb."""

import ast
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

import pytest

from tests.test_house import PRODUCT, ROOT, files_of, place_of

_VERBS = """
add agree answer apply arrange ask begin break bring build call cancel carry change check choose
claim clear close collect compare complain compose compute confirm connect continue copy count cut
decide declare delete deliver describe disclose do draw drop empty end explain fetch fill find
finish follow forget gather give go group grow guess hand hash have hear heed hint hold import join
judge keep lay lead leave let list listen log look mail make mark match measure meet mend merge
migrate move name note number offer open order pack park pass pick place plan post prefer
prepare propose prove publish put quote raise read record redraw refuse register release
remember remind remove rename render repeat replace reply restore return run say seal search see
select send serve set settle show shut sign skip sort spread start stop strike sum switch take
tell thank tick try turn type undo unseal update use wait warn watch withdraw word write yield
"""
VERBS = frozenset(_VERBS.split())
"""The verbs that begin a docstring. A new one comes here when it is first used."""

NOT_YET: Mapping[str, AbstractSet[str]] = {
    "app.py": {"_ways_in"},
    "bot/digest/digest_rows.py": {"answered_since", "matters", "_legal_date_of"},
    "bot/digest/digests.py": {"all_done_word", "_foretold"},
    "bot/digest/plain_words.py": {"_spaced"},
    "bot/forms/answers.py": {"rows"},
    "bot/forms/modals.py": {"control"},
    "bot/redraws.py": {"ways_of", "since"},
    "bot/requests/nudges.py": {"told_from"},
    "bot/students.py": {"has_left"},
    "bot/ui/dates/due.py": {"render_why"},
    "bot/ui/dates/obligation_rows.py": {"render"},
    "bot/ui/digest/digest_words.py": {"_with_the_office", "put_off_words"},
    "bot/ui/digest/digests.py": {"render"},
    "bot/ui/digest/home.py": {"_settings"},
    "bot/ui/digest/hub.py": {"when", "asked_if_held"},
    "bot/ui/digest/pick.py": {"render"},
    "bot/ui/digest/plain_answers.py": {"why"},
    "bot/ui/documents/paper.py": {"line"},
    "bot/ui/kit/at_hand.py": {"values"},
    "bot/ui/kit/blocks.py": {"context"},
    "bot/ui/kit/drawing.py": {"mark_of"},
    "bot/ui/kit/elements.py": {"checkboxes", "file_field"},
    "bot/ui/kit/reading.py": {"_add"},
    "handlers/kit/dropped_files.py": {"shows_sign_in"},
    "storage/engine/database.py": {"insert_into", "_its_turn"},
    "storage/engine/rotation.py": {"_let_nobody_write"},
    "storage/scopes/relations.py": {"caseload_of"},
    "storage/scopes/storage.py": {
        "_nobody_waits",
        "handed_to",
        "meeting_of",
        "record_of",
        "logs_for",
        "every_caseload",
    },
}
"""Those that describe instead; it only ever gets shorter."""

SAY_IT = "begin with a verb (Return, Mark, Tell …); if it is one, add it to VERBS"


def first_words(source: str) -> Iterator[tuple[str, str]]:
    """Each function that says what it does, and the word with which that begins.

    A property is a thing that one has, and is described as one.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            said = ast.get_docstring(node)
            decorated = " ".join(map(ast.unparse, node.decorator_list))
            if said and "property" not in decorated:
                yield node.name, said.split()[0].strip(",.:;`*'\"")


def without_verb(source: str) -> list[str]:
    return [f"{name}: {word}" for name, word in first_words(source) if word.lower() not in VERBS]


@pytest.mark.parametrize("folder", PRODUCT)
def test_a_functions_docstring_begins_with_a_verb(folder):
    for path in files_of(folder):
        assert remaining(path) == [], f"{place_of(path)}: {SAY_IT}"


def test_what_app_does_begins_with_a_verb():
    assert remaining(ROOT / "app.py") == [], SAY_IT


def remaining(path: Path) -> list[str]:
    known = NOT_YET.get(place_of(path), set())
    return [one for one in without_verb(path.read_text()) if one.partition(":")[0] not in known]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('def f():\n    """What is due."""', ["f: What"]),
        ('def f():\n    """Whether it is due."""', ["f: Whether"]),
        ('def f():\n    """Return what is due."""', []),
        ('class C:\n    @property\n    def f(self):\n        """What is due."""', []),
    ],
)
def test_a_docstring_without_a_verb_is_found(source, found):
    assert without_verb(source) == found
