"""What people look up about their work: everything open, and why it is due when it is."""

from datetime import datetime

from bot.digest.home import HomeTab
from bot.digest.open_work import OpenPage, page_of
from bot.digest.owed import MOST_SHOWN
from bot.digest.plain_answers import window_of
from bot.digest.plain_words import NARROWED, Query
from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.records.caseloads import Glance, glance
from bot.students import StudentId
from casework.digest.home import home_tab, look_beside
from casework.digest.owed import IN_A_LIST, log_named
from storage import Scope, Storage


def look_at_work(storage: Storage, user: SlackUserId, *, now: datetime) -> HomeTab:
    """Return all the work of somebody, once the look is logged; by alias, it names nobody."""
    beside = look_beside(storage, user, now=now)
    with storage.caseload_of(user, now=now) as caseload:
        caseload.audit.log("looked at the work due")
        return home_tab(caseload, beside)


def look_at_due(
    storage: Storage, user: SlackUserId, *, now: datetime, page: int, asked: Query = Query.DUE
) -> OpenPage:
    """Return a page of what is open, once the look is logged under each student it names.

    A question that names days narrows it down to what is due on them.
    """
    beside = look_beside(storage, user, now=now, schools=page == 0)
    with storage.caseload_of(user, now=now) as caseload:
        caseload.audit.log("looked at the work due")
        today, calendar, work = caseload.today, caseload.calendar, home_tab(caseload, beside)
        soon = work.glance.soon
        days = window_of(asked, today=today, calendar=calendar, soon=soon)
        shown = page_of(work, page, asked, days if asked in NARROWED else None)
        caseload.audit.saw(IN_A_LIST, (one.seen.student.id for one in shown.meetings))
    if shown.page == 0:
        log_named(storage, user, shown.work.waiting[:MOST_SHOWN], now=now)
    return shown


def look_at_why(caseload: Scope, student: StudentId) -> Glance:
    """Return one student's work at a glance, once the look is logged."""
    caseload.require(Act.TICK_OBLIGATION, student)
    case = caseload.case_of(student)
    caseload.audit.log("saw why the work is due when it is", student=student)
    return glance([case], caseload.calendar, caseload.rules, today=caseload.today)
