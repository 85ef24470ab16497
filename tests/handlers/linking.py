"""Pat and a provider outside Slack: the link, the code, the form."""

import re

from bot.dates.obligation_rules import ObligationId
from bot.people.people import TeamRole
from tests.handlers.asking import Asking
from tests.people import RunningSchool
from tests.web import Visitor

LEE = "Lee Nightingale"


class Linking(Asking):
    """Lee gives a service under contract, and reads mail only."""

    def __init__(self, school: RunningSchool) -> None:
        super().__init__(school)
        self.leaves_the_team(self.provider)
        now = school.client.clock_now()
        with school.storage.jobs(now=now) as scope:
            self.lee = scope.people.add(name=LEE, email="lee@clinic.example")
        school.on_team(school.juniper, self.lee, TeamRole.PROVIDER, service="dragonspeech")
        self.sends_all()
        self.pat.modal.close()

    @property
    def request(self):
        (found,) = self.reads(lambda scope: scope.requests.to(self.lee.id))
        return found

    @property
    def link(self):
        return self.reads(lambda scope: scope.links.of(self.request.id))

    def looks_at_request(self):
        listed = self.opens()
        listed.click("status/requests_status")
        self.school.settle()
        self.pat.modal.choose("request_one", str(self.request.id))
        self.school.settle()
        return self.pat.modal

    def clicks(self, button):
        self.pat.modal.click(button)
        self.school.settle()
        return self.pat.modal

    def makes_link(self) -> Visitor:
        self.looks_at_request()
        return self.visitor(self.clicks("Make a private link"))

    def visitor(self, modal) -> Visitor:
        found = re.search(r"http://127\.0\.0\.1:\d+/form/\S{43}", modal.text)
        assert found, modal.text
        return Visitor(found[0])

    def says_code(self) -> str:
        modal = self.clicks("Say a code on the phone")
        found = re.search(r"Say this code on the phone: \*?(\d{3} \d{3})", modal.text)
        assert found, modal.text
        return found[1]

    def comes_in(self) -> Visitor:
        """The whole way from the link to the form's first page."""
        visitor = self.makes_link()
        visitor.opens()
        visitor.fills("Your code", self.says_code())
        visitor.presses("Open the form")
        return visitor

    def is_proven(self) -> bool:
        return self.state(ObligationId.PROVIDER_REPORT_BACK) == "proven"
