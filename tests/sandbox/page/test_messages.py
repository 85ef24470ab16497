"""What stands in conversations, drawn as Slack draws it, and who sees it."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from sandbox.client import SandboxClient
from sandbox.server.server import Sandbox
from tests.sandbox.bots import Bot, button, modal, plain, section
from tests.sandbox.page.visitor import Visitor


@pytest.fixture
def ada_id(client: SandboxClient) -> str:
    return client.person("Ada").id


def test_mark_up_is_drawn_as_slack_draws_it(visitor: Visitor, bot: Bot, ada_id: str):
    ben = visitor.page.evaluate("() => fetch('/sandbox/people/Ben').then((one) => one.json())")
    text = (
        "*bold* _slanted_ ~gone~ `code` :warning: &lt;safe&gt; snake_case_name 2*3*4\n"
        f"&gt; a quote\n<@{ben['id']}> <https://hilltop.example|the page> "
        "<!date^1791464400^{date_short_pretty} at {time}|later>"
    )
    bot.api.chat_postMessage(channel=ada_id, text="x", blocks=[section(text)])
    message = visitor.messages.last
    for tag, words in (("strong", "bold"), ("em", "slanted"), ("s", "gone"), ("code", "code")):
        expect(message.locator(tag)).to_have_text(words)
    expect(message).to_contain_text("⚠️ <safe> snake_case_name 2*3*4")
    expect(message.locator("blockquote")).to_have_text("a quote")
    expect(message.locator(".mention")).to_have_text("@Ben Birch")
    expect(message.locator("a")).to_have_attribute("href", "https://hilltop.example")
    expect(message.locator(".section time")).to_have_text("Today at 6:00 AM")


def cell(words: str) -> dict[str, str]:
    return {"type": "raw_text", "text": words}


def test_every_block_has_its_look(visitor: Visitor, bot: Bot, ada_id: str):
    rich: dict[str, Any] = {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}
                ],
            }
        ],
    }
    table = {"type": "table", "rows": [[cell("When"), cell("What")], [cell("Monday"), cell("Art")]]}
    away = {"type": "image", "image_url": "https://elsewhere.example/a.png", "alt_text": "A pond"}
    bot.api.chat_postMessage(
        channel=ada_id,
        text="x",
        blocks=[
            {"type": "header", "text": plain("Today")},
            {"type": "divider"},
            {"type": "context", "elements": [plain("small print")]},
            {"type": "section", "fields": [plain("left"), plain("right")]},
            section("beside", accessory=button("Open", "open")),
            rich,
            table,
            away,
        ],
    )
    message = visitor.messages.last
    expect(message.locator("h3")).to_have_text("Today")
    expect(message.locator("hr")).to_have_count(1)
    expect(message.locator(".context")).to_have_text("small print")
    expect(message.locator(".section-fields div")).to_have_text(["left", "right"])
    expect(message.locator(".accessory button")).to_have_text("Open")
    expect(message.locator("ul li")).to_have_text("one")
    expect(message.locator("th")).to_have_text(["When", "What"])
    expect(message.locator("td")).to_have_text(["Monday", "Art"])
    expect(message.get_by_role("img", name="A pond")).to_be_visible()


def test_people_write_to_one_another_and_in_threads(
    browser: Browser, workspace: Sandbox, visitor: Visitor, client: SandboxClient
):
    visitor.opens("staff")
    visitor.says("Who has the key?")
    ben_id = client.person("Ben").id
    with Visitor(browser, workspace.url, person=ben_id) as ben:
        room = ben.page.locator("#sidebar button", has_text="staff")
        expect(room).to_have_class("sidebar-entry unread")
        ben.opens("staff")
        expect(ben.messages).to_contain_text("Who has the key?")
        ben.messages.last.hover()
        ben.page.get_by_role("button", name="Reply in thread").click()
        ben.thread.locator(".composer-field").click()
        ben.types("I have it")
        ben.page.keyboard.press("Enter")
        expect(ben.thread.locator(".message").last).to_contain_text("I have it")
        expect(room).to_have_class("sidebar-entry")
    visitor.page.locator(".thread-bar").click()
    expect(visitor.thread.locator(".message").last).to_contain_text("I have it")


def test_a_command_is_answered_where_it_was_typed_and_refused_in_threads(
    visitor: Visitor, bot: Bot
):
    bot.reactions["/tortoise"] = lambda _: {"text": "Slowly does it"}
    visitor.opens("staff")
    visitor.says("Good morning")
    visitor.says("/tortoise")
    answer = visitor.messages.filter(has_text="Slowly does it")
    expect(answer).to_contain_text("Only visible to you")

    visitor.says("/hare")
    expect(visitor.messages.last).to_contain_text("/hare is not a valid command.")
    visitor.messages.first.hover()
    visitor.page.get_by_role("button", name="Reply in thread").first.click()
    visitor.thread.locator(".composer-field").click()
    visitor.types("/tortoise")
    visitor.page.keyboard.press("Enter")
    expect(visitor.thread).to_contain_text("/tortoise is not supported in threads. Sorry!")


def test_a_shortcut_is_used_from_a_message_and_from_the_composer(
    visitor: Visitor, bot: Bot, ada_id: str
):
    bot.opens(modal(title=plain("A note")), on="message_action")
    bot.opens(modal(title=plain("A beginning")), on="shortcut")
    bot.api.chat_postMessage(channel=ada_id, text="Remember this")
    visitor.messages.last.hover()
    visitor.button("More actions with this message").click()
    visitor.page.get_by_role("menuitem", name="Take note").click()
    expect(visitor.modal.locator("h2")).to_have_text("A note")
    visitor.page.keyboard.press("Escape")
    visitor.button("Shortcuts").click()
    visitor.page.get_by_role("menuitem", name="Begin").click()
    expect(visitor.modal.locator("h2")).to_have_text("A beginning")


def test_the_clock_runs_stands_and_goes_to_the_next_event(visitor: Visitor, bot: Bot):
    words = visitor.page.locator(".clock-words")
    state = visitor.page.locator(".clock-state")
    expect(words).to_have_text("Thu, Oct 8, 7:00 AM")
    visitor.button("Next morning").click()
    expect(words).to_have_text("Fri, Oct 9, 7:00 AM")
    visitor.page.locator("#clock").click()
    visitor.button("Let it run").click()
    expect(state).to_have_text("running")
    visitor.page.locator("#clock").click()
    visitor.button("Stop the clock").click()
    expect(state).to_have_text("stopped")


def test_what_goes_to_and_fro_can_be_watched(visitor: Visitor, bot: Bot, ada_id: str):
    visitor.page.locator("#traffic-switch").click()
    bot.reactions["/tortoise"] = lambda _: {"text": "Slowly"}
    visitor.says("/tortoise now")
    bot.api.api_call("chat.postMessage", params={"channel": ada_id, "text": "x"})
    rows = visitor.page.locator("#traffic tbody tr")
    command = rows.filter(has_text="/tortoise now")
    expect(command).to_contain_text("acknowledged")
    expect(command.locator(".took")).to_contain_text("ms")
    expect(rows.filter(has_text="chat.postMessage")).to_contain_text("ok")
    command.get_by_role("button").click()
    expect(visitor.page.locator(".traffic-detail")).to_contain_text('"command": "/tortoise"')
