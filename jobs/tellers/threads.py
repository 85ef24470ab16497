"""The thread of a meeting: its parent message, and what stands under it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from bot.content import Content
from bot.dates.obligation_rows import meeting_subject
from bot.errors import NotOnCaseloadError
from bot.meeting_day.checklists import RunningMeeting
from bot.meetings.meetings import Meeting, MeetingId, MeetingState
from bot.messages import MessageKind, Record
from bot.people.people import Person
from bot.redraws import Touched
from bot.ui.after_meetings.thread_after import after_message
from bot.ui.kit.blocks import Message
from bot.ui.meeting_day.thread_card import card_message
from bot.ui.meeting_day.thread_parent import on_the_card, parent_message, struck_message
from casework.meeting_day.threads import kept_for, running_meeting, thread_day
from casework.meetings.meeting_changes import rows_after
from jobs.tellers.tellers import Rendering, Teller
from storage import Errand, Posted, Scope

ONCE_BESIDE_THE_CARD = (MessageKind.OPENING, MessageKind.ENDING, MessageKind.TIPS)
"""What an older version put under a parent, too."""

Draw = Callable[[Scope, RunningMeeting], Message]


def thread_tellers(content: Content) -> list[Teller]:
    draws: dict[MessageKind, Draw] = {
        MessageKind.CARD: lambda _scope, running: card_message(running),
        MessageKind.AFTER: lambda scope, running: after_message(
            running, rows_after(scope, running.meeting)
        ),
    }
    replies = [ReplyTeller(kind=kind, content=content, draw=draw) for kind, draw in draws.items()]
    pointers = [PointerTeller(kind=kind, content=content) for kind in ONCE_BESIDE_THE_CARD]
    return [ParentTeller(content=content), *replies, *pointers]


@dataclass(frozen=True, kw_only=True)
class ParentTeller(Teller):
    """Open a meeting's thread, and keep its head true."""

    content: Content
    kind: MessageKind = MessageKind.THREAD

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        running = _running(scope, self.content, errand.subject)
        if running is None or not _is_true(scope, errand, running.meeting):
            return None
        return Rendering(
            message=parent_message(running),
            channel=errand.addressee,
            then=(replace(errand, kind=MessageKind.CARD, not_before=None),),
            kept=kept_for(running.meeting),
        )

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:
        running = _running(scope, self.content, posted.subject)
        if running is None:
            return None
        return _struck(scope, posted, running) or parent_message(running)


@dataclass(frozen=True, kw_only=True)
class ReplyTeller(Teller):
    """Put one message under the parent, and keep it true."""

    kind: str
    content: Content
    draw: Draw

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        running = _running(scope, self.content, errand.subject)
        parent = _parent(scope, errand)
        if running is None or parent is None or not self._is_true(errand, running.meeting):
            return None
        return Rendering(
            message=self.draw(scope, running),
            channel=parent.channel,
            thread_ts=parent.ts,
            replaces=Touched(record=Record.THREAD, meeting=running.meeting.id)
            if self._replaces(scope, parent)
            else None,
            kept=kept_for(running.meeting),
        )

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:
        running = _running(scope, self.content, posted.subject)
        if running is None:
            return None
        return _struck(scope, posted, running) or self.draw(scope, running)

    def _replaces(self, scope: Scope, parent: Posted) -> bool:
        """Tell whether anything of an older thread stands; the first reply has that said.

        Of one whose head was deleted, only the replies do.
        """
        if self.kind != MessageKind.CARD:
            return False
        threads = scope.messages.of(MessageKind.THREAD, parent.subject)
        cards = scope.messages.of(MessageKind.CARD, parent.subject)
        return any(one.ts != parent.ts for one in threads) or any(
            one.thread_ts != parent.ts for one in cards
        )

    def _is_true(self, errand: Errand, meeting: Meeting) -> bool:
        if meeting.on.isoformat() != errand.step or meeting.state is MeetingState.CANCELLED:
            return False
        return meeting.state is MeetingState.HELD or self.kind != MessageKind.AFTER


@dataclass(frozen=True, kw_only=True)
class PointerTeller(Teller):
    """Have a list or the tips of an older version point to the card, as soon as that is drawn."""

    kind: str
    content: Content

    def compose(self, _scope: Scope, _errand: Errand) -> Rendering | None:
        """Say nothing: the card says it."""
        return None

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:
        running = _running(scope, self.content, posted.subject)
        return (_struck(scope, posted, running) or on_the_card()) if running else None


def _running(scope: Scope, content: Content, subject: str) -> RunningMeeting | None:
    """Gather what the thread is drawn from; None where the meeting is no longer on record."""
    try:
        return running_meeting(scope, content, _meeting_in(subject))
    except NotOnCaseloadError:
        return None


def _is_true(scope: Scope, errand: Errand, meeting: Meeting) -> bool:
    """Tell whether the meeting still is that day, not over, and its leader still reads there."""
    return (
        meeting.waits
        and meeting.on.isoformat() == errand.step
        and meeting.on >= scope.today
        and any(
            errand.addressee in (person.channel, person.slack_id)
            for person in _leading(scope, meeting)
        )
    )


def _leading(scope: Scope, meeting: Meeting) -> list[Person]:
    """List the case manager, as long as they are one, and whoever stands in that day."""
    student = scope.students.get(meeting.student)
    stand_ins = [
        member.person
        for member in scope.people.team_of(student.id)
        if member.stands_in_on(meeting.on)
    ]
    case_manager = scope.people.get(student.case_manager)
    people = [scope.people.get(person) for person in stand_ins]
    return [
        *([case_manager] if case_manager.leads else []),
        *(person for person in people if person.on_staff),
    ]


def _struck(scope: Scope, posted: Posted, running: RunningMeeting) -> Message | None:
    """Draw what stands instead where this thread is over; None where it is the one in use."""
    if _day(posted) != running.meeting.on or running.meeting.state is MeetingState.CANCELLED:
        return struck_message(running)
    parents = scope.messages.of(MessageKind.THREAD, posted.subject)
    in_use = next((parent for parent in parents if _day(parent) == running.meeting.on), None)
    if in_use and in_use.ts != (posted.thread_ts or posted.ts):
        return struck_message(running, stands_elsewhere=True)
    return None


def _parent(scope: Scope, errand: Errand) -> Posted | None:
    """Find the parent under which an errand's reply belongs."""
    parents = scope.messages.of(MessageKind.THREAD, errand.subject, errand.addressee)
    return next((parent for parent in parents if thread_day(parent) == errand.step), None)


def _day(posted: Posted) -> date:
    return date.fromisoformat(thread_day(posted))


def _meeting_in(subject: str) -> MeetingId:
    meeting = MeetingId(int(subject.partition(":")[2]))
    assert meeting_subject(meeting) == subject
    return meeting
