"""Somebody at the page: what they see, and what they do with mouse and keyboard."""

import re
from types import TracebackType
from typing import Self

from playwright.sync_api import Browser, Locator, Page, Request, ViewportSize, expect

from tests.conftest import HANGS
from tests.journeys.quillmarsh import ARTIFACTS

LAPTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}

PATIENCE = int(HANGS * 1000)
"""Milliseconds that a loaded machine may take; what comes is seen at once."""

TOUR_IS_OVER = "localStorage.setItem('preiep-sandbox-tour', 'over')"


class Visitor:
    """A tab of its own browser profile; whatever goes wrong in the page is kept in `troubles`."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        *,
        dark: bool = False,
        size: ViewportSize = LAPTOP,
        tour: bool = False,
        person: str = "",
    ) -> None:
        self.url = url
        self.troubles: list[str] = []
        self.strangers: list[str] = []
        self.context = browser.new_context(
            viewport=size,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        if not tour:
            self.context.add_init_script(TOUR_IS_OVER)
        self.page = self.new_tab(f"{url}/{f'#{person}' if person else ''}")

    def new_tab(self, url: str) -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda said: self._listen(said.type, said.text))
        page.on("request", self._watch)
        page.goto(url)
        page.locator("body.ready").wait_for()
        return page

    def _listen(self, kind: str, text: str) -> None:
        # A browser says by itself that a request was answered with 409; the page says it in words.
        if kind in ("error", "warning") and "Failed to load resource" not in text:
            self.troubles.append(text)

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((f"{self.url}/", "data:", "blob:")):
            self.strangers.append(request.url)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.context.close()
        if error is None:
            assert self.troubles == []
            assert self.strangers == []

    @property
    def composer(self) -> Locator:
        return self.page.locator("#conversation .composer-field")

    @property
    def modal(self) -> Locator:
        return self.page.locator("dialog.modal")

    @property
    def messages(self) -> Locator:
        return self.page.locator("#conversation .message")

    @property
    def thread(self) -> Locator:
        return self.page.locator("#thread")

    def button(self, name: str, where: Locator | None = None) -> Locator:
        return (where or self.page).get_by_role("button", name=name, exact=True)

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)

    def says(self, text: str) -> None:
        """Write into the box below the conversation and press Enter."""
        self.composer.click()
        self.types(text)
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Enter")

    def field(self, label: str) -> Locator:
        """A field of the open modal, by the words of its label."""
        block = self.modal.locator(".input").filter(
            has=self.page.locator(".input-label", has_text=label)
        )
        return block.locator("input, textarea, button.picker").first

    def picks(self, label: str, typed: str, option: str) -> None:
        """Type into a menu and take what it offers, with the keyboard."""
        self.field(label).click()
        self.types(typed)
        self.page.get_by_role("option", name=option).first.wait_for()
        self.page.keyboard.press("Enter")
        expect(self.field(label)).to_have_value(re.compile(f"^{re.escape(option)}"))

    def opens(self, conversation: str) -> None:
        self.page.locator("#sidebar button", has_text=conversation).click()
        expect(self.page.locator("#conversation h1")).to_have_text(conversation)

    def becomes(self, name: str) -> None:
        self.page.locator("#who").click()
        self.page.get_by_role("menuitemradio", name=name).click()
        expect(self.page.locator("#who")).to_contain_text(name)

    def opens_home(self) -> Locator:
        """Open the assistant's home tab, and give what it shows."""
        self.opens("Preiep")
        self.page.get_by_role("tab", name="Home").click()
        return self.page.locator(".home")

    def goes_to(self, moment: str, shown: str) -> None:
        """Move the clock to a moment as its field takes it; it then shows so."""
        self.page.locator("#clock").click()
        self.page.locator("#clock-to").fill(moment)
        self.button("Go").click()
        expect(self.page.locator(".clock-words")).to_have_text(shown)
        expect(self.page.locator(".clock-state")).to_have_text("stopped")

    def picture(self, name: str) -> None:
        ARTIFACTS.mkdir(exist_ok=True)
        self.page.mouse.move(0, 0)
        self.page.evaluate("Promise.all([...document.images].map((one) => one.decode()))")
        self.page.screenshot(path=ARTIFACTS / f"{name}.png")
