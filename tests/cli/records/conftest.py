"""A school on the database of the command line, in the workspace that its commands find."""

import pytest

from bot.workspaces import WorkspaceId
from storage import Storage, make_workspace, open_database
from tests.conftest import KEYS, NOW
from tests.storage.school import School


@pytest.fixture
def school(database_url, command):
    """A school in the workspace that a command finds by itself."""
    database = open_database(database_url, KEYS)
    local = WorkspaceId("local")
    make_workspace(database, local, timezone="America/Los_Angeles", region="none", now=NOW)
    yield School(Storage(database, local))
    database.close()
