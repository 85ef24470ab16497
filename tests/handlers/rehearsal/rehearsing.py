"""An admin who plays a rehearsal through, as its messages ask for."""

from datetime import date, datetime, time, timedelta

import pytest
from slack_sdk import WebClient

from bot.rehearsal.steps import STEPS, RehearsalStep
from bot.ui.rehearsal import rehearsals as ui
from casework.rehearsal.rehearsals import end_step
from sandbox.app import passes, sockets
from tests.people import MORNING

ROOM = "C0PATROOM"


class Rehearsing:
    """Hal, who is the admin, in front of the messages of a rehearsal."""

    def __init__(self, school, admin):
        self.school, self.admin = school, admin

    def begin(self):
        self.admin.command("/iep", "settings")
        self.school.settle()
        self.admin.modal.click("Rehearse")
        self.school.settle()
        self.admin.modal.close()

    def comes_to(self, step):
        """Stand before a step at once, with all before it left out."""
        self.begin()
        with self.school.storage.jobs(now=MORNING) as scope:
            for before in list(STEPS)[: list(STEPS).index(step)]:
                end_step(scope, before, None)
        sandbox = self.school.sandbox
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        client.chat_postMessage(channel=self.admin.id, **ui.asked(step))

    def asked(self, step):
        """Return the message that asks for a step."""
        told = [one for one in self.admin.dms() if STEPS[step].title in one.text]
        assert told, [one.text for one in self.admin.dms()]
        return told[-1]

    def press(self, place, name):
        assert place.click(name).error is None
        self.school.settle()

    def play(self, *, until=None):
        for step in STEPS:
            if step is until:
                return
            begins = getattr(self, f"begins_{step}", None) or self.begins
            begins(step)
            getattr(self, f"goes_on_with_{step}", lambda: None)()

    def begins(self, step):
        self.press(self.asked(step), STEPS[step].button)

    def begins_channel(self, step):
        self.asked(step).fill("rehearsal_pick", ROOM)
        self.school.settle()
        self.press(self.admin.messages(ROOM)[-1], "And here")

    def begins_reconnect(self, step):
        self._saw(self.asked(step).click(STEPS[step].button).error)

    def begins_unanswered(self, step):
        with pytest.MonkeyPatch.context() as patch:
            # Slack's patience, which else takes a minute of a test's time.
            patch.setattr(sockets, "ACK_WITHIN", 0.05)
            self._saw(self.asked(step).click(STEPS[step].button).error)

    def begins_later(self, step):
        self.school.client.go_to(self.school.client.clock_now() + timedelta(hours=1))
        with pytest.MonkeyPatch.context() as patch:
            # An address for answers grows old by real time, which nobody can move on.
            patch.setattr(passes, "URL_LASTS", 0.0)
            self.begins(step)

    def goes_on_with_ticks(self):
        (box,) = [one for one in self.admin.dms() if "Tick me" in one.text]
        box.tick("Tick me")
        self.school.settle()
        self._saw(any(box.values.values()))

    def _saw(self, seen):
        self.school.settle()
        self.press(self.admin.dms()[-1], "Yes" if seen else "No")

    def goes_on_with_form(self):
        modal = self.admin.modal
        modal.fill("A line", "green")
        modal.fill("Several lines", "green\nand blue")
        modal.fill("A number from 1 to 10", "3")
        modal.fill("A day", date(2026, 10, 9))
        modal.fill("A time of day", time(9, 30))
        modal.fill("A day and a time", datetime.fromisoformat("2026-10-09T16:30:00+00:00"))
        modal.fill("One from a list", "Green")
        modal.fill("One of two", "Blue")
        modal.fill("Any from a list", ["Green", "Blue"])
        modal.fill("Any of two", ["Green"])
        modal.tick("Ticked")
        modal.suggest("An invented student", "Ju")
        modal.choose("An invented student", "Juniper (invented)")
        modal.fill("Yourself", self.admin.id)
        modal.fill("A private channel", ROOM)
        modal.drop("Any small text file", "invented.txt", b"Invented")
        assert modal.submit() is None
        self.school.settle()

    def goes_on_with_three_deep(self):
        for _ in range(3):
            self.press(self.admin.modal, "Deeper")
        self.admin.modal.close(everything=True)

    def goes_on_with_thread(self):
        self._second(RehearsalStep.THREAD)

    def goes_on_with_notice(self):
        (notice,) = [one for one in self.admin.ephemerals if "And here" in one.text]
        self.press(notice, "And here")

    def _second(self, step):
        title = STEPS[step].title.lower()
        told = [one for one in self.admin.dms() if f"Rehearsal: {title}" in one.text]
        self.press(told[-1], "And here")
