"""Forms at the page: every kind of field takes what a person gives it, and says what is wrong."""

from typing import Any

import pytest
from playwright.sync_api import expect

from sandbox.client import SandboxClient
from tests.sandbox.bots import Bot, Payload, actions, button, modal, options, plain, section
from tests.sandbox.bots import text_input as asked_in_words
from tests.sandbox.page.visitor import Visitor

SUGGESTED = {"options": options("Juniper", "Clover")}


def asked(label: str, kind: str, **more: Any) -> Payload:
    element = {"type": kind, "action_id": "answer", **more}
    return asked_in_words(label, label.lower(), element=element)


EVERYTHING = modal(
    asked("Name", "plain_text_input"),
    asked("Story", "plain_text_input", multiline=True, max_length=100),
    asked("Number", "number_input", is_decimal_allowed=False),
    asked("Mail", "email_text_input"),
    asked("Page", "url_text_input"),
    asked("Day", "datepicker", initial_date="2026-10-08"),
    asked("Hour", "timepicker"),
    asked("Moment", "datetimepicker"),
    asked("Mode", "static_select", options=options("Phone", "Video")),
    asked("Modes", "multi_static_select", options=options("Phone", "Video", "Visit")),
    asked("Student", "external_select", min_query_length=2),
    asked("Way", "radio_buttons", options=options("Post", "Hand")),
    asked("Needs", "checkboxes", options=options("Tea", "Ramp")),
    asked("Who", "users_select"),
    asked("Whom", "multi_users_select"),
    asked("Where", "conversations_select"),
    asked("Room", "channels_select"),
    asked("Notes", "rich_text_input"),
)


@pytest.fixture
def form(visitor: Visitor, bot: Bot) -> Visitor:
    bot.opens(EVERYTHING)
    bot.reactions["block_suggestion"] = lambda _: SUGGESTED
    visitor.says("/tortoise")
    visitor.modal.wait_for()
    return visitor


def heard(bot: Bot, kind: str) -> Payload:
    """The next interaction of that kind; what else the bot heard does not matter here."""
    while True:
        payload = bot.next_payload()
        if payload.get("type") == kind:
            return payload


def submitted(bot: Bot) -> dict[str, Any]:
    values = heard(bot, "view_submission")["view"]["state"]["values"]
    return {name: dict(block["answer"]) for name, block in values.items()}


def bare(held: dict[str, Any]) -> Any:
    (value,) = (value for key, value in held.items() if key != "type")
    one = [value] if not isinstance(value, list) else value
    said = [each["text"]["text"] if isinstance(each, dict) else each for each in one]
    return said if isinstance(value, list) else said[0]


def test_every_field_takes_what_a_person_gives_it(form: Visitor, bot: Bot):
    page = form.page
    for label, text in (
        ("Name", "Ada"),
        ("Story", "Once\nupon a time"),
        ("Number", "7"),
        ("Mail", "ada@hilltop.example"),
        ("Page", "https://hilltop.example"),
        ("Notes", "Soon"),
    ):
        form.field(label).click()
        form.types(text)
    expect(form.modal.locator(".counter")).to_have_text("84")
    form.field("Hour").fill("14:05")
    form.field("Moment").fill("2026-10-09T08:30")
    form.picks("Mode", "vid", "Video")
    form.picks("Student", "juni", "Juniper")
    form.picks("Who", "birch", "Ben Birch")
    form.picks("Where", "staff", "# staff")
    form.picks("Room", "staff", "# staff")
    for label, options_ in (("Modes", ["Phone", "Visit"]), ("Whom", ["Ada Alder", "Ola Oak"])):
        form.field(label).click()
        for option in options_:
            page.get_by_role("option", name=option).click()
        page.keyboard.press("Escape")
    form.modal.get_by_role("radio", name="Hand").check()
    form.modal.get_by_role("checkbox", name="Ramp").check()
    form.field("Day").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(form.field("Day")).to_have_text("October 16, 2026")
    form.button("Save").click()
    expect(form.modal).to_have_count(0)

    held = submitted(bot)
    assert {name: bare(held[name]) for name in ("name", "story", "number", "mail", "page")} == {
        "name": "Ada",
        "story": "Once\nupon a time",
        "number": "7",
        "mail": "ada@hilltop.example",
        "page": "https://hilltop.example",
    }
    assert {name: bare(held[name]) for name in ("day", "hour", "moment", "mode", "student")} == {
        "day": "2026-10-16",
        "hour": "14:05",
        "moment": 1791559800,
        "mode": "Video",
        "student": "Juniper",
    }
    assert {name: bare(held[name]) for name in ("modes", "way", "needs")} == {
        "modes": ["Phone", "Visit"],
        "way": "Hand",
        "needs": ["Ramp"],
    }
    assert len(bare(held["whom"])) == 2
    assert bare(held["where"]) == bare(held["room"])
    assert held["notes"]["rich_text_value"]["elements"][0]["elements"][0]["text"] == "Soon"


def test_what_is_wrong_stands_at_the_field_and_the_focus_goes_there(form: Visitor):
    form.field("Name").click()
    form.types("Ada")
    form.field("Number").click()
    form.types("many")
    form.button("Save").click()

    wrong = form.modal.locator(".input.wrong")
    expect(wrong.filter(has_text="Number")).to_contain_text("Please enter a number.")
    expect(wrong.filter(has_text="Mail")).to_contain_text("Please complete this required field.")
    expect(form.field("Story")).to_be_focused()
    expect(form.field("Name")).to_have_value("Ada")
    form.types("x")
    expect(wrong.filter(has_text="Story")).to_have_count(0)


def test_an_answer_of_the_app_stands_at_its_field_and_trouble_in_a_banner(
    visitor: Visitor, bot: Bot
):
    bot.opens(modal())
    errors = {"response_action": "errors", "errors": {"name": "That name is taken."}}
    bot.reactions["view_submission"] = lambda _: errors
    visitor.says("/tortoise")
    visitor.field("Name").click()
    visitor.types("Ada")
    visitor.page.keyboard.press("Enter")
    expect(visitor.modal.locator(".field-error")).to_have_text("That name is taken.")

    bot.reactions["view_submission"] = lambda _: {"response_action": "jump"}
    visitor.button("Save").click()
    expect(visitor.modal.locator(".banner")).to_contain_text("We had some trouble connecting")
    expect(visitor.field("Name")).to_have_value("Ada")


def test_modals_lie_on_one_another_and_give_the_focus_back(visitor: Visitor, bot: Bot):
    bot.opens(modal(section("First"), actions(button("More", "more"))))
    second = modal(section("Second"), title=plain("Second form"))
    bot.reactions["block_actions"] = lambda payload: push(bot, payload, second)
    visitor.says("/tortoise")
    visitor.button("More").click()
    expect(visitor.modal.locator("h2")).to_have_text("Second form")
    expect(visitor.modal).to_have_attribute("data-depth", "2")

    visitor.button("Back").click()
    expect(visitor.modal.locator("h2")).to_have_text("A form")
    visitor.button("More").click()
    expect(visitor.modal.locator("h2")).to_have_text("Second form")
    visitor.page.keyboard.press("Escape")
    expect(visitor.modal).to_have_count(0)
    expect(visitor.composer).to_be_focused()


def push(bot: Bot, payload: Payload, view: Payload) -> None:
    bot.api.views_push(trigger_id=payload["trigger_id"], view=view)


def test_the_focus_stays_in_a_modal(visitor: Visitor, bot: Bot):
    bot.opens(modal())
    visitor.says("/tortoise")
    expect(visitor.field("Name")).to_be_focused()

    for _ in range(8):
        visitor.page.keyboard.press("Tab")
        inside = visitor.page.evaluate(
            "() => document.activeElement === document.body"
            " || Boolean(document.activeElement.closest('dialog'))"
        )
        assert inside


def test_a_deed_that_asks_first_is_done_only_after_a_yes(
    visitor: Visitor, bot: Bot, client: SandboxClient
):
    confirm = {
        "title": plain("Send it?"),
        "text": plain("Everybody gets it."),
        "confirm": plain("Send"),
        "deny": plain("Not now"),
    }
    menu = {"type": "overflow", "action_id": "menu", "options": options("Edit", "Remove")}
    blocks = [actions(button("Send to all", "send", confirm=confirm, style="danger"), menu)]
    bot.api.chat_postMessage(channel=client.person("Ada").id, text="Ready", blocks=blocks)

    visitor.button("Send to all").click()
    visitor.button("Not now").click()
    visitor.button("Send to all").click()
    visitor.button("Send", visitor.page.locator("dialog.confirm")).click()
    assert heard(bot, "block_actions")["actions"][0]["action_id"] == "send"

    visitor.button("More actions").click()
    visitor.page.keyboard.press("ArrowDown")
    visitor.page.keyboard.press("Enter")
    assert heard(bot, "block_actions")["actions"][0]["selected_option"]["value"] == "remove"
