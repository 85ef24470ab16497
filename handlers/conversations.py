"""The parent conversation: a command opens the modal, pages turn, Save keeps it."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import conversations
from bot.conversations import Draft, DraftKey, Page
from bot.errors import NotOnCaseloadError, StaleError
from bot.people import SlackUserId
from bot.permissions import Act
from bot.students import Student, StudentId
from bot.ui import conversation as modal
from bot.ui.blocks import View
from handlers.errors import Body, acknowledge, person_in, told_of_errors
from handlers.surroundings import Surroundings
from handlers.typing import Keystroke, TypingKeeper
from storage import Errand, Scope

KIND = "conversation"
MOST_OPTIONS = 20
"""A type-ahead longer than that is not read, it is typed further."""


@dataclass(frozen=True, kw_only=True)
class ConversationHandlers:
    surroundings: Surroundings
    typing: TypingKeeper

    def register(self, app: App) -> None:
        app.command("/preiep")(ack=acknowledge, lazy=[told_of_errors(self.open_by_words)])
        app.action(modal.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open_by_button)])
        app.options(modal.STUDENT)(self.suggest)
        app.view(modal.NEXT)(self.turn_forward)
        app.action(modal.TYPED)(self.note_typing)
        app.action(modal.STUDENT)(ack=self.note_typing, lazy=[told_of_errors(self.show_meeting)])
        app.action(modal.BACK)(ack=acknowledge, lazy=[told_of_errors(self.turn_back)])
        app.action(modal.SAVE_DRAFT)(ack=acknowledge, lazy=[told_of_errors(self.save_draft)])
        app.action(modal.START_OVER)(ack=acknowledge, lazy=[told_of_errors(self.start_over)])
        app.action(modal.CONTINUE)(ack=acknowledge, lazy=[told_of_errors(self.take_up_again)])

    @property
    def pages(self) -> tuple[Page, ...]:
        return conversations.pages(self.surroundings.content)

    def open_by_words(self, body: Body, client: WebClient) -> None:
        """`/preiep Maya`: open with the student picked where the words say who."""
        self._open(body, client, lambda caseload: caseload.students.named(body.get("text") or ""))

    def open_by_button(self, body: Body, client: WebClient) -> None:
        student = StudentId(int(body["actions"][0].get("value") or 0))
        self._open(
            body, client, lambda caseload: [caseload.students.get(student)] if student else []
        )

    def _open(self, body: Body, client: WebClient, find: Callable[[Scope], list[Student]]) -> None:
        self.typing.flush()
        with self._caseload(body) as caseload:
            found = find(caseload)
            student = found[0] if len(found) == 1 else None
            left = caseload.drafts.latest(KIND, student.id if student else None)
            draft = left if student and left else self._new_draft(caseload, student)
            view = self._draw(
                caseload,
                draft,
                left=None if draft is left else left,
                continued=draft is left,
                notice=_not_found(body.get("text") or "", found),
            )
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def suggest(self, ack: Ack, body: Body) -> None:
        """The caller's own students whose names begin with what is typed so far."""
        with self._caseload(body) as caseload:
            words = body.get("value") or ""
            students = caseload.students.named(words) if words else caseload.students.all()
        ack(options=[modal.student_option(student) for student in students[:MOST_OPTIONS]])

    def note_typing(self, ack: Ack, body: Body) -> None:
        place = modal.place(body["view"])
        question, turn, answer = modal.read_action(body["actions"][0])
        self.typing.note(
            Keystroke(
                by=SlackUserId(person_in(body)),
                draft=place.draft,
                kind=KIND,
                student=place.student,
                turn=turn,
                question=question,
                answer=answer,
                at=body["actions"][0]["action_ts"],
            )
        )
        ack()

    def show_meeting(self, body: Body, client: WebClient) -> None:
        """Show whose meeting is meant, now that the student is picked."""
        with self._caseload(body) as caseload:
            draft = self._with_page(caseload, body["view"])
            caseload.drafts.keep(draft)
            view = self._draw(caseload, draft)
        _redraw(client, body, view)

    def turn_forward(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep a page, then show the next; on the last one, keep the conversation, then close.

        In that order: an acknowledgement closes the modal, and words not yet kept go with it.
        """
        self.typing.flush()
        place = modal.place(view)
        with self._caseload(body) as caseload:
            draft = self._with_page(caseload, view)
            if draft.submitted:
                ack()
                return
            caseload.drafts.keep(draft)
            problems = conversations.problems_of_page(
                self.pages[place.page], draft.answers, today=caseload.today
            )
            if problems:
                answer: dict[str, Any] = {
                    "response_action": "errors",
                    "errors": modal.errors(problems, turn=place.turn),
                }
            elif place.page + 1 < len(self.pages):
                turned = replace(draft, page=place.page + 1, turn=draft.turn + 1)
                caseload.drafts.keep(turned)
                answer = {"response_action": "update", "view": self._draw(caseload, turned)}
            else:
                self._finish(caseload, draft)
                answer = {}
        ack(**answer)

    def _finish(self, caseload: Scope, draft: Draft) -> None:
        student = _student_of(draft)
        if student is None:
            raise NotOnCaseloadError
        caseload.require(Act.TALK_WITH_PARENTS, student)
        meeting = caseload.meetings.next_of(student)
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
        caseload.record_settlements(conversation, meeting)
        caseload.outbox.put(
            Errand(kind="receipt", addressee=str(caseload.person.slack_id), subject=draft.key)
        )

    def turn_back(self, body: Body, client: WebClient) -> None:
        self.typing.flush()
        with self._caseload(body) as caseload:
            draft = self._with_page(caseload, body["view"])
            turned = replace(draft, page=max(0, draft.page - 1), turn=draft.turn + 1)
            caseload.drafts.keep(turned)
            view = self._draw(caseload, turned)
        _redraw(client, body, view)

    def save_draft(self, body: Body, client: WebClient) -> None:
        self.typing.flush()
        with self._caseload(body) as caseload:
            draft = self._with_page(caseload, body["view"])
            caseload.drafts.keep(draft)
            view = self._draw(caseload, draft, saved=True)
        _redraw(client, body, view)

    def start_over(self, body: Body, client: WebClient) -> None:
        self.typing.flush()
        with self._caseload(body) as caseload:
            old = self._draft_shown(caseload, body["view"])
            caseload.drafts.discard(old.key)
            student = _student_of(old)
            fresh = self._new_draft(caseload, caseload.students.get(student) if student else None)
            # A page of the same turn would keep the old words, as Slack sees it.
            view = self._draw(caseload, replace(fresh, turn=old.turn + 1))
        _redraw(client, body, view)

    def take_up_again(self, body: Body, client: WebClient) -> None:
        """Continue the draft that this person left half-way."""
        with self._caseload(body) as caseload:
            draft = caseload.drafts.get(DraftKey(body["actions"][0]["value"]))
            if draft is None or draft.submitted:
                raise StaleError("That draft is finished already. Nothing was changed.")
            turned = replace(draft, turn=draft.turn + 1)
            caseload.drafts.keep(turned)
            view = self._draw(caseload, turned, continued=True)
        _redraw(client, body, view)

    def _caseload(self, body: Body) -> Any:
        surroundings = self.surroundings
        return surroundings.storage.caseload_of(
            SlackUserId(person_in(body)), now=surroundings.clock.now()
        )

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

    def _draft_shown(self, caseload: Scope, view: Mapping[str, Any]) -> Draft:
        """The draft that a modal shows, as kept, or new where nothing of it was kept yet."""
        place = modal.place(view)
        kept = caseload.drafts.get(place.draft)
        fresh = self._new_draft(caseload, None)
        return kept or replace(fresh, key=place.draft, student=place.student, page=place.page)

    def _with_page(self, caseload: Scope, view: Mapping[str, Any]) -> Draft:
        """The draft with what the modal's page says now."""
        place = modal.place(view)
        draft = self._draft_shown(caseload, view)
        if draft.submitted:
            return draft
        draft = replace(
            draft,
            answers={**draft.answers, **modal.read(view)},
            page=place.page,
            turn=max(draft.turn, place.turn),
            updated_at=caseload.now,
        )
        return replace(draft, student=_student_of(draft))

    def _draw(self, caseload: Scope, draft: Draft, **said: Any) -> View:
        student = _student_of(draft)
        about = None
        if student is not None:
            caseload.require(Act.TALK_WITH_PARENTS, student)
            about = modal.About(
                student=caseload.students.get(student), meeting=caseload.meetings.next_of(student)
            )
            caseload.audit.log("opened a parent conversation", student=student)
        today = {"held_on": caseload.today.isoformat()}
        draft = replace(draft, student=student, answers={**today, **draft.answers})
        return modal.render(draft, self.pages, about=about, now=caseload.now, **said)


def _student_of(draft: Draft) -> StudentId | None:
    answer = draft.answers.get("student", "")
    return StudentId(int(answer)) if answer else draft.student


def _not_found(words: str, found: list[Student]) -> str:
    if not words.strip() or len(found) == 1:
        return ""
    if found:
        return f"“{words.strip()}” fits {len(found)} of your students. Please choose one."
    return f"None of your students is called “{words.strip()}”. Please choose one."


def _redraw(client: WebClient, body: Body, view: View) -> None:
    client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)
