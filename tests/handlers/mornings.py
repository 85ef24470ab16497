"""Pat's morning: six students whose notices are due by Friday, October 9, and the digest of it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.dates.obligation_rows import State, Subject, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Meeting
from bot.people.people import SlackUserId
from bot.students import Student
from tests.marking import unseen
from tests.people import MORNING, RunningSchool

THURSDAY = MORNING + timedelta(minutes=1)
ALL_DONE = "work:INVITATION_FORMS/digest_all_done"
UNDO = "work:INVITATION_FORMS/digest_undo"
PICK = "work:SEIS_NOTICES/digest_pick"
FORMS_BY_FRIDAY = "Invitation forms: 6 by Friday, to the office for MQ-1K2, MQ-2K2 and 4 more"
SIX_BY_FRIDAY = "SEIS notices: 6 by Friday, to the parents of MQ-1K2, MQ-2K2 and 4 more"


def at(text: str) -> datetime:
    """A moment of the school's own time."""
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/Los_Angeles"))
    return local.astimezone(UTC)


class MorningOfPat:
    """The school with work due for Pat, and what people see and do in their digests."""

    def __init__(self, school: RunningSchool) -> None:
        self.school = school
        self.pat = school.pat
        self.students = [self.new_student(f"MQ-{number}K2") for number in range(1, 7)]
        self.meetings = [self.new_meeting(student) for student in self.students]

    def new_student(self, alias: str, of: str = "pat") -> Student:
        return self.school.student(self.school.on_record[of], alias=alias)

    def new_meeting(self, student: Student, on: date = date(2026, 11, 18)) -> Meeting:
        return self.school.meeting(student, on, arose_on=date(2026, 9, 1))

    def comes(self, moment: datetime = THURSDAY) -> None:
        """Let it become `moment`, with all that time makes the assistant do."""
        self.school.client.go_to(moment)
        self.school.settle()

    def digests(self, person=None):
        return [one for one in (person or self.pat).dms() if one.by_app]

    def digest(self, person=None):
        return self.digests(person)[-1]

    def line(self, starting: str, person=None) -> str:
        """The line of the latest digest that begins with these words."""
        return next(
            (text for text in self.lines(self.digest(person)) if text.startswith(starting)), ""
        )

    def lines(self, digest) -> list[str]:
        texts = [one["text"]["text"] for one in digest.blocks if one["type"] == "section"]
        return [text.replace("*", "") for text in texts]

    def press(self, control: str, digest=None) -> str:
        """Press a control, and give what the person is told of it in words."""
        before = len(self.pat.ephemerals)
        reply = (digest or self.digest()).click(control)
        assert reply.error is None
        self.school.settle()
        return " ".join(one.text for one in self.pat.ephemerals[before:])

    def opens(self, control: str, digest=None):
        """Press a control, and give the modal it opens."""
        told = self.press(control, digest)
        assert self.pat.modal is not None, told
        return self.pat.modal

    def record(self, meeting: Meeting, row: ObligationId, state: State = State.DONE, **of) -> None:
        """Something is recorded elsewhere, without a word to the digest."""
        with self.school.storage.jobs(now=THURSDAY) as scope:
            unseen(scope).obligations.record(
                meeting_subject(meeting.id),
                row,
                student=meeting.student,
                meeting=meeting.id,
                state=state,
                **of,
            )

    def standing(self, meeting: Meeting, row: ObligationId = ObligationId.MEETING_NOTICE):
        subject: Subject = meeting_subject(meeting.id)
        with self.school.storage.jobs(now=THURSDAY, reading=True) as scope:
            return scope.obligations.standing(subject, row)

    def notices(self) -> list[str]:
        return [str(self.standing(meeting).state) for meeting in self.meetings]

    def forms(self) -> list[str]:
        """How the forms for the invitations stand, of which *All done* is said."""
        row = ObligationId.INVITATION_FORM
        return [str(self.standing(meeting, row).state) for meeting in self.meetings]

    @property
    def first_notice(self) -> str:
        """The box of the first student's notice, by its value."""
        return f"{meeting_subject(self.meetings[0].id)}|{ObligationId.MEETING_NOTICE}"

    def now(self, meeting: Meeting) -> Meeting:
        with self.school.storage.jobs(now=THURSDAY, reading=True) as scope:
            return scope.meetings.get(meeting.id)

    def caseload_of_pat(self):
        return self.school.storage.caseload_of(SlackUserId("U0PAT"), now=THURSDAY)
