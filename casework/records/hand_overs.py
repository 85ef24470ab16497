"""What people do when students change hands: for good, or while their case manager is away."""

from collections.abc import Sequence
from dataclasses import replace

from bot.errors import NotAllowedError, StaleError
from bot.forms.records.hand_overs import NO_CASE_MANAGER, NOT_STAFF, TO, HandOver
from bot.messages import MessageKind
from bot.people.colleagues import Colleague
from bot.people.people import Person, Role, TeamMember, TeamRole
from bot.people.teams import with_member
from bot.permissions import Act
from bot.requests.nudges import told_from
from bot.students import Student, StudentId
from casework.people.team_changes import change_team
from storage import Errand, Scope

NOBODY = "There is no student on your own caseload, so there is nothing to hand over."


def own_students(caseload: Scope) -> list[Student]:
    """Return the caller's own students; those for whom they stand in are not theirs to hand on."""
    me = caseload.person.id
    return [one for one in caseload.students.all() if one.case_manager == me]


def students_to_hand_over(caseload: Scope) -> list[Student]:
    """Return the caller's own students; raise NotAllowedError where there are none."""
    if own := own_students(caseload):
        return own
    raise NotAllowedError(NOBODY)


def hand_over(
    caseload: Scope, wanted: HandOver, newcomer: Colleague | None
) -> tuple[Person, Sequence[Student]]:
    """Hand students over, tell who has them, and return both.

    `newcomer` is a substitute who is not on record yet. Raises FormError for who cannot have them.
    """
    one = wanted.student
    students = own_students(caseload) if one is None else [caseload.students.get(one)]
    if not students:
        raise StaleError(f"{NOBODY} Perhaps it was done already.")
    for student in students:
        caseload.require(Act.HAND_OVER, student.id)
    person = _receiver(caseload, wanted, newcomer)
    for student in students:
        if wanted.until_on is None:
            # Everything about a student hangs on who their case manager is.
            caseload.students.keep(replace(student, case_manager=person.id))
        else:
            _stand_in(caseload, student, person, wanted)
    tell_of_hand_over(caseload, [student.id for student in students], person)
    return person, students


def tell_of_hand_over(caseload: Scope, students: Sequence[StudentId], to: Person) -> None:
    """Send one message, however many the students are; it carries ids and is worded when sent.

    Where a file hands them over, it names nobody who did.
    """
    ids = ",".join(map(str, students))
    caseload.outbox.put(
        Errand(
            kind=MessageKind.HANDED_OVER,
            addressee=str(to.slack_id),
            subject=f"{caseload.by or ''}:{ids}",
            step=caseload.now.isoformat(timespec="seconds"),
            not_before=told_from(to, now=caseload.now, hours=caseload.workspace.hours),
        )
    )


def _receiver(caseload: Scope, wanted: HandOver, newcomer: Colleague | None) -> Person:
    """Return who is to have them: for good a case manager, else any colleague."""
    person = caseload.people.by_slack(wanted.to)
    if person is None and newcomer is not None:
        person = caseload.people.add(
            slack_id=wanted.to, name=newcomer.name, timezone=newcomer.timezone
        )
    for_good = wanted.until_on is None
    if person is None or not person.on_staff:
        raise TO.refused(NO_CASE_MANAGER if for_good else NOT_STAFF)
    if for_good and Role.CASE_MANAGER not in person.roles:
        raise TO.refused(NO_CASE_MANAGER)
    return person


def _stand_in(caseload: Scope, student: Student, person: Person, wanted: HandOver) -> None:
    """Put a substitute on the team; one who was there already has the new dates."""
    stands_in = TeamMember(
        person=person.id,
        role=TeamRole.SUBSTITUTE,
        from_on=wanted.from_on,
        until_on=wanted.until_on,
    )
    change_team(caseload, student.id, with_member(caseload.people.team_of(student.id), stands_in))
