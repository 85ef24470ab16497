"""The worked examples of due dates, and the months that are known to be hard."""

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.obligation_rules import ObligationId as Id
from tests.bot.due_dates import (
    BY_THE_10TH,
    CONVERSATION,
    FORMS_BACK,
    closed_from,
    closed_on,
    dues,
    said,
)


@pytest.mark.parametrize(
    ("on", "created", "expected"),
    [
        pytest.param(
            "2026-10-27",
            "2026-08-20",
            (
                "2026-09-10",
                "2026-10-13",
                "2026-09-28 … 2026-10-16",
                "2026-10-20",
                "2026-10-22",
                "2026-10-22 … 2026-10-23",
            ),
            id="october-in-good-time",
        ),
        pytest.param(
            "2026-11-18",
            "2026-09-01",
            (
                "2026-10-09",
                "2026-11-04",
                "2026-10-19 … 2026-11-06",
                "2026-11-11",
                "2026-11-13",
                "2026-11-13 … 2026-11-13",
            ),
            id="november-the-10th-is-a-saturday",
        ),
        pytest.param(
            "2027-01-15",
            "2026-11-02",
            (
                "2026-12-10",
                "2027-01-01",
                "2026-12-16 … 2027-01-05",
                "2027-01-08",
                "2027-01-08",
                "2027-01-11 … 2027-01-12",
            ),
            id="january-over-the-new-year",
        ),
        pytest.param(
            "2026-10-27",
            "2026-10-12",
            (
                "2026-10-13 expedited",
                "2026-10-16 expedited",
                "2026-09-28 … 2026-10-16",
                "2026-10-20",
                "2026-10-22",
                "2026-10-22 … 2026-10-23",
            ),
            id="october-created-late",
        ),
        pytest.param(
            "2026-08-24",
            "2026-06-03",
            (
                "2026-08-17",
                "2026-08-20 expedited",
                "2026-08-17 … 2026-08-17 expedited",
                "2026-08-17",
                "2026-08-19",
                "2026-08-19 … 2026-08-21",
            ),
            id="august-in-the-second-week-of-school",
        ),
    ],
)
def test_the_worked_examples(on, created, expected):
    the_10th, forms, conversation, input_in_draft, draft, agenda = expected
    found = {row: said(due) for row, due in dues(on, created).items()}

    assert {found[row] for row in BY_THE_10TH} == {the_10th}
    assert {found[row] for row in FORMS_BACK} == {forms}
    assert {found[row] for row in CONVERSATION} == {conversation}
    assert found[Id.INPUT_IN_DRAFT] == input_in_draft
    assert found[Id.DRAFT_COPY] == draft
    assert found[Id.AGENDA] == agenda


@pytest.mark.parametrize(
    ("on", "calendar", "expected"),
    [
        pytest.param(
            "2025-10-01",
            WEEKDAYS,
            ("2025-09-10", "2025-09-17", "2025-09-26", "2025-09-26 … 2025-09-26"),
            id="the-first-of-a-month",
        ),
        pytest.param(
            "2025-10-31",
            WEEKDAYS,
            ("2025-09-10", "2025-10-17", "2025-10-24", "2025-10-27 … 2025-10-28"),
            id="the-last-of-a-month",
        ),
        pytest.param(
            "2026-01-08",
            closed_from("2025-12-22", "2026-01-02"),
            ("2025-12-10", "2025-12-19", "2025-12-19", "2026-01-05 … 2026-01-05"),
            id="all-inside-the-winter-break",
        ),
        pytest.param(
            "2026-02-03",
            WEEKDAYS,
            ("2026-01-09", "2026-01-20", "2026-01-29", "2026-01-29 … 2026-01-30"),
            id="the-10th-at-a-weekend",
        ),
        pytest.param(
            "2026-03-02",
            closed_on("2026-02-16"),
            ("2026-02-10", "2026-02-13", "2026-02-25", "2026-02-25 … 2026-02-27"),
            id="forms-due-on-presidents-day",
        ),
        pytest.param(
            "2027-03-01",
            WEEKDAYS,
            ("2027-02-10", "2027-02-15", "2027-02-24", "2027-02-24 … 2027-02-26"),
            id="the-shortest-month",
        ),
    ],
)
def test_the_cases_that_the_field_knows(on, calendar, expected):
    the_10th, forms, draft, agenda = expected
    found = {row: said(due) for row, due in dues(on, "2025-08-18", calendar).items()}

    assert found[Id.MEETING_NOTICE] == the_10th
    assert found[Id.TEACHER_FEEDBACK_BACK] == forms
    assert found[Id.DRAFT_COPY] == draft
    assert found[Id.AGENDA] == agenda
