"""Listen to talks with parents that are written down: a command, a shortcut, buttons, the form."""

from collections.abc import Callable
from dataclasses import replace
from typing import Unpack

from bot.conversations.conversation_pages import pages
from bot.forms import tags
from bot.forms.drafts import Draft
from bot.forms.pages import Page
from bot.students import Student, StudentId
from bot.ui.conversations import conversations as screen
from bot.ui.kit import drawing
from bot.ui.kit.blocks import View
from bot.ui.kit.form import PageSays
from casework.conversations import conversations
from handlers.kit.asked import Asked
from handlers.kit.forms import FormKind, student_of
from handlers.kit.listening import ON_TOP, Listening
from handlers.kit.students_named import suggest_students
from storage import Scope


class ConversationForm(FormKind):
    """The form of a new conversation: how it is opened, and what its pages ask and keep."""

    name = conversations.KIND

    def listen(self, on: Listening) -> None:
        on.command("/preiep", self.open_by_words)
        on.shortcut("conversation_shortcut", self.open_by_words)
        on.click(screen.OPEN, self.open_by_button, shown=ON_TOP)
        on.click(screen.OPEN_HERE, self.open_by_button)
        on.suggest(drawing.STUDENT, suggest_students)

    def open_by_words(self, asked: Asked) -> View:
        """Open it by `/preiep Maya`, or the shortcut: the words may say which student is meant."""
        return self._open(asked, lambda caseload: caseload.students.named(asked.words))

    def open_by_button(self, asked: Asked) -> View:
        """Open it from a button, which may name no student."""
        student = asked.clicked(tags.STUDENT) if asked.value else None
        return self._open(
            asked, lambda caseload: [caseload.students.get(student)] if student else []
        )

    def pages(self, draft: Draft) -> tuple[Page, ...]:
        return pages(self.surroundings.content, draft.answers, student=student_of(draft))

    def fresh(self, scope: Scope, like: Draft) -> Draft:
        return conversations.new_conversation(scope, student_of(like))

    def draw(self, scope: Scope, draft: Draft, **said: Unpack[PageSays]) -> View:
        if student := student_of(draft):
            conversations.log_opened(scope, student)
        return self._drawn(scope, draft, **said)

    def chosen_anew(self, scope: Scope, draft: Draft, *, was: StudentId | None) -> Draft:
        return conversations.about_another(scope, draft, was=was)

    def finish(self, scope: Scope, draft: Draft) -> None:
        conversations.keep_conversation(scope, student_of(draft), draft, self.surroundings.content)

    def _open(self, asked: Asked, find: Callable[[Scope], list[Student]]) -> View:
        self.typing.flush()
        # Read, and write no more than the log: fifty people at once must not wait in one line.
        with self.door(asked.user, reading=True) as caseload:
            found = find(caseload)
            conversations.require_somebody(caseload, found)
            student = found[0].id if len(found) == 1 else None
            left = conversations.left_half_way(caseload, student)
            draft = left if student and left else conversations.new_conversation(caseload, student)
            view = self._drawn(
                caseload,
                draft,
                left=None if draft is left else left,
                continued=draft is left,
                notice=screen.not_found(asked.words, len(found)),
            )
        if student:
            with self.door(asked.user) as caseload:
                conversations.log_opened(caseload, student)
        return view

    def _drawn(
        self, scope: Scope, draft: Draft, *, left: Draft | None = None, **said: Unpack[PageSays]
    ) -> View:
        student = student_of(draft)
        about = conversations.what_it_is_about(scope, student, draft.answers) if student else None
        draft = conversations.filled_in(scope, replace(draft, student=student), about)
        return screen.render(
            draft, self.pages(draft), about=about, now=scope.now, left=left, **said
        )
