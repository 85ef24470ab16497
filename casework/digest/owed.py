"""What one person owes to students who are not theirs: one answer, whichever door asks."""

from collections.abc import Iterator
from datetime import datetime

from bot.digest.owed import Waiting, due_first, in_order
from bot.people.people import Role, SlackUserId
from casework.after_meetings import duties
from casework.office.office_lists import list_of
from casework.requests.owed_forms import as_owed, owed_by
from casework.requests.request_forms import log_view
from storage import Scope, Storage

IN_A_LIST = "saw in the list of what is due"


def waiting_for(
    storage: Storage, user: SlackUserId, *, now: datetime, named: bool = False
) -> tuple[Waiting, ...]:
    """Return what others wait for from somebody, the earliest first.

    Where students are to be `named`, the look is logged under each of them first.
    """
    with storage.requests_to(user, now=now, reading=not named) as scope:
        forms = [*_forms(scope, named=named)]
    with storage.handed_to(user, now=now, reading=not named) as scope:
        handed = [*_handed(scope, named=named)]
        of_the_office = Role.OFFICE in scope.person.roles
    notes: list[Waiting] = []
    if of_the_office:
        with storage.invitations_of(user, now=now, reading=not named) as scope:
            notes = [*_invitations(scope, named=named)]
    return in_order([*forms, *handed, *notes])


def _forms(scope: Scope, *, named: bool) -> Iterator[Waiting]:
    for request in owed_by(scope, scope.person):
        if named:
            log_view(scope, request, IN_A_LIST)
        name = scope.students.get(request.student).name
        [owed] = as_owed(scope, [request])
        yield Waiting(thing=owed, name=name, by=owed.wanted_by)


def _handed(scope: Scope, *, named: bool) -> Iterator[Waiting]:
    for meeting in scope.duties.meetings_of(scope.person.id):
        on = scope.meetings.get(meeting)
        handed = duties.handed_to(scope, scope.person.id, on)
        if not handed.open:
            continue
        if named:
            duties.log_view(scope, on, IN_A_LIST)
        name = scope.students.get(on.student).name
        yield Waiting(thing=handed, name=name, by=due_first(handed))


def _invitations(scope: Scope, *, named: bool) -> Iterator[Waiting]:
    for noted in list_of(scope).to_send:
        if named:
            scope.audit.log(IN_A_LIST, student=noted.student.id, meeting=noted.meeting.id)
        yield Waiting(thing=noted, name=noted.student.name, by=noted.note.wanted_by)
