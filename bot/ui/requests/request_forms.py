"""A respondent's form: what its modal says around the questions, and how it is read again."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot import date_words
from bot.forms import tags
from bot.forms.drafts import Draft
from bot.forms.pages import Page
from bot.forms.requests.requests_asked import REQUEST
from bot.people.services import service_in_words
from bot.requests.request_forms import FormRead, RequestAbout
from bot.requests.requests import Form, Request, RequestId
from bot.ui.kit import answers, blocks, elements, form, markup, paging
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.elements import Element

LAST_TIME = "request_last_time"
LONGEST_NAME = 120

WHO_READS_IT = (
    "In Preiep, only {who}, or a substitute while there is one, can read your answers. They are an "
    "education record, so the parents may ask to see them."
)
"""Said to whoever fills in a form, wherever they do; `who` is the case manager."""


def line_about(about: RequestAbout) -> str:
    """Say in a line whom a form is about, and for which meeting."""
    student, meeting = about.student, about.meeting
    grade = f", grade {markup.escaped(student.grade)}" if student.grade else ""
    at = f" at {date_words.clock_time(meeting.at)}" if meeting.at else ""
    given = " and ".join(map(service_in_words, about.services))
    services = f" Service: {markup.escaped(given)}." if given else ""
    return (
        f"{markup.named(student)}{grade}: IEP meeting "
        f"{date_words.in_full(meeting.on)}{at}, {meeting.mode}.{services}"
    )


AT_ONCE = "as soon as you can"
"""When a form is wanted whose day had passed before it was asked for."""


def due_in_full(request: Request, *, asked_late: bool) -> str:
    """Say by when a form is wanted; one asked for after its day, as soon as can be."""
    if asked_late:
        return f"Needed {AT_ONCE}"
    return f"Due {date_words.in_full(request.wanted_by)}"


def title_of(one: Form) -> str:
    return one.words.capitalize()


def render(
    draft: Draft,
    pages: Sequence[Page],
    about: RequestAbout,
    *,
    now: datetime,
    last_time: bool = False,
    notice: str = "",
    continued: bool = False,
    saved: bool = False,
) -> View:
    """Draw the draft's page; `last_time` says whether an earlier form can be looked at."""
    asked_by = markup.short(about.asked_by, LONGEST_NAME)
    who = f"{due_in_full(about.request, asked_late=about.asked_late)}. Asked by {asked_by}."
    look = elements.button("Last time's answers", LAST_TIME, value=at_page(about.request.id))
    dress = form.Dress(
        title=title_of(about.request.form),
        save="Send form",
        top=[
            *([blocks.section(f":bulb: {markup.escaped(notice)}")] if notice else []),
            blocks.section(line_about(about)),
            blocks.context(who),
        ],
        controls=[look] if last_time else [],
    )
    return form.render(draft, pages, dress, now=now, continued=continued, saved=saved)


def kept(about: RequestAbout) -> View:
    """Draw what stands in the form's place once it is in."""
    read_by = WHO_READS_IT.format(who=markup.short(about.asked_by, LONGEST_NAME))
    until = date_words.in_full(about.meeting.on)
    return blocks.modal(
        title_of(about.request.form),
        [
            blocks.section(f":white_check_mark: The form for *{about.student.alias}* is in."),
            blocks.context(
                f"{read_by} You can change them until the meeting on {until}; earlier versions "
                "are kept."
            ),
        ],
        callback_id="request_kept",
    )


def reading(
    read: FormRead,
    *,
    page: int,
    turn_to: str,
    notice: str = "",
    controls: Sequence[Element] = (),
) -> View:
    """Draw a page of a form that came in; `turn_to` begins the actions of what turns pages."""
    [shown], page, count = paging.turned_to(read.pages, page, most=1)
    drawn: list[Block] = [
        *blocks.done(markup.escaped(notice)),
        blocks.context(f"Page {page + 1} of {count}: {shown.title}"),
        blocks.section(line_about(read.about)),
        *([blocks.spoken(read.said)] if read.said else []),
        *answers.read_again(shown.fields, read.answers),
    ]
    at = partial(at_page, read.request)
    turns = paging.turns(turn_to, page, count, at, words=paging.PAGE_BY_PAGE)
    if buttons := [*turns, *controls]:
        drawn.append(blocks.actions(buttons, block_id=f"pager:{page}"))
    return blocks.modal(title_of(read.about.request.form), drawn, callback_id="request_reading")


def at_page(request: RequestId, page: int = 0) -> str:
    """Pack what a button carries that opens a form at one of its pages."""
    return tags.packed(REQUEST.of(request), tags.PAGE.of(page))
