"""A file that somebody dropped into a form: fetched from Slack while they wait, and never kept.

It stays in Slack as its owner's. What is logged of it is Slack's error code, never its name.
"""

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.imports.dropped_files import LARGEST, DroppedFileError, Unread
from bot.refusals import RefusalMeaning, meaning_of, slack_code
from handlers.kit.clients import client_like, opener_like
from handlers.kit.errors import described

logger = logging.getLogger(__name__)

ANSWERS_WITHIN = 1
"""Seconds for which each of Slack's two answers is waited for."""

LATEST = 2.0
"""Seconds after which a submit would be acknowledged too late: Slack waits three in all."""

REFUSED = {
    RefusalMeaning.FILE_GONE: Unread.GONE,
    RefusalMeaning.SCOPE_MISSING: Unread.NOT_LET,
    RefusalMeaning.TOKEN_REFUSED: Unread.NOT_LET,
    RefusalMeaning.NOT_LET: Unread.NOT_LET,
}
"""By what Slack means; whatever else it says may be over in a minute."""


def content_of(client: WebClient, file_id: str, *, seconds: Callable[[], float]) -> bytes:
    """Return the bytes of a dropped file, at most one more than `LARGEST`; raise DroppedFileError.

    `seconds` counts them, from wherever.
    """
    began = seconds()
    file = _described(client_like(client, timeout=ANSWERS_WITHIN), file_id)
    if int(file.get("size") or 0) > LARGEST:
        raise DroppedFileError(Unread.TOO_LARGE)
    address = str(file.get("url_private_download") or file.get("url_private") or "")
    if file.get("is_external") or not is_slacks(address, client.base_url):
        raise DroppedFileError(Unread.ELSEWHERE)
    content = _downloaded(client, address, str(file.get("mimetype")))
    if seconds() - began > LATEST:
        raise DroppedFileError(Unread.NOT_NOW)
    return content


def is_slacks(address: str, base_url: str) -> bool:
    """Tell whether the bot's token may go there: to Slack's own hosts, as safely as to its API."""
    there, api = urlsplit(address), urlsplit(base_url)
    if there.scheme != api.scheme:
        return False
    if there.netloc == api.netloc:
        return True
    home = (api.hostname or "").removeprefix("www.")
    return "." in home and there.port is None and (there.hostname or "").endswith(f".{home}")


def _described(client: WebClient, file_id: str) -> Mapping[str, Any]:
    try:
        file: Mapping[str, Any] = client.files_info(file=file_id)["file"]
    except SlackApiError as error:
        why = REFUSED.get(meaning_of(slack_code(error)), Unread.NOT_NOW)
        raise _unread(why, error) from error
    except (SlackClientError, OSError, HTTPException) as error:
        raise _unread(Unread.NOT_NOW, error) from error
    return file


def _downloaded(client: WebClient, address: str, kind: str) -> bytes:
    request = Request(address, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310 - see is_slacks
    try:
        with opener_like(client).open(request, timeout=ANSWERS_WITHIN) as answer:
            if shows_sign_in(answer.headers.get_content_type(), kind):
                raise DroppedFileError(Unread.NOT_LET)
            content: bytes = answer.read(LARGEST + 1)
            announced = answer.headers.get("Content-Length", "")
    except HTTPError as error:
        error.close()
        raise _unread(why_for(error.code), error) from error
    except (OSError, HTTPException, ValueError) as error:
        raise _unread(Unread.NOT_NOW, error) from error
    if announced and len(content) < min(int(announced), LARGEST + 1):
        raise DroppedFileError(Unread.NOT_NOW)
    return content


def shows_sign_in(answered: str, kind: str) -> bool:
    """Tell whether Slack shows where people sign in, not a file of this kind (MIME types)."""
    return answered == "text/html" != kind


def why_for(status: int) -> Unread:
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return Unread.GONE
    is_elsewhere = 300 <= status < 400  # to where people sign in
    refused = is_elsewhere or status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
    return Unread.NOT_LET if refused else Unread.NOT_NOW


def _unread(why: Unread, error: Exception) -> DroppedFileError:
    logger.warning("a dropped file was not read: %s", described(error))
    return DroppedFileError(why)
