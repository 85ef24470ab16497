"""What the owner asked for, done at the page as a person would: keyboard, mouse, nothing else."""

import re

from playwright.sync_api import Browser, expect

from tests.sandbox.page.demo import Demo
from tests.sandbox.page.visitor import PHONE, Visitor

SAID = "Names every bird on the way to school"


def test_a_case_manager_talks_with_parents_ticks_the_digest_and_leads_a_meeting(
    browser: Browser, demo: Demo
):
    with Visitor(browser, demo.sandbox.url, tour=True) as marigold:
        the_page_opens_with_the_app_and_a_tour(marigold)
        a_talk_with_parents_is_written_down(marigold, demo)
        the_digest_of_the_eighth_is_ticked(marigold, demo)
        a_meeting_is_led_from_its_thread(marigold, demo, browser)
        the_home_tab_shows_the_caseload(marigold)
        somebody_else_sees_only_their_own(marigold)
    assert demo.client.strict_errors() == []


def the_page_opens_with_the_app_and_a_tour(marigold: Visitor) -> None:
    expect(marigold.page.locator("#who")).to_contain_text("Marigold Kestrel")
    expect(marigold.page.locator("#conversation h1")).to_have_text("Preiep")
    tour = marigold.page.get_by_role("dialog", name="Welcome")
    expect(tour).to_contain_text("Step 1 of 5")
    marigold.picture("page-tour")
    for _ in range(4):
        marigold.button("Next").click()
    expect(marigold.page.locator(".tour")).to_contain_text("Step 5 of 5")
    marigold.button("Close", marigold.page.locator(".tour")).click()
    expect(marigold.page.locator(".tour")).to_have_count(0)


def a_talk_with_parents_is_written_down(marigold: Visitor, demo: Demo) -> None:
    page = marigold.page
    marigold.composer.click()
    marigold.types("/pre")
    expect(page.get_by_role("option", name="/preiep")).to_be_visible()
    marigold.picture("page-command")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(marigold.modal.locator("h2")).to_have_text("Parent conversation")
    expect(marigold.field("Student")).to_be_focused()

    marigold.picks("Student", "juniper q", "Juniper Quickwater")
    expect(marigold.modal.locator("strong")).to_have_text("Juniper Quickwater")
    marigold.field("Strengths").click()
    marigold.types(SAID)
    marigold.picture("page-conversation")
    the_browser_is_reloaded_in_the_middle(marigold, demo)
    finish(marigold)
    expect(marigold.messages.last).to_contain_text("Parent conversation")
    expect(marigold.messages.last).not_to_contain_text(SAID)


def the_browser_is_reloaded_in_the_middle(marigold: Visitor, demo: Demo) -> None:
    """What was typed is kept, and the same command leads back to it."""
    demo.client.waits_for(
        lambda: any(
            SAID in str(one["request"]) and one["took"] is not None
            for one in demo.client.journal("interactive")
        )
    )
    demo.settle()
    marigold.page.reload()
    marigold.page.locator("body.ready").wait_for()
    expect(marigold.modal).to_have_count(0)
    marigold.says("/preiep juniper q")
    expect(marigold.field("Strengths")).to_have_value(SAID)


def finish(marigold: Visitor) -> None:
    for number in (2, 3, 4):
        marigold.button("Next").click()
        expect(marigold.modal).to_contain_text(f"Page {number} of 4")
    marigold.button("Save conversation").click()
    expect(marigold.modal.get_by_text("Please complete this required field.").first).to_be_visible()
    expect(marigold.field("With whom")).to_be_focused()
    marigold.types("her mother")
    marigold.button("Save conversation").click()
    expect(marigold.modal).to_have_count(0)


def the_digest_of_the_eighth_is_ticked(marigold: Visitor, demo: Demo) -> None:
    marigold.goes_to("2026-10-08T07:00", "Thu, Oct 8, 7:00 AM")
    digest = marigold.messages.filter(has_text="Thu, Oct 8")
    expect(digest).to_be_visible()
    marigold.picture("page-digest")

    marigold.page.get_by_role("button", name="Pick from SEIS notices").last.click()
    expect(marigold.modal.locator("h2")).to_have_text("What is done or can wait")
    marigold.modal.get_by_role("checkbox").first.focus()
    marigold.page.keyboard.press("Space")
    marigold.picture("page-pick")
    marigold.button("Save").click()
    expect(marigold.modal).to_have_count(0)

    marigold.page.get_by_role("button", name=re.compile("[Dd]one: Agendas")).last.click()
    expect(digest).to_contain_text(re.compile(r"Agendas: (all \d+ )?done"))
    demo.settle()
    marigold.picture("page-digest-ticked")


def a_meeting_is_led_from_its_thread(marigold: Visitor, demo: Demo, browser: Browser) -> None:
    marigold.goes_to("2026-10-14T07:40", "Wed, Oct 14, 7:40 AM")
    room = marigold.page.locator("#sidebar button", has_text="mkestrel-iep")
    expect(room).to_have_class("sidebar-entry unread")
    marigold.opens("mkestrel-iep")
    parent = marigold.messages.filter(has_text="Wednesday, October 14")
    parent.locator(".thread-bar").click()
    card = marigold.thread.locator(".message").filter(has_text="Opening, line")
    expect(marigold.button("Done, next", card)).to_be_in_viewport()

    marigold.button("Done, next", card).click()
    expect(card).to_contain_text("Opening, line 2 of 7")
    card.get_by_role("checkbox", name="Ground rules").check()
    expect(parent).to_contain_text("2 of 19 lines done")
    expect(card.get_by_role("checkbox", name="Ground rules")).to_be_checked()
    marigold.button("Add concern", card).scroll_into_view_if_needed()
    marigold.picture("page-meeting-day")

    with Visitor(browser, marigold.url, dark=True, size=PHONE) as phone:
        phone.page.goto(marigold.page.url)
        expect(phone.thread).to_contain_text("2 of 19 lines done")
        expect(phone.button("Done, next", phone.thread)).to_be_in_viewport()
        expect(phone.thread.get_by_text("Let's go around")).to_be_in_viewport()
        phone.picture("page-meeting-day-phone")

    marigold.button("Add a helper", marigold.thread).click()
    marigold.picks("Who helps", "jasper", "Jasper Twinefield")
    marigold.modal.locator("footer .primary").click()
    expect(marigold.modal).to_have_count(0)
    demo.settle()
    expect(room).to_have_class("sidebar-entry")


def the_home_tab_shows_the_caseload(marigold: Visitor) -> None:
    expect(marigold.opens_home()).to_contain_text("Your IEP work")
    marigold.button("Dark colours").click()
    marigold.picture("page-home")
    marigold.button("Light colours").click()


def somebody_else_sees_only_their_own(marigold: Visitor) -> None:
    marigold.becomes("Pat Orchard")
    expect(marigold.page.locator("#conversation h1")).to_have_text("Preiep")
    rooms = marigold.page.get_by_role("region", name="Channels").get_by_role("button")
    expect(rooms).to_have_text(["#general"])
    expect(marigold.messages.filter(has_text="8 October")).to_have_count(0)
    expect(marigold.opens_home()).not_to_contain_text("Juniper")
