"""What is typed into another system about a meeting, at hand in a modal while one does it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import groupby

from bot import date_words
from bot.dates.obligation_rules import ObligationId, Place
from bot.digest.digest_lines import Entry
from bot.meetings.meeting_values import MeetingValues, Values, wants_values
from bot.meetings.meetings import Kind, MeetingId, Mode
from bot.people.parents import Interpreting, Parent
from bot.people.people import TeamMember, TeamRole
from bot.settings.district_links import DistrictLinks
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import Block

MOST_PEOPLE = 25
LONGEST_NAME = 80

FOR_EVERY_NOTICE = (
    "For every notice: 60 minutes unless you agreed otherwise; the parents may bring others who "
    "know their child."
)

_PURPOSES = {
    Kind.ANNUAL: "annual review",
    Kind.TRIENNIAL: "triennial review",
    Kind.INITIAL: "initial IEP",
    Kind.OTHER: "other (say which)",
}
_ALSO_INVITED = {
    Kind.TRANSITION: "Also invited: the student and, with consent, the agencies",
    Kind.INITIAL: "Also invited, if the parents ask: the early-intervention coordinator",
}

_ORDER = {role: order for order, role in enumerate(TeamRole)}


def for_rows(entries: Iterable[Entry], values: Values, links: DistrictLinks) -> list[Block]:
    """Draw for each meeting what its notice or invitation form asks for; nothing for other rows."""
    asked: defaultdict[MeetingId, set[ObligationId]] = defaultdict(set)
    for entry in entries:
        meeting = entry.row.meeting
        if meeting and meeting in values and wants_values(entry):
            asked[meeting].add(entry.row.id)
    seis = links.of_place(Place.SEIS_NOTICES)
    for_notices = any(ObligationId.MEETING_NOTICE in rows for rows in asked.values())
    return [
        *(above_notices(seis) if for_notices else []),
        *(section(values[meeting], rows, links) for meeting, rows in asked.items()),
    ]


def above_notices(seis: str) -> list[Block]:
    """Say once what holds for every notice, with the link to where they are entered."""
    opens = f" · {markup.link(seis, 'Open SEIS')}" if seis else ""
    return [blocks.section(f"{FOR_EVERY_NOTICE}{opens}")]


def section(about: MeetingValues, rows: AbstractSet[ObligationId], links: DistrictLinks) -> Block:
    """Draw the values of one meeting: of its notice, else what its invitation form gets.

    The form gets alias, date, time, way and school, and never a name.
    """
    form = _form(about, links) if ObligationId.INVITATION_FORM in rows else ""
    if ObligationId.MEETING_NOTICE not in rows:
        return blocks.section(f"*{about.student.alias}* {_when(about)}{form}")
    return blocks.section("\n".join([f"{_who(about)}{form}", _when(about), *_of_notice(about)]))


def _form(about: MeetingValues, links: DistrictLinks) -> str:
    meeting = about.meeting
    address = links.form_for(
        alias=about.student.alias,
        date=meeting.on.isoformat(),
        time=f"{meeting.at:%H:%M}" if meeting.at else "",
        mode=meeting.mode,
        school=about.student.school,
    )
    return f" · {markup.link(address, 'Invitation form')}" if address else ""


def _who(about: MeetingValues) -> str:
    student = about.student
    known = (markup.short(one, LONGEST_NAME) for one in (student.number, student.school) if one)
    return ", ".join([markup.named(student, LONGEST_NAME), *known])


def _when(about: MeetingValues) -> str:
    meeting = about.meeting
    hour = date_words.clock_time(meeting.at) if meeting.at else "time not known yet"
    room = ", room not on record" if meeting.mode is Mode.IN_PERSON else ""
    return f"{date_words.in_short(meeting.on, about.year)}, {hour}, {meeting.mode}{room}"


def _of_notice(about: MeetingValues) -> Iterator[str]:
    kind = about.meeting.kind
    yield f"Purpose: {_PURPOSES.get(kind, kind)}"
    yield _rights_holders(about)
    yield f"Case manager: {markup.who(about.leader)}"
    yield from _team(about.team)
    if kind in _ALSO_INVITED:
        yield _ALSO_INVITED[kind]


def _rights_holders(about: MeetingValues) -> str:
    home = about.student.home_language
    if about.rights_holders:
        return "To: " + "; ".join(_parent(one, home) for one in about.rights_holders)
    spoken = f", home language {markup.short(home, LONGEST_NAME)}" if home else ""
    return f"To: parents not on record{spoken}"


def _parent(parent: Parent, home: str) -> str:
    interpreter = parent.interpreting not in (None, Interpreting.NONE)
    notes = [
        markup.short(parent.language or home or "language not on record", LONGEST_NAME),
        *(["interpreter"] if interpreter else []),
        *(["marked as not to be contacted"] if parent.no_contact else []),
    ]
    called = markup.short(parent.called, LONGEST_NAME) or "name not on record"
    return f"{called} ({', '.join(notes)})"


def _team(team: tuple[TeamMember, ...]) -> Iterator[str]:
    shown = sorted(team[:MOST_PEOPLE], key=lambda member: _ORDER[member.role])
    for called, members in groupby(shown, key=lambda member: member.role.called):
        yield f"{called}: {', '.join(markup.who(member.name) for member in members)}"
    yield from markup.more(len(team) - MOST_PEOPLE, "more on the team")
