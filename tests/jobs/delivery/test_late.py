"""What is said late, because Slack was away, is said if it is still owed, and wakes nobody."""

from dataclasses import replace
from datetime import date

import pytest

from bot.people.people import Role, TeamRole
from bot.requests.requests import Form
from jobs.tellers.requests import NudgeTeller
from jobs.tellers.summaries import SummaryTeller
from storage import Errand
from tests.jobs.moments import at
from tests.jobs.plain import Plain, put, word

FRIDAY, SATURDAY, MONDAY = "2026-10-09", "2026-10-10", "2026-10-12"


@pytest.fixture
def person(school):
    return school.person("U0ADA")


@pytest.fixture
def late(person, worker, storage, clock, ada):
    """Tell how much of a message of a kind, put on Thursday morning, reaches Ada by a moment."""

    def delivered(kind: str, *moments: str) -> int:
        put(storage, word(person.slack_id, "good morning", kind=kind))
        delivery = worker(Plain(kind))
        for moment in moments:
            clock.at = at(moment)
            delivery.run_until_empty()
        return len(ada.dms())

    return delivered


@pytest.mark.parametrize(
    ("kind", "moment", "said"),
    [
        ("requests", f"{FRIDAY} 02:00", 0),
        ("requests", f"{FRIDAY} 05:59", 0),
        ("requests", f"{FRIDAY} 06:00", 1),
        ("requests", f"{SATURDAY} 12:00", 1),
        ("nudge", f"{SATURDAY} 12:00", 0),
        ("nudge", f"{MONDAY} 06:00", 1),
        ("thread", f"{FRIDAY} 05:00", 1),
    ],
)
def test_what_slack_took_late_comes_in_the_persons_day(kind, moment, said, late):
    assert late(kind, moment) == said


def test_what_was_held_over_the_night_comes_in_the_morning(late):
    assert late("requests", f"{FRIDAY} 02:00", f"{FRIDAY} 05:00", f"{FRIDAY} 06:00") == 1


@pytest.mark.usefixtures("in_channels")
def test_the_offices_channel_is_told_nothing_at_night(worker, storage, clock, client):
    with storage.jobs(now=at("2026-10-08 07:00")) as scope:
        scope.settings.keep(replace(scope.workspace, office_channel="C0ADAROOM"))
    put(storage, word("C0ADAROOM", "invitations", kind="office_card"))
    delivery, said = worker(Plain("office_card")), []

    for hour in ("02:00", "06:00"):
        clock.at = at(f"{FRIDAY} {hour}")
        delivery.run_until_empty()
        said.append(len(client.calls("chat.postMessage")))

    assert said == [0, 1]


@pytest.mark.usefixtures("person")
def test_whoever_is_at_work_at_night_is_answered_at_once(worker, storage, clock, ada):
    clock.at = at(f"{FRIDAY} 02:00")
    with storage.jobs(now=clock.at) as scope:
        scope.outbox.put(word("U0ADA", "kept", kind="receipt"))

    worker(Plain("receipt")).run_until_empty()

    assert len(ada.dms()) == 1


@pytest.fixture
def asked(school, storage):
    """Lee owes a form that is wanted by October 17, so is reminded on the 9th, 14th and 16th."""
    pat = school.case_manager("U0PAT")
    lee = school.person("U0LEE")
    student = school.student(pat)
    school.on_team(student, lee, TeamRole.TEACHER)
    meeting = school.meeting(student, date(2026, 10, 31))
    with storage.caseload_of(pat.slack_id, now=at("2026-09-20 12:00")) as scope:
        return scope.requests.ask(
            student=student.id,
            meeting=meeting.id,
            form=Form.TEACHER_FEEDBACK,
            respondent=lee.id,
            due_on=date(2026, 10, 17),
        )


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("moment", "said"),
    [
        pytest.param(f"{FRIDAY} 07:00", True, id="that-day"),
        pytest.param(f"{FRIDAY} 19:00", False, id="in-the-evening"),
        pytest.param(f"{MONDAY} 07:00", True, id="on-the-next-school-day"),
        pytest.param("2026-10-14 07:00", False, id="the-next-step-says-it"),
    ],
)
def test_a_reminder_of_a_missed_day_comes_unless_a_later_one_says_it(moment, said, storage):
    with storage.jobs(now=at(moment), reading=True) as scope:
        nudge = Errand(kind="nudge", addressee="U0LEE", step=FRIDAY)
        assert (NudgeTeller().compose(scope, nudge) is not None) is said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        pytest.param(f"{MONDAY} 07:00", True, id="on-monday"),
        pytest.param("2026-10-14 07:00", True, id="as-soon-as-slack-is-back"),
        pytest.param("2026-10-14 19:00", False, id="in-the-evening"),
        pytest.param("2026-10-19 07:00", False, id="the-next-ones-turn"),
    ],
)
def test_a_weeks_summary_is_owed_all_week(school, storage, moment, said):
    school.person("U0SUE", Role.SUPERVISOR)
    with storage.jobs(now=at(moment), reading=True) as scope:
        summary = Errand(kind="summary", addressee="U0SUE", step=MONDAY)
        assert (SummaryTeller(storage=storage).compose(scope, summary) is not None) is said
