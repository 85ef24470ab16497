"""Listen to words typed to the assistant: a few questions are answered, the rest is not."""

from bot.digest.home import HomeTab
from bot.digest.plain_answers import due_until, ticked_on, unanswered, until
from bot.digest.plain_words import Query, Question, understood
from bot.records.caseloads import Glance, StudentGlance
from bot.ui.digest import plain_answers as answers
from bot.ui.kit.blocks import Message
from casework.digest.home import home_tab
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from storage import Scope, Storage

_ABOUT_ONE = (Query.NEXT_MEETING, Query.WHY, Query.WHO)
"""The questions that are about one student."""

_WRITTEN = frozenset({None, "file_share", "me_message", "thread_broadcast"})
"""How Slack tells of words: alone, with a file, after `/me`, and sent from a thread to all."""


def listen(on: Listening) -> None:
    on.event("message", answer)


def answer(asked: Asked) -> None:
    """Answer what a person wrote, also where a file came with it; edits and deletions are none."""
    event = asked.event
    is_written = event.get("subtype") in _WRITTEN
    if event.get("channel_type") != "im" or not is_written or "bot_id" in event:
        return
    words = event.get("text") or ""
    with asked.caseload() as caseload:
        said = answer_to(caseload, asked.storage, words) if words else answers.file_not_read()
    asked.answer(said)


def answer_to(caseload: Scope, storage: Storage, words: str) -> Message:
    """Answer from the asker's own work; whom the words name is logged as looked at."""
    question = understood(words, caseload.students.all())
    if question.asked is Query.NOT_UNDERSTOOD:
        return answers.not_understood()
    if question.asked is Query.HELP:
        return answers.help_answer()
    work = home_tab(caseload, storage)
    seen = work.glance
    _log(caseload, question)
    if question.asked is Query.UNANSWERED:
        found = unanswered(caseload.cases(), today=caseload.today)
        return answers.who_has_not_answered(found, work)
    if question.asked is Query.TICKED_TODAY:
        zone = caseload.workspace.zone
        rows = ticked_on(caseload.cases(), caseload.person.id, caseload.today, zone)
        return answers.ticked_today(rows, caseload.rules, seen.aliases, caseload.today)
    return _about_students(caseload, question, work)


def _about_students(caseload: Scope, question: Question, work: HomeTab) -> Message:
    asked, seen = question.asked, work.glance
    wanted = {student.id for student in question.students}
    about = [one for one in seen.students if one.student.id in wanted]
    if len(about) > 1:
        return answers.several(about)
    one = about[0] if about else None
    if asked is Query.CONVERSATION:
        return answers.start_conversation(one)
    if asked in _ABOUT_ONE:
        return _about_one(asked, one, seen, caseload)
    last = until(asked, today=caseload.today, calendar=caseload.calendar, soon=seen.soon)
    rows = due_until(seen, last, wanted or None, asked=asked)
    if one is not None:
        return answers.due_of_one(asked, rows, one, work)
    return answers.due(asked, rows, work, until=last)


def _about_one(asked: Query, one: StudentGlance | None, seen: Glance, caseload: Scope) -> Message:
    if one is None:
        return answers.which_student(asked)
    if asked is Query.NEXT_MEETING:
        return answers.next_meeting(one, seen)
    if asked is Query.WHY:
        return answers.why(one, seen, caseload.rules)
    return answers.who(one, seen, caseload.rules)


def _log(caseload: Scope, question: Question) -> None:
    """Log the question as it was understood; the words themselves are kept nowhere."""
    if not question.students:
        caseload.audit.log(f"asked in plain words: {question.asked}")
    for student in question.students:
        caseload.audit.log(f"asked in plain words: {question.asked}", student=student.id)
