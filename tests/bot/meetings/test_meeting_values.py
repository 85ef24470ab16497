"""What is typed elsewhere about a meeting: whom it names, and whether it is still so."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.calendar import WEEKDAYS
from bot.meetings.meeting_values import values_of
from bot.meetings.meetings import Kind, Mode, cancelled
from bot.people.parents import Interpreting
from bot.people.people import PersonId, TeamMember, TeamRole
from bot.settings.district_links import NO_LINKS
from bot.ui.meetings import meeting_values as ui
from tests.bot.a_case import TEACHER
from tests.bot.a_morning import a_morning, with_meeting
from tests.bot.parents import a_parent
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless

MOTHER = a_parent(language="Spanish", interpreting=Interpreting.SPOKEN)
AUNT = a_parent("An Aunt", "aunt", rights=False)
FATHER = a_parent("Rob Marsh", "father", no_contact=True)
BEFORE = a_parent("A Guardian", "guardian", taken_off=True)
SUBSTITUTE = TeamMember(person=PersonId(8), role=TeamRole.SUBSTITUTE, name="A Substitute")
LEFT = TeamMember(
    person=PersonId(9), role=TeamRole.DESIGNEE, name="Gone Before", until_on=date(2026, 11, 1)
)


def values(*parents, leader="Pat Fennimore", team=(TEACHER,), **fields):
    case = with_meeting(1, "2026-11-18", created="2026-09-01", team=team, **fields)
    year = WEEKDAYS.year_begun_by(date(2026, 10, 6))
    return values_of(case, case.meetings[0], parents=parents, leader=leader, year=year)


def notice(about) -> str:
    """What is shown of the notice."""
    case = with_meeting(1, "2026-11-18", created="2026-09-01", team=about.team)
    morning = a_morning("2026-10-06", case)
    return "\n".join(
        block["text"]["text"]
        for block in ui.for_rows(morning.entries.values(), {about.meeting.id: about}, NO_LINKS)
    )


def test_the_notice_goes_to_whoever_holds_the_rights_and_says_so_where_it_is_delicate():
    said = notice(values(MOTHER, AUNT, FATHER, BEFORE))

    assert (
        "To: Rosa Marsh, mother (Spanish, interpreter); "
        "Rob Marsh, father (language not on record, marked as not to be contacted)\n"
    ) in said


def test_a_parent_without_a_language_speaks_the_home_language():
    assert "Rob Marsh, father (Spanish, marked" in notice(
        values(FATHER, student={"home_language": "Spanish"})
    )


def test_where_no_parent_is_on_record_it_says_so():
    said = notice(values(student={"home_language": "Spanish"}))

    assert "To: parents not on record, home language Spanish" in said


def test_who_comes_is_named_by_role_and_nobody_who_has_left_or_stands_in():
    said = notice(values(team=(LEFT, SUBSTITUTE, replace(TEACHER, name="Tea Chalkley"))))

    assert "Case manager: Pat Fennimore\nGeneral-education teacher: Tea Chalkley" in said
    assert "Gone Before" not in said
    assert "A Substitute" not in said


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.TRIENNIAL, "Purpose: triennial review"),
        (Kind.INTERIM, "Purpose: interim"),
        (Kind.TRANSITION, "the student and, with consent, the agencies"),
        (Kind.INITIAL, "the early-intervention coordinator"),
    ],
)
def test_each_kind_of_meeting_has_its_purpose_and_whom_else_it_invites(kind, words):
    assert words in notice(values(kind=kind))


def test_what_is_not_known_is_said_to_be_unknown():
    assert "time not known yet, in person, room not on record" in notice(
        values(mode=Mode.IN_PERSON)
    )


@pytest.mark.parametrize("name", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_whatever_people_are_called_is_harmless(name):
    about = values(
        a_parent(name, name, language=name),
        leader=name,
        team=(replace(TEACHER, name=name),),
        student={"first_name": name, "last_name": name, "number": name, "home_language": name},
    )

    drawn = ui.for_rows(
        a_morning("2026-10-06", with_meeting(1, "2026-11-18")).entries.values(),
        {about.meeting.id: about},
        NO_LINKS,
    )
    assert_harmless({"blocks": drawn})


def test_what_was_copied_is_known_to_be_out_of_date():
    was = values(MOTHER)
    meeting = was.meeting
    others = [
        values(MOTHER, FATHER),
        values(replace(MOTHER, language="English")),
        values(MOTHER, leader="Kim Larkspur"),
        values(MOTHER, team=()),
        values(MOTHER, student={"first_name": "Moss"}),
        *(
            replace(was, meeting=other)
            for other in (
                replace(meeting, on=date(2026, 11, 19)),
                replace(meeting, at=time(9, 30)),
                replace(meeting, mode=Mode.VIDEO),
                replace(meeting, kind=Kind.TRIENNIAL),
                cancelled(meeting),
            )
        ),
    ]

    assert values(MOTHER).stamp == was.stamp
    assert len({was.stamp, *(one.stamp for one in others)}) == len(others) + 1
