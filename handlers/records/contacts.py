"""Listen to the log of contacts: two taps for a call, a shortcut for a message, entries mended."""

import re
import uuid
from collections.abc import Iterable

from bot.errors import NotAllowedError
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.drafts import DraftKey
from bot.forms.records.contacts import CONTACT, KEEP_MESSAGE, LOG_CONTACT
from bot.forms.records.students import STUDENT
from bot.people.people import PersonId, SlackUserId
from bot.permissions import Act
from bot.records.contacts import Contact, ContactId
from bot.students import StudentId
from bot.ui.kit.blocks import View
from bot.ui.records import contacts as screen
from casework.records.contacts import hold_words, keep_words, log_contact, mend_contact
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening, in_caseload
from handlers.kit.people_in_slack import words_of
from handlers.kit.students_named import about_named, opened, suggest_students
from storage import Scope

NO_WORDS = "This message has no words that could be kept. A file stays in Slack."


def listen(on: Listening) -> None:
    on.verb("log", about_named(_new))
    on.click(screen.ADD, in_caseload(_new, tags.STUDENT))
    on.click(screen.LOG, in_caseload(_log, tags.STUDENT))
    on.click(re.compile(f"^{screen.LOG}:"), turn_page)
    on.click(screen.EDIT, in_caseload(open_entry, CONTACT))
    on.submit(LOG_CONTACT, save)
    on.shortcut(KEEP_MESSAGE.name, ask_whose)
    on.suggest(KEEP_MESSAGE.control(STUDENT), suggest_students)
    on.submit(KEEP_MESSAGE, keep_message)


def turn_page(asked: Asked) -> View:
    with asked.caseload() as caseload:
        return _log(caseload, asked.clicked(tags.STUDENT), page=asked.clicked(tags.PAGE))


def open_entry(caseload: Scope, wanted: ContactId) -> View:
    """Show one entry with all that it said before; the view is logged."""
    contact = caseload.contacts.get(wanted)
    versions = caseload.contacts.versions(contact.id)
    caseload.audit.log("opened an entry of the log", student=contact.student)
    student = caseload.students.get(contact.student)
    names = _names(caseload, [contact, *versions])
    return screen.render_edit(student, contact, versions, names)


def save(asked: Asked, answers: Answers) -> View:
    student, contact = asked.carried(tags.STUDENT), asked.may_carry(CONTACT)
    with asked.caseload() as caseload:
        if contact is not None:
            mend_contact(caseload, contact, answers)
        else:
            log_contact(caseload, student, answers, draft=asked.carried(tags.DRAFT))
        return _log(caseload, student)


def ask_whose(asked: Asked) -> View:
    """Hold the words of a message, since a modal carries none, and ask whose they are."""
    message = asked.body["message"]
    words = words_of(asked, str(message.get("text") or "")).strip()
    if not words:
        raise NotAllowedError(NO_WORDS)
    author = SlackUserId(message["user"]) if message.get("user") else None
    at = str(asked.body.get("message_ts") or message["ts"])
    with asked.caseload() as caseload:
        held = hold_words(caseload, words, author=author, at=at)
        return screen.render_keep(words, held)


def keep_message(asked: Asked, answers: Answers) -> View:
    KEEP_MESSAGE.check(answers)
    with asked.caseload() as caseload:
        keep_words(caseload, answers, held=asked.carried(tags.DRAFT))
        return _log(caseload, answers[STUDENT])


def _new(caseload: Scope, student: StudentId) -> View:
    """Draw an entry with the commonest chosen, so that Save is the next tap."""
    about = opened(caseload, Act.LOG_CONTACT, student, "a student to log a contact")
    return screen.render_add(about, DraftKey(uuid.uuid4().hex), now=caseload.now)


def _log(caseload: Scope, student: StudentId, *, page: int = 0) -> View:
    contacts = caseload.contacts.of(student)
    caseload.audit.log("opened the log", student=student)
    names = _names(caseload, contacts)
    return screen.render_log(caseload.students.get(student), contacts, names, page=page)


def _names(caseload: Scope, contacts: Iterable[Contact]) -> dict[PersonId, str]:
    return {who: caseload.people.get(who).name for who in {one.by for one in contacts}}
