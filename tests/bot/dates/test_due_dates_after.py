"""When what follows a meeting is due: from the day it was held, or from the signature."""

from datetime import timedelta

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.due_dates_after import consent_nudged_on, dues_after
from bot.dates.obligation_rules import CountedFrom, Label, Unit
from bot.dates.obligation_rules import ObligationId as Id
from bot.meetings.meetings import Kind, held
from tests.bot.a_case import a_meeting, day
from tests.bot.due_dates import closed_from, closed_on


def after(
    held_on: str, consent_on=None, calendar=WEEKDAYS, rules=DEFAULT_RULES, again=(), **fields
):
    meeting = held(a_meeting(held_on, "2026-08-20", **fields), on=day(held_on))
    signed = a_meeting(
        held_on,
        "2026-08-20",
        state=meeting.state,
        held_on=meeting.held_on,
        consent_on=day(consent_on) if consent_on else None,
        **fields,
    )
    return dues_after(signed, calendar, rules, again=again)


def test_after_rows_count_school_days_from_the_day_after_the_meeting():
    found = after("2026-10-27", "2026-11-05")

    assert {row: str(due.on) for row, due in found.items()} == {
        Id.MINUTES_IN_IEP: "2026-10-29",
        Id.SEND_FOR_SIGNATURE: "2026-11-03",
        Id.CONSENT: "None",
        Id.AT_A_GLANCE: "2026-11-03",
        Id.SIS_UPLOAD: "2026-11-03",
        Id.NEXT_MEETING: "2026-11-12",
    }
    assert not any(due.expedited for due in found.values())


def test_what_waits_for_the_signature_has_no_date_until_it_is_there():
    found = after("2026-10-27")

    waiting = {row for row, due in found.items() if due.on is None}
    assert waiting == {Id.CONSENT, Id.NEXT_MEETING}
    assert "waits for the signature" in found[Id.NEXT_MEETING].why.text
    assert "waits" not in found[Id.CONSENT].why.text


def test_teachers_learn_after_the_meeting_that_the_current_iep_stands_until_it_is_signed():
    unsigned, signed = after("2026-10-27"), after("2026-10-27", "2026-11-05")

    for row in (Id.AT_A_GLANCE, Id.SIS_UPLOAD):
        assert str(unsigned[row].on) == str(signed[row].on) == "2026-11-03"
        assert "Until it is signed, the current IEP stands." in unsigned[row].why.text
        assert "stands" not in signed[row].why.text
    assert unsigned[Id.AT_A_GLANCE].why.label is Label.LOCAL, "as the procedure says"


def test_what_went_out_before_the_signature_goes_out_again_on_it():
    again = frozenset({Id.SIS_UPLOAD})
    for signed_on, dues in {
        "2026-11-05": ("2026-11-03", "2026-11-12"),
        None: ("2026-11-03", "2026-11-03"),
    }.items():
        found = after("2026-10-27", signed_on, again=again)
        assert (str(found[Id.AT_A_GLANCE].on), str(found[Id.SIS_UPLOAD].on)) == dues

    why = after("2026-10-27", "2026-11-05", again=again)[Id.SIS_UPLOAD].why.text
    assert "5 school days after the day of the signature" in why
    assert "Again, since the IEP is signed now." in why


AFTER_THE_SIGNATURE = DEFAULT_RULES.changed(Id.AT_A_GLANCE, counted_from=CountedFrom.CONSENT)


def test_a_district_can_have_the_at_a_glance_wait_for_the_signature():
    unsigned = after("2026-10-27", rules=AFTER_THE_SIGNATURE)
    signed = after("2026-10-27", "2026-11-05", rules=AFTER_THE_SIGNATURE)

    assert unsigned[Id.AT_A_GLANCE].on is unsigned[Id.SIS_UPLOAD].on is None
    assert "waits for the signature" in unsigned[Id.SIS_UPLOAD].why.text
    assert str(signed[Id.AT_A_GLANCE].on) == str(signed[Id.SIS_UPLOAD].on) == "2026-11-12"


def test_an_unsigned_initial_iep_goes_to_nobody():
    unsigned = after("2026-10-27", kind=Kind.INITIAL)
    signed = after("2026-10-27", "2026-11-05", kind=Kind.INITIAL)

    assert "waits for the signature" in unsigned[Id.AT_A_GLANCE].why.text
    assert unsigned[Id.AT_A_GLANCE].on is unsigned[Id.SIS_UPLOAD].on is None
    assert str(signed[Id.AT_A_GLANCE].on) == str(signed[Id.SIS_UPLOAD].on) == "2026-11-12"


@pytest.mark.parametrize(
    ("held_on", "calendar", "sent"),
    [
        pytest.param(
            "2026-12-17", closed_from("2026-12-24", "2026-12-24"), "2026-12-25", id="in-time"
        ),
        pytest.param(
            "2026-12-17", closed_from("2026-12-21", "2027-01-04"), "2026-12-18", id="one-day-left"
        ),
        pytest.param(
            "2026-12-17", closed_from("2026-12-18", "2026-12-26"), "2027-01-01", id="none-in-ten"
        ),
        pytest.param(
            "2026-12-18", closed_from("2026-12-21", "2026-12-25"), "2026-12-28", id="just-the-tenth"
        ),
    ],
)
def test_no_after_row_waits_longer_than_ten_days_where_a_school_day_lies_between(
    held_on, calendar, sent
):
    assert str(after(held_on, calendar=calendar)[Id.SEND_FOR_SIGNATURE].on) == sent


def test_after_the_last_day_of_school_the_rows_wait_for_the_next_year():
    assert str(after("2027-06-15")[Id.MINUTES_IN_IEP].on) == "2027-08-17"


@pytest.mark.parametrize(
    ("days", "due"),
    [
        pytest.param(4, "2026-10-30", id="on-a-saturday"),
        pytest.param(2, "2026-10-29", id="on-a-thursday"),
        pytest.param(0, "2026-10-28", id="never-on-the-day-itself"),
        pytest.param(12, "2026-11-06", id="within-ten-days"),
    ],
)
def test_an_after_row_can_be_counted_in_days(days, due):
    rules = DEFAULT_RULES.changed(Id.MINUTES_IN_IEP, offset=days, unit=Unit.DAYS)

    assert str(after("2026-10-27", rules=rules)[Id.MINUTES_IN_IEP].on) == due


def test_a_missing_signature_is_asked_after_every_five_school_days():
    calendar = closed_on("2026-11-11")
    walked = (day("2026-10-27") + timedelta(n) for n in range(25))

    asked = [
        str(today)
        for today in walked
        if consent_nudged_on(today, held_on=day("2026-10-27"), calendar=calendar)
    ]

    assert asked == ["2026-11-03", "2026-11-10", "2026-11-18"]


def test_a_district_can_have_it_asked_after_every_school_day():
    asked = {
        n: consent_nudged_on(
            day("2026-10-27") + timedelta(n), held_on=day("2026-10-27"), calendar=WEEKDAYS, every=1
        )
        for n in range(5)
    }

    assert asked == {0: False, 1: True, 2: True, 3: True, 4: False}
