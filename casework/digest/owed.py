"""What one person owes to students who are not theirs: one answer, whichever door asks."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.after_meetings.duties import Handed
from bot.digest.owed import Waiting, due_first, in_order
from bot.office.office_cards import OfficeList
from bot.office.office_notes import Noted
from bot.people.people import SlackUserId
from bot.requests.owed_forms import Owed
from bot.students import StudentId
from casework.after_meetings import duties
from casework.requests import request_forms
from casework.requests.owed_forms import as_owed, owed_by
from storage import Scope, Storage

IN_A_LIST = "saw in the list of what is due"


def waiting_for(
    storage: Storage, user: SlackUserId, *, now: datetime, invitations: OfficeList | None
) -> tuple[Waiting, ...]:
    """Return what others wait for from somebody, the earliest first.

    `invitations` is the list of somebody of the office.
    """
    with storage.requests_to(user, now=now, reading=True) as scope:
        forms = [*_forms(scope)]
    with storage.handed_to(user, now=now, reading=True) as scope:
        handed = [*_handed(scope)]
    return in_order([*forms, *handed, *_invitations(invitations)])


def log_named(
    storage: Storage,
    user: SlackUserId,
    waiting: Iterable[Waiting],
    *,
    now: datetime,
    anew: bool = False,
) -> None:
    """Log under each of these students that they are about to stand in a list.

    Drawn `anew`, only those are logged who did not stand in one of this person's today.
    """
    things = [one.thing for one in waiting]
    if forms := [one.request for one in things if isinstance(one, Owed)]:
        with storage.requests_to(user, now=now) as scope:
            for request in map(scope.requests.get, forms):
                if _is_news(
                    scope, request_forms.looked(IN_A_LIST, request), request.student, anew=anew
                ):
                    request_forms.log_view(scope, request, IN_A_LIST)
    if meetings := [one.meeting for one in things if isinstance(one, Handed)]:
        with storage.handed_to(user, now=now) as scope:
            for meeting in map(scope.meetings.get, meetings):
                if _is_news(scope, IN_A_LIST, meeting.student, anew=anew):
                    duties.log_view(scope, meeting, IN_A_LIST)
    if notes := [one for one in things if isinstance(one, Noted)]:
        with storage.invitations_of(user, now=now) as scope:
            scope.audit.saw(IN_A_LIST, (note.student.id for note in notes), anew=anew)


def _is_news(scope: Scope, act: str, student: StudentId, *, anew: bool) -> bool:
    return not (anew and scope.audit.seen_today(act, [student]))


def _forms(scope: Scope) -> Iterator[Waiting]:
    requests = owed_by(scope, scope.person)
    students = scope.students.those(one.student for one in requests)
    for request, owed in zip(requests, as_owed(scope, requests), strict=True):
        yield Waiting(
            thing=owed,
            name=students[request.student].name,
            by=None if owed.asked_late else owed.wanted_by,
        )


def _handed(scope: Scope) -> Iterator[Waiting]:
    meetings = scope.meetings.those(scope.duties.meetings_of(scope.person.id))
    students = scope.students.those(one.student for one in meetings.values())
    for on in meetings.values():
        handed = duties.handed_to(scope, scope.person.id, on)
        if handed.open:
            name = students[on.student].name
            yield Waiting(thing=handed, name=name, by=due_first(handed))


def _invitations(listed: OfficeList | None) -> Iterator[Waiting]:
    for noted in listed.to_send if listed else ():
        yield Waiting(thing=noted, name=noted.student.name, by=noted.note.wanted_by)
