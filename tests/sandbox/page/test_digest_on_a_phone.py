"""What the core takes for two rows of text is no more than two on a phone."""

import re

from playwright.sync_api import Browser, expect

from bot.dates.obligation_rules import Place
from bot.digest.digests import digest_of, listing_of
from bot.digest.two_rows import MOST_CHARACTERS, fits
from bot.settings.district_links import DistrictLinks
from bot.ui.digest import digests as ui
from sandbox.client import SandboxClient
from sandbox.server.server import Sandbox
from tests.bot.digest.test_neglect import Neglect
from tests.sandbox.bots import Bot, section
from tests.sandbox.page.visitor import PHONE, Visitor

BROAD = ("MW-7W2", "WM-4MQ", "QX-4KM")
"""Aliases as broad as they come, and one as they mostly are."""

LINKS = DistrictLinks(seis="https://seis.example", form="https://form.example")
ELSEWHERE = [place for place in Place if LINKS.of_place(place)]

A_MESSAGE = 45
ROWS_OF = """all => all.map(one => Math.round(
    one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight)
))"""


def longest_lines() -> list[str]:
    """The longest lines of a neglected year, with every alias in them; all of them fit."""
    said = set()
    for morning in Neglect(seed=3).mornings():
        if listing := listing_of(morning):
            lines = digest_of(listing, morning).lines
            said |= {ui.words_of(line, morning.on) for line in lines}
    dressed = (re.sub(r"QX-\d{3}", alias, words) for words in said for alias in BROAD)
    fitting = sorted(filter(fits, dressed), key=len, reverse=True)
    return [with_link(words) for words in fitting[: 4 * A_MESSAGE]]


def with_link(words: str) -> str:
    """What stands behind a line whose work is done elsewhere takes room as well."""
    linked = words.startswith(tuple(f"*{place}:*" for place in ELSEWHERE))
    return f"{words} · <https://seis.example|Open>" if linked else words


def test_the_longest_lines_of_a_digest_take_two_rows_on_a_phone(
    browser: Browser, workspace: Sandbox, client: SandboxClient, bot: Bot
):
    ada, words = client.person("Ada").id, longest_lines()
    assert max(len(one.replace("*", "")) for one in words) > MOST_CHARACTERS - 5
    for first in range(0, len(words), A_MESSAGE):
        blocks = [section(one) for one in words[first : first + A_MESSAGE]]
        bot.api.chat_postMessage(channel=ada, text="x", blocks=blocks)

    with Visitor(browser, workspace.url, size=PHONE, person=ada) as visitor:
        drawn = visitor.page.locator(".message .section-words")
        expect(drawn).to_have_count(len(words))
        rows = drawn.evaluate_all(ROWS_OF)

    assert [one for one, many in zip(words, rows, strict=True) if many > 2] == []
