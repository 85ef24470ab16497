"""Where a journey may leave what its people saw: see `seen.py` for what that is."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.seen import watching

SEEN = "PREIEP_SEEN"
"""Set to a folder, each journey leaves there what its people saw, for `compare` to read."""


@pytest.fixture(autouse=True)
def keeps_what_was_seen(request: pytest.FixtureRequest) -> Iterator[None]:
    """Write one file a journey: in a folder by its database, if it is tried on more than one."""
    folder = os.environ.get(SEEN)
    if not folder or request.path.name == "test_compare.py":
        yield
        return
    with watching() as journey:
        yield
    name, *parameters = re.findall(r"\w+", request.node.name)
    file = Path(folder, *parameters, f"{name}.txt")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(journey.told())
