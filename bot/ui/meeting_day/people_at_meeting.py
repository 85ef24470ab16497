"""Who is at the meeting: titles, names and preferences, for whoever leads it and nobody else."""

from collections.abc import Iterable

from bot.meetings.meetings import Mode
from bot.people.people import TeamMember
from bot.people.services import service_in_words
from bot.students import Student
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import Block, View

CLOSE = "people_at_meeting"

_MODES = {Mode.PHONE: "by phone", Mode.VIDEO: "by video", Mode.IN_PERSON: "in person"}

MOST_SHOWN = 60


def render(
    student: Student,
    team: Iterable[TeamMember],
    *,
    leads: str,
    helpers: Iterable[str] = (),
    attendance: Mode | None = None,
    knows_preference: bool = True,
) -> View:
    """Draw who is here, by title; `attendance` is None where the parents were not asked.

    What they prefer is the case manager's to read: a helper is told to ask.
    """
    members = list(team)
    return blocks.modal(
        "Who is here",
        [
            blocks.section(f"*Student*\n{markup.escaped(student.name)} ({student.alias})"),
            blocks.section(f"*Parents*\n{_preference(attendance, known=knows_preference)}"),
            blocks.section(f"*Case manager*\n{markup.escaped(leads)}"),
            *(_row(member) for member in members[:MOST_SHOWN]),
            *map(blocks.context, markup.more(len(members) - MOST_SHOWN, "more on the team")),
            *(blocks.section(f"*Helper*\n{markup.escaped(name)}") for name in helpers),
        ],
        callback_id=CLOSE,
    )


def _row(member: TeamMember) -> Block:
    service = f" ({markup.escaped(service_in_words(member.service))})" if member.service else ""
    name = markup.escaped(member.name) or "name not on record"
    return blocks.section(f"*{member.role.called}{service}*\n{name}")


def _preference(attendance: Mode | None, *, known: bool) -> str:
    if not known:
        return "Let them attend as they prefer; the case manager knows how."
    if attendance is None:
        return "How they prefer to attend was not asked yet."
    return f"They prefer to attend {_MODES[attendance]}."
