"""What is expected of Slack: what the sandbox did, as a test recorded it and keeps it."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.rehearsal.reports import Found
from bot.rehearsal.steps import RehearsalStep

FILE = Path(__file__).with_name("expected.json")


@cache
def expected() -> Mapping[RehearsalStep, Found]:
    return {RehearsalStep(step): found for step, found in json.loads(FILE.read_text()).items()}
