"""The parent message: which meeting, when, how and who is expected; or where to look instead."""

from collections import Counter
from collections.abc import Iterable

from bot import date_words
from bot.meeting_day.checklists import RunningMeeting
from bot.meeting_day.threads import time_in_words, where_instead
from bot.meetings.meetings import Kind, Meeting, MeetingState, Mode
from bot.people.people import TeamMember, TeamRole
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Block, Message
from bot.ui.meeting_day import thread_controls as ids
from bot.ui.meeting_day.thread_controls import button
from bot.ui.meetings import set_meeting

_MODES = {
    Mode.PHONE: "by phone conference",
    Mode.VIDEO: "by video",
    Mode.IN_PERSON: "in person",
}

_EXPECTED = {
    TeamRole.PROVIDER: ("a provider", "providers"),
    TeamRole.PSYCHOLOGIST: ("the school psychologist", "school psychologists"),
}
"""One, and several, where that is not what the role is called."""

_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def parent_message(running: RunningMeeting) -> Message:
    meeting = running.meeting
    day = date_words.in_words(meeting.on, running.year)
    when = f"{day}, {time_in_words(meeting.at)}, {_MODES[meeting.mode]}"
    return blocks.message(
        f"IEP meeting, {when}. {state_in_words(running)}",
        [
            blocks.section(f"*IEP meeting for {running.alias}*\n{when}"),
            blocks.section(f"Expected: {expected_in_words(running.team, meeting)}"),
            blocks.section(f"*{state_in_words(running)}*"),
            *([] if running.confirmed else [blocks.context("Calendar not confirmed.")]),
            *_controls(running),
        ],
    )


def struck_message(running: RunningMeeting, *, stands_elsewhere: bool = False) -> Message:
    """Say where to look instead; what was ticked here is kept."""
    sentence = (
        "The checklist for this meeting is in another thread now."
        if stands_elsewhere and running.meeting.waits
        else where_instead(running.meeting)
    )
    return blocks.message(
        sentence,
        [
            blocks.section(f"~IEP meeting for {running.alias}~\n{sentence}"),
            blocks.context("Everything that was ticked and written here is kept."),
        ],
    )


def on_the_card() -> Message:
    """Say in place of a list, or of the tips, as a thread had them before, where they are."""
    sentence = "The lists, their ticks and *It's getting tense* are on the card of this thread now."
    return blocks.message(sentence.replace("*", ""), [blocks.section(sentence)])


def _controls(running: RunningMeeting) -> list[Block]:
    if not running.meeting.waits:
        return []
    move = elements.button(
        "Move, adjourn …",
        set_meeting.SEE,
        value=running.meeting.id,
        label="Move, cancel or adjourn this meeting",
    )
    return [blocks.actions([button("Add a helper", ids.HELPER, running.meeting.id), move])]


def expected_in_words(team: Iterable[TeamMember], meeting: Meeting) -> str:
    """Say who should be there, by roles alone: a name or a service would tell too much.

    Where the years after school are planned, the student is invited (34 CFR 300.321(b)).
    """
    counts: Counter[TeamRole] = Counter(
        TeamRole.PROVIDER if member.role is TeamRole.STAFF_PROVIDER else member.role
        for member in {
            (member.person, member.role): member for member in team if member.serves_on(meeting.on)
        }.values()
        # A substitute stands in for the case manager and is nobody extra.
        if member.role is not TeamRole.SUBSTITUTE
    )
    roles = [_so_many(role, counts[role]) for role in TeamRole if counts[role]]
    student = ["the student"] if meeting.kind is Kind.TRANSITION else []
    return ", ".join([*roles, *student, "the parents"])


def _so_many(role: TeamRole, count: int) -> str:
    called = role.called.lower()
    article = "an" if called[0] in "aeiou" else "a"
    one, several = _EXPECTED.get(role, (f"{article} {called}", f"{called}s"))
    return one if count == 1 else f"{_number(count)} {several}"


def _number(count: int) -> str:
    return _NUMBERS[count - 2] if count - 2 < len(_NUMBERS) else str(count)


def progress_in_words(running: RunningMeeting) -> str:
    return f"{running.checklist.done} of {len(running.checklist.lines)} lines"


def state_in_words(running: RunningMeeting) -> str:
    meeting = running.meeting
    match meeting.state:
        case MeetingState.HELD:
            day = date_words.in_words(meeting.held_on or meeting.on, running.year)
            return f"Held on {day}: {progress_in_words(running)}."
        case MeetingState.ADJOURNED:
            return f"Adjourned: {progress_in_words(running)}, all of them kept."
        case MeetingState.CANCELLED:
            return "This meeting was cancelled. Nothing more is asked here."
        case MeetingState.PLANNED:
            return f"{progress_in_words(running)} done."
