"""Where a message goes instead, when its conversation does not take it."""

from dataclasses import replace
from datetime import datetime

from bot.errors import NotOnCaseloadError
from bot.meetings.meetings import MeetingId
from bot.messages import MessageKind
from bot.people.people import Person
from bot.requests.nudges import told_from
from casework.office.office_cards import waiting_in
from storage import Errand, Scope

OF_THE_THREAD = frozenset({MessageKind.THREAD, MessageKind.CARD, MessageKind.AFTER})


def detour(scope: Scope, errand: Errand) -> tuple[Errand, ...]:
    """Return what takes the errand's place: a thread opens in the case manager's own messages.

    They are told of it once for each channel and day, and of what does not reach the office. Who
    waits for a file is told that none comes. Nothing takes the place of a message that
    was for one person: whoever has left reads nothing of ours.
    """
    if errand.kind == MessageKind.FORM_FILE:
        return (replace(errand, kind=MessageKind.NO_FILE),)
    if is_person(errand.addressee):
        return ()
    if errand.kind == MessageKind.OFFICE_CARD:
        return _told_of_the_office(scope, errand)
    meeting = meeting_of(errand.subject)
    user = _case_manager_of(scope, meeting) if meeting else None
    if errand.kind not in OF_THE_THREAD or meeting is None or user is None:
        return ()
    # Two refusals of one thread make one thread: the outbox takes an errand only once.
    day = scope.meetings.get(meeting).on.isoformat()
    thread = Errand(kind=MessageKind.THREAD, addressee=user, subject=errand.subject, step=day)
    notice = Errand(kind=MessageKind.NOTICE, addressee=user, subject=errand.addressee, step=day)
    return (notice, thread)


def _told_of_the_office(scope: Scope, errand: Errand) -> tuple[Errand, ...]:
    """Tell each case manager, once a day, whose meetings the office has not heard of."""
    leading = {one.student.case_manager for one in waiting_in(scope, errand.subject)}
    people = [scope.people.get(person) for person in sorted(leading)]
    failed = replace(
        errand, kind=MessageKind.OFFICE_NOTE_FAILED, step=scope.today.isoformat(), not_before=None
    )
    return tuple(
        replace(failed, addressee=one.slack_id, not_before=in_their_day(scope, one))
        for one in people
        if one.on_staff and one.slack_id
    )


def in_their_day(scope: Scope, person: Person) -> datetime | None:
    """Return from when on somebody may be told; None means at once."""
    return told_from(person, now=scope.now, hours=scope.workspace.hours)


def _case_manager_of(scope: Scope, meeting: MeetingId) -> str | None:
    try:
        student = scope.students.get(scope.meetings.get(meeting).student)
    except NotOnCaseloadError:
        return None
    person = scope.people.get(student.case_manager)
    return person.slack_id if person.on_staff else None


def meeting_of(subject: str) -> MeetingId | None:
    """Return the meeting that a subject names; None where it names something else."""
    what, _, number = subject.partition(":")
    return MeetingId(int(number)) if what == "meeting" and number.isdecimal() else None


def is_person(addressee: str) -> bool:
    """Tell whether a message goes to somebody's direct messages."""
    return addressee[:1] in ("U", "W", "D")
