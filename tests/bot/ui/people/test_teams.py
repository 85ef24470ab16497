"""The team of fourteen on one screen, and the form for one of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import FormError
from bot.forms import tags
from bot.forms.people.teams import check_member, member_from
from bot.people.people import PersonId, SlackUserId, TeamMember, TeamRole
from bot.people.teams import places
from bot.students import StudentId
from bot.ui.kit.reading import answers_in
from bot.ui.people import teams as team
from tests.bot.a_case import a_student
from tests.bot.ui.a_glance import TODAY
from tests.bot.ui.filled import filled
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

STUDENT = a_student(id=StudentId(1), alias="QX-001")
ROLES = list(TeamRole) * 2


def a_team(words, count=14):
    return [
        TeamMember(
            person=PersonId(number),
            role=ROLES[number % len(ROLES)],
            service=words,
            name=words,
            slack_id=SlackUserId(f"U{number:05}") if number % 2 else None,
            from_on=TODAY,
            until_on=TODAY - timedelta(days=number % 3 - 1),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
@pytest.mark.parametrize("count", [0, 14, 60])
def test_slack_takes_a_team_however_long_and_whatever_they_are_called(words, count):
    named = replace(STUDENT, first_name=words[:250])
    members = a_team(words[:250], count)
    assert_slack_takes(team.render(named, members, today=TODAY))
    assert_harmless(team.render(named, members, today=TODAY))
    assert_slack_takes(team.render_add(named))
    for place, member in zip(places(members), members, strict=True):
        assert_slack_takes(team.render_edit(named, place, member))
        assert_harmless(team.render_edit(named, place, member))


def test_no_service_and_no_name_stands_in_a_button_or_in_what_a_modal_carries():
    members = a_team("plantedservice")
    shown = team.render(STUDENT, members, today=TODAY)
    carried = [
        element.get("value", "")
        for block in shown["blocks"]
        for element in block.get("elements", [])
    ]
    edit = team.render_edit(STUDENT, places(members)[1], members[1])
    assert "planted" not in "".join([*carried, shown["private_metadata"], edit["private_metadata"]])
    buttons = shown["blocks"][-1]["elements"]
    place = team.PLACE.in_(buttons[0]["value"])
    assert place in places(members)
    assert tags.STUDENT.in_(buttons[0]["value"]) == StudentId(1)


def test_the_list_says_who_is_outside_slack_and_who_is_off_the_team():
    tea = TeamMember(person=PersonId(1), role=TeamRole.TEACHER, name="Tea")
    off = replace(tea, until_on=TODAY - timedelta(days=1))

    assert "General-education teacher, outside Slack" in words_of(
        team.render(STUDENT, [tea], today=TODAY)
    )
    assert "Off the team since the end of Wed, Oct 7, 2026" in words_of(
        team.render(STUDENT, [off], today=TODAY)
    )
    assert team.PUT_BACK in str(team.render(STUDENT, [off], today=TODAY))
    stood_in = replace(off, role=TeamRole.SUBSTITUTE)
    by_dates = str(team.render(STUDENT, [stood_in], today=TODAY))
    assert team.EDIT in by_dates
    assert team.PUT_BACK not in by_dates
    last_day = replace(tea, until_on=TODAY)
    assert "Until Thu, Oct 8, 2026" in words_of(team.render(STUDENT, [last_day], today=TODAY))


@pytest.mark.parametrize(
    ("answers", "fields"),
    [
        pytest.param({"role": "teacher", "who": "U0TEA"}, [], id="a-teacher"),
        pytest.param({"who": "U0TEA"}, ["role"], id="no-role"),
        pytest.param({"role": "provider", "who": "U0TEA"}, ["service"], id="no-service"),
        pytest.param({"role": "teacher"}, ["name", "email"], id="nobody"),
        pytest.param({"role": "teacher", "name": "Lee", "email": "lee"}, ["email"], id="no-mail"),
        pytest.param(
            {"role": "provider", "service": "OT", "name": "Lee", "email": "lee@clinic.example"},
            [],
            id="outside-slack",
        ),
        pytest.param(
            {"role": "teacher", "who": "U0TEA", "name": "Lee"}, ["name"], id="two-people-at-once"
        ),
        pytest.param({"role": "substitute", "who": "U0HAL"}, ["until_on"], id="without-an-end"),
        pytest.param(
            {
                "role": "teacher",
                "who": "U0TEA",
                "from_on": "2026-10-09",
                "until_on": "2026-10-08",
            },
            ["until_on"],
            id="ends-before-it-begins",
        ),
    ],
)
def test_what_is_wanting_is_said_at_its_field(answers, fields):
    view = filled(team.render_add(STUDENT), answers)
    problems = {}
    try:
        check_member(answers_in(view))
    except FormError as error:
        problems = error.problems
    assert list(problems) == fields


def test_a_service_is_kept_of_providers_alone():
    said = {"role": "teacher", "service": "speech", "who": "U0TEA"}

    answers = answers_in(filled(team.render_add(STUDENT), said))
    assert member_from(answers, PersonId(1)).service is None
