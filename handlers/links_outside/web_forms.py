"""Listen to the web form over HTTP: what a browser may send, and what it is answered."""

import asyncio
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.errors import CaseworkError, LinkDeadError, StorageAwayError
from bot.ui.links_outside import web_forms as web_form
from bot.ui.links_outside import web_pages as web_page
from bot.ui.links_outside.web_style import CSS
from handlers.kit.errors import sentence_for
from handlers.kit.web import read_up_to
from handlers.links_outside.link_forms import LAST, REPLY, TOLD, Answer
from handlers.links_outside.link_visits import LinkVisits, path_of
from handlers.links_outside.visit_limits import VisitLimits

COOKIE = "preiep_form"

LARGEST = 600_000
"""Bytes of a page: six long answers of any script, percent-encoded, and room to spare."""

MOST_FIELDS = 200

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")

Fields = Sequence[tuple[str, str]]


class RefusedError(Exception):
    """What came is no form of ours; it carries the page and the status that say so."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(status)
        self.answer = Answer(html=web_page.message("That did not work", sentence), status=status)


class WebForm:
    """The pages of private links. Work runs on a pool of its own, never on the event loop."""

    def __init__(self, visits: LinkVisits, *, secure: bool) -> None:
        self._visits = visits
        self._secure = secure
        self._limits = VisitLimits(visits.wire)
        self._pool = ThreadPoolExecutor(8, thread_name_prefix="form")

    def routes(self) -> list[Route]:
        return [
            Route("/form/{token}", self.page, methods=["GET", "POST"]),
            Route("/form/{token}/{part}", self.page, methods=["GET"]),
            Route(web_page.STYLE, style, methods=["GET"]),
            Route("/robots.txt", robots, methods=["GET"]),
        ]

    def close(self) -> None:
        self._pool.shutdown(wait=True)

    async def page(self, request: Request) -> Response:
        """Let in whoever does not come too often; read what they send, and leave the rest to us."""
        token = str(request.path_params["token"])
        link = token if _SECRET.fullmatch(token) else ""
        if wait := self._limits.wait(request.client.host if request.client else "", link):
            return _too_often(wait)
        try:
            body = await _body_of(request) if request.method == "POST" else None
        except RefusedError as refused:
            return self._response(token, refused.answer)
        part = str(request.path_params.get("part", ""))
        session = request.cookies.get(COOKIE, "")
        loop = asyncio.get_running_loop()
        answering = self._visits.waiting_since_now(self._read)
        answer = await loop.run_in_executor(self._pool, answering, token, session, part, body)
        return self._response(token, answer)

    def _read(self, token: str, session: str, part: str, body: bytes | None) -> Answer:
        try:
            fields = None if body is None else _fields_in(body)
        except RefusedError as refused:
            return refused.answer
        return self._answer(token, session, part, fields)

    def _answer(self, token: str, session: str, part: str, fields: Fields | None) -> Answer:
        """Answer with a page whatever goes wrong, and with nothing else."""
        typed = typed_in(fields or ())
        try:
            return self._visited(token, session, part, fields)
        except LinkDeadError:
            return Answer(html=web_page.dead(typed), status=404)
        except StorageAwayError as error:
            sentence = sentence_for(error, where="web form")
            return self._again(token, fields if typed else (), sentence, status=503)
        except CaseworkError as error:
            return Answer(html=web_form.ended(sentence_for(error, where="web form")), status=409)
        except Exception as error:  # noqa: BLE001 - a server would log the text, and show it
            sentence = sentence_for(error, where="web form")
            return self._again(token, fields if typed else (), sentence, status=500)

    def _visited(self, token: str, session: str, part: str, fields: Fields | None) -> Answer:
        if not _SECRET.fullmatch(token) or part not in ("", LAST, REPLY, TOLD):
            raise LinkDeadError
        session = session if _SECRET.fullmatch(session) else ""
        if fields is None:
            return self._visits.look(token, session, part=part)
        return self._visits.press(token, session, web_form.read(fields))

    def _again(self, token: str, fields: Fields | None, sentence: str, *, status: int) -> Answer:
        html = web_page.try_again(path_of(token), list(fields or ()), sentence)
        return Answer(html=html, status=status)

    def _response(self, token: str, answer: Answer) -> Response:
        response: Response
        if answer.go_to:
            response = RedirectResponse(answer.go_to, status_code=303)
        else:
            response = HTMLResponse(answer.html, status_code=answer.status)
        if answer.session is not None:
            # Gone with the browser; until then it can hand in what was typed, late as it may be.
            response.set_cookie(
                COOKIE,
                answer.session,
                max_age=None if answer.session else 0,
                path=path_of(token),
                httponly=True,
                samesite="strict",
                secure=self._secure,
            )
        return response


def typed_in(fields: Fields) -> list[str]:
    """Return what somebody typed of their form, so that a page can give it back."""
    return [value for name, value in fields if name.startswith("a.") and value.strip()]


async def style(_: Request) -> Response:
    return PlainTextResponse(
        CSS, media_type="text/css", headers={"Cache-Control": "public, max-age=3600"}
    )


async def robots(_: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


def _too_often(wait: int) -> Response:
    page = web_page.message(
        "One moment, please",
        "This page was asked for very often within a minute. Please try again in a minute.",
        "If you were sending something, go back first: what you typed is still on that page.",
    )
    return HTMLResponse(page, status_code=429, headers={"Retry-After": str(wait)})


async def _body_of(request: Request) -> bytes:
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise RefusedError(403, "This page takes answers from itself alone.")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise RefusedError(415, "This page takes what its own form sends, and nothing else.")
    body = await read_up_to(request, LARGEST)
    if body is None:
        raise RefusedError(
            413, "That is more than this page can take. Please go back and shorten your answers."
        )
    return body


def _fields_in(body: bytes) -> Fields:
    try:
        return parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        raise RefusedError(
            400, "What arrived cannot be read. Please go back and try again."
        ) from None
