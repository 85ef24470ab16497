"""The steps after a meeting; each ticks its row on the after-list."""

from dataclasses import replace
from datetime import date

from bot import date_words
from bot.after_meetings.duties import DutyKind, Reader
from bot.after_meetings.signatures import SignatureAttempt
from bot.dates.obligation_rows import State
from bot.dates.obligation_rules import ObligationId
from bot.forms.after_meetings.after_steps import HOW, NOTE, TRIED_ON
from bot.forms.answers import Answers
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import Meeting
from casework.after_meetings.after_meetings import (
    record_row,
    refuse_unsigned,
    signature_recorded_at,
)
from casework.after_meetings.responsibilities import glances_of, teachers_of, tell_owners
from storage import Scope


def readers_of(scope: Scope, meeting: Meeting) -> list[Reader]:
    handed = {one.owner: one for one in glances_of(scope, meeting)}
    signed = signature_recorded_at(scope, meeting)
    return [
        Reader(
            name=name,
            in_slack=scope.people.get(teacher).slack_id is not None,
            handed=handed.get(teacher),
            signed=signed,
        )
        for teacher, name in teachers_of(scope, meeting).items()
    ]


def send_glance(scope: Scope, meeting: Meeting, link: str, *, draft: DraftKey) -> None:
    """Hand the page to each teacher who has not read it, or not since the IEP was signed.

    A newer address replaces the older.
    """
    refuse_unsigned(meeting)
    handed = glances_of(scope, meeting)
    signed = signature_recorded_at(scope, meeting)
    read = {one.owner for one in handed if one.read_since(signed)}
    unread = teachers_of(scope, meeting).keys() - read
    for teacher in unread:
        added = scope.duties.add(
            meeting.id,
            DraftKey(f"{draft}:{teacher}"),
            kind=DutyKind.AT_A_GLANCE,
            owner=teacher,
            text=link,
        )
        if added:
            for older in handed:
                if older.owner == teacher and older.is_open:
                    scope.duties.take_off(meeting.id, older.id)
    tell_owners(scope, meeting, unread, step=draft)


def record_sent(scope: Scope, meeting: Meeting, on: date, *, way: str) -> None:
    reason = f"{way or 'Sent'}, {date_words.in_full(on)}"
    record_row(scope, meeting, ObligationId.SEND_FOR_SIGNATURE, State.DONE, reason=reason)


def log_signature_try(scope: Scope, meeting: Meeting, answers: Answers, *, draft: DraftKey) -> None:
    """Log one try to get the signature; the same form twice is one."""
    scope.signature_attempts.add(
        SignatureAttempt(
            draft=draft,
            meeting=meeting.id,
            tried_on=answers[TRIED_ON],
            how=answers[HOW],
            note=answers[NOTE],
            by=scope.person.id,
            at=scope.now,
        )
    )


def set_next_review(scope: Scope, meeting: Meeting, on: date) -> None:
    scope.students.keep(replace(scope.students.get(meeting.student), annual_due=on))
    reason = f"Due {date_words.in_full(on)}"
    record_row(scope, meeting, ObligationId.NEXT_MEETING, State.DONE, reason=reason)


def a_year_on(meeting: Meeting) -> date:
    """Return the same day a year later; from a leap day, the day before it."""
    day = meeting.held_on or meeting.on
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year + 1, day=28 if leap else day.day)
