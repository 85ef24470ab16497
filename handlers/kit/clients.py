"""Other ways to Slack than the client that Bolt hands to a listener, made from that one."""

from collections.abc import Sequence
from logging import Logger
from typing import Any
from urllib.request import (
    BaseHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from slack_sdk import WebClient
from slack_sdk.http_retry import RetryHandler


def client_like(
    client: WebClient,
    *,
    timeout: int | None = None,
    retries: Sequence[RetryHandler] = (),
    logger: Logger | None = None,
) -> WebClient:
    """Return the same client with other patience: it tries again only where `retries` say so.

    `timeout` is in seconds; None leaves it as it is.
    """
    return WebClient(
        token=client.token,
        base_url=client.base_url,
        timeout=timeout or client.timeout,
        ssl=client.ssl,
        proxy=client.proxy,
        retry_handlers=[*retries],
        logger=logger,
    )


def opener_like(client: WebClient) -> OpenerDirector:
    """Return a way to an address with the one TLS context, through the proxy that it has."""
    ways: list[BaseHandler] = [GoesNowhereElse(), HTTPSHandler(context=client.ssl)]
    if client.proxy:
        ways.append(ProxyHandler({"http": client.proxy, "https": client.proxy}))
    return build_opener(*ways)


class GoesNowhereElse(HTTPRedirectHandler):
    """Follows no redirect, which would take the bot's token along to another host."""

    def redirect_request(self, *_: Any) -> Request | None:
        return None
