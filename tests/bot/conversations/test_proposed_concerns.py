"""What parents said is proposed as a concern, line by line, and only once."""

from datetime import UTC, datetime

import pytest

from bot.conversations.conversations import Withdrawal
from bot.conversations.proposed_concerns import MOST, is_decided, proposals
from bot.people.people import PersonId
from tests.bot.talks import a_talk


def proposed(decided=(), **answers):
    return proposals(a_talk(answers=answers), decided)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("The bus is late", ["The bus is late"], id="one"),
        pytest.param("- Bus\n\n  • Lunch \n2) Noise\n", ["Bus", "Lunch", "Noise"], id="a-list"),
        pytest.param("2.5 years behind", ["2.5 years behind"], id="a-number-that-is-no-mark"),
        pytest.param("Bus\nbus \n BUS", ["Bus"], id="said-twice"),
        pytest.param("-\n...\n  ", [], id="nothing-said"),
        pytest.param("校车\nالحافلة", ["校车", "الحافلة"], id="other-scripts"),
        pytest.param("é" * 3000, ["é" * 3000], id="the-longest"),
    ],
)
def test_each_line_is_a_concern_as_the_parents_put_it(text, lines):
    assert proposed(worries=text) == lines


def test_the_fourth_the_fifth_and_the_seventh_prompt_propose_and_no_other():
    everything = {question: question for question in ("hopes", "anything_else", "worries_more")}
    found = proposed(about_meeting="Who comes?", goals="Reads alone", worries="Bus", **everything)
    assert found == ["Bus", "Reads alone", "Who comes?"]


def test_what_was_kept_or_dropped_is_not_proposed_again_and_what_is_new_is():
    assert proposed(decided=["the  bus"], worries="The bus\nLunch") == ["Lunch"]
    assert is_decided("LUNCH", ["lunch"])


def test_forty_are_proposed_at_a_time():
    lines = [f"Worry {number}" for number in range(MOST + 1)]
    assert proposed(worries="\n".join(lines)) == lines[:MOST]
    assert proposed(decided=lines[:MOST], worries="\n".join(lines)) == lines[MOST:]


def test_a_withdrawn_conversation_proposes_nothing():
    gone = Withdrawal(by=PersonId(1), at=datetime(2026, 10, 8, tzinfo=UTC), why="a trial")
    assert proposals(a_talk(answers={"worries": "Bus"}, withdrawn=gone)) == []
