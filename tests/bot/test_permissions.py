"""Who may do what to a student's records."""

from itertools import chain, combinations

import pytest

from bot.errors import NotAllowedError, NotOnTeamError
from bot.permissions import MAY, WITH_A_REASON, Act, Relation, may, require

OWN = {Relation.CASE_MANAGER, Relation.SUBSTITUTE}
MEETING = OWN | {Relation.HELPER}
ALONE = {
    Act.TALK_WITH_PARENTS: OWN,
    Act.LOG_CONTACT: OWN,
    Act.KEEP_STUDENT: OWN,
    Act.HAND_OVER: {Relation.CASE_MANAGER},
    Act.SEE_TRAIL: OWN,
    Act.FOLLOW_GOALS: OWN,
    Act.TICK_OBLIGATION: OWN,
    Act.TICK_CHECKLIST: MEETING | {Relation.SUPERVISOR},
    Act.READ_MEETING_NOTES: MEETING,
    Act.WRITE_MEETING_NOTES: MEETING,
    Act.SEE_NAMES: MEETING,
    Act.HOLD_MEETING: OWN,
    Act.NAME_HELPER: OWN,
    Act.SEE_OBLIGATIONS: OWN | {Relation.SUPERVISOR},
    Act.SEE_HISTORY: OWN,
    Act.SEND_REQUESTS: OWN,
    Act.ANSWER_REQUEST: OWN | {Relation.RESPONDENT},
    Act.TELL_OFFICE: OWN,
    Act.TICK_INVITATION: {Relation.OFFICE},
    Act.ANSWER_DUTY: {Relation.OWNER},
    Act.SEE_DETAILS: MEETING | {Relation.TEAM, Relation.RESPONDENT, Relation.OFFICE},
}
"""Who may do each without giving a reason."""


def test_every_act_has_its_row_in_the_table():
    assert set(ALONE) == set(Act) == set(MAY)


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("act", Act)
def test_each_may_do_what_their_relation_allows_and_nothing_else(act, relation):
    assert may(act, {relation}) is (relation in ALONE[act])


@pytest.mark.parametrize("act", Act)
def test_a_stranger_may_do_nothing_whatever_reason_they_give(act):
    assert not may(act, frozenset(), reason="I am curious")


@pytest.mark.parametrize("act", Act)
def test_a_reason_opens_notes_and_history_to_a_supervisor_and_nothing_more(act):
    opened = may(act, {Relation.SUPERVISOR}, reason="The parents have asked me to look.")
    assert opened is (Relation.SUPERVISOR in ALONE[act] or act in WITH_A_REASON)


@pytest.mark.parametrize("act", sorted(WITH_A_REASON))
@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_blanks_are_no_reason(act, reason):
    assert not may(act, {Relation.SUPERVISOR}, reason=reason)


@pytest.mark.parametrize("act", sorted(WITH_A_REASON))
def test_a_supervisor_who_may_do_it_anyway_needs_no_reason(act):
    for also in ALONE[act]:
        assert may(act, {Relation.SUPERVISOR, also})


@pytest.mark.parametrize("act", Act)
def test_a_second_relation_never_takes_anything_away(act):
    for pair in combinations(Relation, 2):
        assert may(act, set(pair)) is any(may(act, {one}) for one in pair)


@pytest.mark.parametrize("act", Act)
def test_what_is_allowed_is_let_through_and_what_is_not_is_refused(act):
    for relations in chain(combinations(Relation, 1), [()]):
        if may(act, set(relations)):
            require(act, set(relations))
        else:
            with pytest.raises(NotAllowedError):
                require(act, set(relations))


@pytest.mark.parametrize("act", sorted(WITH_A_REASON))
def test_a_supervisor_is_asked_for_the_reason_that_is_missing(act):
    with pytest.raises(NotAllowedError, match="Please give one; nothing was changed"):
        require(act, {Relation.SUPERVISOR})
    require(act, {Relation.SUPERVISOR}, reason="The parents have asked me to look.")


@pytest.mark.parametrize(
    ("act", "who"),
    [
        pytest.param(Act.TALK_WITH_PARENTS, "the case manager", id="the-parent-conversation"),
        pytest.param(Act.HOLD_MEETING, "the case manager", id="marking-a-meeting"),
        pytest.param(
            Act.TICK_CHECKLIST,
            "the case manager, whom they add as a helper, and their supervisor",
            id="the-checklist",
        ),
        pytest.param(Act.SEE_OBLIGATIONS, "the case manager and their supervisor", id="counts"),
        pytest.param(
            Act.SEE_NAMES, "the case manager and whom they add as a helper", id="who-is-here"
        ),
    ],
)
def test_a_refusal_names_those_who_may(act, who):
    with pytest.raises(NotOnTeamError) as refused:
        require(act, set())

    assert str(refused.value) == (
        f"Only {who} can do this. Please ask the case manager. Nothing was changed."
    )
