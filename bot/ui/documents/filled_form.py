"""A form that came in, on paper: a staff note for one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.date_words import clock_time, in_full
from bot.forms.pages import Page
from bot.people.services import service_in_words
from bot.requests.request_forms import RequestAbout
from bot.requests.requests import FilledForm
from bot.ui.documents.paper import CONFIDENTIAL, Passage, StaffNote, moment, on_paper
from bot.ui.kit.answers import answer_in_words
from bot.ui.requests.request_forms import title_of


@dataclass(frozen=True, kw_only=True)
class FormOnPaper:
    about: RequestAbout
    respondent: str
    filled: FilledForm
    pages: Sequence[Page]
    version: int
    """Counted from 1, the first that came in."""
    versions: int
    zone: ZoneInfo
    """Whose times are printed."""
    made_at: datetime
    confidential: str = CONFIDENTIAL
    """Whose the paper is, where it is no staff note."""

    @property
    def title(self) -> str:
        """Alias and kind alone, for the file's name and title are seen outside the file."""
        return f"{self.about.student.alias}, {self.about.request.form.words}"

    @property
    def file_name(self) -> str:
        return f"{self.about.student.alias}-{self.about.request.form.words.replace(' ', '-')}.pdf"


def pdf(form: FormOnPaper) -> bytes:
    return on_paper(staff_note(form))


def staff_note(form: FormOnPaper) -> StaffNote:
    """Return what stands on the paper: every question of its pages, the unanswered ones too."""
    return StaffNote(
        title=form.title,
        facts=_facts(form),
        passages=[
            Passage(
                heading=page.title,
                answers=[
                    (
                        question.label,
                        answer_in_words(question, form.filled.answers.get(question.id, "")),
                    )
                    for question in page.fields
                ],
            )
            for page in form.pages
        ],
        made_at=form.made_at.astimezone(form.zone),
        confidential=form.confidential,
    )


def _facts(form: FormOnPaper) -> list[tuple[str, str]]:
    about, meeting, filled = form.about, form.about.meeting, form.filled
    at = f" at {clock_time(meeting.at)}" if meeting.at else ""
    facts = [
        ("Form", title_of(about.request.form)),
        ("Student", f"{about.student.name} ({about.student.alias})"),
        ("Grade", about.student.grade),
        ("Service", " and ".join(map(service_in_words, about.services))),
        ("IEP meeting", f"{in_full(meeting.on)}{at}"),
        ("Answered by", form.respondent),
        ("Came in", moment(filled.at.astimezone(form.zone))),
        ("Version", f"{form.version} of {form.versions}"),
    ]
    if said := filled.said:
        words = f"said by {said.who}, {said.how}, {in_full(said.on)}"
        facts.append(("Written down for them", words))
    return [(label, words) for label, words in facts if words]
