"""HTTP: Slack reaches us at one address, and an operator asks after our health at another."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from handlers.bolt import THREADS

SLACK_PATH = "/slack/events"

Serve = Callable[[Starlette, threading.Event], None]
"""Serves an application until the event is set; app.py brings the server."""


class WebWay:
    """The address at which Slack finds us, opened and closed by app.py."""

    def __init__(self, app: App, *, healthy: Callable[[], bool], serve: Serve) -> None:
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="web")
        self._web = web_app(app, pool=self._pool, healthy=healthy)
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


def web_app(app: App, *, pool: ThreadPoolExecutor, healthy: Callable[[], bool]) -> Starlette:
    """Serve Slack's requests on a thread pool: a listener on the event loop would stop it."""

    async def slack(request: Request) -> Response:
        bolt_request = to_bolt_request(request, await request.body())
        loop = asyncio.get_running_loop()
        return to_starlette_response(await loop.run_in_executor(pool, app.dispatch, bolt_request))

    async def health(_: Request) -> Response:
        loop = asyncio.get_running_loop()
        well = await loop.run_in_executor(pool, healthy)
        return JSONResponse({"well": well}, status_code=200 if well else 503)

    return Starlette(
        routes=[
            Route(SLACK_PATH, slack, methods=["POST"]),
            Route("/healthz", health, methods=["GET"]),
        ]
    )
