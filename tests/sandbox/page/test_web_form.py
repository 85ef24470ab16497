"""The web form in a real browser: on a phone, without scripts, and for people who cannot see it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.handlers.linking import Linking
from tests.people import running_school
from tests.sandbox.page.test_accessibility import GRAVE
from tests.sandbox.page.visitor import PHONE

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


@pytest.fixture
def linking(database_url: str) -> Iterator[Linking]:
    with running_school(database_url, web=True) as school:
        yield Linking(school)


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    yield context
    context.close()


def fits(page: Page) -> None:
    """Nothing hangs over the edge of the phone, and what is pressed is large enough for a thumb."""
    for button in page.get_by_role("button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["x"] + box["width"] <= PHONE["width"]


def test_a_report_is_written_on_a_phone_without_scripts(phone: BrowserContext, linking: Linking):
    troubles: list[str] = []
    link = linking.makes_link().link.geturl()
    page = phone.new_page()
    heading = page.get_by_role("heading", level=1)
    page.on("console", lambda said: troubles.append(said.text))
    page.on("requestfailed", lambda failed: troubles.append(failed.url))

    page.goto(link)
    fits(page)
    page.get_by_label("Your code").fill(linking.says_code())
    page.keyboard.press("Enter")
    expect(heading).to_have_text("Your service and present levels")
    fits(page)

    page.get_by_role("button", name="Next").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Please fix"))
    summary.get_by_role("link", name=re.compile("Present levels")).click()
    levels = page.get_by_label("Present levels in this area")
    expect(levels).to_have_attribute("aria-invalid", "true")
    levels.fill("Tells whole stories.")
    page.get_by_label("Service and minutes").fill("30 minutes twice a week")
    page.get_by_label("How many goals are you reporting on?").fill("1")
    page.get_by_role("button", name="Next").click()

    page.get_by_label("Goal 1 (optional)", exact=True).fill("Tells a story of three parts")
    page.get_by_role("group", name="Status of goal 1").get_by_label("On track").check()
    page.get_by_role("button", name="Back").click()
    expect(levels).to_have_value("Tells whole stories.")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_label("On track")).to_be_checked()
    page.get_by_role("button", name="Next").click()

    page.get_by_label("Yes").check()
    fits(page)
    page.get_by_role("button", name="Send the form").click()
    expect(heading).to_have_text("Thank you. The form is in.")
    linking.school.settle()
    assert linking.is_proven()
    page.get_by_role("button", name="I am done").click()
    expect(heading).to_have_text("You have left the form")
    assert [trouble for trouble in troubles if "422" not in trouble] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_grave_stands_in_anybodys_way(
    browser: Browser, linking: Linking, axe: str, scheme: str
):
    """The checker is a script: the tester alone lets it into the pages."""
    context = browser.new_context(
        viewport=PHONE,
        bypass_csp=True,
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()

    def grave() -> list[str]:
        page.evaluate(axe)
        found = page.evaluate("() => axe.run(document)")["violations"]
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= PHONE["width"]
        return [f"{one['id']}: {one['help']}" for one in found if one["impact"] in GRAVE]

    page.goto(linking.makes_link().link.geturl())
    assert grave() == []
    page.get_by_label("Your code").fill("12")
    page.get_by_role("button", name="Open the form").click()
    assert grave() == []
    page.get_by_label("Your code").fill(linking.says_code())
    page.get_by_role("button", name="Open the form").click()
    assert grave() == []
    page.get_by_role("button", name="Next").click()
    assert grave() == []
    page.get_by_label("Service and minutes").fill("30 minutes")
    page.get_by_label("Present levels in this area").fill("Tells whole stories.")
    page.get_by_role("button", name="Next").click()
    assert grave() == []
    page.get_by_role("button", name="Not mine, or more time").click()
    assert grave() == []
    page.get_by_role("button", name="Tell the case manager").click()
    assert grave() == []
    context.close()
