"""Juniper's meeting as the office hears of it: one note in its channel, which it ticks."""

from dataclasses import replace
from datetime import date, time

from bot.dates.obligation_rows import meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.people.people import Role
from tests.people import MORNING, RunningSchool

ROOM = "C0PATROOM"
TODAY = MORNING.date()
ON = date(2026, 11, 18)
"""Wednesday; its tenth is Friday 9 October, the day after the school's morning."""


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
    def notes(self):
        return [one for one in self.school.hal.messages(ROOM) if one.by_app]

    def opens(self, person, note=None) -> str:
        """Press *Open* on a note; give what the person is told, where no modal opens."""
        found = note or self.notes[-1]
        mine = next(one for one in person.messages(ROOM) if one.ts == found.ts)
        before = len(person.ephemerals)
        mine.click("office_open")
        self.school.settle()
        return " ".join(one.text for one in person.ephemerals[before:])

    def ticks(self, person, rights: str, on: date = TODAY):
        """Fill in an open invitation; give the modal that is left, None where it closed."""
        modal = person.modal
        modal.fill("Invitation sent on", on)
        modal.choose("Was the rights notice enclosed?", rights)
        left = modal.submit()
        self.school.settle()
        return left
