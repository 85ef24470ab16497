"""The id of a field stands in one place: everywhere else the field itself is named."""

import ast
import importlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import pytest

from bot.conversations.conversation_pages import ARRANGEMENTS, HEADER
from bot.forms.modals import Modal
from tests.test_house import ROOT, files_of, imports_of, module_of

FIELDS = "bot.forms.fields"
FOLDERS = ("bot", "casework", "handlers", "jobs")

ANSWERS = {"answers", "texts", "drawn"}
"""By what names answers go; they are asked for by a field, never by its id."""

ALSO = {
    "bot/dates/district_rules.py": {"counted_from"},  # what a rule is changed to, as it is kept
    "bot/dates/obligation_rules.py": {"draft_copy"},  # the name of an obligation
    "bot/forms/settings/own_settings.py": {"digest_at"},  # what a person has, not a workspace
    "bot/people/people.py": {"case_manager"},  # a role
    "bot/records/changes.py": {  # what a record's own fields are called
        "annual_due",
        "triennial_due",
        "case_manager",
        "call_at",
        "rights_since",
        "by_whom",
        "explained_by",
        "questions_by",
    },
    # Columns of the record, as they are printed for a parent.
    "bot/ui/documents/export_parts.py": {"held_on", "received_on"},
    "bot/ui/documents/export_words.py": {
        "address_confidential",
        "case_manager",
        "from_on",
        "no_contact",
        "until_on",
    },
    "bot/ui/documents/exports.py": {"call_at"},
    "casework/imports/import_students.py": {"case_manager"},  # a column of a file
}
"""Where an id of several words means something else. Columns of files are named in bot/imports/."""


def ids_declared(source: str) -> Counter[str]:
    """The ids that a file gives to fields."""
    tree = ast.parse(source)
    makers = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == FIELDS
        for alias in node.names
    }
    return Counter(
        word
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in makers
        for word in words_in(node.args[:1])
    )


def words_in(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The texts among nodes."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def answers_by_id(source: str) -> Iterator[str]:
    """Every answer that a file looks up, or gives, by a word."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Subscript(value=asked, slice=ast.Constant(value=str(word))):
                yield from [word] if name_of(asked) in ANSWERS else []
            case ast.Call(
                func=ast.Attribute(value=asked, attr="get" | "pop"),
                args=[ast.Constant(value=str(word)), *_],
            ):
                yield from [word] if name_of(asked) in ANSWERS else []
            case ast.keyword(arg=str(name), value=ast.Dict(keys=keys)) if name in ANSWERS:
                yield from (str(key.value) for key in keys if isinstance(key, ast.Constant))
            case _:
                pass


def name_of(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_answer_is_asked_for_by_its_field(folder):
    for path in files_of(folder):
        found = [*answers_by_id(path.read_text())]
        assert not found, f"{path.relative_to(ROOT)} asks for {found}: name the field instead"


@pytest.mark.parametrize(
    "source",
    [
        'answers["held_on"]',
        'draft.answers.get("held_on", "")',
        'said.texts["held_on"]',
        'Draft(answers={"held_on": today})',
    ],
)
def test_an_answer_asked_for_by_a_word_is_found(source):
    assert [*answers_by_id(source)] == ["held_on"]


def test_no_id_is_spelled_where_its_field_could_be_named():
    """Of ids of several words: one such as `on` is a word of the language, too."""
    declared: defaultdict[str, set[str]] = defaultdict(set)
    files = {path: path.read_text() for folder in FOLDERS for path in files_of(folder)}
    for path, source in files.items():
        for one in ids_declared(source):
            declared[one].add(str(path.relative_to(ROOT)))
    for path, source in files.items():
        place = str(path.relative_to(ROOT))
        words = {*words_in(ast.walk(ast.parse(source)))}
        spelled = {word for word in words & {*declared} if place not in declared[word]}
        if not place.startswith("bot/imports/"):
            assert {word for word in spelled if "_" in word} == ALSO.get(place, set()), place


def test_an_id_is_found_where_it_is_declared():
    source = f'from {FIELDS} import day as a_day\nHELD_ON = a_day("held_on", "Held on")\n'

    assert ids_declared(source) == {"held_on": 1}


def test_no_two_fields_of_a_form_have_one_id():
    forms = {"a conversation": [*HEADER, *ARRANGEMENTS]}
    for path in files_of("bot"):
        if ("bot.forms.modals", "Modal") in imports_of(path):
            made = vars(importlib.import_module(module_of(path))).values()
            forms |= {one.name: [*one.fields] for one in made if isinstance(one, Modal)}
    for name, fields in forms.items():
        ids = [one.key for one in fields]
        assert len(ids) == len({*ids}), f"{name} asks {ids}"
