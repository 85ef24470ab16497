"""Proposals: what waits for an outcome, and a gentle guess at who is named."""

import pytest

from bot.meeting_day.proposals import ProposalOutcome, names_staff

TEAM = ["Odalys Quillfeather", "Bartholomew Snickett", ""]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        pytest.param("More speech, with Mr. Plum", True, id="a-title"),
        pytest.param("Only Dr Reed should test her", True, id="a-title-without-a-dot"),
        pytest.param("snickett twice a week", True, id="a-name-of-the-team"),
        pytest.param("30 minutes of speech twice a week", False, id="no-name"),
        pytest.param("Mrs. alone is no name", False, id="a-title-alone"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_words_that_seem_to_say_who_is_to_serve_are_noticed(words, named):
    assert names_staff(words, TEAM) is named


def test_only_undecided_and_to_consider_wait_for_an_outcome():
    assert {one for one in ProposalOutcome if one.is_open} == {
        ProposalOutcome.UNDECIDED,
        ProposalOutcome.TO_CONSIDER,
    }
