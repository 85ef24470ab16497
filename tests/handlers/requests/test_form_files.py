"""A form as a PDF: it goes to whoever asked, names nobody outside, and does not stay in Slack."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot import content
from bot.people.people import TeamRole
from jobs.tellers.form_files import FormFiles
from storage import Errand
from tests.handlers.asking import Asking
from tests.people import MORNING


@pytest.fixture
def asking(school):
    asking = Asking(school)
    asking.sends_all()
    asking.pat.modal.close()
    asking.fills_in(asking.tea, subject="Dragonriding, period 3")
    return asking


def opens_teas_form(asking):
    (request,) = asking.requests(asking.tea)
    asking.opens().click("status/requests_status")
    asking.school.settle()
    asking.pat.modal.choose("request_one", str(request.id))
    asking.school.settle()
    return asking.pat.modal


def press(asking, button):
    asking.pat.modal.click(button)
    asking.school.settle()
    return asking.pat.modal


def files(asking, person=None):
    return [(one, file) for one in (person or asking.pat).dms() for file in one.files]


def words(pdf: bytes) -> str:
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(text.split())


def test_the_form_comes_as_a_file_to_whoever_asked_and_is_logged_like_reading(asking):
    opens_teas_form(asking)
    press(asking, "Read the form")
    shown = press(asking, "Make a PDF")

    assert "The PDF comes to your messages" in shown.text
    assert "Dragonriding" in shown.text, "the form is still there to be read"
    [(message, file)] = files(asking)
    assert "JQ-7K2, teacher feedback" in message.text
    assert (file.name, file.title) == ("JQ-7K2-teacher-feedback.pdf", "JQ-7K2, teacher feedback")
    paper = words(file.download())
    for part in (
        "Juniper Quickwater",
        "Answered by: Tea Chalkley",
        "Dragonriding",
        "Version: 1 of",
    ):
        assert part in paper
    trail = asking.reads(lambda scope: scope.audit.trail(asking.school.juniper.id))
    made = [entry for entry in trail if entry.act == "made a PDF of a form: teacher feedback"]
    assert [entry.by for entry in made] == [asking.school.on_record["pat"].id]
    assert files(asking, asking.tea) == []
    (filled,) = asking.forms(asking.requests(asking.tea)[0])
    assert filled.wording["subject"] == "Subject and period"
    assert filled.wording_version == content.read().version
    assert asking.school.client.strict_errors() == []


def test_no_name_and_no_answer_goes_to_slack_outside_the_file(asking):
    opens_teas_form(asking)
    since = asking.school.client.journal()[-1]["number"]
    press(asking, "Make a PDF")

    calls = [
        str(call["request"])
        for call in asking.school.client.journal("api", after=since)
        if call["name"].startswith(("files.", "chat.", "conversations."))
    ]
    assert any("JQ-7K2" in call for call in calls)
    for private in ("Juniper", "Quickwater", "Chalkley", "Dragonriding"):
        assert not [call for call in calls if private in call]


def test_it_is_taken_out_of_slack_after_a_day_and_after_as_many_as_are_set(asking):
    opens_teas_form(asking)
    press(asking, "Make a PDF")
    client = asking.school.client
    [(_, file)] = files(asking)

    client.go_to(MORNING + timedelta(hours=23, minutes=59))
    asking.school.settle()
    assert not files(asking)[0][1].gone

    client.go_to(MORNING + timedelta(days=1, minutes=1))
    asking.school.settle()
    assert files(asking)[0][1].gone
    with pytest.raises(LookupError):
        file.download()

    with asking.school.storage.jobs(now=client.clock_now()) as scope:
        scope.settings.keep(replace(scope.workspace, files_kept_days=3))
    press(asking, "Make a PDF")
    client.go_to(MORNING + timedelta(days=3))
    asking.school.settle()
    assert not files(asking)[1][1].gone
    assert client.strict_errors() == []


def test_one_file_that_slack_does_not_delete_keeps_no_other_from_being_taken_out(asking):
    opens_teas_form(asking)
    press(asking, "Make a PDF")
    press(asking, "Make a PDF")
    client = asking.school.client
    client.fault("error", "files.delete", error="cant_delete_file")

    client.go_to(MORNING + timedelta(days=1, minutes=1))
    asking.school.settle()

    assert any(file.gone for _, file in files(asking))


@pytest.mark.parametrize(
    ("fault", "step"),
    [
        pytest.param("reset", "upload", id="the-bytes-do-not-arrive"),
        pytest.param("server_error", "files.getUploadURLExternal", id="no-address"),
        pytest.param("lost_answer", "files.completeUploadExternal", id="the-last-answer-is-lost"),
        pytest.param("ratelimited", "files.completeUploadExternal", id="too-many"),
    ],
)
def test_whatever_happens_on_the_way_one_file_arrives(asking, fault, step):
    opens_teas_form(asking)
    asking.school.client.fault(fault, step)

    press(asking, "Make a PDF")

    [(_, file)] = files(asking)
    assert "Dragonriding" in words(file.download())


def test_where_slack_takes_no_files_the_person_is_told(asking):
    opens_teas_form(asking)
    asking.school.client.fault("error", "files.getUploadURLExternal", error="missing_scope")

    press(asking, "Make a PDF")

    assert files(asking) == []
    assert "could not be sent" in asking.pat.dms()[-1].text


def composed_for(asking, user: str):
    """What would be sent to this person, if it were they who had asked."""
    (request,) = asking.requests(asking.tea)
    (filled,) = asking.forms(request)
    errand = Errand(
        kind="form_file", addressee=user, subject=f"request:{request.id}", step=f"{filled.draft}|1"
    )
    return asking.reads(lambda scope: FormFiles(content=content.read()).compose(scope, errand))


def test_asked_again_at_sending_only_who_may_read_the_form_gets_it(asking):
    zed = asking.school.person("U0ZED", name="Zed Passerby")
    today = MORNING.date()
    assert composed_for(asking, "U0PAT") is not None
    for stranger in ("U0KIM", "U0SUE", "U0TEA", "U0ZED", "U0NOBODY"):
        assert composed_for(asking, stranger) is None

    asking.school.on_team(
        asking.school.juniper, zed, TeamRole.SUBSTITUTE, from_on=today, until_on=today
    )
    assert composed_for(asking, "U0ZED") is not None
    with asking.school.storage.jobs(now=MORNING) as scope:
        student = scope.students.get(asking.school.juniper.id)
        scope.students.keep(replace(student, case_manager=asking.school.on_record["kim"].id))
    assert composed_for(asking, "U0PAT") is None
    assert composed_for(asking, "U0KIM") is not None
    kim = asking.school.on_record["kim"]
    for lost in (replace(kim, roles=frozenset()), replace(kim, guest=True)):
        with asking.school.storage.jobs(now=MORNING) as scope:
            scope.people.keep(lost)
        assert composed_for(asking, "U0KIM") is None, "no case manager any more"
