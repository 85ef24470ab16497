"""A scope: one transaction, and only what this person may get at."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

from bot.calendar import SchoolCalendar, SchoolYear
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
from bot.requests.following_requests import following
from bot.requests.requests import Form, Request, is_taken
from bot.students import Student, StudentId
from storage.after_meetings.duties import Duties
from storage.after_meetings.signatures import SignatureAttempts
from storage.audit import Audit, Disclosures
from storage.conversations.booked_calls import BookedCalls
from storage.conversations.conversations import Conversations
from storage.conversations.kept_conversations import KeptConversations
from storage.conversations.talks import talks
from storage.dates.cases import cases
from storage.dates.obligations import Obligations
from storage.forms.drafts import Drafts
from storage.goals.goals import Goals
from storage.links_outside.private_links import Links
from storage.meeting_day.checklists import Checklists
from storage.meeting_day.concerns import Concerns
from storage.meeting_day.helpers import Helpers
from storage.meeting_day.proposals import Proposals
from storage.meetings.meetings import Meetings
from storage.meetings.parent_requests import ParentRequests
from storage.meetings.sessions import Sessions
from storage.office.office_notes import OfficeNotes
from storage.outbox.errands import ErrandsToPut
from storage.outbox.messages import Messages
from storage.outbox.redraw_marks import Showing
from storage.outbox.unsent import UnsentErrands
from storage.people.confirmations import Confirmations
from storage.people.parents import Parents
from storage.people.people import People
from storage.people.roles import Roles
from storage.records.contacts import Contacts
from storage.records.destruction import Certificate, Destruction
from storage.records.exports import Exports
from storage.records.holds import Holds
from storage.records.students import Students
from storage.rehearsal.rehearsals import Rehearsals
from storage.requests.requests import Requests
from storage.scopes.reach import Reach
from storage.settings.workspace_settings import WorkspaceSettings
from storage.settings.workspaces import Settled

T = TypeVar("T")


def _repository(made: Callable[[Reach], T]) -> cached_property[T]:
    """Make a repository when it is first asked for; it reaches what its scope reaches."""
    return cached_property(lambda scope: made(scope._reach))  # noqa: SLF001 - a scope's own part


class Scope:
    """What one transaction can see and change. Kept when it is left, undone on an error."""

    students = _repository(Students)
    holds = _repository(Holds)
    destruction = _repository(Destruction)
    people = _repository(People)
    parents = _repository(Parents)
    roles = _repository(Roles)
    confirmations = _repository(Confirmations)
    meetings = _repository(Meetings)
    helpers = _repository(Helpers)
    parent_requests = _repository(ParentRequests)
    sessions = _repository(Sessions)
    obligations = _repository(Obligations)
    drafts = _repository(Drafts)
    conversations = _repository(Conversations)
    goals = _repository(Goals)
    contacts = _repository(Contacts)
    exports = _repository(Exports)
    kept_conversations = _repository(KeptConversations)
    calls = _repository(BookedCalls)
    requests = _repository(Requests)
    links = _repository(Links)
    office_notes = _repository(OfficeNotes)
    concerns = _repository(Concerns)
    proposals = _repository(Proposals)
    duties = _repository(Duties)
    signature_attempts = _repository(SignatureAttempts)
    checklists = _repository(Checklists)
    messages = _repository(Messages)
    unsent = _repository(UnsentErrands)
    audit = _repository(Audit)
    disclosures = _repository(Disclosures)
    settings = _repository(WorkspaceSettings)
    rehearsals = _repository(Rehearsals)

    def __init__(self, reach: Reach, settled: Settled) -> None:
        self._reach = reach
        self.workspace = reach.workspace
        self.now = reach.now
        self.today = reach.today
        self.by = reach.by
        """Who acts; None where a file or the clock does."""
        self.relations = reach.relations
        self.require = reach.require
        self.require_leader = reach.require_leader
        self.apart = reach.apart
        self.to_deliver = False
        """Whether something was put in the outbox or is to be drawn anew."""
        self.calendar: SchoolCalendar = settled.calendar
        self.rules: Rules = settled.rules
        """The district's own table of what is due when."""
        self.district_rules: DistrictRules = settled.district_rules

    @property
    def person(self) -> Person:
        """On whose behalf this is. Nobody's in jobs, where asking is a mistake."""
        return self._reach.acting()

    @property
    def school_year(self) -> SchoolYear:
        """Return the workspace's school year of today, in which dates go without their year."""
        return self.calendar.year_begun_by(self.today)

    def calendar_for(self, student: StudentId) -> SchoolCalendar:
        """Return the calendar that holds for a student: their school's, else the workspace's."""
        if not self.calendar.schools:
            return self.calendar
        return self.calendar.of(self.students.get(student).school)

    def cases(self) -> list[Case]:
        """Return everything the rules need of every student here, in a fixed number of queries."""
        return cases(self._reach)

    def talks(self, *, since: date) -> list[Talk]:
        """Return that parents were talked with from `since` on, for a supervisor's figures."""
        return talks(self._reach, since=since)

    def case_of(self, student: StudentId) -> Case:
        self._reach.case_manager_of(student)
        return cases(self._reach, only=student)[0]

    def record_settlements(self, conversation: Conversation, meeting: Meeting | None) -> None:
        """Record which obligations a parent conversation settles that was just kept."""
        if meeting is not None:
            everyone = self.conversations.about(meeting.student)
            settled = newly_settled(conversation, everyone, meeting)
            self.obligations.settle(
                meeting, NOTHING, settled, on_whose_word=conversation.by, said_at=conversation.at
            )

    def record_settlements_changed(self, meeting: Meeting, before: Sequence[Conversation]) -> None:
        """Record what changes for a meeting whose student's conversations were these `before`."""
        self.obligations.settle(
            meeting,
            settled_together(before, meeting),
            settled_together(self.conversations.about(meeting.student), meeting),
            booked=self.is_booked(meeting),
        )

    def is_booked(self, meeting: Meeting) -> bool:
        """Tell whether a talk with the parents is agreed that comes before the meeting."""
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
            self.case_of(meeting.student),
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
        """Return what nobody has looked at near the end of a period; None where all is well."""
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

    @cached_property
    def outbox(self) -> ErrandsToPut:
        return ErrandsToPut(self._reach, self._deliver)

    def mark_what_shows(self) -> None:
        """Mark as behind whatever shows what was touched here; the door asks for it at the end."""
        if Showing(self._reach).mark(self._reach.noted):
            self._deliver()

    def destroy(self, student: Student, *, told_on: date, told_by: str) -> Certificate:
        """Destroy a student's record; what shows them among others is drawn without them."""
        self.destruction.note(student)
        self.mark_what_shows()
        return self.destruction.destroy(student, told_on=told_on, told_by=told_by)

    def _deliver(self) -> None:
        self.to_deliver = True
