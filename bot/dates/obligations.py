"""What a meeting gives rise to, in what state each row stands, and when it is due."""

from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import date

from bot.calendar import SchoolCalendar
from bot.dates.cases import Case, meeting_is_followed_up
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.due_dates import Due, dues_before, staying_overdue
from bot.dates.due_dates_after import dues_after
from bot.dates.hold_by import rows_of_requests
from bot.dates.obligation_rows import (
    NOTHING_RECORDED,
    Obligation,
    Standing,
    State,
    Subject,
    meeting_subject,
)
from bot.dates.obligation_rules import ObligationId, Presence, Rule, Rules
from bot.dates.reviews import date_to_agree
from bot.meetings.meetings import Meeting
from bot.people.people import TeamMember, TeamRole

_AGREED = Standing(state=State.DONE)
"""A meeting that is set has its date agreed."""

_SIGNED = Standing(state=State.DONE)
"""A meeting on record as signed has its signature."""


def obligations_of(
    case: Case, calendar: SchoolCalendar, *, today: date, rules: Rules = DEFAULT_RULES
) -> list[Obligation]:
    """Return every row of the student by due date, rows without one last.

    Meetings that are planned or held have rows; those cancelled or adjourned have none.
    """
    calendar = calendar.of(case.student.school)
    rows = rows_of_requests(case, calendar, today=today, rules=rules)
    rows += date_to_agree(case, calendar, today=today, rules=rules)
    for meeting in case.meetings:
        rows += before_meeting(meeting, calendar, case, today=today, rules=rules)
        rows += after_meeting(meeting, calendar, case, rules=rules)
    if not any(call.at.date() >= today for call in case.calls):
        rows = [_open_again(row) if _was_planned_by_a_call(row) else row for row in rows]
    rows.sort(key=lambda row: row.due_on or date.max)
    return rows


def _was_planned_by_a_call(row: Obligation) -> bool:
    return row.state is State.PLANNED and row.id is ObligationId.PARENT_CONVERSATION


def _open_again(row: Obligation) -> Obligation:
    """Open a conversation again whose call nobody took on the day for which it was planned."""
    return replace(row, standing=replace(row.standing, state=State.OPEN))


def before_meeting(
    meeting: Meeting,
    calendar: SchoolCalendar,
    case: Case,
    *,
    today: date,
    rules: Rules = DEFAULT_RULES,
) -> list[Obligation]:
    """Return the rows before a planned meeting, and what they came to before one that was held."""
    if not (meeting.waits or meeting_is_followed_up(meeting)):
        return []
    subject = meeting_subject(meeting.id)
    roles = roles_on(meeting.on, case.team)
    dues = dues_before(meeting.on, meeting.arose_on, calendar, rules)
    resting = not meeting.waits or meeting.unmarked(today=today)
    preference = case.standings.get((subject, ObligationId.DRAFT_PREFERENCE), NOTHING_RECORDED)
    rows = []
    for rule in rules.before:
        standing = case.standings.get((subject, rule.id))
        if not has_row(rule, standing, roles):
            continue
        standing = _standing_before(rule, standing or NOTHING_RECORDED)
        due = _as_it_stands(dues[rule.id], standing)
        rows.append(
            _row(
                due,
                subject=subject,
                meeting=meeting,
                standing=standing,
                shown=rule.id is not ObligationId.DRAFT_COPY or _wanted(standing, preference),
                resting=resting,
            )
        )
    return rows


def after_meeting(
    meeting: Meeting, calendar: SchoolCalendar, case: Case, *, rules: Rules = DEFAULT_RULES
) -> list[Obligation]:
    """Return the rows after a meeting that was held; none before it is marked as held."""
    if not meeting_is_followed_up(meeting):
        return []
    subject = meeting_subject(meeting.id)
    standings = {rule.id: case.standings.get((subject, rule.id)) for rule in rules.after}
    again = {row for row, standing in standings.items() if standing and standing.revise}
    dues = dues_after(meeting, calendar, rules, again=again)
    rows = []
    for rule in rules.after:
        standing = standings[rule.id]
        if not has_row(rule, standing, ()):
            continue
        standing = standing or NOTHING_RECORDED
        if rule.id is ObligationId.CONSENT and meeting.consent_on and not standing.state.settled:
            standing = _SIGNED
        rows.append(_row(dues[rule.id], subject=subject, meeting=meeting, standing=standing))
    return rows


def roles_on(day: date, team: Iterable[TeamMember]) -> set[TeamRole]:
    return {member.role for member in team if member.serves_on(day)}


def has_row(rule: Rule, standing: Standing | None, roles: Container[TeamRole]) -> bool:
    """Tell whether a meeting has this row, of which `standing`, if anything, was recorded."""
    if rule.presence is Presence.OFF:
        return False
    if rule.presence is Presence.ASKED_FOR and standing is None:
        return False
    return rule.needs is None or rule.needs in roles


def _standing_before(rule: Rule, standing: Standing) -> Standing:
    if rule.id is ObligationId.AGREE_DATE and not standing.state.settled:
        return _AGREED
    return standing


def _wanted(draft_copy: Standing, preference: Standing) -> bool:
    """Tell whether the parents said yes: a no makes the draft copy not needed."""
    answered = preference.state.accomplished or draft_copy.state.accomplished
    return answered and draft_copy.state is not State.NOT_NEEDED


def _as_it_stands(due: Due, standing: Standing) -> Due:
    if standing.stays_due_on is None or standing.state.settled:
        return due
    return staying_overdue(due, standing.stays_due_on)


def _row(
    due: Due,
    *,
    subject: Subject,
    meeting: Meeting,
    standing: Standing,
    shown: bool = True,
    resting: bool = False,
) -> Obligation:
    return Obligation(
        id=due.why.rule.id,
        subject=subject,
        student=meeting.student,
        meeting=meeting.id,
        meeting_on=meeting.on,
        opens_on=due.opens_on,
        due_on=due.on,
        expedited=due.expedited,
        why=due.why,
        standing=standing,
        missed_promise=None if standing.state.settled else due.missed_promise,
        shown=shown,
        resting=resting,
    )
