"""An admin reads what was not sent, to whom, since when and why, and sends it again."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.messages import MessageKind
from bot.settings.unsent import Unsent, UnsentState
from bot.ui.kit import blocks
from bot.ui.settings import unsent as screen
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_slack_takes, words_of

ZONE = ZoneInfo("America/Los_Angeles")
REQUEST = Unsent(
    id=7,
    state=UnsentState.GIVEN_UP,
    kind=MessageKind.REQUESTS,
    addressee="U0LEE",
    person="Lee Nightingale",
    since=datetime(2026, 10, 6, 14, 10, tzinfo=UTC),
    why="invalid_blocks",
)


def drawn(*given_up, again=(), hidden=0, notice=""):
    return screen.render(given_up, again, hidden=hidden, zone=ZONE, notice=notice)


def test_each_is_named_in_plain_words_with_its_person_its_day_and_its_reason():
    view = drawn(REQUEST)

    words = words_of(view)
    assert "Request for forms for Lee Nightingale" in words
    assert "Owed since Tue, Oct 6, 2026 at 7:10 am." in words
    assert "Slack does not take it as Preiep made it (`invalid_blocks`)." in words
    assert_slack_takes(view)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"person": ""}, "Request for forms for <@U0LEE>"),
        ({"person": "", "addressee": "C0ROOM"}, "Request for forms for <#C0ROOM>"),
        ({"person": "", "addressee": "request:1"}, "for somebody outside Slack"),
        (
            {"kind": MessageKind.THREAD, "alias": "JQ-7K2"},
            "Nightingale, about JQ-7K2",
        ),
        ({"why": "messages_tab_disabled"}, "Preiep's Messages tab is switched off"),
        ({"why": "the channel is public"}, "The channel is public."),
        ({"why": "token_revoked"}, "Slack does not accept Preiep's token (`token_revoked`)"),
        ({"why": "ValueError"}, "Preiep could not put it together (`ValueError`)"),
        ({"why": "smtp_550"}, "The mail server refused it (`smtp_550`)"),
        ({"since": None}, "Slack does not take it"),
    ],
)
def test_whatever_it_is_can_be_understood(change, said):
    assert said in words_of(drawn(replace(REQUEST, **change)))


@pytest.mark.parametrize("kind", MessageKind)
def test_every_kind_of_message_has_a_name_that_a_person_understands(kind):
    assert screen.called(replace(REQUEST, kind=kind)) != str(kind)


def test_what_became_of_what_was_sent_again_is_told():
    again = [
        replace(REQUEST, state=UnsentState.SENT),
        replace(REQUEST, state=UnsentState.NO_LONGER_TRUE, kind=MessageKind.DIGEST),
        replace(REQUEST, state=UnsentState.WAITING, kind=MessageKind.NUDGE),
    ]

    words = words_of(drawn(again=again, notice=screen.sent_again(3)))

    assert "Request for forms for Lee Nightingale was sent." in words
    assert "Morning digest for Lee Nightingale was not sent: nothing of it is left to say." in words
    assert "Reminder of a form for Lee Nightingale is on its way." in words
    assert "3 messages are on the way again." in words


def test_a_second_press_says_that_it_was_sent_already():
    assert screen.sent_again(0) == "It was sent again already."


@pytest.mark.parametrize("name", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_the_fullest_list_of_the_longest_names(name):
    full = [replace(REQUEST, id=n, person=name) for n in range(screen.MOST)]
    again = [replace(one, state=UnsentState.SENT) for one in full]

    assert_slack_takes(drawn(*full, again=again, hidden=480, notice=screen.sent_again(1)))


def test_at_home_a_line_counts_them_and_opens_the_list():
    assert screen.at_home(0) == []
    (line,) = screen.at_home(2)

    assert line["text"]["text"] == "*2 messages could not be sent.* Somebody is still owed them."
    assert line["accessory"]["action_id"] == screen.OPEN
    assert_slack_takes(blocks.home([line]))


@pytest.mark.parametrize("kind", MessageKind)
def test_every_kind_of_message_has_a_name_in_plain_words(kind):
    assert screen.called(replace(REQUEST, kind=kind)) == screen.CALLED[kind]
