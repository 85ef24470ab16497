"""Files at the page: chosen with the keyboard or dropped, taken out again, and sent."""

import pytest
from playwright.sync_api import expect

from tests.sandbox.bots import Bot, modal
from tests.sandbox.page.test_forms import heard
from tests.sandbox.page.visitor import Visitor
from tests.sandbox.screen.test_attaching import FIELD, ROWS

DROP = """([node, name, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name));
  for (const kind of ["dragover", "drop"]) {
    const how = { dataTransfer: carried, bubbles: true, cancelable: true };
    node.dispatchEvent(new DragEvent(kind, how));
  }
}"""


@pytest.fixture
def form(visitor: Visitor, bot: Bot) -> Visitor:
    bot.opens(modal(FIELD))
    visitor.says("/tortoise")
    visitor.modal.wait_for()
    return visitor


def drops(form: Visitor, name: str, text: str) -> None:
    form.modal.locator(".files-drop").evaluate(
        f"(node, rest) => ({DROP})([node, ...rest])", [name, text]
    )


def test_a_file_is_chosen_with_the_keyboard_taken_out_dropped_and_sent(form: Visitor, bot: Bot):
    page = form.page
    # A browser hands over its file chooser only some time after it was asked to, and till then
    # opens none at all: so it is asked well before the key is pressed.
    page.on("filechooser", lambda _: None)
    form.button("Save").click()
    expect(form.modal.locator(".field-error")).to_contain_text("complete this required field")
    expect(form.field("Calendar")).to_be_focused()
    with page.expect_file_chooser() as choosing:
        page.keyboard.press("Enter")
    choosing.value.set_files({"name": "old.csv", "mimeType": "text/csv", "buffer": b"date\n"})
    expect(form.modal.locator(".files-one")).to_contain_text("old.csv")
    expect(form.modal.locator(".files-drop")).to_be_hidden()
    expect(form.button("Remove old.csv")).to_be_focused()
    page.keyboard.press("Enter")
    expect(form.modal.locator(".files-one")).to_have_count(0)
    expect(form.field("Calendar")).to_be_focused()

    drops(form, "closures.xlsx", "no rows")
    expect(page.locator(".toast")).to_contain_text("only files of these kinds: csv")
    drops(form, "closures.csv", ROWS.decode())
    expect(form.modal.locator(".files-one")).to_contain_text("closures.csv")
    form.button("Save").click()
    expect(form.modal).to_have_count(0)

    values = heard(bot, "view_submission")["view"]["state"]["values"]
    [file] = values["calendar"]["answer"]["files"]
    assert (file["name"], file["size"]) == ("closures.csv", len(ROWS))
