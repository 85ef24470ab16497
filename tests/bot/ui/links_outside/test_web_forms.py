"""The web form's pages: whatever people type stays words, and everybody finds their way."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from html import unescape
from html.parser import HTMLParser

import pytest

from bot import content
from bot.forms.drafts import Draft, DraftKey
from bot.forms.fields import line, text
from bot.forms.requests.request_replies import WHAT
from bot.links_outside.link_codes import Tried
from bot.meetings.meetings import Kind, Meeting, MeetingId, Mode
from bot.people.people import PersonId
from bot.requests.request_forms import RequestAbout
from bot.requests.requests import Form, Request, RequestId
from bot.requests.respondent_forms import longest_form, pages_of
from bot.students import Student, StudentId
from bot.ui.links_outside import (
    web_forms as web_form,
)
from bot.ui.links_outside import (
    web_pages as web_page,
)
from bot.ui.links_outside import (
    web_replies as web_reply,
)
from bot.ui.links_outside.web_fields import asked, cleaned
from bot.ui.links_outside.web_forms import Frame
from tests.bot.ui.surfaces import HOSTILE_WORDS

OURS = content.read(None)
NOW = datetime(2026, 10, 8, 15, tzinfo=UTC)


def a_frame(words: str = "Moss") -> Frame:
    student = Student(
        id=StudentId(1),
        alias="MR-4KQ",
        first_name=words,
        last_name="Reed",
        number="1",
        case_manager=PersonId(1),
        grade=words[:20],
    )
    meeting = Meeting(
        id=MeetingId(1),
        student=student.id,
        on=date(2026, 10, 27),
        at=time(9, 30),
        kind=Kind.ANNUAL,
        mode=Mode.PHONE,
        arose_on=date(2026, 8, 20),
    )
    request = Request(
        id=RequestId(1),
        student=student.id,
        meeting=meeting.id,
        form=Form.PROVIDER_REPORT,
        respondent=PersonId(2),
        due_on=date(2026, 10, 13),
        asked_by=PersonId(1),
        asked_at=NOW,
        changed_at=NOW,
    )
    about = RequestAbout(
        request=request, student=student, meeting=meeting, asked_by=words, services=(words,)
    )
    return Frame(action="/form/a-token", guard="a-guard", about=about)


def a_draft(answers, page=0) -> Draft:
    return Draft(
        key=DraftKey("0" * 32),
        owner=PersonId(2),
        kind="request:1:provider_report",
        student=None,
        answers=answers,
        page=page,
        updated_at=NOW,
    )


def every_page(words: str):
    """Each page that can be shown, with these words wherever somebody's words go."""
    frame = a_frame(words)
    pages = longest_form(Form.PROVIDER_REPORT, OURS)
    answers = {one.id: words for page in pages for one in page.fields} | {"goals": "15"}
    for number, page in enumerate(pages):
        problems = {one.id: words for one in page.fields}
        draft = a_draft(answers, number)
        yield web_form.form_page(frame, draft, pages, problems=problems, said=words, last_time=True)
    yield web_form.last_answers(frame, pages, answers, frame.about.meeting)
    yield web_form.sent(frame)
    yield web_form.replied(frame)
    yield web_reply.reply_page(frame, {"why": words}, problems={WHAT.key: words})
    yield web_page.threshold("/form/a-token", can_mail=True, problem=words, said=words)
    yield web_page.dead([words])
    yield web_page.try_again("/form/a-token", [("a.levels", words)], words)


class Marked(HTMLParser):
    """The tags of a page, and whether they close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("input", "meta", "link", "br"):
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_whatever_somebody_types_stays_words(words):
    harmless = [[name for name, _ in Marked(html).tags] for html in every_page("Quill")]
    for html, expected in zip(every_page(words), harmless, strict=True):
        assert [name for name, _ in Marked(html).tags] == expected


@pytest.mark.parametrize("words", ['"><script>x</script>', "' onfocus='x", "</textarea><b>"])
def test_words_that_want_to_be_tags_are_escaped(words):
    for html in every_page(words):
        tags = Marked(html).tags
        assert not {"script", "b"} & {name for name, _ in tags}
        assert not any(key.startswith("on") for _, given in tags for key in given)


def test_every_field_has_its_label_and_whatever_describes_it_is_there():
    for html in every_page("Quill"):
        tags = Marked(html).tags
        ids = [given["id"] for _, given in tags if "id" in given]
        assert len(ids) == len(set(ids))
        labelled = {given["for"] for name, given in tags if name == "label"}
        for name, given in tags:
            if name in ("input", "textarea") and given.get("type") != "hidden":
                assert given["id"] in labelled
            for part in (given.get("aria-describedby") or "").split():
                assert part in ids
            if name == "a" and (given["href"] or "").startswith("#"):
                assert (given["href"] or "")[1:] in ids


def test_no_page_needs_a_script_or_a_style_of_its_own():
    for html in every_page("Quill"):
        for name, given in Marked(html).tags:
            assert name not in ("script", "style", "iframe", "img")
            assert "style" not in given


def test_no_title_names_a_student():
    for html in every_page("Zephyrine"):
        (title,) = re.findall(r"<title>(.*?)</title>", html)
        assert "Zephyrine" not in title
        assert "Reed" not in title


def test_what_stands_in_a_field_is_what_was_typed():
    typed = "\nFirst & <last>\n\n  indented\t"
    question = text("levels", "Levels")
    html = asked(question, typed, "")
    (area,) = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", html, re.DOTALL)
    assert unescape(area) == typed


@pytest.mark.parametrize(
    ("asks", "typed", "kept"),
    [
        (text, "one\r\ntwo\rthree", "one\ntwo\nthree"),
        (text, "a\x00b\x1bc", "abc"),
        (line, "one\r\ntwo", "one two"),
        (text, "مرحبا 🦉", "مرحبا 🦉"),
    ],
)
def test_what_is_typed_is_kept_in_one_way(asks, typed, kept):
    assert cleaned(asks("q", "Q"), typed) == kept


def test_an_optional_choice_can_be_taken_back_and_a_needed_one_not():
    pages = pages_of(Form.PROVIDER_REPORT, {"goals": "1"}, OURS)
    status = next(one for page in pages for one in page.fields if one.id == "goal_1_status")
    attends = next(one for page in pages for one in page.fields if one.id == "attends")
    assert "No answer" in asked(status, "met", "")
    assert "No answer" not in asked(attends, "", "")
    assert asked(attends, "", "").count("checked") == 0


@pytest.mark.parametrize("sent", ["", "-1", "99999", "x", "٣"])
def test_a_page_number_that_is_none_is_the_first(sent):
    assert web_form.read([("page", sent)]).page == 0


def test_a_code_that_fails_is_told_why_and_how_often_more():
    assert "one more try" in web_page.refusal(Tried.WRONG, 1)
    assert "4 more tries" in web_page.refusal(Tried.WRONG, 4)
    assert "too old" in web_page.refusal(Tried.TOO_OLD, 5)
    assert "six digits" in web_page.refusal(Tried.NO_CODE, 5)


def test_the_threshold_offers_a_mail_only_where_one_can_be_sent():
    assert "E-mail me a code" in web_page.threshold("/form/t", can_mail=True)
    assert "E-mail me a code" not in web_page.threshold("/form/t", can_mail=False)


def test_who_needs_longer_reads_until_when():
    frame = a_frame()
    later = replace(frame.about.request, needs_until=date(2026, 10, 20))
    frame = replace(frame, about=replace(frame.about, request=later))
    assert "until Tuesday, October 20" in web_form.replied(frame)
