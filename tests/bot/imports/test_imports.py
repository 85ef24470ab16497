"""What an imported row changes, and what it leaves as it is."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.errors import CaseworkError
from bot.imports.imports import student_with
from bot.people.people import PersonReference, SlackUserId, TeamEntry, TeamRole
from tests.bot.imported import STUDENT, a_meeting, a_row, change

MARIGOLD = PersonReference(email="marigold@quill.example")


def test_the_same_row_again_changes_nothing():
    row = a_row(
        first_name="Otis",
        interpreter=False,
        case_manager=MARIGOLD,
        annual_due=date(2026, 11, 2),
        meeting_date=date(2026, 10, 31),
        meeting_time=time(9),
        team=(
            TeamEntry(role=TeamRole.TEACHER, service=None, person=MARIGOLD),
            TeamEntry(role=TeamRole.PROVIDER, service="ot", person=MARIGOLD),
        ),
    )
    again = replace(row, line=7, team=tuple(reversed(row.team)))

    nothing = change(again, last=row, meetings=[a_meeting(date(2026, 12, 2))])

    assert nothing.columns == frozenset()
    assert (nothing.team, nothing.meeting, nothing.warnings) == (None, None, ())


def test_a_blank_changes_nothing():
    nothing = change(a_row(), last=a_row(grade="7", meeting_date=date(2026, 10, 27)))
    assert (nothing.columns, nothing.meeting, nothing.team) == (frozenset(), None, None)


def test_only_what_the_file_says_anew_changes_so_that_edits_in_slack_survive():
    edited = replace(STUDENT, first_name="Otto", grade="8")
    row = a_row(first_name="Otis", grade="9", school="Marsh Middle")

    said_anew = change(row, last=a_row(first_name="Otis", grade="7"), student=edited)

    assert said_anew.columns == {"grade", "school"}
    assert student_with(edited, row, said_anew.columns) == replace(
        edited, grade="9", school="Marsh Middle"
    )


def test_a_student_who_is_new_needs_a_name_and_a_case_manager():
    with pytest.raises(CaseworkError, match="needs first_name and last_name and case_manager"):
        change(a_row(), student=None)
    with pytest.raises(CaseworkError, match="needs case_manager"):
        change(a_row(first_name="Otis"), student=None)
    assert change(a_row(last_name="Plumfield", case_manager=MARIGOLD), student=None).columns


def test_who_joined_or_left_the_team_in_slack_is_left_as_it_is():
    pat = TeamEntry(role=TeamRole.TEACHER, service=None, person=PersonReference(email="p@q.org"))
    lee = TeamEntry(
        role=TeamRole.PROVIDER,
        service="ot",
        person=PersonReference(name="Lee Ng", email="lee@clinic.example"),
    )
    kim = replace(pat, person=PersonReference(slack_id=SlackUserId("U0DEMO005")))

    team = change(a_row(team=(pat, kim)), last=a_row(team=(lee, pat))).team

    assert (team.added, team.removed) == ((kim,), (lee,))
