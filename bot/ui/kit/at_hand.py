"""What is typed into another system, at hand in a modal while one does it."""

from collections.abc import Sequence

from bot import date_words
from bot.dates.obligation_rules import ObligationId
from bot.digest.digest_lines import Entry
from bot.digest.digest_rows import Morning
from bot.meetings.meetings import Meeting
from bot.people.people import TeamMember, TeamRole
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import Block

MOST_PEOPLE = 25
LONGEST_NAME = 80


def values(entry: Entry, morning: Morning, *, link: str = "") -> list[Block]:
    """Return what the notice or the invitation form asks for; nothing for other rows and done ones.

    `link` is where the district does it. The form gets alias and date only.
    """
    meeting = morning.meeting_of(entry)
    if meeting is None or entry.row.settled:
        return []
    hour = date_words.clock_time(meeting.at) if meeting.at else "time not known yet"
    when = f"{date_words.in_full(meeting.on)}, {hour}"
    if entry.row.id is ObligationId.INVITATION_FORM:
        return [_section("For the form", [entry.alias, when], link)]
    if entry.row.id is not ObligationId.MEETING_NOTICE:
        return []
    case = next(case for case in morning.cases if case.student.id == entry.row.student)
    student = markup.short(entry.name, LONGEST_NAME) or entry.alias
    number = markup.short(case.student.number, LONGEST_NAME)
    who = f"{student}, {number}" if number else student
    lines = [who, when, f"{meeting.kind}, {meeting.mode}", *_people(case.team, meeting)]
    return [_section("For the notice", lines, link)]


def _section(title: str, lines: Sequence[str], link: str) -> Block:
    opens = f" · {markup.link(link, 'Open')}" if link else ""
    return blocks.section(f"*{title}*{opens}\n" + "\n".join(lines))


def _people(team: Sequence[TeamMember], meeting: Meeting) -> list[str]:
    invited = [
        member
        for member in team
        if member.role is not TeamRole.SUBSTITUTE and member.serves_on(meeting.on)
    ]
    lines = [
        f"{member.role.called}: {markup.short(member.name, LONGEST_NAME) or 'name not on record'}"
        for member in invited[:MOST_PEOPLE]
    ]
    return [*lines, *markup.more(len(invited) - MOST_PEOPLE, "more on the team")]
