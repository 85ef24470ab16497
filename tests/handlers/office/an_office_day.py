"""Juniper's meeting as the office hears of it: on the card of its channel, and in its home tab."""

from dataclasses import replace
from datetime import date, time

from bot.dates.obligation_rows import meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.people.people import Role, SlackUserId
from casework.office.office_notes import tell_office
from tests.people import MORNING, RunningSchool

ROOM = "C0PATROOM"
TODAY = MORNING.date()
ON = date(2026, 11, 18)
"""Wednesday; its tenth is Friday, October 9, the day after the school's morning."""


class OfficeDay:
    """Hal and Zed are the office; its channel is one in which Pat reads along."""

    def __init__(self, school: RunningSchool, *, channel: bool = True) -> None:
        self.school = school
        self.meeting = school.junipers_meeting(on=ON, at=time(9, 30))
        self.hal_on_record = school.person("U0HAL", Role.OFFICE, name="Hal Helpwell")
        school.person("U0ZED", Role.OFFICE, name="Zed Passerby")
        for user in ("app", "U0HAL", "U0ZED", "U0SUE", "U0KIM"):
            school.client.deed("join", channel=ROOM, user=user)
        with school.storage.jobs(now=MORNING) as scope:
            student = scope.students.get(school.juniper.id)
            scope.students.keep(replace(student, home_language="Spanish"))
            if channel:
                scope.settings.keep(replace(scope.workspace, office_channel=ROOM))

    def read(self, reading):
        with self.school.storage.jobs(now=MORNING) as scope:
            return reading(scope)

    def row(self):
        subject = meeting_subject(self.meeting.id)
        return self.read(
            lambda scope: scope.obligations.standing(subject, ObligationId.OFFICE_INFORMED)
        )

    def opens_meeting(self, person=None):
        person = person or self.school.pat
        person.command("/iep", "meeting juniper")
        self.school.settle()
        return person.modal

    def tells(self) -> None:
        self.opens_meeting().click("office_tell")
        self.school.settle()

    @property
    def cards(self):
        return [one for one in self.school.hal.messages(ROOM) if one.by_app]

    def another(self, alias: str, on: date = ON, **fields):
        """Put another student of Pat's on record, with a meeting."""
        given = {"last_name": f"Wexford {alias[3]}", **fields}
        student = self.school.student(self.school.on_record["pat"], alias=alias, **given)
        meeting = self.school.meeting(student, on, at=time(9, 30), arose_on=date(2026, 9, 1))
        return student, meeting

    def tells_of(self, *meetings) -> None:
        """Have the office told of these at one moment, as one press in the home tab does."""
        now = self.school.client.clock_now()
        with self.school.storage.caseload_of(SlackUserId("U0PAT"), now=now) as scope:
            for meeting in meetings:
                tell_office(scope, scope.meetings.get(meeting.id))
        self.school.settle()

    def opens_list(self, person) -> str:
        """Press the card's button; give what the person is told, where no modal opens."""
        found = self.cards[-1]
        mine = next(one for one in person.messages(ROOM) if one.ts == found.ts)
        before = len(person.ephemerals)
        mine.click("office_open_list")
        self.school.settle()
        return " ".join(one.text for one in person.ephemerals[before:])

    def looks_home(self, person) -> str:
        person.open_home()
        self.school.settle()
        return person.home.text

    def opens(self, person, words: str = "Sent …") -> None:
        """Open an invitation from the home tab."""
        self.looks_home(person)
        person.home.click(words)
        self.school.settle()

    def leaves_out(self, person, name: str) -> None:
        """Take the tick off one student of an open list."""
        (option,) = [
            one["text"]["text"]
            for block in person.modal.blocks
            for one in block.get("element", {}).get("options", ())
            if one["text"]["text"].startswith(name)
        ]
        person.modal.untick(option)

    def ticks(self, person, rights: str, on: date = TODAY):
        """Fill in what is open; give the modal that is left, None where it closed."""
        modal = person.modal
        modal.fill("Invitation sent on", on)
        modal.choose("Was the rights notice enclosed?", rights)
        left = modal.submit()
        self.school.settle()
        return left
