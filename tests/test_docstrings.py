"""What a function is for is said in the imperative: its docstring begins with a verb."""

import ast
from collections.abc import Iterator

import pytest

from tests.test_house import PRODUCT, ROOT, files_of, place_of

_VERBS = """
add agree answer apply arrange ask begin break bring build call cancel carry change check choose
claim clear close collect compare complain compose compute confirm connect continue copy count cut
decide declare delete deliver describe destroy disclose do draw drop empty end explain fetch fill
find finish follow forget gather give go group grow guess hand hash have hear heed hint hold import
join judge keep lay lead leave let lift list listen log look mail make mark match measure meet mend
merge migrate move name note number offer open order pack park pass pick place plan post prefer
print prepare propose prove publish put queue quote raise read record redraw refuse register release
remember remind remove rename render repeat replace reply restore return run say seal search see
select send serve set settle show shut sign skip sort spread start stop strike sum switch take tell
thank tick try turn type undo unseal update use wait wake warn watch withdraw word write yield
"""
VERBS = frozenset(_VERBS.split())
"""The verbs that begin a docstring. A new one comes here when it is first used."""

QUESTIONS = frozenset(
    ["what", "who", "whom", "whose", "whether", "where", "when", "which", "why", "how"]
)
"""Words with which no description begins, of a property neither."""

SAY_IT = "begin with a verb (Return, Mark, Tell …); if it is one, add it to VERBS"


def not_verbs(source: str) -> Iterator[tuple[str, str]]:
    """Each function that says what it does, and the word with which that wrongly begins.

    A property is a thing that one has, and is described as one, but never as a question.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            said = ast.get_docstring(node)
            decorated = " ".join(map(ast.unparse, node.decorator_list))
            word = said.split()[0].strip(",.:;`*'\"") if said else "Return"
            is_wrong = word.lower() not in VERBS
            if "property" in decorated:
                is_wrong = word.lower() in QUESTIONS
            if is_wrong:
                yield node.name, word


def without_verb(source: str) -> list[str]:
    return [f"{name}: {word}" for name, word in not_verbs(source)]


@pytest.mark.parametrize("folder", PRODUCT)
def test_a_functions_docstring_begins_with_a_verb(folder):
    for path in files_of(folder):
        assert without_verb(path.read_text()) == [], f"{place_of(path)}: {SAY_IT}"


def test_what_app_does_begins_with_a_verb():
    assert without_verb((ROOT / "app.py").read_text()) == [], SAY_IT


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('def f():\n    """What is due."""', ["f: What"]),
        ('def f():\n    """Whether it is due."""', ["f: Whether"]),
        ('def f():\n    """Return what is due."""', []),
        ('class C:\n    @property\n    def f(self):\n        """What is due."""', ["f: What"]),
        (
            'class C:\n    @property\n    def f(self):\n        """The day it is due."""',
            [],
        ),
    ],
)
def test_a_docstring_without_a_verb_is_found(source, found):
    assert without_verb(source) == found
