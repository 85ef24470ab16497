"""A thread that an older version opened, with lists and tips of their own beside the card."""

import json

import pytest
from slack_sdk import WebClient

from bot.content import read
from bot.meetings.meetings import MeetingState
from bot.messages import MessageKind
from jobs.delivery import rate_limits as limits
from jobs.delivery.redrawing import Redrawing
from storage import Errand
from tests.handlers.meeting_day.a_meeting_day import ROOM, TODAY, MeetingDay

CONTENT = read(None)
RULES, PURPOSE, THANKS = (CONTENT.line(one).short for one in ("norms", "purpose", "thanks"))
POINTER = "on the card of this thread now"


class OldThread(MeetingDay):
    """The thread as it stood before the card held the lists: five messages."""

    def __init__(self, school) -> None:
        super().__init__(school)
        sandbox = school.sandbox
        self.api = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        self.put(MessageKind.OPENING, "Opening: 0 of 7 lines done", self.opening())
        self.put(MessageKind.ENDING, "Ending: 0 of 12 lines done", self.ending())
        self.put(MessageKind.TIPS, "While the meeting runs: tips", self.tips())

    def put(self, kind, text, blocks) -> None:
        """Post a message as the older version did, and keep where it stands."""
        head = self.pat.parent.ts
        posted = self.api.chat_postMessage(channel=ROOM, text=text, blocks=blocks, thread_ts=head)
        with self.school.storage.jobs(now=self.school.client.clock_now()) as scope:
            scope.messages.posted(
                kind=kind,
                subject=self.subject,
                addressee=ROOM,
                channel=ROOM,
                ts=posted["ts"],
                thread_ts=head,
                kept=json.dumps({"on": TODAY.isoformat()}),
            )

    def opening(self):
        buttons = [
            self.button("Who is here", "thread_people"),
            self.button("Rights: both answers", "thread_rights"),
            self.button("Add concern", "thread_add_concern"),
            self.button("Done earlier …", "thread_tick_later", "opening"),
        ]
        return [self.boxes("opening", CONTENT.opening), row(buttons)]

    def ending(self):
        buttons = [
            self.button("Parents' answer: Offer of FAPE", "thread_choice:offer", "offer"),
            self.button("Sign-off list", "thread_sign_off"),
            self.button("Who does what", "thread_responsibilities"),
            self.button("Done earlier …", "thread_tick_later", "ending"),
            self.button("Meeting held", "thread_held"),
        ]
        return [self.boxes("ending", CONTENT.ending[-9:]), row(buttons)]

    def tips(self):
        buttons = [
            self.button("It's getting tense", "thread_tense"),
            self.button("Log a proposal", "thread_add_proposal"),
            self.button("More tips", "tips_topic:agreement"),
        ]
        return [row(buttons)]

    def button(self, words, control, line=""):
        return {
            "type": "button",
            "text": {"type": "plain_text", "text": words},
            "action_id": control,
            "value": f"{self.meeting.id}:{line}",
        }

    def boxes(self, name, lines):
        options = [
            {"text": {"type": "plain_text", "text": line.short}, "value": line.id}
            for line in lines
            if line.on
        ]
        boxes = {"type": "checkboxes", "action_id": "thread_tick", "options": options}
        return row([boxes]) | {"block_id": f"{name}:{self.meeting.id}:0:0"}

    @property
    def old(self):
        return [one for one in self.pat.messages if one.thread_ts and one.ts != self.card_ts]

    @property
    def card_ts(self):
        return self.pat.card.ts


def row(elements):
    return {"type": "actions", "elements": elements}


@pytest.fixture
def dialect():
    """What is kept is tried on both databases elsewhere; here it is about what people see."""
    return "sqlite"


@pytest.fixture
def day(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    return OldThread(school)


def test_a_tick_in_an_old_list_counts_and_the_old_messages_point_to_the_card(day):
    opening, *_ = day.old

    assert day.pat.ticks(opening, RULES) == ""

    assert day.ticks() == {"norms": "done"}
    assert f"[x] {RULES}" in day.pat.card.text
    assert [POINTER in one.text for one in day.old] == [True] * 3
    assert not [one for one in day.old if "[" in one.text]


def test_what_is_pressed_on_the_card_has_the_old_messages_point_to_it(day):
    assert day.pat.clicks(day.pat.card, "Done, next") == ""

    assert [POINTER in one.text for one in day.old] == [True] * 3


def test_two_old_lists_ticked_before_either_is_drawn_anew_lose_nothing(day, monkeypatch):
    monkeypatch.setattr(Redrawing, "round", lambda _lane: None)
    opening, ending, _ = day.old

    day.pat.ticks(opening, RULES)
    day.pat.ticks(ending, THANKS)
    day.pat.ticks(opening, PURPOSE)
    day.pat.unticks(opening, RULES)

    assert day.ticks() == {"norms": "unticked", "purpose": "done", "thanks": "done"}


def test_every_button_of_the_old_messages_still_opens_what_it_did(day):
    for message in day.old:
        buttons = message.blocks[-1]["elements"]
        for button in [one["text"]["text"] for one in buttons]:
            day.pat.opens(message, button).close()

    assert day.pat.person.ephemerals == []


def test_lines_are_ticked_afterwards_from_an_old_list(day):
    modal = day.pat.opens(day.old[1], "Done earlier …")
    modal.tick(THANKS)
    modal.fill("At what time", "07:40")

    assert day.saves(modal) is None

    assert "7:40 am, noted later" in day.pat.card.text


def test_old_messages_of_a_meeting_that_was_cancelled_say_so(day):
    opening, *_ = day.old
    day.change(state=MeetingState.CANCELLED)

    assert "was cancelled" in day.pat.ticks(opening, RULES)
    assert day.ticks() == {}


def test_an_old_list_that_was_still_to_be_posted_comes_no_more(day):
    before = len(day.pat.messages)
    with day.school.storage.jobs(now=day.school.client.clock_now()) as scope:
        for kind in (MessageKind.OPENING, MessageKind.ENDING, MessageKind.TIPS):
            step = TODAY.isoformat()
            scope.outbox.put(Errand(kind=kind, addressee=ROOM, subject=day.subject, step=step))
    day.settle()

    assert len(day.pat.messages) == before
