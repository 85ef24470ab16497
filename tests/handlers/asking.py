"""Pat asks teachers and providers for forms, and what people see of it."""

from dataclasses import replace
from datetime import date

from bot.dates.obligation_rows import meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Meeting
from bot.people.people import Person, TeamRole
from bot.requests.requests import Request
from tests.people import MORNING, RunningSchool

TOLD = "IEP meeting forms for you"


class Asking:
    """A school with a meeting three weeks ahead, a teacher and a contracted provider."""

    def __init__(self, school: RunningSchool) -> None:
        self.school = school
        self.pat, self.kim, self.tea = school.pat, school.kim, school.tea
        self.hal = school.hal
        self.provider = school.person("U0HAL", name="Hal Helpwell")
        school.on_team(school.juniper, self.provider, TeamRole.PROVIDER, service="dragonspeech")
        self.meeting = school.junipers_meeting(date(2026, 11, 18))

    def opens(self, person=None, words="request"):
        person = person or self.pat
        person.command("/iep", words)
        self.school.settle()
        assert person.modal is not None, [one.text for one in person.ephemerals]
        return person.modal

    def sends_all(self, person=None):
        """Send everything that is listed; gives what stands in the list's place."""
        sent = self.opens(person).submit()
        self.school.settle()
        return sent

    def message(self, person):
        return [one for one in person.dms() if one.title.startswith("IEP meeting forms")][-1]

    def messages(self, person):
        return [one for one in person.dms() if one.by_app and not one.thread_ts]

    def presses(self, person, message, control) -> str:
        """Press a control, and give what the person is told of it in words."""
        before = len(person.ephemerals)
        reply = message.click(control)
        assert reply.error is None
        self.school.settle()
        return " ".join(one.text for one in person.ephemerals[before:])

    def form(self, person, request: Request | None = None):
        """Open the form of a request, the person's first where none is named."""
        request = request or self.requests(person)[0]
        message = self.message(person)
        name = f"request:{request.id}/request_fill_in"
        told = self.presses(person, message, name)
        assert person.modal is not None, told
        return person.modal

    def fills_in(self, person, request: Request | None = None, **answers):
        """Fill in a teacher's form as quickly as it can be, and send it."""
        modal = self.form(person, request)
        modal.fill("Subject and period", answers.get("subject", "Science, period 3"))
        modal = modal.submit()
        modal.choose("Can you come to the meeting?", "Yes")
        kept = modal.submit()
        self.school.settle()
        return kept

    def reads(self, reading):
        with self.school.storage.jobs(now=self.school.client.clock_now(), reading=True) as scope:
            return reading(scope)

    def requests(self, person=None) -> list[Request]:
        def of(scope):
            found = scope.requests.of_meeting(self.meeting.id)
            if person is None:
                return found
            who = scope.people.by_slack(person.id)
            return scope.requests.to(who.id)

        return self.reads(of)

    def state(self, row: ObligationId, meeting: Meeting | None = None) -> str:
        subject = meeting_subject((meeting or self.meeting).id)
        return str(self.reads(lambda scope: scope.obligations.standing(subject, row).state))

    def forms(self, request: Request):
        return self.reads(lambda scope: scope.requests.forms(request.id))

    def leaves_the_team(self, person: Person) -> None:
        with self.school.storage.jobs(now=MORNING) as scope:
            team = scope.people.team_of(self.school.juniper.id)
            scope.people.set_team(
                self.school.juniper.id, [one for one in team if one.person != person.id]
            )

    def changes_meeting(self, **fields) -> None:
        with self.school.storage.jobs(now=MORNING) as scope:
            scope.meetings.keep(replace(scope.meetings.get(self.meeting.id), **fields))
