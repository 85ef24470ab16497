"""What every job works with."""

from dataclasses import dataclass

from bot.clock import Clock, Wire
from bot.content import Content
from bot.links_outside.mails import MailServer
from storage import Storage


@dataclass(frozen=True, kw_only=True)
class JobSurroundings:
    """The collaborators that app.py hands to the jobs."""

    storage: Storage
    clock: Clock
    wire: Wire
    content: Content
    public_url: str = ""
    """Where people outside Slack reach the web form; empty where they do not."""
    mail_server: MailServer | None = None
