"""A student's team by hand: who is on it, in which role, from when until when."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError
from bot.people.colleagues import Met
from bot.people.people import Person, SlackUserId, TeamMember, TeamRole
from bot.people.teams import ended, member_at, put_back, with_changed, with_member
from bot.permissions import Act
from bot.students import StudentId
from bot.ui.kit.blocks import View
from bot.ui.people import teams as screen
from bot.ui.people.teams import Typed
from casework.people.team_changes import change_team
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.screens import show, show_instead
from handlers.kit.surroundings import Surroundings
from handlers.people.people import somebody_in_slack
from handlers.records.hand_overs import tell_of_hand_over
from handlers.records.student_records import clicked
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class TeamHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        for action, listener in (
            (screen.OPEN, self.open),
            (screen.ADD, self.ask_who),
            (screen.EDIT, self.ask_what),
            (screen.END, self.end),
            (screen.PUT_BACK, self.put_back),
        ):
            app.action(action)(ack=acknowledge, lazy=[told_of_errors(listener)])
        app.view(screen.SAVE)(self.save)

    def open(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as caseload:
            view = _team(caseload, clicked(body))
        show(client, body, view)

    def ask_who(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as caseload:
            student = clicked(body)
            caseload.require(Act.KEEP_STUDENT, student)
            caseload.audit.log("opened a team to add somebody", student=student)
            view = screen.render_add(caseload.students.get(student))
        show_instead(client, body, view)

    def ask_what(self, body: Body, client: WebClient) -> None:
        student, place = screen.meant_by(body["actions"][0]["value"])
        with self._caseload(body) as caseload:
            caseload.require(Act.KEEP_STUDENT, student)
            member = member_at(caseload.people.team_of(student), place)
            caseload.audit.log("opened a team to change somebody", student=student)
            view = screen.render_edit(caseload.students.get(student), place, member)
        show_instead(client, body, view)

    def end(self, body: Body, client: WebClient) -> None:
        """Take somebody off the team; their access ends with this."""
        student, place = screen.meant_by(body["actions"][0]["value"])
        with self._caseload(body) as caseload:
            team = caseload.people.team_of(student)
            member = ended(member_at(team, place), today=caseload.today)
            change_team(caseload, student, with_changed(team, place, member))
            view = _team(caseload, student)
        show_instead(client, body, view)
        self.surroundings.wake()

    def put_back(self, body: Body, client: WebClient) -> None:
        student, place = screen.meant_by(body["actions"][0]["value"])
        with self._caseload(body) as caseload:
            team = caseload.people.team_of(student)
            member = put_back(member_at(team, place))
            change_team(caseload, student, with_changed(team, place, member))
            view = _team(caseload, student)
        show_instead(client, body, view)
        self.surroundings.wake()

    def save(self, ack: Ack, body: Body, view: Mapping[str, Any], client: WebClient) -> None:
        """Keep a new or a changed membership, and show the team in the modal's place."""
        try:
            typed = screen.read(view)
            met = self._met(client, typed)
            with self._caseload(body) as caseload:
                _save(caseload, typed, met)
                shown = _team(caseload, typed.student)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)
            self.surroundings.wake()

    def _met(self, client: WebClient, typed: Typed) -> Met | None:
        """Who somebody in Slack is that is not on record; None for whoever is.

        A submit names a Slack id and nothing else, so this is the one call that it makes.
        """
        if typed.slack_id is None:
            return None
        storage, met = self.surroundings.storage, None
        known = storage.person_by_slack(typed.slack_id)
        if known is None:
            met = somebody_in_slack(client, typed.slack_id, here=storage.workspace_id)
        guest = known.guest if known else met is not None and met.guest
        if (known is None and met is None) or (known and not known.active):
            raise FormError({screen.WHO: screen.NOBODY})
        if guest and typed.role is not TeamRole.PROVIDER:
            raise FormError({screen.ROLE: screen.ONLY_PROVIDERS})
        return met

    def _caseload(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def _team(caseload: Scope, student: StudentId) -> View:
    """The team as it is by now; the view is logged first."""
    caseload.require(Act.KEEP_STUDENT, student)
    caseload.audit.log("opened a team", student=student)
    return screen.render(
        caseload.students.get(student), caseload.people.team_of(student), today=caseload.today
    )


def _save(caseload: Scope, typed: Typed, met: Met | None) -> None:
    team = caseload.people.team_of(typed.student)
    if typed.place is None:
        person = _somebody(caseload, typed, met)
    else:
        person = caseload.people.get(member_at(team, typed.place).person)
        if person.guest and typed.role is not TeamRole.PROVIDER:
            raise FormError({screen.ROLE: screen.ONLY_PROVIDERS})
    if typed.role is TeamRole.SUBSTITUTE and not (person.slack_id and person.on_staff):
        raise FormError({screen.ROLE: screen.ONLY_STAFF})
    member = TeamMember(
        person=person.id,
        role=typed.role,
        service=typed.service,
        from_on=typed.from_on,
        until_on=typed.until_on,
    )
    if typed.place is None:
        after = with_member(team, member)
    else:
        after = with_changed(team, typed.place, member)
    change_team(caseload, typed.student, after)
    if typed.role is TeamRole.SUBSTITUTE:
        tell_of_hand_over(caseload, [typed.student], person)


def _somebody(caseload: Scope, typed: Typed, met: Met | None) -> Person:
    """Whom the form names, from now on on record."""
    people = caseload.people
    if typed.slack_id is not None:
        known = people.by_slack(typed.slack_id)
        if known is not None:
            return known
        assert met is not None, "whoever is not on record was asked about"
        return people.add(
            slack_id=typed.slack_id, name=met.name, timezone=met.timezone, guest=met.guest
        )
    known = people.by_email(typed.email)
    if known is not None and known.slack_id is not None:
        raise FormError({screen.EMAIL_FIELD: screen.IN_SLACK})
    if known is not None and known.name.casefold() == typed.name.casefold():
        return known
    return people.add(name=typed.name, email=typed.email)
