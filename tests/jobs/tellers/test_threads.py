"""A meeting's thread says what is true now, or says that it is over."""

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.content import read
from bot.dates.obligation_rows import meeting_subject
from bot.meetings.meetings import MeetingState, Mode
from bot.messages import Record
from bot.people.people import TeamRole
from bot.redraws import Touched
from jobs.tellers.threads import thread_tellers
from storage import Errand
from tests.conftest import NOW
from tests.storage.school import PLANTED, School

CONTENT = read(None)
TELLERS = {teller.kind: teller for teller in thread_tellers(CONTENT)}
TODAY = date(2026, 10, 8)
ROOM = "C0PATROOM"


class Day:
    """A meeting today, and what the tellers say of it."""

    def __init__(self, storage) -> None:
        self.school = School(storage)
        self.storage = storage
        self.pat = self.school.case_manager("U0PAT", channel=ROOM)
        self.student = self.school.student(self.pat)
        self.meeting = self.school.meeting(self.student, TODAY, at=time(9, 30), mode=Mode.VIDEO)
        self.subject = meeting_subject(self.meeting.id)

    def errand(self, kind="thread", **fields):
        given = {"addressee": ROOM, "subject": self.subject, "step": TODAY.isoformat()}
        return Errand(kind=kind, **(given | fields))

    def composed(self, kind="thread", *, now: datetime = NOW, **fields):
        with self.storage.jobs(now=now, reading=True) as scope:
            return TELLERS[kind].compose(scope, self.errand(kind, **fields))

    def posted(self, kind="thread", *, ts="1.1", on=TODAY, addressee=ROOM, thread_ts=None):
        with self.storage.jobs(now=NOW) as scope:
            return scope.messages.posted(
                kind=kind,
                subject=self.subject,
                addressee=addressee,
                channel=addressee,
                ts=ts,
                thread_ts=thread_ts,
                kept=json.dumps({"on": on.isoformat()}),
            )

    def redrawn(self, posted) -> str:
        with self.storage.jobs(now=NOW, reading=True) as scope:
            message = TELLERS[posted.kind].redraw(scope, posted)
        assert message is not None
        return message["text"]

    def change(self, **fields) -> None:
        with self.storage.jobs(now=NOW) as scope:
            scope.meetings.keep(replace(scope.meetings.get(self.meeting.id), **fields))


@pytest.fixture
def day(storage):
    return Day(storage)


def test_the_parent_brings_the_card(day):
    rendering = day.composed()

    assert rendering.channel == ROOM
    assert rendering.thread_ts is None
    assert [errand.kind for errand in rendering.then] == ["card"]
    assert {(one.addressee, one.subject, one.step) for one in rendering.then} == {
        (ROOM, day.subject, "2026-10-08")
    }
    assert PLANTED not in json.dumps(rendering.message)
    assert "2026-10-08" in rendering.kept


def test_replies_stand_under_the_parent_of_their_day(day):
    day.posted(ts="1.1", on=date(2026, 10, 1))
    day.posted(ts="2.2")

    rendering = day.composed("card")
    assert (rendering.channel, rendering.thread_ts) == (ROOM, "2.2")
    assert PLANTED not in json.dumps(rendering.message)


@pytest.mark.parametrize("kind", ["opening", "ending", "tips"])
def test_what_an_older_version_put_beside_the_card_points_to_it_and_comes_no_more(day, kind):
    day.posted()

    assert day.composed(kind) is None
    assert "on the card of this thread now" in day.redrawn(
        day.posted(kind, ts="1.2", thread_ts="1.1")
    )


def test_a_reply_goes_where_the_parent_in_fact_stands(day):
    """A thread for a person stands in their direct messages, whose id Slack gives."""
    with day.storage.jobs(now=NOW) as scope:
        scope.messages.posted(
            kind="thread",
            subject=day.subject,
            addressee="U0PAT",
            channel="D0PAT",
            ts="3.3",
            kept='{"on": "2026-10-08"}',
        )

    assert day.composed("card", addressee="U0PAT").channel == "D0PAT"


def test_no_reply_stands_without_a_parent(day):
    assert day.composed("card") is None


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"on": date(2026, 10, 9)}, id="moved"),
        pytest.param({"state": MeetingState.CANCELLED}, id="cancelled"),
        pytest.param({"state": MeetingState.HELD, "held_on": TODAY}, id="held"),
        pytest.param({"state": MeetingState.ADJOURNED}, id="adjourned"),
    ],
)
def test_a_thread_that_is_no_longer_true_is_not_opened(day, fields):
    day.change(**fields)

    assert day.composed() is None


def test_a_thread_of_a_day_that_has_passed_is_not_opened(day):
    assert day.composed(now=NOW + timedelta(days=1)) is None
    assert day.composed(now=NOW - timedelta(days=1)) is not None


def test_a_meeting_that_is_not_on_record_has_no_thread(day):
    assert day.composed(subject="meeting:999") is None
    assert day.composed("card", subject="meeting:999") is None


def test_a_thread_opens_only_where_whoever_leads_the_meeting_reads(day):
    kim = day.school.case_manager("U0KIM", channel="C0KIMROOM")

    assert day.composed(addressee="U0PAT") is not None
    assert day.composed(addressee="C0KIMROOM") is None

    day.school.on_team(
        day.student, kim, TeamRole.SUBSTITUTE, from_on=TODAY, until_on=date(2026, 10, 9)
    )
    assert day.composed(addressee="C0KIMROOM") is not None


def test_a_substitute_of_other_days_gets_no_thread(day):
    kim = day.school.case_manager("U0KIM", channel="C0KIMROOM")
    day.school.on_team(
        day.student, kim, TeamRole.SUBSTITUTE, from_on=date(2026, 10, 1), until_on=date(2026, 10, 7)
    )

    assert day.composed(addressee="C0KIMROOM") is None


def test_whoever_left_the_workspace_or_is_no_case_manager_any_more_gets_no_thread(day):
    for lost in (replace(day.pat, active=False), replace(day.pat, roles=frozenset())):
        with day.storage.jobs(now=NOW) as scope:
            scope.people.keep(lost)

        assert day.composed() is None


@pytest.mark.parametrize("kind", ["thread", "card", "opening", "ending", "tips"])
def test_the_thread_of_a_meeting_that_moved_says_so(day, kind):
    posted = day.posted(kind)
    day.change(on=date(2026, 10, 15))

    assert "opens again for Thursday, October 15, 2026, 9:30 am" in day.redrawn(posted)


@pytest.mark.parametrize("kind", ["thread", "card", "opening", "ending", "tips", "after"])
def test_the_thread_of_a_cancelled_meeting_says_so(day, kind):
    posted = day.posted(kind)
    day.change(state=MeetingState.CANCELLED)

    assert "was cancelled" in day.redrawn(posted)


def test_when_a_student_changes_hands_the_old_thread_points_to_the_new_one(day):
    old = day.posted(ts="1.1")
    old_card = day.posted("card", ts="1.2", thread_ts="1.1")
    new = day.posted(ts="2.1", addressee="C0KIMROOM")
    new_card = day.posted("card", ts="2.2", thread_ts="2.1", addressee="C0KIMROOM")

    assert "another thread" in day.redrawn(old)
    assert "another thread" in day.redrawn(old_card)
    assert "0 of 19 lines" in day.redrawn(new)
    assert "Opening, line 1" in day.redrawn(new_card)
    older = Touched(record=Record.THREAD, meeting=day.meeting.id)
    assert day.composed("card", addressee="C0KIMROOM").replaces == older


def test_a_meeting_that_moves_back_finds_its_first_thread_again(day):
    first = day.posted(ts="1.1")
    moved = day.posted(ts="2.1", on=date(2026, 10, 15))

    assert "0 of 19 lines" in day.redrawn(first)
    assert "opens again for Thursday, October 8" in day.redrawn(moved)


def test_the_after_list_comes_only_when_the_meeting_was_held(day):
    day.posted()
    assert day.composed("after") is None

    day.change(state=MeetingState.HELD, held_on=TODAY)

    rendering = day.composed("after")
    assert (
        rendering.message["text"] == "After the meeting: 0 of 5 done, the signature still to come."
    )
    assert rendering.thread_ts == "1.1"


def test_what_left_the_record_is_left_as_it_stands(day):
    posted = replace(day.posted(), subject="meeting:999")

    with day.storage.jobs(now=NOW, reading=True) as scope:
        assert TELLERS["thread"].redraw(scope, posted) is None
        assert TELLERS["card"].redraw(scope, replace(posted, kind="card")) is None
