"""What people do with the log of contacts: write it, mend it, and keep a message in it."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.errors import NotAllowedError, StaleError
from bot.forms.answers import Answers
from bot.forms.drafts import DraftKey
from bot.forms.records.contacts import (
    AT,
    LANGUAGE,
    LOG_CONTACT,
    NOTE,
    OUTCOME,
    WAY,
    WHOM,
    WORDS_NOTE,
    WRITER,
    check_contact,
)
from bot.forms.records.students import STUDENT
from bot.people.people import SlackUserId
from bot.records.contacts import (
    Contact,
    ContactId,
    ContactKind,
    ContactOutcome,
    ContactWay,
    kind_of,
)
from bot.students import StudentId
from casework.forms.drafts import begun
from storage import Scope

KIND = "message_to_keep"

_SIGNED, _STAMP = "words", "at"
"""Under which such a draft holds the words, and when they were written."""

NO_STUDENTS = "You have no students, so there is no log in which this could be kept."
GONE = (
    "These words were kept or dropped meanwhile. Nothing more was saved; please use the shortcut "
    "on the message again if they are missing."
)


def log_contact(caseload: Scope, student: StudentId, answers: Answers, *, draft: DraftKey) -> None:
    """Log a contact; a failed try to reach a parent is one before the meeting planned next.

    Raises FormError where something has to be mended.
    """
    check_contact(answers, now=caseload.now)
    kind = kind_of(answers[WHOM], answers[OUTCOME])
    tried = kind is ContactKind.ATTEMPT
    meeting = caseload.meetings.next_of(student, after=caseload.today) if tried else None
    caseload.contacts.add(
        Contact(
            draft=draft,
            student=student,
            meeting=meeting.id if meeting else None,
            kind=kind,
            at=answers[AT],
            whom=answers[WHOM],
            way=answers[WAY],
            outcome=answers[OUTCOME],
            language=answers[LANGUAGE],
            note=answers[NOTE],
            by=caseload.person.id,
            kept_at=caseload.now,
        )
    )


def mend_contact(caseload: Scope, contact: ContactId, answers: Answers) -> None:
    """Keep what somebody changed of an entry; raise FormError where it cannot be."""
    check_contact(answers, now=caseload.now)
    kept = caseload.contacts.get(contact)
    mended = replace(kept, **answers.changes(LOG_CONTACT.fields))
    caseload.contacts.keep(
        replace(
            mended,
            kind=kind_of(mended.whom, mended.outcome),
            why_withdrawn=mended.why_withdrawn if mended.withdrawn else "",
        )
    )


def hold_words(caseload: Scope, words: str, *, author: SlackUserId | None, at: str) -> DraftKey:
    """Keep the words of a message sealed in a draft until somebody says whose they are.

    They are signed with the name of their author, where that is on record; `at` is Slack's stamp.
    """
    if not caseload.students.any():
        raise NotAllowedError(NO_STUDENTS)
    person = caseload.people.by_slack(author) if author else None
    signed = f"{person.name}: {words}" if person and person.name else words
    draft = begun(caseload, KIND, answers={_SIGNED: signed, _STAMP: at})
    caseload.drafts.keep(draft)
    return draft.key


def keep_words(caseload: Scope, answers: Answers, *, held: DraftKey) -> None:
    """Put the words that were held in the student's log; the draft is empty from then on."""
    draft = caseload.drafts.get(held)
    if draft is None or draft.submitted:
        raise StaleError(GONE)
    caseload.contacts.add(
        Contact(
            draft=held,
            student=answers[STUDENT],
            at=datetime.fromtimestamp(float(draft.answers[_STAMP]), UTC),
            whom=answers[WRITER],
            way=ContactWay.SLACK,
            outcome=ContactOutcome.TALKED,
            note=answers[WORDS_NOTE],
            words=draft.answers[_SIGNED],
            by=caseload.person.id,
            kept_at=caseload.now,
        )
    )
    caseload.drafts.drop(held)
