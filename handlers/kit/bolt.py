"""The Bolt app: stock Bolt, with what makes it slow taken out (docs/decisions.md says why)."""

import functools
import logging
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Self

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.listener_matcher import ListenerMatcher
from slack_bolt.listener_matcher.builtins import BuiltinListenerMatcher
from slack_bolt.middleware import Middleware
from slack_sdk import WebClient

from bot.errors import NotAllowedError
from handlers.kit import errors

logger = logging.getLogger(__name__)

ELSEWHERE = (
    "Preiep works in a different workspace, and does nothing here. Please ask whoever runs Preiep "
    "for your district."
)
ORG_WIDE = (
    "Preiep is installed for a whole organization, but works in one workspace only, and this is "
    "not that one. Please ask whoever runs Preiep for your district."
)

THREADS = 50
"""Listeners at work at once, as many as the socket client runs."""


@dataclass(frozen=True, kw_only=True)
class Installation:
    """The one workspace that this process serves."""

    team_id: str
    bot_id: str
    bot_user_id: str
    token: str


class SharedTls(ssl.SSLContext):
    """One TLS context for every call: the stock client would make one each, at 50 ms of work.

    Bolt copies a request, with its client, for each lazy listener. A context cannot be copied,
    and need not be: it is meant for many connections.
    """

    def __deepcopy__(self, _: object) -> Self:
        return self


@functools.cache
def shared_tls() -> SharedTls:
    """Return this process's one context, which trusts whom the machine trusts and checks names."""
    context = SharedTls(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    return context


def bolt_app(
    installation: Installation,
    client: WebClient,
    listeners: Callable[[App], None],
) -> App:
    """Make the app that both ways in dispatch to; `listeners` registers all that it answers.

    Whoever dispatches knows that Slack has sent it: Bolt would look for that after reading it all.

    `client` carries the one TLS context, which Bolt copies to each request's own client: without
    it every call reads the certificates again. `process_before_response` spares the 10 ms polls
    in which Bolt else waits for an acknowledgement, and a name the search of the whole stack for
    the file that calls.
    """
    app = App(
        name="preiep",
        authorize=_authorize_only(installation),
        client=client,
        before_authorize=OnlyOurs(installation.team_id, client),
        request_verification_enabled=False,
        token_verification_enabled=False,
        process_before_response=True,
        listener_executor=ThreadPoolExecutor(THREADS, thread_name_prefix="listener"),
    )
    app.error(errors.tell_submitter)
    listeners(app)
    for listener in app._listeners:  # noqa: SLF001 -- Bolt has no other way to them
        listener.matchers = [_lean(matcher) for matcher in listener.matchers]
    return app


class OnlyOurs(Middleware):
    """Tells whoever acts in another workspace why nothing comes of it.

    Bolt's own answer to them is a text that it takes for the acknowledgement of a form as well.
    """

    def __init__(self, team_id: str, client: WebClient) -> None:
        self._team_id = team_id
        self._client = client
        self._told_of: set[str] = set()

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002 -- Bolt's
        next: Callable[[], BoltResponse],  # noqa: A002 -- Bolt's
    ) -> BoltResponse | None:
        context = req.context
        if context.team_id == self._team_id or not (
            context.team_id or context.is_enterprise_install
        ):
            return next()
        self._log(context.team_id or context.enterprise_id or "")
        return self._told(req.body, ORG_WIDE if context.is_enterprise_install else ELSEWHERE)

    def _told(self, body: errors.Body, sentence: str) -> BoltResponse:
        if "command" in body:
            return BoltResponse(status=200, body={"response_type": "ephemeral", "text": sentence})
        if body.get("response_url"):
            errors.tell(self._client, body, sentence)
            return BoltResponse(status=200, body="")
        return errors.tell_submitter(NotAllowedError(sentence), body)

    def _log(self, where: str) -> None:
        """Log it once: a large organization would fill the log."""
        if where not in self._told_of:
            self._told_of.add(where)
            logger.error("%s is not the workspace of SLACK_BOT_TOKEN: nothing is done", where)


class _OnBody(ListenerMatcher):
    """Asks of a request what Bolt's own matcher asks, without all that a listener could want."""

    def __init__(self, fits: Callable[..., Any]) -> None:
        self._fits = fits

    def matches(self, req: BoltRequest, resp: BoltResponse) -> bool:  # noqa: ARG002 -- Bolt's
        return bool(self._fits(req.body))


def _lean(matcher: ListenerMatcher) -> ListenerMatcher:
    """Return a matcher that says the same.

    For each of some 200 listeners that do not fit, Bolt collects 30 arguments anew, and its own
    matchers take but one.
    """
    if isinstance(matcher, BuiltinListenerMatcher) and matcher.arg_names == ["body"]:
        return _OnBody(matcher.func)
    return matcher


def _authorize_only(installation: Installation) -> Any:
    """Answer from memory for our workspace, and refuse every other.

    Bolt's own way asks Slack's `auth.test` within the three seconds that a request has.
    """

    def authorize(team_id: str | None, user_id: str | None) -> AuthorizeResult | None:
        if team_id != installation.team_id:
            return None
        return AuthorizeResult(
            enterprise_id=None,
            team_id=team_id,
            bot_id=installation.bot_id,
            bot_user_id=installation.bot_user_id,
            bot_token=installation.token,
            user_id=user_id,
        )

    return authorize
