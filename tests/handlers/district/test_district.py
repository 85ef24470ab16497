"""A supervisor looks at the district: counts, rows by alias, and a record for a stated reason."""

from dataclasses import replace
from datetime import date

import pytest

from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from tests.people import MORNING


@pytest.fixture
def district(school):
    """Sue answers for every school; Juniper's notice was declared not needed by Pat."""
    meeting = school.junipers_meeting()
    school.meeting(school.otis, date(2026, 10, 27), arose_on=date(2026, 8, 20))
    with school.storage.jobs(now=MORNING) as scope:
        scope.obligations.record(
            meeting_subject(meeting.id),
            ObligationId.MEETING_NOTICE,
            student=school.juniper.id,
            meeting=meeting.id,
            state=State.NOT_NEEDED,
            reason="the family waived it",
            on_whose_word=school.on_record["pat"].id,
        )
    return school


def opens_rows(school):
    school.sue.command("/iep", "district")
    school.settle()
    school.sue.modal.click("district_rows")
    school.settle()
    return school.sue.modal


def opens_row(school, alias="JQ-7K2"):
    rows = opens_rows(school)
    block = [one for one in rows.blocks if alias in str(one) and "Meeting notice" in str(one)][-1]
    rows.click(f"{block['block_id']}/district_row")
    school.settle()
    return school.sue.modal


def trail(school):
    with school.storage.jobs(now=MORNING, reading=True) as scope:
        return scope.audit.trail(school.juniper.id)


def test_a_supervisor_finds_counts_rows_and_for_a_reason_who_said_what(district):
    rows = opens_rows(district)
    assert "JQ-7K2" in rows.text
    assert "Juniper" not in rows.text
    assert "waived" not in rows.text
    rows.close(everything=True)

    modal = opens_row(district)
    modal.fill("Your reason", "the parents have asked me")
    row = modal.submit()

    assert "Juniper Quickwater" in row.text
    assert "Pat Fennimore: not needed" in row.text
    assert "the family waived it" in row.text
    assert ("opened with a reason: see whose", "the parents have asked me") in [
        (entry.act[:31], entry.why) for entry in trail(district)
    ]
    assert district.client.strict_errors() == []


def test_without_a_reason_nothing_opens_and_nothing_is_logged(district):
    modal = opens_row(district)
    modal.fill("Your reason", "   ")

    assert modal.submit() is not None
    assert "Juniper" not in district.sue.modal.text
    assert not [entry for entry in trail(district) if "opened" in entry.act]


def test_who_stopped_being_a_supervisor_a_second_ago_opens_nothing(district):
    modal = opens_row(district)
    modal.fill("Your reason", "the parents have asked me")
    with district.storage.jobs(now=MORNING) as scope:
        sue = scope.people.get(district.on_record["sue"].id)
        scope.people.keep(replace(sue, roles=frozenset()))

    apology = modal.submit()

    assert "Juniper" not in apology.text
    assert not [entry for entry in trail(district) if "opened" in entry.act]


def test_a_supervisor_of_another_school_finds_nothing_of_it(district):
    modal = opens_row(district)
    modal.fill("Your reason", "the parents have asked me")
    with district.storage.jobs(now=MORNING) as scope:
        sue = scope.people.get(district.on_record["sue"].id)
        scope.people.keep(replace(sue, schools=frozenset({"Moss High"})))

    assert "Juniper" not in modal.submit().text


def test_the_district_is_closed_to_everybody_else(district):
    district.pat.command("/iep", "district")
    district.settle()

    assert district.pat.modal is None
    assert "Only a supervisor" in district.pat.ephemerals[-1].text


def test_the_home_tab_of_a_supervisor_shows_the_counts(district):
    district.sue.open_home()
    district.settle()

    assert "Your district" in district.sue.home.text
    assert "Juniper" not in district.sue.home.text
    district.sue.home.click("district_rows")
    district.settle()
    assert "JQ-7K2" in district.sue.modal.text
