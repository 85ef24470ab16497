"""A school at work, for tests of what people do in Slack."""

from collections.abc import Iterator

import pytest

from tests.people import RunningSchool, running_school


@pytest.fixture
def school(database_url) -> Iterator[RunningSchool]:
    with running_school(database_url) as running:
        yield running
