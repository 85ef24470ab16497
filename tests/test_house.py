"""The house keeps its rules: who imports whom, what stands where, and under which name."""

import ast
import functools
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MAY_IMPORT = {
    "bot": {"bot"},
    "storage": {"storage", "bot", "sqlalchemy", "alembic", "cryptography"},
    "casework": {"casework", "bot", "storage", "holidays"},
    "handlers": {"handlers", "bot", "casework", "storage", "slack_bolt", "slack_sdk"},
    "jobs": {"jobs", "bot", "casework", "storage", "slack_sdk", "apscheduler"},
    "cli": {"cli", "bot", "casework", "storage", "jobs", "sandbox", "slack_sdk", "yaml"},
    "sandbox": {"sandbox", "starlette", "uvicorn", "yaml"},
}
BESIDES = {
    "handlers/kit/socket_mode.py": {"websockets"},
    "handlers/kit/web.py": {"starlette"},
    "handlers/kit/web_server.py": {"starlette", "uvicorn"},
    "handlers/links_outside/web_forms.py": {"starlette"},
    "bot/date_words.py": {"babel"},
    "bot/spelling.py": {"rapidfuzz"},
    "bot/ui/documents/paper.py": {"fpdf"},
    "cli/workspaces.py": {"holidays"},
    "storage/engine/postgresql.py": {"psycopg"},
}
PRODUCT = ("bot", "casework", "cli", "handlers", "jobs", "storage")
FOLDERS = (*PRODUCT, "bench", "sandbox", "tests")

FEATURES = {
    "after_meetings",
    "conversations",
    "dates",
    "digest",
    "district",
    "forms",
    "goals",
    "imports",
    "links_outside",
    "meeting_day",
    "meetings",
    "office",
    "people",
    "records",
    "rehearsal",
    "requests",
    "settings",
}
LAYERS = {
    "bot": {"content", "ui"},
    "bot/forms": set(),
    "bot/ui": {"documents", "kit"},
    "casework": set(),
    "handlers": {"kit"},
    "jobs": {"delivery", "tellers"},
    "storage": {"engine", "migrations", "outbox", "scopes", "tables"},
}
"""The layers whose folders are features, with the folders of each that are none."""

HANDED_ON = {"storage", "storage.tables", "bot.content"}
"""What hands on names that others made: its own are the way to them."""

LARGEST_FOLDER = 25
LONGEST_FILE = 400


def files_of(folder: str) -> list[Path]:
    return sorted(path for path in (ROOT / folder).rglob("*.py") if "versions" not in path.parts)


def place_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@functools.cache
def imports_of(path: Path) -> tuple[tuple[str, str], ...]:
    """Each module that a file imports, with the name taken from it, if one is."""
    return tuple(_imports_in(ast.parse(path.read_text())))


def _imports_in(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def modules_of(path: Path) -> set[str]:
    return {module for module, _ in imports_of(path)} | {
        f"{module}.{name}" for module, name in imports_of(path)
    }


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_each_folder_imports_only_what_the_table_allows(folder):
    for path in files_of(folder):
        allowed = MAY_IMPORT[folder] | BESIDES.get(place_of(path), set())
        roots = {module.partition(".")[0] for module in modules_of(path)}
        strangers = roots - allowed - set(sys.stdlib_module_names)
        assert not strangers, f"{place_of(path)} imports {sorted(strangers)}"


@pytest.mark.parametrize("folder", ["storage", "casework"])
def test_records_and_use_cases_know_nothing_of_what_people_see(folder):
    for path in files_of(folder):
        assert not {name for name in modules_of(path) if name.startswith("bot.ui")}, path


def test_nothing_in_the_core_but_surfaces_imports_surfaces():
    for path in files_of("bot"):
        if path.is_relative_to(ROOT / "bot" / "ui"):
            continue
        assert not {name for name in modules_of(path) if name.startswith("bot.ui")}, path


@pytest.mark.parametrize("folder", ["casework", "handlers", "jobs"])
def test_whoever_uses_the_records_uses_what_storage_hands_out(folder):
    handed_out = set(names_made_by("storage/__init__.py"))
    for path in files_of(folder):
        for module, name in imports_of(path):
            assert not module.startswith("storage."), f"{place_of(path)} reaches into {module}"
            assert module != "storage" or name in handed_out, f"{place_of(path)} imports {name}"


def names_made_by(place: str) -> list[str]:
    tree = ast.parse((ROOT / place).read_text())
    return [
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]


def test_handlers_of_one_feature_know_nothing_of_anothers():
    """Each knows its own, and `kit/`; what features share is a use case, or a surface."""
    for path in files_of("handlers"):
        feature = path.relative_to(ROOT / "handlers").parts[0]
        if feature == "__init__.py":
            continue
        for module, _ in imports_of(path):
            layer, _, rest = module.partition(".")
            if layer == "handlers":
                assert rest.partition(".")[0] in (feature, "kit"), f"{place_of(path)}: {module}"


@pytest.mark.parametrize("layer", LAYERS)
def test_the_same_feature_has_the_same_name_in_every_layer(layer):
    folders = {path.parent for path in files_of(layer)} - {ROOT / layer}
    named = {folder.relative_to(ROOT / layer).parts[0] for folder in folders}
    assert named <= FEATURES | LAYERS[layer]


@pytest.mark.parametrize("layer", LAYERS)
def test_tests_stand_in_the_folder_of_what_they_test(layer):
    if not (ROOT / "tests" / layer).exists():
        pytest.fail(f"nothing tests {layer}")
    inner = {path.name for path in (ROOT / "tests" / layer).iterdir() if path.is_dir()}
    made = {path.name for path in (ROOT / layer).iterdir() if path.is_dir()}
    assert inner - {"__pycache__"} <= made | FEATURES


def test_no_folder_holds_more_than_one_can_survey():
    held: defaultdict[str, int] = defaultdict(int)
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and not is_left_out(path):
                held[place_of(path.parent)] += 1
    assert not {place: count for place, count in held.items() if count > LARGEST_FOLDER}


def is_left_out(path: Path) -> bool:
    """Whether a file counts for no folder: a font, a migration, or what no person wrote."""
    return bool({"fonts", "versions", "__pycache__", "node_modules"} & set(path.parts))


def test_no_file_grows_beyond_what_one_can_read_at_a_sitting():
    files = [path for folder in (*PRODUCT, "bench", "sandbox") for path in files_of(folder)]
    long = {
        place_of(path): lines
        for path in [ROOT / "app.py", *files]
        if (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert not long


def test_every_module_says_what_it_is_about():
    for folder in (*MAY_IMPORT, "bench"):
        for path in files_of(folder):
            assert ast.get_docstring(ast.parse(path.read_text())), place_of(path)


def test_nobody_reads_the_clock_but_app():
    """Ruff's banned list says it too; this holds it where a line could switch that off."""
    for folder in PRODUCT:
        for path in files_of(folder):
            text = path.read_text()
            for reading in ("datetime.now(", "date.today(", "utcnow(", "time.time(", "monotonic("):
                assert reading not in text, f"{place_of(path)} reads the clock"


RAW = re.compile(
    r"""\["state"\]|get\("state"|"selected_|private_metadata"""
    r"""|\bapp\.(view|action|options|command|shortcut|event|message|function|step)\w*\("""
)
"""How Slack tells what stands in a modal, and how Bolt is told what to listen to."""

READS_RAW = {"bot/ui/kit", "handlers/kit"}


def raw_in(text: str) -> list[str]:
    return [found.group() for found in RAW.finditer(text)]


@pytest.mark.parametrize("folder", ["bot", "casework", "cli", "handlers", "jobs"])
def test_slacks_state_is_read_and_its_listeners_are_registered_in_one_place(folder):
    for path in files_of(folder):
        if place_of(path.parent) not in READS_RAW:
            assert not raw_in(path.read_text()), place_of(path)


@pytest.mark.parametrize(
    "text",
    [
        'view["state"]["values"]',
        'view.get("state", {})',
        'action.get("selected_option")',
        'app.view("save")(keep)',
        'app.event("app_home_opened")(draw)',
        "app.view_submission(keep)",
    ],
)
def test_raw_state_is_found(text):
    assert raw_in(text)


def test_no_two_classes_bear_one_name():
    made = defaultdict(list)
    for path in [ROOT / "app.py", *(path for folder in PRODUCT for path in files_of(folder))]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                made[node.name].append(place_of(path))
    assert not {name: places for name, places in made.items() if len(places) > 1}


def test_each_name_has_one_import_path():
    """What a module imports, nobody imports from it; `storage` alone hands on what others made."""
    ours = {module_of(path): path for folder in PRODUCT for path in files_of(folder)}
    made = {module: names_made_in(path) for module, path in ours.items()}
    files = [path for folder in (*PRODUCT, "bench", "tests") for path in files_of(folder)]
    for path in [ROOT / "app.py", *files]:
        for module, name in imports_of(path):
            if name and module in ours and module not in HANDED_ON:
                found = name in made[module] or f"{module}.{name}" in ours
                assert found, f"{place_of(path)} imports {name}, which {module} only imports"


def module_of(path: Path) -> str:
    return place_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def names_made_in(path: Path) -> set[str]:
    """The names that a module defines itself, at its top level."""
    names: set[str] = set()
    for node in ast.parse(path.read_text()).body:
        match node:
            case (
                ast.ClassDef(name=name)
                | ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
            ):
                names.add(name)
            case ast.Assign(targets=targets):
                names |= {
                    part.id
                    for one in targets
                    for part in ast.walk(one)
                    if isinstance(part, ast.Name)
                }
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case _:
                pass
    return names
