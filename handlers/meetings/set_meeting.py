"""Listen to a meeting being set by hand, from `/iep meeting`, the student or the home tab."""

from dataclasses import replace
from datetime import timedelta

from bot import date_words
from bot.dates.cases import Case
from bot.dates.date_checks import DateCheck
from bot.dates.hold_by import without_a_meeting
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.meetings.meetings import ON, SET_MEETING, Wanted, date_of_meeting, wanted_from
from bot.meetings.meetings import Kind, MeetingId
from bot.permissions import Act
from bot.students import StudentId
from bot.ui.kit.blocks import View
from bot.ui.meetings import meetings as meeting_controls
from bot.ui.meetings import set_meeting as screen
from casework.meetings.date_checks import cost_of_date, still_possible
from casework.meetings.meetings import set_meeting
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening, in_caseload
from handlers.kit.students_named import about_named
from handlers.meetings.one_meeting import meeting_screen
from storage import Scope


def listen(on: Listening) -> None:
    on.verb("meeting", about_named(meeting_or_form))
    on.click(screen.OPEN, in_caseload(form_for, tags.STUDENT))
    on.click(meeting_controls.OF_STUDENT, in_caseload(meeting_or_form, tags.STUDENT))
    on.click(screen.TAKE, take)
    on.submit(SET_MEETING, keep)


def keep(asked: Asked, answers: Answers) -> View:
    """Keep the meeting, or say first what its date would cost; then show the meeting."""
    drawn = _drawn(asked)
    with asked.caseload() as caseload:
        calendar = caseload.calendar_for(drawn.student)
        on = date_of_meeting(answers, ON, today=caseload.today, calendar=calendar)
        return _warned_or_set(caseload, wanted_from(answers, drawn, on=on))


def take(asked: Asked) -> View:
    """Take the date that was offered, with everything else as it was typed."""
    drawn, on = _drawn(asked), asked.clicked(tags.DAY)
    with asked.caseload() as caseload:
        still_possible(caseload, drawn.student, on)
        return _warned_or_set(caseload, wanted_from(asked.answers, drawn, on=on))


def _drawn(asked: Asked) -> Wanted:
    """Return for whom the form was drawn, and what had been said and set by then."""
    return Wanted(
        student=asked.carried(tags.STUDENT),
        warned_of=asked.may_carry(screen.WARNED_OF),
        newest=asked.may_carry(screen.NEWEST),
    )


def meeting_or_form(scope: Scope, student: StudentId) -> View:
    """Show the student's next meeting; where none is planned, the form in which one is set."""
    meeting = scope.meetings.next_of(student, after=scope.today - timedelta(days=1))
    return meeting_screen(scope, meeting.id) if meeting else form_for(scope, student)


def form_for(scope: Scope, student: StudentId) -> View:
    """Show the modal in which a meeting is set; log the view of the student first."""
    scope.require(Act.HOLD_MEETING, student)
    case = scope.case_of(student)
    scope.audit.log("opened a student to set a meeting", student=student)
    asked = tuple(request.id for request in without_a_meeting(case))
    kind = Kind.PARENT_REQUEST if asked else _likely_kind(case)
    wanted = Wanted(student=student, kind=kind, asked=asked, newest=_newest(case))
    return _form(scope, case, wanted)


def _warned_or_set(scope: Scope, wanted: Wanted) -> View:
    """Show the form again with what has to be said first, or the meeting that is set."""
    scope.require(Act.HOLD_MEETING, wanted.student)
    case = scope.case_of(wanted.student)
    check, notice = cost_of_date(scope, case, wanted), _set_meanwhile(case, wanted)
    if check or notice:
        return _form(scope, case, wanted, check, notice)
    added = set_meeting(scope, wanted)
    return meeting_screen(scope, added.id, notice="Saved.")


def _form(
    scope: Scope, case: Case, wanted: Wanted, check: DateCheck | None = None, notice: str = ""
) -> View:
    return screen.render(
        case.student,
        replace(wanted, newest=_newest(case)),
        rules=scope.rules,
        confirmed=scope.calendar.confirmed,
        check=check,
        notice=notice,
        latest=case.meetings[-1].id if case.meetings else None,
        requests=without_a_meeting(case),
    )


def _set_meanwhile(case: Case, wanted: Wanted) -> str:
    """Say that somebody else, or a second press, has set a meeting since."""
    since = [one for one in case.meetings if one.waits and one.id > (wanted.newest or 0)]
    if not since:
        return ""
    one = since[-1]
    when = f"{date_words.in_full(one.on)}{date_words.at_clock_time(one.at)}"
    return f"A meeting was set meanwhile: {one.kind}, {when}. Save again only if this is another."


def _newest(case: Case) -> MeetingId | None:
    """Return the meeting that was set last; the others may be dated later."""
    return max((meeting.id for meeting in case.meetings), default=None)


def _likely_kind(case: Case) -> Kind:
    return Kind.TRIENNIAL if case.review == "triennial" else Kind.ANNUAL
