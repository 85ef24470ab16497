"""Looks at what Slack says: each call is made, and only the shape of its answer is kept."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from bot.refusals import as_code
from bot.rehearsal.shapes import Shape, shape_of
from handlers.kit.asked import Asked
from handlers.kit.clients import client_like
from handlers.kit.errors import thread_of

_WAITS = 5
"""How often one call waits for Slack: many follow each other in a step."""

NO_CODE = "not_an_answer_of_slack"

ANSWERED = Mapping[str, Any]


def called(call: Callable[..., Any], **what: Any) -> ANSWERED:
    """Return what Slack answered, also where that is a refusal."""
    try:
        answer: ANSWERED = call(**what).data
    except SlackApiError as error:
        answer = error.response.data
    return answer


def patient(client: WebClient) -> WebClient:
    """Return a client that waits where Slack asks for it: a rehearsal is in more haste than Slack.

    It tries nothing again whose answer was lost, so that nothing is said twice.
    """
    return client_like(client, retries=[RateLimitErrorRetryHandler(max_retry_count=_WAITS)])


def look(call: Callable[..., Any], **what: Any) -> Shape:
    return shape_of(called(call, **what))


def code_of(answer: ANSWERED) -> str:
    """Return Slack's own code; what answered in its place, such as a proxy, is not repeated."""
    if answer.get("ok"):
        return "ok"
    return as_code(answer.get("error")) or NO_CODE


def replied(asked: Asked, *, to: str = "", **said: Any) -> Shape:
    """Write to the address that came with a press; return the shape of what came back."""
    address = to or str(asked.body.get("response_url") or "")
    notice = {"response_type": "ephemeral", "replace_original": False, **said}
    webhook = WebhookClient(address, ssl=asked.client.ssl)
    answer = webhook.send_dict(notice | thread_of(asked.body))
    try:
        told = json.loads(answer.body)
    except ValueError:
        told = {"said": answer.body.strip().lower()}
    return shape_of({"status": answer.status_code, "body": told})
