"""An admin who plays a rehearsal through, as its messages ask for."""

from datetime import date, datetime, time

from bot.rehearsal.steps import STEPS, RehearsalStep

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
            self.press(self.asked(step), STEPS[step].button)
            getattr(self, f"goes_on_with_{step}", lambda: None)()

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
