"""What is handed over goes to whom it may, and counts as read when everybody has read it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.after_meetings.duties import (
    DutyKind,
    DutyState,
    all_have_read,
    handed_by_now,
    is_address,
    may_go_out,
)
from bot.meetings.meetings import Kind, MeetingState
from bot.people.people import PersonId
from tests.bot.ui.running import MEETING, a_duty

READ: dict[str, Any] = {"kind": DutyKind.AT_A_GLANCE, "state": DutyState.DONE}


@pytest.mark.parametrize(
    ("kind", "signed", "goes"),
    [
        (Kind.INITIAL, None, False),
        (Kind.INITIAL, date(2026, 10, 30), True),
        (Kind.ANNUAL, None, True),
    ],
)
def test_an_unsigned_initial_iep_goes_to_nobody(kind, signed, goes):
    assert may_go_out(replace(MEETING, kind=kind, consent_on=signed)) is goes


@pytest.mark.parametrize(
    ("duties", "teachers", "read"),
    [
        pytest.param([a_duty(owner=PersonId(2), **READ)], {2}, True, id="the-only-one"),
        pytest.param([a_duty(owner=PersonId(2), **READ)], {2, 3}, False, id="one-of-two"),
        pytest.param([], set(), False, id="nobody-to-read-it"),
        pytest.param([a_duty(owner=PersonId(2), kind=DutyKind.AT_A_GLANCE)], {2}, False, id="open"),
        pytest.param(
            [a_duty(owner=PersonId(2), state=DutyState.DONE)], {2}, False, id="another-kind"
        ),
    ],
)
def test_each_teacher_has_to_have_read_it(duties, teachers, read):
    assert all_have_read(duties, {PersonId(one) for one in teachers}) is read


@pytest.mark.parametrize(("sent_at", "read"), [(10, False), (11, True), (12, True)])
def test_what_went_out_before_the_signature_is_read_again_whenever_it_was_read(sent_at, read):
    signed = datetime(2026, 11, 5, 11, tzinfo=UTC)
    sent, answered = signed.replace(hour=sent_at), signed.replace(hour=13)
    duty = a_duty(owner=PersonId(2), **READ, at=sent, answered_at=answered)

    assert all_have_read([duty], {PersonId(2)}, signed=signed) is read
    assert all_have_read([duty], {PersonId(2)}), "while it is unsigned, it is read"


RESPONSIBILITY, GLANCE = a_duty(owner=PersonId(2)), a_duty(**READ | {"owner": PersonId(2)})


@pytest.mark.parametrize(
    ("meeting", "on_team", "told"),
    [
        pytest.param({}, True, [], id="taken-back"),
        pytest.param({"state": MeetingState.CANCELLED}, True, [], id="cancelled"),
        pytest.param({"state": MeetingState.HELD}, True, [RESPONSIBILITY, GLANCE], id="held"),
        pytest.param({"state": MeetingState.ADJOURNED}, False, [RESPONSIBILITY], id="off-the-team"),
        pytest.param(
            {"state": MeetingState.HELD, "kind": Kind.INITIAL},
            True,
            [RESPONSIBILITY],
            id="the-signature-was-taken-back",
        ),
    ],
)
def test_what_was_handed_over_is_asked_anew_whenever_it_is_shown(meeting, on_team, told):
    on = replace(MEETING, **meeting)
    assert handed_by_now([RESPONSIBILITY, GLANCE], on, on_team=on_team) == told


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("https://sis.quillmarsh.example/plan?id=7", True),
        (" http://sis.example ", True),
        ("sis.quillmarsh.example", False),
        ("javascript:alert(1)", False),
        ("https://sis", False),
        ("https://sis.example/a b", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_only_a_web_address_can_stand_behind_a_link(words, address):
    assert is_address(words) is address
