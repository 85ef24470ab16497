"""The page that a browser is given: its files, and what they may do there."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from sandbox.screen import plain
from sandbox.workspace.world import World

PAGE = Path(__file__).parent.parent / "page"

KINDS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}

GUARDS = {
    "content-security-policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}
"""Nothing runs but these files, and nothing is asked of another host."""


async def front(world: World, request: Request) -> Response:
    """Give browsers the page, and plain text to whoever does not ask for HTML."""
    if "text/html" not in request.headers.get("accept", ""):
        return await plain.show(world, request)
    return _file(PAGE / "index.html")


async def part(_: World, request: Request) -> Response:
    found = _parts().get(request.path_params["name"])
    return _file(found) if found else Response("There is no such file.\n", 404)


def _parts() -> dict[str, Path]:
    """Every file of the page by its name; what is not listed here is not given out."""
    return {
        path.relative_to(PAGE).as_posix(): path
        for path in PAGE.rglob("*")
        if path.suffix in KINDS and path.is_file()
    }


def _file(path: Path) -> Response:
    return FileResponse(path, media_type=KINDS[path.suffix], headers=GUARDS)
