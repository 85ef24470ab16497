"""A scope: one transaction, and only what this person may get at."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.calendar import SchoolCalendar
from bot.conversations.booked_calls import plans_conversation
from bot.conversations.collaboration import Talk
from bot.conversations.conversations import Conversation
from bot.conversations.settled_talks import NOTHING, newly_settled, settled_together
from bot.dates.cases import Case
from bot.dates.district_rules import DistrictRules
from bot.dates.obligation_rules import Rules
from bot.dates.obligations import before_meeting
from bot.goals.goals import Pressing, is_pressing, not_looked_at, period_to_tell
from bot.meetings.meetings import Meeting, MeetingId
from bot.people.people import Person
from bot.people.teams import requests_after
from bot.permissions import Act, Relation
from bot.requests.following_requests import following
from bot.requests.requests import Form, Request, is_taken
from bot.students import StudentId
from bot.workspaces import Workspace
from storage.conversations.talks import talks
from storage.dates.cases import cases
from storage.scopes.reach import Reach
from storage.scopes.repositories import Repositories
from storage.settings.workspaces import Settled


class Scope(Repositories):
    """What one transaction can see and change. Kept when it is left, undone on an error."""

    def __init__(self, reach: Reach, settled: Settled) -> None:
        super().__init__(reach)
        self.calendar: SchoolCalendar = settled.calendar
        self.rules: Rules = settled.rules
        """The district's own table of what is due when."""
        self.district_rules: DistrictRules = settled.district_rules

    @property
    def workspace(self) -> Workspace:
        return self._reach.workspace

    @property
    def person(self) -> Person:
        """On whose behalf this is. Nobody's in jobs, where asking is a mistake."""
        return self._reach.acting()

    @property
    def now(self) -> datetime:
        return self._reach.now

    @property
    def today(self) -> date:
        return self._reach.today

    @property
    def relations(self) -> frozenset[Relation]:
        return self._reach.relations

    def calendar_for(self, student: StudentId) -> SchoolCalendar:
        """The calendar that holds for a student: their school's own, else the workspace's."""
        if not self.calendar.schools:
            return self.calendar
        return self.calendar.of(self.students.get(student).school)

    def cases(self) -> list[Case]:
        """Everything the rules need of every student here, in a fixed number of queries."""
        return cases(self._reach)

    def talks(self, *, since: date) -> list[Talk]:
        """That parents were talked with from `since` on, for a supervisor's figures."""
        return talks(self._reach, since=since)

    def case_of(self, student: StudentId) -> Case:
        self._reach.case_manager_of(student)
        return cases(self._reach, only=student)[0]

    def require(self, act: Act, student: StudentId | None = None) -> None:
        """Raise an error that says whom to ask, where `act` is not allowed here."""
        self._reach.require(act, student)

    def require_leader(self) -> None:
        """Raise an error where somebody may have no caseload of their own."""
        self._reach.require_leader()

    def record_settlements(self, conversation: Conversation, meeting: Meeting | None) -> None:
        """Record which obligations a parent conversation settles that was just kept."""
        if meeting is not None:
            everyone = self.conversations.about(meeting.student)
            settled = newly_settled(conversation, everyone, meeting)
            self.obligations.settle(meeting, NOTHING, settled, on_whose_word=conversation.by)

    def record_settlements_changed(self, meeting: Meeting, before: Sequence[Conversation]) -> None:
        """Record what changes for a meeting whose student's conversations were these `before`."""
        self.obligations.settle(
            meeting,
            settled_together(before, meeting),
            settled_together(self.conversations.about(meeting.student), meeting),
            booked=self.is_booked(meeting),
        )

    def is_booked(self, meeting: Meeting) -> bool:
        """Whether a talk with the parents is agreed that comes before the meeting."""
        call = self.calls.ahead_of(meeting.student)
        return call is not None and plans_conversation(call, meeting, self.workspace.zone)

    def record_forms(self, meeting: MeetingId) -> None:
        """Record how the rows of requests stand, by who was asked and what came in."""
        on = self.meetings.get(meeting)
        members = [
            (one.person, one.role)
            for one in self.people.team_of(on.student)
            if one.serves_on(on.on)
        ]
        self.obligations.settle_forms(on, self.requests.of_meeting(meeting), members)

    def requests_follow(self, meeting: Meeting) -> None:
        """Let what was asked for a meeting follow it, as kept: to its date, or into cancelling."""
        rows = before_meeting(
            meeting,
            self.calendar_for(meeting.student),
            team=self.people.team_of(meeting.student),
            standings=self.case_of(meeting.student).standings,
            today=self.today,
            rules=self.rules,
        )
        due = {row.id: row.due_on for row in rows if row.due_on}
        back = {form: due[form.back] for form in Form if form.back in due}
        asked = self.requests.of_meeting(meeting.id)
        changed = list(following(asked, meeting, back=back))
        for request in changed:
            self.requests.keep(request)
        if changed and meeting.waits:
            self.record_forms(meeting.id)

    def goals_pressing(self) -> Pressing | None:
        """What nobody has looked at near the end of a period; None where all is well."""
        period = period_to_tell(self.settings.periods(), today=self.today)
        if period is None or not is_pressing(period, self.calendar, today=self.today):
            return None
        count = sum(not_looked_at(self.goals.open(), self.goals.marks(period.id)).values())
        return Pressing(count=count, period=period) if count else None

    def follow_team(self, student: StudentId) -> list[Request]:
        """Let requests and their rows follow the student's team; returns the requests changed."""
        team = self.people.team_of(student)
        changed: list[Request] = []
        for meeting in self.meetings.of(student):
            if is_taken(meeting, today=self.today):
                requests = self.requests.of_meeting(meeting.id)
                after = requests_after(requests, team, today=self.today)
                changed += [self.requests.keep(request) for request in after]
                self.record_forms(meeting.id)
        return changed
