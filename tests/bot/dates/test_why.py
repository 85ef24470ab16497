"""Every date explains itself, to a person and to a machine."""

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.due_dates_after import dues_after
from bot.dates.obligation_rules import Label, Unit
from bot.dates.obligation_rules import ObligationId as Id
from bot.dates.why import Cause, Shift, date_in_words
from bot.meetings.meetings import held
from tests.bot.a_case import a_meeting, day
from tests.bot.due_dates import (
    dues,
)


def test_why_tells_the_rule_its_label_and_the_date_before_and_after_each_shift():
    why = dues("2026-11-18", "2026-10-12")[Id.MEETING_NOTICE].why

    assert why.text == (
        "Due on the 10th of the month before the meeting (local: the school's own procedure): "
        "Saturday, October 10, 2026. That is no school day, so it is due on the school day before: "
        "Friday, October 9, 2026. That had passed when the meeting was set, so it is due on the "
        "next school day after that: Tuesday, October 13, 2026. It is due on short notice."
    )
    assert [(str(shift.before), str(shift.after)) for shift in why.shifts] == [
        ("2026-10-10", "2026-10-09"),
        ("2026-10-09", "2026-10-13"),
    ]


def test_why_tells_how_a_window_came_about():
    why = dues("2026-10-27")[Id.DRAFT_PREFERENCE].why

    assert why.label is Label.LOCAL
    assert why.text == (
        "Due together with the parent conversation, 10 days before the day of the meeting "
        "(local: the school's own procedure): Saturday, October 17, 2026. That is no school day, "
        "so it is due on the school day before: Friday, October 16, 2026. Its window opens 30 days "
        "before the meeting: Sunday, September 27, 2026. That is no school day, so it opens on the "
        "next one: Monday, September 28, 2026."
    )


def test_why_can_be_read_by_a_machine():
    told = dues("2026-10-27", "2026-10-12")[Id.TEACHER_FEEDBACK_BACK].why

    assert date_in_words(told.rule) == "14 days before the day of the meeting"
    assert (told.label, told.rule_on, told.expedited) == ("local", day("2026-10-13"), True)
    assert told.opened_on is None
    assert told.shifts == (
        Shift(cause=Cause.TIME_TO_ANSWER, before=day("2026-10-13"), after=day("2026-10-16")),
    )


def test_why_names_the_signature_that_has_no_day():
    a_held_meeting = held(a_meeting("2026-10-27", "2026-08-20"), on=day("2026-10-27"))

    why = dues_after(a_held_meeting, WEEKDAYS, DEFAULT_RULES)[Id.CONSENT].why

    assert why.text == (
        "Due on no fixed day; a nudge comes every 5 school days until it is there "
        "(default: Preiep's suggestion, where the procedure gives no date)."
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"offset": 1}, "Due 1 day before the day of the meeting"),
        ({"offset": 0}, "Due on the day of the meeting"),
        (
            {"label": Label.LAW, "source": "an invented statute, section 1"},
            "Due 3 days before the day of the meeting (law: an invented statute, section 1)",
        ),
        ({"label": Label.LAW}, "Due 3 days before the day of the meeting (law: the law)"),
        ({"offset": 1, "unit": Unit.SCHOOL_DAYS}, "Due 1 school day before the day of the meeting"),
    ],
)
def test_why_words_what_a_district_changed(changes, words):
    rules = DEFAULT_RULES.changed(Id.AGENDA, **changes)

    assert dues("2026-10-27", rules=rules)[Id.AGENDA].why.text.startswith(words)
