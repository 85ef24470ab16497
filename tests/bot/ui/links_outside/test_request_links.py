"""The modal of a private link, the mails and the notices: fit for Slack, and for whom they name."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.links_outside.private_links import Link, LinkId, LinkSeen, LinkState, MailSeen
from bot.meetings.meetings import MeetingId
from bot.requests.requests import Form, RequestId, RequestState
from bot.requests.requests_asked import RequestStatus
from bot.students import StudentId
from bot.ui.links_outside import (
    link_mails,
)
from bot.ui.links_outside import (
    link_notices as link_notice,
)
from bot.ui.links_outside import (
    request_links as request_link,
)
from bot.ui.requests import requests_asked
from tests.bot.ui.links_outside.test_web_forms import a_frame
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

NOW = datetime(2026, 10, 8, 15, tzinfo=UTC)
HERE = ZoneInfo("America/Los_Angeles")
ADDRESS = "https://preiep.example/form/" + "A" * 43


def a_link(**fields) -> Link:
    link = Link(
        id=LinkId(1),
        request=RequestId(1),
        form=Form.PROVIDER_REPORT,
        student=StudentId(1),
        meeting=MeetingId(1),
        state=LinkState.OPEN,
        until=datetime(2026, 10, 28, 7, tzinfo=UTC),
        tries_left=5,
        codes_mailed=0,
        made_at=NOW,
    )
    return replace(link, **fields)


def asked(words: str = "Lee Nightingale", **fields) -> RequestStatus:
    given = RequestStatus(
        about=a_frame(words).about,
        respondent=words,
        in_slack=False,
        nudged_at=None,
        has_form=False,
        takes_forms=True,
        web=True,
    )
    return replace(given, **fields)


def drawn(words="Lee Nightingale", link=None, *, mails=True, **said):
    return request_link.render(seen(asked(words), link, mails=mails), now=NOW, zone=HERE, **said)


def seen(one: RequestStatus, link: Link | None = None, *, mails: bool = True) -> LinkSeen:
    return LinkSeen(
        request=one.about.request,
        alias=one.about.student.alias,
        respondent=one.respondent,
        link=link or a_link(),
        may_have_one=one.may_have_link,
        mails=mails,
    )


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_the_modal_is_fit_for_slack_whatever_somebody_is_called(words):
    view = drawn(words, address=ADDRESS, code="482913", notice=words)
    assert_slack_takes(view)
    assert_harmless(view)


def test_the_address_and_the_code_are_shown_and_how_long_they_work():
    shown = words_of(drawn(address=ADDRESS, code="482913"))
    assert ADDRESS in shown
    assert "482 913" in shown
    assert "until the end of Tuesday, October 27" in shown
    assert "5 wrong codes close it" in shown


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (a_link(state=LinkState.LOCKED), "closed itself after five wrong codes"),
        (a_link(state=LinkState.CLOSED), "is closed"),
        (a_link(until=NOW), "has expired"),
        (a_link(until=NOW + timedelta(seconds=1), tries_left=1), "One more wrong code closes it"),
    ],
)
def test_how_a_link_stands_is_said(link, words):
    assert words in words_of(drawn(link=link))


def test_a_link_that_is_over_offers_a_new_one_and_nothing_else():
    view = drawn(link=a_link(state=LinkState.LOCKED), mails=False)
    (buttons,) = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    assert [one["text"]["text"] for one in buttons] == ["New link"]


@pytest.mark.parametrize(
    ("fields", "may"),
    [
        ({}, True),
        ({"in_slack": True}, False),
        ({"takes_forms": False}, False),
    ],
)
def test_a_link_is_for_who_is_outside_slack_while_the_form_is_taken(fields, may):
    assert asked(**fields).may_have_link is may


def test_a_withdrawn_request_has_no_link():
    one = asked()
    withdrawn = replace(one.about.request, state=RequestState.WITHDRAWN)
    assert not replace(one, about=replace(one.about, request=withdrawn)).may_have_link


def test_without_an_address_one_sentence_says_what_can_be_done_instead():
    without = words_of(requests_asked.render_one(asked(web=False), now=NOW))
    assert "no web address here" in without
    assert "recorded on their behalf" in without
    assert "Make a private link" in str(requests_asked.render_one(asked(), now=NOW))


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_a_mail_says_who_asks_for_which_form_by_when_and_no_more(words):
    request = replace(
        asked().about.request,
        form=Form.PROVIDER_REPORT,
        due_on=date(2026, 10, 13),
        needs_until=None,
    )
    mail = link_mails.link_mail(
        request, ADDRESS, asked_by=words, until=date(2026, 10, 27), asked_late=False
    )
    assert "\n" not in mail.subject
    assert f"\n{ADDRESS}\n" in mail.text
    assert "provider report. Due Tuesday, October 13" in mail.text


def test_a_mail_says_whom_to_ask_for_a_link_that_ends_before_the_form_is_due():
    request = asked().about.request
    mail = link_mails.link_mail(
        request, ADDRESS, asked_by="Pat", until=date(2026, 10, 8), asked_late=False
    )
    assert "works until Thursday, October 8, 2026. If you need it after that, ask Pat" in mail.text


@pytest.mark.parametrize(
    ("waits", "error", "words"),
    [
        (True, "", "on its way"),
        (True, "ConnectionRefusedError", "cannot be reached (ConnectionRefusedError)"),
        (False, "smtp_550", "refused it (answer 550)"),
        (False, link_mails.UNTRUE, "came too late"),
        (False, "", "was e-mailed"),
    ],
)
def test_what_became_of_a_mail_is_said(waits, error, words):
    mail = MailSeen(waits=waits, error=error, sent_at=None)
    assert words in link_mails.fate_in_words("link", mail)


@pytest.mark.parametrize("message", [link_notice.locked("MR-4KQ"), link_notice.unmailed("MR-4KQ")])
def test_a_notice_names_the_alias_and_no_lock_screen_shows_even_that(message):
    assert_slack_takes(message)
    assert "MR-4KQ" in words_of(message)
    assert "MR-4KQ" not in message["text"]


def test_who_has_joined_slack_since_keeps_a_link_that_can_only_be_closed():
    """The link still works, so that whoever made it has to be able to end it."""
    one = asked(in_slack=True, link="A private link works.")
    assert "Private link …" in str(requests_asked.render_one(one, now=NOW))
    view = request_link.render(seen(one), now=NOW, zone=HERE)
    (buttons,) = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    words = [button["text"]["text"] for button in buttons]
    assert "Close the link" in words
    assert "New link" not in words
