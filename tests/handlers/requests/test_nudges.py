"""Respondents are told again in the thread of their one message, until the form is in."""

from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from bot.messages import MessageKind
from jobs.plan import errands_now
from tests.handlers.asking import Asking
from tests.handlers.mornings import at


@dataclass
class Standing:
    """A clock that stands."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def asking(school):
    asking = Asking(school)
    asking.sends_all()
    return asking


def goes_to(asking, moment):
    asking.school.client.go_to(at(moment))
    asking.school.settle()


def nudges(asking, person):
    return [one for one in person.dms() if one.by_app and one.thread_ts]


def test_a_nudge_comes_at_each_step_and_is_not_repeated(asking):
    """Due on Wednesday, November 4: the 28th, the Friday before the Sunday, and the 3rd."""
    said = []
    for day in ("2026-10-27", "2026-10-28", "2026-10-29", "2026-10-30", "2026-11-02", "2026-11-03"):
        goes_to(asking, f"{day}T12:00")
        said.append(len(nudges(asking, asking.tea)))

    assert said == [0, 1, 1, 2, 2, 3]
    assert "JQ-7K2" in nudges(asking, asking.tea)[0].text
    assert len(asking.messages(asking.tea)) == 1


def test_nudging_stops_the_instant_the_form_is_in(asking):
    goes_to(asking, "2026-10-28T12:00")
    asking.fills_in(asking.tea)
    goes_to(asking, "2026-11-03T12:00")

    assert len(nudges(asking, asking.tea)) == 1
    assert len(nudges(asking, asking.hal)) == 3


def test_a_nudge_names_nobody_and_no_service(asking):
    goes_to(asking, "2026-10-28T12:00")

    said = str(asking.school.client.calls("chat.postMessage"))
    assert "Quickwater" not in said
    assert "dragonspeech" not in said


def test_a_nudge_whose_day_was_missed_is_planned_for_the_next_and_comes_once(asking):
    """Nobody ran on the 28th: the turns of that day are those that a sleeping machine takes."""
    jobs = asking.school.assistant.jobs
    asleep = replace(jobs, clock=Standing(at("2026-10-29T16:00")))

    def planned():
        return {one.addressee for one in errands_now(asleep) if one.kind == MessageKind.NUDGE}

    assert asking.tea.id in planned()
    goes_to(asking, "2026-10-28T12:00")
    assert planned() == set()
