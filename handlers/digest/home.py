"""The home tab: drawn when it is opened, and page by page."""

import re
from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient

from bot.digest.digest_rows import Morning
from bot.district.district import School, schools_of
from bot.errors import NotSetUpError
from bot.messages import MessageKind
from bot.people.people import Person, Role, SlackUserId
from bot.records.caseloads import glance
from bot.settings.setting_up import Progress
from bot.ui.digest import home
from bot.ui.kit.blocks import View
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.surroundings import Surroundings
from handlers.settings.first_admin import greet
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class HomeHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.event("app_home_opened")(ack=acknowledge, lazy=[told_of_errors(self.opened)])
        app.action(re.compile(f"^{home.TO_PAGE}:"))(
            ack=acknowledge, lazy=[told_of_errors(self.turn_page)]
        )

    def opened(self, body: Body, client: WebClient) -> None:
        if body["event"].get("tab") == "home":
            user = SlackUserId(person_in(body))
            greet(self.surroundings, client, user)
            self._publish(client, user, page=0)

    def turn_page(self, body: Body, client: WebClient) -> None:
        page = int(body["actions"][0]["value"])
        self._publish(client, SlackUserId(person_in(body)), page=page)

    def _publish(self, client: WebClient, user: SlackUserId, *, page: int) -> None:
        client.views_publish(user_id=user, view=self._drawn_for(user, page=page))

    def _drawn_for(self, user: SlackUserId, *, page: int) -> View:
        surroundings = self.surroundings
        try:
            with surroundings.storage.caseload_of(user, now=surroundings.clock.now()) as caseload:
                seen = glance(
                    caseload.cases(), caseload.calendar, caseload.rules, today=caseload.today
                )
                caseload.audit.log("looked at the home tab")
                caseload.messages.shown(kind=MessageKind.HOME, addressee=user, kept=str(page))
                return home.render(
                    seen,
                    caseload.rules,
                    page=page,
                    names=caseload.workspace.names_at_home,
                    confirmed=caseload.calendar.confirmed,
                    roles=caseload.person.roles,
                    progress=setting_up_progress(caseload),
                    district=self._district(caseload.person),
                    goals=caseload.goals_pressing(),
                    notes=bool(caseload.workspace.office_channel),
                )
        except NotSetUpError:
            return home.for_strangers()

    def _district(self, person: Person) -> tuple[School, ...]:
        """A supervisor's schools, read in a look of its own; nothing for everybody else."""
        if Role.SUPERVISOR not in person.roles or person.slack_id is None:
            return ()
        surroundings = self.surroundings
        with surroundings.storage.district_of(
            person.slack_id, now=surroundings.clock.now()
        ) as district:
            return schools_of(
                Morning(
                    on=district.today,
                    calendar=district.calendar,
                    rules=district.rules,
                    cases=tuple(district.cases()),
                )
            )


def setting_up_progress(caseload: Scope) -> Progress | None:
    """How far the district has come, for an admin."""
    return caseload.settings.progress() if Role.ADMIN in caseload.person.roles else None
