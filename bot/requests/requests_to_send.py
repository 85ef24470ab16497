"""Which requests are to be sent: all of next month's, a line for each person and form."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from bot.calendar import SchoolCalendar
from bot.dates.cases import Case
from bot.dates.due_dates import respondents_have
from bot.dates.obligation_rows import Obligation, meeting_subject
from bot.dates.obligation_rules import Rules
from bot.dates.obligations import before_meeting
from bot.digest.digest_lines import Key
from bot.meetings.meetings import Meeting
from bot.people.people import PersonId, TeamMember
from bot.requests.requests import ASKED, Form
from bot.students import Student

NOTHING: frozenset[Key] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Asking:
    """One request that could be sent."""

    student: Student
    meeting: Meeting
    form: Form
    respondent: PersonId
    name: str
    services: tuple[str, ...]
    """For modals only; a message carries none."""
    in_slack: bool
    due_on: date
    school_days: int
    """How many school days they have to answer, if they are asked today (product rule 6)."""

    @property
    def key(self) -> str:
        return f"{self.meeting.id}|{self.form}|{self.respondent}"


def requests_to_send(
    cases: Iterable[Case],
    calendar: SchoolCalendar,
    rules: Rules,
    *,
    today: date,
    also: AbstractSet[Key] | None = NOTHING,
) -> list[Asking]:
    """Return whom to ask for the meetings until the end of next month.

    `also` names further rows; None takes every meeting, however far ahead.
    """
    until = _end_of_next_month(today)
    found = [
        asking
        for case in cases
        for meeting in case.meetings
        if meeting.waits
        for asking in _of_meeting(case, meeting, calendar, rules, today=today)
        if also is None
        or meeting.on <= until
        or (meeting_subject(meeting.id), asking.form.out) in also
    ]
    return sorted(found, key=lambda one: (one.due_on, one.meeting.on, one.student.alias, one.name))


def _of_meeting(
    case: Case, meeting: Meeting, calendar: SchoolCalendar, rules: Rules, *, today: date
) -> Iterator[Asking]:
    calendar = calendar.of(case.student.school)
    rows = before_meeting(meeting, calendar, case, today=today, rules=rules)
    by_id = {row.id: row for row in rows}
    asked = {(one.meeting, one.form, one.respondent) for one in case.requests}
    for form in Form:
        out, back = by_id.get(form.out), by_id.get(form.back)
        if out is None or back is None or back.due_on is None or not _is_open(out):
            continue
        for person, members in _in_role(case.team, form, meeting.on, today=today):
            if (meeting.id, form, person) not in asked:
                yield Asking(
                    student=case.student,
                    meeting=meeting,
                    form=form,
                    respondent=members[0].person,
                    name=members[0].name,
                    services=tuple(member.service for member in members if member.service),
                    in_slack=members[0].slack_id is not None,
                    due_on=back.due_on,
                    school_days=respondents_have(today, back.due_on, calendar),
                )


def _is_open(out: Obligation) -> bool:
    """Say whether there is somebody to ask: where requests ticked the row, who joined since."""
    return not out.resting and (not out.settled or out.standing.reason == ASKED)


def _in_role(
    team: Iterable[TeamMember], form: Form, on: date, *, today: date
) -> Iterator[tuple[PersonId, list[TeamMember]]]:
    """Find the people who owe the form; one who gives two services owes one report on both.

    Whoever joins later is asked from their first day on: before it nothing is shown to them.
    """
    by_person: dict[PersonId, list[TeamMember]] = {}
    for member in team:
        has_begun = (member.from_on or today) <= today
        if member.role is form.asked_of and member.serves_on(on) and has_begun:
            by_person.setdefault(member.person, []).append(member)
    yield from by_person.items()


def _end_of_next_month(today: date) -> date:
    in_two_months = (today.replace(day=1) + timedelta(days=62)).replace(day=1)
    return in_two_months - timedelta(days=1)
