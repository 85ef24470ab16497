"""A school for the tests of what is kept."""

import pytest

from tests.storage.school import School


@pytest.fixture
def school(storage) -> School:
    return School(storage)
