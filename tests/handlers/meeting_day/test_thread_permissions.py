"""Who may do what in a meeting's thread: asked on every click and every submit."""

from dataclasses import replace

import pytest

from bot.content import read
from bot.dates.obligation_rows import State
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import MeetingState
from jobs.delivery import rate_limits as limits
from tests.handlers.meeting_day.a_meeting_day import TODAY, MeetingDay
from tests.marking import mark_behind

NOT_YOURS = "Please ask the case manager. Nothing was changed."
NOT_SET_UP = "You are not set up in Preiep yet"
NOTES = "Notes worked into the IEP"
OFFER = read(None).line("offer").short
CHOSEN = (OFFER, "What became of it")

TICKING = (
    ("card", "Done, next"),
    ("card", "Skip"),
    ("card", "tick"),
    ("card", "It's getting tense"),
)
WRITING = (
    ("card", "Rights: both answers"),
    ("card", "Sign-off list"),
    ("card", "Parents' answer: Offer of FAPE"),
    ("card", "Add concern"),
    ("card", "View"),
)
NAMES = (("card", "Who is here"),)
CASE_MANAGERS = (("parent", "Add a helper"), ("card", "Meeting held"))
EVERYTHING = (*TICKING, *WRITING, *NAMES, *CASE_MANAGERS)


@pytest.fixture
def dialect():
    """The table of permissions is tried on both databases elsewhere."""
    return "sqlite"


@pytest.fixture
def day(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    day = MeetingDay(school)
    with day.scope_of_pat() as scope:
        scope.concerns.add(school.juniper.id, day.meeting.id, "The bus")
        mark_behind(scope, "card", day.subject)
    day.settle()
    return day


def does(seen, control):
    """What somebody is told when they use a control; a modal that opens is closed again."""
    message, name = control
    shown = getattr(seen, message)
    told = seen.ticks(shown, "Why we meet") if name == "tick" else seen.clicks(shown, name)
    if seen.person.modal is not None:
        assert told == ""
        seen.person.modal.close()
        return "opened"
    return told


def test_the_case_manager_may_do_everything(day):
    told = {control: does(day.pat, control) for control in EVERYTHING}

    assert {control for control, said in told.items() if said not in ("", "opened")} == set()
    assert all(told[control] == "opened" for control in (*WRITING, *NAMES, *CASE_MANAGERS))


def test_a_helper_ticks_and_writes_but_marks_no_meeting_and_names_nobody(day):
    day.helps("U0HAL")

    for control in (*TICKING, *WRITING, *NAMES):
        assert does(day.hal, control) in ("", "opened")
    for control in CASE_MANAGERS:
        assert NOT_YOURS in does(day.hal, control)


def test_a_supervisor_ticks_gives_a_reason_to_read_and_sees_no_names(day):
    for control in TICKING:
        assert does(day.sue, control) in ("", "opened")
    for control in WRITING:
        modal = day.sue.opens(getattr(day.sue, control[0]), control[1])
        assert "Your reason" in modal.values
        assert "The bus" not in modal.text
        modal.close()
    for control in (*NAMES, *CASE_MANAGERS):
        assert NOT_YOURS in does(day.sue, control)


@pytest.mark.parametrize(
    ("who", "told"),
    [
        pytest.param("kim", NOT_YOURS, id="a-colleague"),
        pytest.param("tea", NOT_YOURS, id="a-teacher-on-the-team"),
        pytest.param("zed", NOT_SET_UP, id="nobody-on-record"),
    ],
)
def test_nobody_else_may_do_anything(day, who, told):
    before = len(day.trail())

    for control in EVERYTHING:
        assert told in does(getattr(day, who), control)

    assert day.ticks() == {}
    assert len(day.trail()) == before


def test_after_the_meeting_only_the_case_manager_ticks_what_follows(day):
    day.helps("U0HAL")
    day.pat.opens(day.pat.card, "Meeting held").submit()
    day.settle()

    for seen in (day.hal, day.sue, day.kim, day.zed):
        for told in (
            seen.ticks(seen.after, NOTES),
            seen.clicks(seen.after, "thread_consent"),
            seen.clicks(seen.after, "Not held after all"),
        ):
            assert NOT_YOURS in told or NOT_SET_UP in told

    standing = day.read(
        lambda scope: scope.obligations.standing(day.subject, ObligationId.MINUTES_IN_IEP)
    )
    assert standing.state is State.OPEN
    assert day.now().state is MeetingState.HELD


@pytest.mark.parametrize(
    ("control", "answers"),
    [
        pytest.param(WRITING[0], {"explained": "It came"}, id="rights"),
        pytest.param(WRITING[1], {"Others": "An aunt"}, id="sign-off"),
        pytest.param(WRITING[2], {OFFER: "No"}, id="choice"),
        pytest.param(WRITING[3], {"What the parents raised": "Sums"}, id="a-concern"),
        pytest.param(WRITING[4], {"What became of it": "Answered"}, id="concerns"),
        pytest.param(CASE_MANAGERS[0], {"Who helps": "U0TEA"}, id="a-helper"),
        pytest.param(CASE_MANAGERS[1], {"What became of it": "Answered"}, id="held"),
    ],
)
def test_whoever_lost_the_student_meanwhile_saves_nothing_and_keeps_their_words(
    day, control, answers
):
    message, button = control
    modal = day.pat.opens(getattr(day.pat, message), button)
    for field, answer in answers.items():
        modal.fill(field, answer) if field not in CHOSEN else modal.choose(field, answer)
    hand_over(day, to="kim")
    before = (len(day.trail()), day.now(), concerns(day))

    apology = modal.submit()

    assert NOT_YOURS in apology.text
    left = apology.close()
    assert all(answer in (*left.values.values(), "U0TEA") for answer in answers.values())
    assert (len(day.trail()), day.now(), concerns(day)) == before


def concerns(day):
    return day.read(lambda scope: scope.concerns.of_meeting(day.meeting.id))


def test_a_signature_cannot_be_recorded_by_whoever_lost_the_student_meanwhile(day):
    day.pat.opens(day.pat.card, "Meeting held").submit()
    day.settle()
    modal = day.pat.opens(day.pat.after, "thread_consent")
    modal.choose("What did the parents decide?", "Signed in full")
    hand_over(day, to="kim")

    assert NOT_YOURS in modal.submit().text
    assert day.now().consent_on is None
    assert day.now().held_on == TODAY


def hand_over(day, *, to):
    case_manager = day.school.on_record[to].id

    def give(scope):
        student = scope.students.get(day.school.juniper.id)
        scope.students.keep(replace(student, case_manager=case_manager))

    day.read(give)


def test_what_is_told_of_a_click_stands_where_it_was_clicked(day):
    day.tea.clicks(day.tea.card, "Done, next")
    day.tea.clicks(day.tea.parent, "Add a helper")

    under, outside = day.tea.person.ephemerals
    assert NOT_YOURS in under.text
    assert under.thread_ts == day.tea.parent.ts
    assert outside.thread_ts is None
