"""Roles are given and taken away; whoever loses one loses it at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError
from bot.messages import MessageKind
from bot.people import Person, PersonId, Role, SlackUserId
from bot.ui import settings, settings_people
from bot.ui.blocks import View
from handlers.errors import Body, acknowledge, told_of_errors
from handlers.people import Colleague, colleague_in_slack
from handlers.screens import show_instead
from handlers.settings import admin_scope
from handlers.surroundings import Surroundings
from storage import Errand, Scope


def people_screen(scope: Scope) -> View:
    return settings_people.render(scope.roles.everybody())


@dataclass(frozen=True, kw_only=True)
class RoleHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        to_page = re.compile(f"^{settings_people.TO}:")
        app.action(to_page)(ack=acknowledge, lazy=[told_of_errors(self.turn_page)])
        app.action(settings_people.PICK)(ack=acknowledge, lazy=[told_of_errors(self.ask_who)])
        app.action(settings_people.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.view(settings_people.PICKED)(self.picked)
        app.view(settings_people.SAVE)(self.save)

    def turn_page(self, body: Body, client: WebClient) -> None:
        page = int(body["actions"][0]["value"])
        with admin_scope(self.surroundings, body) as scope:
            view = settings_people.render(scope.roles.everybody(), page=page)
        show_instead(client, body, view)

    def ask_who(self, body: Body, client: WebClient) -> None:
        with admin_scope(self.surroundings, body, reading=True):
            view = settings_people.ask_who()
        show_instead(client, body, view)

    def open(self, body: Body, client: WebClient) -> None:
        with admin_scope(self.surroundings, body) as scope:
            person = scope.people.get(PersonId(int(body["actions"][0]["value"])))
            view = _form(scope, person, person.name, person.slack_id or "")
        show_instead(client, body, view)

    def picked(self, ack: Ack, body: Body, view: Mapping[str, Any], client: WebClient) -> None:
        """Show the roles of whoever was picked; guests and strangers are refused."""
        try:
            slack_id = settings_people.who_in(view)
            colleague = self._colleague(body, client, slack_id, at=settings_people.WHO)
            with admin_scope(self.surroundings, body) as scope:
                shown = _form(scope, _known(scope, slack_id, colleague), colleague.name, slack_id)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)

    def save(self, ack: Ack, body: Body, view: Mapping[str, Any], client: WebClient) -> None:
        carried = settings.carried(view)
        try:
            colleague = None
            if carried["person"] is None:
                slack_id = SlackUserId(carried["slack"])
                colleague = self._colleague(body, client, slack_id, at=settings_people.ROLES)
            with admin_scope(self.surroundings, body) as scope:
                shown = _kept(scope, view, colleague)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)
            self.surroundings.wake()

    def _colleague(
        self, body: Body, client: WebClient, slack_id: SlackUserId, *, at: str
    ) -> Colleague:
        """Ask Slack who it is, once it is sure that an admin wants to know."""
        with admin_scope(self.surroundings, body, reading=True):
            pass
        here = self.surroundings.storage.workspace_id
        colleague = colleague_in_slack(client, slack_id, here=here)
        if colleague is None:
            raise FormError({at: settings_people.REFUSED})
        return colleague


def _kept(scope: Scope, view: Mapping[str, Any], colleague: Colleague | None) -> View:
    carried = settings.carried(view)
    slack_id = SlackUserId(carried["slack"])
    known = _on_record(scope, carried["person"], slack_id, colleague)
    schools = scope.roles.schools()
    name = known.name if known else colleague.name if colleague else ""
    if carried["stamp"] != settings_people.stamp(known, schools):
        notice = settings.meanwhile(settings_people.now(known))
        return _form(scope, known, name, slack_id, notice=notice)
    wanted = settings_people.read(view, known, schools)
    before = known or _added(scope, slack_id, colleague)
    # Who was known by e-mail only, as from an import, is met in Slack with this.
    after = replace(wanted.applied_to(before), slack_id=before.slack_id or slack_id or None)
    if Role.ADMIN in before.roles - after.roles and _is_the_last(scope, before):
        raise FormError({settings_people.ROLES: settings_people.THE_LAST})
    if after != before:
        scope.people.keep(after)
        _tell(scope, after)
    if after.id == scope.person.id and Role.ADMIN not in after.roles:
        return settings.for_others([one for one in scope.roles.admins() if one.id != after.id])
    return settings_people.render(scope.roles.everybody(), notice="Saved, and in force at once.")


def _on_record(
    scope: Scope, person: int | None, slack_id: SlackUserId, colleague: Colleague | None
) -> Person | None:
    return scope.people.get(PersonId(person)) if person else _known(scope, slack_id, colleague)


def _known(scope: Scope, slack_id: SlackUserId, colleague: Colleague | None) -> Person | None:
    """Whoever was picked, if on record: under their Slack id, or so far only by their e-mail."""
    known = scope.people.by_slack(slack_id)
    if known or colleague is None or not colleague.email:
        return known
    by_email = scope.people.by_email(colleague.email)
    return by_email if by_email and by_email.slack_id is None else None


def _added(scope: Scope, slack_id: SlackUserId, colleague: Colleague | None) -> Person:
    assert colleague is not None, "who is not on record yet was just looked up in Slack"
    return scope.people.add(
        name=colleague.name,
        email=colleague.email,
        slack_id=slack_id,
        timezone=colleague.timezone,
    )


def _is_the_last(scope: Scope, admin: Person) -> bool:
    return [one.id for one in scope.roles.admins()] == [admin.id]


def _tell(scope: Scope, person: Person) -> None:
    if person.slack_id and person.id != scope.person.id:
        step = scope.now.isoformat(timespec="seconds")
        scope.outbox.put(
            Errand(kind=MessageKind.ROLES_CHANGED, addressee=person.slack_id, step=step)
        )


def _form(
    scope: Scope, person: Person | None, name: str, slack_id: str, *, notice: str = ""
) -> View:
    return settings_people.ask_roles(
        person,
        name=name,
        slack_id=slack_id,
        schools=scope.roles.schools(),
        leads=scope.roles.leads_how_many(person.id) if person else 0,
        notice=notice,
    )
