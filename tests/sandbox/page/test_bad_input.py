"""What goes wrong with pages: two of them, none at all, far too much, and people who mean ill."""

import pytest
from playwright.sync_api import Browser, expect

from sandbox.client import SandboxClient
from sandbox.server.server import Sandbox
from tests.sandbox.bots import Bot, actions, button, home, modal, section, text_input
from tests.sandbox.page.visitor import PHONE, Visitor

HOSTILE = (
    "<script>window.hit = 1</script><img src=x onerror='window.hit = 1'> "
    "<!channel> <@U0NOBODY> <javascript:alert(1)|press> \u202eright to left\u202c 👩‍👧"
)
LONG = "many words " * 272


@pytest.fixture
def ada_id(client: SandboxClient) -> str:
    return client.person("Ada").id


def was_hit(visitor: Visitor) -> bool:
    return bool(visitor.page.evaluate("() => 'hit' in window"))


def test_hostile_words_are_words(visitor: Visitor, bot: Bot, ada_id: str):
    bot.api.chat_postMessage(channel=ada_id, text=HOSTILE)
    plain = {"type": "section", "text": {"type": "plain_text", "text": HOSTILE}}
    bot.api.chat_postMessage(channel=ada_id, text="x", blocks=[section(HOSTILE), plain])
    expect(visitor.messages).to_have_count(2)
    expect(visitor.messages.last).to_contain_text("<script>window.hit = 1</script>")
    expect(visitor.page.locator("#conversation .message a")).to_have_count(0)
    expect(visitor.page.locator("#conversation .message-main img")).to_have_count(0)
    assert not was_hit(visitor)


def test_hostile_words_that_somebody_types_come_back_as_they_were(visitor: Visitor, bot: Bot):
    bot.opens(modal(text_input("Story", "story", element={"multiline": True})))
    visitor.opens("staff")
    visitor.says(HOSTILE)
    said = visitor.messages.last.locator(".message-text")
    expect(said).to_have_text(HOSTILE)

    visitor.says("/tortoise")
    visitor.field("Story").fill(HOSTILE + LONG[: 3000 - len(HOSTILE)])
    visitor.button("Save").click()
    expect(visitor.modal).to_have_count(0)
    assert not was_hit(visitor)


def test_too_long_an_answer_is_kept_and_complained_of(visitor: Visitor, bot: Bot):
    bot.opens(modal(text_input("Story", "story", element={"multiline": True, "max_length": 3000})))
    visitor.says("/tortoise")
    visitor.field("Story").fill("x" * 3001)
    expect(visitor.modal.locator(".counter")).to_have_text("-1")
    visitor.button("Save").click()
    wrong = visitor.modal.locator(".field-error")
    expect(wrong).to_have_text("Please shorten this to 3000 characters.")
    expect(visitor.field("Story")).to_have_value("x" * 3001)


def test_two_tabs_show_the_same(visitor: Visitor, bot: Bot):
    bot.opens(modal())
    other = visitor.new_tab(visitor.url)
    visitor.says("/tortoise")
    visitor.field("Name").fill("Ada")
    expect(other.locator("dialog.modal .text-field")).to_have_value("Ada")
    other.get_by_role("button", name="Cancel").click()
    expect(visitor.modal).to_have_count(0)
    expect(other.locator("dialog.modal")).to_have_count(0)


def test_a_reload_closes_the_modal_and_breaks_nothing(visitor: Visitor, bot: Bot):
    bot.opens(modal())
    visitor.opens("staff")
    visitor.says("/tortoise")
    visitor.field("Name").fill("half a na")
    visitor.page.reload()
    visitor.page.locator("body.ready").wait_for()
    expect(visitor.modal).to_have_count(0)
    expect(visitor.page.locator("#conversation h1")).to_have_text("staff")
    visitor.says("/tortoise")
    expect(visitor.field("Name")).to_have_value("")


def test_a_lost_connection_is_told_and_comes_back(visitor: Visitor, bot: Bot, ada_id: str):
    visitor.opens("staff")
    visitor.context.set_offline(True)
    visitor.says("Is anybody there?")
    expect(visitor.page.locator(".composer-word").first).to_contain_text("Not sent")
    expect(visitor.composer).to_have_value("Is anybody there?")
    # The question that the page had open when the line was lost is answered at a change.
    bot.api.chat_postMessage(channel=ada_id, text="While you were away")
    expect(visitor.page.locator("#offline")).to_contain_text("is lost")

    visitor.context.set_offline(False)
    expect(visitor.page.locator("#offline")).to_be_hidden()
    visitor.page.keyboard.press("Enter")
    expect(visitor.messages.last).to_contain_text("Is anybody there?")
    visitor.opens("Tortoise")
    expect(visitor.messages.last).to_contain_text("While you were away")
    visitor.troubles.clear()


def test_nobody_sees_what_is_for_somebody_else(
    browser: Browser, workspace: Sandbox, visitor: Visitor, bot: Bot, client: SandboxClient
):
    ada, ben = client.person("Ada").id, client.person("Ben").id
    bot.opens(modal())
    bot.api.chat_postMessage(channel=ada, text="For Ada alone")
    expect(visitor.messages.last).to_contain_text("For Ada alone")
    visitor.says("/tortoise")
    visitor.field("Name").fill("Secret")
    with Visitor(browser, workspace.url, person=ben) as other:
        expect(other.modal).to_have_count(0)
        expect(other.page.locator("body")).not_to_contain_text("For Ada alone")
        expect(other.page.locator("#sidebar")).not_to_contain_text("ada-private")
    visitor.page.keyboard.press("Escape")
    visitor.becomes("Ben Birch")
    expect(visitor.page.locator("#conversation h1")).to_have_text("Tortoise")
    expect(visitor.messages).to_have_count(0)


def test_a_very_long_caseload_fits_on_a_phone(
    browser: Browser, workspace: Sandbox, bot: Bot, ada_id: str
):
    rows = [
        section(f"*Student {number}* {'word ' * 40}", accessory=button("Open", f"open{number}"))
        for number in range(98)
    ]
    bot.api.views_publish(user_id=ada_id, view=home(*rows, actions(button("Next", "next"))))
    with Visitor(browser, workspace.url, size=PHONE) as visitor:
        visitor.page.get_by_role("tab", name="Home").click()
        expect(visitor.page.locator(".home .block")).to_have_count(99)
        visitor.button("Next").click()
        assert visitor.page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_a_button_that_nobody_answers_says_so(visitor: Visitor, bot: Bot, ada_id: str):
    bot.api.chat_postMessage(channel=ada_id, text="x", blocks=[actions(button("Go", "go"))])
    visitor.button("Go").wait_for()
    bot.close()
    visitor.button("Go").click()
    toast = visitor.page.locator(".toast.trouble")
    expect(toast).to_contain_text("This app could not be reached")
