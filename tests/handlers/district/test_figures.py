"""One day in Slack: every surface says the same figures, with the same windows."""

from dataclasses import replace
from datetime import date

import pytest

from tests.handlers.mornings import at
from tests.people import MORNING

FRIDAY, MONDAY = at("2026-10-09T07:00"), at("2026-10-12T07:00")
NO_MEETING = (
    "No meeting set for 2 students: review date unknown for 1; "
    "due within 60 days for 1, the first on Fri, Nov 20"
)
UNMARKED = "Not marked as held or not: 1 meeting, the first of Tue, Oct 6"


@pytest.fixture
def caseload(school):
    """Pat's: a review of which nobody knows the date, a near one, one of 2029; work overdue.

    And a meeting that nobody has marked.
    """
    school.junipers_meeting()
    with school.storage.jobs(now=MORNING) as scope:
        otis = scope.students.get(school.otis.id)
        scope.students.keep(replace(otis, exited_on=date(2026, 10, 1)))
    pat = school.on_record["pat"]
    school.student(pat)
    school.student(pat, annual_due=date(2026, 11, 20), triennial_due=date(2028, 11, 20))
    school.student(pat, annual_due=date(2029, 5, 2), triennial_due=date(2029, 5, 2))
    school.meeting(school.student(pat), date(2026, 10, 6), arose_on=date(2026, 8, 20))
    return school


def read(text: str) -> str:
    return text.replace("*", "")


def home_of(person, school) -> str:
    person.open_home()
    school.settle()
    return read(person.home.text)


def answer(person, school, words="") -> str:
    person.command("/iep", words)
    school.settle()
    return read(person.modal.text if words else person.ephemerals[-1].text)


def overdue_in(words: str) -> list[str]:
    return [line for line in words.splitlines() if line.strip().startswith("Overdue:")]


def test_home_hub_district_and_summary_agree(caseload):
    caseload.client.go_to(FRIDAY)
    caseload.settle()
    caseload.client.go_to(MONDAY)
    caseload.settle()

    said = {
        "the case manager's home tab": home_of(caseload.pat, caseload),
        "the supervisor's home tab": home_of(caseload.sue, caseload),
        "the hub": answer(caseload.pat, caseload),
        "the district": answer(caseload.sue, caseload, "district"),
        "the summary": read(
            next(one for one in reversed(caseload.sue.dms()) if "Your week" in one.fallback).text
        ),
    }

    assert {place for place, words in said.items() if NO_MEETING not in words} == set()
    assert {place for place, words in said.items() if UNMARKED not in words} == {"the hub"}
    lines = {place: overdue_in(words) for place, words in said.items() if place != "the hub"}
    assert len({tuple(found) for found in lines.values()}) == 1, lines
    (said_everywhere,) = lines["the summary"]
    assert said_everywhere.endswith("since Thu, Sep 10, not counting the meetings to set")
    assert caseload.client.strict_errors() == []
