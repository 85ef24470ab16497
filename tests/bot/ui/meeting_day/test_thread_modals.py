"""Every modal of a meeting's thread is taken by Slack; who is here, who helps, and why one asks."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.content import read
from bot.errors import FormError
from bot.forms import tags
from bot.forms.drafts import DraftKey
from bot.forms.meeting_day.helpers import WHO_HELPS
from bot.forms.meeting_day.meeting_notes import GIVE_REASON, SCREEN
from bot.forms.supervisor_reasons import REASON
from bot.meeting_day.checklists import RightsAnswers, SignOff
from bot.meetings.meetings import MeetingId, MeetingState, Mode
from bot.people.people import PersonId, TeamMember, TeamRole
from bot.students import Student, StudentId
from bot.ui.after_meetings import signatures
from bot.ui.kit.reading import answers_in, carried_in
from bot.ui.meeting_day import concerns as concern
from bot.ui.meeting_day import helpers as helper
from bot.ui.meeting_day import meeting_notes as notes
from bot.ui.meeting_day import people_at_meeting
from tests.bot.ui.filling import filled
from tests.bot.ui.running import MEETING, TEAM, a_concern, a_running_meeting, listing, the_longest
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


@pytest.mark.parametrize(
    "view",
    [
        pytest.param(notes.render_rights(MEETING.id, LONG_RIGHTS, why="é" * 250), id="rights"),
        pytest.param(
            notes.render_sign_off(MEETING.id, MANY, SignOff(others="é" * 3000), why="é" * 250),
            id="sign-off",
        ),
        pytest.param(
            concern.render_add(MEETING.id, DraftKey("k" * 32), asks_reason=True), id="add"
        ),
        pytest.param(listing(LONG_CONCERNS, why="é" * 250), id="concerns"),
        pytest.param(listing([]), id="no-concerns"),
        pytest.param(
            notes.render_answer(
                MEETING.id,
                next(line for line in the_longest(CONTENT).ending if line.id == "offer"),
                "no",
                why="é" * 250,
            ),
            id="choice",
        ),
        pytest.param(signatures.render(HELD, today=date(2026, 11, 2)), id="consent"),
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
        pytest.param(helper.render(MEETING.id, (), until=MEETING.on), id="helper"),
        pytest.param(
            notes.render_reason(MEETING.id, "rights", "l" * 40),
            id="reason",
        ),
    ],
)
def test_slack_takes_the_fullest_modal(view):
    assert complaints(view) == []
    assert third_opinion(view) == []
    assert "é" not in view.get("private_metadata", "")


def test_who_is_here_shows_titles_names_services_and_what_the_parents_prefer():
    view = json.dumps(people_at_meeting.render(STUDENT, TEAM, leads="Dana <Reed>", helpers=["Kim"]))

    assert "*Service provider (speech)*\\nBartholomew Snickett" in view
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
    view = helper.render(MeetingId(12), (), until=MEETING.on)

    assert answers_in(filled(view, person="U0HELP"))[WHO_HELPS] == "U0HELP"
    with pytest.raises(FormError):
        answers_in(filled(view))[WHO_HELPS]


def test_a_reason_is_asked_for_and_carried_along():
    view = notes.render_reason(MEETING.id, "choice", "offer")
    carried = carried_in(view)

    assert tags.MEETING.in_(carried) == MEETING.id
    assert (SCREEN.in_(carried), tags.LINE.in_(carried)) == ("choice", "offer")
    given = answers_in(filled(view, reason=" The parents called me "))
    assert given[REASON] == "The parents called me"
    with pytest.raises(FormError):
        GIVE_REASON.check(answers_in(filled(view, reason=" ")))
    opened = notes.render_rights(MEETING.id, RightsAnswers(), why="The parents called me")
    assert answers_in(filled(opened))[REASON] == "The parents called me"
    assert not answers_in(filled(notes.render_rights(MEETING.id, RightsAnswers()))).has(REASON)
