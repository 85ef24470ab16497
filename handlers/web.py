"""HTTP: Slack reaches us at one address, and an operator asks after our health at another."""

import asyncio
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


def web_app(app: App, *, healthy: Callable[[], bool]) -> Starlette:
    """Serve Slack's requests on a thread pool: a listener on the event loop would stop it."""
    pool = ThreadPoolExecutor(THREADS, thread_name_prefix="web")

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
