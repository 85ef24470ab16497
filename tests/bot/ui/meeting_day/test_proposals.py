"""A proposal is logged with words, changed by differences, and gets its outcome in the log."""

import json
from dataclasses import replace

import pytest

from bot.content import read
from bot.errors import FormError
from bot.forms.drafts import DraftKey
from bot.forms.meeting_day.proposals import (
    BY_WHOM,
    CHANGE_PROPOSAL,
    LOG_PROPOSAL,
    OUTCOME,
    PROPOSED,
    outcomes_from,
)
from bot.meeting_day.proposals import ProposalOutcome, in_order
from bot.people.people import PersonId
from bot.ui.kit.reading import answers_in, carried_in
from bot.ui.meeting_day import proposals as proposal
from bot.ui.meeting_day import thread_controls as controls
from bot.ui.meeting_day.thread_card import card_message
from tests.bot.ui.filling import filled
from tests.bot.ui.looking import button, words
from tests.bot.ui.running import MEETING, NINE_THIRTY, a_proposal, a_running_meeting
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes

CONTENT = read(None)


def a_log(proposals, names=None, **more):
    """The first page of a log, all of it logged by one person."""
    named = names or {PersonId(1): "Dana Reed"}
    return proposal.render_list(MEETING.id, in_order(proposals), named, **more)


def test_a_proposal_needs_its_words_and_who_makes_it():
    view = proposal.render_add(MEETING.id, DraftKey("abc"))

    with pytest.raises(FormError) as refused:
        LOG_PROPOSAL.check(answers_in(filled(view, text=" ")))
    assert set(refused.value.problems) == {"text", "by_whom"}
    logged = answers_in(filled(view, text=" More speech ", by_whom="the father"))
    assert (logged[PROPOSED], logged[BY_WHOM], logged[OUTCOME]) == (
        "More speech",
        "the father",
        ProposalOutcome.UNDECIDED,
    )


def test_two_people_who_change_one_proposal_each_lose_nothing():
    drawn = proposal.render_edit(a_proposal())
    meanwhile = a_proposal(outcome=ProposalOutcome.AGREED, data="a record")

    answers = answers_in(filled(drawn, text="Speech three times a week"))
    after = replace(meanwhile, **answers.changes(CHANGE_PROPOSAL.fields))

    assert (after.text, after.outcome, after.data) == (
        "Speech three times a week",
        ProposalOutcome.AGREED,
        "a record",
    )


def test_what_waits_for_an_outcome_stands_first_and_only_changes_are_read():
    view = a_log([a_proposal(1, outcome=ProposalOutcome.AGREED), a_proposal(2), a_proposal(3)])
    ids = [b["block_id"] for b in view["blocks"] if b.get("block_id", "").startswith("outcome")]

    assert ids == ["outcome:2", "outcome:3", "outcome:1"]
    assert outcomes_from(answers_in(filled(view))) == {}
    changed = answers_in(filled(view, outcome__3="to consider"))
    assert outcomes_from(changed) == {3: ProposalOutcome.TO_CONSIDER}


def test_a_long_log_goes_on_on_the_next_page():
    view = a_log([a_proposal(n) for n in range(12)])

    assert proposal.REST.in_(carried_in(view)) == [10, 11]
    assert "2 more on the next page" in json.dumps(view)


def test_a_supervisor_sets_outcomes_and_leaves_the_words():
    assert button(a_log([a_proposal()], why="asked"), proposal.EDIT) is None
    assert button(a_log([a_proposal()]), proposal.EDIT) is not None


def test_the_card_counts_proposals_and_shows_none_of_their_words():
    none = card_message(a_running_meeting(CONTENT))
    two = card_message(
        a_running_meeting(
            CONTENT, proposals=(a_proposal(1), a_proposal(2, outcome=ProposalOutcome.AGREED))
        )
    )

    assert button(none, controls.VIEW_PROPOSALS) is None
    assert "2 proposals logged, 1 without an outcome" in words(two)
    assert "Speech" not in words(two)


@pytest.mark.parametrize("typed", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_whatever_was_typed_stays_words(typed):
    settled = {"settled_by": PersonId(1), "settled_at": NINE_THIRTY}
    full = [
        a_proposal(n, text=typed, by_whom=typed[:250], data=typed, **settled) for n in range(40)
    ]
    names = {PersonId(1): typed}
    log = a_log(full, names, why="asked", notice=proposal.NAMES_STAFF)

    for view in (log, proposal.render_edit(full[0])):
        assert_slack_takes(view)
        assert_harmless(view)
    assert_slack_takes(proposal.render_add(MEETING.id, DraftKey("k" * 32), asks_reason=True))
