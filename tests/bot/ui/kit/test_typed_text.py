"""What somebody typed reads as they typed it, however Slack marks it up on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.kit.typed_text import as_typed

NAMES = {"U0KIM": "Kim Larkspur"}


def read(text):
    return as_typed(text, lambda user: NAMES.get(user, ""))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        pytest.param("ask <@U0KIM> today", "ask @Kim Larkspur today", id="a-person"),
        pytest.param("<@U0ZED|zed>", "@zed", id="a-person-with-a-label"),
        pytest.param("<@U0ZED>", "@somebody", id="a-person-nobody-knows"),
        pytest.param("<#C0GENERAL|general>", "#general", id="a-channel"),
        pytest.param("<#C0GENERAL|>", "a channel", id="a-channel-without-its-name"),
        pytest.param("<#C0GENERAL>", "a channel", id="a-channel-without-a-label"),
        pytest.param("<!here>", "@here", id="here"),
        pytest.param("<!channel|channel>", "@channel", id="channel"),
        pytest.param("<!subteam^S1|@grade-7>", "@grade-7", id="a-group"),
        pytest.param("<!subteam^S1>", "@a group", id="a-group-without-a-label"),
        pytest.param("<!date^1392734382^{date}|Feb 18, 2014>", "Feb 18, 2014", id="a-date"),
        pytest.param("<mailto:a@b.example|a@b.example>", "a@b.example", id="an-address"),
        pytest.param("<mailto:a@b.example|Ann>", "Ann (a@b.example)", id="an-address-with-a-name"),
        pytest.param("<tel:+15550100|555-0100>", "555-0100 (+15550100)", id="a-telephone"),
        pytest.param("<https://b.example/x>", "https://b.example/x", id="a-link"),
        pytest.param("<http://b.example|b.example>", "b.example", id="a-site"),
        pytest.param(
            "<https://b.example/x|our page>", "our page (https://b.example/x)", id="a-named-link"
        ),
        pytest.param("<https://b.example/?a=1&amp;b=2>", "https://b.example/?a=1&b=2", id="in-it"),
        pytest.param("A &amp; B &lt;3 &gt; C", "A & B <3 > C", id="three-characters"),
        pytest.param("&amp;lt;", "&lt;", id="once-only"),
        pytest.param("&copy; &lt;@U0KIM&gt;", "&copy; <@U0KIM>", id="what-was-typed-so"),
        pytest.param("a < b > c", "a < b > c", id="a-command-that-is-not-escaped"),
    ],
)
def test_markup_is_read_as_words(sent, words):
    assert read(sent) == words


@given(st.text())
def test_whatever_is_typed_without_links_comes_back(typed):
    sent = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert read(sent) == typed
