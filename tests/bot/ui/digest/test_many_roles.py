"""In a small district one person leads students, is the office and supervises."""

from datetime import date

from bot.dates.reviews import LOOKED_AHEAD
from bot.digest.open_work import page_of
from bot.district.district import schools_of
from bot.goals.goals import Pressing
from bot.goals.reporting_periods import ReportingPeriod
from bot.office.office_cards import listed
from bot.office.office_notes import NoteState
from bot.people.people import Role
from bot.records.caseloads import glance
from bot.settings.setting_up import SettingUp
from bot.ui.dates import due
from bot.ui.digest import home
from tests.bot.a_morning import a_morning, nth_case
from tests.bot.office.a_list import a_noted
from tests.bot.ui.a_desk import a_desk, a_form
from tests.bot.ui.surfaces import assert_slack_takes

TODAY = date(2026, 10, 19)


def test_all_of_it_fits_one_home_tab_and_one_list():
    soon = {"annual_due": TODAY + LOOKED_AHEAD / 2}
    own = a_morning(TODAY.isoformat(), *(nth_case(n, student=soon) for n in range(1, 61)))
    fern = [
        nth_case(n, student={"school": f"School {n:03}", "annual_due": date(2026, 11, 20)})
        for n in range(40)
    ]
    to_send = [a_noted(n) for n in range(1, 30)]
    sent = [a_noted(n, NoteState.INVITED) for n in range(30, 60)]
    desk = a_desk(
        glance(own.cases, own.calendar, own.rules, today=TODAY),
        roles=frozenset(Role),
        confirmed=False,
        waiting=tuple(a_form(number) for number in range(1, 31)),
        schools=schools_of(a_morning(TODAY.isoformat(), *fern)),
        invitations=listed([*to_send, *sent], today=TODAY, year=own.year),
        goals=Pressing(
            count=9, period=ReportingPeriod(label="Fall", first=date(2026, 8, 17), last=TODAY)
        ),
        progress=SettingUp(
            calendar_confirmed=False, supervisors=0, office=0, case_managers=0, students=0
        ),
        notes=True,
    )

    assert_slack_takes(home.render(desk, page=0))
    assert_slack_takes(due.render_due(page_of(desk, 0)))
