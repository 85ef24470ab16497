"""Listen to forms of whatever kind: pages turn, drafts are kept, the last page submits."""

from abc import abstractmethod
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import ClassVar, Unpack

from bot.conversations.conversation_pages import STUDENT
from bot.errors import FormError, StaleError
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.drafts import Draft
from bot.people.people import SlackUserId
from bot.students import StudentId
from bot.ui.kit import drawing, form
from bot.ui.kit.blocks import View
from bot.ui.kit.form import PageSays
from bot.ui.kit.reading import typed_in
from casework.forms.page_turns import Finished, PageShown, TurnsPages, turned_forward
from handlers.kit.asked import Asked
from handlers.kit.keystrokes import Keystroke, TypingKeeper
from handlers.kit.listening import REDRAWN, Listening
from handlers.kit.surroundings import ListenerSurroundings
from storage import Scope

SUBMITTED = (
    "This form was saved already, so what you changed since is not kept. Please copy your new "
    "words before you close it."
)


@dataclass(frozen=True, kw_only=True)
class FormKind(TurnsPages):
    """One kind of form: through which door it is filled in, what it asks, what submit keeps."""

    surroundings: ListenerSurroundings
    typing: TypingKeeper
    name: ClassVar[str]
    """The beginning of the kind of its drafts."""

    @abstractmethod
    def listen(self, on: Listening) -> None:
        """Listen to what opens the form."""

    @abstractmethod
    def fresh(self, scope: Scope, like: Draft) -> Draft:
        """Make a draft of the same matter that stands nowhere yet."""

    @abstractmethod
    def draw(self, scope: Scope, draft: Draft, **said: Unpack[PageSays]) -> View:
        """Draw the draft's page; that it is opened is logged."""

    def door(self, user: SlackUserId, *, reading: bool = False) -> AbstractContextManager[Scope]:
        """Open what this person may get at while they fill it in: their own students."""
        now = self.surroundings.clock.now()
        return self.surroundings.storage.caseload_of(user, now=now, reading=reading)

    def hint(self, draft: Draft) -> str:  # noqa: ARG002 - most forms hint at nothing
        return ""

    def chosen_anew(
        self,
        scope: Scope,  # noqa: ARG002 - most forms ask for no student
        draft: Draft,
        *,
        was: StudentId | None,  # noqa: ARG002
    ) -> Draft:
        """Return the draft now that another student is chosen than there `was`."""
        return draft


@dataclass(frozen=True, kw_only=True)
class FormPages:
    """The controls that every form has; a draft's kind says whose they are."""

    kinds: tuple[FormKind, ...]
    typing: TypingKeeper

    def listen(self, on: Listening) -> None:
        on.submit(form.PAGE, self.turn_forward)
        on.typing(drawing.TYPED, self.note_typing)
        on.typing(drawing.STUDENT, self.note_typing, then=self.draw_anew)
        on.click(form.BACK, self.turn_back, shown=REDRAWN)
        on.click(form.SAVE_DRAFT, self.save_draft, shown=REDRAWN)
        on.click(form.START_OVER, self.start_over, shown=REDRAWN)
        on.click(form.CONTINUE, self.take_up_again, shown=REDRAWN)

    def note_typing(self, asked: Asked) -> None:
        place, action = form.place(asked.view), asked.action
        door = self._kind(place.kind).door
        typed, at = typed_in(action), action["action_ts"]
        self.typing.note(Keystroke(by=asked.user, door=door, place=place, typed=typed, at=at))

    def draw_anew(self, asked: Asked) -> View:
        """Show what a choice brings with it, as whose meeting is meant once a student is picked."""
        with self._door(asked) as scope:
            was, draft = self._draft_shown(scope, asked).student, self._with_page(scope, asked)
            refuse_submitted(draft)
            draft = self._kind(draft.kind).chosen_anew(scope, draft, was=was)
            scope.drafts.keep(draft)
            return self._draw(scope, draft)

    def turn_forward(self, asked: Asked, answers: Answers) -> View | None:
        """Keep a page, then show the next; on the last one, keep the form, then close.

        In that order: an acknowledgement closes the modal, and words not yet kept go with it. What
        was typed is kept even where the form itself cannot be: it stays its author's.
        """
        self.typing.flush()
        with self._door(asked) as scope:
            draft = self._with_page(scope, asked)
            if draft.submitted:
                refuse_new_words(draft, answers)
                return None
            scope.drafts.keep(draft)
        with self._door(asked) as scope:
            kept = scope.drafts.get(draft.key)
            # A second press of Save comes in between the two, now and then.
            kind, was_sent = self._kind(draft.kind), kept and kept.submitted
            turned = Finished() if was_sent else turned_forward(scope, draft, kind)
            match turned:
                case PageShown():
                    return self._draw(scope, turned.draft, notice=turned.notice)
                case Finished():
                    view: View | None = turned.instead
                    return view
        raise FormError(turned.problems)

    def turn_back(self, asked: Asked) -> View:
        self.typing.flush()
        with self._door(asked) as scope:
            draft = self._with_page(scope, asked)
            refuse_submitted(draft)
            turned = replace(draft, page=max(0, draft.page - 1), turn=draft.turn + 1)
            scope.drafts.keep(turned)
            return self._draw(scope, turned)

    def save_draft(self, asked: Asked) -> View:
        self.typing.flush()
        with self._door(asked) as scope:
            draft = self._with_page(scope, asked)
            refuse_submitted(draft)
            scope.drafts.keep(draft)
            return self._draw(scope, draft, saved=True)

    def start_over(self, asked: Asked) -> View:
        self.typing.flush()
        with self._door(asked) as scope:
            old = self._draft_shown(scope, asked)
            refuse_submitted(old)
            # Under its own key, a turn on: keystrokes still on their way belong to the old turn.
            # And a page of the same turn would keep the old words, as Slack sees it.
            fresh = replace(self._kind(old.kind).fresh(scope, old), key=old.key, turn=old.turn + 1)
            scope.drafts.keep(fresh)
            return self._draw(scope, fresh)

    def take_up_again(self, asked: Asked) -> View:
        with self._door(asked) as scope:
            draft = scope.drafts.get(asked.clicked(tags.DRAFT))
            if draft is None or draft.submitted:
                raise StaleError("That draft is finished already. Nothing was changed.")
            turned = replace(draft, turn=draft.turn + 1)
            scope.drafts.keep(turned)
            return self._draw(scope, turned, continued=True)

    def _door(self, asked: Asked) -> AbstractContextManager[Scope]:
        return self._kind(form.place(asked.view).kind).door(asked.user)

    def _kind(self, kind: str) -> FormKind:
        """Find whose form a draft's kind names: what stands before the colon tells."""
        name = kind.partition(":")[0]
        found = [one for one in self.kinds if one.name == name]
        if not found:
            raise StaleError("This form belongs to an older version of Preiep. Nothing was kept.")
        return found[0]

    def _draw(self, scope: Scope, draft: Draft, **said: Unpack[PageSays]) -> View:
        return self._kind(draft.kind).draw(scope, draft, **said)

    def _draft_shown(self, scope: Scope, asked: Asked) -> Draft:
        """Return the draft that a modal shows, new where nothing of it was kept yet."""
        place = form.place(asked.view)
        return scope.drafts.get(place.draft) or place.begun(by=scope.person.id, now=scope.now)

    def _with_page(self, scope: Scope, asked: Asked) -> Draft:
        place, draft = form.place(asked.view), self._draft_shown(scope, asked)
        if draft.submitted:
            return draft
        answers = {**draft.answers, **asked.answers.texts}
        return replace(
            draft,
            answers=answers,
            student=student_of(replace(draft, answers=answers)),
            page=place.page,
            turn=max(draft.turn, place.turn),
            updated_at=scope.now,
        )


def refuse_submitted(draft: Draft) -> None:
    if draft.submitted:
        raise StaleError(SUBMITTED)


def refuse_new_words(draft: Draft, answers: Answers) -> None:
    """Refuse words that differ from what was submitted: they would be lost with the modal."""
    if any(draft.answers.get(key, "") != said for key, said in answers.texts.items()):
        raise StaleError(SUBMITTED)


def student_of(draft: Draft) -> StudentId | None:
    """Return a draft's student: whom the form asked for, else whom it was opened for."""
    answer = draft.answers.get(STUDENT.key, "")
    return StudentId(int(answer)) if answer.isdecimal() else draft.student
