"""Every address that the workspace answers at."""

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from sandbox.app import replying
from sandbox.app.sockets import Sockets
from sandbox.screen import glances, plain
from sandbox.server import control, frame, watching
from sandbox.server import page_files as files
from sandbox.workspace import timekeeping, traffic, transfers
from sandbox.workspace.world import World

Answering = Callable[[World, Request], Awaitable[Response]]

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def application(world: World) -> Starlette:
    """Return the ASGI application of one workspace."""

    def at(path: str, method: str, answering: Answering, *, guarded: bool = False) -> Route:
        async def endpoint(request: Request) -> Response:
            if guarded and _is_foreign(request):
                return JSONResponse({"not_possible": "only from this machine"}, 403)
            return await answering(world, request)

        return Route(path, endpoint, methods=[method])

    def ours(path: str, method: str, answering: Answering) -> Route:
        return at(f"/sandbox{path}", method, answering, guarded=True)

    async def link(websocket: WebSocket) -> None:
        if isinstance(world.line, Sockets):
            await world.line.welcome(websocket)
        else:
            await websocket.close()

    return Starlette(
        routes=[
            at("/", "GET", files.front, guarded=True),
            at("/archives/{channel}/{message}", "GET", files.front, guarded=True),
            at("/plain", "GET", plain.show, guarded=True),
            at("/page/{name:path}", "GET", files.part, guarded=True),
            at("/clock", "GET", watching.clock),
            *(at("/api/{method}", verb, frame.answer) for verb in ("GET", "POST")),
            *(
                at(f"/{kind}/{{team}}/{{url_id}}", "POST", replying.reply)
                for kind in ("actions", "commands", "app")
            ),
            at("/upload/v1/{address}", "POST", transfers.take),
            at("/files-pri/{file}/{name}", "GET", transfers.private),
            at("/files-pri/{file}/download/{name}", "GET", transfers.private),
            WebSocketRoute("/link/", link),
            ours("/status", "GET", watching.status),
            ours("/clock", "POST", watching.go),
            ours("/clock/{how}", "POST", timekeeping.move),
            ours("/about", "GET", glances.about),
            ours("/people", "GET", watching.people),
            ours("/people/{person}", "GET", watching.person),
            ours("/people/{person}/screen", "GET", watching.screen),
            ours("/people/{person}/messages", "GET", watching.messages),
            ours("/people/{person}/ephemerals", "GET", watching.ephemerals),
            ours("/people/{person}/files/{file}", "GET", transfers.download),
            ours("/people/{person}/glance", "POST", glances.glance),
            ours("/people/{person}/conversation", "POST", glances.conversation),
            ours("/people/{person}/read", "POST", glances.read),
            ours("/people/{person}/{act}", "POST", control.act),
            ours("/channels", "GET", watching.channels),
            ours("/triggers/{trigger}", "GET", watching.trigger),
            ours("/journal", "GET", watching.journal),
            ours("/traffic", "GET", traffic.listed),
            ours("/traffic/{number:int}", "GET", traffic.whole),
            ours("/changes", "GET", watching.changes),
            ours("/settle", "GET", watching.settle),
            ours("/faults", "POST", watching.disturb),
            ours("/faults", "DELETE", watching.undisturb),
            ours("/settings", "POST", watching.set_up),
            ours("/deeds/{deed}", "POST", control.do),
        ]
    )


def _is_foreign(request: Request) -> bool:
    """Tell whether a page from elsewhere asks in a browser: it may not act as a person."""
    host = request.headers.get("host", "").rpartition(":")[0] or request.headers.get("host", "")
    if host not in LOOPBACK:
        return True
    is_json = request.headers.get("content-type", "").startswith("application/json")
    return request.method == "POST" and not is_json
