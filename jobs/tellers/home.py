"""The home tab, drawn anew while somebody may be looking at it."""

from dataclasses import dataclass

from bot.digest.digest_rows import Morning
from bot.district.district import School, schools_of
from bot.errors import NotAllowedError
from bot.messages import MessageKind
from bot.people.people import Person, Role, SlackUserId
from bot.records.caseloads import glance
from bot.ui.digest import home
from bot.ui.kit.blocks import View
from jobs.tellers.tellers import Rendering
from storage import Errand, Posted, Scope, Storage


@dataclass(frozen=True, kw_only=True)
class HomeTeller:
    """What it shows is read on behalf of the person; that it was is logged before."""

    storage: Storage
    kind: MessageKind = MessageKind.HOME

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:  # noqa: ARG002 - a Teller
        """Nobody posts a home tab."""
        return None

    def redraw(self, scope: Scope, posted: Posted) -> View | None:
        try:
            with self.storage.caseload_of(SlackUserId(posted.addressee), now=scope.now) as caseload:
                caseload.audit.log("was shown the home tab anew")
                return home.render(
                    glance(
                        caseload.cases(), caseload.calendar, caseload.rules, today=caseload.today
                    ),
                    caseload.rules,
                    page=int(posted.kept),
                    names=caseload.workspace.names_at_home,
                    confirmed=caseload.calendar.confirmed,
                    roles=caseload.person.roles,
                    progress=(
                        caseload.settings.progress()
                        if Role.ADMIN in caseload.person.roles
                        else None
                    ),
                    district=self._district(scope, caseload.person),
                    goals=caseload.goals_pressing(),
                    notes=bool(caseload.workspace.office_channel),
                )
        except NotAllowedError:
            # They were let in when they opened it, and what it told them is not theirs any more.
            return home.for_strangers()

    def _district(self, scope: Scope, person: Person) -> tuple[School, ...]:
        if Role.SUPERVISOR not in person.roles or person.slack_id is None:
            return ()
        with self.storage.district_of(person.slack_id, now=scope.now) as district:
            return schools_of(
                Morning(
                    on=district.today,
                    calendar=district.calendar,
                    rules=district.rules,
                    cases=tuple(district.cases()),
                )
            )
