"""The log of contacts: two taps for a call, a shortcut for a message, and every entry mended."""

import html
import re
import uuid
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError, NotAllowedError, StaleError
from bot.forms.drafts import Draft, DraftKey
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId, SlackUserId
from bot.permissions import Act
from bot.records.contacts import Contact, ContactId, ContactKind, Outcome, Way, kind_of
from bot.students import StudentId
from bot.ui.kit.blocks import View
from bot.ui.records import contact_entry, contact_log, contact_words, kept_message
from bot.ui.records import students as student_modal
from bot.ui.records.contact_entry import Typed
from bot.ui.records.kept_message import KeptMessage
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.screens import show, show_instead
from handlers.kit.surroundings import Surroundings
from handlers.records.student_records import clicked
from handlers.records.students import not_found
from storage import Scope

KIND = "message_to_keep"

NO_WORDS = "This message has no words that could be kept. A file stays in Slack."
NO_STUDENTS = "You have no students, so there is no log in which this could be kept."
GONE = (
    "These words were kept or dropped meanwhile. Nothing more was saved; please use the shortcut "
    "on the message again if they are missing."
)


@dataclass(frozen=True, kw_only=True)
class ContactHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(contact_words.ADD)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.action(re.compile(f"^{contact_words.LOG}(:|$)"))(
            ack=acknowledge, lazy=[told_of_errors(self.show_log)]
        )
        app.action(contact_words.EDIT)(ack=acknowledge, lazy=[told_of_errors(self.show_entry)])
        app.view(contact_entry.SAVE)(self.save)
        app.shortcut("contact_keep_message")(ack=acknowledge, lazy=[told_of_errors(self.ask_whose)])
        app.view(kept_message.KEEP)(self.keep_message)

    def typed(self, body: Body, words: str, client: WebClient) -> None:
        """`/iep log Juniper`: the modal with the commonest chosen, so that Save is the next tap."""
        with self._caseload(body) as caseload:
            students = caseload.students.named(words)
            if len(students) == 1:
                view = _new(caseload, students[0].id)
            else:
                view = student_modal.render_find(not_found(words, len(students)))
        show(client, body, view)

    def open(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as caseload:
            view = _new(caseload, clicked(body))
        show_instead(client, body, view)

    def show_log(self, body: Body, client: WebClient) -> None:
        student, page = contact_log.log_meant(body["actions"][0]["value"])
        with self._caseload(body) as caseload:
            view = _log(caseload, student, page=page)
        show_instead(client, body, view)

    def show_entry(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as caseload:
            contact = caseload.contacts.get(ContactId(int(body["actions"][0]["value"])))
            versions = caseload.contacts.versions(contact.id)
            caseload.audit.log("opened an entry of the log", student=contact.student)
            view = contact_entry.render_edit(
                caseload.students.get(contact.student),
                contact,
                versions,
                _names(caseload, [contact, *versions]),
            )
        show_instead(client, body, view)

    def save(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep the entry, and show the log with it in the modal's place."""
        try:
            with self._caseload(body) as caseload:
                typed = contact_entry.read(view, now=caseload.now)
                _keep(caseload, typed)
                shown = _log(caseload, typed.student)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)

    def ask_whose(self, body: Body, client: WebClient) -> None:
        """Keep the words closed as a draft, since a modal carries none, and ask whose they are."""
        message = body["message"]
        # Slack writes three characters as entities, since its own mark-up is made of them.
        words = html.unescape(str(message.get("text") or "")).strip()
        if not words:
            raise NotAllowedError(NO_WORDS)
        with self._caseload(body) as caseload:
            if not caseload.students.any():
                raise NotAllowedError(NO_STUDENTS)
            draft = Draft(
                key=DraftKey(uuid.uuid4().hex),
                owner=caseload.person.id,
                kind=KIND,
                student=None,
                answers={
                    "words": _signed(caseload, words, str(message.get("user") or "")),
                    "at": str(body.get("message_ts") or message["ts"]),
                },
                updated_at=caseload.now,
            )
            caseload.drafts.keep(draft)
        show(client, body, kept_message.render(words, draft.key))

    def keep_message(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        try:
            kept = kept_message.read(view)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
            return
        with self._caseload(body) as caseload:
            _keep_words(caseload, kept)
            shown = _log(caseload, kept.student)
        ack(response_action="update", view=shown)

    def _caseload(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def _new(caseload: Scope, student: StudentId) -> View:
    caseload.require(Act.LOG_CONTACT, student)
    caseload.audit.log("opened a student to log a contact", student=student)
    draft = DraftKey(uuid.uuid4().hex)
    return contact_entry.render_add(caseload.students.get(student), draft, now=caseload.now)


def _log(caseload: Scope, student: StudentId, *, page: int = 0) -> View:
    """A page of the log; the view is logged first."""
    contacts = caseload.contacts.of(student)
    caseload.audit.log("opened the log", student=student)
    names = _names(caseload, contacts)
    return contact_log.render_log(caseload.students.get(student), contacts, names, page=page)


def _names(caseload: Scope, contacts: Iterable[Contact]) -> dict[PersonId, str]:
    return {who: caseload.people.get(who).name for who in {one.by for one in contacts}}


def _keep(caseload: Scope, typed: Typed) -> None:
    if typed.contact is not None:
        kept = caseload.contacts.get(typed.contact)
        caseload.contacts.keep(_as_typed(kept, typed))
        return
    new = Contact(
        id=ContactId(0),
        draft=typed.draft,
        student=typed.student,
        meeting=_meeting_wanted(caseload, typed),
        at=typed.at,
        whom=typed.whom,
        way=typed.way,
        outcome=typed.outcome,
        by=caseload.person.id,
        kept_at=caseload.now,
    )
    caseload.contacts.add(_as_typed(new, typed))


def _as_typed(contact: Contact, typed: Typed) -> Contact:
    return replace(
        contact,
        kind=kind_of(typed.whom, typed.outcome),
        at=typed.at,
        whom=typed.whom,
        way=typed.way,
        outcome=typed.outcome,
        language=typed.language,
        note=typed.note,
        withdrawn=typed.withdrawn,
        why_withdrawn=typed.why,
    )


def _meeting_wanted(caseload: Scope, typed: Typed) -> MeetingId | None:
    """The meeting before which a parent was to be reached, where one is planned."""
    if kind_of(typed.whom, typed.outcome) is not ContactKind.ATTEMPT:
        return None
    meeting = caseload.meetings.next_of(typed.student, after=caseload.today)
    return meeting.id if meeting else None


def _keep_words(caseload: Scope, kept: KeptMessage) -> None:
    """Put the words in the log; the draft that held them is empty from then on."""
    draft = caseload.drafts.get(kept.draft)
    if draft is None or draft.submitted:
        raise StaleError(GONE)
    caseload.contacts.add(
        Contact(
            id=ContactId(0),
            draft=kept.draft,
            student=kept.student,
            at=datetime.fromtimestamp(float(draft.answers["at"]), UTC),
            whom=kept.whom,
            way=Way.SLACK,
            outcome=Outcome.TALKED,
            note=kept.note,
            words=draft.answers["words"],
            by=caseload.person.id,
            kept_at=caseload.now,
        )
    )
    caseload.drafts.drop(kept.draft)


def _signed(caseload: Scope, words: str, author: str) -> str:
    """The words with the name of who wrote them, where they are on record."""
    person = caseload.people.by_slack(SlackUserId(author)) if author else None
    return f"{person.name}: {words}" if person and person.name else words
