"""A form on paper: what stands in the PDF, in whose letters, and what its outside tells nobody."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from pypdf import PdfReader

from bot import content
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import Kind, Meeting, MeetingId, Mode
from bot.people.people import PersonId
from bot.requests.request_forms import RequestAbout
from bot.requests.requests import FilledForm, Form, Request, RequestId, RequestState, Said
from bot.requests.respondent_forms import pages_of
from bot.students import Student, StudentId
from bot.ui.documents.filled_form import FormOnPaper, pdf
from bot.ui.documents.paper import CONFIDENTIAL, NOT_PRINTED

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
CAME_IN = datetime(2026, 10, 8, 22, 5, tzinfo=UTC)

STUDENT = Student(
    id=StudentId(1),
    alias="JQ-7K2",
    first_name="Juniper",
    last_name="Quickwater",
    number="9087",
    case_manager=PersonId(1),
    grade="5",
)
MEETING = Meeting(
    id=MeetingId(1),
    student=STUDENT.id,
    on=date(2026, 11, 18),
    at=time(9, 30),
    kind=Kind.ANNUAL,
    mode=Mode.PHONE,
    arose_on=date(2026, 9, 1),
)


def form(
    kind: Form = Form.TEACHER_FEEDBACK, said: Said | None = None, **answers: Any
) -> FormOnPaper:
    request = Request(
        id=RequestId(7),
        student=STUDENT.id,
        meeting=MEETING.id,
        form=kind,
        respondent=PersonId(2),
        state=RequestState.IN,
        due_on=date(2026, 11, 4),
        asked_by=PersonId(1),
        asked_at=CAME_IN,
        changed_at=CAME_IN,
    )
    return FormOnPaper(
        about=RequestAbout(
            request=request, student=STUDENT, meeting=MEETING, asked_by="Pat Fennimore"
        ),
        respondent="Tea Chalkley",
        filled=FilledForm(
            request=request.id,
            draft=DraftKey("d1"),
            answers=answers,
            by=PersonId(2),
            at=CAME_IN,
            said=said,
        ),
        pages=pages_of(kind, answers, content.read()),
        version=2,
        versions=3,
        zone=LOS_ANGELES,
        made_at=datetime(2026, 10, 9, 15, tzinfo=UTC),
    )


def read(made: FormOnPaper) -> PdfReader:
    return PdfReader(BytesIO(pdf(made)))


def words(made: FormOnPaper) -> str:
    text = "\n".join(page.extract_text() for page in read(made).pages)
    return " ".join(text.split())


def test_the_paper_says_which_form_it_is_and_who_answered_when():
    said = words(form(subject="Science, period 3", attends="part"))

    for part in (
        "JQ-7K2, teacher feedback",
        "Student: Juniper Quickwater (JQ-7K2)",
        "Grade: 5",
        "IEP meeting: Wednesday, November 18, 2026 at 9:30 am",
        "Answered by: Tea Chalkley",
        "Came in: Thursday, October 8, 2026, 3:05 pm",
        "Version: 2 of 3",
        "Page 1 of",
        CONFIDENTIAL,
    ):
        assert part in said


def test_every_question_stands_there_and_what_was_left_out_says_so():
    made = form(subject="Science, period 3", attends="part")
    said = words(made)

    for page in made.pages:
        assert page.title in said
        for question in page.fields:
            assert question.label in said
    assert "Science, period 3" in said
    assert "For a part of it" in said
    assert said.count("No answer") == 9


def test_what_was_written_down_for_somebody_says_who_said_it_and_how():
    said = Said(who="Lee Ng", how="phone", on=date(2026, 10, 7))

    assert "said by Lee Ng, phone, Wednesday, October 7, 2026" in words(form(said=said))


def test_name_and_title_of_the_file_tell_alias_and_kind_alone():
    made = form(Form.PROVIDER_REPORT, levels="secretlevel")

    assert made.file_name == "JQ-7K2-provider-report.pdf"
    assert read(made).metadata == {
        "/Title": "JQ-7K2, provider report",
        "/Producer": "Preiep",
        "/CreationDate": "D:20261009080000-07'00'",
    }


NAMES = (
    "Nguyễn Ánh; Володимир Ґудзь; Ελένη; Արմեն; ነጋሽ; გიორგი; ไทย; ລາວ; ᏣᎳᎩ; 王小明; さくら; 김민준"
)
JOINED = "محمد; שרה; ܐܫܘܪ; राजेश; ਗੁਰਪ੍ਰੀਤ; ភាសាខ្មែរ; မြန်မာ; தமிழ்; 𖬖𖬰𖬝𖬵"
"""Scripts that join their letters, or run the other way: a reader of PDFs finds them reordered."""


def test_names_are_printed_in_their_own_letters():
    said = words(form(subject=NAMES, strengths=JOINED))

    assert NAMES in said
    assert NOT_PRINTED not in said


def test_what_no_font_knows_is_marked_and_the_paper_says_so():
    said = words(form(subject="Great 😀"))

    assert "Great �" in said
    assert NOT_PRINTED in said


def test_hostile_words_are_printed_as_words():
    typed = "{nb} \x01\x02\x01 \x00 **bold** __x__ ![a](b) <b>&"
    broken = "one\r\ntwo\rthree\n\n\nfour"
    longest = "W" * 3000
    said = words(form(subject=typed, strengths=broken, struggles="\u202egnorw", habits=longest))

    assert "Page 1 of 3" in said
    assert "{nb} **bold** __x__ ![a](b) <b>&" in said
    assert "one two three four" in said


def test_fifteen_goals_and_the_longest_answers_fit_on_numbered_pages():
    goals: dict[str, Any] = {f"goal_{one}_evidence": "word " * 600 for one in (1, 8, 15)}
    pages = read(form(Form.PROVIDER_REPORT, goals="15", **goals)).pages

    assert len(pages) > 5
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1].extract_text()
    assert "Goal 15" in "".join(page.extract_text() for page in pages)


def test_the_same_values_make_the_same_bytes():
    assert pdf(form(subject="Science")) == pdf(form(subject="Science"))
