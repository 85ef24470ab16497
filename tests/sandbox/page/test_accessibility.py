"""Nothing serious stands in anybody's way: the page, a form and the home tab, light and dark."""

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.sandbox.page.demo import Demo
from tests.sandbox.page.visitor import PHONE, Visitor

GRAVE = ("serious", "critical")
TALL: ViewportSize = {"width": 1280, "height": 3600}
"""So that a form's first page fits: axe takes a label for hidden that one has to scroll to."""


def found_by(axe: str, visitor: Visitor) -> list[str]:
    visitor.page.evaluate(axe)
    results = visitor.page.evaluate("() => axe.run(document)")
    return [
        f"{wrong['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for wrong in results["violations"]
        if wrong["impact"] in GRAVE
        for node in wrong["nodes"]
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_serious_is_found(browser: Browser, demo: Demo, axe: str, *, dark: bool):
    with Visitor(browser, demo.sandbox.url, dark=dark, tour=True, size=TALL) as marigold:
        assert found_by(axe, marigold) == []
        marigold.button("Skip the tour").click()
        marigold.goes_to("2026-10-01T07:00", "Thu, Oct 1, 7:00 AM")
        demo.settle()
        expect(marigold.messages.filter(has_text="Thu, Oct 1")).to_be_visible()
        marigold.page.locator("#traffic-switch").click()
        marigold.page.locator("#clock").click()
        assert found_by(axe, marigold) == []
        marigold.page.keyboard.press("Escape")
        marigold.button("Close the traffic").click()

        marigold.page.get_by_role("tab", name="Home").click()
        expect(marigold.page.locator(".home")).to_contain_text("Your IEP work")
        assert found_by(axe, marigold) == []

        marigold.button("Parent conversation").first.click()
        expect(marigold.modal.locator("h2")).to_have_text("Parent conversation")
        marigold.field("Date of the conversation").click()
        expect(marigold.page.locator(".calendar")).to_be_visible()
        assert found_by(axe, marigold) == []
        marigold.page.keyboard.press("Escape")
        marigold.field("How").click()
        assert found_by(axe, marigold) == []
        marigold.page.keyboard.press("Escape")

        for number in (2, 3, 4):
            marigold.button("Next", marigold.modal).click()
            expect(marigold.modal).to_contain_text(f"Page {number} of 4")
        marigold.button("Save conversation", marigold.modal).click()
        expect(marigold.modal.locator(".field-error:visible").first).to_be_visible()
        assert found_by(axe, marigold) == []


def test_nothing_serious_is_found_on_a_phone(browser: Browser, demo: Demo, axe: str):
    with Visitor(browser, demo.sandbox.url, size=PHONE) as marigold:
        marigold.page.get_by_label("All conversations").click()
        assert found_by(axe, marigold) == []
        marigold.opens("general")
        marigold.says("Good morning")
        expect(marigold.messages).to_have_count(1)
        assert found_by(axe, marigold) == []
        assert marigold.page.evaluate("() => document.documentElement.scrollWidth") <= 390
