"""A meeting to draw, small or as full as Slack allows."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.after_meetings.duties import Duty, DutyId, DutyKind
from bot.calendar import default_school_year
from bot.content import Content, Line, Tip
from bot.forms.drafts import DraftKey
from bot.meeting_day.checklists import Checklist, RunningMeeting, Tick, TickState
from bot.meeting_day.concerns import Concern, ConcernId, in_order
from bot.meeting_day.proposals import Proposal, ProposalId
from bot.meetings.meetings import Kind, Meeting, MeetingId, Mode
from bot.people.people import PersonId, TeamMember, TeamRole
from bot.students import StudentId
from bot.ui.meeting_day.concerns import render_list

NINE_THIRTY = datetime(2026, 10, 27, 16, 30, tzinfo=UTC)
MEETING = Meeting(
    id=MeetingId(12),
    student=StudentId(5),
    on=date(2026, 10, 27),
    at=time(9, 30),
    kind=Kind.ANNUAL,
    mode=Mode.PHONE,
    arose_on=date(2026, 8, 20),
)
TEAM = (
    TeamMember(person=PersonId(2), role=TeamRole.TEACHER, name="Odalys Quillfeather"),
    TeamMember(
        person=PersonId(3), role=TeamRole.PROVIDER, service="speech", name="Bartholomew Snickett"
    ),
    TeamMember(person=PersonId(4), role=TeamRole.STAFF_PROVIDER, service="OT", name="Lee Marsh"),
)


def tick(line: str, state: TickState = TickState.DONE, answer: str = "") -> Tick:
    return Tick(line=line, state=state, answer=answer, by=PersonId(1), at=NINE_THIRTY)


def a_concern(number: int = 1, **fields) -> Concern:
    concern = Concern(
        id=ConcernId(number),
        student=StudentId(5),
        meeting=MEETING.id,
        text="He comes home hungry",
        by=PersonId(1),
        at=NINE_THIRTY,
    )
    return replace(concern, **fields)


def a_proposal(number: int = 1, **fields) -> Proposal:
    proposal = Proposal(
        id=ProposalId(number),
        draft=DraftKey(f"draft-{number}"),
        student=StudentId(5),
        meeting=MEETING.id,
        text="Speech twice a week",
        by_whom="the mother",
        by=PersonId(1),
        at=NINE_THIRTY,
    )
    return replace(proposal, **fields)


def a_duty(number: int = 1, **fields) -> Duty:
    duty = Duty(
        id=DutyId(number),
        draft=DraftKey(f"draft-{number}"),
        student=StudentId(5),
        meeting=MEETING.id,
        kind=DutyKind.RESPONSIBILITY,
        owner=PersonId(2),
        text="Send two work samples",
        by=PersonId(1),
        at=NINE_THIRTY,
    )
    return replace(duty, **fields)


def listing(concerns, names=None, **more):
    """The first page of these concerns, all written down by one person."""
    named = names or {PersonId(1): "Dana Reed"}
    return render_list(MEETING.id, in_order(concerns), named, **more)


def a_running_meeting(content: Content, *ticks: Tick, revision: int = 0, **fields):
    checklist = Checklist(
        meeting=MEETING.id,
        opening=tuple(line for line in content.opening if line.on),
        ending=tuple(line for line in content.ending if line.on),
        ticks={tick.line: tick for tick in ticks},
        revision=revision,
    )
    running = RunningMeeting(
        alias="MQ-7K2",
        meeting=MEETING,
        checklist=checklist,
        team=TEAM,
        zone=ZoneInfo("America/Los_Angeles"),
        year=default_school_year(2026),
    )
    return replace(running, **fields)


def the_longest(content: Content) -> Content:
    """A district's content with every text as long as reading it allows, and many lines."""
    own = tuple(
        Line(id=f"{n:<040}", short="&" * 60, aloud="<" * 600, asks="nothing", choices=(), on=True)
        for n in range(30)
    )
    tips = tuple(Tip(id=str(n), text="&" * 300, tense=False) for n in range(60))
    return replace(
        content,
        opening=(*map(_long, content.opening), *own),
        ending=(*map(_long, content.ending), *own),
        tips=tips,
        tense=tips,
    )


def _long(line: Line) -> Line:
    choices = tuple(replace(choice, label="&" * 75) for choice in line.choices)
    return replace(line, short="&" * 60, aloud="<" * 600, on=True, choices=choices)
