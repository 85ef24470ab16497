"""A student's trail: for whoever leads them, and without its contents for an admin."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people.people import Person, SlackUserId
from bot.permissions import Act
from bot.records.trails import TrailEntry, in_one
from bot.students import StudentId
from bot.ui.kit.blocks import Message, View
from bot.ui.records import trails as trail
from bot.ui.records.trails import Wanted
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.screens import show
from handlers.kit.surroundings import Surroundings
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class TrailHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(trail.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.action(re.compile(f"^{trail.TO_PAGE}:"))(
            ack=acknowledge, lazy=[told_of_errors(self.turn_page)]
        )
        app.view(trail.FIND)(self.open_found)

    def typed(self, body: Body, _words: str, client: WebClient) -> Message | None:
        """`/iep trail`: an admin says which student; others are told where theirs opens."""
        surroundings, user = self.surroundings, SlackUserId(person_in(body))
        with surroundings.storage.logs_for(user, now=surroundings.clock.now()):
            view = trail.render_find()
        show(client, body, view)
        return None

    def open(self, body: Body, client: WebClient) -> None:
        show(client, body, self._page(body, trail.turned_to(body["actions"][0])))

    def turn_page(self, body: Body, client: WebClient) -> None:
        view = self._page(body, trail.turned_to(body["actions"][0]))
        client.views_update(view_id=body["view"]["id"], view=view)

    def open_found(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        surroundings, user = self.surroundings, SlackUserId(person_in(body))
        with surroundings.storage.logs_for(user, now=surroundings.clock.now()) as logs:
            found = logs.students.known_as(trail.asked_for(view))
            wanted = Wanted(student=found.id, by_admin=True) if found else None
            shown = _for_an_admin(logs, wanted) if wanted else None
        if shown is None:
            ack(response_action="errors", errors=trail.unknown().problems)
        else:
            ack(response_action="update", view=shown)

    def _page(self, body: Body, wanted: Wanted) -> View:
        surroundings, user = self.surroundings, SlackUserId(person_in(body))
        now = surroundings.clock.now()
        if wanted.by_admin:
            with surroundings.storage.logs_for(user, now=now) as logs:
                return _for_an_admin(logs, wanted)
        with surroundings.storage.caseload_of(user, now=now) as caseload:
            caseload.require(Act.SEE_TRAIL, wanted.student)
            caseload.audit.log("looked at the trail", student=wanted.student)
            known = caseload.students.get(wanted.student)
            whose = f"{known.name} ({known.alias})"
            return trail.render(whose, wanted, _entries(caseload, wanted.student))


def _for_an_admin(logs: Scope, wanted: Wanted) -> View:
    """Who, what and when, and why; what was said or changed stays with who leads the student."""
    logs.audit.log("looked at the trail as an admin", student=wanted.student)
    entries = _entries(logs, wanted.student, details=False)
    return trail.render(logs.students.get(wanted.student).alias, wanted, entries)


def _entries(scope: Scope, student: StudentId, *, details: bool = True) -> list[TrailEntry]:
    names = {person.id: _called(person) for person in scope.people.all()}
    logged = [
        TrailEntry(
            at=entry.at,
            who=names.get(entry.by, "") if entry.by else "",
            act=entry.act,
            why=entry.why,
            detail=entry.detail if details else "",
        )
        for entry in scope.audit.trail(student)
    ]
    disclosed = [
        TrailEntry(at=look.at, who=names.get(look.person, ""), act=look.purpose, disclosed=True)
        for look in scope.disclosures.of(student)
    ]
    return in_one(logged, disclosed)


def _called(person: Person) -> str:
    return person.name or person.email or str(person.slack_id)
