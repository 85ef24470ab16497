"""HTTP: Slack reaches us at one address, people outside Slack at others, an operator at one."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.ui.links_outside import web_pages as web_page
from handlers.kit.bolt import THREADS

SLACK_PATH = "/slack/events"

LARGEST_OF_SLACK = 4_000_000
"""Bytes of a request at Slack's address; its views are a sixteenth of that at most."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""What every answer tells a browser not to do, at whatever address but Slack's own."""

Serve = Callable[[Starlette, threading.Event], None]
"""Serves an application until the event is set; app.py brings the server."""


class WebPages(Protocol):
    """Pages for people outside Slack."""

    def routes(self) -> list[Route]: ...

    def close(self) -> None:
        """Finish what is running."""


class WebWay:
    """The addresses at which we are found, opened and closed by app.py.

    `slack` is the app that answers Slack, in HTTP mode; `form` is there where people outside
    Slack have an address.
    """

    def __init__(
        self,
        slack: App | None,
        *,
        form: WebPages | None,
        healthy: Callable[[], bool],
        serve: Serve,
    ) -> None:
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="web")
        self._web = web_app(slack, form=form, pool=self._pool, healthy=healthy)
        self._form = form
        self._serve = serve
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(
            target=self._serve, args=(self._web, self._stopping), name="web"
        )
        self._thread.start()

    def stop(self) -> None:
        """Finish what is running, then close the address."""
        self._stopping.set()
        if self._thread:
            self._thread.join()
        self._pool.shutdown(wait=True)
        if self._form:
            self._form.close()


def web_app(
    slack: App | None,
    *,
    form: WebPages | None,
    pool: ThreadPoolExecutor,
    healthy: Callable[[], bool],
) -> Starlette:
    """Serve requests on thread pools: a listener on the event loop would stop it."""

    async def health(_: Request) -> Response:
        loop = asyncio.get_running_loop()
        well = await loop.run_in_executor(pool, healthy)
        return JSONResponse({"well": well}, status_code=200 if well else 503)

    routes = [Route("/healthz", health, methods=["GET"])]
    if slack is not None:
        routes.append(Route(SLACK_PATH, _slack_route(slack, pool), methods=["POST"]))
    if form is not None:
        routes += form.routes()
    web = Starlette(
        routes=routes,
        middleware=[Middleware(Guarded, apart=SLACK_PATH)],
        exception_handlers={404: _nothing_here, 405: _nothing_here},
    )
    # It would answer with an address made from whatever the request calls its host.
    web.router.redirect_slashes = False
    return web


def _slack_route(app: App, pool: ThreadPoolExecutor) -> Callable[..., object]:
    async def slack(request: Request) -> Response:
        body = await read_up_to(request, LARGEST_OF_SLACK)
        if body is None:
            return Response(status_code=413)
        bolt_request = to_bolt_request(request, body)
        loop = asyncio.get_running_loop()
        return to_starlette_response(await loop.run_in_executor(pool, app.dispatch, bolt_request))

    return slack


def _nothing_here(_: Request, error: Exception) -> Response:
    return HTMLResponse(web_page.dead(), status_code=getattr(error, "status_code", 404))


async def read_up_to(request: Request, most: int) -> bytes | None:
    """Read the body of a request; None where it is longer, of which no more is read."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > most:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)


class Guarded:
    """Puts the strict headers on every answer, those of Slack's own address apart."""

    def __init__(self, app: ASGIApp, *, apart: str) -> None:
        self._app = app
        self._apart = apart

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] == self._apart:
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(
                        (name.lower().encode(), value.encode())
                        for name, value in HEADERS.items()
                        if name.lower().encode() not in given
                    ),
                ]
            await send(message)

        await self._app(scope, receive, sending)
