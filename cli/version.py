"""The version of Preiep, as pyproject.toml has it and nothing else does."""

import tomllib
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "pyproject.toml"


def version() -> str:
    """Return the version that runs here, such as 0.2.0."""
    project: dict[str, str] = tomllib.loads(SOURCE.read_text())["project"]
    return project["version"]
