"""Juniper's meeting, and everything in Slack that can tell of it."""

from datetime import date, timedelta

from bot.dates.obligation_rows import meeting_subject
from bot.digest.listings import Listing
from bot.messages import MessageKind
from bot.people.people import TeamMember, TeamRole
from storage import Storage
from tests.conftest import NOW

TODAY = date(2026, 10, 8)
LISTING = Listing(on=TODAY).as_text()


class Standing:
    """Juniper's meeting, and everything in Slack that can tell of it."""

    def __init__(self, school) -> None:
        self.school, self.storage = school, school.storage
        self.pat = school.case_manager()
        self.lee = school.case_manager("U0LEE")
        self.sub = school.case_manager("U0SUB")
        self.student = school.student(self.pat)
        self.meeting = school.meeting(self.student)
        self.posted = 0
        for user in ("U0PAT", "U0LEE", "U0SUB"):
            self.post(MessageKind.DIGEST, "", user, LISTING)
            with self.storage.jobs(now=NOW) as scope:
                scope.messages.shown(kind=MessageKind.HOME, addressee=user, kept="0")
        subject = meeting_subject(self.meeting.id)
        for kind in (MessageKind.THREAD, MessageKind.CARD, MessageKind.HANDED):
            self.post(kind, subject, "C0ROOM")
        self.post(MessageKind.OFFICE_NOTE, subject, "C0OFFICE")
        self.drawn()

    def post(self, kind: str, subject: str, addressee: str, kept: str = "") -> None:
        self.posted += 1
        with self.storage.jobs(now=NOW) as scope:
            scope.messages.posted(
                kind=kind,
                subject=subject,
                addressee=addressee,
                channel=addressee,
                ts=f"{self.posted}.0",
                kept=kept,
            )

    def drawn(self) -> set[tuple[str, str]]:
        return drawn(self.storage)

    def stands_in(self, *, until: date = TODAY) -> TeamMember:
        return TeamMember(
            person=self.sub.id, role=TeamRole.SUBSTITUTE, from_on=TODAY, until_on=until
        )

    def jobs(self):
        return self.storage.jobs(now=NOW)


def drawn(storage: Storage) -> set[tuple[str, str]]:
    """What is behind, by kind and addressee; from now on it is not."""
    claimed = storage.redraws.claim("test", timedelta(seconds=60), 100)
    for posted in claimed:
        storage.redraws.done(posted.id, posted.revision)
    return {(posted.kind, posted.addressee) for posted in claimed}


def caseload_of(*users: str) -> set[tuple[str, str]]:
    return {(kind, user) for kind in ("digest", "home") for user in users}


THREAD = {("thread", "C0ROOM"), ("card", "C0ROOM"), ("handed", "C0ROOM")}
NOTE = {("office_note", "C0OFFICE")}
