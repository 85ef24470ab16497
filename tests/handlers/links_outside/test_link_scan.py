"""A bounded scan of the web form: whatever is sent to it, nobody gets in and nothing shows."""

import socket
from urllib.parse import quote

import pytest

from handlers.kit.web import HEADERS
from handlers.links_outside.link_visits import guard_of
from handlers.links_outside.web_forms import LARGEST
from tests.handlers.linking import Linking
from tests.people import running_school
from tests.web import Visitor

FORM = "application/x-www-form-urlencoded"
INSIDE = ("Traceback", "sqlalchemy", 'File "', "handlers/", "starlette", "Juniper", "Quickwater")
"""What no page of somebody who was not let in may hold."""


@pytest.fixture
def linking(database_url):
    with running_school(database_url, web=True) as school:
        yield Linking(school)


def hostile_requests(path):
    """Method, path, body and headers."""
    yield from ((method, path, "", {}) for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"))
    for trick in (
        "/form/",
        "/form/%2e%2e/healthz",
        "/form/../../etc/passwd",
        "/form/" + "A" * 43,
        "/form/" + "A" * 9000,
        "/form/%00",
        "/form/%F0%9F%A6%89",
        "/form/x%0d%0aSet-Cookie:%20a=b",
        path + "/",
        path + "/nowhere",
        path + "/last",
        path + "/reply",
        path + "/told",
        path + "/..%2f..%2fform.css",
        path + "%0d%0aX-Mine: 1".replace(" ", "%20"),
        path.swapcase(),
        path[:-1],
        path + "?do=code&code=000000",
        "//evil.example" + path,
        "/form.css/../healthz",
        "/static/app.py",
        "/.env",
        "/favicon.ico",
    ):
        yield "GET", trick, "", {}
    for body in (
        "do=next&guard=&a.levels=x",
        "do=next&guard=" + guard_of("") + "&a.levels=x",
        "do=tell&guard=x&a.what=not_mine&a.why=x",
        "do=leave&guard=x",
        "do=change",
        "do=nothing",
        "",
        "do=code&code=" + "9" * 5000,
        "do=code&code=" + quote("١٢٣٤٥٦"),
        "do=code&do=code&code=12345&code=6",
        "%FF=%FE&do=%C3%28",
        "do=code&code=%00%0d%0a",
        "&".join(f"f{n}=1" for n in range(500)),
        "page=-1&draft=../../x&do=next",
    ):
        yield "POST", path, body, {"content-type": FORM}
    yield "POST", path, "x" * (LARGEST + 1), {"content-type": FORM}
    yield "POST", path, "do=code\xe9", {"content-type": FORM}
    yield "POST", path, '{"do": "code"}', {"content-type": "application/json"}
    yield "POST", path, "--x\r\n\r\n--x--", {"content-type": "multipart/form-data; boundary=x"}
    yield (
        "POST",
        path,
        "do=code&code=000000",
        {"content-type": FORM, "sec-fetch-site": "cross-site"},
    )
    yield "POST", path + "/last", "do=code", {"content-type": FORM}
    yield "POST", path, "do=next", {"content-type": FORM, "cookie": "preiep_form=" + "A" * 43}
    for cookie in ("preiep_form=", "preiep_form=\"';--", "=;=;;;", "preiep_form=" + "x" * 5000):
        yield "GET", path, "", {"cookie": cookie}
    yield "GET", path, "", {"host": "evil.example", "x-forwarded-host": "evil.example"}
    yield "HEAD", path, "", {}


def test_nothing_that_is_sent_gets_in_or_shows_what_is_inside(linking, caplog):
    visitor = linking.makes_link()
    path = visitor.link.path
    before = linking.link
    assert before.tries_left == 5

    for method, where, body, headers in hostile_requests(path):
        stranger = Visitor(visitor.link.geturl())
        shown = stranger.asks(method, where, body, headers)
        told = f"{method} {where[:80]} {body[:40]}: {shown.status} {shown.html[:200]}"
        assert shown.status < 500, told
        assert not any(word in shown.html for word in INSIDE), told
        assert not stranger.cookies, told
        assert "x-mine" not in shown.headers, told
        for name, value in HEADERS.items():
            assert shown.headers[name.lower()] == value or where == "/form.css", told

    after = linking.link
    assert (after.state, after.opened_at) == (before.state, None)
    assert after.tries_left >= 1, "what cannot be a code costs no try"
    assert linking.reads(lambda scope: scope.disclosures.of(linking.school.juniper.id)) == []
    assert not any(record.levelname == "ERROR" for record in caplog.records)
    assert path.rpartition("/")[2] not in caplog.text


def test_one_session_opens_no_other_link(linking):
    mine = linking.comes_in()
    session = mine.cookies[mine.link.path]
    linking.clicks("New link")
    other = linking.visitor(linking.pat.modal)

    stolen = other.asks("GET", other.link.path, headers={"cookie": f"preiep_form={session}"})
    assert "It opens with a code" in stolen.text
    forced = other.asks(
        "POST",
        other.link.path,
        f"do=save&guard={guard_of(session)}&a.levels=x",
        {"content-type": FORM, "cookie": f"preiep_form={session}"},
    )
    assert forced.status == 404
    assert "Juniper" not in forced.html


def test_a_page_of_another_site_presses_no_button(linking):
    visitor = linking.comes_in()
    fields = [("do", "tell"), ("guard", "0" * 64), ("a.what", "not_mine"), ("a.why", "x")]

    assert visitor.sends(fields).status == 404
    assert linking.request.reason == ""


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(linking):
    visitor = linking.makes_link()
    visitor.opens()
    visitor.fills("Your code", linking.says_code())
    body = f"do=code&code={dict(visitor.page.forms[0].fields)['code'].replace(' ', '')}"
    with socket.create_connection(("127.0.0.1", visitor.link.port)) as raw:
        raw.sendall(
            f"POST {visitor.link.path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"
            f"content-type: {FORM}\r\ncontent-length: {len(body)}\r\n\r\n{body}".encode()
        )
        answer = b"".join(iter(lambda: raw.recv(65536), b"")).decode().lower()

    (cookie,) = [line for line in answer.splitlines() if line.startswith("set-cookie")]
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert f"path={visitor.link.path.lower()}" in cookie
    assert "location: /form/" in answer
    assert "server:" not in answer
