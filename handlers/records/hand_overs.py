"""A caseload changes hands: for good, or while its case manager is away."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError, NotAllowedError, StaleError
from bot.messages import MessageKind
from bot.people.colleagues import Colleague
from bot.people.people import Person, Role, SlackUserId, TeamMember, TeamRole
from bot.people.teams import with_member
from bot.permissions import Act
from bot.requests.nudges import told_from
from bot.students import Student, StudentId
from bot.ui.kit.blocks import Message, View
from bot.ui.records import hand_overs as modal
from bot.ui.records.hand_overs import HandOver
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.screens import show, show_instead
from handlers.kit.surroundings import Surroundings
from handlers.people.people import newcomer_chosen
from handlers.records.student_records import clicked
from storage import Errand, Scope

NOBODY = "There is no student on your own caseload, so there is nothing to hand over."


@dataclass(frozen=True, kw_only=True)
class HandOverHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(modal.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.view(modal.SAVE)(self.save)

    def typed(self, body: Body, _words: str, client: WebClient) -> Message | None:
        """`/iep handover`: the whole caseload, for a leave or for good."""
        with self._caseload(body) as caseload:
            own = _own(caseload)
            if not own:
                raise NotAllowedError(NOBODY)
            view = modal.render(None, caseload=len(own), today=caseload.today)
        show(client, body, view)
        return None

    def open(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as caseload:
            student = clicked(body)
            caseload.require(Act.HAND_OVER, student)
            caseload.audit.log("opened a student to hand over", student=student)
            view = modal.render(
                caseload.students.get(student), caseload=len(_own(caseload)), today=caseload.today
            )
        show_instead(client, body, view)

    def save(self, ack: Ack, body: Body, view: Mapping[str, Any], client: WebClient) -> None:
        surroundings = self.surroundings
        try:
            today = surroundings.storage.workspace().today(surroundings.clock.now())
            wanted = modal.read(view, today=today)
            newcomer = self._met(client, wanted, by=person_in(body))
            with self._caseload(body) as caseload:
                shown = _hand_over(caseload, wanted, newcomer)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)
            surroundings.wake()

    def _met(self, client: WebClient, wanted: HandOver, *, by: str) -> Colleague | None:
        """Who a substitute is that is not on record; a case manager for good must be one already.

        Asking Slack about somebody new is the one call that a submit makes.
        """
        if wanted.to == by:
            raise FormError({modal.TO: modal.YOURSELF})
        if wanted.until_on is None:
            return None
        refused = {modal.TO: modal.NOT_STAFF}
        return newcomer_chosen(self.surroundings.storage, client, wanted.to, refused=refused)

    def _caseload(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def _own(caseload: Scope) -> list[Student]:
    """The caller's own students; those for whom they stand in are not theirs to hand on."""
    me = caseload.person.id
    return [one for one in caseload.students.all() if one.case_manager == me]


def _hand_over(caseload: Scope, wanted: HandOver, newcomer: Colleague | None) -> View:
    one = wanted.student
    students = _own(caseload) if one is None else [caseload.students.get(one)]
    if not students:
        raise StaleError(f"{NOBODY} Perhaps it was done already.")
    for student in students:
        caseload.require(Act.HAND_OVER, student.id)
    if wanted.until_on is None:
        to = _case_manager(caseload, wanted.to)
        _for_good(caseload, students, to)
    else:
        to = _colleague(caseload, wanted.to, newcomer)
        _until_back(caseload, students, to, wanted)
    tell_of_hand_over(caseload, [student.id for student in students], to)
    return modal.done(wanted, to=to.name, students=len(students))


def _case_manager(caseload: Scope, chosen: SlackUserId) -> Person:
    person = caseload.people.by_slack(chosen)
    if person is None or not person.on_staff or Role.CASE_MANAGER not in person.roles:
        raise FormError({modal.TO: modal.NO_CASE_MANAGER})
    return person


def _colleague(caseload: Scope, chosen: SlackUserId, newcomer: Colleague | None) -> Person:
    person = caseload.people.by_slack(chosen)
    if person is None and newcomer is not None:
        person = caseload.people.add(
            slack_id=chosen, name=newcomer.name, timezone=newcomer.timezone
        )
    if person is None or not person.on_staff:
        raise FormError({modal.TO: modal.NOT_STAFF})
    return person


def _for_good(caseload: Scope, students: Sequence[Student], to: Person) -> None:
    """Everything about a student hangs on who their case manager is, so that alone is changed."""
    for student in students:
        caseload.students.keep(replace(student, case_manager=to.id))


def _until_back(caseload: Scope, students: Sequence[Student], to: Person, wanted: HandOver) -> None:
    """Put the substitute on each team; one who was there already has the new dates."""
    stands_in = TeamMember(
        person=to.id,
        role=TeamRole.SUBSTITUTE,
        from_on=wanted.from_on,
        until_on=wanted.until_on,
    )
    for student in students:
        team = caseload.people.team_of(student.id)
        caseload.people.set_team(student.id, with_member(team, stands_in))


def tell_of_hand_over(caseload: Scope, students: Sequence[StudentId], to: Person) -> None:
    """One message, however many the students are; it carries ids and is written when it is sent."""
    ids = ",".join(map(str, students))
    caseload.outbox.put(
        Errand(
            kind=MessageKind.HANDED_OVER,
            addressee=str(to.slack_id),
            subject=f"{caseload.person.id}:{ids}",
            step=caseload.now.isoformat(timespec="seconds"),
            not_before=told_from(to, now=caseload.now, hours=caseload.workspace.hours),
        )
    )
