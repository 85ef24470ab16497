"""A student whose next meeting is still to be set: by when its date has to be agreed."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.calendar import SchoolCalendar
from bot.dates.cases import Case
from bot.dates.due_dates import Due, Way, counted_back, tenth_before
from bot.dates.obligation_rows import NOTHING_RECORDED, Obligation, review_subject
from bot.dates.obligation_rules import ObligationId, Presence, Rules
from bot.dates.why import Cause, Why

LOOKED_AHEAD = timedelta(days=60)
"""Within how many days a review counts for which no meeting is set."""


def date_to_agree(
    case: Case, calendar: SchoolCalendar, *, today: date, rules: Rules
) -> list[Obligation]:
    """Return the row of a student whose next meeting is still to be set, if there is one."""
    student = case.student
    if student.has_left(today) or not case.no_meeting_set:
        return []
    if rules[ObligationId.AGREE_DATE].presence is Presence.OFF:
        return []
    subject = review_subject(student.id, case.review_on)
    standing = case.standings.get((subject, ObligationId.AGREE_DATE), NOTHING_RECORDED)
    due = _due_for_review(case.review_on, calendar, rules, unknown=case.unknown_reviews)
    return [
        Obligation(
            id=ObligationId.AGREE_DATE,
            subject=subject,
            student=student.id,
            due_on=due.on,
            review_on=(known := _known_review(case, today)),
            review=case.review if known else "",
            held_on=case.held.on if case.held else None,
            why=due.why,
            standing=standing,
        )
    ]


def _known_review(case: Case, today: date) -> date | None:
    """Return when the review falls due; while the annual date is unknown, the triennial hides it.

    An annual review that nobody has entered comes within a year: only a triennial that is nearer
    than the look ahead of whoever counts is known to be there first.
    """
    review_on = case.review_on
    if review_on is None or "annual" not in case.unknown_reviews:
        return review_on
    return review_on if review_on <= today + LOOKED_AHEAD else None


def _due_for_review(
    review_on: date | None, calendar: SchoolCalendar, rules: Rules, *, unknown: Iterable[str]
) -> Due:
    rule = rules.for_review
    note = " ".join(f"When the {review} review falls due is unknown." for review in unknown)
    if review_on is None:
        note = note or "When the next review falls due is unknown."
        return Due(on=None, why=Why(rule=rule, rule_on=None, note=note))
    way = Way(counted_back(tenth_before(review_on), rule, calendar))
    rule_on = way.day
    way.shift(Cause.NO_SCHOOL_DAY, calendar.on_or_before(way.day))
    return Due(on=way.day, why=Why(rule=rule, rule_on=rule_on, shifts=tuple(way.shifts), note=note))
