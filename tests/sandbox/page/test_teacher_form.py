"""A teacher's form at the page, as a tired person fills it in: eleven fields, and nothing lost.

How long it takes: what is typed below has some 300 characters, which is a minute and a half for
somebody who types 40 words a minute, and half a minute more to read eleven labels: two minutes. The
two required answers alone take a quarter of that.
"""

import re

from playwright.sync_api import Browser, expect

from bot.people.people import SlackUserId
from bot.requests.requests import Request
from tests.sandbox.page.demo import Demo
from tests.sandbox.page.visitor import Visitor

FIRST_PAGE = {
    "Subject and period": "Science, period 3",
    "What goes well in class": "Asks good questions, loves the labs.",
    "Where the student struggles": "Long readings; loses the thread after a page.",
    "Work habits, participation and behavior": "Starts at once, kind to partners.",
    "Current grade in your class": "B-",
}
SECOND_PAGE = {
    "Accommodations in use": "Extra time, notes handed out, seat in front.",
    "Which of them help": "Notes and the seat. Extra time is hardly used.",
    "What you would add or change": "Audio for the longer readings.",
    "Your questions for the team": "Could the reading specialist look in?",
}
LONGEST_SECONDS = 180
SECONDS_A_CHARACTER = 60 / (40 * 5)
"""For somebody who types 40 words a minute, which is slow."""
SECONDS_A_FIELD = 3
"""To read the label and get to the field."""


def test_a_teacher_fills_in_the_form_closes_it_half_way_and_finds_everything(
    browser: Browser, demo: Demo
):
    request = marigold_sends_all(demo)
    teacher = slack_id_of(demo, request)
    with Visitor(browser, demo.sandbox.url, person=teacher) as visitor:
        opens_the_form(visitor)
        fields = fills_in(visitor, FIRST_PAGE)
        visitor.picks("Is attendance a concern?", "some", "Somewhat")
        demo.settle()
        visitor.picture("page-teacher-form")
        visitor.button("Close", visitor.modal).last.click()
        expect(visitor.modal).to_have_count(0)

        opens_the_form(visitor)
        expect(visitor.modal).to_contain_text("This is your draft from")
        for label, typed in FIRST_PAGE.items():
            expect(visitor.field(label)).to_have_value(typed)
        expect(visitor.field("Is attendance a concern?")).to_have_value(re.compile("Somewhat"))
        visitor.button("Next").click()
        expect(visitor.modal).to_contain_text("Page 2 of 2")
        fields += fills_in(visitor, SECOND_PAGE)
        visitor.picks("Can you come to the meeting?", "yes", "Yes")
        visitor.button("Send form").click()
        expect(visitor.modal).to_contain_text("is in")
        demo.settle()
        assert fields == 11
        assert seconds() < LONGEST_SECONDS
    marigold_has_it_as_a_file(browser, demo, request, teacher)
    assert demo.client.strict_errors() == []


def seconds() -> float:
    typed = "".join((*FIRST_PAGE.values(), *SECOND_PAGE.values()))
    return len(typed) * SECONDS_A_CHARACTER + 11 * SECONDS_A_FIELD


def marigold_sends_all(demo: Demo) -> Request:
    """Send November's requests; give a teacher's who was asked for one form alone."""
    marigold = demo.client.person("U0DEMO003")
    marigold.command("/iep", "request")
    demo.settle()
    assert marigold.modal is not None
    marigold.modal.submit()
    demo.settle()
    marigold.reload()
    with demo.assistant.storage.jobs(now=demo.client.clock_now(), reading=True) as scope:
        asked = [one for one in scope.requests.open() if one.form == "teacher_feedback"]
        people = [one.respondent for one in scope.requests.open()]
        return next(one for one in asked if people.count(one.respondent) == 1)


def slack_id_of(demo: Demo, request: Request) -> str:
    with demo.assistant.storage.jobs(now=demo.client.clock_now(), reading=True) as scope:
        slack_id = scope.people.get(request.respondent).slack_id
    assert slack_id is not None
    return SlackUserId(slack_id)


def opens_the_form(visitor: Visitor) -> None:
    message = visitor.messages.filter(has_text="IEP meeting forms for you")
    message.get_by_role("button", name=re.compile("Fill in the teacher feedback")).first.click()
    expect(visitor.modal.locator("h2")).to_have_text("Teacher feedback")


def fills_in(visitor: Visitor, answers: dict[str, str]) -> int:
    """Type into one field after the other; give how many fields the page has."""
    for label, words in answers.items():
        visitor.field(label).click()
        visitor.types(words)
        expect(visitor.field(label)).to_have_value(words)
    return visitor.modal.locator(".input").count()


def marigold_has_it_as_a_file(browser: Browser, demo: Demo, request: Request, teacher: str) -> None:
    with Visitor(browser, demo.sandbox.url) as marigold:
        marigold.says("/iep request")
        marigold.button("Who has answered").click()
        expect(marigold.modal.last).to_contain_text("forms are in")
        marigold.modal.last.get_by_placeholder("Read a form …").click()
        marigold.page.get_by_role("option").first.click()
        marigold.button("Make a PDF").click()
        expect(marigold.modal.last).to_contain_text("comes to your messages")
        demo.settle()
        marigold.page.keyboard.press("Escape")
        marigold.page.reload()
        marigold.page.locator("body.ready").wait_for()
        file = marigold.messages.last.locator(".file")
        expect(file).to_contain_text(f"{alias_of(demo, request)}, teacher feedback")
        marigold.picture("page-file")
        link = file.get_by_role("link", name=re.compile("^Download"))
        with marigold.page.expect_download() as downloading:
            link.click()
        saved = downloading.value
        assert saved.suggested_filename == f"{alias_of(demo, request)}-teacher-feedback.pdf"
        assert saved.path().read_bytes().startswith(b"%PDF")
        address = f"{marigold.url}{link.get_attribute('href')}"
        assert marigold.page.request.get(address.replace("U0DEMO003", teacher)).status == 404


def alias_of(demo: Demo, request: Request) -> str:
    with demo.assistant.storage.jobs(now=demo.client.clock_now(), reading=True) as scope:
        return scope.students.get(request.student).alias
