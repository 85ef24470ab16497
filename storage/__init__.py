"""What is kept: the only place that speaks to a database."""

from storage.audit import AuditEntry, Disclosure
from storage.database import Database, open_database
from storage.errands import Errand
from storage.meetings import DateChange
from storage.messages import Posted
from storage.outbox import Claimed, Sent
from storage.rotation import rotate_keys
from storage.scopes import Scope
from storage.storage import Storage
from storage.workspaces import adopt_local, make_workspace, workspaces

__all__ = [
    "AuditEntry",
    "Claimed",
    "Database",
    "DateChange",
    "Disclosure",
    "Errand",
    "Posted",
    "Scope",
    "Sent",
    "Storage",
    "adopt_local",
    "make_workspace",
    "open_database",
    "rotate_keys",
    "workspaces",
]
