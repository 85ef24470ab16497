"""The web form is asked so often within a minute, and then asks for a moment itself."""

from datetime import timedelta

import pytest

from handlers.links_outside.visit_limits import AT_A_LINK, FROM_AN_ADDRESS, VisitLimits
from tests.conftest import NOW
from tests.handlers.linking import Linking
from tests.people import running_school
from tests.web import Visitor

CLINIC, HOME = "203.0.113.7", "198.51.100.9"


class StoppedWire:
    """Wire time as a test says it is."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self):
        return NOW + timedelta(seconds=self.seconds)

    def real_seconds(self, seconds: float) -> float:
        return seconds


@pytest.fixture
def wire():
    return StoppedWire()


@pytest.fixture
def limits(wire):
    return VisitLimits(wire)


def test_an_address_is_let_in_so_often_and_again_a_minute_later(limits, wire):
    waits = [limits.wait(CLINIC, str(n)) for n in range(FROM_AN_ADDRESS + 1)]
    assert waits == [0] * FROM_AN_ADDRESS + [60]
    assert limits.wait(HOME, "0") == 0, "nobody else is kept out"

    wire.seconds = 45
    assert limits.wait(CLINIC, "0") == 15
    wire.seconds = 60
    assert limits.wait(CLINIC, "0") == 0


def test_a_link_is_opened_so_often_from_wherever(limits):
    waits = [limits.wait(f"203.0.113.{n}", "link") for n in range(AT_A_LINK + 1)]
    assert waits == [0] * AT_A_LINK + [60]
    assert limits.wait(HOME, "another") == 0


def test_whoever_is_kept_out_closes_no_link_to_others(limits):
    for _ in range(FROM_AN_ADDRESS):
        limits.wait(CLINIC, "")
    for _ in range(AT_A_LINK):
        assert limits.wait(CLINIC, "link") > 0

    assert limits.wait(HOME, "link") == 0


def test_the_many_addresses_of_one_network_are_one(limits):
    for n in range(FROM_AN_ADDRESS):
        limits.wait(f"2001:db8:1:2::{n:x}", str(n))

    assert limits.wait("2001:db8:1:2:ffff::1", "0") > 0
    assert limits.wait("2001:db8:1:3::1", "0") == 0


@pytest.fixture
def linking(database_url, monkeypatch):
    monkeypatch.setattr("handlers.links_outside.visit_limits.FROM_AN_ADDRESS", 20)
    monkeypatch.setattr("handlers.links_outside.visit_limits.MINUTE", 10**6)
    with running_school(database_url, web=True) as school:
        yield Linking(school)


def test_who_comes_too_often_reads_when_to_come_again(linking):
    visitor = linking.makes_link()
    assert visitor.opens().status == 200

    while visitor.opens().status == 200:
        pass

    assert visitor.page.status == 429
    assert int(visitor.page.headers["retry-after"]) > 0
    assert "Please try again in a minute" in visitor.page.text
    assert visitor.page.headers["content-security-policy"]
    assert visitor.asks("GET", "/healthz").status == 200


@pytest.mark.parametrize("trusted", [True, False])
def test_a_proxy_that_is_trusted_says_for_whom_it_asks_and_no_other_does(
    database_url, monkeypatch, trusted
):
    monkeypatch.setattr("handlers.links_outside.visit_limits.FROM_AN_ADDRESS", 3)
    monkeypatch.setattr("handlers.links_outside.visit_limits.MINUTE", 10**6)
    proxies = ("127.0.0.0/8",) if trusted else ("192.0.2.1/32",)
    with running_school(database_url, web=True, trusted_proxies=proxies) as school:
        stranger = Visitor(f"http://127.0.0.1:{school.port}/form/{'A' * 43}")
        path = stranger.link.path
        from_clinic = {"x-forwarded-for": f"{HOME}, {CLINIC}"}
        shown = [stranger.asks("GET", path, headers=from_clinic).status for _ in range(4)]
        assert shown == [404, 404, 404, 429]

        other = stranger.asks("GET", path, headers={"x-forwarded-for": HOME}).status

    assert other == (404 if trusted else 429)
