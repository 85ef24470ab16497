"""A tick anywhere shows everywhere: digest, thread, home tab and hub agree at once."""

from datetime import timedelta

import pytest

from bot.dates.obligation_rules import ObligationId
from jobs.delivery import rate_limits as limits
from tests.handlers.meeting_day.a_meeting_day import MeetingDay

NOTES = "Notes worked into the IEP"
GROUP = "work:NOTES"


class Everywhere(MeetingDay):
    """The morning on which the notes of Juniper's meeting are due, and all who tell of it."""

    def begins(self):
        modal = self.pat.opens(self.pat.card, "Meeting held")
        self.saves(modal)
        self.school.client.go_to(self.school.client.clock_now() + timedelta(days=4))
        self.school.settle()
        self.school.pat.open_home()
        self.settle()

    @property
    def digest(self):
        return next(one for one in self.school.pat.dms() if one.text.startswith("Mon, Oct 12"))

    def hub(self):
        self.school.pat.command("/iep")
        self.settle()
        return self.school.pat.ephemerals[-1].text

    def row(self):
        """Home tab, student, row: the modal of one row on top of the student's."""
        self.school.pat.home.click(f"student:{self.school.juniper.id}/student_open")
        self.settle()
        self.school.pat.modal.choose("row_open", NOTES)
        self.settle()
        return self.school.pat.modal

    def says(self, answer=""):
        modal = self.row()
        if answer:
            modal.choose("What about it?", answer)
        modal.submit()
        self.settle()
        return modal

    def looks(self) -> dict[str, bool]:
        """Where the notes are told of as open."""
        return {
            "record": not self.read(self._standing).state.settled,
            "digest": "Meeting notes in SEIS: 1 today" in self.digest.text,
            "thread": "0 of 5 done" in self.pat.after.text,
            "home": "Meeting notes in SEIS: 1 today" in self.school.pat.home.text,
            "hub": NOTES in self.hub(),
        }

    def _standing(self, scope):
        return scope.obligations.standing(self.subject, ObligationId.MINUTES_IN_IEP)


def in_the_digest(day):
    day.digest.click(f"{GROUP}/digest_all_done")


def by_picking(day):
    day.digest.click(f"{GROUP}/digest_pick")
    day.settle()
    modal = day.school.pat.modal
    modal.tick(f"{day.subject}|{ObligationId.MINUTES_IN_IEP}")
    modal.submit()


def picked_at_home(day):
    day.school.pat.home.click("due/home_pick_place")
    day.settle()
    day.school.pat.modal.click("due:NOTES/home_pick")
    day.settle()
    modal = day.school.pat.modal
    modal.tick(f"{day.subject}|{ObligationId.MINUTES_IN_IEP}")
    modal.submit()


def in_the_thread(day):
    day.pat.ticks(day.pat.after, NOTES)


def in_the_row(day):
    day.says()


@pytest.fixture
def dialect():
    """What is kept is tried on both databases elsewhere; here it is about what people see."""
    return "sqlite"


@pytest.fixture
def day(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    everywhere = Everywhere(school)
    everywhere.begins()
    return everywhere


@pytest.mark.parametrize(
    "ticked", [in_the_digest, by_picking, picked_at_home, in_the_thread, in_the_row]
)
def test_a_tick_shows_in_all_places_and_so_does_its_undoing(day, ticked):
    assert set(day.looks().values()) == {True}

    ticked(day)
    day.settle()
    assert day.looks() == dict.fromkeys(day.looks(), False)
    if day.school.pat.modal:
        day.school.pat.modal.close(everything=True)

    modal = day.says()
    assert "taken back" in modal.text
    assert day.looks() == dict.fromkeys(day.looks(), True)
    assert day.school.client.strict_errors() == []


def test_what_is_put_off_is_marked_in_hub_and_home_and_rests_in_the_digest(day):
    modal = day.says("Put off to Mon, Oct 19")

    assert "put off to Mon, Oct 19" in modal.text
    assert "1 put off" in day.digest.text
    assert "put off to Mon, Oct 19" in day.hub()
    assert "Meeting notes in SEIS: 1 put off" in day.school.pat.home.text


def test_a_row_whose_student_changed_hands_meanwhile_is_not_changed(day):
    modal = day.row()
    with day.school.storage.jobs(now=day.school.client.clock_now()) as scope:
        student = scope.students.get(day.school.juniper.id)
        kim = day.school.on_record["kim"].id
        scope.students.keep(type(student)(**{**vars(student), "case_manager": kim}))

    apology = modal.submit()

    assert "not on your list any more" in apology.text
    assert day.looks()["record"]
