"""Words typed to the assistant: a few questions are answered, and of the rest it says so."""

from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient

from bot.digest.plain_answers import due_until, ticked_on, unanswered, until
from bot.digest.plain_words import Asked, Question, understood
from bot.people.people import SlackUserId
from bot.records.caseloads import Glance, StudentGlance, glance
from bot.students import StudentId
from bot.ui.digest import plain_answers as answers
from bot.ui.kit.blocks import Message
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.surroundings import Surroundings
from storage import Scope

_ABOUT_ONE = (Asked.NEXT_MEETING, Asked.WHY, Asked.WHO)
"""The questions that are about one student."""


@dataclass(frozen=True, kw_only=True)
class DirectMessageHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.event("message")(ack=acknowledge, lazy=[told_of_errors(self.answer)])

    def answer(self, body: Body, client: WebClient) -> None:
        """Answer what a person wrote; edits, deletions and apps' own words have a subtype."""
        event = body["event"]
        if event.get("channel_type") != "im" or "subtype" in event or "bot_id" in event:
            return
        surroundings, user = self.surroundings, SlackUserId(person_in(body))
        with surroundings.storage.caseload_of(user, now=surroundings.clock.now()) as caseload:
            said = answer_to(caseload, event.get("text") or "")
        client.chat_postMessage(channel=event["channel"], **said)


def answer_to(caseload: Scope, words: str) -> Message:
    """Answer from the asker's own caseload; whom the words name is logged as looked at."""
    question = understood(words, caseload.students.all())
    if question.asked is Asked.NOT_UNDERSTOOD:
        return answers.not_understood()
    if question.asked is Asked.HELP:
        return answers.help_answer()
    cases = caseload.cases()
    seen = glance(cases, caseload.calendar, caseload.rules, today=caseload.today)
    _log(caseload, question)
    if question.asked is Asked.UNANSWERED:
        found = unanswered(cases, today=caseload.today)
        return answers.who_has_not_answered(found, _aliases(seen))
    if question.asked is Asked.TICKED_TODAY:
        zone = caseload.workspace.zone
        rows = ticked_on(cases, caseload.person.id, caseload.today, zone)
        return answers.ticked_today(rows, caseload.rules, _aliases(seen), caseload.today)
    return _about_students(caseload, question, seen)


def _about_students(caseload: Scope, question: Question, seen: Glance) -> Message:
    asked, rules = question.asked, caseload.rules
    wanted = {student.id for student in question.students}
    about = [one for one in seen.students if one.student.id in wanted]
    if len(about) > 1:
        return answers.several(about)
    one = about[0] if about else None
    if asked is Asked.CONVERSATION:
        return answers.start_conversation(one)
    if asked in _ABOUT_ONE:
        return _about_one(asked, one, seen, caseload)
    last = until(asked, today=caseload.today, calendar=caseload.calendar, soon=seen.soon)
    rows = due_until(seen, last, wanted or None, asked=asked)
    return answers.due(asked, rows, seen, rules, alias=one.student.alias if one else "")


def _about_one(asked: Asked, one: StudentGlance | None, seen: Glance, caseload: Scope) -> Message:
    if one is None:
        return answers.which_student(asked)
    if asked is Asked.NEXT_MEETING:
        return answers.next_meeting(one, seen)
    if asked is Asked.WHY:
        return answers.why(one, seen, caseload.rules)
    return answers.who(one, seen, caseload.rules)


def _log(caseload: Scope, question: Question) -> None:
    """Log the question as it was understood; the words themselves are kept nowhere."""
    if not question.students:
        caseload.audit.log(f"asked in plain words: {question.asked}")
    for student in question.students:
        caseload.audit.log(f"asked in plain words: {question.asked}", student=student.id)


def _aliases(seen: Glance) -> dict[StudentId, str]:
    return {one.student.id: one.student.alias for one in seen.students}
