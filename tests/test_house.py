"""The house keeps its rules: who imports whom, and that every room says what it is for."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("app", "bench", "bot", "casework", "cli", "handlers", "jobs", "sandbox", "storage", "tests")

MAY_IMPORT = {
    "bot": {"bot"},
    "storage": {"storage", "bot", "sqlalchemy", "alembic", "cryptography"},
    "casework": {"casework", "bot", "storage"},
    "handlers": {"handlers", "bot", "casework", "storage", "slack_bolt", "slack_sdk", "holidays"},
    "jobs": {"jobs", "bot", "storage", "slack_sdk", "apscheduler"},
    "cli": {"cli", "bot", "storage", "jobs", "sandbox", "holidays", "slack_sdk", "yaml"},
    "sandbox": {"sandbox", "starlette", "uvicorn", "yaml"},
}
BESIDES = {
    "handlers/web.py": {"starlette"},
    "handlers/web_form.py": {"starlette"},
    "bot/ui/documents/paper.py": {"fpdf"},
}


def files_of(folder: str) -> list[Path]:
    return sorted(path for path in (ROOT / folder).rglob("*.py") if "versions" not in path.parts)


def imported_modules(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_each_folder_imports_only_what_the_table_allows(folder):
    for path in files_of(folder):
        allowed = MAY_IMPORT[folder] | BESIDES.get(str(path.relative_to(ROOT)), set())
        roots = {name.partition(".")[0] for name in imported_modules(path)}
        strangers = roots - allowed - set(sys.stdlib_module_names)
        assert not strangers, f"{path.relative_to(ROOT)} imports {sorted(strangers)}"


@pytest.mark.parametrize("folder", ["casework", "storage"])
def test_what_is_kept_and_done_knows_nothing_of_what_people_see(folder):
    for path in files_of(folder):
        assert not {name for name in imported_modules(path) if name.startswith("bot.ui")}, path


def test_nothing_in_the_core_but_surfaces_imports_surfaces():
    for path in files_of("bot"):
        if "ui" in path.parts:
            continue
        assert not {name for name in imported_modules(path) if name.startswith("bot.ui")}, path


def test_handlers_and_jobs_use_only_what_storage_hands_out():
    for folder in ("casework", "handlers", "jobs"):
        for path in files_of(folder):
            inner = {name for name in imported_modules(path) if name.startswith("storage.")}
            handed_out = {name for name in inner if name.count(".") == 1 and name[8:9].isupper()}
            functions = {name for name in inner - handed_out if _is_exported(name)}
            assert not inner - handed_out - functions, f"{path}: {inner}"


def _is_exported(name: str) -> bool:
    tree = ast.parse((ROOT / "storage" / "__init__.py").read_text())
    exported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return name.count(".") == 1 and name.removeprefix("storage.") in exported


def test_every_module_says_what_it_is_about():
    for folder in (*MAY_IMPORT, "bench"):
        for path in files_of(folder):
            assert ast.get_docstring(ast.parse(path.read_text())), path.relative_to(ROOT)


def test_no_file_grows_beyond_what_one_can_read_at_a_sitting():
    long = {
        str(path.relative_to(ROOT)): lines
        for folder in (*MAY_IMPORT, "bench")
        for path in files_of(folder)
        if (lines := len(path.read_text().splitlines())) > 400
    }
    assert not long


def test_nobody_reads_the_clock_but_app():
    """Ruff's banned list says it too; this holds it where a line could switch that off."""
    for folder in ("bot", "casework", "storage", "handlers", "jobs", "cli"):
        for path in files_of(folder):
            text = path.read_text()
            for reading in ("datetime.now(", "date.today(", "utcnow(", "time.time(", "monotonic("):
                assert reading not in text, f"{path.relative_to(ROOT)} reads the clock"
