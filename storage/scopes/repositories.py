"""The repositories of one transaction, each made when it is first asked for."""

from functools import cached_property

from storage.after_meetings.duties import Duties
from storage.after_meetings.signatures import SignatureAttempts
from storage.audit import Audit, Disclosures
from storage.conversations.booked_calls import Calls
from storage.conversations.conversations import Conversations
from storage.conversations.kept_conversations import KeptConversations
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
from storage.outbox.showing import Showing
from storage.people.people import People
from storage.people.roles import Roles
from storage.records.contacts import Contacts
from storage.records.students import Students
from storage.requests.requests import Requests
from storage.scopes.reach import Reach
from storage.settings.workspace_settings import WorkspaceSettings


class Repositories:
    """A repository per noun; each reaches what the scope reaches, and no further."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self.to_deliver = False
        """Whether something was put in the outbox or is to be drawn anew."""

    @cached_property
    def students(self) -> Students:
        return Students(self._reach)

    @cached_property
    def people(self) -> People:
        return People(self._reach)

    @cached_property
    def roles(self) -> Roles:
        return Roles(self._reach)

    @cached_property
    def meetings(self) -> Meetings:
        return Meetings(self._reach)

    @cached_property
    def helpers(self) -> Helpers:
        return Helpers(self._reach)

    @cached_property
    def parent_requests(self) -> ParentRequests:
        return ParentRequests(self._reach)

    @cached_property
    def sessions(self) -> Sessions:
        return Sessions(self._reach)

    @cached_property
    def obligations(self) -> Obligations:
        return Obligations(self._reach)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self._reach)

    @cached_property
    def conversations(self) -> Conversations:
        return Conversations(self._reach)

    @cached_property
    def goals(self) -> Goals:
        return Goals(self._reach)

    @cached_property
    def contacts(self) -> Contacts:
        return Contacts(self._reach)

    @cached_property
    def kept_conversations(self) -> KeptConversations:
        return KeptConversations(self._reach)

    @cached_property
    def calls(self) -> Calls:
        return Calls(self._reach)

    @cached_property
    def requests(self) -> Requests:
        return Requests(self._reach)

    @cached_property
    def links(self) -> Links:
        return Links(self._reach)

    @cached_property
    def office_notes(self) -> OfficeNotes:
        return OfficeNotes(self._reach)

    @cached_property
    def concerns(self) -> Concerns:
        return Concerns(self._reach)

    @cached_property
    def proposals(self) -> Proposals:
        return Proposals(self._reach)

    @cached_property
    def duties(self) -> Duties:
        return Duties(self._reach)

    @cached_property
    def signature_attempts(self) -> SignatureAttempts:
        return SignatureAttempts(self._reach)

    @cached_property
    def checklists(self) -> Checklists:
        return Checklists(self._reach)

    @cached_property
    def outbox(self) -> ErrandsToPut:
        return ErrandsToPut(self._reach, self._deliver)

    @cached_property
    def messages(self) -> Messages:
        return Messages(self._reach)

    @cached_property
    def audit(self) -> Audit:
        return Audit(self._reach)

    @cached_property
    def disclosures(self) -> Disclosures:
        return Disclosures(self._reach)

    @cached_property
    def settings(self) -> WorkspaceSettings:
        return WorkspaceSettings(self._reach)

    def mark_what_shows(self) -> None:
        """Mark as behind whatever shows what was touched here; the door asks for it at the end."""
        reach = self._reach
        showing = Showing(
            connection=reach.connection,
            workspace=reach.workspace_id,
            by=reach.by,
            now=reach.now,
            today=reach.today,
            told=reach.told,
        )
        if showing.mark(reach.noted):
            self._deliver()

    def _deliver(self) -> None:
        self.to_deliver = True
