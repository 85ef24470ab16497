"""Whatever the assistant draws by name, the page draws."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_emoji_that_the_assistant_names_has_a_drawing():
    known = set(re.findall(r'"?([a-z0-9_+-]+)"?: "[^"]', _of("sandbox/page/blocks/emoji.js")))
    named = {
        name
        for path in sorted((ROOT / "bot").rglob("*.py")) + sorted((ROOT / "bot").rglob("*.toml"))
        for name in re.findall(r"[\s\"'{](?::)([a-z][a-z0-9_+-]+):(?=[\s\"'])", path.read_text())
    }

    assert "white_check_mark" in named
    assert named - known == set()


def _of(path: str) -> str:
    return (ROOT / path).read_text()
