"""A respondent's form: what its modal says around the questions, and how it is read again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import date_words
from bot.forms.answers import Texts
from bot.forms.drafts import Draft
from bot.forms.pages import Page
from bot.meetings.meetings import Meeting
from bot.people.people import Person, TeamMember
from bot.requests.requests import Form, Request, RequestId
from bot.students import Student
from bot.ui.kit import answers, blocks, elements, form, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.elements import Element

LAST_TIME = "request_last_time"
LONGEST_NAME = 120


@dataclass(frozen=True, kw_only=True)
class About:
    """Whom the form is about, and for what; for modals only."""

    request: Request
    student: Student
    meeting: Meeting
    asked_by: str
    services: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        request: Request,
        student: Student,
        meeting: Meeting,
        team: Iterable[TeamMember],
        by: Person,
    ) -> "About":
        """What the form's screens say, with the services that its respondent gives; `by` asks."""
        services = (one.service for one in team if one.person == request.respondent)
        return cls(
            request=request,
            student=student,
            meeting=meeting,
            asked_by=by.name,
            services=tuple(service for service in services if service),
        )

    @property
    def line(self) -> str:
        name = markup.escaped(markup.shortened(self.student.name, LONGEST_NAME))
        grade = f", grade {markup.escaped(self.student.grade)}" if self.student.grade else ""
        at = f" at {date_words.clock_time(self.meeting.at)}" if self.meeting.at else ""
        services = f" Service: {markup.escaped(', '.join(self.services))}." if self.services else ""
        return (
            f"*{name}* ({self.student.alias}){grade}: IEP meeting "
            f"{date_words.in_words(self.meeting.on)}{at}, {self.meeting.mode}.{services}"
        )


def title_of(one: Form) -> str:
    return one.words.capitalize()


def render(
    draft: Draft,
    pages: Sequence[Page],
    about: About,
    *,
    now: datetime,
    last_time: bool = False,
    notice: str = "",
    continued: bool = False,
    saved: bool = False,
) -> View:
    """The page of `draft`; `last_time` says whether an earlier form can be looked at."""
    asked_by = markup.escaped(markup.shortened(about.asked_by, LONGEST_NAME))
    who = f"Asked by {asked_by}, by {date_words.in_words(about.request.wanted_by)}."
    look = elements.button("Last time's answers", LAST_TIME, value=str(about.request.id))
    dress = form.Dress(
        title=title_of(about.request.form),
        save="Send form",
        top=[
            *([blocks.section(f":bulb: {markup.escaped(notice)}")] if notice else []),
            blocks.section(about.line),
            blocks.context(who),
        ],
        controls=[look] if last_time else [],
    )
    return form.render(draft, pages, dress, now=now, continued=continued, saved=saved)


def kept(about: About, *, case_manager: str) -> View:
    """What stands in the form's place once it is in."""
    who = markup.escaped(markup.shortened(case_manager, LONGEST_NAME))
    until = date_words.in_words(about.meeting.on)
    return blocks.modal(
        title_of(about.request.form),
        [
            blocks.section(f":white_check_mark: The form for *{about.student.alias}* is in."),
            blocks.context(
                f"{who} can read it, and whoever stands in for them. You can change it until the "
                f"meeting on {until}; earlier versions are kept."
            ),
        ],
        callback_id="request_kept",
    )


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A form that came in, as it is read: whose it is, and what stands in it."""

    request: RequestId
    form: Form
    line: str
    """Whom it is about and who filled it in, as mrkdwn."""
    said: str
    """Who wrote it down for whom, in plain words; empty where the respondent did."""
    answers: Texts
    notice: str = ""


def reading(
    one: Reading,
    pages: Sequence[Page],
    *,
    page: int,
    turn_to: str,
    controls: Sequence[Element] = (),
) -> View:
    """One page of a form that came in; `turn_to` is the action of the buttons that turn."""
    page = min(max(page, 0), len(pages) - 1)
    shown = pages[page]
    drawn: list[Block] = [
        blocks.context(f"Page {page + 1} of {len(pages)}: {shown.title}"),
        blocks.section(one.line),
    ]
    if one.notice:
        drawn.insert(0, blocks.section(f":white_check_mark: {markup.escaped(one.notice)}"))
    if one.said:
        drawn.append(blocks.spoken(one.said))
    drawn += answers.read_again(shown.fields, one.answers)
    if buttons := [*_pager(one, page, len(pages), turn_to), *controls]:
        drawn.append(blocks.actions(buttons, block_id=f"pager:{page}"))
    return blocks.modal(title_of(one.form), drawn, callback_id="request_reading")


def _pager(one: Reading, page: int, count: int, turn_to: str) -> list[Element]:
    buttons = []
    if page:
        buttons.append(
            elements.button(
                "Previous page", f"{turn_to}:previous", value=f"{one.request}|{page - 1}"
            )
        )
    if page + 1 < count:
        buttons.append(
            elements.button("Next page", f"{turn_to}:next", value=f"{one.request}|{page + 1}")
        )
    return buttons


def turned_to(action: Mapping[str, str]) -> tuple[RequestId, int]:
    request, _, page = action["value"].partition("|")
    return RequestId(int(request)), int(page or 0)
