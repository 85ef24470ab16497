"""The bytes of files: taken in at the address of an upload, given out to whoever may see them."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from sandbox.server.faults import OF_CALLS, FaultKind
from sandbox.server.page_files import GUARDS
from sandbox.server.refusals import Refusal
from sandbox.server.transports import abort
from sandbox.workspace.journal import Entry
from sandbox.workspace.shared_files import SharedFile, as_api, may_see
from sandbox.workspace.world import World

UPLOAD, DOWNLOAD = "upload", "download"
"""How the journal and faults call what is no method of the API: sending bytes and getting them."""


async def take(world: World, request: Request) -> Response:
    """Take the bytes of a file, once, and only as many as were announced."""
    content = await request.body()
    entry = world.journal.open("api", "from app", UPLOAD, {"length": len(content)})
    if trouble := _befallen(world, request, entry):
        return trouble
    file = world.files.sent_to(request.path_params["address"])
    if file is None:
        world.journal.close(entry, response=None, refused="no such address, or used before")
        return PlainTextResponse("no such address\n", 404)
    if len(content) != file.size:
        world.journal.close(entry, response=None, refused="not as long as announced")
        return PlainTextResponse("not as long as announced\n", 400)
    file.content = content
    world.journal.close(entry, response="OK")
    return PlainTextResponse(f"OK - {len(content)}")


async def private(world: World, request: Request) -> Response:
    """Give a file to the app: with its token, and the scope that reads files.

    Whoever has not both is led to where people sign in, as slackapi/deno-slack-sdk#285 shows it.
    """
    asked = {"file": request.path_params["file"]}
    entry = world.journal.open("api", "from app", DOWNLOAD, asked)
    if trouble := _befallen(world, request, entry):
        return trouble
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    allowed = scheme.lower() == "bearer" and token.strip() == world.app.bot_token
    if not allowed or "files:read" not in world.app.scopes:
        world.journal.close(entry, response=None, refused="not allowed")
        return _to_sign_in(world, request)
    try:
        given = _given(world.files.find(asked["file"]), world.url)
    except Refusal as refusal:
        world.journal.close(entry, response=None, refused=refusal.error)
        return PlainTextResponse(f"{refusal.error}\n", 404)
    world.journal.close(entry, response="OK")
    return given


def _to_sign_in(world: World, request: Request) -> Response:
    return RedirectResponse(f"{world.url}/?redir={quote(request.url.path)}", 302)


def _befallen(world: World, request: Request, entry: Entry) -> Response | None:
    """Return what comes instead of an answer where a fault was planned."""
    met = {fault.kind for fault in world.faults.befalling(entry.name, OF_CALLS)}
    entry.by_fault = bool(met)
    if FaultKind.RESET in met:
        world.journal.close(entry, response=None, refused="connection lost")
        abort(request.scope)
        return Response()
    if FaultKind.SERVER_ERROR in met:
        world.journal.close(entry, response=None, refused="fatal")
        return PlainTextResponse("fatal\n", 500)
    if FaultKind.ERROR in met:
        world.journal.close(entry, response=None, refused="not allowed")
        return _to_sign_in(world, request)
    return None


async def download(world: World, request: Request) -> Response:
    """Give a file to a person who is in a conversation that shows it; to others it is not there."""
    try:
        user = world.workspace.person(request.path_params["person"])
        file = world.files.find(request.path_params["file"])
    except (LookupError, Refusal):
        return PlainTextResponse("there is no such file\n", 404)
    if not may_see(world, user, file):
        return PlainTextResponse("there is no such file\n", 404)
    return _given(file, world.url)


def _given(file: SharedFile, url: str) -> Response:
    told = {"content-disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
    kind = as_api(file, url)["mimetype"]
    return Response(file.content or b"", media_type=kind, headers={**GUARDS, **told})
