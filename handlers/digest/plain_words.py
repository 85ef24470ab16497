"""Answer words that somebody typed after `/iep`, or wrote to the assistant.

Whom they may find is for the door to say that is opened: their own caseload first, then what they
see of other students.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.digest import plain_answers as found
from bot.digest.home import HomeTab
from bot.digest.plain_words import Query, Question, understood
from bot.records.caseloads import Glance, StudentGlance, glance
from bot.ui.digest import help as helping
from bot.ui.digest import plain_answers as answers
from bot.ui.kit.blocks import Message, View
from casework.digest.home import home_tab, look_beside
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening
from handlers.kit.students_named import student_screen
from handlers.kit.typed_words import Finder, Said, Typed, which_of
from storage import Scope


def listen(on: Listening) -> None:
    on.click(answers.INTERPRETERS, show_interpreters, shown=ON_TOP)


def answered(finders: Sequence[Finder], asked: Asked, words: str, *, opens: bool) -> Said:
    """Return what the words lead to; `opens` says whether a modal may be shown in answer."""
    with asked.caseload(reading=True) as caseload:
        roles, question = caseload.person.roles, _read(caseload, words)
    if _is_clear(question):
        return _answer(asked, question, opens=opens)
    typed = Typed(words=words, roles=roles, opens=opens)
    if said := _found(finders, asked, typed):
        return said
    if question.students:
        return _answer(asked, question, opens=opens)
    if said := _found(finders, asked, replace(typed, nearly=True)):
        return said
    if question.asked is not Query.NOT_UNDERSTOOD:
        return answers.which_student(question.asked)
    return helping.nothing_found(roles, helping.commands_near(words, roles))


def _found(finders: Sequence[Finder], asked: Asked, typed: Typed) -> Said | None:
    """Return the student of others' whom the words name, from the first that finds one."""
    return next((said for find in finders if (said := find(asked, typed))), None)


def _read(caseload: Scope, words: str) -> Question:
    """Read the words; who has left is found by name alone."""
    question = understood(words, caseload.students.all())
    if question.asked is Query.NOT_UNDERSTOOD and not question.students:
        of_gone = understood(words, caseload.students.gone())
        return of_gone if of_gone.asked is Query.WHO and not of_gone.nearly else question
    return question


def _is_clear(question: Question) -> bool:
    """Tell whether the asker's own caseload answers it, and nobody elsewhere can be meant."""
    if question.students:
        return not question.nearly
    about_one = question.is_about_one and question.asked is not Query.CONVERSATION
    return not about_one and question.asked is not Query.NOT_UNDERSTOOD


def _answer(asked: Asked, question: Question, *, opens: bool) -> Said:
    """Answer from the asker's own work; whom the words name is logged as looked at."""
    about, is_named = question.students, question.asked in (Query.WHO, Query.NOT_UNDERSTOOD)
    if question.asked is Query.HELP:
        with asked.caseload(reading=True) as caseload:
            return helping.examples(caseload.person.roles)
    if opens and is_named:
        with asked.caseload() as caseload:
            if len(about) > 1:
                return which_of(caseload, about, opens=opens)
            return student_screen(caseload, about[0].id, nearly=question.nearly)
    beside = look_beside(asked.storage, asked.user, now=asked.now)
    with asked.caseload() as caseload:
        _log(caseload, question)
        if question.asked is Query.NOT_UNDERSTOOD:
            return answers.not_understood(about)
        if len(about) > 1:
            return answers.several(about)
        return answer_from(caseload, question, home_tab(caseload, beside))


def answer_from(caseload: Scope, question: Question, work: HomeTab) -> Message:
    """Answer a question from all the work of whoever asks."""
    said = _ANSWERS.get(question.asked, _due)
    return said(Inquiry(caseload=caseload, question=question, work=work))


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """A question, and what there is to answer it from."""

    caseload: Scope
    question: Question
    work: HomeTab

    @property
    def seen(self) -> Glance:
        return self.work.glance

    @property
    def one(self) -> StudentGlance | None:
        """The one student whom the question is about."""
        about = {one.id for one in self.question.students}
        return next((one for one in self.seen.students if one.student.id in about), None)

    @property
    def alias(self) -> str:
        return self.one.student.alias if self.one else ""


def _due(inquiry: Inquiry) -> Message:
    caseload, seen, asked = inquiry.caseload, inquiry.seen, inquiry.question.asked
    days = found.window_of(asked, today=caseload.today, calendar=caseload.calendar, soon=seen.soon)
    about = [one.id for one in inquiry.question.students]
    rows = found.due_in(seen, days, about or None, asked=asked)
    if inquiry.one is not None:
        return answers.due_of_one(asked, rows, inquiry.one, inquiry.work)
    return answers.due(asked, rows, inquiry.work, days)


def _of_a_kind(inquiry: Inquiry) -> Message:
    about = [one.id for one in inquiry.question.students]
    places = inquiry.question.kind.places if inquiry.question.kind else ()
    rows = [found.open_in(inquiry.seen, place, about or None) for place in places]
    return answers.of_a_kind(rows, inquiry.work, alias=inquiry.alias)


def _unanswered(inquiry: Inquiry) -> Message:
    waiting = found.unanswered(inquiry.caseload.cases(), today=inquiry.caseload.today)
    return answers.who_has_not_answered(waiting, inquiry.work)


def _ticked_today(inquiry: Inquiry) -> Message:
    caseload = inquiry.caseload
    rows = found.ticked_on(
        inquiry.caseload.cases(), caseload.person.id, caseload.today, caseload.workspace.zone
    )
    return answers.ticked_today(rows, caseload.rules, inquiry.seen.aliases, caseload.today)


def _unmarked(inquiry: Inquiry) -> Message:
    meetings = [one.meeting for one in inquiry.seen.tally.unmarked]
    return answers.not_marked(meetings, inquiry.seen.aliases)


def _calls(inquiry: Inquiry) -> Message:
    calls = found.calls_agreed(inquiry.caseload.cases(), inquiry.caseload.now)
    return answers.calls(calls, inquiry.seen.aliases, inquiry.caseload.person.zone)


def _about_one(inquiry: Inquiry) -> Message:
    question, seen, rules = inquiry.question, inquiry.seen, inquiry.caseload.rules
    if inquiry.one is None:
        return answers.has_left(question.students[0])
    if question.asked is Query.NEXT_MEETING:
        return answers.next_meeting(inquiry.one, seen)
    if question.asked is Query.WHY:
        return answers.why(inquiry.one, seen, rules)
    return answers.who(inquiry.one, seen, rules, nearly=question.nearly)


_ANSWERS: Mapping[Query, Callable[[Inquiry], Message]] = {
    Query.CONVERSATION: lambda inquiry: answers.start_conversation(inquiry.one),
    Query.WITHOUT_MEETING: lambda inquiry: answers.without_meeting(inquiry.seen),
    Query.INTERPRETER: lambda inquiry: answers.who_needs_interpreter(
        len(found.needing_interpreter(inquiry.seen))
    ),
    Query.OF_A_KIND: _of_a_kind,
    Query.UNANSWERED: _unanswered,
    Query.TICKED_TODAY: _ticked_today,
    Query.UNMARKED: _unmarked,
    Query.CALLS: _calls,
    Query.NEXT_MEETING: _about_one,
    Query.WHY: _about_one,
    Query.WHO: _about_one,
}
"""How each question is answered; those that are not here ask what is due."""


def show_interpreters(asked: Asked) -> View:
    """Name the students whose parents need an interpreter; each is logged as looked at."""
    with asked.caseload() as caseload:
        cases, calendar = caseload.cases(), caseload.calendar
        seen = glance(cases, calendar, caseload.rules, today=caseload.today)
        needing = found.needing_interpreter(seen)
        for one in needing:
            caseload.audit.log("looked at who needs an interpreter", student=one.student.id)
        return answers.interpreters(needing, seen)


def _log(caseload: Scope, question: Question) -> None:
    """Log the question as it was understood; the words themselves are kept nowhere."""
    if not question.students:
        caseload.audit.log(f"asked in plain words: {question.asked}")
    for student in question.students:
        caseload.audit.log(f"asked in plain words: {question.asked}", student=student.id)
