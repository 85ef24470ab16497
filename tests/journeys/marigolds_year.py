"""What Marigold does in her year, and where she looks whether everything tells the same story."""

import contextlib
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import cli
from bot.meetings.meetings import Meeting, MeetingState
from bot.people.people import SlackUserId
from bot.students import Student
from sandbox.client import Modal, Person
from storage import Scope
from tests.journeys.quillmarsh import HERE, Quillmarsh


class MarigoldsYear:
    """Marigold at the wheel; `person` may be whoever stands in for her."""

    def __init__(self, district: Quillmarsh, environ: dict[str, str]) -> None:
        self.district = district
        self.marigold = district.marigold
        self._environ = environ

    def read(self, look: Callable[[Scope], Any]) -> Any:
        with self.district.assistant.storage.jobs(now=self.district.now, reading=True) as scope:
            return look(scope)

    def student(self, name: str) -> Student:
        (found,) = self.read(lambda scope: scope.students.named(name))
        return found

    def meetings_of(self, name: str) -> list[Meeting]:
        student = self.student(name)
        return list(self.read(lambda scope: scope.meetings.of(student.id)))

    def own_meetings_on(self, day: date) -> list[tuple[str, Meeting]]:
        """The names and meetings of Marigold's students who meet that day."""

        def found(scope: Scope) -> list[tuple[str, Meeting]]:
            mine = scope.people.by_slack(SlackUserId(self.marigold.id))
            assert mine is not None
            students = {one.id: one for one in scope.students.all() if one.case_manager == mine.id}
            return [
                (students[meeting.student].name, meeting)
                for meeting in scope.meetings.on(day)
                if meeting.student in students
            ]

        return list(self.read(found))

    def types(self, words: str, person: Person | None = None) -> Modal:
        """Type `/iep` with words that open a modal."""
        person = person or self.marigold
        person.reload()
        person.command("/iep", words)
        self.district.settle()
        assert person.modal is not None, [told.text for told in person.ephemerals]
        return person.modal

    def presses(self, button: str, person: Person | None = None) -> Modal:
        person = person or self.marigold
        person.modal.click(button)
        self.district.settle()
        assert person.modal is not None
        return person.modal

    def saves(self, modal: Modal) -> Modal:
        """Save, and say so a second time where the date costs something."""
        shown = modal.submit()
        self.district.settle()
        if shown is not None and "is not saved yet" in shown.text:
            shown = shown.submit()
            self.district.settle()
        assert shown is not None
        assert not shown.errors, shown.errors
        return shown

    def moves(self, name: str, to: date, why: str) -> None:
        self.types(f"meeting {name}")
        modal = self.presses("Move …")
        modal.fill("New date", to)
        modal.fill("Why, and who asked", why)
        self.saves(modal)
        self.says(f"moves the meeting of {self.student(name).alias} to {to:%a %d %b}")

    def adjourns(self, name: str, to: date) -> None:
        self.types(f"meeting {name}")
        modal = self.presses("Adjourn …")
        modal.fill("New date", to)
        modal.fill("Why, and who asked", "there was too much for one day")
        self.saves(modal)
        self.says(f"adjourns the meeting of {self.student(name).alias} to {to:%a %d %b}")

    def holds(self, name: str, person: Person | None = None) -> None:
        """Mark the meeting of today as held."""
        self.types(f"meeting {name}", person)
        modal = self.presses("It was held …", person)
        self.saves(modal)

    def says(self, what: str) -> None:
        self.district.says(self.marigold, what)

    def due_json(self) -> list[dict[str, Any]]:
        return list(json.loads(self.due_as_printed()))

    def due_as_printed(self, database_url: str = "") -> str:
        moment = f"{self.district.now.astimezone(HERE):%Y-%m-%dT%H:%M}"
        return self.command("due", "--json", "--at", moment, database_url=database_url)

    def command(self, *arguments: str, database_url: str = "") -> str:
        """What a command prints at this moment, of another database where one is named."""

        class Now:
            def now(self) -> datetime:
                return datetime.now(UTC)

        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            code = cli.main(
                arguments,
                environ=self._environ | ({"DATABASE_URL": database_url} if database_url else {}),
                clock=Now(),
                wire=self.district.assistant.wire,
                serve=lambda *_, **__: None,
            )
        assert code == 0
        return printed.getvalue()

    def trail(self, name: str) -> list[str]:
        student = self.student(name)
        return [entry.act for entry in self.read(lambda scope: scope.audit.trail(student.id))]

    def digest(self, person: Person | None = None) -> str:
        return str(self.district.digests(person or self.marigold)[-1][1].text)

    def hub(self, person: Person | None = None) -> str:
        person = person or self.marigold
        person.command("/iep")
        self.district.settle()
        return str(person.ephemerals[-1].text)

    def home(self, person: Person | None = None) -> str:
        """The front of the home tab and every page behind it."""
        person = person or self.marigold
        person.reload()
        person.open_home()
        self.district.settle()
        pages = [person.home.text]
        while on := next((one for one in ("All students", "Next") if f"[{one}]" in pages[-1]), ""):
            person.home.click(on)
            self.district.settle()
            pages.append(person.home.text)
        return "\n".join(pages)

    def asks(self, words: str) -> str:
        """Ask in plain words; what is answered."""
        self.marigold.message(words)
        self.district.settle()
        return str([one for one in self.marigold.dms() if one.by_app][-1].text)


def planned(meetings: list[Meeting]) -> list[date]:
    return [one.on for one in meetings if one.state is MeetingState.PLANNED]
