"""Listen to the school calendar being set: years, schools with another one, the confirmation."""

import re

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.settings.calendars import GIVE_OWN, SCHOOL, SET_YEAR, years_from
from bot.ui.kit.blocks import View
from bot.ui.settings import calendars as screen
from bot.ui.settings import settings
from bot.ui.settings.calendars import AT_SCHOOL
from casework.settings.calendars import calendar_of, give_own_calendar, schools_without_own
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening


def listen(on: Listening) -> None:
    on.click(screen.CONFIRM, confirm)
    on.click(re.compile(f"^{screen.TO}(:|$)"), go_to)
    on.click(screen.YEAR, ask_year)
    on.click(screen.OWN, ask_school)
    on.click(screen.DROP, drop_own)
    on.submit(SET_YEAR, set_year)
    on.submit(GIVE_OWN, give_own)


def go_to(asked: Asked) -> View:
    with asked.settings() as scope:
        shown = calendar_of(scope, asked.clicked(AT_SCHOOL))
        return screen.render(shown, page=asked.clicked(tags.PAGE))


def confirm(asked: Asked) -> View:
    with asked.settings() as scope:
        scope.settings.confirm_calendar()
    return calendar_after(asked, notice="The calendar is confirmed.")


def ask_year(asked: Asked) -> View:
    with asked.settings() as scope:
        return screen.ask_year(calendar_of(scope, asked.clicked(AT_SCHOOL)))


def set_year(asked: Asked, answers: Answers) -> View:
    school = asked.carried(AT_SCHOOL)
    with asked.settings() as scope:
        shown = calendar_of(scope, school)
        years = years_from(answers, shown.calendar)
        if asked.carried(tags.STAMP) != settings.stamp(shown.calendar.years):
            now = screen.summary(shown.calendar, today=shown.today)
            return screen.ask_year(shown, notice=settings.meanwhile(now))
        scope.settings.set_years(years, school)
    return calendar_after(asked, school, notice="The school year is set.")


def ask_school(asked: Asked) -> View:
    with asked.settings() as scope:
        return screen.ask_school(schools_without_own(scope))


def give_own(asked: Asked, answers: Answers) -> View:
    GIVE_OWN.check(answers)
    with asked.settings() as scope:
        schools = schools_without_own(scope)
        if asked.carried(tags.STAMP) != settings.stamp(schools):
            raise SCHOOL.refused("The list of schools has changed. Please open this again.")
        school = schools[answers[SCHOOL]]
        give_own_calendar(scope, school)
    notice = "The school has a calendar of its own now, a copy of the district's."
    return calendar_after(asked, school, notice=notice)


def drop_own(asked: Asked) -> View:
    with asked.settings() as scope:
        scope.settings.drop_own_calendar(asked.clicked(AT_SCHOOL))
    return calendar_after(asked, notice="That school follows the district's calendar again.")


def calendar_after(asked: Asked, school: str = "", *, notice: str) -> View:
    with asked.settings(reading=True) as scope:
        return screen.render(calendar_of(scope, school), notice=notice)
