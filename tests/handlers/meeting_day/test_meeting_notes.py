"""What parents say in a meeting is written down once, and stays out of the thread."""

import pytest

from bot.content import read
from bot.meeting_day.checklists import PARENTS, RightsAnswers, SignOff
from jobs.delivery import rate_limits as limits
from tests.handlers.meeting_day.a_meeting_day import MeetingDay

CONTENT = read(None)
OFFER = CONTENT.line("offer").short


@pytest.fixture
def dialect():
    """The rules are tried on both databases elsewhere; here it is about what people see."""
    return "sqlite"


@pytest.fixture
def day(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    return MeetingDay(school)


def rights(day):
    return day.read(lambda scope: scope.checklists.rights(day.meeting.id))


def sign_off(day):
    return day.read(lambda scope: scope.checklists.sign_off(day.meeting.id))


def concerns(day):
    return day.read(lambda scope: scope.concerns.of_meeting(day.meeting.id))


def test_rights_answers_are_saved_half_finished_and_taken_up_again(day):
    modal = day.pat.opens(day.pat.card, "Rights: both answers")
    modal.fill("Did they receive the notice, and would they like it explained?", "Yes, no need")
    assert day.saves(modal) is None

    assert rights(day) == RightsAnswers(explained="Yes, no need")
    assert day.ticks() == {}
    assert "half done" in day.pat.card.text
    assert "no need" not in day.pat.card.text

    modal = day.pat.opens(day.pat.card, "Rights: both answers")
    assert "Yes, no need" in modal.values.values()
    for field in ("explained_by", "questions", "questions_by"):
        modal.fill(field, f"word for word <{field}>")
    day.saves(modal)

    assert rights(day).complete
    assert day.ticks() == {"rights": "done"}
    assert "1 of 19 lines done" in day.pat.parent.text


def test_two_people_each_write_one_answer_about_rights_and_both_are_kept(day):
    day.helps("U0HAL")
    pats = day.pat.opens(day.pat.card, "Rights: both answers")
    hals = day.hal.opens(day.hal.card, "Rights: both answers")
    pats.fill("explained", "It came")
    hals.fill("questions", "None at all")

    day.saves(pats)
    day.saves(hals)

    assert rights(day) == RightsAnswers(explained="It came", questions="None at all")


def test_an_answer_is_recorded_beside_its_line_and_not_shown(day):
    modal = day.pat.opens(day.pat.card, "Parents' answer: Offer of FAPE")
    modal.choose(OFFER, "In part")
    day.saves(modal)

    checklist = day.read(lambda scope: scope.checklists.ticks(day.meeting.id))
    assert {tick.line: tick.answer for tick in checklist} == {
        "answer:offer": "in_part",
        "offer": "",
    }
    assert "The answer is kept" in day.pat.card.text
    assert "In part" not in day.pat.card.text

    day.pat.unticks(day.pat.card, OFFER)
    again = day.pat.opens(day.pat.card, "Parents' answer: Offer of FAPE")
    assert again.values[OFFER] == "In part"


def test_a_choice_ticked_from_the_list_may_be_answered_later(day):
    day.pat.ticks(day.pat.card, OFFER)
    assert "answer still to come" in day.pat.card.text

    modal = day.pat.opens(day.pat.card, "Parents' answer: Offer of FAPE")
    refused = day.saves(modal)
    assert refused is not None, "an answer has to be chosen"
    modal.choose(OFFER, "Undecided")
    assert day.saves(modal) is None

    assert "The answer is kept" in day.pat.card.text


def test_signing_off_is_one_list_prefilled_with_the_team(day):
    tea = str(day.school.on_record["tea"].id)
    modal = day.pat.opens(day.pat.card, "Sign-off list")
    assert "Tea Chalkley" in modal.text
    modal.tick("The parents")
    modal.tick("Tea Chalkley")
    modal.fill("Others", "An aunt, as interpreter")
    day.saves(modal)

    assert sign_off(day) == SignOff(listed=(tea, PARENTS), others="An aunt, as interpreter")
    assert "The list is started" in day.pat.card.text
    assert "Chalkley" not in day.pat.card.text
