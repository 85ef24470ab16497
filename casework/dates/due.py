"""What people look up about their work: everything open, and why it is due when it is."""

from datetime import datetime

from bot.digest.home import HomeTab
from bot.digest.open_work import OpenPage, page_of
from bot.digest.owed import MOST_SHOWN
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


def look_at_due(storage: Storage, user: SlackUserId, *, now: datetime, page: int) -> OpenPage:
    """Return a page of everything open, once the look is logged under each student it names."""
    beside = look_beside(storage, user, now=now, schools=page == 0)
    with storage.caseload_of(user, now=now) as caseload:
        caseload.audit.log("looked at the work due")
        shown = page_of(home_tab(caseload, beside), page)
        for student in dict.fromkeys(one.seen.student.id for one in shown.meetings):
            caseload.audit.log(IN_A_LIST, student=student)
    if shown.page == 0:
        log_named(storage, user, beside.waiting[:MOST_SHOWN], now=now)
    return shown


def look_at_why(caseload: Scope, student: StudentId) -> Glance:
    """Return one student's work at a glance, once the look is logged."""
    caseload.require(Act.TICK_OBLIGATION, student)
    case = caseload.case_of(student)
    caseload.audit.log("saw why the work is due when it is", student=student)
    return glance([case], caseload.calendar, caseload.rules, today=caseload.today)
