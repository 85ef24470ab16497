"""Everything that one running workspace consists of; here its parts find one another."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from sandbox.app.passes import ResponseUrls, Triggers
from sandbox.blocks.fields import Values
from sandbox.server.faults import Faults
from sandbox.server.rate_limits import Limits
from sandbox.workspace.clock import SchoolClock, WireClock
from sandbox.workspace.installed import InstalledApp
from sandbox.workspace.journal import Journal
from sandbox.workspace.messages import Message, as_api
from sandbox.workspace.views import Views
from sandbox.workspace.workspace import Channel, User, Workspace

if TYPE_CHECKING:
    from sandbox.workspace.shared_files import SharedFiles


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back from the app for something that was sent to it."""

    kind: str
    """acknowledged, late (no answer in time), failed (an HTTP error) or unreachable."""
    payload: dict[str, Any] | None = None
    malformed: bool = False
    """It was acknowledged with something that is no JSON object."""
    try_again: str = ""
    """Why an event would be sent again; empty: it would not."""


class Line(Protocol):
    """The way to the app: sockets, or signed requests."""

    async def send(
        self, kind: str, payload: dict[str, Any], retry: tuple[int, str] | None
    ) -> Answer:
        """Send once, and return what came back; `retry` is the attempt and its reason."""

    @property
    def is_open(self) -> bool:
        """Tell whether there is anybody to send to."""


@dataclass(kw_only=True)
class Settings:
    """How this workspace behaves where Slack's administrators, or luck, would decide."""

    typing_delay: float = 0.0
    """Wire seconds by which what is sent while somebody types comes late."""
    typing_reordered: bool = False
    editing_closed: bool = False
    messages_tab_off: bool = False
    """Whether somebody has switched off the app's messages tab since it was installed."""
    files_refused: str = ""
    """What every upload is refused with: file_uploads_disabled, storage_limit_reached."""
    sharing_delay: float = 0.0
    """Wire seconds from a file's completion to the message that shows it."""
    organization: str = ""
    """The id of the organization for which the app is installed as a whole; empty: it is not."""
    scopes_told: bool = True
    """Whether answers carry the headers that tell of scopes; a proxy may take them away."""
    tokens_refused: str = ""
    """What every token is refused with: token_revoked, account_inactive; empty: they are good."""
    client_ids_kept: bool = False
    """Whether a `client_msg_id` makes a second post the first one again, as Slack's errors hint."""
    connection_policy: str = "round-robin"
    """Which connection an envelope takes: round-robin, first, last."""


@dataclass(kw_only=True)
class World:
    url: str
    app: InstalledApp
    workspace: Workspace
    school: SchoolClock
    wire: WireClock
    journal: Journal
    faults: Faults
    limits: Limits
    views: Views
    triggers: Triggers
    response_urls: ResponseUrls
    line: Line
    files: "SharedFiles"
    settings: Settings = field(default_factory=Settings)
    touched: dict[str, Values] = field(default_factory=dict)
    """What people entered in messages, by person, conversation and ts; a client keeps its own."""
    notices: dict[str, list[str]] = field(default_factory=dict)
    """What Slack itself told a person, by person."""
    read: dict[str, dict[str, str]] = field(default_factory=dict)
    """The ts up to which people have read, by person, then by conversation or thread."""
    offered: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """What external selects in messages last suggested."""
    client_ids: dict[str | None, tuple[str, str]] = field(default_factory=dict)
    """The conversation and ts of what the app posted under an id of its own."""
    errands: set[asyncio.Task[None]] = field(default_factory=set)

    def spawn(self, errand: Coroutine[Any, Any, None]) -> None:
        """Let something go on by itself."""
        task = asyncio.get_running_loop().create_task(errand)
        self.errands.add(task)
        task.add_done_callback(self.errands.discard)

    def bot(self) -> User:
        return self.workspace.users[self.app.bot_user.id]

    def new_ts(self) -> str:
        return self.workspace.new_ts(self.school.now().timestamp())

    def epoch(self) -> int:
        return int(self.school.now().timestamp())

    def shown(
        self, message: Message, channel: Channel, *, with_metadata: bool = False
    ) -> dict[str, Any]:
        thread = channel.thread(message.thread_ts or message.ts)
        profile = self.app.profile()
        shown = as_api(message, thread, profile, with_metadata=with_metadata)
        if message.files and not message.deleted:
            shown["files"] = [self.files.shown(one, self.url) for one in message.files]
            shown["upload"] = True
        return shown

    def tell(self, user: str, notice: str) -> None:
        self.notices.setdefault(user, []).append(notice)
        self.journal.changes.note()
