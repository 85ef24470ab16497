"""A district's own table: dates and units, rows off and on, rows of its own, and what law keeps."""

from dataclasses import replace
from datetime import date

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.district_rules import (
    MOST_OWN_ROWS,
    DistrictRules,
    OwnRow,
    RuleChange,
    current_rule,
    district_rules_from,
)
from bot.dates.due_dates import dues_before
from bot.dates.obligation_rules import CountedFrom, Label, ObligationId, Place, Presence, Unit
from bot.dates.obligations import obligations_of
from bot.errors import CaseworkError
from bot.meetings.meetings import MeetingState
from tests.bot.a_case import a_case, a_meeting, day

MEETING, CREATED = date(2026, 10, 27), date(2026, 8, 20)
TIGHTER = RuleChange(offset=8, unit=Unit.SCHOOL_DAYS)
OWN = OwnRow(
    id=ObligationId("own_1"),
    what="Room booked",
    counted_from=CountedFrom.MEETING,
    offset=3,
    unit=Unit.DAYS,
)


def due(rules, obligation):
    return dues_before(MEETING, CREATED, WEEKDAYS, rules)[obligation]


def test_a_district_changes_a_date_and_its_unit_and_the_date_says_so():
    row = ObligationId.PROVIDER_REPORT_BACK
    rules = DistrictRules().with_change(row, TIGHTER).rules()

    assert due(DEFAULT_RULES, row).on == date(2026, 10, 13)
    assert due(rules, row).on == date(2026, 10, 15)
    why = due(rules, row).why
    assert why.label is Label.LOCAL
    assert "8 school days before the day of the meeting" in why.text
    assert "changed by the district; Preiep has 14 days before" in why.text


def test_what_is_as_preiep_suggests_it_is_no_change_and_keeps_its_label():
    same = RuleChange(offset=10, unit=Unit.DAYS, presence=Presence.ON, opens=30)

    kept = DistrictRules().with_change(ObligationId.PARENT_CONVERSATION, same)

    assert kept == DistrictRules()
    assert kept.rules() == DEFAULT_RULES


def test_a_change_can_be_taken_back():
    changed = DistrictRules().with_change(ObligationId.AGENDA, TIGHTER)

    assert changed.with_change(ObligationId.AGENDA, RuleChange()) == DistrictRules()


@pytest.mark.parametrize(
    ("row", "presence"),
    [
        pytest.param(ObligationId.PARENT_FORM, Presence.ON, id="parent_form-on"),
        pytest.param(ObligationId.STAFF_BRIEF, Presence.ON, id="staff_brief-for-every-meeting"),
        pytest.param(ObligationId.MASTER_CALENDAR, Presence.OFF, id="master_calendar-off"),
    ],
)
def test_rows_are_switched_off_and_on_without_a_word_on_whose_date_it_is(row, presence):
    rules = DistrictRules().with_change(row, RuleChange(presence=presence)).rules()
    case = a_case(a_meeting(on="2026-10-27", created="2026-08-20"))

    rows = {one.id for one in obligations_of(case, WEEKDAYS, today=CREATED, rules=rules)}

    assert (row in rows) is (presence is Presence.ON)
    assert rules[row].label is DEFAULT_RULES[row].label


@pytest.mark.parametrize(
    "row",
    [
        ObligationId.MEETING_NOTICE,
        ObligationId.OFFICE_INFORMED,
        ObligationId.AGREE_DATE,
        ObligationId.CONSENT,
        ObligationId.HOLD_BY,
        ObligationId.SAY_HOW_TO_ASK,
    ],
)
def test_what_the_law_wants_cannot_be_switched_off_and_says_why(row):
    with pytest.raises(CaseworkError, match=r"stays on: .* \((34 CFR|California)"):
        DistrictRules().with_change(row, RuleChange(presence=Presence.OFF))


def test_a_date_that_stands_in_the_law_is_not_changed_at_all():
    with pytest.raises(CaseworkError, match="set by law"):
        DistrictRules().with_change(ObligationId.HOLD_BY, RuleChange(offset=29))


def test_agree_date_is_changed_where_no_meeting_is_set():
    rules = DistrictRules().with_change(ObligationId.AGREE_DATE, RuleChange(offset=15)).rules()

    assert current_rule(ObligationId.AGREE_DATE, rules).offset == 15
    assert rules[ObligationId.AGREE_DATE] == DEFAULT_RULES[ObligationId.AGREE_DATE]


def test_at_a_glance_can_follow_the_signature_and_takes_the_upload_along():
    after = RuleChange(counted_from=CountedFrom.CONSENT)
    rules = DistrictRules().with_change(ObligationId.AT_A_GLANCE, after).rules()
    held = a_case(
        a_meeting(
            on="2026-10-27",
            created="2026-08-20",
            state=MeetingState.HELD,
            held_on=day("2026-10-27"),
            consent_on=day("2026-11-05"),
        )
    )

    rows = obligations_of(held, WEEKDAYS, today=day("2026-10-28"), rules=rules)

    dates = {row.id: row.due_on for row in rows}
    assert dates[ObligationId.AT_A_GLANCE] == date(2026, 11, 12)
    assert dates[ObligationId.SIS_UPLOAD] == date(2026, 11, 12)


def test_a_row_of_the_districts_own_is_due_like_any_other():
    rules = DistrictRules().with_own(OWN).rules()

    found = due(rules, OWN.id)

    assert found.on == date(2026, 10, 23)
    assert "a row that the district added" in found.why.text
    assert rules[OWN.id].place is Place.OWN


def test_own_rows_after_the_meeting_stand_after_it_and_are_numbered_on():
    after = OwnRow(
        id=ObligationId("own_2"),
        what="Folder filed",
        counted_from=CountedFrom.HELD,
        offset=2,
        unit=Unit.SCHOOL_DAYS,
        on=False,
    )
    kept = DistrictRules().with_own(OWN).with_own(after)

    assert [rule.id for rule in kept.rules().after][-1] is after.id
    assert kept.rules()[after.id].presence is Presence.OFF
    assert kept.next_own() == "own_3"
    assert kept.with_own(OWN).own == (OWN, after)


def test_there_is_an_end_to_rows_of_ones_own():
    kept = DistrictRules()
    for _ in range(MOST_OWN_ROWS):
        kept = kept.with_own(OwnRow(**(vars(OWN) | {"id": kept.next_own()})))

    with pytest.raises(CaseworkError, match="20 rows"):
        kept.with_own(OwnRow(**(vars(OWN) | {"id": kept.next_own()})))


def test_the_list_after_a_meeting_holds_five_rows_of_ones_own():
    kept = DistrictRules()
    after = replace(OWN, counted_from=CountedFrom.HELD)
    for _ in range(5):
        kept = kept.with_own(replace(after, id=kept.next_own()))

    assert kept.with_own(replace(after, id=ObligationId("own_5"))) == kept
    assert len(kept.with_own(replace(OWN, id=kept.next_own())).own) == 6
    with pytest.raises(CaseworkError, match="5 rows of your own after the meeting"):
        kept.with_own(replace(after, id=kept.next_own()))


def test_the_table_is_kept_as_it_is():
    kept = (
        DistrictRules()
        .with_own(OWN)
        .with_change(ObligationId.AGENDA, TIGHTER)
        .with_change(ObligationId.AT_A_GLANCE, RuleChange(counted_from=CountedFrom.CONSENT))
        .with_change(ObligationId.PARENT_FORM, RuleChange(presence=Presence.ON))
    )

    assert district_rules_from(kept.as_json()) == kept
    assert district_rules_from(None) == DistrictRules()


@pytest.mark.parametrize("word", ["own_", "own_x", "parking", ""])
def test_only_what_looks_like_a_districts_own_row_is_one(word):
    assert ObligationId("own_7") is ObligationId("own_7")
    with pytest.raises(ValueError, match="not a valid ObligationId"):
        ObligationId(word)
