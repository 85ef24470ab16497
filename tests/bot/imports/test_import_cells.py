"""Dates, times, kinds and modes as people spell them."""

from datetime import date, time

import pytest

from bot.imports.import_cells import a_date, a_grade, a_kind, a_mode, a_role, a_time, yes_or_no
from bot.meetings.meetings import Kind, Mode
from bot.people.people import Role


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("2026-10-27", date(2026, 10, 27)),
        ("10/27/2026", date(2026, 10, 27)),
        ("1/5/2027", date(2027, 1, 5)),
        ("1/5/27", date(2027, 1, 5)),
        ("10-27-2026", date(2026, 10, 27)),
        ("Oct 27, 2026", date(2026, 10, 27)),
        ("October 27, 2026", date(2026, 10, 27)),
        ("2026-10-27T00:00:00", date(2026, 10, 27)),
        ("2026-10-27 00:00:00.000", date(2026, 10, 27)),
        ("10/27/2026 12:00:00 AM", date(2026, 10, 27)),
        ("10/27/2026 0:00", date(2026, 10, 27)),
    ],
)
def test_dates_are_read_as_iso_or_as_the_united_states_write_them(text, on):
    assert a_date(text) == on


@pytest.mark.parametrize(
    "text", ["27/10/2026", "2026-02-30", "10/27", "tomorrow", "1026-10-27", "10/27/2026 1:30 PM"]
)
def test_what_is_no_date_is_not_guessed(text):
    with pytest.raises(ValueError, match="is not a date"):
        a_date(text)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("9:00", time(9)),
        ("09:00", time(9)),
        ("09:00:00", time(9)),
        ("9:00 AM", time(9)),
        ("9 am", time(9)),
        ("9:15a.m.", time(9, 15)),
        ("1:30 PM", time(13, 30)),
        ("1:30 p.m.", time(13, 30)),
        ("13:30", time(13, 30)),
        ("12:00 PM", time(12)),
        ("6:00", time(6)),
    ],
)
def test_times_are_read_with_and_without_am_and_pm(text, at):
    assert a_time(text) == at


@pytest.mark.parametrize(
    "text", ["5:59", "1:30", "12:00 AM", "25:00", "13:30 PM", "0:30 PM", "9", "9:75", "noon"]
)
def test_a_time_that_is_none_or_in_the_night_is_not_guessed(text):
    with pytest.raises(ValueError, match=r"is not a time|is at night"):
        a_time(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Annual", Kind.ANNUAL),
        ("Annual IEP Review", Kind.ANNUAL),
        ("Plan Review", Kind.ANNUAL),
        ("TRIENNIAL", Kind.TRIENNIAL),
        ("Triennial/Reevaluation", Kind.TRIENNIAL),
        ("Re-evaluation", Kind.TRIENNIAL),
        ("Eligibility Evaluation", Kind.TRIENNIAL),
        ("3-Year Review", Kind.TRIENNIAL),
        ("Initial IEP", Kind.INITIAL),
        ("Addendum", Kind.AMENDMENT),
        ("Amendment/Addendum", Kind.AMENDMENT),
        ("transition", Kind.TRANSITION),
        ("30 Day Review", Kind.INTERIM),
        ("parent_request", Kind.PARENT_REQUEST),
        ("Parent Requested Meeting", Kind.PARENT_REQUEST),
        ("Other", Kind.OTHER),
    ],
)
def test_kinds_are_read_as_people_spell_them(text, kind):
    assert a_kind(text) is kind


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Phone conference", Mode.PHONE),
        ("telephone", Mode.PHONE),
        ("Conference call by phone", Mode.PHONE),
        ("Zoom", Mode.VIDEO),
        ("Video Conference", Mode.VIDEO),
        ("in_person", Mode.IN_PERSON),
        ("Face-to-face", Mode.IN_PERSON),
    ],
)
def test_modes_are_read_as_people_spell_them(text, mode):
    assert a_mode(text) is mode


def test_a_mode_that_nobody_knows_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match="is not one of: phone conference, video, in person"):
        a_mode("by owl")


def test_every_kind_mode_and_role_is_read_as_preiep_itself_writes_it():
    assert [a_kind(kind) for kind in Kind] == list(Kind)
    assert [a_mode(mode) for mode in Mode] == list(Mode)
    assert [a_role(role) for role in Role] == list(Role)


@pytest.mark.parametrize(
    ("text", "needed"), [("Yes", True), ("X", True), ("1", True), ("No", False), ("N/A", False)]
)
def test_an_interpreter_is_needed_or_not(text, needed):
    assert yes_or_no(text) is needed


def test_an_interpreter_who_is_neither_needed_nor_not_is_a_question():
    with pytest.raises(ValueError, match="neither yes nor no"):
        yes_or_no("Spanish")


@pytest.mark.parametrize(
    ("text", "grade"), [("07", "7"), ("0", "0"), ("00", "0"), ("12", "12"), ("TK", "TK")]
)
def test_a_grade_loses_the_zero_that_exports_put_in_front(text, grade):
    assert a_grade(text) == grade
