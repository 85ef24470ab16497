"""A stretch of a school's life beside assistants that die: what people do, and what is left."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import Any

from sqlalchemy import func, or_, select

from bot.meetings.meetings import Meeting
from bot.people.people import TeamRole
from bot.requests.requests import RequestState
from bot.students import Student
from sandbox.client import NotPossibleError, Person, SandboxClient
from sandbox.server.server import Sandbox
from storage import Storage, make_workspace, open_database
from storage import tables as rows
from tests.conftest import HANGS, KEYS, NOW, WORKSPACE
from tests.journeys.mortal import JOURNAL, KILLED, KILLS, RATE
from tests.people import (
    MANIFEST,
    MORNING,
    ROOT,
    TOWN,
    RunningSchool,
    turned_to_the_last_page,
)

WALKING = 80.0
"""Wire seconds of an assistant in a real one: what a dead one held is free after three seconds."""

TRIES = 12
"""So often people press again what did not work though nobody died, before a walk is stuck."""

Kill = tuple[str, int]
"""A point and which time it is reached, counted over all assistants."""


Standing = tuple[str, str]
"""A message: its outbox key and its words."""


@dataclass(frozen=True, kw_only=True)
class Left:
    """What a life leaves behind; a life with kills leaves what one in peace does."""

    said: Counter[tuple[Any, ...]]
    """Whose conversation or which room, what kind of message, and its words."""
    doubled: AbstractSet[str]
    """The outbox keys that stand in Slack more than once."""
    errands: Counter[tuple[str, str]]
    """The outbox: kinds and what became of them."""
    kept: tuple[int, ...]
    """How many conversations and forms are kept."""


class Life(RunningSchool):
    """People press again where the assistant died, as long as what they sent is not kept."""

    assistants = 1
    deaths_to_come = 0
    journal_of_points: Path
    current: tuple[Student, Meeting]
    """Whom today is about."""

    def settle(self) -> None:
        until = monotonic() + HANGS
        while monotonic() < until:
            deaths = len(killed(self))
            self.client.listened_to(self.assistants, timeout=HANGS)
            self.client.connected(self.assistants, timeout=HANGS)
            assert self.client.settle(timeout=HANGS, quiet=0.25)
            if not self.owed() and deaths == len(killed(self)):
                return
        raise AssertionError("the outbox never became empty")

    def owed(self) -> int:
        """What is to be said or drawn by now, and is not yet."""
        waits = (
            rows.outbox.c.state == "waiting",
            or_(
                rows.outbox.c.not_before.is_(None),
                rows.outbox.c.not_before <= self.client.clock_now(),
            ),
        )
        with self.storage._database.reading() as connection:
            said = connection.scalar(select(func.count()).select_from(rows.outbox).where(*waits))
        return (said or 0) + self.storage.redraws.waiting()

    def presses_until(self, done: Any, act: Any) -> None:
        """Let somebody act until it is kept; they begin anew where Slack said that it failed."""
        for _ in range(TRIES + self.deaths_to_come):
            with suppress(AssertionError, LookupError, AttributeError, NotPossibleError):
                act()  # where the assistant dies under it, a screen is missing
            self.settle()
            if done():
                return
        raise AssertionError("it was never kept")

    def reads(self, reading: Any) -> Any:
        with self.storage.jobs(now=self.client.clock_now(), reading=True) as scope:
            return reading(scope)

    def puts_on_record(self, number: int) -> None:
        """Put a student and their meeting on record, behind the assistants' backs."""
        student = self.student(self.on_record["pat"], alias=f"JQ-{number:03}")
        self.on_team(student, self.on_record["tea"], TeamRole.TEACHER)
        meeting = self.meeting(student, date(2026, 11, 18) + timedelta(days=number), at=None)
        self.current = (student, meeting)

    def lives_a_day(self, number: int) -> None:
        """Forms are asked for and one comes in, a conversation is kept, and the night passes."""
        student, meeting = self.current
        self.presses_until(
            lambda: self.reads(lambda scope: scope.requests.of_meeting(meeting.id)),
            lambda: self._asks(self.pat),
        )
        (request,) = self.reads(lambda scope: scope.requests.of_meeting(meeting.id))
        self.presses_until(
            lambda: (
                self.reads(lambda scope: scope.requests.get(request.id).state) is RequestState.IN
            ),
            lambda: self._answers(self.tea, request),
        )
        self.presses_until(
            lambda: self.reads(lambda scope: scope.conversations.about(student.id)),
            lambda: self._talks(self.pat, student.alias),
        )
        self.puts_on_record(number + 1)
        self.settle()
        self.client.next_morning()
        self.settle()

    def _asks(self, person: Person) -> None:
        person.reload()
        person.command("/iep", "request").modal.submit()

    def _answers(self, person: Person, request: Any) -> None:
        person.reload()
        asked = [one for one in person.dms() if one.title.startswith("IEP meeting forms")][-1]
        form = asked.click(f"request:{request.id}/request_fill_in").modal
        if "Page 1 of 2" in form.text:  # else their draft opens where they were
            form.fill("Subject and period", "Science, period 3")
            form = form.submit()
        form.choose("Can you come to the meeting?", "Yes")
        form.submit()

    def _talks(self, person: Person, alias: str) -> None:
        person.reload()
        modal = person.command("/preiep", alias).modal
        assert modal is not None
        turned_to_the_last_page(modal).submit()

    def waits_for_the_first_digest(self) -> None:
        self.client.waits_for(lambda: self.stands("U0PAT"), timeout=HANGS)

    def stands(self, person: str, channel: str | None = None) -> list[Standing]:
        """Every message of the app's that stands here: its outbox key and its words."""
        shown = self.client._wire.get(f"/people/{person}/messages", channel=channel, after="")
        return [
            ((one["metadata"] or {}).get("event_payload", {}).get("key", ""), one["text"])
            for one in shown
            if one["by_app"] and not one["ephemeral"]
        ]

    def left(self) -> Left:
        """What the days leave behind, in Slack and in the records."""
        everyone = (self.pat, self.kim, self.sue, self.hal, self.tea, self.zed)
        places: list[tuple[str, str | None]] = [(each.id, None) for each in everyone]
        said = {place: self.stands(*place) for place in [*places, (self.pat.id, "C0PATROOM")]}
        keys = Counter(key for standing in said.values() for key, _ in standing)
        with self.storage._database.reading() as connection:
            states = connection.execute(
                select(rows.outbox.c.kind, rows.outbox.c.state, func.count()).group_by(
                    rows.outbox.c.kind, rows.outbox.c.state
                )
            ).all()
            kept = tuple(
                connection.scalar(select(func.count()).select_from(table)) or 0
                for table in (rows.conversations, rows.filled_forms)
            )
        return Left(
            said=Counter(
                (*place, key.split("|")[0], text)
                for place, standing in said.items()
                for key, text in standing
            ),
            doubled={key for key, times in keys.items() if times > 1},
            errands=Counter({(kind, state): number for kind, state, number in states}),
            kept=kept,
        )


@contextmanager
def life(
    database_url: str, folder: Path, *, kills: Sequence[Kill] = (), assistants: int = 1
) -> Iterator[Life]:
    """Open a school whose assistants, processes of their own, die at these points."""
    folder.mkdir()
    journal = folder / "journal"
    journal.touch()
    with (
        Sandbox(
            manifest=MANIFEST, district=TOWN, at=MORNING, wire_rate=1.0, rate_limits=False
        ) as sandbox,
        SandboxClient(sandbox.url) as client,
        (folder / "log").open("w") as said,
        ExitStack() as ending,
    ):
        database = open_database(database_url, KEYS)
        ending.callback(database.close)
        make_workspace(database, WORKSPACE, timezone="America/Los_Angeles", region="none", now=NOW)
        unheard = SimpleNamespace(listener_executor=SimpleNamespace(submit=None))
        apart: Any = SimpleNamespace(
            storage=Storage(database, WORKSPACE), _app=SimpleNamespace(listener_runner=unheard)
        )
        school = Life(sandbox, client, apart)
        school.assistants, school.journal_of_points = assistants, journal
        school.deaths_to_come = len(kills)
        environment = {
            **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME")},
            "PYTHONPATH": str(ROOT),
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_APP_TOKEN": sandbox.app_token,
            "SLACK_API_URL": sandbox.api_url,
            "PREIEP_CLOCK_URL": sandbox.clock_url,
            "PREIEP_REGION": "none",
            "PREIEP_KEYS": KEYS[0],
            "DATABASE_URL": database_url,
            JOURNAL: str(journal),
            KILLS: json.dumps(list(kills)),
            RATE: str(WALKING),
        }
        school.puts_on_record(0)
        for _ in range(assistants):
            process = subprocess.Popen(
                [sys.executable, str(Path(__file__).parent / "mortal.py")],
                cwd=folder,
                env=environment,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
            ending.callback(process.wait, HANGS)
            ending.callback(process.terminate)
        # What is seen of the first morning hangs on nobody's speed.
        school.waits_for_the_first_digest()
        school.settle()
        yield school


def reached(school: Life) -> Counter[str]:
    """Every point of a life's journal, by name."""
    lines = school.journal_of_points.read_text().splitlines()
    return Counter(line for line in lines if not line.startswith(KILLED))


def killed(school: Life) -> list[str]:
    lines = school.journal_of_points.read_text().splitlines()
    return [line.removeprefix(KILLED) for line in lines if line.startswith(KILLED)]


def _spread(count: int, number: int) -> int:
    return number * 7919 % (count + 1)


def chosen(points: Counter[str], number: int) -> list[Kill]:
    """Choose so many points, each kind in turn, and within a kind spread over the whole life."""
    left = {
        name: sorted(range(1, count + 1), key=partial(_spread, count))
        for name, count in sorted(points.items())
    }
    kills: list[Kill] = []
    while len(kills) < number and any(left.values()):
        kills += [(name, numbers.pop()) for name, numbers in left.items() if numbers]
    return kills[:number]
