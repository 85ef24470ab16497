"""HTTP: Slack reaches us at one address, people outside Slack at others, an operator at one."""

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.starlette.handler import to_starlette_response
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.ui.links_outside import web_pages as web_page
from handlers.kit.bolt import THREADS
from handlers.kit.errors import described
from handlers.kit.signatures import Signatures

logger = logging.getLogger(__name__)

SLACK_PATH = "/slack/events"

LARGEST_OF_SLACK = 1_500_000
"""Bytes of a request at Slack's address: a view of 250 KB and its answers, percent-encoded."""

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

HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}
"""What they tell it besides where people come over https: never to come another way again."""

Serve = Callable[[Starlette, threading.Event], None]
"""Serves an application until the event is set; app.py brings the server."""


class WebPages(Protocol):
    """Pages for people outside Slack."""

    def routes(self) -> list[Route]: ...

    def close(self) -> None:
        """Finish what is running."""


@dataclass(frozen=True, kw_only=True)
class SlacksAddress:
    """What answers Slack in HTTP mode, and how Slack is known."""

    app: App
    signatures: Signatures

    def answer(self, headers: Mapping[str, str], body: bytes) -> BoltResponse:
        """Answer a request; what Slack did not sign is not even decoded."""
        if not self.signatures.fit(headers, body):
            return self.refuse()
        try:
            # Nothing else of the headers is signed, and Bolt would heed some of them.
            kind = headers.get("content-type", "")
            request = BoltRequest(body=body.decode(), headers={"content-type": kind})
            response = self.app.dispatch(request)
        except Exception as error:  # noqa: BLE001 - the text quotes what was sent
            logger.warning("a request signed by Slack cannot be read: %s", described(error))
            return BoltResponse(status=400)
        # What our own listeners meet they answer in words; Bolt has met what is no request at all.
        return BoltResponse(status=400) if response.status >= 500 else response

    def refuse(self) -> BoltResponse:
        logger.warning("a request without Slack's signature was turned away")
        return BoltResponse(status=401)


class WebWay:
    """The addresses at which we are found, opened and closed by app.py.

    `slack` is there in HTTP mode; `form` is there where people outside Slack have an address, to
    which they come over https where it is `secure`.
    """

    def __init__(
        self,
        slack: SlacksAddress | None,
        *,
        form: WebPages | None,
        secure: bool,
        healthy: Callable[[], bool],
        serve: Serve,
    ) -> None:
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="web")
        # Whoever looks after us is answered though all the others are at work.
        self._health = ThreadPoolExecutor(1, thread_name_prefix="health")
        routes = [Route("/healthz", _health_route(healthy, self._health), methods=["GET"])]
        if slack is not None:
            routes.append(Route(SLACK_PATH, _slack_route(slack, self._pool), methods=["POST"]))
        if form is not None:
            routes += form.routes()
        self._web = web_app(routes, HEADERS | (HTTPS_ONLY if secure else {}))
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
        for pool in (self._pool, self._health):
            pool.shutdown(wait=True)
        if self._form:
            self._form.close()


def web_app(routes: list[Route], headers: Mapping[str, str]) -> Starlette:
    web = Starlette(
        routes=routes,
        middleware=[Middleware(Guarded, headers=headers, apart=SLACK_PATH)],
        exception_handlers={404: _nothing_here, 405: _nothing_here},
    )
    # It would answer with an address made from whatever the request calls its host.
    web.router.redirect_slashes = False
    return web


def _health_route(healthy: Callable[[], bool], pool: ThreadPoolExecutor) -> Callable[..., object]:
    async def health(_: Request) -> Response:
        well = await asyncio.get_running_loop().run_in_executor(pool, healthy)
        return JSONResponse({"well": well}, status_code=200 if well else 503)

    return health


def _slack_route(address: SlacksAddress, pool: ThreadPoolExecutor) -> Callable[..., object]:
    """Read, then work on the pool: a listener on the event loop would stop it for everybody."""

    async def slack(request: Request) -> Response:
        headers = request.headers
        if not address.signatures.are_possible(headers):
            return to_starlette_response(address.refuse())
        body = await read_up_to(request, LARGEST_OF_SLACK)
        if body is None:
            return Response(status_code=413)
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(pool, address.answer, headers, body)
        return to_starlette_response(answer)

    return slack


def _nothing_here(_: Request, error: Exception) -> Response:
    return HTMLResponse(web_page.dead(), status_code=getattr(error, "status_code", 404))


async def read_up_to(request: Request, most: int) -> bytes | None:
    """Read the body of a request; None where it is longer, of which no more is read."""
    if int(request.headers.get("content-length", 0)) > most:
        return None
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

    def __init__(self, app: ASGIApp, *, headers: Mapping[str, str], apart: str) -> None:
        self._app = app
        self._headers = headers
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
                        for name, value in self._headers.items()
                        if name.lower().encode() not in given
                    ),
                ]
            await send(message)

        await self._app(scope, receive, sending)
