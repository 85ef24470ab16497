"""What a person is told when something goes wrong, and what the log may say of it.

Bolt hides a lazy listener's exception from its error handler and logs the exception's text, which
can hold what somebody typed. So every lazy listener goes through `told_of_errors`, and everything
else arrives at `tell_submitter`; both log the class and ids only.
"""

import logging
import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from slack_bolt import BoltContext, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.errors import CaseworkError, StorageAwayError
from bot.refusals import slack_code
from bot.ui.kit import notices
from handlers.kit.clients import client_like
from handlers.kit.refusals import Unreached, said_of

logger = logging.getLogger(__name__)

Body = Mapping[str, Any]
Lazy = Callable[[Body, BoltContext], None]

Tells = Callable[[WebClient, Body, str], None]
"""Says a sentence to whoever acted."""


def acknowledge(ack: Callable[..., Any]) -> None:
    """Say that a command or click has arrived; the work follows in a lazy listener."""
    ack()


def told_of_errors(listener: Lazy, *, tells: Tells | None = None) -> Lazy:
    """Run a lazy listener so that whoever acted hears of what goes wrong, in words.

    They are told where they clicked, unless `tells` says otherwise.
    """

    def told(body: Body, context: BoltContext) -> None:
        try:
            listener(body, context)
        except Exception as error:  # noqa: BLE001 - one of the two boundaries: Bolt would log the text
            outcome = notices.NOT_SHOWN if isinstance(error, SlackApiError) else notices.NOT_DONE
            sentence = sentence_for(error, where=listener.__name__, outcome=outcome)
            (tells or tell)(context.client, body, sentence)

    return told


def nobody(_: WebClient, __: Body, ___: str) -> None:
    """Tell nobody: nobody did anything for which they wait."""


def going_on(work: Callable[[], None], *, where: str) -> None:
    """Do what is done again and again, so that one mistake of ours does not end it."""
    try:
        work()
    except Exception as error:  # noqa: BLE001 - as above: a thread would print the text and end
        logger.error("%s failed: %s", where, described(error))  # noqa: TRY400 - the text may be words


def sentence_for(error: Exception, *, where: str, outcome: str = notices.NOT_SAVED) -> str:
    """Return what to tell the person; what cannot be told is logged under a reference.

    `outcome` is what became of what they wanted, where the mistake is ours.
    """
    if isinstance(error, CaseworkError):
        logger.info("%s: %s", where, type(error).__name__)
        return str(error)
    if said := said_of(error):
        logger.warning("%s: %s", where, described(error))
        return said
    failed = f"{where} failed: {described(error)}"
    # The same failure has the same reference, so that a flood of it is one line in the log.
    reference = sha256(failed.encode()).hexdigest()[:8]
    logger.error("%s, reference %s", failed, reference)
    return notices.our_fault(reference, outcome)


def described(error: Exception) -> str:
    """Return an error as the log may show it: its class, or Slack's own code and pointers."""
    if not isinstance(error, SlackApiError):
        frames = []
        trace = error.__traceback__
        while trace is not None:
            frames.append(f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
            trace = trace.tb_next
        return f"{type(error).__name__} at {' > '.join(frames[-4:])}"
    response = error.response
    told = (response.get("response_metadata") or {}).get("messages") or []
    # What stands beside a pointer can quote the value to which it points.
    pointers = re.findall(r"json-pointer:([\w/]+)", str(told))
    return " ".join(["Slack said", slack_code(error), *pointers])


def tell(client: WebClient, body: Body, sentence: str) -> None:
    """Answer where the person clicked if Slack gave us an address for that, else in their DM.

    Where Slack itself cannot be reached, nobody can be told, and the log says that much.
    """
    try:
        if response_url := body.get("response_url"):
            notice = {"text": sentence, "response_type": "ephemeral", "replace_original": False}
            webhook = WebhookClient(response_url, ssl=client.ssl)
            webhook.send_dict(notice | thread_of(body))
        else:
            event = body.get("event") or {}
            post(client, person_in(body), thread_ts=event.get("thread_ts"), text=sentence)
    except (SlackApiError, OSError) as error:
        logger.warning("could not be told: %s", described(error))


def thread_of(body: Body) -> dict[str, str]:
    """Name the thread in which somebody acted: what names none, Slack puts outside of it.

    Whoever clicked in the message at a thread's head may not have the thread before them.
    """
    at = body.get("container") or body.get("message") or {}
    thread, own = str(at.get("thread_ts") or ""), at.get("message_ts") or at.get("ts")
    return {"thread_ts": thread} if thread not in ("", own) else {}


def post(client: WebClient, channel: str, **message: Any) -> None:
    """Post a message, and no second time where the answer is lost: the stock client would."""
    try:
        client_like(client).chat_postMessage(channel=channel, **message)
    except Unreached as error:
        # It may stand there. Whoever sees nothing asks again.
        logger.warning("nobody knows whether a message was posted: %s", described(error))


def person_in(body: Body) -> str:
    """Return the Slack user id of whoever acted: in a command, an event, or a click."""
    if "event" in body:
        return str(body["event"]["user"])
    return str(body.get("user_id") or body["user"]["id"])


def tell_submitter(error: Exception, body: Body) -> BoltResponse:
    """Answer a modal's submit that failed so that what was typed is still there.

    Nothing has been acknowledged at this point; an acknowledgement would close the modal, and
    what was typed would go with it. Other requests are acknowledged before anything can fail.
    """
    sentence = sentence_for(error, where=str(body.get("type", "request")))
    if body.get("type") == "view_submission":
        return BoltResponse(status=200, body=notices.instead_of_saving(body["view"], sentence))
    if body.get("type") == "block_suggestion":
        away = isinstance(error, StorageAwayError)
        return BoltResponse(status=200, body={"options": [notices.NO_CHOICE] if away else []})
    return BoltResponse(status=200, body="")
