"""A respondent, inside Slack or outside, and the three ways in which their form comes in."""

import uuid
from typing import Any

from bot.meetings.meetings import MeetingId
from bot.people.people import Person, SlackUserId, TeamMember, TeamRole
from bot.requests.requests import Form, Request, RequestState
from bot.students import StudentId
from bot.ui.links_outside.web_fields import name_of
from bot.ui.links_outside.web_forms import NEXT, PageSent
from casework.links_outside.link_codes import make_code, try_code
from casework.links_outside.private_links import make_link
from handlers.kit.forms import FormPages
from handlers.kit.keystrokes import TypingKeeper
from handlers.links_outside.link_visits import LinkVisits, guard_of
from handlers.requests.request_behalf import FormOnBehalf
from handlers.requests.request_forms import RespondentForm
from storage import Storage
from tests.casework.hands import Hands
from tests.conftest import NOW
from tests.jobs.conftest import SetWire

NAN = SlackUserId("U0NAN")
PAGES = (
    {"service": "Speech, 30 minutes", "levels": "Tells whole stories", "goals": "0"},
    {"summary": "Speaks up in class", "attends": "yes"},
)
"""A provider's report, page by page."""


class Respondent:
    """Nan gives a service and is asked for a report."""

    def __init__(
        self, storage: Storage, student: StudentId, meeting: MeetingId, **who: Any
    ) -> None:
        self.storage = storage
        with storage.jobs(now=NOW) as scope:
            self.person: Person = scope.people.add(name="Nan Provider", **who)
            nan = TeamMember(person=self.person.id, role=TeamRole.PROVIDER, service="speech")
            scope.people.set_team(student, [*scope.people.team_of(student), nan])
            self.request: Request = scope.requests.ask(
                student=student,
                meeting=meeting,
                form=Form.PROVIDER_REPORT,
                respondent=self.person.id,
                due_on=scope.today,
            )

    @property
    def is_in(self) -> bool:
        with self.storage.jobs(now=NOW, reading=True) as scope:
            return scope.requests.get(self.request.id).state is RequestState.IN

    def fills_in_the_modal(self) -> None:
        hands = Hands(self.storage, NAN)
        typing = TypingKeeper(wire=SetWire())
        form = RespondentForm(surroundings=hands.surroundings, typing=typing)
        view = hands.clicks(form.open, self.request.id)
        _turn_pages(hands, FormPages(kinds=(form,), typing=typing), view, *PAGES)

    def tells(self, listener: Hands) -> None:
        """Say it to somebody who writes it down."""
        typing = TypingKeeper(wire=SetWire())
        form = FormOnBehalf(surroundings=listener.surroundings, typing=typing)
        view = listener.clicks(form.open, self.request.id)
        said = {"said_who": "Nan Provider", "said_how": "phone"}
        _turn_pages(listener, FormPages(kinds=(form,), typing=typing), view, said, *PAGES)

    def gets_link(self, maker: str) -> tuple[str, str]:
        """Return the link's token, and the session that its code opens."""
        wire = SetWire()
        with self.storage.caseload_of(SlackUserId(maker), now=NOW) as scope:
            _, token = make_link(scope, self.request)
            code = make_code(scope, self.request, wire_now=wire.now())
        with self.storage.links.threshold(token, now=NOW, wire_now=wire.now()) as threshold:
            return token, try_code(threshold, code).session

    def fills_in_the_web_form(self, token: str, session: str) -> None:
        visits = LinkVisits(surroundings=Hands(self.storage, NAN).surroundings, wire=SetWire())
        draft = uuid.uuid4().hex
        for number, page in enumerate(PAGES):
            visits.look(token, session)
            sent = PageSent(
                does=NEXT,
                draft=draft,
                page=number,
                guard=guard_of(session),
                fields=tuple((name_of(key), answer) for key, answer in page.items()),
            )
            assert visits.press(token, session, sent).go_to


def _turn_pages(hands: Hands, pages: FormPages, view: Any, *filled_in: dict[str, str]) -> None:
    for page in filled_in:
        view = hands.saves(pages.turn_forward, view, **page)
