"""What others wait for, in every place that tells of it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.calendar import WEEKDAYS
from bot.digest.open_work import page_of
from bot.digest.owed import Waiting, in_order
from bot.digest.plain_answers import DaysAskedFor
from bot.digest.plain_words import Query
from bot.goals.goals import Pressing
from bot.goals.reporting_periods import ReportingPeriod
from bot.office.office_notes import Noted
from bot.settings.setting_up import SettingUp
from bot.ui.dates import due
from bot.ui.digest import home, hub, owed
from bot.ui.digest import plain_answers as answers
from bot.ui.goals import goals
from bot.ui.settings import settings
from tests.bot.office.test_office_notes import NOTE
from tests.bot.ui.a_desk import a_desk, a_form, handed_over
from tests.bot.ui.a_glance import TODAY, a_case_of, look
from tests.bot.ui.office.test_office_notes import a_note
from tests.bot.ui.surfaces import (
    HOSTILE_WORDS,
    assert_harmless,
    assert_slack_takes,
    block_named,
    words_of,
)

FAR = date(2028, 3, 3)
YEAR = WEEKDAYS.year_begun_by(TODAY)
THREE = in_order([a_form(1, "2026-10-22"), handed_over("2026-10-08"), a_form(2, "2026-10-01")])


def drawn(things, **how):
    return {"type": "home", "blocks": owed.render(things, TODAY, YEAR, **how)}


def test_what_is_overdue_stands_on_top_and_each_has_its_button():
    view = drawn(THREE)

    assert [one["text"]["text"] for one in view["blocks"]] == [
        "*For you to do: 3 things, 1 overdue*",
        "*JQ-002*, teacher feedback, was due Thu, Oct 1. Asked by Pat Fennimore.",
        "*HO-001*, 1 thing to do, due today. Case manager: Pat Fennimore.",
        "*JQ-001*, teacher feedback, by Thu, Oct 22. Asked by Pat Fennimore.",
    ]
    buttons = [one["accessory"]["text"]["text"] for one in view["blocks"][1:]]
    assert buttons == ["Fill in", "Open", "Fill in"]


def test_what_was_asked_for_after_its_day_stands_on_top_and_is_not_overdue():
    at_once = a_form(3, "2026-10-01", asked_late=True)
    view = drawn(in_order([handed_over(None), a_form(1, "2026-10-22"), at_once]))

    assert [one["text"]["text"] for one in view["blocks"]][:2] == [
        "*For you to do: 3 things*",
        "*JQ-003*, teacher feedback, as soon as you can. Asked by Pat Fennimore.",
    ]


def test_what_the_office_is_to_send_stands_by_the_meeting_like_its_own_list():
    """`/iep` had it by the day on which it is due, everything else by the day of the meeting."""
    sooner = replace(NOTE, on=date(2026, 11, 3), wanted_by=date(2026, 10, 9))
    later = replace(NOTE, on=date(2026, 11, 20), wanted_by=date(2026, 10, 2))
    notes = [a_note(note=later), a_note(note=sooner)]
    things = in_order(Waiting(thing=one, name="", by=one.note.wanted_by) for one in notes)

    assert [one.thing.note.on for one in things if isinstance(one.thing, Noted)] == [
        sooner.on,
        later.on,
    ]


def test_names_stand_in_modals_alone():
    assert "Juniper" not in words_of(drawn(THREE))
    assert "*Juniper Quickwater* (JQ-001)" in words_of(drawn(THREE, named=True))


def test_what_was_handed_over_says_of_which_kind_it_is():
    things = (handed_over("2026-10-20", None, read=True), handed_over(read=True))

    both, read = owed.render(things, TODAY, YEAR)[1:]

    who = "Case manager: Pat Fennimore."
    line = f"*HO-001*, 2 things to do and the IEP at a glance to read, by Tue, Oct 20. {who}"
    assert both["text"]["text"] == line
    assert read["text"]["text"] == f"*HO-001*, the IEP at a glance to read. {who}"


def test_what_has_no_room_is_a_press_away():
    view = drawn([a_form(number) for number in range(25)], most=3)

    assert len(view["blocks"]) == 4
    assert view["blocks"][0]["accessory"]["action_id"] == owed.ALL
    modal = drawn([a_form(number) for number in range(25)], named=True)
    assert "+ 5 more, once these are done" in words_of(modal)


def test_nobody_waiting_leaves_nothing():
    assert owed.render((), TODAY, YEAR) == []
    assert owed.others(a_desk()) == []


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_it_whatever_the_names(words):
    view = drawn([a_form(number, name=words[:250]) for number in range(20)], named=True)
    assert_slack_takes(view)
    assert_harmless(view)
    assert block_named(view, "waiting:19")


PERIOD = ReportingPeriod(label="Fall", first=date(2026, 8, 17), last=date(2026, 10, 16))
STARTED = SettingUp(calendar_confirmed=False, supervisors=0, office=0, case_managers=1, students=1)


@pytest.mark.parametrize(
    ("work", "control"),
    [
        pytest.param({"waiting": THREE}, "request_fill_in", id="asked-of-them"),
        pytest.param({"goals": Pressing(count=2, period=PERIOD)}, goals.LIST, id="goals"),
        pytest.param({"progress": STARTED}, settings.OPEN, id="setting-up"),
    ],
)
def test_what_is_open_besides_the_rows_of_students_stands_in_every_door_with_its_button(
    work, control
):
    for seen in (look(), look(a_case_of(1, annual_due=FAR, triennial_due=FAR))):
        desk = a_desk(seen, **work)
        doors = (
            home.render(desk, page=0),
            hub.overview(desk, owed.others(desk)),
            due.render_due(page_of(desk, 0)),
            answers.due(Query.DUE_TODAY, [], desk, DaysAskedFor(first=TODAY, last=TODAY)),
        )
        for door in doors:
            assert_slack_takes(door)
            assert control in str(door)
            assert "Nothing is" not in words_of(door)
