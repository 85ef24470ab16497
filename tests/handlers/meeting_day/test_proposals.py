"""Every proposal is logged with its outcome, whoever makes it."""

import pytest

from bot.meeting_day.proposals import ProposalOutcome
from jobs.delivery import rate_limits as limits
from tests.handlers.meeting_day.a_meeting_day import MeetingDay


@pytest.fixture
def dialect():
    """What is kept is tried on both databases elsewhere."""
    return "sqlite"


@pytest.fixture
def day(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    return MeetingDay(school)


def logs(day, seen, words, **more):
    modal = seen.opens(seen.card, "Log a proposal")
    modal.fill("What is proposed", words)
    modal.fill("Who proposes it", "the mother")
    for field, value in more.items():
        modal.fill(field, value)
    return day.saves(modal)


def proposals(day):
    return day.read(lambda scope: scope.proposals.of_meeting(day.meeting.id))


def test_a_proposal_is_logged_once_and_gets_its_outcome_later(day):
    day.school.client.fault("duplicate", method="view_submission")
    assert logs(day, day.pat, "Speech twice a week") is None
    assert "1 proposal logged, 1 without an outcome" in day.pat.card.text
    assert "Speech" not in day.pat.card.text

    modal = day.pat.opens(day.pat.card, "thread_view_proposals")
    modal.choose("What became of it", "Not agreed")
    assert day.saves(modal) is None

    (proposal,) = proposals(day)
    assert (proposal.text, proposal.outcome) == ("Speech twice a week", ProposalOutcome.NOT_AGREED)
    assert proposal.settled_by == day.school.on_record["pat"].id
    assert ". Outcome by Pat" in day.pat.opens(day.pat.card, "thread_view_proposals").text


def test_its_words_can_be_changed_and_the_log_shows_them(day):
    logs(day, day.pat, "Speech twice a week")
    modal = day.pat.opens(day.pat.card, "thread_view_proposals")
    modal.choose("What became of it", "To consider")
    modal.click("Change")
    day.settle()
    modal = day.pat.person.modal
    modal.fill("What is proposed", "Speech three times a week")

    shown = day.saves(modal)

    assert "the mother: Speech three times a week" in shown.text
    (proposal,) = proposals(day)
    assert proposal.outcome is ProposalOutcome.TO_CONSIDER
    assert any("Speech twice" in entry.detail for entry in day.trail())


def test_words_that_name_who_is_to_serve_are_kept_with_a_gentle_hint(day):
    shown = logs(day, day.pat, "Sums with Tea Chalkley alone")

    assert "Which staff do so is for the school to decide" in shown.text
    assert len(proposals(day)) == 1


def test_a_supervisor_logs_and_opens_the_log_with_a_reason_alone(day):
    assert "Your reason" in day.sue.opens(day.sue.card, "Log a proposal").values
    day.sue.person.modal.close()
    assert logs(day, day.sue, "More sums", **{"Your reason": "They wrote to me"}) is None

    modal = day.sue.opens(day.sue.card, "thread_view_proposals")
    assert "More sums" not in modal.text
    modal.fill("Your reason", "They wrote to me")
    shown = day.saves(modal)

    assert "More sums" in shown.text
    assert len(proposals(day)) == 1
