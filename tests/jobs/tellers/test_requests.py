"""A respondent is asked in one message, also for what was asked while Slack was away."""

from datetime import date

import pytest

from bot.people.people import TeamRole
from bot.requests.requests import Form
from jobs.tellers.requests import RequestsTeller
from storage import Errand
from tests.jobs.moments import at

THURSDAY = "2026-10-08"


@pytest.fixture
def asked(school, storage):
    """Ada was asked for three forms on three days, and has heard of none."""
    pat, ada = school.case_manager("U0PAT"), school.person("U0ADA")
    for day in (5, 6, 7):
        student = school.student(pat)
        school.on_team(student, ada, TeamRole.TEACHER)
        meeting = school.meeting(student, date(2026, 10, 31))
        with storage.caseload_of(pat.slack_id, now=at(f"2026-10-0{day} 12:00")) as scope:
            scope.requests.ask(
                student=student.id,
                meeting=meeting.id,
                form=Form.TEACHER_FEEDBACK,
                respondent=ada.id,
                due_on=date(2026, 10, 17),
            )
            errand = Errand(kind="requests", addressee=ada.slack_id, step=f"2026-10-0{day}")
            scope.outbox.put(errand)


@pytest.mark.usefixtures("asked")
def test_what_was_asked_on_several_days_comes_in_one_message(worker, storage, clock, ada):
    clock.at = at(f"{THURSDAY} 08:00")

    worker(RequestsTeller()).run_until_empty()

    [message] = ada.dms()
    assert message.text.startswith("IEP meeting forms for you: 3 to fill in")
    assert storage.outbox.waiting() == 0


@pytest.mark.usefixtures("asked")
def test_what_may_go_now_waits_for_none_that_comes_later(worker, storage, clock, ada):
    clock.at = at(f"{THURSDAY} 08:00")
    with storage.jobs(now=clock.at) as scope:
        tomorrow = at("2026-10-09 06:00")
        scope.outbox.put(
            Errand(kind="requests", addressee="U0ADA", step="2026-10-09", not_before=tomorrow)
        )

    worker(RequestsTeller()).run_until_empty()

    assert len(ada.dms()) == 1
