"""Tips open for whoever asks for them, and show in no message to others."""

import pytest

from bot.content import read
from bot.meeting_day.tips import for_a_tense_moment
from jobs.delivery import rate_limits as limits
from tests.handlers.meeting_day.a_meeting_day import MeetingDay

CONTENT = read(None)
LINES = for_a_tense_moment(CONTENT)


@pytest.fixture
def dialect():
    """Tips are not kept anywhere."""
    return "sqlite"


def test_when_it_gets_tense_one_line_after_another_shows_to_the_clicker_alone(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    day = MeetingDay(school)
    before = [message.text for message in day.hal.messages]

    modal = day.pat.opens(day.pat.card, "It's getting tense")
    assert LINES[0].text in modal.text
    modal.click("Next")
    day.settle()
    assert LINES[1].text in day.pat.person.modal.text
    day.pat.person.modal.click("When parents disagree")
    day.settle()
    assert CONTENT.disagreement[0].text in day.pat.person.modal.text
    day.pat.person.modal.click("When it gets tense")
    day.settle()

    assert LINES[0].text in day.pat.person.modal.text
    assert [message.text for message in day.hal.messages] == before
    assert day.hal.person.modal is None


def test_the_collection_opens_by_command_and_turns_to_another_topic(school):
    school.pat.command("/iep", "tips disagree")
    school.settle()
    assert CONTENT.disagreement[-1].text in school.pat.modal.text

    school.pat.modal.click("Before a meeting")
    school.settle()

    assert CONTENT.agreement[0].text in school.pat.modal.text
