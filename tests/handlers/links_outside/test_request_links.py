"""Somebody outside Slack fills in their form through a private link, and nobody else does."""

import re
from datetime import timedelta
from time import monotonic

import pytest
from slack_sdk import WebClient

from bot import content
from bot.errors import NotOnCaseloadError
from bot.links_outside.private_links import LinkState
from bot.meetings.meetings import MeetingState
from bot.requests.requests import RequestState
from handlers.kit.asked import Asked
from handlers.kit.surroundings import ListenerSurroundings
from handlers.links_outside.request_links import about_link, open_link
from storage import tables as rows
from tests.handlers.linking import Linking
from tests.mailbox import Mailbox
from tests.people import running_school
from tests.storage.unsealed import unsealed
from tests.web import Visitor


@pytest.fixture
def linking(database_url):
    with running_school(database_url, web=True) as school:
        yield Linking(school)


def test_five_wrong_codes_close_the_link_and_the_case_manager_hears_of_it(linking):
    visitor = linking.makes_link()
    code = linking.says_code().replace(" ", "")
    visitor.opens()
    for left in ("4 more tries", "3 more tries", "2 more tries", "one more try"):
        visitor.fills("Your code", f"{(int(code) + 1) % 1_000_000:06}")
        assert left in visitor.presses("Open the form").text
    visitor.fills("Your code", f"{(int(code) + 1) % 1_000_000:06}")
    closed = visitor.presses("Open the form")
    linking.school.settle()

    assert (closed.status, "does not open" in closed.text) == (404, True)
    assert visitor.opens().html == closed.html
    assert visitor.opens(visitor.link.path[:-43] + "A" * 43).html == closed.html
    assert "closed itself after five wrong codes" in linking.pat.dms()[-1].text
    linking.pat.modal.close()
    linking.pat.modal.close()
    linking.pat.modal.close()
    assert "closed itself after five wrong codes" in linking.looks_at_request().text


def test_opening_the_link_without_its_code_changes_nothing(linking, monkeypatch):
    visitor = linking.makes_link()
    before = linking.link

    for method in ("GET", "HEAD"):
        visitor.asks(method, visitor.link.path)

    assert linking.link == before
    assert linking.reads(lambda scope: scope.disclosures.of(linking.school.juniper.id)) == []


def test_a_form_is_left_and_gone_on_with_through_the_same_link(linking):
    visitor = linking.comes_in()
    visitor.fills("Strengths", "שָׁלוֹם 🦉")
    assert "saved as a draft" in visitor.presses("Save, and continue later").text
    assert "You have left the form" in visitor.presses("Leave the form").text
    assert "It opens with a code" in visitor.opens().text

    visitor.fills("Your code", linking.says_code())
    visitor.presses("Open the form")

    assert visitor.value("Strengths") == "שָׁלוֹם 🦉"


def test_a_form_that_is_in_can_be_changed_until_the_meeting(linking):
    visitor = linking.comes_in()
    fill_in(visitor, service="30 minutes")
    assert "counts until you send it again" in visitor.presses("Change something").text
    assert visitor.value("Service and minutes") == "30 minutes"
    fill_in(visitor, service="45 minutes")

    versions = [one.answers["service"] for one in linking.forms(linking.request)]
    assert versions == ["45 minutes", "30 minutes"]


def test_a_page_sent_twice_keeps_one_form_and_new_words_become_a_change(linking):
    visitor = linking.comes_in()
    fields = fill_in(visitor)
    again = visitor.sends(fields)
    assert "The form is in" in again.text
    assert len(linking.forms(linking.request)) == 1

    other = [(name, "New words" if name == "a.summary" else said) for name, said in fields]
    assert "kept as a change" in visitor.sends(other).text
    assert visitor.value("Summary for the parents") == "New words"


def test_who_says_that_it_is_not_theirs_is_heard_by_the_case_manager(linking):
    visitor = linking.comes_in()
    visitor.fills("Needs", "Half a sentence")
    visitor.presses("Not mine, or more time")
    assert "Please choose one of the two" in visitor.presses("Tell the case manager").text
    visitor.chooses("This form is not mine")
    visitor.fills("Why", "Sam Overby has taken over")
    assert "is not yours" in visitor.presses("Tell the case manager").text

    assert linking.request.state is RequestState.RETURNED
    assert linking.request.reason == "Sam Overby has taken over"
    assert "not yours" in visitor.opens().text
    assert visitor.value("Needs") == "Half a sentence"


def test_a_form_that_is_in_is_not_given_back_while_it_is_changed(linking):
    visitor = linking.comes_in()
    fill_in(visitor)
    visitor.presses("Change something")
    visitor.presses("Not mine, or more time")
    visitor.chooses("This form is not mine")
    visitor.fills("Why", "Sam Overby has taken over")

    assert "It stays in" in visitor.presses("Tell the case manager").text
    assert linking.request.state is RequestState.IN


@pytest.mark.parametrize("end", ["withdrawn", "over", "off-the-team", "closed", "run-out"])
def test_what_was_typed_at_the_end_of_a_link_is_not_lost(linking, end):
    visitor = linking.comes_in()
    visitor.fills("Present levels in this area", "Tells whole stories")
    ends(linking, end)

    shown = visitor.presses("Save, and continue later")

    if end == "closed":
        assert "does not open" in shown.text
        assert "Tells whole stories" in shown.text
        return
    assert "kept for you" in shown.text or "kept as a draft" in shown.text, shown.text
    assert "Juniper" not in shown.html
    school = linking.school
    kept = unsealed(school.assistant.database, rows.drafts)
    assert any("Tells whole stories" in str(draft.answers) for draft in kept)


def ends(linking, how):
    if how == "withdrawn":
        linking.pat.modal.close()
        linking.clicks("Withdraw")
    elif how == "over":
        linking.changes_meeting(state=MeetingState.HELD, held_on=linking.meeting.arose_on)
    elif how == "off-the-team":
        linking.leaves_the_team(linking.lee)
    elif how == "closed":
        linking.clicks("Close the link")
        assert linking.link.state is LinkState.CLOSED
    else:
        linking.school.client.go_to(linking.link.until + timedelta(minutes=1))


def fill_in(visitor, **answers):
    """Fill in what has to be, to the last page; what the last page sent."""
    visitor.fills("Service and minutes", answers.get("service", "30 minutes"))
    visitor.fills("Present levels in this area", "Tells whole stories")
    visitor.fills("How many goals are you reporting on?", "0")
    visitor.presses("Next")
    visitor.chooses("Yes")
    (form,) = [one for one in visitor.page.forms if "Send the form" in one.buttons]
    fields = [*form.fields, ("do", "next")]
    assert "The form is in" in visitor.presses("Send the form").text
    return fields


def test_a_report_on_fifteen_goals_holds_three_thousand_characters_each(linking):
    visitor = linking.comes_in()
    visitor.fills("Service and minutes", "30 minutes")
    visitor.fills("Present levels in this area", "שלום 🦉\n" * 375)
    visitor.fills("How many goals are you reporting on?", "15")
    long = "é" * 3000
    while "Send the form" not in visitor.page.text:
        assert visitor.presses("Next").status == 200
        for label in visitor.page.labels:
            if label.startswith(("Goal ", "Evidence")):
                visitor.fills(label, long)
    visitor.fills("Summary for the parents", long + "!")
    visitor.chooses("Yes")
    assert "3,001 characters" in visitor.presses("Send the form").text
    visitor.fills("Summary for the parents", long)
    assert "The form is in" in visitor.presses("Send the form").text

    (filled,) = linking.forms(linking.request)
    assert filled.answers["levels"] == ("שלום 🦉\n" * 375).strip()
    assert filled.answers["goal_15_evidence"] == long


def test_link_and_code_come_by_mail_to_the_address_on_record(database_url):
    with Mailbox() as mailbox, running_school(database_url, web=True, smtp=mailbox.server) as at:
        linking = Linking(at)
        linking.makes_link()
        linking.clicks("E-mail the link")
        (link,) = re.findall(r"http://\S+/form/\S{43}", mailbox.texts[-1])
        visitor = Visitor(link)
        visitor.opens()
        assert "on its way" in visitor.presses("E-mail me a code").text
        at.settle()
        (code,) = re.findall(r"\d{3} \d{3}", mailbox.texts[-1])
        visitor.fills("Your code", code)

        assert "Juniper Quickwater" in visitor.presses("Open the form").text
        assert {mail["To"] for mail in mailbox.mails} == {"lee@clinic.example"}
        assert "The link was e-mailed" in linking.clicks("E-mail a code").text


def test_another_case_manager_gets_no_link_to_the_form(linking):
    click = Asked(
        surroundings=ListenerSurroundings(
            storage=linking.school.storage,
            clock=linking.school.assistant.clock,
            content=content.read(None),
            seconds=monotonic,
            public_url="https://preiep.example",
        ),
        body={"user": {"id": "U0KIM"}, "actions": [{"value": str(linking.request.id)}]},
        client=WebClient(),
    )

    with pytest.raises(NotOnCaseloadError):
        about_link(open_link)(click)

    assert linking.link is None
