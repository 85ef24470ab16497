"""Putting a workspace together, and taking it up again where it was left."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.app.passes import ResponseUrls, Triggers
from sandbox.app.sockets import Sockets
from sandbox.app.webhooks import Webhooks
from sandbox.server.faults import Faults
from sandbox.server.rate_limits import Limits
from sandbox.workspace.clock import SchoolClock, WireClock, iso
from sandbox.workspace.district import A_SMALL_DISTRICT, District
from sandbox.workspace.installed import InstalledApp, install
from sandbox.workspace.journal import Changes, Journal
from sandbox.workspace.shared_files import SharedFiles
from sandbox.workspace.views import Views
from sandbox.workspace.workspace import Workspace
from sandbox.workspace.world import Line, Settings, World


def assembled(
    *,
    manifest: Mapping[str, Any],
    district: District | None,
    url: str,
    at: datetime | None,
    wire_rate: float,
    request_url: str | None,
    rate_limits: bool,
) -> World:
    begun = district or A_SMALL_DISTRICT
    app = install(manifest, begun.team_id)
    zone = ZoneInfo(begun.timezone)
    school = SchoolClock(at if at is None or at.tzinfo else at.replace(tzinfo=zone), zone)
    wire = WireClock(wire_rate)
    journal = Journal(school, wire, Changes())
    workspace = Workspace(begun)
    settings = Settings()
    world = World(
        url=url,
        app=app,
        workspace=workspace,
        school=school,
        wire=wire,
        journal=journal,
        faults=Faults(),
        limits=Limits(wire.now, kept=rate_limits),
        views=Views(workspace.new_id),
        triggers=Triggers(wire, sum(app.app_id.encode())),
        response_urls=ResponseUrls(wire),
        line=_line(
            app, url, request_url=request_url, wire=wire, journal=journal, settings=settings
        ),
        settings=settings,
        files=SharedFiles(),
    )
    _populate(world, begun)
    return world


def _line(
    app: InstalledApp,
    url: str,
    *,
    request_url: str | None,
    wire: WireClock,
    journal: Journal,
    settings: Settings,
) -> Line:
    if request_url is None:
        return Sockets(
            base_url=url, app_id=app.app_id, wire=wire, journal=journal, settings=settings
        )
    return Webhooks(
        request_url=request_url,
        signing_secret=app.signing_secret,
        verification_token=app.verification_token,
        wire=wire,
        journal=journal,
    )


def _populate(world: World, district: District) -> None:
    workspace = world.workspace
    workspace.users[world.app.bot_user.id] = world.app.bot_user
    for newcomer in district.people:
        workspace.admit(newcomer)
    for room in district.rooms:
        channel = workspace.furnish(room, world.epoch())
        if room.with_app:
            channel.members.append(world.app.bot_user.id)


def snapshot(world: World) -> dict[str, Any]:
    return {
        "workspace": world.workspace.snapshot(),
        "files": world.files.snapshot(),
        "views": world.views.snapshot(),
        "touched": world.touched,
        "notices": world.notices,
        "read": world.read,
        "now": iso(world.school.now()),
    }


def resumed(world: World, kept: dict[str, Any] | None) -> None:
    """Take up a kept workspace; people and rooms that are new in the district come in beside."""
    if kept is None:
        return
    world.workspace.restore(kept["workspace"])
    world.files.restore(kept.get("files", []))
    world.views.restore(kept["views"])
    world.touched.update(kept["touched"])
    world.notices.update(kept["notices"])
    world.read.update(kept.get("read", {}))
    world.school.not_before(datetime.fromisoformat(kept["now"]))
