"""The parent conversation: a command opens the modal; what its last page keeps."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.conversations import conversation_pages, conversations
from bot.conversations.kept_conversations import last_years
from bot.errors import NotAllowedError, NotOnCaseloadError
from bot.forms import tags
from bot.forms.answers import Texts
from bot.forms.drafts import Draft, DraftKey
from bot.forms.pages import Page
from bot.meetings.meetings import Meeting
from bot.messages import MessageKind
from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.students import Student, StudentId
from bot.ui.conversations import conversations as modal
from bot.ui.kit import form
from bot.ui.kit.blocks import View
from handlers.kit.asked import Asked
from handlers.kit.forms import student_of
from handlers.kit.keystrokes import TypingKeeper
from handlers.kit.listening import ON_TOP, Listening
from handlers.kit.students_named import suggest_students
from handlers.kit.surroundings import Surroundings
from storage import Errand, Scope

KIND = "conversation"

NOBODY_TO_TALK_ABOUT = (
    "A parent conversation is about a student on your caseload, and there is none yet. Please ask "
    "your special education office or a Preiep admin; nothing was opened."
)


@dataclass(frozen=True, kw_only=True)
class ConversationHandlers:
    surroundings: Surroundings
    typing: TypingKeeper
    name: str = KIND

    def listen(self, on: Listening) -> None:
        on.command("/preiep", self.open_by_words)
        on.shortcut("conversation_shortcut", self.open_by_words)
        on.click(modal.OPEN, self.open_by_button, shown=ON_TOP)
        on.click(modal.OPEN_HERE, self.open_in_place)
        on.suggest(form.STUDENT, suggest_students)

    def door(self, user: SlackUserId, *, reading: bool = False) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now(), reading=reading)

    def pages(self, draft: Draft) -> tuple[Page, ...]:  # noqa: ARG002 - other forms' pages depend on it
        return conversation_pages.pages(self.surroundings.content)

    def open_by_words(self, asked: Asked) -> View:
        """`/preiep Maya`, or the shortcut: the student is picked where the words say who."""
        return self._open(asked, lambda caseload: caseload.students.named(asked.words))

    def open_by_button(self, asked: Asked) -> View:
        """Open it from a button, which may name no student."""
        student = asked.clicked(tags.STUDENT) if asked.value else None
        return self._open(
            asked, lambda caseload: [caseload.students.get(student)] if student else []
        )

    def open_in_place(self, asked: Asked) -> View:
        """The same in place of the list of conversations, below which the student stands."""
        student = asked.clicked(tags.STUDENT)
        return self._open(asked, lambda caseload: [caseload.students.get(student)])

    def _open(self, asked: Asked, find: Callable[[Scope], list[Student]]) -> View:
        self.typing.flush()
        # Read, and write no more than the log: fifty people at once must not wait in one line.
        with self.door(asked.user, reading=True) as caseload:
            found = find(caseload)
            student = found[0] if len(found) == 1 else None
            if not (found or caseload.students.any()):
                raise NotAllowedError(NOBODY_TO_TALK_ABOUT)
            left = caseload.drafts.latest(KIND, student.id if student else None)
            left = left if left and left.answers else None
            draft = left if student and left else self._new_draft(caseload, student)
            view = self._drawn(
                caseload,
                draft,
                left=None if draft is left else left,
                continued=draft is left,
                notice=_not_found(asked.words, found),
            )
        if student:
            with self.door(asked.user) as caseload:
                self._log_view(caseload, draft)
        return view

    def hint(self, draft: Draft) -> str:  # noqa: ARG002 - only other forms hint at something
        return ""

    def finish(self, caseload: Scope, draft: Draft) -> None:
        student = student_of(draft)
        if student is None:
            raise NotOnCaseloadError
        caseload.require(Act.TALK_WITH_PARENTS, student)
        meeting = meeting_meant(caseload, student, draft.answers)
        conversation = conversations.conversation_from(
            draft,
            self.surroundings.content,
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
            Errand(
                kind=MessageKind.RECEIPT, addressee=str(caseload.person.slack_id), subject=draft.key
            )
        )

    def fresh(self, scope: Scope, like: Draft) -> Draft:
        student = student_of(like)
        return self._new_draft(scope, scope.students.get(student) if student else None)

    def _new_draft(self, caseload: Scope, student: Student | None) -> Draft:
        """A draft that stands nowhere yet: it is kept with the first keystroke or page turn."""
        return Draft(
            key=DraftKey(uuid.uuid4().hex),
            owner=caseload.person.id,
            kind=KIND,
            student=student.id if student else None,
            answers={},
            updated_at=caseload.now,
        )

    def draw(self, scope: Scope, draft: Draft, **said: Any) -> View:
        self._log_view(scope, draft)
        return self._drawn(scope, draft, **said)

    def _log_view(self, scope: Scope, draft: Draft) -> None:
        """Log that somebody's conversation is about to be shown."""
        student = student_of(draft)
        if student is not None:
            scope.require(Act.TALK_WITH_PARENTS, student)
            scope.audit.log("opened a parent conversation", student=student)

    def _drawn(self, scope: Scope, draft: Draft, **said: Any) -> View:
        student = student_of(draft)
        about = None
        if student is not None:
            scope.require(Act.TALK_WITH_PARENTS, student)
            about = about_talk(scope, student, draft.answers)
        today = {"held_on": scope.today.isoformat()}
        draft = replace(draft, student=student, answers={**today, **draft.answers})
        return modal.render(draft, self.pages(draft), about=about, now=scope.now, **said)


def about_talk(scope: Scope, student: StudentId, answers: Texts) -> modal.About:
    """Whom a conversation is about, with what was written down of earlier ones."""
    meeting = meeting_meant(scope, student, answers)
    earlier = [one for one in scope.conversations.about(student) if not one.withdrawn]
    for_it = [one for one in earlier if meeting and one.meeting == meeting.id]
    return modal.About(
        student=scope.students.get(student),
        meeting=meeting,
        kept=for_it[0] if for_it else None,
        last_years=last_years(earlier, before=held_on(scope, answers)) is not None,
    )


def meeting_meant(scope: Scope, student: StudentId, answers: Texts) -> Meeting | None:
    """The meeting that a conversation comes before, and not one of last week nobody marked."""
    return scope.meetings.next_of(student, after=held_on(scope, answers))


def held_on(scope: Scope, answers: Texts) -> date:
    try:
        return date.fromisoformat(answers.get("held_on", ""))
    except ValueError:
        return scope.today


def _not_found(words: str, found: list[Student]) -> str:
    if not words.strip() or len(found) == 1:
        return ""
    if found:
        return f"“{words.strip()}” fits {len(found)} of your students. Please choose one."
    return f"None of your students is called “{words.strip()}”. Please choose one."
