"""*Not mine, or more time* on the web."""

from collections.abc import Mapping

from bot.forms.answers import Texts
from bot.forms.pages import Page
from bot.forms.requests.request_replies import REPLY, UNTIL, WHAT, WHY, until_before
from bot.meetings.meetings import Meeting
from bot.ui.kit.html import tag
from bot.ui.links_outside.web_fields import asked
from bot.ui.links_outside.web_forms import (
    TELL,
    Frame,
    about_section,
    back,
    controls,
    posted,
    summary,
)
from bot.ui.links_outside.web_pages import button, page


def questions(meeting: Meeting) -> Page:
    """Ask the same as the modal, as a page of its own."""
    until = UNTIL.labelled(UNTIL.label, hint=until_before(meeting))
    return Page(title=REPLY.title, fields=(WHAT, until, WHY))


def reply_page(frame: Frame, answers: Texts, *, problems: Mapping[str, str] | None = None) -> str:
    """Draw the page, with what must be mended above it and beside its field."""
    shown = questions(frame.about.meeting)
    wrong = dict(problems or {})
    return page(
        shown.title,
        tag("h1", shown.title),
        summary(shown, wrong),
        about_section(frame.about),
        posted(
            frame,
            *(
                asked(one, answers.get(one.id, ""), wrong.get(one.id, ""), marked=False)
                for one in shown.fields
            ),
            controls(button(REPLY.submit, TELL, main=True), back(frame)),
        ),
        wrong=bool(wrong),
    )
