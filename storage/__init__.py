"""What is kept: the only place that speaks to a database."""

from storage.audit import Disclosure
from storage.audit_chains import Broken, Checked, Fault
from storage.engine.backups import Contents, contents_of, restore, write_backup
from storage.engine.database import Database, open_database
from storage.engine.keys import Keys, kept_keys
from storage.engine.patience import waiting_at_most
from storage.engine.rotation import rotate_keys
from storage.engine.sealed_walks import broken_seals
from storage.links_outside.link_codes import Threshold, Trial
from storage.outbox.errands import Errand, Fate
from storage.outbox.messages import Posted
from storage.outbox.outbox import Claimed, Sent
from storage.records.destruction import Certificate
from storage.scopes.link_doors import Visit
from storage.scopes.scopes import Scope
from storage.scopes.storage import Storage
from storage.settings.workspaces import adopt_local, make_workspace, workspaces

__all__ = [
    "Broken",
    "Certificate",
    "Checked",
    "Claimed",
    "Contents",
    "Database",
    "Disclosure",
    "Errand",
    "Fate",
    "Fault",
    "Keys",
    "Posted",
    "Scope",
    "Sent",
    "Storage",
    "Threshold",
    "Trial",
    "Visit",
    "adopt_local",
    "broken_seals",
    "contents_of",
    "kept_keys",
    "make_workspace",
    "open_database",
    "restore",
    "rotate_keys",
    "waiting_at_most",
    "workspaces",
    "write_backup",
]
