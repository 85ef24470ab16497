"""What is kept: the only place that speaks to a database."""

from storage.audit import AuditEntry, Disclosure
from storage.database import Database, open_database
from storage.errands import Errand, Fate
from storage.import_people import Directory
from storage.imports import Files, Import, Report
from storage.link_doors import Visit
from storage.meetings import DateChange
from storage.messages import Posted
from storage.outbox import Claimed, Sent
from storage.rotation import rotate_keys
from storage.scopes import Scope
from storage.storage import Storage
from storage.thresholds import Threshold
from storage.workspaces import adopt_local, make_workspace, workspaces

__all__ = [
    "AuditEntry",
    "Claimed",
    "Database",
    "DateChange",
    "Directory",
    "Disclosure",
    "Errand",
    "Fate",
    "Files",
    "Import",
    "Posted",
    "Report",
    "Scope",
    "Sent",
    "Storage",
    "Threshold",
    "Visit",
    "adopt_local",
    "make_workspace",
    "open_database",
    "rotate_keys",
    "workspaces",
]
