"""Over HTTP the same app answers: signed requests only, and its health at an address."""

import http.client
import json
from collections.abc import Iterator

import pytest

from tests.conftest import HANGS
from tests.people import RunningSchool, conversation_held, running_school


@pytest.fixture
def web_school(database_url) -> Iterator[RunningSchool]:
    with running_school(database_url, http=True) as running:
        yield running


def asked(port: int, method: str, path: str, body: str = "", **headers: str):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=HANGS)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_a_conversation_is_held_over_http(web_school):
    web_school.junipers_meeting()

    conversation_held(web_school.pat, web_school, "juniper")

    assert "JQ-7K2" in web_school.pat.dms()[-1].text
    assert web_school.client.strict_errors() == []


def test_an_unsigned_request_is_turned_away(web_school):
    status, body = asked(
        web_school.port,
        "POST",
        "/slack/events",
        "command=%2Fiep&user_id=U0PAT&team_id=T0QUILL",
        **{"content-type": "application/x-www-form-urlencoded"},
    )

    assert status == 401
    assert b"JQ" not in body


def test_health_is_good_while_the_records_can_be_reached(web_school):
    status, body = asked(web_school.port, "GET", "/healthz")

    assert (status, json.loads(body)) == (200, {"well": True})


def test_health_is_bad_while_they_cannot(web_school, monkeypatch):
    from bot.errors import StorageAwayError
    from storage.engine.database import Database

    def refuse(self):
        raise StorageAwayError

    monkeypatch.setattr(Database, "reading", refuse)

    assert asked(web_school.port, "GET", "/healthz")[0] == 503
