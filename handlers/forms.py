"""Filling in a form of whatever kind: pages turn, drafts are kept, the last page submits."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, Protocol

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import StaleError
from bot.forms import Draft, DraftKey
from bot.people import SlackUserId
from bot.students import StudentId
from bot.ui import form
from bot.ui.blocks import View
from handlers.drafts import redraw, refuse_new_words, refuse_submitted
from handlers.errors import Body, acknowledge, person_in, told_of_errors
from handlers.form_turns import Finished, Refused, Shown, Turns, turned_forward
from handlers.typing import Keystroke, TypingKeeper
from storage import Scope


class Kind(Turns, Protocol):
    """One kind of form: through which door it is filled in, what it asks, what submit keeps.

    Where its `finish` returns nothing, the modal closes.
    """

    @property
    def name(self) -> str: ...

    def door(self, user: SlackUserId) -> AbstractContextManager[Scope]:
        """What this person may get at while they fill it in."""
        ...

    def fresh(self, scope: Scope, like: Draft) -> Draft:
        """A draft of the same matter that stands nowhere yet."""
        ...

    def draw(self, scope: Scope, draft: Draft, **said: Any) -> View: ...


@dataclass(frozen=True, kw_only=True)
class FormHandlers:
    """The controls that every form has; a draft's kind says whose they are."""

    kinds: tuple[Kind, ...]
    typing: TypingKeeper

    def register(self, app: App) -> None:
        app.view(form.NEXT)(self.turn_forward)
        app.action(form.TYPED)(self.note_typing)
        app.action(form.STUDENT)(ack=self.note_typing, lazy=[told_of_errors(self.draw_anew)])
        app.action(form.BACK)(ack=acknowledge, lazy=[told_of_errors(self.turn_back)])
        app.action(form.SAVE_DRAFT)(ack=acknowledge, lazy=[told_of_errors(self.save_draft)])
        app.action(form.START_OVER)(ack=acknowledge, lazy=[told_of_errors(self.start_over)])
        app.action(form.CONTINUE)(ack=acknowledge, lazy=[told_of_errors(self.take_up_again)])

    def note_typing(self, ack: Ack, body: Body) -> None:
        place = form.place(body["view"])
        question, turn, answer = form.read_action(body["actions"][0])
        self.typing.note(
            Keystroke(
                by=SlackUserId(person_in(body)),
                door=self._kind(place.kind).door,
                draft=place.draft,
                kind=place.kind,
                student=place.student,
                turn=turn,
                question=question,
                answer=answer,
                at=body["actions"][0]["action_ts"],
            )
        )
        ack()

    def draw_anew(self, body: Body, client: WebClient) -> None:
        """Show what a choice brings with it, as whose meeting is meant once a student is picked."""
        with self._door(body) as scope:
            draft = self._with_page(scope, body["view"])
            refuse_submitted(draft)
            scope.drafts.keep(draft)
            view = self._draw(scope, draft)
        redraw(client, body, view)

    def turn_forward(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep a page, then show the next; on the last one, keep the form, then close.

        In that order: an acknowledgement closes the modal, and words not yet kept go with it. What
        was typed is kept even where the form itself cannot be: it stays its author's.
        """
        self.typing.flush()
        with self._door(body) as scope:
            draft = self._with_page(scope, view)
            if draft.submitted:
                refuse_new_words(draft, view)
                ack()
                return
            scope.drafts.keep(draft)
        with self._door(body) as scope:
            kept = scope.drafts.get(draft.key)
            # A second press of Save comes in between the two, now and then.
            answer = {} if kept and kept.submitted else self._turned(scope, draft)
        ack(**answer)

    def _turned(self, scope: Scope, draft: Draft) -> dict[str, Any]:
        turned = turned_forward(scope, draft, self._kind(draft.kind))
        match turned:
            case Refused():
                marked = form.errors(turned.problems, turn=draft.turn)
                return {"response_action": "errors", "errors": marked}
            case Shown():
                said = {"notice": turned.notice} if turned.notice else {}
                view = self._draw(scope, turned.draft, **said)
                return {"response_action": "update", "view": view}
            case Finished(instead=None):
                return {}
            case Finished():
                return {"response_action": "update", "view": turned.instead}

    def turn_back(self, body: Body, client: WebClient) -> None:
        self.typing.flush()
        with self._door(body) as scope:
            draft = self._with_page(scope, body["view"])
            refuse_submitted(draft)
            turned = replace(draft, page=max(0, draft.page - 1), turn=draft.turn + 1)
            scope.drafts.keep(turned)
            view = self._draw(scope, turned)
        redraw(client, body, view)

    def save_draft(self, body: Body, client: WebClient) -> None:
        self.typing.flush()
        with self._door(body) as scope:
            draft = self._with_page(scope, body["view"])
            refuse_submitted(draft)
            scope.drafts.keep(draft)
            view = self._draw(scope, draft, saved=True)
        redraw(client, body, view)

    def start_over(self, body: Body, client: WebClient) -> None:
        self.typing.flush()
        with self._door(body) as scope:
            old = self._draft_shown(scope, body["view"])
            refuse_submitted(old)
            # Under its own key, a turn on: keystrokes still on their way belong to the old turn.
            # And a page of the same turn would keep the old words, as Slack sees it.
            fresh = replace(self._kind(old.kind).fresh(scope, old), key=old.key, turn=old.turn + 1)
            scope.drafts.keep(fresh)
            view = self._draw(scope, fresh)
        redraw(client, body, view)

    def take_up_again(self, body: Body, client: WebClient) -> None:
        """Continue the draft that this person left half-way."""
        with self._door(body) as scope:
            draft = scope.drafts.get(DraftKey(body["actions"][0]["value"]))
            if draft is None or draft.submitted:
                raise StaleError("That draft is finished already. Nothing was changed.")
            turned = replace(draft, turn=draft.turn + 1)
            scope.drafts.keep(turned)
            view = self._draw(scope, turned, continued=True)
        redraw(client, body, view)

    def _door(self, body: Body) -> AbstractContextManager[Scope]:
        kind = self._kind(form.place(body["view"]).kind)
        return kind.door(SlackUserId(person_in(body)))

    def _kind(self, kind: str) -> Kind:
        """Whose form a draft's kind names: what stands before the colon tells."""
        name = kind.partition(":")[0]
        found = [one for one in self.kinds if one.name == name]
        if not found:
            raise StaleError("This form belongs to an older version of Preiep. Nothing was kept.")
        return found[0]

    def _draw(self, scope: Scope, draft: Draft, **said: Any) -> View:
        return self._kind(draft.kind).draw(scope, draft, **said)

    def _draft_shown(self, scope: Scope, view: Mapping[str, Any]) -> Draft:
        """The draft that a modal shows, as kept, or new where nothing of it was kept yet."""
        place = form.place(view)
        kept = scope.drafts.get(place.draft)
        return kept or Draft(
            key=place.draft,
            owner=scope.person.id,
            kind=place.kind,
            student=place.student,
            answers={},
            page=place.page,
            updated_at=scope.now,
        )

    def _with_page(self, scope: Scope, view: Mapping[str, Any]) -> Draft:
        """The draft with what the modal's page says now."""
        place = form.place(view)
        draft = self._draft_shown(scope, view)
        if draft.submitted:
            return draft
        answers = {**draft.answers, **form.read(view)}
        return replace(
            draft,
            answers=answers,
            student=student_of(replace(draft, answers=answers)),
            page=place.page,
            turn=max(draft.turn, place.turn),
            updated_at=scope.now,
        )


def student_of(draft: Draft) -> StudentId | None:
    """The student of a draft: whom the form asked for, else whom it was opened for."""
    answer = draft.answers.get("student", "")
    return StudentId(int(answer)) if answer.isdecimal() else draft.student
