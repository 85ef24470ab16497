"""Where something fails on our side, whoever typed has their words, and is told what to do."""

import pytest

from app import SystemClock
from bot.errors import StorageAwayError
from handlers.kit.web import HEADERS
from handlers.links_outside.link_forms import Answer
from handlers.links_outside.link_visits import LinkVisits
from handlers.links_outside.web_forms import WebForm

TOKEN = "A" * 43
TYPED = [("do", "next"), ("guard", "g"), ("a.levels", "Tells <whole> stories")]


class Failing(LinkVisits):
    """A link at which everything fails in one way."""

    def __init__(self, error: Exception) -> None:
        object.__setattr__(self, "error", error)
        object.__setattr__(self, "wire", SystemClock())

    def look(self, *_, **__) -> Answer:
        raise self.error  # type: ignore[attr-defined]

    press = look


def answer(error, fields):
    form = WebForm(Failing(error), secure=True)
    try:
        return form._answer(TOKEN, "", "", fields)
    finally:
        form.close()


@pytest.mark.parametrize(
    ("error", "status"), [(StorageAwayError(), 503), (ValueError("a secret"), 500)]
)
def test_what_was_typed_comes_back_to_be_sent_again(error, status, caplog):
    given = answer(error, TYPED)

    assert given.status == status
    assert 'name="a.levels" value="Tells &lt;whole&gt; stories"' in given.html
    assert "Try again" in given.html
    assert "a secret" not in given.html + caplog.text


def test_a_code_is_not_written_into_a_page():
    given = answer(StorageAwayError(), [("do", "code"), ("code", "482913")])

    assert "482913" not in given.html
    assert "Try again" in given.html


def test_over_https_the_cookie_goes_over_https_alone():
    form = WebForm(Failing(ValueError()), secure=True)
    response = form._response(TOKEN, Answer(go_to=f"/form/{TOKEN}", session="s"))
    form.close()

    assert "Secure" in response.headers["set-cookie"]
    assert response.headers["location"] == f"/form/{TOKEN}"


def test_pages_are_told_to_run_nothing_and_to_be_kept_nowhere():
    assert "script" not in HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in HEADERS["Content-Security-Policy"]
    assert HEADERS["Cache-Control"] == "no-store"
    assert HEADERS["Referrer-Policy"] == "no-referrer"
