"""The frame of every Web API call: parsing, tokens, scopes, limits, faults, the envelope."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.methods import METHODS
from sandbox.server.api_calls import Arguments, Body, Method
from sandbox.server.faults import OF_CALLS, FaultKind
from sandbox.server.refusals import Refusal, wrong_arguments
from sandbox.server.transports import abort
from sandbox.workspace.journal import Entry
from sandbox.workspace.world import World


@dataclass(kw_only=True)
class Outcome:
    body: Body
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


async def answer(world: World, request: Request) -> Response:
    """Answer one call; what goes wrong is an answer too, with HTTP 200 as Slack has it."""
    name = request.path_params["method"]
    raw = await request.body()
    try:
        given, warnings = _parsed(request, raw)
    except Refusal as refusal:
        given, warnings = {}, []
        entry = world.journal.open("api", "from app", name, given)
        return _closed(world, entry, Outcome(body=refusal.body()))
    token = _token(request, given)
    shown = {key: value for key, value in given.items() if key != "token"}
    entry = world.journal.open("api", "from app", name, shown)
    return await _with_faults(world, request, entry, Call(name, token, given, warnings))


@dataclass(frozen=True)
class Call:
    name: str
    token: str
    given: dict[str, Any]
    warnings: list[str]


async def _with_faults(world: World, request: Request, entry: Entry, call: Call) -> Response:
    met = {fault.kind: fault for fault in world.faults.befalling(call.name, OF_CALLS)}
    entry.by_fault = bool(met)
    entry.notes += [kind.value for kind in met]
    if late := met.get(FaultKind.LATENCY):
        await world.wire.sleep(late.seconds)
    if FaultKind.RESET in met:
        return _gone(world, request, entry)
    if limited := met.get(FaultKind.RATE_LIMITED):
        return _closed(world, entry, _too_many(int(limited.seconds)))
    if FaultKind.SERVER_ERROR in met:
        return _closed(world, entry, Outcome(body={"ok": False, "error": "fatal"}, status=500))
    if wrong := met.get(FaultKind.ERROR):
        return _closed(world, entry, Outcome(body={"ok": False, "error": wrong.error}))
    outcome = _performed(world, call, entry)
    if FaultKind.LOST_ANSWER in met:
        return _gone(world, request, entry)
    return _closed(world, entry, outcome)


def _performed(world: World, call: Call, entry: Entry) -> Outcome:
    headers: dict[str, str] = {}
    try:
        method = _method(call.name)
        arguments = Arguments(call.given)
        headers = _admitted(world, method, call.token, arguments)
        where = _paced_by(world, str(call.given.get("channel")))
        wait = world.limits.retry_after(call.name, method.tier, where)
        if wait is not None:
            return _too_many(wait)
        warnings = call.warnings + _checked(method, arguments, entry)
        body = {"ok": True, **method.perform(world, arguments)}
    except Refusal as refusal:
        return Outcome(body=refusal.body(), headers=headers)
    return Outcome(body=_warned(body, warnings), headers=headers)


def _paced_by(world: World, channel_id: str) -> str:
    """Return what a post's pace is counted by: a person by id, whichever way they are named."""
    channel = world.workspace.channels.get(channel_id)
    is_direct = channel is not None and channel.kind == "im"
    return channel.other_than(world.app.bot_user.id) if channel and is_direct else channel_id


def _method(name: str) -> Method:
    if name not in METHODS:
        raise Refusal("unknown_method", req_method=name)
    return METHODS[name]


def _too_many(seconds: int) -> Outcome:
    body = {"ok": False, "error": "ratelimited"}
    return Outcome(body=body, status=429, headers={"Retry-After": str(max(1, seconds))})


def _closed(world: World, entry: Entry, outcome: Outcome) -> Response:
    refused = None if outcome.body["ok"] else str(outcome.body["error"])
    entry.status = outcome.status
    world.journal.close(entry, response=outcome.body, refused=refused)
    return JSONResponse(outcome.body, outcome.status, outcome.headers)


def _gone(world: World, request: Request, entry: Entry) -> Response:
    world.journal.close(entry, response=None, refused="connection lost")
    abort(request.scope)
    return Response()


def _token(request: Request, given: dict[str, Any]) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(given.get("token", ""))


def _admitted(world: World, method: Method, token: str, arguments: Arguments) -> dict[str, str]:
    """Check token and scopes; return the headers that tell of them."""
    if method.caller == "anybody":
        return {}
    _check_token(world, method, token)
    if method.caller == "app":
        return {}
    granted = world.app.scopes
    provided = ",".join(granted)
    needed = method.needs(world, arguments) if method.needs else ()
    missing = [scope for scope in needed if scope not in granted]
    if method.scopes and not set(method.scopes) & set(granted):
        missing = [method.scopes[0]]
    if missing:
        raise Refusal("missing_scope", needed=",".join(missing), provided=provided)
    if not world.settings.scopes_told:
        return {}
    accepted = ",".join(method.scopes or needed)
    return {"x-oauth-scopes": provided, "x-accepted-oauth-scopes": accepted}


def _check_token(world: World, method: Method, token: str) -> None:
    app = world.app
    if not token:
        raise Refusal("not_authed")
    if token not in (app.bot_token, app.app_token):
        raise Refusal("invalid_auth")
    if world.settings.tokens_refused:
        raise Refusal(world.settings.tokens_refused)
    if token != (app.app_token if method.caller == "app" else app.bot_token):
        raise Refusal("not_allowed_token_type")


def _checked(method: Method, arguments: Arguments, entry: Entry) -> list[str]:
    missing = [name for name in method.required if not arguments.has(name)]
    if missing:
        raise wrong_arguments(*(f"missing required field: {name}" for name in missing))
    unknown = sorted(set(arguments.given) - method.known)
    if unknown and method.caller != "anybody":
        entry.notes.append(f"unknown parameters: {', '.join(unknown)}")
        return ["unknown_parameters"]
    return []


def _warned(body: Body, warnings: list[str]) -> Body:
    own = body.pop("warnings", [])
    said = [*warnings, *own]
    if not said:
        return body
    metadata = {**body.get("response_metadata", {}), "warnings": said}
    return {**body, "warning": ",".join(said), "response_metadata": metadata}


def _parsed(request: Request, raw: bytes) -> tuple[dict[str, Any], list[str]]:
    """Return the arguments, and the warnings that their encoding earns."""
    given: dict[str, Any] = dict(request.query_params)
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    if not raw:
        return given, []
    if kind.strip().lower() == "application/json":
        warnings = [] if "charset" in parameters.lower() else ["missing_charset"]
        return given | _json(raw), warnings
    if kind.strip().lower() == "application/x-www-form-urlencoded":
        return given | _form(raw), []
    raise Refusal("invalid_post_type")


def _json(raw: bytes) -> dict[str, Any]:
    try:
        read = json.loads(raw)
    except ValueError as error:
        raise Refusal("invalid_json") from error
    if not isinstance(read, dict):
        raise Refusal("json_not_object")
    return read


def _form(raw: bytes) -> dict[str, Any]:
    try:
        return dict(parse_qsl(raw.decode(), keep_blank_values=True, strict_parsing=True))
    except ValueError as error:
        raise Refusal("invalid_form_data") from error
