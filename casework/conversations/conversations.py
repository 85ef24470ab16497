"""What people do about a talk with parents that is being written down."""

from dataclasses import replace
from datetime import date

from bot.content import Content
from bot.conversations.conversation_pages import (
    HELD_ON,
    HOW,
    WITH_WHOM,
    How,
    with_header,
    with_whom,
)
from bot.conversations.conversations import (
    Conversation,
    ConversationAbout,
    ConversationId,
    conversation_from,
)
from bot.conversations.kept_conversations import last_years
from bot.conversations.remembered_answers import remembered, talks_with
from bot.errors import NotAllowedError, NotOnCaseloadError, StaleError
from bot.forms.answers import Texts
from bot.forms.drafts import Draft
from bot.meetings.meetings import Meeting
from bot.messages import MessageKind
from bot.people.parents import likely, named_in
from bot.permissions import Act
from bot.students import Student, StudentId
from casework.forms.drafts import begun
from storage import Errand, Scope

KIND = "conversation"

NOBODY_TO_TALK_ABOUT = (
    "A parent conversation is about a student on your caseload, and there is none yet. Please ask "
    "your special education office or a Preiep admin; nothing was opened."
)


def new_conversation(caseload: Scope, student: StudentId | None) -> Draft:
    """Make a draft that stands nowhere yet: the first keystroke or page turn keeps it."""
    return begun(caseload, KIND, student=student)


def left_half_way(caseload: Scope, student: StudentId | None) -> Draft | None:
    """Return this person's unfinished conversation, if something is written in it."""
    left = caseload.drafts.latest(KIND, student)
    return left if left and left.answers else None


def require_somebody(caseload: Scope, found: list[Student]) -> None:
    if not (found or caseload.students.any()):
        raise NotAllowedError(NOBODY_TO_TALK_ABOUT)


def log_opened(caseload: Scope, student: StudentId) -> None:
    caseload.require(Act.TALK_WITH_PARENTS, student)
    caseload.audit.log("opened a parent conversation", student=student)


def what_it_is_about(caseload: Scope, student: StudentId, answers: Texts) -> ConversationAbout:
    """Return whom a conversation is about, with what was written down of earlier ones."""
    caseload.require(Act.TALK_WITH_PARENTS, student)
    meeting = meeting_meant(caseload, student, answers)
    earlier = [one for one in caseload.conversations.about(student) if not one.withdrawn]
    for_it = [one for one in earlier if meeting and one.meeting == meeting.id]
    about, parents = caseload.students.get(student), caseload.parents.of(student)
    here = [one for one in parents if not one.taken_off]
    said = with_header(answers, student)[WITH_WHOM.key]
    parent = next(iter(named_in(said, here)), None) or likely(here)
    talks = talks_with(parent, parents, earlier) if parent else earlier
    return ConversationAbout(
        student=about,
        meeting=meeting,
        kept=for_it[0] if for_it else None,
        last_years=last_years(earlier, before=day_held(caseload, answers)) is not None,
        parents=here,
        known=remembered(about, talks, parent),
    )


def filled_in(caseload: Scope, draft: Draft, about: ConversationAbout | None) -> Draft:
    """Return the draft with what is known so far wherever nobody has answered yet."""
    known = {HELD_ON.key: caseload.today.isoformat(), HOW.key: str(How.PHONE)}
    if about is not None:
        first = likely(about.parents)
        whom = draft.answers.get(WITH_WHOM.key) or (first.called if first else "")
        known |= {**about.known, with_whom(about.student.id).key: whom}
    return replace(draft, answers={**known, **draft.answers})


def about_another(caseload: Scope, draft: Draft, *, was: StudentId | None) -> Draft:
    """Return the draft without what was filled in from the record of another student."""
    if was in (None, draft.student):
        return draft
    known = what_it_is_about(caseload, was, draft.answers).known
    typed = {key: said for key, said in draft.answers.items() if known.get(key) != said}
    return replace(draft, answers=typed)


def keep_conversation(
    caseload: Scope, student: StudentId | None, draft: Draft, content: Content
) -> None:
    """Keep a finished draft, and settle what it proves; raise FormError by question id."""
    if student is None:
        raise NotOnCaseloadError
    caseload.require(Act.TALK_WITH_PARENTS, student)
    meeting = meeting_meant(caseload, student, draft.answers)
    conversation = conversation_from(
        draft,
        content,
        student=student,
        meeting=meeting,
        by=caseload.person.id,
        now=caseload.now,
        today=caseload.today,
    )
    caseload.conversations.keep(conversation)
    caseload.drafts.submit(draft.key)
    caseload.calls.held(conversation)
    caseload.record_settlements(conversation, meeting)
    caseload.outbox.put(
        Errand(kind=MessageKind.RECEIPT, addressee=str(caseload.person.slack_id), subject=draft.key)
    )


def years_before(caseload: Scope, student: StudentId, day: date) -> Conversation:
    """Return the conversation of an earlier year than `day`; that it is read is logged."""
    caseload.require(Act.TALK_WITH_PARENTS, student)
    earlier = last_years(caseload.conversations.about(student), before=day)
    if earlier is None:
        raise StaleError("There are no answers of an earlier year. Nothing was changed.")
    caseload.audit.log("read a parent conversation of an earlier year", student=student)
    return earlier


def student_talked_about(caseload: Scope, kind: str, student: StudentId | None) -> StudentId:
    """Return whom a form is about: a new conversation's student, or that of one being changed."""
    name, _, number = kind.partition(":")
    if name == KIND and student is None:
        raise StaleError("Please choose the student first. Nothing was changed.")
    return student or caseload.conversations.get(ConversationId(int(number))).student


def meeting_meant(caseload: Scope, student: StudentId, answers: Texts) -> Meeting | None:
    """Find the meeting that a conversation comes before, not one of last week nobody marked."""
    return caseload.meetings.next_of(student, after=day_held(caseload, answers))


def day_held(caseload: Scope, answers: Texts) -> date:
    """Return the day that was given for the conversation, else today."""
    try:
        return date.fromisoformat(with_header(answers, None)[HELD_ON.key])
    except ValueError:
        return caseload.today
