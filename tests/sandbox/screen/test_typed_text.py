"""Typed words travel as Slack's own client sends them."""

from collections.abc import Iterator

import pytest

from sandbox.client import Person, SandboxClient
from sandbox.server.server import Sandbox
from tests.sandbox.bots import Bot, manifest
from tests.sandbox.conftest import HILLTOP, MORNING


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        pytest.param("a < b & c > d", "a &lt; b &amp; c &gt; d", id="three-characters"),
        pytest.param("<!channel>", "&lt;!channel&gt;", id="markup-typed-by-hand"),
        pytest.param("@Ben Birch, hello", "<@BEN>, hello", id="a-full-name"),
        pytest.param("ask @ben", "ask <@BEN>", id="a-handle"),
        pytest.param("@here and @Everyone", "<!here> and <!everyone>", id="everybody"),
        pytest.param("@nobody at all", "@nobody at all", id="nobody"),
        pytest.param("see #staff.", "see <#STAFF|staff>.", id="a-channel"),
        pytest.param("#1 in #nowhere", "#1 in #nowhere", id="no-channel"),
        pytest.param(
            "to a.b@home.example now",
            "to <mailto:a.b@home.example|a.b@home.example> now",
            id="mail",
        ),
        pytest.param("https://x.example/?a=1&b=2.", "<https://x.example/?a=1&amp;b=2>.", id="link"),
        pytest.param("see home.example/x", "see <http://home.example/x|home.example/x>", id="site"),
        pytest.param("3.5 or v1.2", "3.5 or v1.2", id="numbers"),
    ],
)
def test_a_message_is_marked_up(
    client: SandboxClient, ada: Person, bot: Bot, typed: str, sent: str
):
    ids = {one["name"]: one["id"] for one in client._wire.get("/channels")}
    wanted = sent.replace("BEN", client.person("Ben").id).replace("STAFF", ids["staff"])
    ada.message(typed)

    assert bot.next_payload()["event"]["text"] == wanted


@pytest.fixture
def escaping() -> Iterator[Sandbox]:
    of = manifest()
    of["features"]["slash_commands"][0]["should_escape"] = True
    with Sandbox(manifest=of, district=HILLTOP, at=MORNING) as running:
        yield running


def test_a_command_says_what_was_typed_where_the_manifest_does_not_ask(ada: Person, bot: Bot):
    ada.command("/tortoise", "ask @ben in #staff")

    assert bot.next_payload()["text"] == "ask @ben in #staff"


def test_a_command_that_is_escaped_names_people_and_channels(escaping: Sandbox):
    bot = Bot(escaping)
    with SandboxClient(escaping.url) as client:
        client.connected()
        ben = client.person("Ben").id
        client.person("Ada").command("/tortoise", "ask @ben & co")

        assert bot.next_payload()["text"] == f"ask <@{ben}|ben> &amp; co"
    bot.close()
