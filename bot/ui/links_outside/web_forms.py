"""A respondent's form on the web: its pages as they are drawn, and how they are read again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot import date_words
from bot.forms.answers import Texts
from bot.forms.drafts import Draft
from bot.forms.pages import Page
from bot.forms.requests import request_replies
from bot.meetings.meetings import Meeting
from bot.people.services import service_in_words
from bot.requests.request_forms import RequestAbout
from bot.ui.kit import markup as words
from bot.ui.kit.answers import answer_in_words
from bot.ui.kit.html import Child, Html, tag
from bot.ui.links_outside.web_fields import asked, cleaned, id_of, name_of
from bot.ui.links_outside.web_pages import button, form, hidden, message, notice, page
from bot.ui.requests.request_forms import LONGEST_NAME, WHO_READS_IT, due_in_full, title_of

NEXT, BACK, SAVE, CHANGE, LEAVE = "next", "back", "save", "change", "leave"
LAST_TIME, REPLY, TELL = "last_time", "reply", "tell"
"""What a button does, each by its own name."""

DRAFT, PAGE, GUARD = "draft", "page", "guard"


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What every page of an opened form is drawn with."""

    action: str
    """Where its link leads, as a path."""
    guard: str
    """Without this, no button does anything: another site cannot know it."""
    about: RequestAbout


@dataclass(frozen=True, kw_only=True)
class PageSent:
    """What a page sent when one of its buttons was pressed."""

    does: str
    draft: str
    page: int
    guard: str
    fields: tuple[tuple[str, str], ...] = ()
    """Everything that came, by the names of the fields."""

    def field(self, name: str) -> str:
        """Return what came under a name; what was ticked several times is joined by blanks."""
        return " ".join(value for given, value in self.fields if given == name)


def form_page(
    frame: Frame,
    draft: Draft,
    pages: Sequence[Page],
    *,
    problems: Mapping[str, str] | None = None,
    said: str = "",
    last_time: bool = False,
) -> str:
    """Draw the page of `draft`, with what must be mended above it and beside its field."""
    shown = pages[draft.page]
    here = {question.id for question in shown.fields}
    wrong = {name: words_ for name, words_ in (problems or {}).items() if name in here}
    last = draft.page == len(pages) - 1
    kind = title_of(frame.about.request.form)
    where = f"page {draft.page + 1} of {len(pages)}"
    return page(
        f"{kind}, {where}",
        tag("p", f"{kind}, {where}", class_="step"),
        tag("h1", shown.title),
        summary(shown, wrong),
        notice(said),
        about_section(frame.about, again=bool(draft.page)),
        posted(
            frame,
            hidden([(DRAFT, draft.key), (PAGE, str(draft.page))]),
            *(
                asked(question, draft.answers.get(question.id, ""), wrong.get(question.id, ""))
                for question in shown.fields
            ),
            controls(
                button("Send the form" if last else "Next", NEXT, main=True),
                button("Back", BACK) if draft.page else None,
                button("Save, and continue later", SAVE),
            ),
            _more(last_time=last_time),
        ),
        wrong=bool(wrong),
    )


def sent(frame: Frame) -> str:
    """Thank for a form that is in, and say until when it can be changed."""
    about = frame.about
    who = tag("bdi", words.shortened(about.asked_by, LONGEST_NAME))
    before, _, after = WHO_READS_IT.partition("{who}")
    return page(
        "Thank you. The form is in.",
        tag("h1", "Thank you. The form is in."),
        tag("p", before, who, after),
        tag(
            "p",
            f"You can change it until the meeting on {date_words.in_full(about.meeting.on)}, as "
            "long as your link works. What you sent before is kept as well.",
        ),
        posted(
            frame,
            controls(button("I am done", LEAVE, main=True), button("Change something", CHANGE)),
        ),
    )


def replied(frame: Frame) -> str:
    """Say after *not mine* or *more time* that the case manager knows."""
    about = frame.about
    who = tag("bdi", words.shortened(about.asked_by, LONGEST_NAME))
    if until := about.request.needs_until:
        told: tuple[Child, ...] = (who, f" knows that you need until {date_words.in_full(until)}.")
    else:
        told = (who, " knows that this form is not yours, and asks somebody else.")
    return page(
        "Thank you for letting us know",
        tag("h1", "Thank you for letting us know"),
        tag("p", *told),
        posted(frame, controls(button("I am done", LEAVE, main=True), back(frame))),
    )


def left() -> str:
    """Say how to go on after the form was left."""
    return message(
        "You have left the form",
        "What you saved is kept. To go on, open your link again; it asks for a new code.",
    )


def ended(sentence: str) -> str:
    """Say that the form is not open any more, why, and what became of the words."""
    return message("This form is closed", sentence)


def last_answers(frame: Frame, pages: Iterable[Page], answers: Texts, at: Meeting) -> str:
    """Draw what the same person said last time, to be read beside the form."""
    said: list[Child] = []
    for one in pages:
        for question in one.fields:
            if answer := answer_in_words(question, answers.get(question.id, "")):
                words_ = tag("p", tag("bdi", answer))
                said.append(tag("section", tag("h2", question.label), words_, class_="answer"))
    return page(
        "Last time's answers",
        tag("h1", "Last time's answers"),
        tag("p", f"For the meeting on {date_words.in_full(at.on)}", class_="soft"),
        tag("p", tag("a", "Back to the form", href=frame.action)),
        *said,
        tag("p", tag("a", "Back to the form", href=frame.action)),
    )


def read(fields: Iterable[tuple[str, str]]) -> PageSent:
    """Read what came, whatever came: of each name the last, numbers where numbers belong."""
    given_all = tuple(fields)
    given = dict(given_all)
    number = given.get(PAGE, "")
    return PageSent(
        does=given.get("do", ""),
        draft=given.get(DRAFT, "")[:64],
        page=int(number) if number.isascii() and number.isdecimal() and len(number) < 3 else 0,
        guard=given.get(GUARD, ""),
        fields=given_all,
    )


def answers_in(sent: PageSent, pages: Iterable[Page]) -> dict[str, str]:
    """Read the answers that came to the questions of some pages."""
    came = {name for name, _ in sent.fields}
    return {
        question.id: cleaned(question, sent.field(name_of(question.id)))
        for page in pages
        for question in page.fields
        if name_of(question.id) in came
    }


def summary(shown: Page, wrong: Mapping[str, str]) -> Html | None:
    """List what must be mended on a page, each with a link that leads there."""
    if not wrong:
        return None
    count = "One answer needs" if len(wrong) == 1 else f"{len(wrong)} answers need"
    links = [
        tag(
            "li", tag("a", f"{question.label}: {wrong[question.id]}", href=f"#{id_of(question.id)}")
        )
        for question in shown.fields
        if question.id in wrong
    ]
    return tag(
        "div",
        tag("h2", f"{count} a second look", id="summary-title"),
        tag("p", "Everything you typed is kept."),
        tag("ul", *links),
        class_="summary",
        role="alert",
        tabindex="-1",
        autofocus=True,
        aria_labelledby="summary-title",
    )


def about_section(about: RequestAbout, *, again: bool = False) -> Html:
    """Say whom the form is about, and for what; on further pages (`again`) whom alone."""
    student, meeting = about.student, about.meeting
    grade = f", grade {student.grade}" if student.grade else ""
    name = tag("bdi", words.shortened(student.name, LONGEST_NAME))
    label = "What this form is about"
    if again:
        return tag("section", tag("p", name, grade), class_="about again", aria_label=label)
    at = f" at {date_words.clock_time(meeting.at)}" if meeting.at else ""
    given = " and ".join(map(service_in_words, about.services))
    services = f"Service: {given}" if given else ""
    asked_by = tag("bdi", words.shortened(about.asked_by, LONGEST_NAME))
    due = f"{due_in_full(about.request, asked_late=about.asked_late)}. Asked by "
    return tag(
        "section",
        tag("p", name, grade, class_="who"),
        tag("p", f"IEP meeting {date_words.in_full(meeting.on)}{at}, {meeting.mode}"),
        tag("p", services) if services else None,
        tag("p", due, asked_by, ".", class_="soft"),
        class_="about",
        aria_label=label,
    )


def _more(*, last_time: bool) -> Html:
    return tag(
        "div",
        button("Last time's answers", LAST_TIME, quiet=True) if last_time else None,
        button(request_replies.REPLY.title, REPLY, quiet=True),
        button("Leave the form", LEAVE, quiet=True),
        class_="more",
    )


def posted(frame: Frame, *children: Child) -> Html:
    """Draw what is sent back through the link, with the guard."""
    return form(frame.action, hidden([(GUARD, frame.guard)]), *children)


def controls(*buttons: Child) -> Html:
    return tag("div", *buttons, class_="controls")


def back(frame: Frame) -> Html:
    return tag("a", "Back to the form", href=frame.action, class_="button")
