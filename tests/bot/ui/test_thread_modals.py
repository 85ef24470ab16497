import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.checklists import PARENTS, RightsAnswers, SignOff
from bot.concerns import ConcernState
from bot.content import read
from bot.conversations import DraftKey
from bot.errors import FormError
from bot.meetings import MeetingId, MeetingState, Mode
from bot.people import PersonId, TeamMember, TeamRole
from bot.students import Student, StudentId
from bot.ui import choice, concern, helper, people_at_meeting, reason, rights, sign_off
from bot.ui.choice import Signature
from bot.ui.thread_controls import carried, meeting_in
from tests.bot.ui.running import MEETING, TEAM, a_concern, a_running_meeting, the_longest, tick
from tests.slack_limits import complaints, third_opinion

CONTENT = read(None)
HELD = replace(MEETING, state=MeetingState.HELD, held_on=MEETING.on)
STUDENT = Student(
    id=StudentId(5),
    alias="MQ-7K2",
    first_name="Maya",
    last_name="Quince",
    number="90210",
    case_manager=PersonId(1),
)
MANY = tuple(
    TeamMember(person=PersonId(n), role=role, service="&" * 200, name="&" * 400)
    for n, role in enumerate(list(TeamRole) * 12)
)
LONG_RIGHTS = RightsAnswers(
    explained="é" * 3000, explained_by="é" * 250, questions="é" * 3000, questions_by="é" * 250
)
LONG_CONCERNS = [a_concern(n, text="é" * 3000, note="é" * 250) for n in range(60)]


def filled(view, **typed):
    """The modal as Slack submits it: what was drawn, and over it what a person typed."""
    values = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            drawn = {
                "plain_text_input": {"value": element.get("initial_value")},
                "static_select": {"selected_option": element.get("initial_option")},
                "radio_buttons": {"selected_option": element.get("initial_option")},
                "checkboxes": {"selected_options": element.get("initial_options", [])},
                "datepicker": {"selected_date": element.get("initial_date")},
                "users_select": {"selected_user": None},
            }[element["type"]]
            values[block["block_id"]] = {element["action_id"]: drawn}
    for name, value in typed.items():
        block_id = name.replace("__", ":")
        (action_id,) = values[block_id]
        (kind,) = values[block_id][action_id]
        values[block_id][action_id] = {kind: _as_slack_sends(kind, value)}
    return {**view, "state": {"values": values}}


def _as_slack_sends(kind, value):
    if kind == "selected_options":
        return [{"value": one} for one in value]
    return {"value": value} if kind == "selected_option" else value


@pytest.mark.parametrize(
    "view",
    [
        pytest.param(rights.render(MEETING.id, LONG_RIGHTS, why="é" * 250), id="rights"),
        pytest.param(
            sign_off.render(MEETING.id, MANY, SignOff(others="é" * 3000), why="é" * 250),
            id="sign-off",
        ),
        pytest.param(
            concern.render_add(MEETING.id, DraftKey("k" * 32), asks_reason=True), id="add"
        ),
        pytest.param(concern.render_list(MEETING.id, LONG_CONCERNS, why="é" * 250), id="concerns"),
        pytest.param(concern.render_list(MEETING.id, []), id="no-concerns"),
        pytest.param(
            choice.render(
                MEETING.id,
                next(line for line in the_longest(CONTENT).ending if line.id == "offer"),
                "no",
                why="é" * 250,
            ),
            id="choice",
        ),
        pytest.param(choice.render_consent(HELD, today=date(2026, 11, 2)), id="consent"),
        pytest.param(
            people_at_meeting.render(
                replace(STUDENT, first_name="&" * 300),
                MANY,
                leads="&" * 300,
                helpers=["&" * 300] * 20,
                attendance=Mode.VIDEO,
            ),
            id="people",
        ),
        pytest.param(
            concern.render_held(
                a_running_meeting(the_longest(CONTENT), concerns=tuple(LONG_CONCERNS))
            ),
            id="held",
        ),
        pytest.param(helper.render(MEETING.id), id="helper"),
        pytest.param(
            reason.render(reason.Wanted(screen="rights", meeting=MEETING.id, line="l" * 40)),
            id="reason",
        ),
    ],
)
def test_slack_takes_the_fullest_modal(view):
    assert complaints(view) == []
    assert third_opinion(view) == []
    assert "é" not in view.get("private_metadata", "")


def test_rights_answers_can_be_saved_half_finished():
    view = rights.render(MEETING.id, RightsAnswers())
    kept = rights.read(filled(view, explained=" Yes, it came. "), RightsAnswers())

    assert kept == RightsAnswers(explained="Yes, it came.")
    assert meeting_in(view) == MEETING.id


def test_two_people_who_write_one_rights_answer_each_lose_nothing():
    drawn_for_both = rights.render(MEETING.id, RightsAnswers(explained_by="mother"))
    one = filled(drawn_for_both, explained="Yes")
    other = filled(drawn_for_both, questions="None", explained_by=None)

    kept = rights.read(other, rights.read(one, RightsAnswers(explained_by="mother")))

    assert kept == RightsAnswers(explained="Yes", questions="None")


def test_the_sign_off_list_names_everybody_once_with_their_titles_and_nobody_ticked():
    twice = (*TEAM, replace(TEAM[0], role=TeamRole.DESIGNEE))
    view = sign_off.render(MEETING.id, twice, SignOff())
    (group,) = [b["element"] for b in view["blocks"] if b.get("block_id", "").startswith("listed")]

    assert [o["value"] for o in group["options"]] == [PARENTS, "2", "3", "4"]
    assert group["options"][1]["description"]["text"] == (
        "General-education teacher, Administrative designee"
    )
    assert "initial_options" not in group
    assert "speech" not in json.dumps(view)


def test_signing_off_reads_what_one_person_changed():
    view = sign_off.render(MEETING.id, TEAM, SignOff(listed=("3", PARENTS), others="An aunt"))
    change, others = sign_off.read(filled(view, listed__0=["3", "4"]))

    assert (set(change.ticked), set(change.unticked)) == ({"4"}, {PARENTS})
    assert others is None
    assert sign_off.read(filled(view, others=None))[1] == ""


def test_signing_off_reads_more_people_than_ten_boxes_hold():
    team = [replace(TEAM[0], person=PersonId(n)) for n in range(1, 13)]
    view = sign_off.render(MEETING.id, team, SignOff(listed=("11",)))
    change, _ = sign_off.read(filled(view, listed__0=["1"], listed__10=["11", "12"]))

    assert (set(change.ticked), set(change.unticked)) == ({"1", "12"}, set())


def test_a_concern_needs_words():
    view = concern.render_add(MEETING.id, DraftKey("abc"))

    with pytest.raises(FormError) as refused:
        concern.read_add(filled(view, text="  "))
    assert list(refused.value.problems) == ["text"]
    added = concern.read_add(filled(view, text=" He is hungry "))
    assert (added.draft, added.meeting, added.text) == ("abc", MEETING.id, "He is hungry")


def test_open_concerns_stand_first_and_only_what_was_changed_is_read():
    concerns = [a_concern(1, state=ConcernState.ANSWERED), a_concern(2), a_concern(3)]
    view = concern.render_list(MEETING.id, concerns)
    states = [b["block_id"] for b in view["blocks"] if b.get("block_id", "").startswith("state")]

    assert states == ["state:2", "state:3", "state:1"]
    assert concern.read_list(filled(view)) == []
    (outcome,) = concern.read_list(
        filled(view, state__3="deferred", note__3=" the call on 3 November ")
    )
    assert (outcome.concern, outcome.state, outcome.note) == (
        3,
        ConcernState.DEFERRED,
        "the call on 3 November",
    )


def test_two_people_who_change_one_concern_each_lose_nothing():
    view = concern.render_list(MEETING.id, [a_concern(2, note="ask again")])

    (answered,) = concern.read_list(filled(view, state__2="answered"))
    (noted,) = concern.read_list(filled(view, note__2="asked"))

    assert (answered.state, answered.note) == (ConcernState.ANSWERED, None)
    assert (noted.state, noted.note) == (None, "asked")


def test_before_a_meeting_is_held_what_is_open_is_listed_and_nothing_blocks():
    concerns = (
        a_concern(1, text="The bus"),
        a_concern(2, text="Sums", state=ConcernState.ANSWERED),
    )
    view = concern.render_held(a_running_meeting(CONTENT, tick("norms"), concerns=concerns))
    said = json.dumps(view)

    assert "The bus" in said
    assert "Sums" not in said
    assert CONTENT.line("thanks").short in said
    assert CONTENT.line("norms").short not in said
    assert view["submit"]["text"] == "Meeting held"
    assert concern.read_list(filled(view)) == []
    all_done = (tick(line.id) for line in (*CONTENT.opening, *CONTENT.ending))
    nothing_open = concern.render_held(a_running_meeting(CONTENT, *all_done))
    assert len(nothing_open["blocks"]) == 1


def test_a_deferred_concern_says_to_when():
    view = concern.render_list(MEETING.id, [a_concern(2)])

    with pytest.raises(FormError) as refused:
        concern.read_list(filled(view, state__2="deferred"))
    assert list(refused.value.problems) == ["note:2"]


@pytest.mark.parametrize(
    ("concerns", "more"),
    [
        pytest.param([a_concern(n) for n in range(35)], "+ 5 more", id="many"),
        pytest.param(LONG_CONCERNS, " more; they come up", id="long"),
    ],
)
def test_concerns_too_many_for_a_modal_are_counted(concerns, more):
    assert more in json.dumps(concern.render_list(MEETING.id, concerns))


def test_an_answer_belongs_to_its_line_and_shows_what_was_chosen():
    view = choice.render(MEETING.id, CONTENT.line("delivery"), "docusign")
    answered = choice.read(filled(view, answer="certified_mail"))

    assert (answered.meeting, answered.line, answered.answer) == (
        MEETING.id,
        "delivery",
        "certified_mail",
    )
    assert choice.read(filled(view)).answer == "docusign"
    empty = choice.render(MEETING.id, CONTENT.line("offer"), "")
    with pytest.raises(FormError):
        choice.read(filled(empty))


def consent(today=date(2026, 11, 2), **typed):
    view = choice.render_consent(HELD, today=today)
    return choice.read_consent(filled(view, **typed), meeting=HELD, today=today)


def test_only_a_signature_has_a_date():
    full = consent(answer="full", signed_on="2026-11-02")
    refused = consent(answer="refused", part="They want another evaluation")

    assert (full.signature, full.signed_on) == (Signature.FULL, date(2026, 11, 2))
    assert full.in_words == "Signed in full."
    assert refused.signed_on is None
    assert refused.in_words == "Refused: They want another evaluation"


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        pytest.param({"answer": "in part"}, "part", id="which-part"),
        pytest.param({"answer": "full", "signed_on": None}, "signed_on", id="no-date"),
        pytest.param({"answer": "full", "signed_on": "2026-11-03"}, "signed_on", id="tomorrow"),
        pytest.param({"answer": "full", "signed_on": "2026-10-26"}, "signed_on", id="too-early"),
        pytest.param({}, "answer", id="nothing-chosen"),
    ],
)
def test_a_signature_that_cannot_be_is_marked(typed, marked):
    with pytest.raises(FormError) as refused:
        consent(**typed)
    assert list(refused.value.problems) == [marked]


def test_a_signature_on_the_day_of_the_meeting_is_taken():
    assert consent(answer="full", signed_on="2026-10-27").signed_on == date(2026, 10, 27)


def test_who_is_here_shows_titles_names_services_and_what_the_parents_prefer():
    view = json.dumps(people_at_meeting.render(STUDENT, TEAM, leads="Dana <Reed>", helpers=["Kim"]))

    assert "*Service provider, speech*\\nBartholomew Snickett" in view
    assert "Dana &lt;Reed&gt;" in view
    assert "was not asked yet" in view
    assert "*Helper*\\nKim" in view
    assert "submit" not in json.loads(view)


def test_what_the_parents_prefer_is_the_case_managers_to_know():
    prefer: dict[str, Any] = {"leads": "Dana Reed", "attendance": Mode.VIDEO}

    assert "attend by video" in json.dumps(people_at_meeting.render(STUDENT, TEAM, **prefer))
    hidden = people_at_meeting.render(STUDENT, TEAM, **prefer, knows_preference=False)
    assert "by video" not in json.dumps(hidden)


def test_a_team_too_large_for_a_modal_is_counted():
    view = people_at_meeting.render(STUDENT, MANY, leads="Dana Reed")

    assert "+ 24 more on the team" in json.dumps(view)


def test_the_person_named_as_helper_is_read():
    view = helper.render(MeetingId(12))

    assert helper.read(filled(view, person="U0HELP")) == "U0HELP"
    with pytest.raises(FormError):
        helper.read(filled(view))


def test_a_reason_is_asked_for_and_carried_along():
    wanted = reason.Wanted(screen="choice", meeting=MEETING.id, line="offer")
    view = reason.render(wanted)

    assert reason.read(filled(view, reason=" The parents called me ")) == (
        wanted,
        "The parents called me",
    )
    with pytest.raises(FormError):
        reason.read(filled(view, reason=" "))
    opened = rights.render(MEETING.id, RightsAnswers(), why="The parents called me")
    assert reason.reason_in(filled(opened)) == "The parents called me"
    assert reason.reason_in(filled(rights.render(MEETING.id, RightsAnswers()))) == ""
    assert carried(view, "screen") == "choice"
