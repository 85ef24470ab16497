"""Juniper's meeting on the day itself, with its thread open in Pat's room."""

from dataclasses import replace
from datetime import time

from bot.dates.obligation_rows import meeting_subject
from bot.people.people import SlackUserId
from storage import Errand
from tests.marking import unseen
from tests.people import MORNING, RunningSchool, press

ROOM = "C0PATROOM"
TODAY = MORNING.date()


class MeetingDay:
    """The thread of one meeting as the people of the school see it."""

    def __init__(self, school: RunningSchool) -> None:
        self.school = school
        with school.storage.jobs(now=MORNING) as scope:
            pat = scope.people.get(school.on_record["pat"].id)
            scope.people.keep(replace(pat, channel=ROOM))
        self.meeting = school.junipers_meeting(on=TODAY, at=time(8))
        self.subject = meeting_subject(self.meeting.id)
        for user in ("app", "U0SUE", "U0HAL", "U0ZED", "U0KIM", "U0TEA"):
            school.client.deed("join", channel=ROOM, user=user)
        self.open()
        self.pat, self.kim, self.sue, self.hal, self.zed, self.tea = (
            Seen(self, person)
            for person in (school.pat, school.kim, school.sue, school.hal, school.zed, school.tea)
        )

    def open(self) -> None:
        with self.school.storage.jobs(now=MORNING) as scope:
            day = scope.meetings.get(self.meeting.id).on.isoformat()
            scope.outbox.put(Errand(kind="thread", addressee=ROOM, subject=self.subject, step=day))
        self.settle()

    def settle(self) -> None:
        """Wait until every listener has done its work and everything that follows is drawn."""
        self.school.settle()

    def saves(self, modal):
        """Press a modal's submit; give the modal that is left, None where it closed."""
        left = modal.submit()
        self.settle()
        return left

    def seen_by(self, user: str) -> "Seen":
        return Seen(self, self.school.client.person(user))

    def helps(self, user: str) -> None:
        """Name somebody as a helper, as Pat would."""
        with self.scope_of_pat() as scope:
            scope.helpers.add(self.meeting.id, SlackUserId(user))

    def scope_of_pat(self):
        return self.school.storage.caseload_of(SlackUserId("U0PAT"), now=MORNING)

    def now(self):
        with self.school.storage.jobs(now=MORNING) as scope:
            return scope.meetings.get(self.meeting.id)

    def change(self, **fields) -> None:
        """Move or cancel the meeting behind the thread's back."""
        with self.school.storage.jobs(now=MORNING) as scope:
            unseen(scope).meetings.keep(replace(scope.meetings.get(self.meeting.id), **fields))

    def read(self, reading):
        with self.school.storage.jobs(now=MORNING) as scope:
            return reading(scope)

    def ticks(self) -> dict[str, str]:
        ticks = self.read(lambda scope: scope.checklists.ticks(self.meeting.id))
        return {tick.line: str(tick.state) for tick in ticks}

    def trail(self):
        return self.read(lambda scope: scope.audit.trail(self.school.juniper.id))


class Seen:
    """The thread's messages before one person, and what they do there."""

    def __init__(self, day: MeetingDay, person) -> None:
        self.day = day
        self.person = person

    @property
    def messages(self):
        return [one for one in self.person.messages(ROOM) if one.by_app]

    def _starting(self, *words: str):
        return next(one for one in reversed(self.messages) if one.fallback.startswith(words))

    @property
    def parent(self):
        return self._starting("IEP meeting")

    @property
    def card(self):
        return self._starting(
            "Opening, ", "Ending, ", "That was the last line", "Held", "The checklist"
        )

    @property
    def after(self):
        return self._starting("After the meeting", "Not held after all")

    def clicks(self, message, button: str) -> str:
        """Press a button, and give what the person is told of it in words."""
        return self._told(lambda: press(message, button))

    def ticks(self, message, line: str) -> str:
        return self._told(lambda: message.tick(line))

    def unticks(self, message, line: str) -> str:
        return self._told(lambda: message.untick(line))

    def opens(self, message, button: str):
        """Press a button, and give the modal it opens."""
        self.clicks(message, button)
        assert self.person.modal is not None, [one.text for one in self.person.ephemerals]
        return self.person.modal

    def _told(self, act) -> str:
        before = len(self.person.ephemerals)
        reply = act()
        assert reply.error is None
        self.day.settle()
        return " ".join(one.text for one in self.person.ephemerals[before:])
