"""What is asked of a school calendar: the days of a year, and which school has its own."""

from bot.calendar import SchoolCalendar, SchoolYear
from bot.errors import DateError
from bot.forms.answers import Answers
from bot.forms.fields import choice, day
from bot.forms.modals import Modal

_NO_DAY = "Please choose a day."

FIRST_DAY = day("year_first", "First day of school", missing=_NO_DAY, prefilled="first")
LAST_DAY = day("year_last", "Last day of school", missing=_NO_DAY, prefilled="last")
SET_YEAR = Modal(name="calendar_year_save", title="School year", fields=(FIRST_DAY, LAST_DAY))

SCHOOL = choice("own_school", "School", int, missing="Please choose a school.")
"""By its place among the schools that are offered."""
GIVE_OWN = Modal(
    name="calendar_school_save",
    title="A school's own",
    fields=(SCHOOL,),
    submit="Give it its own",
)


def years_from(answers: Answers, calendar: SchoolCalendar) -> tuple[SchoolYear, ...]:
    """Return the calendar's years with this one among them; raise FormError where it cannot be."""
    SET_YEAR.check(answers)
    try:
        year = SchoolYear(first=answers[FIRST_DAY], last=answers[LAST_DAY])
    except DateError as error:
        raise LAST_DAY.refused(str(error)) from error
    others = [one for one in calendar.years if one.first.year != year.first.year]
    try:
        return SchoolCalendar(years=tuple(sorted([*others, year], key=lambda one: one.first))).years
    except DateError as error:
        raise FIRST_DAY.refused(str(error)) from error
